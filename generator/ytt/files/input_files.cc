#include "ytt/files/input_files.h"

#include <algorithm>
#include <istream>
#include <iterator>
#include <utility>

#include "base/error.h"
#include "base/strings.h"
#include "go/eval_symlinks.h"

namespace pkgrepo::ytt {
namespace {

constexpr std::string_view kStandardInputName = "stdin.yml";

class StandardInputContent final : public FileContent {
 public:
  explicit StandardInputContent(std::istream& in) : in_(in) {}
  std::string Read() const override {
    if (read_) {
      throw Error(
          "Standard input has already been read, has the '-' argument been used in more than one flag?");
    }
    read_ = true;
    return {std::istreambuf_iterator<char>(in_), std::istreambuf_iterator<char>()};
  }

 private:
  std::istream& in_;
  mutable bool read_ = false;
};

class UrlContent final : public FileContent {
 public:
  UrlContent(std::string url, std::function<std::string(const std::string&)> fetch)
      : url_(std::move(url)), fetch_(std::move(fetch)) {}
  std::string Read() const override {
    return WithContext("Requesting URL '" + url_ + "': ", [&] { return fetch_(url_); });
  }

 private:
  std::string url_;
  std::function<std::string(const std::string&)> fetch_;
};

bool IsUrl(std::string_view path) {
  return path.substr(0, 7) == "http://" || path.substr(0, 8) == "https://";
}

// Go's path.Base: the last part, slashes at the end aside.
std::string_view LastPart(std::string_view path) {
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  return BaseName(path);
}

[[noreturn]] void ThrowMissing(const FileSystem& disk, const std::string& path) {
  // A file on the way, which cannot have anything below it, has a reason of its own.
  bool through_file = false;
  for (size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
    through_file = through_file || (slash > 0 && disk.IsFile(path.substr(0, slash)));
  }
  throw Error("Checking file '" + path + "': lstat " + path + ": " +
              (through_file ? "not a directory" : "no such file or directory"));
}

}  // namespace

InputFiles::InputFiles(Options options)
    : options_(std::move(options)),
      standard_input_(std::make_shared<StandardInputContent>(options_.standard_input)) {}

std::vector<FilePtr> InputFiles::Resolve(const std::vector<std::string>& arguments) {
  std::vector<FilePtr> files;
  for (const std::string& argument : arguments) ResolveOne(argument, files);
  resolved_.insert(resolved_.end(), files.begin(), files.end());
  return files;
}

void InputFiles::ResolveOne(const std::string& argument, std::vector<FilePtr>& files) {
  const std::vector<std::string_view> parts =
      options_.plain_paths ? std::vector<std::string_view>{argument} : Split(argument, '=');
  if (parts.size() > 2) {
    throw Error("Expected file '" + argument +
                "' to only have single '=' sign to for relative path assignment");
  }
  const std::string path(parts.back());
  const std::string name(parts.size() == 2 ? parts[0] : "");
  const auto add = [&](std::string_view usual_name, std::shared_ptr<const FileContent> content) {
    files.push_back(std::make_shared<File>(std::string(usual_name), std::move(content)));
    if (!name.empty()) files.back()->set_path(name);
  };
  if (path == "-" && !options_.plain_paths) {
    add(kStandardInputName, standard_input_);
    if (!std::exchange(has_read_standard_input_, true)) files.back()->Content();
  } else if (IsUrl(path) && !options_.plain_paths) {
    add(LastPart(path), std::make_shared<UrlContent>(path, options_.fetch));
  } else {
    const std::optional<FileInfo> info = options_.disk.Stat(path);
    if (!info) ThrowMissing(options_.disk, path);
    if (info->is_directory()) return AddDirectory(path, files);
    if (info->is_symlink()) CheckSymlink(path);
    add(LastPart(path), std::make_shared<DiskContent>(options_.disk, path));
  }
}

void InputFiles::AddDirectory(const std::string& directory, std::vector<FilePtr>& files) {
  const size_t first = files.size();
  folders_.push_back(directory);
  WithContext("Listing files '" + directory + "': ", [&] {
    for (const FileSystem::Entry& entry : options_.disk.Walk(directory)) {
      const std::string path = CleanPath(JoinPath(directory, entry.path));
      if (entry.info.is_directory()) {
        folders_.push_back(path);
        continue;
      }
      if (entry.info.is_symlink()) {
        CheckSymlink(path);
        if (options_.disk.IsDirectory(path)) continue;
      }
      files.push_back(std::make_shared<File>(entry.path, std::make_shared<DiskContent>(options_.disk, path)));
    }
  });
  std::stable_sort(files.begin() + static_cast<ptrdiff_t>(first), files.end(),
                   [](const FilePtr& a, const FilePtr& b) { return a->path() < b->path(); });
}

void InputFiles::CheckSymlink(const std::string& path) const {
  if (options_.symlinks.allow_all) return;
  const std::string refusal = "Checking symlink file '" + path + "': ";
  std::string destination =
      WithContext(refusal + "Eval symlink: ", [&] { return go::EvalSymlinks(options_.disk, path); });
  const std::string absolute = AbsolutePath(destination);
  for (const std::string& allowed : options_.symlinks.allowed_destinations) {
    const std::string root = AbsolutePath(allowed);
    if (absolute == root || absolute.starts_with(root == "/" ? root : root + "/")) return;
  }
  throw Error(refusal + "Expected symlink file '" + path + "' -> '" + destination +
              "' to be allowed, but was not (hint: symlinks are disallowed as a security feature, use "
              "'--allow-symlink-destination' flags to override)");
}

std::vector<std::string> InputFiles::UsedPaths() const {
  std::vector<std::string> paths = folders_;
  for (const FilePtr& file : resolved_) {
    const std::string path = file->DiskPath();
    if (!file->was_read() || path.empty()) continue;
    paths.push_back(path);
    const std::optional<FileInfo> info = options_.disk.Stat(path);
    if (info && info->is_symlink()) paths.push_back(go::EvalSymlinks(options_.disk, path));
  }
  return paths;
}

}  // namespace pkgrepo::ytt
