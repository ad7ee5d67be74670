#include "packaging/config_node.h"

#include <yaml-cpp/eventhandler.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "base/strings.h"
#include "base/utf8.h"

namespace pkgrepo::packaging {
namespace {

Position PositionAt(const std::string& file, const YAML::Mark& mark) {
  return {.file = file, .line = mark.is_null() ? 0 : mark.line + 1};
}

// Refuses what yaml-cpp makes trees without end of: a text that begins with ',' or '}', at which it stands still
// and makes one document after the other, and an alias inside of what it names.
class EndlessCheck : public YAML::EventHandler {
 public:
  static void Run(const std::string& text) {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    EndlessCheck check;
    while (parser.HandleNextDocument(check)) {
    }
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (last_ && *last_ == mark.pos) throw YAML::ParserException(mark, "this belongs to no document");
    last_ = mark.pos;
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (std::find(open_.begin(), open_.end(), anchor) != open_.end()) {
      throw YAML::ParserException(mark, "this alias is inside of what it names");
    }
  }
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open_.push_back(anchor);
  }
  void OnSequenceEnd() override { open_.pop_back(); }
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open_.push_back(anchor);
  }
  void OnMapEnd() override { open_.pop_back(); }

 private:
  std::optional<int> last_;
  std::vector<YAML::anchor_t> open_;  // anchors of the lists and maps that are open; 0 is none
};

}  // namespace

std::vector<ConfigNode> ConfigNode::ParseAll(const std::string& file, const std::string& text) {
  for (const std::string_view mark : {"\xFE\xFF", "\xFF\xFE"}) {
    if (!text.starts_with(mark)) continue;
    throw Error("this is UTF-16").At({.file = file, .line = 1}).Hint("save the file as UTF-8");
  }
  const std::string content(WithoutByteOrderMark(text));
  const auto source =
      std::make_shared<const Source>(Source{.file = file, .bytes_before = text.size() - content.size()});
  std::vector<ConfigNode> documents;
  try {
    EndlessCheck::Run(content);
    for (const YAML::Node& document : YAML::LoadAll(content)) {
      if (!document.IsNull()) documents.push_back({source, document});
    }
  } catch (const YAML::Exception& exception) {
    throw Error("not readable as YAML: " + exception.msg).At(PositionAt(file, exception.mark));
  }
  return documents;
}

ConfigNode ConfigNode::Parse(const std::string& file, const std::string& text) {
  const std::vector<ConfigNode> documents = ParseAll(file, text);
  if (documents.size() > 1) throw documents[1].Fault("more than one document");
  if (!documents.empty()) return documents[0];
  return {std::make_shared<const Source>(Source{.file = file}), YAML::Node()};
}

Position ConfigNode::position() const { return PositionAt(source_->file, node_.Mark()); }

Position ConfigNode::PositionOf(const std::vector<std::string>& path) const {
  Position found = position();
  YAML::Node node = node_;
  for (const std::string& step : path) {
    std::optional<std::pair<YAML::Node, YAML::Node>> next;  // what marks the place, and the value
    size_t index = 0;
    for (const auto& entry : node) {
      const bool is_item = node.IsSequence() && std::to_string(index++) == step;
      const bool is_field = node.IsMap() && entry.first.IsScalar() && entry.first.Scalar() == step;
      if (is_item) next.emplace(entry, entry);
      if (is_field) next.emplace(entry.first, entry.second);
    }
    if (!next) break;
    found = PositionAt(source_->file, next->first.Mark());
    node.reset(next->second);
  }
  return found;
}

Error ConfigNode::Fault(std::string message) const {
  Error error(std::move(message));
  error.At(position());
  if (source_->bytes_before > 0) error.Note(std::string(kByteOrderMarkNote));
  return error;
}

std::string ConfigNode::Text() const {
  if (!node_.IsScalar()) throw Fault("expected a text here");
  return node_.Scalar();
}

std::vector<ConfigNode> ConfigNode::Items() const {
  if (!node_.IsSequence()) throw Fault("expected a list here");
  std::vector<ConfigNode> items;
  for (const YAML::Node& item : node_) items.push_back({source_, item});
  return items;
}

std::vector<std::pair<std::string, ConfigNode>> ConfigNode::Fields() const {
  if (!node_.IsMap()) throw Fault("expected a map here");
  std::vector<std::pair<std::string, ConfigNode>> fields;
  std::set<std::string> seen;
  for (const auto& field : node_) {
    const ConfigNode key(source_, field.first);
    const std::string name = key.Text();
    if (!seen.insert(name).second) throw key.Fault("key '" + name + "' is given twice");
    fields.emplace_back(name, ConfigNode(source_, field.second));
  }
  return fields;
}

std::optional<ConfigNode> ConfigNode::Find(std::string_view key) const {
  if (!node_.IsMap()) throw Fault("expected a map here");
  for (const auto& field : node_) {
    if (field.first.IsScalar() && field.first.Scalar() == key && !field.second.IsNull()) {
      return ConfigNode(source_, field.second);
    }
  }
  return std::nullopt;
}

ConfigNode ConfigNode::Require(std::string_view key) const {
  std::optional<ConfigNode> found = Find(key);
  if (!found) throw Fault("'" + std::string(key) + "' is missing here");
  return *found;
}

std::string ConfigNode::TextOr(std::string_view key, std::string otherwise) const {
  const std::optional<ConfigNode> found = Find(key);
  return found ? found->Text() : otherwise;
}

void ConfigNode::AllowKeys(const std::vector<std::string>& keys) const {
  if (!node_.IsMap()) throw Fault("expected a map here");
  for (const auto& field : node_) {
    const ConfigNode key(source_, field.first);
    const std::string name = key.Text();
    if (std::find(keys.begin(), keys.end(), name) != keys.end()) continue;
    Error error = key.Fault("unknown key '" + name + "'");
    const std::optional<std::string> meant = ClosestMatch(name, keys);
    throw error.Hint(meant ? "did you mean '" + *meant + "'?" : "known keys: " + Join(keys, ", "));
  }
  Fields();
}

}  // namespace pkgrepo::packaging
