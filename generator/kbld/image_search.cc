#include "kbld/image_search.h"

#include <algorithm>
#include <optional>
#include <type_traits>

#include "base/error.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::kbld {
namespace {

using nlohmann::json;

// Goes through a value that is changed (json) or only looked at (const json).
template <typename Json>
class Visitor {
 public:
  Visitor(const std::vector<SearchRule>& rules, const ImageVisitor& visit) : rules_(rules), visit_(visit) {}

  void Visit(Json* value) {
    if (value->is_object()) {
      for (auto& [key, element] : value->items()) VisitElement(&element, {false, key, 0});
    } else if (value->is_array()) {
      int64_t index = 0;
      for (Json& element : *value) VisitElement(&element, {true, {}, index++});
    }
  }

 private:
  static constexpr bool kChanges = !std::is_const_v<Json>;
  using Text = std::conditional_t<kChanges, std::string, const std::string>;

  void VisitElement(Json* element, PlaceStep step) {
    place_.push_back(step);
    if (element->is_string()) {
      VisitString(&element->template get_ref<Text&>());
    } else {
      Visit(element);
    }
    place_.pop_back();
  }

  void VisitString(Text* text) {
    for (const SearchRule& rule : rules_) {
      if (!rule.Matches(place_, *text)) continue;
      Apply(rule, text);
      return;
    }
  }

  void Apply(const SearchRule& rule, Text* text) {
    switch (rule.strategy) {
      case SearchRule::Strategy::kDefault:
      case SearchRule::Strategy::kEntireValue:
        Replace(text, visit_(*text));
        break;
      case SearchRule::Strategy::kNone:
        break;
      case SearchRule::Strategy::kJson:
        ApplyToJson(rule, text);
        break;
      case SearchRule::Strategy::kYaml:
        if (!ApplyToJson(rule, text)) ApplyToYaml(rule, text);
        break;
    }
  }

  static void Replace([[maybe_unused]] Text* text, [[maybe_unused]] std::string replacement) {
    if constexpr (kChanges) *text = std::move(replacement);
  }

  // Whether `text` was JSON.
  bool ApplyToJson(const SearchRule& rule, Text* text) {
    std::optional<json> value = yaml::ParseJsonText(*text);
    if (!value) return false;
    Visitor<json>(rule.nested_rules, visit_).Visit(&*value);
    Replace(text, yaml::PrintCompactJson(*value));
    return true;
  }

  void ApplyToYaml(const SearchRule& rule, Text* text) {
    std::optional<std::vector<json>> documents = ParseDocuments(*text);
    if (!documents) return;
    std::string printed;
    for (json& document : *documents) {
      Visitor<json>(rule.nested_rules, visit_).Visit(&document);
      printed += "---\n" + yaml::PrintJsonAsYaml(document);
    }
    Replace(text, std::move(printed));
  }

  static std::optional<std::vector<json>> ParseDocuments(const std::string& text) {
    std::vector<json> documents;
    try {
      for (const std::string& document : yaml::SplitYamlDocuments(text)) {
        json value = yaml::ParseYamlAsJson(document, "");
        if (!value.is_null()) documents.push_back(std::move(value));
      }
    } catch (const Error&) {
      return std::nullopt;
    }
    return documents;
  }

  const std::vector<SearchRule>& rules_;
  const ImageVisitor& visit_;
  Place place_;
};

}  // namespace

void VisitImages(json* resource, const std::vector<SearchRule>& rules, const ImageVisitor& visit) {
  Visitor<json>(rules, visit).Visit(resource);
}

std::vector<std::string> FindImages(const json& resource, const std::vector<SearchRule>& rules) {
  std::vector<std::string> found;
  const ImageVisitor remember = [&found](const std::string& reference) {
    if (std::find(found.begin(), found.end(), reference) == found.end()) found.push_back(reference);
    return reference;
  };
  Visitor<const json>(rules, remember).Visit(&resource);
  return found;
}

}  // namespace pkgrepo::kbld
