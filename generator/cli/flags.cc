#include "cli/flags.h"

#include <algorithm>
#include <memory>

#include "base/error.h"
#include "base/strings.h"
#include "go/csv.h"
#include "go/duration.h"
#include "go/number.h"
#include "go/quote.h"

namespace pkgrepo::cli {
namespace {

std::string ListText(const std::vector<std::string>& values) {
  return values.empty() ? "" : "[" + Join(values, ",") + "]";
}

// "a=b,c=d" taken apart. A single pair is taken as it is, but for quotes around it.
std::vector<std::string> PairsOf(const std::string& text) {
  const auto count = std::count(text.begin(), text.end(), '=');
  if (count == 0) throw Error(text + " must be formatted as key=value");
  if (count > 1) return go::ParseCsv(text);
  const size_t begin = text.find_first_not_of('"');
  return {text.substr(begin, text.find_last_not_of('"') + 1 - begin)};
}

// A setter for lists: the first occurrence on the command line replaces the default, further ones add to it.
template <typename Container, typename ParseValue>
std::function<void(const std::string&)> ListSetter(Container* value, ParseValue add) {
  return [value, add, replaced = std::make_shared<bool>(false)](const std::string& text) {
    Container added;
    add(text, added);
    if (!*replaced) value->clear();
    *replaced = true;
    for (auto& item : added) value->insert(value->end(), std::move(item));
  };
}

Error UnknownFlag(const std::string& name, const std::vector<Flag>& flags) {
  std::vector<std::string> names;
  for (const Flag& flag : flags) {
    if (!flag.hidden) names.push_back(flag.name);
  }
  Error error("unknown flag: --" + name);
  if (const std::optional<std::string> meant = ClosestMatch(name, names))
    error.Hint("did you mean '--" + *meant + "'?");
  return error;
}

}  // namespace

void FlagSet::Add(Flag flag) { flags_.push_back(std::move(flag)); }

void FlagSet::Bool(bool* value, std::string name, char shorthand, std::string usage) {
  Add({.name = std::move(name),
       .shorthand = shorthand,
       .type = "",
       .usage = std::move(usage),
       .default_text = *value ? "true" : "",
       .value_if_bare = "true",
       .set = [value](const std::string& text) { *value = go::ParseBool(text); }});
}

void FlagSet::Int(int* value, std::string name, char shorthand, std::string usage) {
  Add({.name = std::move(name),
       .shorthand = shorthand,
       .type = "int",
       .usage = std::move(usage),
       .default_text = *value == 0 ? "" : std::to_string(*value),
       .value_if_bare = "",
       .set = [value](const std::string& text) { *value = static_cast<int>(go::ParseInt(text, 32)); }});
}

void FlagSet::String(std::string* value, std::string name, char shorthand, std::string usage) {
  Add({.name = std::move(name),
       .shorthand = shorthand,
       .type = "string",
       .usage = std::move(usage),
       .default_text = value->empty() ? "" : go::QuoteText(*value),
       .value_if_bare = "",
       .set = [value](const std::string& text) { *value = text; }});
}

void FlagSet::StringArray(std::vector<std::string>* value, std::string name, char shorthand,
                          std::string usage) {
  Add({.name = std::move(name),
       .shorthand = shorthand,
       .type = "stringArray",
       .usage = std::move(usage),
       .default_text = ListText(*value),
       .value_if_bare = "",
       .set =
           ListSetter(value, [](const std::string& text, std::vector<std::string>& out) { out = {text}; })});
}

void FlagSet::Strings(std::vector<std::string>* value, std::string name, char shorthand, std::string usage) {
  Add({.name = std::move(name),
       .shorthand = shorthand,
       .type = "strings",
       .usage = std::move(usage),
       .default_text = ListText(*value),
       .value_if_bare = "",
       .set = ListSetter(
           value, [](const std::string& text, std::vector<std::string>& out) { out = go::ParseCsv(text); })});
}

void FlagSet::StringToString(std::map<std::string, std::string>* value, std::string name, char shorthand,
                             std::string usage) {
  const auto add = [](const std::string& text, std::map<std::string, std::string>& out) {
    for (const std::string& pair : PairsOf(text)) {
      const size_t equals = pair.find('=');
      if (equals == std::string::npos) throw Error(pair + " must be formatted as key=value");
      out[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
  };
  Add({.name = std::move(name),
       .shorthand = shorthand,
       .type = "stringToString",
       .usage = std::move(usage),
       .default_text = "[]",
       .value_if_bare = "",
       .set = [value, add](const std::string& text) {
         std::map<std::string, std::string> added;
         add(text, added);
         for (auto& [key, item] : added) (*value)[key] = item;
       }});
}

void FlagSet::Duration(std::chrono::nanoseconds* value, std::string name, char shorthand, std::string usage) {
  Add({.name = std::move(name),
       .shorthand = shorthand,
       .type = "duration",
       .usage = std::move(usage),
       .default_text = value->count() == 0 ? "" : go::FormatDuration(*value),
       .value_if_bare = "",
       .set = [value](const std::string& text) { *value = go::ParseDuration(text); }});
}

void FlagSet::Hide(std::string_view name) {
  for (Flag& flag : flags_) {
    if (flag.name == name) flag.hidden = true;
  }
}

const Flag* FlagSet::Find(std::string_view name) const {
  for (const Flag& flag : flags_) {
    if (flag.name == name) return &flag;
  }
  return nullptr;
}

const Flag* FlagSet::FindShorthand(char shorthand) const {
  for (const Flag& flag : flags_) {
    if (flag.shorthand == shorthand) return &flag;
  }
  return nullptr;
}

bool FlagSet::Changed(std::string_view name) const {
  return std::find(changed_.begin(), changed_.end(), name) != changed_.end();
}

void FlagSet::Append(const FlagSet& other) {
  flags_.insert(flags_.end(), other.flags_.begin(), other.flags_.end());
}

void FlagSet::Set(const Flag& flag, const std::string& value) {
  const std::string spelled =
      (flag.shorthand != 0 ? std::string("-") + flag.shorthand + ", " : "") + "--" + flag.name;
  WithContext("invalid argument " + go::QuoteText(value) + " for " + go::QuoteText(spelled) + " flag: ",
              [&] { flag.set(value); });
  changed_.push_back(flag.name);
}

std::vector<std::string> FlagSet::Parse(const std::vector<std::string>& words) {
  std::vector<std::string> arguments;
  for (size_t i = 0; i < words.size();) {
    const std::string& word = words[i];
    if (word == "--") {
      arguments.insert(arguments.end(), words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end());
      break;
    }
    if (word.starts_with("--")) {
      i = ParseLong(words, i);
    } else if (word.size() > 1 && word[0] == '-') {
      i = ParseShort(words, i);
    } else {
      arguments.push_back(word);
      ++i;
    }
  }
  return arguments;
}

// Both return the index of the next word to look at.
size_t FlagSet::ParseLong(const std::vector<std::string>& words, size_t index) {
  const std::string body = words[index].substr(2);
  if (body[0] == '-' || body[0] == '=') throw Error("bad flag syntax: " + words[index]);
  const size_t equals = body.find('=');
  const std::string name = body.substr(0, equals);
  const Flag* flag = Find(name);
  if (flag == nullptr) throw UnknownFlag(name, flags_);
  if (equals != std::string::npos) {
    Set(*flag, body.substr(equals + 1));
    return index + 1;
  }
  if (!flag->value_if_bare.empty()) {
    Set(*flag, flag->value_if_bare);
    return index + 1;
  }
  if (index + 1 >= words.size()) throw Error("flag needs an argument: --" + name);
  Set(*flag, words[index + 1]);
  return index + 2;
}

size_t FlagSet::ParseShort(const std::vector<std::string>& words, size_t index) {
  std::string_view rest = std::string_view(words[index]).substr(1);
  while (!rest.empty()) {
    const Flag* flag = FindShorthand(rest[0]);
    if (flag == nullptr) {
      throw Error("unknown shorthand flag: '" + std::string(1, rest[0]) + "' in -" + std::string(rest));
    }
    if (rest.size() > 2 && rest[1] == '=') {
      Set(*flag, std::string(rest.substr(2)));
      return index + 1;
    }
    if (!flag->value_if_bare.empty()) {
      Set(*flag, flag->value_if_bare);
      rest.remove_prefix(1);
      continue;
    }
    if (rest.size() > 1) {
      Set(*flag, std::string(rest.substr(1)));
      return index + 1;
    }
    if (index + 1 >= words.size()) {
      throw Error("flag needs an argument: '" + std::string(1, rest[0]) + "' in -" + std::string(rest));
    }
    Set(*flag, words[index + 1]);
    return index + 2;
  }
  return index + 1;
}

}  // namespace pkgrepo::cli
