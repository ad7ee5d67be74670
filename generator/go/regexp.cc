#include "go/regexp.h"

#include <string>

#include "base/error.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "go/unicode.h"

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

// \C is in RE2 but not in Go. In its place there will be an escape that neither knows, so that RE2 refuses it.
constexpr std::string_view kUnknownEscape = "\\Y";

std::string WithoutSingleBytes(std::string_view pattern) {
  std::string out(pattern);
  WalkPattern(pattern, [&](size_t at) -> size_t {
    if (pattern.substr(at, 2) == "\\C") out.replace(at, 2, kUnknownEscape);
    return pattern[at] == '\\' ? 2 : 1;
  });
  return out;
}

// The pattern from its first byte that is not UTF-8; within a name, up to the end of that.
std::string_view FromInvalidByte(std::string_view pattern) {
  size_t at = 0;
  for (size_t length = 0; at < pattern.size(); at += length) {
    if (DecodeRune(pattern.substr(at), length) == kReplacementRune && length == 1) break;
  }
  const std::string_view before = pattern.substr(0, at);
  for (const auto& [opening, closing] :
       {std::pair("\\p{", '}'), std::pair("\\P{", '}'), std::pair("(?P<", '>')}) {
    const size_t name = before.rfind(opening);
    if (name == before.npos || before.find(closing, name) != before.npos) continue;
    return pattern.substr(at, pattern.substr(at).find(closing));
  }
  return pattern.substr(at);
}

RE2::Options Options() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(64 << 20);
  return options;
}

// `argument` is two repetition operators; Go looks at the numbers of the second one first.
void CheckRepeatCount(const std::string& argument) {
  const size_t brace = argument.find('{');
  if (brace == argument.npos) return;
  const std::string count = argument.substr(brace);
  if (RE2("x" + count, Options()).error_code() == RE2::ErrorRepeatSize)
    ThrowSyntaxError("invalid repeat count", count);
}

[[noreturn]] void ThrowCompileError(const RE2& compiled, std::string_view pattern) {
  const std::string argument = ReplaceAll(compiled.error_arg(), kUnknownEscape, "\\C");
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
      ThrowSyntaxError("missing argument to repetition operator", argument);
    case RE2::ErrorRepeatSize:
      ThrowSyntaxError("invalid repeat count", argument.substr(0, argument.find('}') + 1));
    case RE2::ErrorRepeatOp:
      CheckRepeatCount(argument);
      ThrowSyntaxError("invalid nested repetition operator", argument);
    case RE2::ErrorBadPerlOp:
      ThrowSyntaxError("invalid or unsupported Perl syntax", argument);
    case RE2::ErrorBadUTF8:
      if (!IsValidUtf8(pattern)) ThrowSyntaxError("invalid UTF-8", FromInvalidByte(pattern));
      ThrowSyntaxError("invalid escape sequence", pattern.substr(pattern.rfind("\\x{")));  // it ends within
    case RE2::ErrorBadNamedCapture:
      ThrowSyntaxError("invalid named capture", argument);
    default:
      ThrowSyntaxError("expression too large", pattern);
  }
}

}  // namespace

std::unique_ptr<RE2> CompileRegexp(std::string_view pattern) {
  auto compiled = std::make_unique<RE2>(WithoutSingleBytes(pattern), Options());
  if (!compiled->ok()) ThrowCompileError(*compiled, pattern);
  return compiled;
}

}  // namespace pkgrepo::go
