#include "ytt/module/toml_table.h"

#include "starlark/values/dict.h"
#include "starlark/values/list.h"

namespace pkgrepo::ytt {

TomlTable* TomlTable::Enter(const std::string& name) {
  const auto [found, is_new] = members.try_emplace(name);
  Member& member = found->second;
  if (is_new || member.is_array) {
    member = Member();
    member.is_implicit = true;
    member.tables.push_back(std::make_unique<TomlTable>());
  }
  return member.tables.empty() ? nullptr : member.tables.back().get();
}

TomlTable* TomlTable::Define(const std::string& name) {
  const auto [found, is_new] = members.try_emplace(name);
  Member& member = found->second;
  if (!is_new && !member.is_implicit && !member.is_array) return nullptr;
  if (member.is_array) member = Member();
  if (member.tables.empty()) member.tables.push_back(std::make_unique<TomlTable>());
  member.is_implicit = false;
  return member.tables.back().get();
}

TomlTable* TomlTable::Find(const std::string& name) {
  const auto found = members.find(name);
  return found == members.end() || found->second.tables.empty() ? nullptr : found->second.tables.back().get();
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
  Member& member = found->second;
  const bool is_array = value.is_kind(starlark::Kind::kList);
  if (!is_new && !is_array && !member.is_array) return false;
  member = Member();
  member.value = std::move(value);
  member.is_array = is_array;
  return true;
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
