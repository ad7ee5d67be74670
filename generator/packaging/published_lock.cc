#include "packaging/published_lock.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/strings.h"
#include "base/utf8.h"
#include "go/quote.h"
#include "net/file_body.h"
#include "oci/layer_reader.h"
#include "oci/reference.h"
#include "oci/tar_reader.h"
#include "packaging/config_node.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {
namespace {

constexpr std::string_view kHead =
    "# What this version was published as, written by its push. A build of other content is refused: make a new version.\n";
constexpr std::string_view kExecutable = " executable";
// So many changes are shown.
constexpr size_t kMaxShown = 20;

void AddLayer(const std::string& blob, int64_t size, BundleFiles& files) {
  const net::FileBody body(blob, 0, size);
  oci::LayerStream stream(body);
  oci::TarReader reader([&](char* buffer, size_t room) { return stream.Read(buffer, room); });
  while (const std::optional<oci::TarMember> member = reader.Next()) {
    if (member->type != oci::TarMember::Type::kFile) continue;
    Sha256 hash;
    reader.ReadContent([&](std::string_view bytes) { hash.Update(bytes); });
    const bool is_executable = (member->mode & 0100) != 0;
    files[member->name] = hash.Finish().ToString() + std::string(is_executable ? kExecutable : "");
  }
}

std::vector<std::string> ChangesBetween(const BundleFiles& before, const BundleFiles& now) {
  std::vector<std::string> changes;
  for (const auto& [name, content] : before) {
    const auto found = now.find(name);
    if (found == now.end()) {
      changes.push_back("removed: " + name);
    } else if (found->second != content) {
      const bool is_mode = found->second.substr(0, content.size()) == content || content.starts_with(found->second);
      changes.push_back((is_mode ? "changed in whether it is executable: " : "changed: ") + name);
    }
  }
  for (const auto& [name, content] : now) {
    if (!before.contains(name)) changes.push_back("added: " + name);
  }
  return changes;
}

// Whether YAML can hold it as it is.
bool IsPrintable(std::string_view text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; };
  return IsValidUtf8(text) && std::ranges::none_of(text, is_control);
}

std::string FileContent(const ConfigNode& node) {
  std::string text = node.Text();
  std::string_view digest = text;
  if (digest.ends_with(kExecutable)) digest.remove_suffix(kExecutable.size());
  if (!Digest::Parse(digest)) throw node.Fault("'" + text + "' is not the digest of a file");
  return text;
}

}  // namespace

BundleFiles ListBundleFiles(const oci::Layout& layout, const oci::Descriptor& manifest) {
  BundleFiles files;
  for (const oci::Descriptor& layer : oci::Manifest::Parse(layout.ReadBlob(manifest.digest)).layers) {
    AddLayer(layout.BlobPath(layer.digest), layer.size, files);
  }
  return files;
}

PublishedLock PublishedLock::Of(const BundleRecord& bundle, const oci::Layout& layout) {
  return {.image = bundle.Image(), .tag = bundle.tag, .files = ListBundleFiles(layout, bundle.manifest)};
}

std::string PublishedLock::ToYaml() const {
  for (const auto& [name, content] : files) {
    if (!IsPrintable(name)) {
      throw Error("the bundle has a file whose name has a control character, or is not UTF-8: " + go::QuoteText(name))
          .Hint("rename it: what is published is noted in a file of text");
    }
  }
  return std::string(kHead) + yaml::PrintJsonAsYaml({{"image", image}, {"tag", tag}}) +
         yaml::PrintJsonAsYaml({{"files", files}});
}

PublishedLock PublishedLock::Parse(const std::string& file, const std::string& text) {
  try {
    const ConfigNode root = ConfigNode::Parse(file, text);
    if (!root.IsMap()) throw Error("expected a map with 'image'").At({.file = file, .line = 1});
    root.AllowKeys({"image", "tag", "files"});
    const ConfigNode image = root.Require("image");
    const ConfigNode tag = root.Require("tag");
    PublishedLock lock{.image = image.Text(), .tag = tag.Text(), .files = {}};
    lock.image_position = image.position();
    lock.tag_position = tag.position();
    const size_t at = lock.image.rfind('@');
    if (at != std::string::npos) lock.digest = Digest::Parse(lock.image.substr(at + 1));
    if (!lock.digest || !IsPrintable(lock.image)) throw image.Fault("'" + lock.image + "' is not an image by its digest");
    if (!IsPrintable(lock.tag)) throw tag.Fault("this is not a tag");
    for (const auto& [name, content] : root.Require("files").Fields()) {
      if (!IsPrintable(name)) throw content.Fault("this is not the name of a file that is noted here");
      lock.files[name] = FileContent(content);
    }
    return lock;
  } catch (Error& error) {
    if (error.hint().empty()) error.Hint("a push writes this file: take it as version control has it");
    throw;
  }
}

std::optional<PublishedLock> ReadPublishedLock(const std::string& file, StepInputs& inputs) {
  if (!inputs.disk().IsFile(file)) {
    inputs.IsFile(file);  // where it would appear
    return std::nullopt;
  }
  inputs.Add(file);
  return PublishedLock::Parse(file, inputs.disk().ReadFile(file));
}

void CheckPublished(const PublishedLock& lock, const std::string& name, const BundleRecord& bundle,
                    const oci::Layout& layout) {
  if (lock.tag != bundle.tag) {
    throw Error("this is what was published as " + lock.tag + ", and not of version " + bundle.tag + " of package '" +
                name + "'")
        .At(lock.tag_position)
        .Hint("if it was copied along with another version's files, remove it");
  }
  if (*lock.digest == bundle.manifest.digest) return;
  Error error("version " + bundle.tag + " of package '" + name + "' is published, and its content has changed since");
  error.At(lock.image_position);
  const std::vector<std::string> changes = ChangesBetween(lock.files, ListBundleFiles(layout, bundle.manifest));
  for (size_t i = 0; i < changes.size() && i < kMaxShown; ++i) error.Note(changes[i]);
  if (changes.size() > kMaxShown) error.Note("and " + std::to_string(changes.size() - kMaxShown) + " more");
  if (changes.empty()) {
    error.Note("its files are the same: the pkgrepo that published it made another bundle of them");
  }
  throw error.Hint("make a new version: pkgrepo new version " + name + " NEW --from " + bundle.tag +
                   "; or, if the push was a mistake, remove this file");
}

void NotePublished(const std::string& file, const std::string& text, FileSystem& files) {
  if (files.IsFile(file)) return;
  const std::string folder(DirName(file));
  const std::optional<FileInfo> before = files.StatFollowing(folder);
  files.WriteFile(file, text);
  // Steps that looked here in vain for files of other names would run again.
  if (before) files.SetModificationTime(folder, before->mtime);
}

}  // namespace pkgrepo::packaging
