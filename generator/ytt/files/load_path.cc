#include "ytt/files/load_path.h"

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::ytt {
namespace {

constexpr std::string_view kModulePrefix = "@ytt:";

// Files know their full path; the message has the path asked for.
const FilePtr& FindIn(const LibraryTree& folder, std::string_view path) {
  for (const FilePtr& file : folder.files()) {
    if (BaseName(file->path()) == BaseName(path)) return file;
  }
  throw Error("Expected to find file '" + std::string(path) +
              "' (hint: only files included via -f flag are available)");
}

LoadTarget FindFile(std::string_view path, const LibraryTree& start, const LibraryTree& root) {
  const size_t slash = path.rfind('/');
  const LibraryTree* folder = &start;
  if (slash != std::string_view::npos) {
    WithContext("Expected to find file '" + std::string(path) + "', but did not: ",
                [&] { folder = &start.FindPath(path.substr(0, slash)); });
  }
  return {FindIn(*folder, path).get(), {&root, folder}};
}

LoadTarget FindByPath(std::string_view path, const LoadLocation& from) {
  const bool from_root = !path.empty() && path[0] == '/';
  return from_root ? FindFile(path.substr(1), *from.root, *from.root)
                   : FindFile(path, *from.folder, *from.root);
}

LoadTarget FindInLibrary(std::string_view path, const LoadLocation& from) {
  const size_t colon = path.find(':');
  if (colon == std::string_view::npos) {
    throw Error(
        "Expected library path to be in format '@name:path' e.g. '@github.com/vmware-tanzu/test:test.star' "
        "or "
        "'@ytt:base64'");
  }
  const LibraryTree& library = from.folder->FindLibrary(path.substr(1, colon - 1));
  std::string_view rest = path.substr(colon + 1);
  if (!rest.empty() && rest[0] == '/') rest.remove_prefix(1);
  return FindFile(rest, library, library);
}

}  // namespace

const LibraryTree& FindFolderAt(std::string_view path, const LoadLocation& from) {
  const bool from_root = !path.empty() && path[0] == '/';
  if (from_root) path.remove_prefix(1);
  const LibraryTree& start = from_root ? *from.root : *from.folder;
  return path.empty() ? start : start.FindPath(path);
}

const File& FindFileAt(std::string_view path, const LoadLocation& from) {
  return *FindByPath(path, from).file;
}

std::optional<std::string_view> ModuleName(std::string_view path) {
  if (!path.starts_with(kModulePrefix)) return std::nullopt;
  return path.substr(kModulePrefix.size());
}

LoadTarget FindLoadTarget(std::string_view path, const LoadLocation& from) {
  const bool in_library = !path.empty() && path[0] == '@';
  LoadTarget target = in_library ? FindInLibrary(path, from) : FindByPath(path, from);
  if (!target.file->is_library()) {
    throw Error("Expected file '" + target.file->path() +
                "' to be a library file, but was not (hint: library filename must end with '.lib.yml' or "
                "'.star'; use "
                "data.read(...) for loading non-templated file contents)");
  }
  return target;
}

}  // namespace pkgrepo::ytt
