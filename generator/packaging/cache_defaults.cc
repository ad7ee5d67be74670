#include "packaging/cache_defaults.h"

#include <nlohmann/json.hpp>
#include <vector>

#include "base/file_system.h"
#include "base/strings.h"
#include "packaging/records.h"

namespace pkgrepo::packaging {
namespace {

using Words = std::vector<std::string>;

// As CMake's if() takes a constant.
bool IsOn(const std::string& value) {
  const std::string word = ToLower(value);
  if (word == "on" || word == "yes" || word == "true" || word == "y") return true;
  return !word.empty() && word.find_first_not_of("0123456789.") == std::string::npos &&
         word.find_first_not_of("0.") != std::string::npos;
}

// set(NAME VALUE… CACHE TYPE DOC [FORCE])
void TakeSet(Words words, CacheDefaults& defaults) {
  const bool is_forced = words.size() > 4 && words.back() == "FORCE";
  if (is_forced) words.pop_back();
  if (words.size() < 4 || words[words.size() - 3] != "CACHE") return;
  std::string value = Join({words.begin() + 1, words.end() - 3}, ";");
  if (is_forced) {
    defaults.insert_or_assign(words[0], std::move(value));
  } else {
    defaults.try_emplace(words[0], std::move(value));
  }
}

// option(NAME DOC [VALUE])
void TakeOption(const Words& words, CacheDefaults& defaults) {
  if (words.size() < 2) return;
  defaults.try_emplace(words[0], words.size() > 2 && IsOn(words[2]) ? "ON" : "OFF");
}

}  // namespace

CacheDefaults ParseCacheDefaults(std::string_view trace) {
  CacheDefaults defaults;
  for (const std::string_view line : SplitLines(trace)) {
    ReadRecord("the trace of cmake", std::string(line), [&](const nlohmann::json& entry) {
      if (!entry.contains("cmd")) return;  // the version of the format
      const std::string command = ToLower(entry.at("cmd").get<std::string>());
      if (command == "set") TakeSet(entry.at("args"), defaults);
      if (command == "option") TakeOption(entry.at("args"), defaults);
    });
  }
  return defaults;
}

bool IsDefault(const CMakeCache::Entry& entry, const CacheDefaults& defaults) {
  const auto found = defaults.find(entry.name);
  if (found == defaults.end()) return false;
  const bool is_path = entry.type == "PATH" || entry.type == "FILEPATH";
  return entry.value == found->second || (is_path && CleanPath(entry.value) == CleanPath(found->second));
}

}  // namespace pkgrepo::packaging
