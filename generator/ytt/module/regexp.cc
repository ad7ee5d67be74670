// @ytt:regexp: match(pattern, text), replace(pattern, text, template or function).

#include "go/regexp.h"

#include <re2/re2.h>

#include "base/error.h"
#include "base/utf8.h"
#include "starlark/eval/interpreter.h"
#include "ytt/module/modules.h"
#include "ytt/value/module_function.h"

namespace pkgrepo::ytt {

using starlark::CallArguments;
using starlark::Thread;
using starlark::Value;

namespace {

using Groups = std::vector<re2::StringPiece>;

std::string_view View(const re2::StringPiece& piece) { return {piece.data(), piece.size()}; }

// A reference in a replacement template: "$name", "$1" or "${name}".
struct Reference {
  std::string_view name;
  size_t size;  // of the whole, "$" and braces included
};

// How many bytes of letters, digits and underscores `text` begins with.
size_t NameLength(std::string_view text) {
  static const RE2 name("[\\p{L}\\p{Nd}_]+");
  re2::StringPiece found;
  if (!name.Match(re2::StringPiece(text.data(), text.size()), 0, text.size(), RE2::ANCHOR_START, &found, 1))
    return 0;
  return found.size();
}

// What follows at a '$'; nullopt if that is not a reference.
std::optional<Reference> ParseReference(std::string_view text) {
  const bool braced = text.size() > 1 && text[1] == '{';
  const size_t start = braced ? 2 : 1;
  const size_t length = NameLength(text.substr(start));
  if (length == 0) return std::nullopt;
  if (!braced) return Reference{text.substr(start, length), start + length};
  if (start + length >= text.size() || text[start + length] != '}') return std::nullopt;
  return Reference{text.substr(start, length), start + length + 1};
}

// The number of the group that `name` means, -1 if none.
int GroupOf(std::string_view name, const RE2& pattern) {
  const bool digits = name.find_first_not_of("0123456789") == std::string_view::npos;
  if (digits && name.size() <= 8 && (name[0] != '0' || name.size() == 1)) return std::stoi(std::string(name));
  const auto& named = pattern.NamedCapturingGroups();
  const auto found = named.find(std::string(name));
  return found == named.end() ? -1 : found->second;
}

void ExpandTemplate(std::string& out, std::string_view replacement, const RE2& pattern,
                    const Groups& groups) {
  while (true) {
    const size_t dollar = replacement.find('$');
    if (dollar == std::string_view::npos) break;
    out += replacement.substr(0, dollar);
    replacement.remove_prefix(dollar);
    if (replacement.substr(1, 1) == "$") {
      out += '$';
      replacement.remove_prefix(2);
      continue;
    }
    const std::optional<Reference> reference = ParseReference(replacement);
    if (!reference) {
      out += '$';
      replacement.remove_prefix(1);
      continue;
    }
    const int group = GroupOf(reference->name, pattern);
    if (group >= 0 && static_cast<size_t>(group) < groups.size())
      out += View(groups[static_cast<size_t>(group)]);
    replacement.remove_prefix(reference->size);
  }
  out += replacement;
}

// Calls `replace` for each match, in Go's order: an empty match right behind another one does not count.
std::string ReplaceMatches(const RE2& pattern, std::string_view text,
                           const std::function<void(std::string& out, const Groups&)>& replace) {
  std::string out;
  size_t copied = 0;
  Groups groups(static_cast<size_t>(pattern.NumberOfCapturingGroups()) + 1);
  const re2::StringPiece subject(text.data(), text.size());
  for (size_t at = 0; at <= text.size();) {
    if (!pattern.Match(subject, at, text.size(), RE2::UNANCHORED, groups.data(),
                       static_cast<int>(groups.size()))) {
      break;
    }
    const auto start = static_cast<size_t>(groups[0].data() - text.data());
    const size_t end = start + groups[0].size();
    out += text.substr(copied, start - copied);
    if (end > copied || start == 0) replace(out, groups);
    copied = end;
    size_t next = at;
    if (next < text.size()) {
      DecodeUtf8(text, next);
    } else {
      ++next;
    }
    at = std::max(next, end);
  }
  out += text.substr(std::min(copied, text.size()));
  return out;
}

Value Match(Thread&, const CallArguments& arguments) {
  ExpectArguments(arguments, 2);
  const std::string_view pattern = ExpectString(arguments[0]);
  const std::string_view text = ExpectString(arguments[1]);
  return Value::Bool(
      RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *go::CompileRegexp(pattern)));
}

Value Replace(Thread& thread, const CallArguments& arguments) {
  ExpectArguments(arguments, 3);
  const std::string_view pattern = ExpectString(arguments[0]);
  const std::string_view text = ExpectString(arguments[1]);
  const Value& replacement = arguments[2];
  const bool is_function =
      replacement.is_kind(starlark::Kind::kFunction) || replacement.is_kind(starlark::Kind::kBuiltin);
  if (!is_function) ExpectString(replacement);
  const auto compiled = go::CompileRegexp(pattern);
  return Value::String(ReplaceMatches(*compiled, text, [&](std::string& out, const Groups& groups) {
    if (is_function) {
      out += ExpectString(starlark::Call(thread, replacement, {Value::String(View(groups[0]))}));
    } else {
      ExpandTemplate(out, replacement.as_string(), *compiled, groups);
    }
  }));
}

}  // namespace

Value MakeRegexpModule() {
  return starlark::Struct::MakeModule("regexp", {{"match", MakeModuleFunction("regexp.match", Match)},
                                                 {"replace", MakeModuleFunction("regexp.replace", Replace)}});
}

}  // namespace pkgrepo::ytt
