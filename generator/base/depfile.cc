#include "base/depfile.h"

#include <algorithm>
#include <map>

#include "base/ascii.h"
#include "base/digest.h"

namespace pkgrepo {
namespace {

// Ninja ends with an error at a path of more than 60 names; through a link there are some of our own.
constexpr size_t kMaxNames = 50;
constexpr size_t kLinkNameLength = 16;

// What stands for itself, and what has an escape that every Ninja reads alike.
bool IsExpressible(char c, bool is_rewritten) {
  if (is_rewritten && (c == '$' || c == '#')) return false;
  const bool is_letter = IsAlphanumeric(c);
  constexpr std::string_view kOthers = "+,/_.~(){}%=@[]!- #$";
  return is_letter || (static_cast<unsigned char>(c) & 0x80) != 0 ||
         kOthers.find(c) != std::string_view::npos;
}

std::string Escape(const std::string& path) {
  std::string escaped;
  for (char c : path) {
    if (c == ' ' || c == '#') escaped += '\\';
    if (c == '$') escaped += '$';
    escaped += c;
  }
  return escaped;
}

std::string LinkFolder(const std::string& depfile) {
  return (depfile.ends_with(".d") ? depfile.substr(0, depfile.size() - 2) : depfile) + ".links";
}

void UpdateLink(FileSystem& files, const std::string& target, const std::string& path) {
  const std::optional<FileInfo> there = files.Stat(path);
  if (there && there->is_symlink() && files.ReadSymlink(path) == target) return;
  files.RemoveAll(path);
  files.MakeSymlink(target, path);
}

// Makes the folder hold these links, targets by name, and nothing else.
void UpdateLinks(FileSystem& files, const std::map<std::string, std::string>& links,
                 const std::string& folder) {
  if (links.empty()) return files.RemoveAll(folder);
  files.MakeDirectories(folder);
  for (const std::string& name : files.ListDirectory(folder)) {
    if (!links.contains(name)) files.RemoveAll(JoinPath(folder, name));
  }
  for (const auto& [name, target] : links) UpdateLink(files, target, JoinPath(folder, name));
}

}  // namespace

DepfilePlace ParseDepfilePlace(const std::string& word) {
  const size_t mark = word.find("/./");
  if (mark == std::string::npos) return {.file = word};
  return {.file = word.substr(mark + 3), .base = word.substr(0, mark + 1)};
}

size_t LengthToLink(std::string_view path, bool is_rewritten) {
  if (std::count(path.begin(), path.end(), '/') > static_cast<ptrdiff_t>(kMaxNames)) return path.size();
  for (size_t i = path.size(); i-- > 0;) {
    if (!IsExpressible(path[i], is_rewritten)) return std::min(path.find('/', i), path.size());
  }
  return 0;
}

std::string FormatDepfile(const std::string& output, std::vector<std::string> inputs) {
  std::sort(inputs.begin(), inputs.end());
  inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
  std::string text = Escape(output) + ":";
  for (const std::string& input : inputs) text += " \\\n  " + Escape(input);
  return text + "\n";
}

void WriteDepfile(FileSystem& files, const DepfilePlace& place, const std::string& output,
                  const std::vector<std::string>& inputs) {
  const std::string folder = LinkFolder(place.file);
  const auto from_base = [&](const std::string& path) {
    return path.starts_with('/') ? path : place.base + path;
  };
  std::map<std::string, std::string> links;
  std::vector<std::string> named;
  for (const std::string& input : inputs) {
    const std::string path = CleanPath(input);
    const size_t length = LengthToLink(path, !place.base.empty());
    if (length == 0) {
      named.push_back(from_base(path));
      continue;
    }
    const std::string target = AbsolutePath(path.substr(0, length));
    const std::string name = Sha256Hex(target).substr(0, kLinkNameLength);
    links[name] = target;
    named.push_back(from_base(JoinPath(folder, name) + path.substr(length)));
  }
  UpdateLinks(files, links, folder);
  files.WriteFile(place.file, FormatDepfile(from_base(output), std::move(named)));
}

}  // namespace pkgrepo
