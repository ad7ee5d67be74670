#include "ytt/module/toml_table.h"

#include "starlark/values/dict.h"
#include "starlark/values/list.h"

namespace pkgrepo::ytt {

TomlTable* TomlTable::Enter(const std::string& name) {
  const auto [found, is_new] = members.try_emplace(name);
  Member& member = found->second;
  if (is_new) {
    member.is_implicit = true;
    member.tables.push_back(std::make_unique<TomlTable>());
  }
  return member.tables.empty() ? nullptr : member.tables.back().get();
}

TomlTable* TomlTable::Define(const std::string& name) {
  const auto [found, is_new] = members.try_emplace(name);
  Member& member = found->second;
  if (is_new) member.tables.push_back(std::make_unique<TomlTable>());
  if (!is_new && !member.is_implicit) return nullptr;
  member.is_implicit = false;
  return member.tables.back().get();
}

TomlTable* TomlTable::Append(const std::string& name) {
  const auto [found, is_new] = members.try_emplace(name);
  Member& member = found->second;
  if (is_new) member.is_array_of_tables = true;
  if (!member.is_array_of_tables) return nullptr;
  member.tables.push_back(std::make_unique<TomlTable>());
  return member.tables.back().get();
}

bool TomlTable::Set(const std::string& name, starlark::Value value) {
  const auto [found, is_new] = members.try_emplace(name);
  if (is_new) found->second.value = std::move(value);
  return is_new;
}

starlark::Value TomlTable::ToStarlark() const {
  auto dict = starlark::MakeRef<starlark::Dict>();
  for (const auto& [name, member] : members) {
    if (member.is_array_of_tables) {
      auto list = starlark::MakeRef<starlark::List>();
      for (const auto& table : member.tables) list->Append(table->ToStarlark());
      dict->Set(name, list);
    } else {
      dict->Set(name, member.tables.empty() ? member.value : member.tables[0]->ToStarlark());
    }
  }
  return dict;
}

}  // namespace pkgrepo::ytt
