#include "packaging/step_inputs.h"

#include "base/depfile.h"

namespace pkgrepo::packaging {

std::string StepInputs::Read(const std::string& path) {
  Add(path);
  return files_.ReadFile(path);
}

std::optional<std::string> StepInputs::ReadIfPresent(const std::string& path) {
  if (!IsFile(path)) return std::nullopt;
  return files_.ReadFile(path);
}

bool StepInputs::IsFile(const std::string& path) {
  if (!files_.IsFile(path)) {
    AddAbsent(path);
    return false;
  }
  Add(path);
  return true;
}

bool StepInputs::IsDirectory(const std::string& path) {
  if (!files_.IsDirectory(path)) {
    AddAbsent(path);
    return false;
  }
  Add(path);
  return true;
}

std::vector<std::string> StepInputs::List(const std::string& directory) {
  if (!IsDirectory(directory)) return {};
  return files_.ListDirectory(directory);
}

std::vector<FileSystem::Entry> StepInputs::Walk(const std::string& root) {
  Add(root);
  std::vector<FileSystem::Entry> entries = files_.Walk(root);
  for (const FileSystem::Entry& entry : entries) Add(JoinPath(root, entry.path));
  return entries;
}

void StepInputs::WriteDepfile(const std::string& depfile, const std::string& output) const {
  if (depfile.empty()) return;
  files_.WriteFile(depfile, FormatDepfile(output, {paths_.begin(), paths_.end()}));
}

// A file that appears changes the nearest folder above it that is there.
void StepInputs::AddAbsent(const std::string& path) {
  std::string directory(DirName(path));
  while (!files_.IsDirectory(directory) && directory != "." && directory != "/") {
    directory = std::string(DirName(directory));
  }
  Add(directory);
}

}  // namespace pkgrepo::packaging
