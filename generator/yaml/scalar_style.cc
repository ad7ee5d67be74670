#include "yaml/scalar_style.h"

#include <algorithm>
#include <cstdint>

#include "base/strings.h"
#include "yaml/scalar.h"
#include "yaml/utf8.h"

namespace pkgrepo::yaml {
namespace {

constexpr size_t kLongestSimpleKey = 128;  // bytes, tag included

bool IsBreak(uint32_t c) { return c == '\r' || c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029; }
bool IsBlank(uint32_t c) { return c == ' ' || c == '\t'; }
bool IsBlankOrBreakOrEnd(uint32_t c) { return c == 0 || IsBlank(c) || IsBreak(c); }

// Characters that stand for themselves outside double quotes; those beyond the basic plane don't.
bool IsPrintable(uint32_t c) {
  return c == '\n' || (c >= 0x20 && c <= 0x7E) || (c >= 0xA0 && c <= 0xD7FF) ||
         (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF);
}

// What the emitter of libyaml finds out about a text before it chooses a style.
struct Analysis {
  bool is_multiline = false;
  bool plain_allowed = true;
  bool single_quotes_allowed = true;
  bool block_allowed = true;
};

// Whether a character that has a meaning at this place rules out plain style.
bool IsIndicator(uint32_t c, bool first, bool preceded_by_blank, bool followed_by_blank) {
  if (!first) return (c == ':' && followed_by_blank) || (c == '#' && preceded_by_blank);
  switch (c) {
    case '#':
    case ',':
    case '[':
    case ']':
    case '{':
    case '}':
    case '&':
    case '*':
    case '!':
    case '|':
    case '>':
    case '\'':
    case '"':
    case '%':
    case '@':
    case '`':
      return true;
    case '?':
    case ':':
    case '-':
      return followed_by_blank;
    default:
      return false;
  }
}

// The common case, decided without a look at every rule: letters, digits and a few signs.
bool IsSimplePlain(std::string_view text) {
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '/';
  };
  if (text.empty() || !is_word(text[0]) || !is_word(text.back())) return false;
  return std::all_of(text.begin(), text.end(), [&](char c) { return is_word(c) || c == '-' || c == '.'; });
}

Analysis Analyze(std::string_view text) {
  Analysis result;
  if (IsSimplePlain(text)) return result;
  bool space_before_break = false;
  bool break_before_space = false;
  bool special = false;
  bool blank_at_end = false;  // or at the start
  bool previous_space = false;
  bool previous_break = false;
  bool preceded_by_blank = true;
  if (text.substr(0, 3) == "---" || text.substr(0, 3) == "...") result.plain_allowed = false;
  for (size_t i = 0; i < text.size();) {
    const size_t start = i;
    const uint32_t c = DecodeUtf8(text, i);
    size_t next = i;
    const uint32_t following = i < text.size() ? DecodeUtf8(text, next) : 0;
    const bool first = start == 0;
    const bool last = i == text.size();
    if (IsIndicator(c, first, preceded_by_blank, IsBlankOrBreakOrEnd(following)))
      result.plain_allowed = false;
    if (!IsPrintable(c)) special = true;
    if (IsBreak(c)) result.is_multiline = true;
    const bool is_space = c == ' ';
    if ((is_space || IsBreak(c)) && (first || last)) blank_at_end = true;
    if (is_space && last) result.block_allowed = false;
    if (is_space && previous_break) break_before_space = true;
    if (IsBreak(c) && previous_space) space_before_break = true;
    previous_space = is_space;
    previous_break = IsBreak(c);
    preceded_by_blank = IsBlankOrBreakOrEnd(c);
  }
  if (text.substr(0, 3) == "\xEF\xBB\xBF") special = true;
  if (blank_at_end || break_before_space || result.is_multiline) result.plain_allowed = false;
  if (break_before_space) result.single_quotes_allowed = false;
  if (space_before_break || special) {
    result.plain_allowed = result.single_quotes_allowed = result.block_allowed = false;
  }
  return result;
}

void AppendIndent(std::string& out, int indent) { out.append(static_cast<size_t>(std::max(indent, 0)), ' '); }

void AppendEscape(std::string& out, uint32_t c) {
  switch (c) {
    case 0:
      out += "\\0";
      return;
    case '\a':
      out += "\\a";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\v':
      out += "\\v";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\r':
      out += "\\r";
      return;
    case 0x1B:
      out += "\\e";
      return;
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case 0x85:
      out += "\\N";
      return;
    case 0xA0:
      out += "\\_";
      return;
    case 0x2028:
      out += "\\L";
      return;
    case 0x2029:
      out += "\\P";
      return;
    default:
      break;
  }
  const int digits = c <= 0xFF ? 2 : c <= 0xFFFF ? 4 : 8;
  out += '\\';
  out += digits == 2 ? 'x' : digits == 4 ? 'u' : 'U';
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += "0123456789ABCDEF"[(c >> shift) & 15];
}

void AppendDoubleQuoted(std::string& out, std::string_view text) {
  // The emitter ytt uses looks for a byte order mark at the start whatever the place, so that a text that
  // begins with one has all its characters escaped.
  const bool escape_all = text.substr(0, 3) == "\xEF\xBB\xBF";
  out += '"';
  for (size_t i = 0; i < text.size();) {
    const size_t start = i;
    const uint32_t c = DecodeUtf8(text, i);
    if (escape_all || !IsPrintable(c) || IsBreak(c) || c == '"' || c == '\\') {
      AppendEscape(out, c);
    } else {
      out.append(text, start, i - start);
    }
  }
  out += '"';
}

void AppendSingleQuoted(std::string& out, std::string_view text, int indent) {
  out += '\'';
  bool after_break = false;
  for (size_t i = 0; i < text.size();) {
    const size_t start = i;
    const uint32_t c = DecodeUtf8(text, i);
    if (after_break && !IsBreak(c)) AppendIndent(out, indent);
    after_break = IsBreak(c);
    if (c == '\'') out += '\'';
    out.append(text, start, i - start);
  }
  if (after_break) AppendIndent(out, indent);
  out += '\'';
}

void AppendBlock(std::string& out, std::string_view text, int indent) {
  out += '|';
  if (text[0] == ' ' || text[0] == '\n') out += '2';
  const bool ends_line = text.back() == '\n';
  if (!ends_line) {
    out += '-';
  } else if (text.size() == 1 || text[text.size() - 2] == '\n') {
    out += '+';
  }
  if (ends_line) text.remove_suffix(1);
  for (const std::string_view line : Split(text, '\n')) {
    out += '\n';
    if (line.empty()) continue;
    AppendIndent(out, indent);
    out += line;
  }
}

}  // namespace

void AppendScalarText(std::string& out, std::string_view text, int indent, ScalarPlace place) {
  if (!IsValidUtf8(text)) {
    out += "!!binary ";
    return AppendScalarText(out, Base64Encode(text), indent, place);
  }
  const Analysis analysis = Analyze(text);
  const bool key = place == ScalarPlace::kSimpleKey;
  if (text.find('\n') != std::string_view::npos) {
    if (key || !analysis.block_allowed) return AppendDoubleQuoted(out, text);
    return AppendBlock(out, text, indent);
  }
  if (LooksLikeOtherType(text)) return AppendDoubleQuoted(out, text);
  if (analysis.plain_allowed) {
    out += text;
  } else if (analysis.single_quotes_allowed && !(key && analysis.is_multiline)) {
    AppendSingleQuoted(out, text, indent);
  } else {
    AppendDoubleQuoted(out, text);
  }
}

bool NeedsExplicitKey(std::string_view text) {
  return text.size() > kLongestSimpleKey ||
         (text.find('\n') != std::string_view::npos && Analyze(text).is_multiline);
}

}  // namespace pkgrepo::yaml
