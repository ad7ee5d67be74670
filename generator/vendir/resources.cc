#include "vendir/resources.h"

#include <istream>
#include <iterator>
#include <optional>

#include "base/error.h"
#include "base/strings.h"
#include "vendir/config_json.h"
#include "vendir/go_json.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::vendir {
namespace {

// What tells the kind of a document.
struct Header {
  std::string api_version;
  std::string kind;
};

struct Metadata {
  std::string name;
};

struct RawConfigMap {
  Metadata metadata;
  std::map<std::string, std::string> data;
};

template <typename Visitor>
void VisitFields(Header& header, Visitor& visit) {
  visit("apiVersion", header.api_version);
  visit("kind", header.kind);
}

template <typename Visitor>
void VisitFields(Metadata& metadata, Visitor& visit) {
  visit("Name", metadata.name);
}

template <typename Visitor>
void VisitFields(RawConfigMap& config_map, Visitor& visit) {
  visit("Metadata", config_map.metadata);
  visit("Data", config_map.data);
}

size_t Base64FaultOffset(std::string_view text) {
  size_t bad = text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  return bad != text.npos ? bad : text.size() / 4 * 4;
}

}  // namespace

template <>
inline constexpr const char* kTypeName<Header> = "config.resource";
template <>
inline constexpr const char* kTypeName<Metadata> = "config.GenericMetadata";
template <>
inline constexpr const char* kTypeName<RawConfigMap> = "config.ConfigMap";

namespace {

// A Secret's data: text in base64.
void DecodeSecretData(const nlohmann::json& json, std::map<std::string, std::string>& data) {
  const DecodeContext context{"Secret", "Data"};
  if (json.is_null()) return;
  if (!json.is_object()) ThrowCannotUnmarshal(json, context, "map[string][]uint8");
  for (auto& [key, element] : json.items()) {
    if (element.is_null()) {
      data[key] = "";
      continue;
    }
    if (!element.is_string()) ThrowCannotUnmarshal(element, context, "[]uint8");
    std::string text = ReplaceAll(ReplaceAll(element.get<std::string>(), "\n", ""), "\r", "");
    std::optional<std::string> bytes = Base64Decode(text);
    if (!bytes) throw Error("illegal base64 data at input byte " + std::to_string(Base64FaultOffset(text)));
    data[key] = *bytes;
  }
}

Secret ParseSecret(const nlohmann::json& json) {
  Secret secret;
  if (!json.is_object()) return secret;
  for (auto& [key, element] : json.items()) {
    if (EqualFold(key, "Metadata")) {
      Metadata metadata;
      Decode(element, metadata, {"Secret", "Metadata"});
      secret.name = metadata.name;
    } else if (EqualFold(key, "Data")) {
      DecodeSecretData(element, secret.data);
    }
  }
  return secret;
}

ConfigMap ParseConfigMap(const nlohmann::json& json) {
  RawConfigMap raw;
  Decode(json, raw, DecodeContext());
  return {raw.metadata.name, raw.data};
}

// Runs `parse`, with upstream's words ahead of a mistake in the document.
template <typename Function>
auto Unmarshal(const std::string& what, Function parse) {
  return WithContext("Unmarshaling " + what + ": error unmarshaling JSON: while decoding JSON: ", parse);
}

Config ParseConfig(const nlohmann::json& json) {
  return WithContext("Unmarshaling config: ", [&] {
    Config config = Unmarshal("config", [&] { return ConfigFromJson(json); });
    WithContext("Validating config: ", [&] { ValidateConfig(config); });
    CleanPaths(config);
    return config;
  });
}

class ResourceReader {
 public:
  void ReadDocuments(const std::string& text, const std::string& path) {
    for (const std::string& document : Split(text, path)) {
      if (Trim(document).empty()) continue;
      WithContext("Parsing resource config '" + path + "': ", [&] { ReadDocument(document, path); });
    }
  }

  Resources Finish() && {
    if (configs_.empty()) throw Error("Expected to find at least one config, but found none");
    if (configs_.size() > 1) throw Error("Expected to find exactly one config, but found multiple");
    resources_.config = std::move(configs_[0]);
    return std::move(resources_);
  }

 private:
  static std::vector<std::string> Split(const std::string& text, const std::string& path) {
    return WithContext("Parsing config '" + path + "': ", [&] { return yaml::SplitYamlDocuments(text); });
  }

  void ReadDocument(const std::string& document, const std::string& path) {
    nlohmann::json json =
        WithContext("Unmarshaling doc: ", [&] { return yaml::ParseYamlAsJson(document, path); });
    Header header;
    Unmarshal("doc", [&] {
      Decode(json, header, DecodeContext());
      return 0;
    });
    if (header.api_version == "v1" && header.kind == "Secret") {
      AddSecret(Unmarshal("secret", [&] { return ParseSecret(json); }));
    } else if (header.api_version == "v1" && header.kind == "ConfigMap") {
      resources_.config_maps.push_back(Unmarshal("config map", [&] { return ParseConfigMap(json); }));
    } else if (header.api_version == kApiVersion && header.kind == kConfigKind) {
      configs_.push_back(ParseConfig(json));
    } else {
      throw Error("Unknown apiVersion '" + header.api_version + "' or kind '" + header.kind +
                  "' for resource");
    }
  }

  // The same Secret may be given twice, say by two tools that write it, if it says the same.
  void AddSecret(Secret secret) {
    for (const Secret& known : resources_.secrets) {
      if (known.name != secret.name) continue;
      if (known == secret) return;
      throw Error("Expected to find one secret '" + secret.name + "', but found multiple");
    }
    resources_.secrets.push_back(std::move(secret));
  }

  Resources resources_;
  std::vector<Config> configs_;
};

std::string ReadInput(const FileSystem& files, const std::string& path, std::istream& in) {
  if (path == "-") {
    try {
      return std::string(std::istreambuf_iterator<char>(in), {});
    } catch (Error& error) {
      error.Prefix("Reading config from stdin: ");
      throw;
    }
  }
  std::string context = "Reading config '" + path + "': ";
  std::optional<FileInfo> info = files.StatFollowing(path);
  if (!info) throw Error(context + "open " + path + ": no such file or directory");
  if (info->is_directory()) throw Error(context + "read " + path + ": is a directory");
  return files.ReadFile(path);
}

}  // namespace

const Secret& Resources::GetSecret(const std::string& name) const {
  for (const Secret& secret : secrets) {
    if (secret.name == name) return secret;
  }
  throw Error("Expected to find one secret '" + name + "', but found none");
}

const ConfigMap& Resources::GetConfigMap(const std::string& name) const {
  const ConfigMap* found = nullptr;
  for (const ConfigMap& config_map : config_maps) {
    if (config_map.name != name) continue;
    if (found != nullptr) throw Error("Expected to find one config map '" + name + "', but found multiple");
    found = &config_map;
  }
  if (found == nullptr) throw Error("Expected to find one config map '" + name + "', but found none");
  return *found;
}

Resources ReadResources(const FileSystem& files, const std::vector<std::string>& paths, std::istream& in) {
  ResourceReader reader;
  for (const std::string& path : paths) {
    reader.ReadDocuments(ReadInput(files, path, in), path);
  }
  return std::move(reader).Finish();
}

}  // namespace pkgrepo::vendir
