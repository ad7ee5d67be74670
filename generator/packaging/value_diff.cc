#include "packaging/value_diff.h"

#include <map>

#include "base/json_member.h"
#include "base/strings.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

std::string FieldPath(const std::string& path, const std::string& key) {
  const bool is_plain = !key.empty() && key.find_first_of(".[]' ") == std::string::npos;
  if (!is_plain) return path + "['" + key + "']";
  return path.empty() ? key : path + "." + key;
}

// The items by their names; nullopt if one has none, or two have the same.
std::optional<std::map<std::string, const json*>> ByName(const json& list) {
  std::map<std::string, const json*> items;
  for (const json& item : list) {
    const std::string name = item.is_object() ? StringMember(item, "name") : "";
    if (name.empty() || !items.try_emplace(name, &item).second) return std::nullopt;
  }
  return items;
}

class Differ {
 public:
  std::vector<FieldChange> changes;

  void Compare(const std::string& path, const json& before, const json& after) {
    if (before == after) return;
    if (before.is_object() && after.is_object()) return CompareMaps(path, before, after);
    if (before.is_array() && after.is_array()) return CompareLists(path, before, after);
    changes.push_back({path, before, after});
  }

 private:
  void CompareMaps(const std::string& path, const json& before, const json& after) {
    for (const auto& [key, value] : before.items()) {
      const auto other = after.find(key);
      if (other == after.end()) {
        changes.push_back({FieldPath(path, key), value, std::nullopt});
      } else {
        Compare(FieldPath(path, key), value, *other);
      }
    }
    for (const auto& [key, value] : after.items()) {
      if (!before.contains(key)) changes.push_back({FieldPath(path, key), std::nullopt, value});
    }
  }

  void CompareLists(const std::string& path, const json& before, const json& after) {
    const auto named_before = ByName(before);
    const auto named_after = ByName(after);
    if (named_before && named_after) return CompareNamed(path, before, *named_before, after, *named_after);
    for (size_t i = 0; i < std::max(before.size(), after.size()); ++i) {
      const std::string place = path + "[" + std::to_string(i) + "]";
      if (i >= after.size()) {
        changes.push_back({place, before[i], std::nullopt});
      } else if (i >= before.size()) {
        changes.push_back({place, std::nullopt, after[i]});
      } else {
        Compare(place, before[i], after[i]);
      }
    }
  }

  void CompareNamed(const std::string& path, const json& before,
                    const std::map<std::string, const json*>& named_before, const json& after,
                    const std::map<std::string, const json*>& named_after) {
    const size_t known = changes.size();
    for (const json& item : before) {
      const std::string name = StringMember(item, "name");
      const auto other = named_after.find(name);
      if (other == named_after.end()) {
        changes.push_back({path + "[" + name + "]", item, std::nullopt});
      } else {
        Compare(path + "[" + name + "]", item, *other->second);
      }
    }
    for (const json& item : after) {
      const std::string name = StringMember(item, "name");
      if (!named_before.contains(name)) changes.push_back({path + "[" + name + "]", std::nullopt, item});
    }
    if (changes.size() == known) changes.push_back({path, before, after});  // the same in another order
  }
};

}  // namespace

std::vector<FieldChange> DiffValues(const json& before, const json& after) {
  Differ differ;
  differ.Compare("", before, after);
  return std::move(differ.changes);
}

}  // namespace pkgrepo::packaging
