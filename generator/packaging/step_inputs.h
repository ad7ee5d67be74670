// What a step of the build reads: every file and folder it looks at is noted, so that its dependency file is
// exact.
//
//   StepInputs inputs(disk);
//   std::string config = inputs.Read(source + "/bundle/vendir.yml");
//   if (std::optional<std::string> text = inputs.ReadIfPresent(source + "/package.yaml")) …
//   inputs.WriteDepfile(depfile, output);
//
// Folders that were listed, and those in which a file was looked for in vain, are inputs as well: their
// modification time tells of files that come and go.

#ifndef PKGREPO_PACKAGING_STEP_INPUTS_H_
#define PKGREPO_PACKAGING_STEP_INPUTS_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/file_system.h"

namespace pkgrepo::packaging {

class StepInputs {
 public:
  // `files` is kept and must outlive the object.
  explicit StepInputs(FileSystem& files) : files_(files) {}

  // Throws Error if the file is not there.
  std::string Read(const std::string& path);
  std::optional<std::string> ReadIfPresent(const std::string& path);
  bool IsFile(const std::string& path);
  bool IsDirectory(const std::string& path);
  // The names in a folder, as FileSystem::ListDirectory(); none if it is not there.
  std::vector<std::string> List(const std::string& directory);
  // Everything below `root`, as FileSystem::Walk().
  std::vector<FileSystem::Entry> Walk(const std::string& root);
  // Notes a path that was read by other means.
  void Add(const std::string& path) { paths_.insert(path); }

  FileSystem& files() const { return files_; }
  const std::set<std::string>& paths() const { return paths_; }

  // Writes what was noted as the dependencies of `output`; with an empty `depfile` does nothing.
  void WriteDepfile(const std::string& depfile, const std::string& output) const;

 private:
  void AddAbsent(const std::string& path);

  FileSystem& files_;
  std::set<std::string> paths_;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_STEP_INPUTS_H_
