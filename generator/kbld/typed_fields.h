// Reading JSON maps into structs as Go does for kbld's configuration: unknown fields are passed over, numbers
// and booleans are taken where a string is wanted, and other mismatches are errors in Go's words.
//
//   TypedFields fields(config, "Config", "");
//   std::string version = fields.String("minimumRequiredVersion");
//   for (const nlohmann::json& rule : fields.List("searchRules", "[]config.SearchRule")) …

#ifndef PKGREPO_KBLD_TYPED_FIELDS_H_
#define PKGREPO_KBLD_TYPED_FIELDS_H_

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "go/json_mismatch.h"

namespace pkgrepo::kbld {

// "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal number into …".
std::string CannotUnmarshal(const nlohmann::json& value, const go::GoPlace& place);

class TypedFields {
 public:
  // `map` must outlive the reader. `struct_name` and `path` are how Go's errors name the fields:
  // "ImageOverride", "overrides".
  TypedFields(const nlohmann::json& map, std::string struct_name, std::string path)
      : map_(map), struct_name_(std::move(struct_name)), path_(std::move(path)) {}

  // Absent and null fields are empty, false or no value.
  std::string String(const std::string& name) const;
  // Only a string will do.
  std::string StrictString(const std::string& name) const;
  bool Bool(const std::string& name) const;
  std::vector<std::string> Strings(const std::string& name) const;
  // The fields of a map at `name`, of a Go type such as "config.Source".
  std::optional<TypedFields> Struct(const std::string& name, const std::string& go_type) const;
  // The fields of the maps in a list at `name`.
  std::vector<TypedFields> Structs(const std::string& name, const std::string& go_type) const;
  // The list at `name`; null if there is none.
  const nlohmann::json* List(const std::string& name, const std::string& go_type) const;

 private:
  const nlohmann::json* Find(const std::string& name) const;
  std::string PathOf(const std::string& name) const { return path_.empty() ? name : path_ + "." + name; }
  [[noreturn]] void Mismatch(const nlohmann::json& value, const std::string& name,
                             const std::string& go_type) const;
  std::string ToString(const nlohmann::json& value, const std::string& name) const;

  const nlohmann::json& map_;
  std::string struct_name_;
  std::string path_;
};

}  // namespace pkgrepo::kbld

#endif  // PKGREPO_KBLD_TYPED_FIELDS_H_
