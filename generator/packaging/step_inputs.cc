#include "packaging/step_inputs.h"

#include <algorithm>

#include "base/depfile.h"
#include "base/error.h"

namespace pkgrepo::packaging {
namespace {

// Ninja takes a step as out of date when what its depfile names is younger than the start of its last run, so products
// get the time of what they were made of.
void AgeProducts(const std::set<std::string>& products, const Inputs& inputs, const std::string& output,
                 FileSystem& files) {
  int64_t youngest = 0;
  for (const auto& [path, input] : inputs) youngest = std::max(youngest, input.state.mtime);
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
  // What was noted tells as much, unless what is read is a view.
  const std::optional<FileInfo> info = &files_ == &disk_ ? std::nullopt : files_.StatFollowing(path);
  const bool is_other = &files_ == &disk_ ? inputs_.at(path).state.kind == '?' : info && info->type == FileInfo::Type::kOther;
  if (is_other) {  // reading a pipe would wait for ever
    throw Error("this is neither a file nor a folder").At({.file = path});
  }
  return ReadNoted(path);
}

std::optional<std::string> StepInputs::ReadIfPresent(const std::string& path) {
  if (!IsFile(path)) return std::nullopt;
  return ReadNoted(path);
}

std::string StepInputs::ReadNoted(const std::string& path) {
  std::string text = files_.ReadFile(path);
  inputs_[path].content = Digest::Of(text);
  return text;
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
  inputs_[root].state.kind = kWalked;
  std::vector<FileSystem::Entry> entries = files_.Walk(root);
  for (const FileSystem::Entry& entry : entries) {
    const std::string path = JoinPath(root, entry.path);
    Add(path);
    if (entry.info.is_directory()) inputs_[path].state.kind = kWalked;
    // Ninja would miss what a link leads to that leads nowhere here, as those do that are meant inside an image.
    if (entry.info.is_symlink() && !disk_.StatFollowing(path)) LeaveToNinja(path);
  }
  return entries;
}

void StepInputs::Add(const std::string& path) {
  if (inputs_.contains(path)) return;
  const std::optional<FileInfo> info = disk_.Stat(path);
  const bool is_link = info && info->is_symlink();
  inputs_[path].state = StateOf(is_link ? disk_.StatFollowing(path) : info);
  // Where another link takes its place, what that leads to may be older than the build.
  if (is_link) Add(std::string(DirName(path)));
}

void StepInputs::AddProducts(const std::string& root) {
  AddProduct(root);
  for (const FileSystem::Entry& entry : disk_.Walk(root)) AddProduct(JoinPath(root, entry.path));
}

std::set<std::string> StepInputs::paths() const {
  std::set<std::string> paths;
  for (const auto& [path, input] : inputs_) paths.insert(path);
  return paths;
}

void StepInputs::WriteDepfile(const std::string& depfile, const std::string& output) {
  if (depfile.empty()) return;
  NoteContents();
  AgeProducts(products_, inputs_, output, disk_);
  std::vector<std::string> named(products_.begin(), products_.end());
  for (const auto& [path, input] : inputs_) {
    if (!IsLeftToNinja(path)) named.push_back(path);
  }
  WriteInputRecord(inputs_, output, disk_);
  const DepfilePlace place = ParseDepfilePlace(depfile);
  if (place.base.empty()) return pkgrepo::WriteDepfile(disk_, place, output, named);
  // What Ninja reads is made of this file, which has to be missed, too, when it is removed (RequireFresh()).
  named.push_back(place.file);
  pkgrepo::WriteDepfile(disk_, place, output, named);
  AgeProducts({place.file}, inputs_, output, disk_);
}

// Of what was read by other means the content is known only if it is still in the state in which it was noted.
void StepInputs::NoteContents() {
  for (auto& [path, input] : inputs_) {
    if (input.content) continue;
    std::optional<Digest> content = ContentOf(path, input.state, disk_);
    InputState now = StateOf(disk_.StatFollowing(path));
    if (IsFolder(now)) now.kind = input.state.kind;
    if (now == input.state) input.content = std::move(content);
  }
}

bool StepInputs::IsLeftToNinja(std::string_view path) const {
  for (; !path.empty() && path != "." && path != "/"; path = DirName(path)) {
    if (left_to_ninja_.contains(std::string(path))) return true;
  }
  return false;
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
