#include "kbld/image_search.h"

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::kbld {
namespace {

using nlohmann::json;

class Visitor {
 public:
  Visitor(const std::vector<SearchRule>& rules, const ImageVisitor& visit) : rules_(rules), visit_(visit) {}

  void Visit(json* value) {
    if (value->is_object()) {
      for (auto& [key, element] : value->items()) VisitElement(&element, {false, key, 0});
    } else if (value->is_array()) {
      int64_t index = 0;
      for (json& element : *value) VisitElement(&element, {true, {}, index++});
    }
  }

 private:
  void VisitElement(json* element, PlaceStep step) {
    place_.push_back(step);
    if (element->is_string()) {
      VisitString(&element->get_ref<std::string&>());
    } else {
      Visit(element);
    }
    place_.pop_back();
  }

  void VisitString(std::string* text) {
    for (const SearchRule& rule : rules_) {
      if (!rule.Matches(place_, *text)) continue;
      Apply(rule, text);
      return;
    }
  }

  void Apply(const SearchRule& rule, std::string* text) {
    switch (rule.strategy) {
      case SearchRule::Strategy::kDefault:
      case SearchRule::Strategy::kEntireValue:
        *text = visit_(*text);
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

  // Whether `text` was JSON.
  bool ApplyToJson(const SearchRule& rule, std::string* text) {
    std::optional<json> value = yaml::ParseJsonText(*text);
    if (!value) return false;
    Visitor(rule.nested_rules, visit_).Visit(&*value);
    *text = yaml::PrintCompactJson(*value);
    return true;
  }

  void ApplyToYaml(const SearchRule& rule, std::string* text) {
    std::optional<std::vector<json>> documents = ParseDocuments(*text);
    if (!documents) return;
    std::string printed;
    for (json& document : *documents) {
      Visitor(rule.nested_rules, visit_).Visit(&document);
      printed += "---\n" + yaml::PrintJsonAsYaml(document);
    }
    *text = std::move(printed);
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
  Visitor(rules, visit).Visit(resource);
}

std::vector<std::string> FindImages(const json& resource, const std::vector<SearchRule>& rules) {
  std::vector<std::string> found;
  json copy = resource;
  VisitImages(&copy, rules, [&found](const std::string& reference) {
    if (std::find(found.begin(), found.end(), reference) == found.end()) found.push_back(reference);
    return reference;
  });
  return found;
}

}  // namespace pkgrepo::kbld
