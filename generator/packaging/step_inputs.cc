#include "packaging/step_inputs.h"

#include <algorithm>

#include "base/depfile.h"
#include "base/error.h"

namespace pkgrepo::packaging {
namespace {

// Ninja takes a step as out of date when what its depfile names is younger than the start of its last run, so products
// get the time of what they were made of.
void AgeProducts(const std::set<std::string>& products, const InputStates& inputs, const std::string& output,
                 FileSystem& files) {
  int64_t youngest = 0;
  for (const auto& [path, state] : inputs) youngest = std::max(youngest, state.mtime);
  if (const std::optional<FileInfo> made = files.StatFollowing(output))
    youngest = std::min(youngest, made->mtime);
  for (const std::string& product : products) {
    const std::optional<FileInfo> info = files.Stat(product);
    if (info && info->mtime > youngest) files.SetModificationTime(product, youngest);
  }
}

}  // namespace

std::string StepInputs::Read(const std::string& path) {
  Add(path);
  const std::optional<FileInfo> info = files_.StatFollowing(path);
  if (info && info->type == FileInfo::Type::kOther) {  // reading a pipe would wait for ever
    throw Error("this is neither a file nor a folder").At({.file = path});
  }
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
  states_[root].kind = kWalked;
  std::vector<FileSystem::Entry> entries = files_.Walk(root);
  for (const FileSystem::Entry& entry : entries) {
    const std::string path = JoinPath(root, entry.path);
    Add(path);
    if (entry.info.is_directory()) states_[path].kind = kWalked;
  }
  return entries;
}

void StepInputs::Add(const std::string& path) {
  if (!states_.contains(path)) states_.emplace(path, StateOf(disk_.StatFollowing(path)));
}

void StepInputs::AddProducts(const std::string& root) {
  AddProduct(root);
  for (const FileSystem::Entry& entry : disk_.Walk(root)) AddProduct(JoinPath(root, entry.path));
}

std::set<std::string> StepInputs::paths() const {
  std::set<std::string> paths;
  for (const auto& [path, state] : states_) paths.insert(path);
  return paths;
}

void StepInputs::WriteDepfile(const std::string& depfile, const std::string& output) const {
  if (depfile.empty()) return;
  AgeProducts(products_, states_, output, disk_);
  std::vector<std::string> named(products_.begin(), products_.end());
  for (const auto& [path, state] : states_) named.push_back(path);
  WriteInputRecord(states_, output, disk_);
  pkgrepo::WriteDepfile(disk_, depfile, output, named);
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
