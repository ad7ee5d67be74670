#include <cmath>
#include <map>
#include <optional>

#include "base/error.h"
#include "base/strings.h"
#include "yaml/json_yaml.h"
#include "yaml/json_yaml_events.h"
#include "yaml/json_yaml_key.h"
#include "yaml/scalar.h"
#include "yaml/utf8.h"

namespace pkgrepo::yaml {
namespace {

using nlohmann::json;

// Aliases may multiply what was written only so far: how much may come from aliases, in nodes relative to all
// nodes (as in Go) and in bytes.
constexpr size_t kMaxAliasedBytes = 64 << 20;
// What anchors may keep.
constexpr size_t kMaxAnchoredBytes = 256 << 20;

double AllowedAliasRatio(size_t nodes) {
  constexpr double kFewNodes = 400'000, kManyNodes = 4'000'000, kLooseRatio = 0.99, kStrictRatio = 0.10;
  double count = static_cast<double>(nodes);
  if (count <= kFewNodes) return kLooseRatio;
  if (count >= kManyNodes) return kStrictRatio;
  return kLooseRatio - (kLooseRatio - kStrictRatio) * (count - kFewNodes) / (kManyNodes - kFewNodes);
}

std::string WellFormedUtf8(std::string_view bytes) {
  std::string text;
  for (size_t offset = 0; offset < bytes.size();) {
    const size_t start = offset;
    const bool malformed = DecodeUtf8(bytes, offset) == kInvalidCharacter;
    text += malformed ? "\xEF\xBF\xBD" : bytes.substr(start, offset - start);
  }
  return text;
}

json ToJson(const Value& value) {
  switch (value.type()) {
    case Value::Type::kBool:
      return value.as_bool();
    case Value::Type::kInt:
      return value.as_int();
    case Value::Type::kUint:
      return value.as_uint();
    case Value::Type::kFloat:
      return value.as_float();
    case Value::Type::kString:
      return std::string(value.string());
    case Value::Type::kNull:
    case Value::Type::kNode:
      break;
  }
  return nullptr;
}

std::string_view ShortTagOf(const json& scalar) {
  if (scalar.is_null()) return "!!null";
  if (scalar.is_boolean()) return "!!bool";
  if (scalar.is_number_integer()) return "!!int";
  return scalar.is_number_float() ? "!!float" : "!!str";
}

// The value of a scalar with a tag of YAML's own ("int"); other tags leave the text as it is.
json ResolveTagged(std::string_view text, std::string_view type) {
  if (type == "binary") {
    auto bytes = Base64Decode(ReplaceAll(ReplaceAll(text, "\n", ""), "\r", ""));
    if (!bytes) throw DecodeError("yaml: !!binary value contains invalid base64 data");
    return WellFormedUtf8(*bytes);
  }
  if (type != "int" && type != "float" && type != "bool" && type != "null") return std::string(text);
  json value = ToJson(ResolvePlain(text));
  std::string wanted = "!!" + std::string(type);
  if (ShortTagOf(value) == wanted) return value;
  if (type == "float" && value.is_number_integer()) return value.get<double>();
  throw DecodeError("yaml: cannot decode " + std::string(ShortTagOf(value)) + " `" + std::string(text) +
                    "` as a " + wanted);
}

std::string_view View(const yaml_char_t* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

json ResolveScalar(const yaml_event_t& event) {
  const auto& scalar = event.data.scalar;
  std::string_view text(reinterpret_cast<const char*>(scalar.value), scalar.length);
  if (scalar.tag == nullptr)
    return scalar.plain_implicit ? ToJson(ResolvePlain(text)) : json(std::string(text));
  std::string_view tag = View(scalar.tag);
  constexpr std::string_view kYamlPrefix = "tag:yaml.org,2002:";
  return ResolveTagged(text,
                       tag.starts_with(kYamlPrefix) ? tag.substr(kYamlPrefix.size()) : std::string_view());
}

bool IsMergeKey(const yaml_event_t& event) {
  if (event.type != YAML_SCALAR_EVENT || View(event.data.scalar.value) != "<<") return false;
  return event.data.scalar.plain_implicit || View(event.data.scalar.tag) == "tag:yaml.org,2002:merge";
}

class Parser {
 public:
  explicit Parser(std::string_view text) : events_(text) {}

  json ParseFirstDocument() {
    events_.Next();  // the stream's start
    if (events_.Next().type == YAML_STREAM_END_EVENT) return nullptr;
    events_.Next();
    try {
      json value = ParseValue(0);
      events_.Next();  // the document's end: what follows the value may still be wrong
      if (unconvertible_) throw *unconvertible_;
      return value;
    } catch (const DecodeError&) {
      CheckRest();
      throw;
    }
  }

 private:
  // What an anchor stands for. Not yet complete while its own content is read.
  struct Anchor {
    bool complete = false;
    json value;
    size_t nodes = 0;
    size_t bytes = 0;
  };

  // Reads the node whose first event is the current one, up to and including its last event. Numbers come as
  // resolved, for they may become keys.
  json ParseNode(int depth) {
    if (depth > kMaxYamlDepth) throw Error("yaml: exceeded max depth of " + std::to_string(kMaxYamlDepth));
    const yaml_event_t& event = events_.current();
    if (event.type == YAML_ALIAS_EVENT) return ExpandAlias(std::string(View(event.data.alias.anchor)));
    std::string anchor = AnchorOf(event);
    size_t nodes_before = nodes_, bytes_before = bytes_;
    if (!anchor.empty()) anchors_[anchor] = Anchor();
    ++nodes_;
    json value = ParseContent(depth);
    if (!anchor.empty()) Remember(anchor, value, nodes_ - nodes_before, bytes_ - bytes_before);
    return value;
  }

  // Anchors within anchors are kept each as a copy: a bound is needed here as well.
  void Remember(const std::string& name, const json& value, size_t nodes, size_t bytes) {
    kept_bytes_ += bytes + nodes * sizeof(json);
    if (kept_bytes_ > kMaxAnchoredBytes) throw DecodeError("yaml: document contains excessive aliasing");
    anchors_[name] = Anchor{true, value, nodes, bytes};
  }

  json ParseValue(int depth) {
    json value = ParseNode(depth);
    if (value.is_number_float()) RefuseUnlessFinite(value.get<double>());
    return value;
  }

  void RefuseUnlessFinite(double number) {
    if (std::isfinite(number)) return;
    Refuse(std::string("json: unsupported value: ") + (std::isnan(number) ? "NaN"
                                                       : number > 0       ? "+Inf"
                                                                          : "-Inf"));
  }

  // Remembers that the document is no JSON, which is said once all else is found to be in order.
  void Refuse(std::string reason) {
    if (!unconvertible_) unconvertible_ = Error(std::move(reason));
  }

  // Looks for syntax errors in what is left of the document.
  void CheckRest() {
    while (events_.current().type != YAML_DOCUMENT_END_EVENT && events_.current().type != YAML_NO_EVENT) {
      const yaml_event_t& event = events_.Next();
      if (event.type == YAML_ALIAS_EVENT) FindAnchor(std::string(View(event.data.alias.anchor)));
      if (std::string anchor = AnchorOf(event); !anchor.empty()) anchors_.try_emplace(anchor);
    }
  }

  json ParseContent(int depth) {
    switch (events_.current().type) {
      case YAML_MAPPING_START_EVENT:
        return ParseMap(depth);
      case YAML_SEQUENCE_START_EVENT:
        return ParseList(depth);
      default:
        break;
    }
    bytes_ += events_.current().data.scalar.length;
    return ResolveScalar(events_.current());
  }

  json ParseList(int depth) {
    json list = json::array();
    while (events_.Next().type != YAML_SEQUENCE_END_EVENT) list.push_back(ParseValue(depth + 1));
    return list;
  }

  json ParseMap(int depth) {
    json map = json::object();
    while (events_.Next().type != YAML_MAPPING_END_EVENT) {
      if (IsMergeKey(events_.current())) {
        events_.Next();
        Merge(ParseValue(depth + 1), &map);
        continue;
      }
      json key = ParseNode(depth + 1);
      events_.Next();
      json value = ParseValue(depth + 1);
      try {
        std::string name = KeyAsString(key, value);
        map[std::move(name)] = std::move(value);
      } catch (const UnsupportedKey& error) {
        Refuse(error.message());
      }
    }
    return map;
  }

  // Merged entries replace those that stand before the merge key; of several maps the first wins.
  static void Merge(const json& source, json* map) {
    if (source.is_object()) {
      map->update(source);
      return;
    }
    bool all_maps = source.is_array();
    for (const json& item : source) all_maps = all_maps && item.is_object();
    if (!all_maps) throw DecodeError("yaml: map merge requires map or sequence of maps as the value");
    for (auto item = source.rbegin(); item != source.rend(); ++item) map->update(*item);
  }

  json ExpandAlias(const std::string& name) {
    const Anchor& anchor = FindAnchor(name);
    if (!anchor.complete) throw DecodeError("yaml: anchor '" + name + "' value contains itself");
    nodes_ += anchor.nodes + 1;
    aliased_nodes_ += anchor.nodes;
    bytes_ += anchor.bytes;
    aliased_bytes_ += anchor.bytes;
    double ratio = static_cast<double>(aliased_nodes_) / static_cast<double>(nodes_);
    bool too_many = aliased_nodes_ > 100 && nodes_ > 1000 && ratio > AllowedAliasRatio(nodes_);
    if (too_many || aliased_bytes_ > kMaxAliasedBytes)
      throw DecodeError("yaml: document contains excessive aliasing");
    return anchor.value;
  }

  const Anchor& FindAnchor(const std::string& name) const {
    auto found = anchors_.find(name);
    if (found == anchors_.end()) throw Error("yaml: unknown anchor '" + name + "' referenced");
    return found->second;
  }

  static std::string AnchorOf(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_SCALAR_EVENT:
        return std::string(View(event.data.scalar.anchor));
      case YAML_SEQUENCE_START_EVENT:
        return std::string(View(event.data.sequence_start.anchor));
      case YAML_MAPPING_START_EVENT:
        return std::string(View(event.data.mapping_start.anchor));
      default:
        return "";
    }
  }

  LibyamlEvents events_;
  std::map<std::string, Anchor> anchors_;
  size_t nodes_ = 0, aliased_nodes_ = 0;
  size_t bytes_ = 0, aliased_bytes_ = 0, kept_bytes_ = 0;
  std::optional<Error> unconvertible_;
};

}  // namespace

json ParseYamlAsJson(std::string_view text, std::string_view file_name) {
  try {
    return Parser(text).ParseFirstDocument();
  } catch (Error& error) {
    error.Prefix("error converting YAML to JSON: ");
    if (!error.position().known()) error.At({std::string(file_name)});
    throw;
  }
}

}  // namespace pkgrepo::yaml
