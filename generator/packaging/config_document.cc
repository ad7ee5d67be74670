#include "packaging/config_document.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>

#include "base/error.h"
#include "base/memory_budget.h"
#include "packaging/plain_config.h"

namespace pkgrepo::packaging {
namespace {

// Makes trees of what yaml-cpp finds. Refuses what has no end: a text that begins with ',' or '}', at which yaml-cpp stands
// still and finds one document after the other, and an alias inside of what it refers to.
class TreeMaker final : public YAML::EventHandler {
 public:
  explicit TreeMaker(ConfigDocuments& documents) : documents_(documents) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (last_ && *last_ == mark.pos) throw YAML::ParserException(mark, "this is not part of a document");
    last_ = mark.pos;
    anchors_.clear();
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Add(mark, anchor, ConfigValue::Kind::kNull);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const ConfigValue* value = anchors_.at(anchor);
    if (std::ranges::find(open_, value) != open_.end()) {
      throw YAML::ParserException(mark, "this alias is inside the value that it refers to");
    }
    Place(value);
  }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                const std::string& text) override {
    Add(mark, anchor, ConfigValue::Kind::kScalar).text = text;
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open_.push_back(&Add(mark, anchor, ConfigValue::Kind::kList));
  }
  void OnSequenceEnd() override { open_.pop_back(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open_.push_back(&Add(mark, anchor, ConfigValue::Kind::kMap));
  }
  void OnMapEnd() override { open_.pop_back(); }

 private:
  ConfigValue& Add(const YAML::Mark& mark, YAML::anchor_t anchor, ConfigValue::Kind kind) {
    ConfigValue& value = documents_.values.emplace_back(
        ConfigValue{.kind = kind, .line = mark.line + 1, .offset = static_cast<size_t>(mark.pos)});
    if (anchor != YAML::NullAnchor) anchors_[anchor] = &value;
    Place(&value);
    return value;
  }

  void Place(const ConfigValue* value) {
    if (!open_.empty()) {
      open_.back()->children.push_back(value);
    } else if (value->kind != ConfigValue::Kind::kNull) {
      documents_.roots.push_back(value);
    }
  }

  ConfigDocuments& documents_;
  std::optional<int> last_;
  std::vector<ConfigValue*> open_;  // the lists and maps around what comes next
  std::map<YAML::anchor_t, const ConfigValue*> anchors_;
};

}  // namespace

void ReadConfigDocuments(const std::string& content, ConfigDocuments& documents) {
  try {
    if (ReadPlainConfig(content, documents)) return;
    std::istringstream stream(content);
    YAML::Parser parser(stream);
    TreeMaker maker(documents);
    while (parser.HandleNextDocument(maker)) {
    }
  } catch (const YAML::Exception& exception) {
    const int line = exception.mark.is_null() ? 0 : exception.mark.line + 1;
    throw Error("not readable as YAML: " + exception.msg).At({.file = documents.file, .line = line});
  } catch (const std::bad_alloc&) {
    throw OutOfMemory("").At({.file = documents.file});
  }
}

}  // namespace pkgrepo::packaging
