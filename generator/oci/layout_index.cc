#include "oci/layout_index.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/json_print.h"

namespace pkgrepo::oci {
namespace {

using nlohmann::ordered_json;

ordered_json EntryAsJson(const Descriptor& descriptor) {
  return {{"mediaType", descriptor.media_type},
          {"size", descriptor.size},
          {"digest", descriptor.digest.ToString()}};
}

ordered_json NamedEntry(const Descriptor& descriptor, std::string_view name) {
  ordered_json entry = EntryAsJson(descriptor);
  entry["annotations"] = {{kRefNameAnnotation, name}};
  return entry;
}

std::string PrintIndex(const ordered_json& manifests, int indent) {
  const ordered_json index = {{"schemaVersion", 2}, {"mediaType", kOciIndex}, {"manifests", manifests}};
  return PrintJsonText(index, indent) + "\n";
}

bool IsOci(std::string_view media_type) { return media_type == kOciManifest || media_type == kOciIndex; }

}  // namespace

NamedManifests ParseLayoutIndex(std::string_view json) {
  NamedManifests names;
  for (const Descriptor& manifest : Index::Parse(json).manifests) {
    const auto name = manifest.annotations.find(std::string(kRefNameAnnotation));
    if (name != manifest.annotations.end()) names.emplace(name->second, manifest);  // the first one counts
  }
  return names;
}

std::string PrintLayoutIndex(const NamedManifests& names) {
  ordered_json manifests = ordered_json::array();
  for (const auto& [name, manifest] : names) {
    manifests.push_back(NamedEntry(manifest, name));
    if (IsOci(manifest.media_type)) continue;
    const std::string index = PrintIndexOfOne(manifest);
    manifests.push_back(NamedEntry({.media_type = std::string(kOciIndex),
                                    .size = static_cast<int64_t>(index.size()),
                                    .digest = Digest::Of(index)},
                                   name));
  }
  return PrintIndex(manifests, 1);
}

std::string PrintIndexOfOne(const Descriptor& manifest) {
  return PrintIndex(ordered_json::array({EntryAsJson(manifest)}), -1);
}

std::pair<std::string, Descriptor> ParseNameFile(std::string_view json) {
  const NamedManifests names = ParseLayoutIndex(json);
  if (names.size() != 1) throw Error("expected one name");
  return *names.begin();
}

std::string PrintNameFile(std::string_view name, const Descriptor& manifest) {
  return PrintIndex(ordered_json::array({NamedEntry(manifest, name)}), -1);
}

}  // namespace pkgrepo::oci
