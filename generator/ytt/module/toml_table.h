// The tree that a TOML text builds up, with the rules of what may be defined where.

#ifndef PKGREPO_YTT_MODULE_TOML_TABLE_H_
#define PKGREPO_YTT_MODULE_TOML_TABLE_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "starlark/values/value.h"

namespace pkgrepo::ytt {

class TomlTable {
 public:
  struct Member {
    starlark::Value value;                           // of neither of these
    std::vector<std::unique_ptr<TomlTable>> tables;  // one table, or those of an array of tables
    bool is_array_of_tables = false;
    bool is_implicit = false;  // made on the way to a deeper table; may be defined once more
    bool is_array = false;     // `value` is an array; whatever comes later may replace it
  };

  std::map<std::string, Member> members;

  // The table `name`, the last of an array of tables; made if it is not there. Null if `name` is something
  // else.
  TomlTable* Enter(const std::string& name);
  // Defines `name` as a table; null if it is defined already.
  TomlTable* Define(const std::string& name);
  // The table that `name` is defined as; null if it is none.
  TomlTable* Find(const std::string& name);
  // Adds a table to the array of tables `name`; null if it is something else.
  TomlTable* Append(const std::string& name);
  // Returns whether `name` was free: an array may replace anything, and anything an array.
  bool Set(const std::string& name, starlark::Value value);

  starlark::Value ToStarlark() const;
};

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_MODULE_TOML_TABLE_H_
