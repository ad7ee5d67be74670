#include "yaml/scalar_style.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/strings.h"
#include "base/utf8.h"
#include "yaml/scalar.h"

namespace pkgrepo::yaml {
namespace {

constexpr size_t kLongestSimpleKey = 128;  // bytes, tag included
constexpr size_t kBinaryLine = 70;         // characters of base 64
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

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
  bool is_valid = true;  // UTF-8
  bool has_newline = false;
  bool has_other_break = false;  // of Unicode
  bool is_multiline = false;
  bool plain_allowed = true;
  bool single_quotes_allowed = true;
  bool block_allowed = true;
};

// Whether a character that has a meaning at this place rules out plain style.
constexpr bool IsIndicator(uint32_t c, bool first, bool preceded_by_blank, bool followed_by_blank) {
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

// Gathers an Analysis character by character.
class Analyzer {
 public:
  explicit Analyzer(std::string_view text) : text_(text) {
    if (text.substr(0, 3) == "---" || text.substr(0, 3) == "...") result_.plain_allowed = false;
  }

  // `following` is the character behind `c`; 0 stands for the end of the text.
  void Add(uint32_t c, bool first, bool last, uint32_t following) {
    const bool is_space = c == ' ';
    const bool is_break = IsBreak(c);
    if (IsIndicator(c, first, preceded_by_blank_, IsBlankOrBreakOrEnd(following)))
      result_.plain_allowed = false;
    if (!IsPrintable(c)) special_ = true;
    if (c == kInvalidCharacter) result_.is_valid = false;
    if (is_break) result_.is_multiline = true;
    if (c == '\n') {
      result_.has_newline = true;
    } else if (is_break) {
      result_.has_other_break = true;
    }
    if ((is_space || is_break) && (first || last)) blank_at_end_ = true;
    if (is_space && last) result_.block_allowed = false;
    if (is_space && previous_break_) break_before_space_ = true;
    if (is_break && previous_space_) space_before_break_ = true;
    previous_space_ = is_space;
    previous_break_ = is_break;
    preceded_by_blank_ = is_space || c == '\t' || c == 0 || is_break;
  }

  // The same for the frequent case: a run of signs that never have a meaning where they stand, and of blanks
  // that are inside the text.
  void AddOrdinary(std::string_view run) {
    if (run.front() == ' ' && previous_break_) break_before_space_ = true;
    previous_space_ = preceded_by_blank_ = run.back() == ' ';
    previous_break_ = false;
  }

  Analysis Finish() {
    if (text_.substr(0, 3) == kByteOrderMark) special_ = true;
    if (blank_at_end_ || break_before_space_ || result_.is_multiline) result_.plain_allowed = false;
    if (break_before_space_) result_.single_quotes_allowed = false;
    if (space_before_break_ || special_) {
      result_.plain_allowed = result_.single_quotes_allowed = result_.block_allowed = false;
    }
    return result_;
  }

 private:
  std::string_view text_;
  Analysis result_;
  bool space_before_break_ = false;
  bool break_before_space_ = false;
  bool special_ = false;
  bool blank_at_end_ = false;  // or at the start
  bool previous_space_ = false;
  bool previous_break_ = false;
  bool preceded_by_blank_ = true;
};

// By byte, whether a character is ordinary at the start of a text.
constexpr std::array<bool, 256> kOrdinaryAtStart = [] {
  std::array<bool, 256> table{};
  for (uint32_t c = 0x21; c <= 0x7E; ++c) table[c] = !IsIndicator(c, true, true, true);
  return table;
}();

// By byte, whether a character is ordinary inside of a text.
constexpr std::array<bool, 256> kOrdinaryInside = [] {
  std::array<bool, 256> table{};
  for (size_t c = 0x20; c <= 0x7E; ++c) table[c] = c != ':' && c != '#';
  return table;
}();

// The length of the run of ordinary characters at `start`.
size_t OrdinaryLength(std::string_view text, size_t start) {
  const auto is_in = [text](const std::array<bool, 256>& table, size_t at) {
    return table[static_cast<unsigned char>(text[at])];
  };
  if (start == 0 && !is_in(kOrdinaryAtStart, 0)) return 0;
  size_t end = start;
  while (end < text.size() && is_in(kOrdinaryInside, end)) ++end;
  const bool ends_in_blank = end == text.size() && end > start && text[end - 1] == ' ';
  return end - start - (ends_in_blank ? 1 : 0);
}

Analysis Analyze(std::string_view text) {
  Analyzer analyzer(text);
  for (size_t i = 0; i < text.size();) {
    const size_t start = i;
    if (const size_t length = OrdinaryLength(text, i); length > 0) {
      analyzer.AddOrdinary(text.substr(i, length));
      i += length;
      continue;
    }
    const uint32_t c = DecodeUtf8(text, i);
    size_t next = i;
    const uint32_t following = i < text.size() ? DecodeUtf8(text, next) : 0;
    analyzer.Add(c, start == 0, i == text.size(), following);
  }
  return analyzer.Finish();
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

// By byte, whether a character, no blank, is its own between double quotes.
constexpr std::array<bool, 256> kUnescaped = [] {
  std::array<bool, 256> table{};
  for (size_t c = 0x21; c <= 0x7E; ++c) table[c] = c != '"' && c != '\\';
  return table;
}();

// Breaks long lines at blanks. It watches what is appended to `out`, of which it counts the last line's
// columns.
class LineFolder {
 public:
  LineFolder(std::string& out, int indent, size_t width) : out_(out), indent_(indent), width_(width) {
    if (width == kNeverFolded) return;
    const size_t newline = out.rfind('\n');
    counted_ = newline == std::string::npos ? 0 : newline + 1;
  }

  bool folds() const { return width_ != kNeverFolded; }

  // Whether the blank at `offset` of the text, which is not its first or last character, may become a line
  // break.
  bool WantsBreak(std::string_view text, size_t offset) {
    return folds() && offset > 0 && offset + 1 < text.size() && text[offset - 1] != ' ' && Column() > width_;
  }

  void Break() {
    out_ += '\n';
    StartLine();
    AppendIndent(out_, indent_);
  }

  // The last line begins here, after a break that is part of the text.
  void StartLine() {
    counted_ = out_.size();
    column_ = 0;
  }

 private:
  size_t Column() {
    for (; counted_ < out_.size(); ++counted_) {
      const bool begins_character = (static_cast<unsigned char>(out_[counted_]) & 0xC0) != 0x80;
      column_ += begins_character ? 1 : 0;
    }
    return column_;
  }

  std::string& out_;
  const int indent_;
  const size_t width_;
  size_t counted_ = 0;  // bytes of `out_`
  size_t column_ = 0;
};

void AppendPlain(std::string& out, std::string_view text, LineFolder& folder) {
  if (!folder.folds()) {
    out += text;
    return;
  }
  size_t written = 0;
  for (size_t i = text.find(' '); i != std::string_view::npos; i = text.find(' ', i + 1)) {
    out.append(text, written, i - written);
    written = i;
    if (!folder.WantsBreak(text, i) || text[i + 1] == ' ') continue;
    folder.Break();
    ++written;
  }
  out.append(text, written);
}

void AppendDoubleQuoted(std::string& out, std::string_view text, LineFolder& folder) {
  // The emitter looks for a byte order mark at the start whatever the place, so that a text that begins with
  // one has all its characters escaped.
  const bool escape_all = text.substr(0, 3) == kByteOrderMark;
  out += '"';
  for (size_t i = 0; i < text.size();) {
    const size_t start = i;
    while (!escape_all && i < text.size() && kUnescaped[static_cast<unsigned char>(text[i])]) ++i;
    if (i > start) {
      out.append(text, start, i - start);
      continue;
    }
    const uint32_t c = DecodeUtf8(text, i);
    if (escape_all || !IsPrintable(c) || IsBreak(c) || c == '"' || c == '\\') {
      AppendEscape(out, c);
    } else if (c == ' ' && folder.WantsBreak(text, start)) {
      folder.Break();
      if (text[i] == ' ') out += '\\';
    } else {
      out.append(text, start, i - start);
    }
  }
  out += '"';
}

void AppendSingleQuoted(std::string& out, std::string_view text, int indent, LineFolder& folder) {
  out += '\'';
  bool after_break = false;
  for (size_t i = 0; i < text.size();) {
    const size_t start = i;
    const uint32_t c = DecodeUtf8(text, i);
    if (c == ' ' && folder.WantsBreak(text, start) && text[i] != ' ') {
      folder.Break();
      continue;
    }
    if (after_break && !IsBreak(c)) AppendIndent(out, indent);
    after_break = IsBreak(c);
    if (c == '\'') out += '\'';
    out.append(text, start, i - start);
    if (after_break) folder.StartLine();
  }
  out += '\'';
}

bool BeginsWithBreak(std::string_view text) {
  size_t offset = 0;
  return IsBreak(DecodeUtf8(text, offset));
}

// A line may hold Unicode's other line breaks, after which it is indented again.
void AppendBlockLine(std::string& out, std::string_view line, int indent) {
  bool after_break = true;
  for (size_t i = 0; i < line.size();) {
    const size_t start = i;
    const bool is_break = IsBreak(DecodeUtf8(line, i));
    if (after_break && !is_break) AppendIndent(out, indent);
    after_break = is_break;
    out.append(line, start, i - start);
  }
}

void AppendBlock(std::string& out, std::string_view text, int indent, bool has_other_break) {
  out += '|';
  if (text[0] == ' ' || BeginsWithBreak(text)) out += '2';
  const bool ends_line = text.back() == '\n';
  if (!ends_line) {
    out += '-';
  } else if (text.size() == 1 || text[text.size() - 2] == '\n') {
    out += '+';
  }
  if (ends_line) text.remove_suffix(1);
  for (size_t start = 0; start <= text.size();) {
    const size_t end = std::min(text.find('\n', start), text.size());
    out += '\n';
    if (has_other_break) {
      AppendBlockLine(out, text.substr(start, end - start), indent);
    } else if (end > start) {
      AppendIndent(out, indent);
      out.append(text, start, end - start);
    }
    start = end + 1;
  }
}

// Text that is not UTF-8: never in quotes, whatever it looks like.
void AppendBinary(std::string& out, std::string_view bytes, int indent) {
  const std::string encoded = Base64Encode(bytes);
  out += "!!binary ";
  if (encoded.size() < kBinaryLine) {
    out += encoded;
    return;
  }
  out += '|';
  for (size_t i = 0; i < encoded.size(); i += kBinaryLine) {
    out += '\n';
    AppendIndent(out, indent);
    out.append(encoded, i, kBinaryLine);
  }
}

}  // namespace

void AppendScalarText(std::string& out, std::string_view text, int indent, ScalarPlace place,
                      size_t fold_width) {
  const Analysis analysis = Analyze(text);
  if (!analysis.is_valid) return AppendBinary(out, text, indent);
  const bool key = place == ScalarPlace::kSimpleKey;
  LineFolder folder(out, indent, key ? kNeverFolded : fold_width);
  if (analysis.has_newline) {
    if (key || !analysis.block_allowed) return AppendDoubleQuoted(out, text, folder);
    return AppendBlock(out, text, indent, analysis.has_other_break);
  }
  if (LooksLikeOtherType(text)) return AppendDoubleQuoted(out, text, folder);
  if (analysis.plain_allowed) {
    AppendPlain(out, text, folder);
  } else if (analysis.single_quotes_allowed && !(key && analysis.is_multiline)) {
    AppendSingleQuoted(out, text, indent, folder);
  } else {
    AppendDoubleQuoted(out, text, folder);
  }
}

bool NeedsExplicitKey(std::string_view text) {
  if (text.size() > kLongestSimpleKey) return true;
  const bool is_ascii_line = std::all_of(text.begin(), text.end(), [](char c) { return c >= ' '; });
  if (is_ascii_line) return false;
  if (!IsValidUtf8(text)) return (text.size() + 2) / 3 * 4 >= kBinaryLine;
  return Analyze(text).is_multiline;
}

}  // namespace pkgrepo::yaml
