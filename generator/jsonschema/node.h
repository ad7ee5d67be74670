// A JSON Schema made ready for checking: each schema and schema within it is a node, whose keywords have been read, and whose
// references lead to other nodes.

#ifndef PKGREPO_JSONSCHEMA_NODE_H_
#define PKGREPO_JSONSCHEMA_NODE_H_

#include <re2/re2.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "jsonschema/format.h"
#include "jsonschema/kind.h"

namespace pkgrepo::jsonschema {

struct CountRange {
  uint64_t least = 0;
  uint64_t most = UINT64_MAX;

  bool Holds(uint64_t count) const { return count >= least && count <= most; }
};

// What a keyword has that is not there is empty, nullopt, or nullptr, and allows everything.
struct SchemaNode {
  // Counts the nodes from 0.
  size_t index = 0;
  // The schema `false`.
  bool allows_nothing = false;
  // Where $ref leads, and how it is written.
  const SchemaNode* reference = nullptr;
  std::string reference_text;

  // Of JsonTypes; 0 for all.
  uint8_t types = 0;
  std::vector<nlohmann::json> enumeration;
  std::optional<nlohmann::json> constant;
  // How many values those two have in them.
  size_t constant_size = 0;

  std::optional<nlohmann::json> minimum;
  std::optional<nlohmann::json> maximum;
  std::optional<nlohmann::json> exclusive_minimum;
  std::optional<nlohmann::json> exclusive_maximum;
  std::optional<nlohmann::json> multiple_of;

  CountRange length;
  const RE2* pattern = nullptr;
  JsonFormat format = nullptr;
  std::string format_name;

  CountRange item_count;
  bool has_unique_items = false;
  // Those of the first items, and that of all others.
  std::vector<const SchemaNode*> leading_items;
  const SchemaNode* items = nullptr;
  const SchemaNode* contains = nullptr;
  CountRange contained = {.least = 1};
  // Whether those that `contains` describes need not be described by `unevaluated_items`.
  bool evaluates_contained = false;
  const SchemaNode* unevaluated_items = nullptr;

  CountRange property_count;
  std::map<std::string, const SchemaNode*> properties;
  std::vector<std::pair<const RE2*, const SchemaNode*>> pattern_properties;
  const SchemaNode* additional_properties = nullptr;
  const SchemaNode* unevaluated_properties = nullptr;
  const SchemaNode* property_names = nullptr;
  std::vector<std::string> required;
  // What is required where there is another property.
  std::map<std::string, std::vector<std::string>> required_with;
  std::map<std::string, const SchemaNode*> schema_with;

  std::vector<const SchemaNode*> all_of;
  std::vector<const SchemaNode*> any_of;
  std::vector<const SchemaNode*> one_of;
  const SchemaNode* negated = nullptr;
  const SchemaNode* condition = nullptr;
  const SchemaNode* if_met = nullptr;
  const SchemaNode* if_unmet = nullptr;
};

// The first node is that of the document.
struct CompiledSchema {
  std::string file;
  std::deque<SchemaNode> nodes;
  std::map<std::string, std::unique_ptr<RE2>> patterns;
};

}  // namespace pkgrepo::jsonschema

#endif  // PKGREPO_JSONSCHEMA_NODE_H_
