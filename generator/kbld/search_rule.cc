#include "kbld/search_rule.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"

namespace pkgrepo::kbld {
namespace {

using nlohmann::json;

PathStep ParsePathStep(const json& value) {
  if (value.is_string()) return {PathStep::Kind::kKey, value.get<std::string>(), 0};
  if (value.is_object()) {
    auto index = value.find("index"), all = value.find("allIndexes");
    if (index != value.end() && index->is_number() &&
        index->get<double>() == std::trunc(index->get<double>())) {
      return {PathStep::Kind::kIndex, "", index->get<int64_t>()};
    }
    if (all != value.end() && all->is_boolean()) return {PathStep::Kind::kAllIndexes, "", 0};
    if (index == value.end() && all == value.end()) return {PathStep::Kind::kNothing, "", 0};
  }
  throw Error("error unmarshaling JSON: while decoding JSON: Unknown path part");
}

std::optional<KeyMatcher> ParseKeyMatcher(const TypedFields& rule) {
  std::optional<TypedFields> fields = rule.Struct("keyMatcher", "config.SearchRuleKeyMatcher");
  if (!fields) return std::nullopt;
  KeyMatcher matcher{.name = fields->String("name"), .path = {}};
  if (const json* steps = fields->List("path", "resources.Path")) {
    matcher.path.emplace();
    for (const json& step : *steps) matcher.path->push_back(ParsePathStep(step));
  }
  return matcher;
}

std::optional<ImageMatch> ParseValueMatcher(const TypedFields& rule) {
  std::optional<TypedFields> fields = rule.Struct("valueMatcher", "config.SearchRuleValueMatcher");
  if (!fields) return std::nullopt;
  return ImageMatch{fields->String("image"), fields->String("imageRepo")};
}

std::vector<SearchRule> ParseRules(const TypedFields& fields) {
  std::vector<SearchRule> rules;
  for (const TypedFields& rule : fields.Structs("searchRules", "config.SearchRule"))
    rules.push_back(SearchRule::Parse(rule));
  return rules;
}

void ParseStrategy(const TypedFields& fields, SearchRule* rule) {
  std::optional<TypedFields> strategy = fields.Struct("updateStrategy", "config.SearchRuleUpdateStrategy");
  if (!strategy) return;
  if (strategy->Struct("none", "config.SearchRuleUpdateStrategyNone")) {
    rule->strategy = SearchRule::Strategy::kNone;
  } else if (strategy->Struct("entireValue", "config.SearchRuleUpdateStrategyEntireValue")) {
    rule->strategy = SearchRule::Strategy::kEntireValue;
  } else if (auto in_json = strategy->Struct("json", "config.SearchRuleUpdateStrategyJSON")) {
    rule->strategy = SearchRule::Strategy::kJson;
    rule->nested_rules = ParseRules(*in_json);
  } else if (auto in_yaml = strategy->Struct("yaml", "config.SearchRuleUpdateStrategyYAML")) {
    rule->strategy = SearchRule::Strategy::kYaml;
    rule->nested_rules = ParseRules(*in_yaml);
  } else {
    throw Error("Unknown update strategy: expected one of none, entireValue, json, yaml");
  }
}

json ToJson(const std::vector<PathStep>& path) {
  json steps = json::array();
  for (const PathStep& step : path) {
    switch (step.kind) {
      case PathStep::Kind::kKey:
        steps.push_back(step.key);
        break;
      case PathStep::Kind::kIndex:
        steps.push_back({{"index", step.index}});
        break;
      case PathStep::Kind::kAllIndexes:
        steps.push_back({{"allIndexes", true}});
        break;
      case PathStep::Kind::kNothing:
        steps.push_back(json::object());
        break;
    }
  }
  return steps;
}

json NestedToJson(const std::vector<SearchRule>& rules) {
  json nested = json::object();
  for (const SearchRule& rule : rules) nested["searchRules"].push_back(rule.ToJson());
  return nested;
}

bool StepMatches(const PathStep& wanted, const PlaceStep& actual) {
  switch (wanted.kind) {
    case PathStep::Kind::kKey:
      return !actual.is_index && wanted.key == actual.key;
    case PathStep::Kind::kIndex:
      return actual.is_index && wanted.index == actual.index;
    case PathStep::Kind::kAllIndexes:
      return actual.is_index;
    case PathStep::Kind::kNothing:
      return false;
  }
  return false;
}

}  // namespace

bool KeyMatcher::Matches(const Place& place) const {
  if (!name.empty()) return !place.empty() && !place.back().is_index && place.back().key == name;
  return path && std::equal(path->begin(), path->end(), place.begin(), place.end(), StepMatches);
}

SearchRule SearchRule::ForKey(std::string name) {
  SearchRule rule;
  rule.key_matcher = KeyMatcher{std::move(name), std::nullopt};
  return rule;
}

SearchRule SearchRule::Parse(const TypedFields& fields) {
  SearchRule rule;
  rule.key_matcher = ParseKeyMatcher(fields);
  rule.value_matcher = ParseValueMatcher(fields);
  ParseStrategy(fields, &rule);
  return rule;
}

void SearchRule::Validate() const {
  if (!key_matcher && !value_matcher) throw Error("Expected KeyMatcher or ValueMatcher to be non-empty");
  if (key_matcher && key_matcher->name.empty() && (!key_matcher->path || key_matcher->path->empty())) {
    throw Error("Expected KeyMatcher.Name or KeyMatcher.Path to be non-empty");
  }
  if (value_matcher && value_matcher->empty()) {
    throw Error("Expected ValueMatcher.Image or ValueMatcher.ImageRepo to be non-empty");
  }
}

json SearchRule::ToJson() const {
  json rule = json::object();
  if (key_matcher) {
    json& matcher = rule["keyMatcher"] = json::object();
    if (!key_matcher->name.empty()) matcher["name"] = key_matcher->name;
    if (key_matcher->path && !key_matcher->path->empty()) matcher["path"] = kbld::ToJson(*key_matcher->path);
  }
  if (value_matcher) {
    json& matcher = rule["valueMatcher"] = json::object();
    if (!value_matcher->image.empty()) matcher["image"] = value_matcher->image;
    if (!value_matcher->image_repo.empty()) matcher["imageRepo"] = value_matcher->image_repo;
  }
  switch (strategy) {
    case Strategy::kDefault:
      break;
    case Strategy::kEntireValue:
      rule["updateStrategy"]["entireValue"] = json::object();
      break;
    case Strategy::kNone:
      rule["updateStrategy"]["none"] = json::object();
      break;
    case Strategy::kJson:
      rule["updateStrategy"]["json"] = NestedToJson(nested_rules);
      break;
    case Strategy::kYaml:
      rule["updateStrategy"]["yaml"] = NestedToJson(nested_rules);
      break;
  }
  return rule;
}

bool SearchRule::Matches(const Place& place, std::string_view text) const {
  if (key_matcher && !key_matcher->Matches(place)) return false;
  return !value_matcher || value_matcher->Matches(text);
}

}  // namespace pkgrepo::kbld
