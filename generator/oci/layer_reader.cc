#include "oci/layer_reader.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "base/file_system.h"
#include "base/output_file.h"
#include "base/strings.h"

namespace pkgrepo::oci {
namespace {

constexpr std::string_view kWhiteoutPrefix = ".wh.";
constexpr std::string_view kOpaqueWhiteout = ".wh..wh..opq";
constexpr uint64_t kGroupAndOthers = 0077;

// "./a//b" and "/a/b" are "a/b"; the root is "".
std::string CleanName(const std::string& name) {
  const size_t begin = name.find_first_not_of('/');
  if (begin == std::string::npos) return "";
  const std::string clean = CleanPath(std::string_view(name).substr(begin));
  if (clean == ".") return "";
  if (!IsLocalPath(clean) || clean.find('\0') != std::string::npos) {
    throw Error("The image holds a file that leaves its folder: '" + name + "'")
        .Hint("do not use this image: it tries to write where it should not");
  }
  return clean;
}

mode_t FileMode(uint64_t mode) {
  const auto bits = static_cast<mode_t>(mode & 0777);
  if (bits & kGroupAndOthers) return bits;
  const mode_t owner = bits >> 6;
  return owner << 6 | owner << 3 | owner;
}

}  // namespace

void LayerUnpacker::Apply(const net::HttpBody& blob) {
  written_.clear();
  emptied_.clear();
  LayerStream stream(blob);
  TarReader reader([&](char* buffer, size_t room) { return stream.Read(buffer, room); });
  while (const std::optional<TarMember> member = reader.Next()) {
    const std::string name = CleanName(member->name);
    if (name.empty()) continue;
    if (BaseName(name).starts_with(kWhiteoutPrefix)) {
      RemoveHidden(name);
    } else if (member->type == TarMember::Type::kFile) {
      WriteFile(name, *member, reader);
    }
  }
}

void LayerUnpacker::WriteFile(const std::string& name, const TarMember& member, TarReader& reader) {
  MakeParents(name);
  Count(name);
  bytes_ += member.size;
  if (bytes_ > limits_.bytes) {
    throw Error("The image unpacks to more than " + std::to_string(limits_.bytes) + " bytes");
  }
  const std::string path = JoinPath(directory_, name);
  RealFileSystem().RemoveAll(path);
  OutputFile file(path, OutputFile::Place::kNew, FileMode(member.mode));
  reader.ReadContent([&](std::string_view bytes) { file.Write(bytes); });
  file.SetTime(member.mtime);
  file.Close();
  written_.insert(name);
}

// A file of a lower layer makes way for a folder.
void LayerUnpacker::MakeParents(const std::string& name) {
  for (size_t slash = name.find('/'); slash != std::string::npos; slash = name.find('/', slash + 1)) {
    const std::string parent = name.substr(0, slash);
    if (!written_.insert(parent).second) continue;
    Count(parent);
    const std::string path = JoinPath(directory_, parent);
    const std::optional<FileInfo> info = RealFileSystem().Stat(path);
    if (info && info->is_directory()) continue;
    if (info) RealFileSystem().RemoveAll(path);
    if (mkdir(path.c_str(), 0777) != 0) throw Error("mkdir " + path + ": " + ToLower(std::strerror(errno)));
  }
}

void LayerUnpacker::Count(std::string_view name) {
  ++files_;
  name_bytes_ += static_cast<int64_t>(name.size());
  if (files_ > limits_.files) {
    throw Error("The image unpacks to more than " + std::to_string(limits_.files) + " files");
  }
  if (name_bytes_ > limits_.name_bytes) {
    throw Error("The names of the image's files take more than " + std::to_string(limits_.name_bytes) +
                " bytes");
  }
}

// `name` is a whiteout: "a/.wh.b" hides "a/b", "a/.wh..wh..opq" all of "a".
void LayerUnpacker::RemoveHidden(const std::string& name) {
  const std::string base(BaseName(name));
  const std::string folder = name.size() == base.size() ? "" : name.substr(0, name.size() - base.size());
  if (base != kOpaqueWhiteout) {
    const std::string hidden = base.substr(kWhiteoutPrefix.size());
    if (!hidden.empty() && hidden != "." && hidden != "..") RemoveFromLowerLayers(folder + hidden);
    return;
  }
  if (!emptied_.insert(folder).second) return;
  const std::string path = JoinPath(directory_, folder);
  if (!RealFileSystem().IsDirectory(path)) return;
  for (const std::string& child : RealFileSystem().ListDirectory(path)) RemoveFromLowerLayers(folder + child);
}

// Keeps what the current layer has brought.
void LayerUnpacker::RemoveFromLowerLayers(const std::string& name) {
  const std::string path = JoinPath(directory_, name);
  if (!written_.contains(name)) return RealFileSystem().RemoveAll(path);
  if (!RealFileSystem().IsDirectory(path)) return;
  for (const std::string& child : RealFileSystem().ListDirectory(path)) {
    RemoveFromLowerLayers(name + "/" + child);
  }
}

std::optional<std::string> ReadLayerFile(const net::HttpBody& blob, const std::string& name,
                                         int64_t max_size) {
  LayerStream stream(blob);
  TarReader reader([&](char* buffer, size_t room) { return stream.Read(buffer, room); });
  while (const std::optional<TarMember> member = reader.Next()) {
    if (member->type != TarMember::Type::kFile || CleanPath(member->name) != name) continue;
    if (member->size > max_size)
      throw Error("'" + name + "' is too large: " + std::to_string(member->size) + " bytes");
    std::string content;
    reader.ReadContent([&](std::string_view bytes) { content += bytes; });
    return content;
  }
  return std::nullopt;
}

}  // namespace pkgrepo::oci
