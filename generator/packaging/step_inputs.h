// What a step of the build reads: every file and folder it looks at is noted, so that its dependency file is
// exact.
//
//   StepInputs inputs(disk);
//   std::string config = inputs.Read(source + "/bundle/vendir.yml");
//   if (std::optional<std::string> text = inputs.ReadIfPresent(source + "/package.yaml")) …
//   inputs.WriteDepfile(depfile, output);
//
// Folders that were listed, those in which a file was not found, and those with a link to an input, are inputs as well:
// their modification time changes when files are added or removed, or another link takes its place. How each input was is noted before it is read, for
// packaging/input_record.h.

#ifndef PKGREPO_PACKAGING_STEP_INPUTS_H_
#define PKGREPO_PACKAGING_STEP_INPUTS_H_

#include <optional>
#include <set>
#include <string>
#include <utility>
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
  // Notes what the step makes besides its outputs, which Ninja does not know: once it is removed or edited, the step
  // runs again. Its modification time becomes that of the youngest input.
  void AddProduct(const std::string& path) { products_.insert(path); }
  // The same with a folder and everything below it.
  void AddProducts(const std::string& root);

  // Keeps what is noted at `path`, and below it, out of the dependency file: Ninja knows by other means that the step waits
  // for it (packaging/step_order.h). A dependency file says what the last run has read, and a step that waited for that
  // would be held up by what it needs no longer. Records have it all the same.
  void LeaveToNinja(const std::string& path) { left_to_ninja_.insert(path); }

  FileSystem& files() const { return files_; }
  FileSystem& disk() const { return disk_; }
  std::set<std::string> paths() const;
  // What was noted, with the contents that are known; WriteDepfile() completes these.
  const Inputs& noted() const { return inputs_; }
  // Takes the place of what was noted: for who knows what the step would read.
  void Replace(Inputs inputs) { inputs_ = std::move(inputs); }

  // Completes the contents of what was noted.
  void NoteContents();
  // Writes what was noted as the dependencies of `output`, and the record of it. To be called when all outputs and
  // products are written; with an empty `depfile` (base/depfile.h says how it is given) does nothing.
  void WriteDepfile(const std::string& depfile, const std::string& output);

 private:
  void AddAbsent(const std::string& path);
  bool IsLeftToNinja(std::string_view path) const;
  std::string ReadNoted(const std::string& path);

  FileSystem& files_;
  FileSystem& disk_;
  Inputs inputs_;
  std::set<std::string> products_;
  std::set<std::string> left_to_ninja_;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_STEP_INPUTS_H_
