#include "go/regexp.h"

#include <string>

#include "base/error.h"

namespace pkgrepo::go {
namespace {

[[noreturn]] void ThrowSyntaxError(std::string_view reason, std::string_view culprit) {
  throw Error("error parsing regexp: " + std::string(reason) + ": `" + std::string(culprit) + "`");
}

// Calls `visit` with the position of everything outside character classes, quotations and escapes. It returns
// how far to go on.
template <typename Visit>
void WalkPattern(std::string_view pattern, Visit visit) {
  for (size_t at = 0; at < pattern.size();) {
    if (pattern.substr(at, 2) == "\\Q") {
      const size_t end = pattern.find("\\E", at);
      if (end == std::string_view::npos) return;
      at = end + 2;
    } else if (pattern[at] == '[') {
      ++at;
      if (pattern.substr(at, 1) == "^") ++at;
      if (pattern.substr(at, 1) == "]") ++at;
      while (at < pattern.size() && pattern[at] != ']') at += pattern[at] == '\\' ? 2 : 1;
      ++at;
    } else {
      at += visit(at);
    }
  }
}

// (?<name>…) is newer than RE2, which knows (?P<name>…) only; \C is in RE2 but not in Go.
std::string Translate(std::string_view pattern) {
  std::string out;
  size_t copied = 0;
  WalkPattern(pattern, [&](size_t at) -> size_t {
    if (pattern.substr(at, 2) == "\\C") ThrowSyntaxError("invalid escape sequence", "\\C");
    if (pattern[at] == '\\') return 2;
    if (pattern.substr(at, 3) != "(?<") return 1;
    const size_t end = pattern.find('>', at);
    const std::string_view name = pattern.substr(at + 3, end == std::string_view::npos ? end : end - at - 3);
    if (end == std::string_view::npos || name.empty() || name.find_first_of("=!") != std::string_view::npos) {
      const size_t close = pattern.find(')', at);
      ThrowSyntaxError("invalid named capture",
                       pattern.substr(at, close == std::string_view::npos ? close : close + 1 - at));
    }
    out += pattern.substr(copied, at - copied);
    out += "(?P<";
    copied = at + 3;
    return 3;
  });
  out += pattern.substr(copied);
  return out;
}

[[noreturn]] void ThrowCompileError(const RE2& compiled, std::string_view pattern) {
  const std::string& argument = compiled.error_arg();
  switch (compiled.error_code()) {
    case RE2::ErrorBadEscape:
      ThrowSyntaxError("invalid escape sequence", argument);
    case RE2::ErrorBadCharClass:
    case RE2::ErrorBadCharRange:
      ThrowSyntaxError("invalid character class range", argument);
    case RE2::ErrorMissingBracket:
      ThrowSyntaxError("missing closing ]", argument);
    case RE2::ErrorMissingParen:
      ThrowSyntaxError("missing closing )", pattern);
    case RE2::ErrorUnexpectedParen:
      ThrowSyntaxError("unexpected )", pattern);
    case RE2::ErrorTrailingBackslash:
      ThrowSyntaxError("trailing backslash at end of expression", "");
    case RE2::ErrorRepeatArgument:
      ThrowSyntaxError(argument.size() > 1 ? "invalid nested repetition operator"
                                           : "missing argument to repetition operator",
                       argument);
    case RE2::ErrorRepeatSize:
      ThrowSyntaxError("invalid repeat count", argument);
    case RE2::ErrorRepeatOp:
      ThrowSyntaxError("invalid nested repetition operator", argument);
    case RE2::ErrorBadPerlOp:
      ThrowSyntaxError("invalid or unsupported Perl syntax", argument);
    case RE2::ErrorBadUTF8:
      ThrowSyntaxError("invalid UTF-8", pattern);
    case RE2::ErrorBadNamedCapture:
      ThrowSyntaxError("invalid named capture", argument);
    default:
      ThrowSyntaxError("expression too large", pattern);
  }
}

}  // namespace

std::unique_ptr<RE2> CompileRegexp(std::string_view pattern) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(64 << 20);
  auto compiled = std::make_unique<RE2>(Translate(pattern), options);
  if (!compiled->ok()) ThrowCompileError(*compiled, pattern);
  return compiled;
}

}  // namespace pkgrepo::go
