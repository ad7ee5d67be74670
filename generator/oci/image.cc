#include "oci/image.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/json_member.h"
#include "go/json_text.h"

namespace pkgrepo::oci {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// Deeper than any manifest: a bomb is refused while it is read.
constexpr int kMaxDepth = 64;

constexpr std::string_view kZeroTime = "0001-01-01T00:00:00Z";

json ParseObject(std::string_view text, const char* what) {
  const auto too_deep = [](int depth, json::parse_event_t, json&) {
    if (depth > kMaxDepth) throw Error("nested too deeply");
    return true;
  };
  try {
    json value = json::parse(text, too_deep);
    if (!value.is_object()) throw Error("not a JSON object");
    return value;
  } catch (const json::exception& e) {
    throw Error(std::string("Reading ") + what + ": " + e.what());
  } catch (Error& e) {
    e.Prefix(std::string("Reading ") + what + ": ");
    throw;
  }
}

// A member of the type asked for; absent, null and mistyped members give the empty value.
const json& ObjectMember(const json& object, const char* name) {
  static const json empty = json::object();
  const auto member = object.find(name);
  return member != object.end() && member->is_object() ? *member : empty;
}

const json& ArrayMember(const json& object, const char* name) {
  static const json empty = json::array();
  const auto member = object.find(name);
  return member != object.end() && member->is_array() ? *member : empty;
}

std::map<std::string, std::string> StringMapMember(const json& object, const char* name) {
  std::map<std::string, std::string> map;
  for (const auto& [key, value] : ObjectMember(object, name).items()) {
    if (value.is_string()) map[key] = value.get<std::string>();
  }
  return map;
}

Digest ParseDigestMember(const json& object) {
  const std::string text = StringMember(object, "digest");
  const std::optional<Digest> digest = Digest::Parse(text);
  if (!digest) throw Error("Expected a sha256 digest, got '" + text + "'");
  return *digest;
}

Descriptor ParseDescriptor(const json& object) {
  if (!object.is_object()) throw Error("Expected a descriptor to be an object");
  Descriptor descriptor{.media_type = StringMember(object, "mediaType"), .digest = ParseDigestMember(object)};
  const auto size = object.find("size");
  if (size == object.end() || !size->is_number_integer() || size->get<int64_t>() < 0) {
    throw Error("Expected the size of " + descriptor.digest.ToString() + " to be a number of bytes");
  }
  descriptor.size = size->get<int64_t>();
  for (const json& url : ArrayMember(object, "urls")) {
    if (url.is_string()) descriptor.urls.push_back(url.get<std::string>());
  }
  descriptor.annotations = StringMapMember(object, "annotations");
  if (const auto platform = object.find("platform"); platform != object.end() && platform->is_object()) {
    descriptor.platform = Platform{.architecture = StringMember(*platform, "architecture"),
                                   .os = StringMember(*platform, "os"),
                                   .os_version = StringMember(*platform, "os.version"),
                                   .variant = StringMember(*platform, "variant")};
  }
  return descriptor;
}

ordered_json DescriptorAsJson(const Descriptor& descriptor) {
  return {{"mediaType", descriptor.media_type},
          {"size", descriptor.size},
          {"digest", descriptor.digest.ToString()}};
}

// With the platform, if there is one.
ordered_json EntryAsJson(const Descriptor& descriptor) {
  ordered_json entry = DescriptorAsJson(descriptor);
  if (!descriptor.platform) return entry;
  ordered_json platform = {{"architecture", descriptor.platform->architecture}, {"os", descriptor.platform->os}};
  if (!descriptor.platform->os_version.empty()) platform["os.version"] = descriptor.platform->os_version;
  if (!descriptor.platform->variant.empty()) platform["variant"] = descriptor.platform->variant;
  entry["platform"] = std::move(platform);
  return entry;
}

}  // namespace

bool IsIndexMediaType(std::string_view media_type) {
  return media_type == kDockerManifestList || media_type == kOciIndex;
}

bool IsNonDistributableLayer(std::string_view media_type) {
  return media_type == kDockerForeignLayer ||
         media_type.starts_with("application/vnd.oci.image.layer.nondistributable.");
}

Manifest Manifest::Parse(std::string_view text) {
  const json object = ParseObject(text, "manifest");
  return WithContext("Reading manifest: ", [&] {
    Manifest manifest{.media_type = StringMember(object, "mediaType"),
                      .config = ParseDescriptor(ObjectMember(object, "config")),
                      .layers = {}};
    for (const json& layer : ArrayMember(object, "layers")) manifest.layers.push_back(ParseDescriptor(layer));
    return manifest;
  });
}

std::string Manifest::ToDockerJson() const {
  ordered_json layer_list = ordered_json::array();
  for (const Descriptor& layer : layers) layer_list.push_back(DescriptorAsJson(layer));
  const ordered_json object = {{"schemaVersion", 2},
                               {"mediaType", kDockerManifest},
                               {"config", DescriptorAsJson(config)},
                               {"layers", layer_list}};
  return go::PrintJson(object, {.escapes = go::JsonEscapes::kGo122});
}

std::string Manifest::ToOciJson(const std::map<std::string, std::string>& annotations) const {
  ordered_json layer_list = ordered_json::array();
  for (const Descriptor& layer : layers) layer_list.push_back(DescriptorAsJson(layer));
  ordered_json object = {{"schemaVersion", 2},
                         {"mediaType", kOciManifest},
                         {"config", DescriptorAsJson(config)},
                         {"layers", layer_list}};
  if (!annotations.empty()) object["annotations"] = annotations;
  return go::PrintJson(object);
}

std::string Index::ToOciJson(const std::map<std::string, std::string>& annotations) const {
  ordered_json entries = ordered_json::array();
  for (const Descriptor& entry : manifests) entries.push_back(EntryAsJson(entry));
  ordered_json object = {{"schemaVersion", 2}, {"mediaType", kOciIndex}, {"manifests", entries}};
  if (!annotations.empty()) object["annotations"] = annotations;
  return go::PrintJson(object);
}

Index Index::Parse(std::string_view text) {
  const json object = ParseObject(text, "index");
  Index index{.media_type = StringMember(object, "mediaType"), .manifests = {}};
  WithContext("Reading index: ", [&] {
    for (const json& entry : ArrayMember(object, "manifests"))
      index.manifests.push_back(ParseDescriptor(entry));
  });
  return index;
}

ImageConfig ImageConfig::Parse(std::string_view text) {
  const json object = ParseObject(text, "image config");
  ImageConfig config{.architecture = StringMember(object, "architecture"),
                     .os = StringMember(object, "os"),
                     .variant = StringMember(object, "variant"),
                     .labels = StringMapMember(ObjectMember(object, "config"), "Labels"),
                     .diff_ids = {}};
  for (const json& id : ArrayMember(ObjectMember(object, "rootfs"), "diff_ids")) {
    const std::optional<Digest> digest = id.is_string() ? Digest::Parse(id.get<std::string>()) : std::nullopt;
    if (!digest) throw Error("Reading image config: Expected diff_ids to be sha256 digests");
    config.diff_ids.push_back(*digest);
  }
  return config;
}

std::string ImageConfig::ToDockerJson(std::string_view author) const {
  ordered_json ids = ordered_json::array();
  for (const Digest& id : diff_ids) ids.push_back(id.ToString());
  ordered_json settings = ordered_json::object();
  if (!labels.empty()) settings["Labels"] = labels;
  const ordered_json history = {{"author", author}, {"created", kZeroTime}, {"created_by", author}};
  const ordered_json object = {{"architecture", architecture},
                               {"created", kZeroTime},
                               {"history", ordered_json::array({history})},
                               {"os", os},
                               {"rootfs", {{"type", "layers"}, {"diff_ids", ids}}},
                               {"config", settings}};
  return go::PrintJson(object, {.escapes = go::JsonEscapes::kGo122});
}

}  // namespace pkgrepo::oci
