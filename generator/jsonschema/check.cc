#include "jsonschema/check.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "jsonschema/kind.h"
#include "jsonschema/number.h"

namespace pkgrepo::jsonschema {
namespace {

using nlohmann::json;
using Finding = JsonSchema::Finding;

constexpr size_t kMaxFindings = 100;
// A few seconds, and less than a thread's stack.
constexpr size_t kMaxSteps = 20'000'000;
constexpr int kMaxCheckDepth = 1'000;
// How many values a message lists.
constexpr size_t kShownValues = 8;
// How much of a reason is part of another message.
constexpr size_t kShownReason = 200;
// Property names longer than that are no misspellings.
constexpr size_t kLongestGuess = 64;

// Where a value is in the one that is checked.
struct Place {
  const Place* around = nullptr;
  std::string_view key = {};
  size_t index = SIZE_MAX;

  Place Member(std::string_view name) const { return {.around = this, .key = name}; }
  Place Item(size_t at) const { return {.around = this, .key = {}, .index = at}; }

  std::vector<std::string> Keys() const {
    std::vector<std::string> keys;
    for (const Place* place = this; place->around != nullptr; place = place->around)
      keys.push_back(place->index == SIZE_MAX ? std::string(place->key) : std::to_string(place->index));
    std::ranges::reverse(keys);
    return keys;
  }
};

size_t LengthOf(const std::string& text) {
  size_t length = 0;
  for (size_t at = 0; at < text.size(); ++length) DecodeUtf8(text, at);
  return length;
}

std::string Counted(uint64_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string ListOf(const std::vector<json>& values) {
  std::string text;
  for (size_t i = 0; i < values.size() && i < kShownValues; ++i)
    text += (i == 0 ? "" : ", ") + AbbreviateJson(values[i]);
  return values.size() > kShownValues ? text + ", …" : text;
}

class Check {
 public:
  explicit Check(const CompiledSchema& schema) : schema_(schema), active_(schema.nodes.size()) {}

  std::vector<Finding> Run(const json& value) {
    std::vector<Finding> findings;
    findings_ = &findings;
    RequireShallow(value, 1);
    Fits(schema_.nodes.front(), value, {});
    return findings;
  }

 private:
  Error TooDeep() const {
    return Error("value and schema are nested too deeply for a check").At({.file = schema_.file});
  }

  void RequireShallow(const json& value, int depth) const {
    if (depth > kMaxCheckDepth) throw TooDeep();
    if (!value.is_structured()) return;
    for (const json& member : value) RequireShallow(member, depth + 1);
  }

  // Every one of these returns whether the value is as it has to be. Where findings are not collected, they may end with the
  // first fault.

  bool Fits(const SchemaNode& node, const json& value, const Place& place) {
    Spend(1);
    if (active_[node.index] == &value) {
      throw Error("the schema leads back to itself" +
                  (node.reference_text.empty() ? "" : ", by \"$ref\": \"" + node.reference_text + "\"") +
                  ", for the same value")
          .At({.file = schema_.file});
    }
    if (depth_ == kMaxCheckDepth) throw TooDeep();
    ++depth_;
    const json* before = std::exchange(active_[node.index], &value);
    const bool fits = FitsAll(node, value, place);
    active_[node.index] = before;
    --depth_;
    return fits;
  }

  bool FitsAll(const SchemaNode& node, const json& value, const Place& place) {
    if (node.allows_nothing) return Fail(place, [] { return "nothing is allowed here"; });
    bool fits = node.reference == nullptr || Fits(*node.reference, value, place);
    if (node.types != 0 && (node.types & TypesOf(value)) == 0)
      return Fail(place,
                  [&] { return "expected " + NamesOfTypes(node.types) + ", but is " + DescribeJson(value); });
    for (const Part part : {&Check::FitsConstants, PartFor(value), &Check::FitsAllOf, &Check::FitsAnyOf,
                            &Check::FitsOneOf, &Check::FitsNot, &Check::FitsCondition}) {
      if (!fits && IsQuiet()) return false;
      if (part != nullptr && !(this->*part)(node, value, place)) fits = false;
    }
    return fits && FitsUnevaluated(node, value, place);
  }

  using Part = bool (Check::*)(const SchemaNode&, const json&, const Place&);

  static Part PartFor(const json& value) {
    if (value.is_number()) return &Check::FitsNumber;
    if (value.is_string()) return &Check::FitsString;
    if (value.is_array()) return &Check::FitsArray;
    return value.is_object() ? &Check::FitsObject : nullptr;
  }

  bool FitsConstants(const SchemaNode& node, const json& value, const Place& place) {
    Spend(node.constant_size);
    bool fits = true;
    if (!node.enumeration.empty() && std::ranges::find(node.enumeration, value) == node.enumeration.end()) {
      fits = Fail(place, [&] {
        return "expected one of " + ListOf(node.enumeration) + ", but is " + DescribeJson(value);
      });
    }
    if (node.constant && *node.constant != value) {
      fits = Fail(place, [&] {
        return "expected " + AbbreviateJson(*node.constant) + ", but is " + DescribeJson(value);
      });
    }
    return fits;
  }

  bool FitsNumber(const SchemaNode& node, const json& value, const Place& place) {
    bool fits = true;
    const auto require = [&](bool is_met, const char* what, const json& bound) {
      if (is_met) return;
      fits = Fail(place, [&] {
        return std::string("expected ") + what + AbbreviateJson(bound) + ", but is " + AbbreviateJson(value);
      });
    };
    if (node.minimum) require(CompareNumbers(value, *node.minimum) >= 0, "at least ", *node.minimum);
    if (node.maximum) require(CompareNumbers(value, *node.maximum) <= 0, "at most ", *node.maximum);
    if (node.exclusive_minimum)
      require(CompareNumbers(value, *node.exclusive_minimum) > 0, "more than ", *node.exclusive_minimum);
    if (node.exclusive_maximum)
      require(CompareNumbers(value, *node.exclusive_maximum) < 0, "less than ", *node.exclusive_maximum);
    if (node.multiple_of) require(IsMultiple(value, *node.multiple_of), "a multiple of ", *node.multiple_of);
    return fits;
  }

  bool FitsString(const SchemaNode& node, const json& value, const Place& place) {
    const std::string& text = value.get_ref<const std::string&>();
    Spend(text.size() / 16);
    bool fits = FitsRange(node.length, LengthOf(text), "character", "characters", place);
    if (node.pattern != nullptr && !Matches(*node.pattern, text)) {
      fits = Fail(place, [&] {
        return "expected to match " + AbbreviateJson(node.pattern->pattern()) + ", but is " +
               AbbreviateJson(value);
      });
    }
    if (node.format != nullptr && !node.format(text)) {
      fits = Fail(place, [&] {
        return "expected the format " + node.format_name + ", but is " + AbbreviateJson(value);
      });
    }
    return fits;
  }

  bool FitsRange(const CountRange& range, uint64_t count, const char* one, const char* many,
                 const Place& place) {
    if (range.Holds(count)) return true;
    return Fail(place, [&] {
      const bool is_few = count < range.least;
      return std::string("expected at ") + (is_few ? "least " : "most ") +
             Counted(is_few ? range.least : range.most, one, many) + ", but has " + std::to_string(count);
    });
  }

  static bool Matches(const RE2& pattern, const std::string& text) {
    return RE2::PartialMatch(text, pattern);
  }

  bool FitsArray(const SchemaNode& node, const json& value, const Place& place) {
    bool fits = FitsRange(node.item_count, value.size(), "item", "items", place);
    if (node.has_unique_items && !HasUniqueItems(value, place)) fits = false;
    for (size_t i = 0; i < value.size() && (fits || !IsQuiet()); ++i) {
      Spend(1);
      const SchemaNode* item = i < node.leading_items.size() ? node.leading_items[i] : node.items;
      if (item != nullptr && !Fits(*item, value[i], place.Item(i))) fits = false;
    }
    if (node.contains != nullptr && (fits || !IsQuiet())) {
      uint64_t count = 0;
      for (size_t i = 0; i < value.size(); ++i)
        count += FitsQuietly(*node.contains, value[i], place.Item(i)) ? 1 : 0;
      if (!FitsRange(node.contained, count, "item as \"contains\" describes",
                     "items as \"contains\" describes", place))
        fits = false;
    }
    return fits;
  }

  bool HasUniqueItems(const json& value, const Place& place) {
    Spend(CountJsonValues(value) * 16);  // a value is compared as often as the depth of the tree, about
    std::map<std::reference_wrapper<const json>, size_t, std::less<json>> seen;
    for (size_t i = 0; i < value.size(); ++i) {
      const auto [first, is_new] = seen.emplace(value[i], i);
      if (is_new) continue;
      return Fail(place, [&, at = first->second] {
        return "expected items that differ, but those at " + std::to_string(at) + " and " +
               std::to_string(i) + " are the same";
      });
    }
    return true;
  }

  bool FitsObject(const SchemaNode& node, const json& value, const Place& place) {
    bool fits = FitsRange(node.property_count, value.size(), "property", "properties", place);
    Spend(node.required_with.size() + node.schema_with.size());
    for (const std::string& name : node.required) {
      if (!RequireProperty(value, name, "", place)) fits = false;
    }
    for (const auto& [name, required] : node.required_with) {
      if (!value.contains(name)) continue;
      for (const std::string& other : required) {
        if (!RequireProperty(value, other, ", which " + AbbreviateJson(name) + " needs", place)) fits = false;
      }
    }
    for (const auto& [name, schema] : node.schema_with) {
      if ((fits || !IsQuiet()) && value.contains(name) && !Fits(*schema, value, place)) fits = false;
    }
    for (const auto& [name, member] : value.items()) {
      if (!fits && IsQuiet()) return false;
      if (!FitsProperty(node, name, member, place.Member(name))) fits = false;
    }
    return fits;
  }

  bool RequireProperty(const json& value, const std::string& name, const std::string& why,
                       const Place& place) {
    Spend(1);
    if (value.contains(name)) return true;
    return Fail(place, [&] { return "lacks the property " + AbbreviateJson(name) + why; });
  }

  bool FitsProperty(const SchemaNode& node, const std::string& name, const json& value, const Place& place) {
    Spend(1 + node.pattern_properties.size() * (1 + name.size() / 16));
    bool fits = true;
    if (node.property_names != nullptr) {
      const json name_value = name;
      if (!FitsQuietly(*node.property_names, name_value, place)) {
        fits = Fail(place,
                    [&] { return "the name is not allowed: " + WhyNot(*node.property_names, name_value); });
      }
    }
    bool is_described = false;
    const auto property = node.properties.find(name);
    if (property != node.properties.end()) {
      is_described = true;
      if (!Fits(*property->second, value, place)) fits = false;
    }
    for (const auto& [pattern, schema] : node.pattern_properties) {
      if (!fits && IsQuiet()) return false;
      if (!Matches(*pattern, name)) continue;
      is_described = true;
      if (!Fits(*schema, value, place)) fits = false;
    }
    if (is_described || node.additional_properties == nullptr) return fits;
    return FitsFurtherProperty(node, *node.additional_properties, name, value, place) && fits;
  }

  // By the schema of all those that the node does not describe.
  bool FitsFurtherProperty(const SchemaNode& node, const SchemaNode& further, const std::string& name, const json& value,
                           const Place& place) {
    if (further.allows_nothing) return Fail(place, [&] { return "is not known here" + Suggestion(node, name); });
    return Fits(further, value, place);
  }

  std::string Suggestion(const SchemaNode& node, const std::string& name) {
    if (name.size() > kLongestGuess) return "";
    Spend(node.properties.size() * kLongestGuess);
    std::vector<std::string> names;
    for (const auto& [known, schema] : node.properties) {
      if (known.size() <= kLongestGuess) names.push_back(known);
    }
    const auto closest = ClosestMatch(name, names);
    return closest ? "; did you mean " + AbbreviateJson(*closest) + "?" : "";
  }

  bool FitsAllOf(const SchemaNode& node, const json& value, const Place& place) {
    bool fits = true;
    for (const SchemaNode* part : node.all_of) {
      if (!Fits(*part, value, place)) fits = false;
      if (!fits && IsQuiet()) return false;
    }
    return fits;
  }

  bool FitsAnyOf(const SchemaNode& node, const json& value, const Place& place) {
    const auto fits = [&](const SchemaNode* part) { return FitsQuietly(*part, value, place); };
    if (node.any_of.empty() || std::ranges::any_of(node.any_of, fits)) return true;
    return Fail(place,
                [&] { return "fits none of the schemas of \"anyOf\": " + WhyNone(node.any_of, value); });
  }

  bool FitsOneOf(const SchemaNode& node, const json& value, const Place& place) {
    if (node.one_of.empty()) return true;
    std::vector<std::string> fitting;
    for (size_t i = 0; i < node.one_of.size(); ++i) {
      if (FitsQuietly(*node.one_of[i], value, place)) fitting.push_back(std::to_string(i));
    }
    if (fitting.size() == 1) return true;
    return Fail(place, [&] {
      if (fitting.empty()) return "fits none of the schemas of \"oneOf\": " + WhyNone(node.one_of, value);
      return "fits more than one of the schemas of \"oneOf\", those at " + Join(fitting, ", ");
    });
  }

  bool FitsNot(const SchemaNode& node, const json& value, const Place& place) {
    if (node.negated == nullptr || !FitsQuietly(*node.negated, value, place)) return true;
    return Fail(place, [&] { return "is what \"not\" rules out: " + DescribeJson(value); });
  }

  bool FitsCondition(const SchemaNode& node, const json& value, const Place& place) {
    if (node.condition == nullptr) return true;
    const SchemaNode* then = FitsQuietly(*node.condition, value, place) ? node.if_met : node.if_unmet;
    return then == nullptr || Fits(*then, value, place);
  }

  // What no other keyword has described, neither here nor in the schemas that hold for the same value. Precondition: the value
  // fits all else.
  bool FitsUnevaluated(const SchemaNode& node, const json& value, const Place& place) {
    bool fits = true;
    if (node.unevaluated_properties != nullptr && value.is_object()) {
      std::set<std::string_view> evaluated;
      EvaluateProperties(node, value, evaluated);
      for (const auto& [name, member] : value.items()) {
        if (evaluated.contains(name)) continue;
        if (!FitsFurtherProperty(node, *node.unevaluated_properties, name, member, place.Member(name))) fits = false;
      }
    }
    if (node.unevaluated_items != nullptr && value.is_array()) {
      std::vector<bool> evaluated(value.size());
      EvaluateItems(node, value, evaluated);
      for (size_t i = 0; i < value.size(); ++i) {
        if (!evaluated[i] && !Fits(*node.unevaluated_items, value[i], place.Item(i))) fits = false;
      }
    }
    return fits;
  }

  void EvaluateProperties(const SchemaNode& node, const json& value, std::set<std::string_view>& evaluated) {
    for (auto member = value.begin(); member != value.end(); ++member) {
      const std::string& name = member.key();
      Spend(1 + node.pattern_properties.size() * (1 + name.size() / 16));
      const auto matches = [&](const auto& pattern) { return Matches(*pattern.first, name); };
      if (node.additional_properties != nullptr || node.properties.contains(name) ||
          std::ranges::any_of(node.pattern_properties, matches)) {
        evaluated.insert(name);
      }
    }
    ForEachThatHolds(node, value, [&](const SchemaNode& other) {
      EvaluateProperties(other, value, evaluated);
      if (other.unevaluated_properties == nullptr) return;
      for (auto member = value.begin(); member != value.end(); ++member) evaluated.insert(member.key());
    });
  }

  void EvaluateItems(const SchemaNode& node, const json& value, std::vector<bool>& evaluated) {
    Spend(1 + value.size());
    for (size_t i = 0; i < value.size(); ++i) {
      const bool is_contained = node.evaluates_contained && node.contains != nullptr &&
                                FitsQuietly(*node.contains, value[i], Place());
      if (node.items != nullptr || i < node.leading_items.size() || is_contained) evaluated[i] = true;
    }
    ForEachThatHolds(node, value, [&](const SchemaNode& other) {
      EvaluateItems(other, value, evaluated);
      if (other.unevaluated_items != nullptr) evaluated.assign(value.size(), true);
    });
  }

  // The schemas within the node that hold for the value itself, where it fits the node.
  template <typename Visit>
  void ForEachThatHolds(const SchemaNode& node, const json& value, Visit visit) {
    Spend(1 + node.schema_with.size());
    if (node.reference != nullptr) visit(*node.reference);
    for (const SchemaNode* part : node.all_of) visit(*part);
    for (const auto* parts : {&node.any_of, &node.one_of}) {
      for (const SchemaNode* part : *parts) {
        if (FitsQuietly(*part, value, Place())) visit(*part);
      }
    }
    for (const auto& [name, schema] : node.schema_with) {
      if (value.is_object() && value.contains(name)) visit(*schema);
    }
    if (node.condition == nullptr) return;
    const bool is_met = FitsQuietly(*node.condition, value, Place());
    if (is_met) visit(*node.condition);
    if (const SchemaNode* then = is_met ? node.if_met : node.if_unmet) visit(*then);
  }

  bool FitsQuietly(const SchemaNode& node, const json& value, const Place& place) {
    std::vector<Finding>* collected = std::exchange(findings_, nullptr);
    const bool fits = Fits(node, value, place);
    findings_ = collected;
    return fits;
  }

  // The first thing that is wrong with a value that does not fit.
  std::string WhyNot(const SchemaNode& node, const json& value) {
    std::vector<Finding> found;
    std::vector<Finding>* collected = std::exchange(findings_, &found);
    Fits(node, value, {});
    findings_ = collected;
    const Finding& first = found.front();
    return CutText((first.keys.empty() ? "" : first.path() + " ") + first.message, kShownReason);
  }

  std::string WhyNone(const std::vector<const SchemaNode*>& nodes, const json& value) {
    std::vector<std::string> reasons;
    for (size_t i = 0; i < nodes.size() && i < kShownValues; ++i) {
      std::string reason = WhyNot(*nodes[i], value);
      if (std::ranges::find(reasons, reason) == reasons.end()) reasons.push_back(std::move(reason));
    }
    return Join(reasons, "; ") + (nodes.size() > kShownValues ? "; …" : "");
  }

  bool IsQuiet() const { return findings_ == nullptr; }

  template <typename Message>
  bool Fail(const Place& place, Message message) {
    if (findings_ != nullptr && findings_->size() < kMaxFindings)
      findings_->push_back({.keys = place.Keys(), .message = message()});
    return false;
  }

  void Spend(size_t steps) {
    steps_ += steps;
    if (steps_ > kMaxSteps)
      throw Error("it takes too many steps to check the value by the schema").At({.file = schema_.file});
  }

  const CompiledSchema& schema_;
  // For each node the value that is being checked by it.
  std::vector<const json*> active_;
  // nullptr where only the answer counts.
  std::vector<Finding>* findings_ = nullptr;
  size_t steps_ = 0;
  int depth_ = 0;
};

}  // namespace

std::vector<Finding> CheckBySchema(const CompiledSchema& schema, const json& value) {
  return Check(schema).Run(value);
}

}  // namespace pkgrepo::jsonschema
