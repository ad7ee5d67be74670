// Where image references are found in a resource, and how they are replaced there.
//
//   searchRules:
//   - keyMatcher:
//       path: [spec, sidecars, {allIndexes: true}, ref]
//   - keyMatcher:
//       name: config.json
//     updateStrategy:
//       json:                      # the text is JSON: search in it
//         searchRules:
//         - keyMatcher: {name: image}
//
// https://carvel.dev/kbld/docs/latest/config/#search-rules

#ifndef PKGREPO_KBLD_SEARCH_RULE_H_
#define PKGREPO_KBLD_SEARCH_RULE_H_

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kbld/image_match.h"
#include "kbld/typed_fields.h"

namespace pkgrepo::kbld {

// One step of a rule's path, from a map or list into an element.
struct PathStep {
  // kNothing is an empty map, which upstream accepts and never finds.
  enum class Kind { kKey, kIndex, kAllIndexes, kNothing };

  Kind kind = Kind::kKey;
  std::string key;
  int64_t index = 0;
};

// A place in a resource: the keys and indexes that lead there. `key` is empty for an index, and refers to the
// resource.
struct PlaceStep {
  bool is_index = false;
  std::string_view key;
  int64_t index = 0;
};
using Place = std::vector<PlaceStep>;

struct KeyMatcher {
  std::string name;
  // From the resource's root to the value; no other place matches.
  std::optional<std::vector<PathStep>> path;

  bool Matches(const Place& place) const;
};

struct SearchRule {
  enum class Strategy { kDefault, kEntireValue, kNone, kJson, kYaml };

  // With both, both must match.
  std::optional<KeyMatcher> key_matcher;
  std::optional<ImageMatch> value_matcher;
  // What a matching string is: an image, something to be left alone, or a text to search with rules of its
  // own.
  Strategy strategy = Strategy::kDefault;
  std::vector<SearchRule> nested_rules;

  static SearchRule ForKey(std::string name);
  // Throws Error with Go's words for values of a wrong type.
  static SearchRule Parse(const TypedFields& fields);
  // Throws Error with kbld's words, "Expected KeyMatcher or ValueMatcher to be non-empty" and the like.
  void Validate() const;
  // The rule as it stands in a configuration.
  nlohmann::json ToJson() const;

  // Whether `text`, found at `place`, is this rule's affair.
  bool Matches(const Place& place, std::string_view text) const;
};

}  // namespace pkgrepo::kbld

#endif  // PKGREPO_KBLD_SEARCH_RULE_H_
