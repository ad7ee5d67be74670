// What a step of the build reads: every file and folder it looks at is noted, so that its dependency file is
// exact.
//
//   StepInputs inputs(disk);
//   std::string config = inputs.Read(source + "/bundle/vendir.yml");
//   if (std::optional<std::string> text = inputs.ReadIfPresent(source + "/package.yaml")) …
//   inputs.WriteDepfile(depfile, output);
//
// Folders that were listed, and those in which a file was looked for in vain, are inputs as well: their
// modification time tells of files that come and go. How each input was is noted before it is read, for
// packaging/input_record.h.

#ifndef PKGREPO_PACKAGING_STEP_INPUTS_H_
#define PKGREPO_PACKAGING_STEP_INPUTS_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "packaging/input_record.h"

namespace pkgrepo::packaging {

class StepInputs {
 public:
  // `files` is kept and must outlive the object.
  explicit StepInputs(FileSystem& files) : StepInputs(files, files) {}
  // `files` is a view of `disk`, such as a BundleView: what is noted is noted as it is on disk.
  StepInputs(FileSystem& files, FileSystem& disk) : files_(files), disk_(disk) {}

  // Throws Error if the file is not there.
  std::string Read(const std::string& path);
  std::optional<std::string> ReadIfPresent(const std::string& path);
  bool IsFile(const std::string& path);
  bool IsDirectory(const std::string& path);
  // The names in a folder, as FileSystem::ListDirectory(); none if it is not there.
  std::vector<std::string> List(const std::string& directory);
  // Everything below `root`, as FileSystem::Walk().
  std::vector<FileSystem::Entry> Walk(const std::string& root);
  // Notes a path that is read by other means, from here on.
  void Add(const std::string& path);
  // Notes what the step makes besides its outputs, which Ninja does not know: once it is gone or edited, the step runs
  // again. Its modification time becomes that of the youngest input.
  void AddProduct(const std::string& path) { products_.insert(path); }
  // The same with a folder and everything below it.
  void AddProducts(const std::string& root);

  FileSystem& files() const { return files_; }
  FileSystem& disk() const { return disk_; }
  std::set<std::string> paths() const;

  // Writes what was noted as the dependencies of `output`, and the record of it. To be called when all outputs and
  // products are written; with an empty `depfile` does nothing.
  void WriteDepfile(const std::string& depfile, const std::string& output) const;

 private:
  void AddAbsent(const std::string& path);

  FileSystem& files_;
  FileSystem& disk_;
  InputStates states_;
  std::set<std::string> products_;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_STEP_INPUTS_H_
