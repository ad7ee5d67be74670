#include <cmath>
#include <map>
#include <optional>

#include "base/error.h"
#include "base/memory_budget.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "go/value_text.h"
#include "yaml/alias_limit.h"
#include "yaml/event_stream.h"
#include "yaml/json_yaml.h"
#include "yaml/json_yaml_key.h"
#include "yaml/scalar.h"

namespace pkgrepo::yaml {
namespace {

using nlohmann::json;

// Aliases may multiply what was written only so far, in bytes beside the share of nodes.
constexpr size_t kMaxAliasedBytes = 64 << 20;
// What anchors may keep.
constexpr size_t kMaxAnchoredBytes = 256 << 20;

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
json ResolveTaggedJson(std::string_view text, std::string_view type) {
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

constexpr std::string_view kYamlTag = "tag:yaml.org,2002:";

json ResolveScalar(const Event& event) {
  if (event.tag.empty())
    return event.is_plain ? ToJson(ResolvePlain(event.text)) : json(std::string(event.text));
  const bool is_yaml_tag = event.tag.starts_with(kYamlTag);
  return ResolveTaggedJson(event.text, is_yaml_tag ? event.tag.substr(kYamlTag.size()) : std::string_view());
}

bool IsJsonMergeKey(const Event& event) {
  if (event.type != Event::Type::kScalar || event.text != "<<") return false;
  if (event.tag.empty()) return event.is_plain;
  return event.tag.starts_with(kYamlTag) && event.tag.substr(kYamlTag.size()) == "merge";
}

// Throws Error for the first number, in the order of JSON, that JSON does not have.
void RefuseInfinite(const json& value) {
  if (value.is_structured()) {
    for (const json& item : value) RefuseInfinite(item);
  } else if (value.is_number_float() && !std::isfinite(value.get<double>())) {
    throw Error("json: unsupported value: " + go::FormatFloatValue(value.get<double>()));
  }
}

class Parser {
 public:
  // `source` must outlive the parser.
  explicit Parser(const Source& source) : events_(source, nullptr, FirstMarker::kAsWritten) {}

  json ParseFirstDocument() {
    Next();
    if (at_end_) return nullptr;
    Next();
    try {
      json value = ParseValue();
      Next();  // the document's end: what follows the value may still be wrong
      if (unconvertible_) throw *unconvertible_;
      if (has_infinite_) RefuseInfinite(value);
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

  // Makes the next event the current one.
  const Event& Next() {
    const std::optional<Event> event = WithContext("yaml: ", [&] { return events_.Next(); });
    at_end_ = !event;
    event_ = event.value_or(Event());
    return event_;
  }

  // A list or map that is not complete.
  struct Level {
    Event::Type end = Event::Type::kArrayEnd;
    json value;
    std::string anchor;
    size_t nodes_before = 0, bytes_before = 0;
    // In a map: the key whose value is to come, or whether that is to be merged.
    std::optional<json> key = {};
    bool merges = false;
  };

  // Reads the value whose first event is the current one, up to and including its last event. Nesting takes none of the
  // program's stack, however large the frames of a build are.
  json ParseValue() {
    std::vector<Level> levels;
    while (true) {
      std::optional<json> value = BeginNode(levels);
      while (value || NextIsEnd(levels.back())) {
        if (!value) value = EndNode(levels);
        if (levels.empty()) {
          NoteInfinite(*value);
          return *std::move(value);
        }
        Add(*std::move(value), levels.back());
        value.reset();
      }
    }
  }

  // The node, or nullopt for a list or map, which is a level then. Numbers come as resolved, for they may become keys.
  std::optional<json> BeginNode(std::vector<Level>& levels) {
    if (levels.size() > kMaxDepth) throw Error("yaml: exceeded max depth of " + std::to_string(kMaxDepth));
    std::string anchor(event_.anchor);
    if (event_.type == Event::Type::kAlias) return ExpandAlias(anchor);
    const size_t nodes_before = nodes_, bytes_before = bytes_;
    if (!anchor.empty()) anchors_[anchor] = Anchor();
    ++nodes_;
    const bool is_map = event_.type == Event::Type::kMapStart;
    if (is_map || event_.type == Event::Type::kArrayStart) {
      levels.push_back({.end = is_map ? Event::Type::kMapEnd : Event::Type::kArrayEnd,
                        .value = is_map ? json::object() : json::array(),
                        .anchor = std::move(anchor),
                        .nodes_before = nodes_before,
                        .bytes_before = bytes_before});
      return std::nullopt;
    }
    bytes_ += event_.text.size();
    json value = ResolveScalar(event_);
    if (!anchor.empty()) Remember(anchor, value, nodes_ - nodes_before, bytes_ - bytes_before);
    return value;
  }

  // Goes to the end of the list or map, or to the first event of its next node.
  bool NextIsEnd(Level& level) {
    if (Next().type == level.end) return true;
    const bool is_key = level.end == Event::Type::kMapEnd && !level.key;
    if (is_key && IsJsonMergeKey(event_)) {
      level.merges = true;
      Next();
    }
    return false;
  }

  json EndNode(std::vector<Level>& levels) {
    Level level = std::move(levels.back());
    levels.pop_back();
    if (!level.anchor.empty()) {
      Remember(level.anchor, level.value, nodes_ - level.nodes_before, bytes_ - level.bytes_before);
    }
    return std::move(level.value);
  }

  void Add(json value, Level& level) {
    const bool is_map = level.end == Event::Type::kMapEnd;
    if (is_map && !level.merges && !level.key) {
      level.key = std::move(value);
      return;
    }
    NoteInfinite(value);
    if (!is_map) {
      level.value.push_back(std::move(value));
    } else if (level.merges) {
      Merge(value, &level.value);
      level.merges = false;
    } else {
      SetEntry(*level.key, std::move(value), level.value);
      level.key.reset();
    }
  }

  void SetEntry(const json& key, json value, json& map) {
    try {
      const std::string name = KeyAsString(key, value);
      map[name] = std::move(value);
    } catch (const UnsupportedKey& error) {
      Refuse(error.message());
    }
  }

  void NoteInfinite(const json& value) {
    if (value.is_number_float() && !std::isfinite(value.get<double>())) has_infinite_ = true;
  }

  // Anchors within anchors are kept each as a copy: a bound is needed here as well.
  void Remember(const std::string& name, const json& value, size_t nodes, size_t bytes) {
    kept_bytes_ += bytes + nodes * sizeof(json);
    if (kept_bytes_ > kMaxAnchoredBytes) throw DecodeError("yaml: document contains excessive aliasing");
    anchors_[name] = Anchor{true, value, nodes, bytes};
  }

  // Remembers that the document is not JSON, which is said once all else is found to be in order.
  void Refuse(std::string reason) {
    if (!unconvertible_) unconvertible_ = Error(std::move(reason));
  }

  // Looks for syntax errors in what is left of the document.
  void CheckRest() {
    while (!at_end_ && event_.type != Event::Type::kDocumentEnd) {
      Next();
      std::string anchor(event_.anchor);
      if (event_.type == Event::Type::kAlias) {
        FindAnchor(anchor);
      } else if (!anchor.empty()) {
        anchors_.try_emplace(anchor);
      }
    }
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

  EventStream events_;
  Event event_;  // the current one
  bool at_end_ = false;
  std::map<std::string, Anchor> anchors_;
  size_t nodes_ = 0, aliased_nodes_ = 0;
  size_t bytes_ = 0, aliased_bytes_ = 0, kept_bytes_ = 0;
  std::optional<Error> unconvertible_;
  bool has_infinite_ = false;  // some value may be a number that JSON does not have
};

}  // namespace

json ParseYamlAsJson(std::string_view text, std::string_view file_name) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  try {
    const Source source{std::string(file_name), std::string(text)};
    return Parser(source).ParseFirstDocument();
  } catch (Error& error) {
    error.Prefix("error converting YAML to JSON: ");
    if (!error.position().known()) error.At({std::string(file_name)});
    throw;
  } catch (const std::bad_alloc&) {
    throw OutOfMemory("").At({std::string(file_name)});
  }
}

}  // namespace pkgrepo::yaml
