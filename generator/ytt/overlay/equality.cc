#include "ytt/overlay/equality.h"

#include "ytt/overlay/words.h"

namespace pkgrepo::ytt {

using yaml::Item;
using yaml::Node;

namespace {

std::string FindMapDifference(const Node& left, const Node& right) {
  for (const Item& wanted : right.items) {
    bool found = false;
    for (const Item& item : left.items) {
      if (!SameScalar(item.key, wanted.key)) continue;
      found = true;
      std::string difference = FindDifference(item.value, wanted.value);
      if (!difference.empty()) return difference;
    }
    if (!found) return "Expected at least one map item to match by key";
  }
  return "";
}

std::string FindItemDifference(const Node& left, const Node& right) {
  for (size_t i = 0; i < right.items.size(); ++i) {
    if (i == left.items.size()) return "Expected to have matching number of array items";
    std::string difference = FindDifference(left.items[i].value, right.items[i].value);
    if (!difference.empty()) return difference;
  }
  return "";
}

}  // namespace

std::string FindDifference(const yaml::Value& left, const yaml::Value& right) {
  if (right.is_node()) {
    const Node& wanted = *right.node();
    if (!left.is_node() || left.node()->kind() != wanted.kind()) {
      return "Expected " + std::string(TypeWord(right)) + ", but was " + std::string(TypeWord(left));
    }
    return wanted.is_map() ? FindMapDifference(*left.node(), wanted)
                           : FindItemDifference(*left.node(), wanted);
  }
  if (SameScalar(left, right)) return "";
  return "Expected leaf values to match " + std::string(TypeWord(left)) + " " + std::string(TypeWord(right));
}

bool SameScalar(const yaml::Value& left, const yaml::Value& right) {
  if (left.type() != right.type()) return false;
  switch (left.type()) {
    case yaml::Value::Type::kNull:
      return true;
    case yaml::Value::Type::kBool:
    case yaml::Value::Type::kInt:
    case yaml::Value::Type::kUint:
      return left.as_int() == right.as_int();
    case yaml::Value::Type::kFloat:
      return left.as_float() == right.as_float();
    case yaml::Value::Type::kString:
      return left.string() == right.string();
    case yaml::Value::Type::kNode:
      return left == right;
  }
  return false;
}

}  // namespace pkgrepo::ytt
