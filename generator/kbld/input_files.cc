#include "kbld/input_files.h"

#include <algorithm>
#include <istream>
#include <iterator>

#include "base/error.h"
#include "base/named_files.h"
#include "kbld/resource.h"

namespace pkgrepo::kbld {
namespace {

using nlohmann::json;

constexpr uint64_t kMaxResponseBytes = 256 << 20;

bool IsUrl(std::string_view path) { return path.starts_with("http://") || path.starts_with("https://"); }

bool HasResourceExtension(std::string_view path) {
  return path.ends_with(".yml") || path.ends_with(".yaml") || path.ends_with(".json");
}

// A link to a folder is not one of these, unless a slash behind it says that the folder is meant.
std::vector<std::string> FilesBelow(const std::string& folder, const FileSystem& files) {
  std::vector<std::string> found;
  if (!folder.ends_with('/') && files.Stat(folder)->is_symlink()) {
    if (HasResourceExtension(folder)) found.push_back(folder);
    return found;
  }
  for (const FileSystem::Entry& entry : files.Walk(folder)) {
    if (!entry.info.is_directory() && HasResourceExtension(entry.path)) {
      found.push_back(CleanPath(JoinPath(folder, entry.path)));
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

// Folders replaced by the files in them.
std::vector<std::string> Expand(const std::vector<std::string>& paths, const FileSystem& files) {
  std::vector<std::string> expanded;
  for (const std::string& path : paths) {
    std::optional<FileInfo> info;
    if (path != "-" && !IsUrl(path)) {
      info = files.StatFollowing(path);
      if (!info) throw Error("Unable to stat file: stat " + path + ": no such file or directory");
    }
    if (info && info->is_directory()) {
      std::vector<std::string> found = FilesBelow(path, files);
      expanded.insert(expanded.end(), found.begin(), found.end());
    } else {
      expanded.push_back(path);
    }
  }
  return expanded;
}

std::string Fetch(const std::string& url, net::HttpClient& http) {
  return WithContext("Requesting URL '" + url + "': ", [&] {
    net::HttpResponse response = http.Send({.url = url, .max_body = kMaxResponseBytes});
    if (response.status != 200) throw Error("unexpected status code " + std::to_string(response.status));
    return std::move(response.body);
  });
}

std::string Describe(const std::string& path) {
  if (path == "-") return "stdin";
  return (IsUrl(path) ? "HTTP URL '" : "file '") + path + "'";
}

std::string Read(const std::string& path, const InputAccess& access) {
  return WithContext("Parsing " + Describe(path) + ": ", [&] {
    if (path == "-") return std::string(std::istreambuf_iterator<char>(access.standard_input), {});
    return IsUrl(path) ? Fetch(path, access.http) : ReadNamedFile(access.files, path);
  });
}

}  // namespace

std::vector<json> ReadInputs(const std::vector<std::string>& paths, const InputAccess& access) {
  std::vector<json> resources;
  for (const std::string& path : Expand(paths, access.files)) {
    std::vector<json> found = ParseResources(Read(path, access), Describe(path));
    std::move(found.begin(), found.end(), std::back_inserter(resources));
  }
  return resources;
}

}  // namespace pkgrepo::kbld
