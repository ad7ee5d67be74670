#include "yaml/json_yaml_scalar.h"

#include <fmt/format.h>

#include <cstdint>
#include <iterator>

#include "yaml/json_yaml_utf8.h"
#include "yaml/scalar.h"

namespace pkgrepo::yaml {
namespace {

constexpr size_t kBestWidth = 80;
constexpr size_t kMaxSimpleKeyBytes = 128;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Char {
  char32_t code = 0;
  std::string_view bytes;

  bool is_space() const { return code == ' '; }
  bool is_break() const {
    return code == '\n' || code == '\r' || code == 0x85 || code == 0x2028 || code == 0x2029;
  }
  bool is_blank_or_break() const { return code == ' ' || code == '\t' || is_break(); }
};

Char CharAt(std::string_view text, size_t offset) {
  size_t size = 0;
  char32_t code = DecodeUtf8(text.substr(offset), &size);
  return {code, text.substr(offset, size)};
}

// Calls visit(character, offset) for every character.
template <typename Visit>
void ForEachChar(std::string_view text, Visit visit) {
  for (size_t offset = 0; offset < text.size();) {
    Char c = CharAt(text, offset);
    visit(c, offset);
    offset += c.bytes.size();
  }
}

// What may stand in YAML unescaped. Characters outside the basic plane count as unprintable.
bool IsPrintable(char32_t c) {
  if (c < 0xA0) return c == '\n' || (c >= 0x20 && c < 0x7F);
  return c < 0xD800 || (c >= 0xE000 && c < 0xFFFE && c != 0xFEFF);
}

bool IsIndicatorAtStart(char32_t c, bool before_blank) {
  if (c == '-' || c == '?' || c == ':') return before_blank;
  return c < 0x80 &&
         std::string_view("#,[]{}&*!|>'\"%@`").find(static_cast<char>(c)) != std::string_view::npos;
}

bool IsIndicatorInside(char32_t c, bool after_blank, bool before_blank) {
  return (c == ':' && before_blank) || (c == '#' && after_blank);
}

// Which styles a text allows.
struct Analysis {
  bool multiline = false;
  bool plain_allowed = true;
  bool single_quoted_allowed = true;
  bool block_allowed = true;
};

// A text of only letters, digits and a few harmless signs, as most are, allows every style.
bool IsHarmless(std::string_view text) {
  for (char c : text) {
    bool harmless = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
                    c == '_' || c == '.' || c == '$' || c == '(' || c == ')' || c == '=' || c == '+' ||
                    c == ';';
    if (!harmless) return false;
  }
  return !text.starts_with("...");
}

Analysis Analyze(std::string_view text) {
  Analysis analysis;
  if (text.empty()) {
    analysis.block_allowed = false;
    return analysis;
  }
  if (IsHarmless(text)) return analysis;
  bool indicators = text.starts_with("---") || text.starts_with("...");
  bool special = false, space_at_end = false, blank_at_edge = false;
  bool space_then_break = false, break_then_space = false;
  bool previous_space = false, previous_break = false, after_blank = true;
  ForEachChar(text, [&](const Char& c, size_t offset) {
    size_t next = offset + c.bytes.size();
    bool first = offset == 0, last = next == text.size();
    bool before_blank = last || CharAt(text, next).is_blank_or_break();
    indicators |= first ? IsIndicatorAtStart(c.code, before_blank)
                        : IsIndicatorInside(c.code, after_blank, before_blank);
    special |= !IsPrintable(c.code);
    analysis.multiline |= c.is_break();
    if (c.is_space() || c.is_break()) blank_at_edge |= first || last;
    space_at_end |= c.is_space() && last;
    break_then_space |= c.is_space() && previous_break;
    space_then_break |= c.is_break() && previous_space;
    previous_space = c.is_space();
    previous_break = c.is_break();
    after_blank = c.is_blank_or_break();
  });
  bool needs_escapes = special || space_then_break;
  analysis.plain_allowed =
      !indicators && !blank_at_edge && !analysis.multiline && !break_then_space && !needs_escapes;
  analysis.single_quoted_allowed = !break_then_space && !needs_escapes;
  analysis.block_allowed = !space_at_end && !needs_escapes;
  return analysis;
}

// Where lines may be folded: to which column the rest goes; a key is never folded.
struct Folding {
  bool allowed = false;
  size_t indent = 0;

  // Whether the space at `offset`, the first of its run, should become a line break.
  bool BreaksAt(size_t offset, bool after_space, std::string_view text, const YamlText& out) const {
    return allowed && !after_space && out.column() > kBestWidth && offset > 0 && offset + 1 < text.size();
  }
};

void WritePlain(std::string_view text, const Folding& folding, YamlText* out) {
  bool after_space = false;
  ForEachChar(text, [&](const Char& c, size_t offset) {
    if (c.is_space() && folding.BreaksAt(offset, after_space, text, *out) && text[offset + 1] != ' ') {
      out->StartLine(folding.indent);
    } else {
      out->PutChar(c.bytes);
    }
    after_space = c.is_space();
  });
}

void WriteSingleQuoted(std::string_view text, const Folding& folding, YamlText* out) {
  bool after_space = false, after_break = false;
  out->Put("'");
  ForEachChar(text, [&](const Char& c, size_t offset) {
    if (c.is_space()) {
      if (folding.BreaksAt(offset, after_space, text, *out) && text[offset + 1] != ' ') {
        out->StartLine(folding.indent);
      } else {
        out->PutChar(c.bytes);
      }
      after_space = true;
      return;
    }
    if (c.is_break()) {
      if (!after_break && c.code == '\n') out->PutBreak("\n");
      out->PutBreak(c.bytes);
      after_break = true;
      return;
    }
    if (after_break) out->StartLine(folding.indent);
    if (c.code == '\'') out->Put("'");
    out->PutChar(c.bytes);
    after_space = after_break = false;
  });
  out->Put("'");
}

std::string Escape(char32_t c) {
  switch (c) {
    case 0x00:
      return "\\0";
    case 0x07:
      return "\\a";
    case 0x08:
      return "\\b";
    case 0x09:
      return "\\t";
    case 0x0A:
      return "\\n";
    case 0x0B:
      return "\\v";
    case 0x0C:
      return "\\f";
    case 0x0D:
      return "\\r";
    case 0x1B:
      return "\\e";
    case 0x22:
      return "\\\"";
    case 0x5C:
      return "\\\\";
    case 0x85:
      return "\\N";
    case 0xA0:
      return "\\_";
    case 0x2028:
      return "\\L";
    case 0x2029:
      return "\\P";
    default:
      break;
  }
  uint32_t code = c;
  if (code <= 0xFF) return fmt::format("\\x{:02X}", code);
  if (code <= 0xFFFF) return fmt::format("\\u{:04X}", code);
  return fmt::format("\\U{:08X}", code);
}

void WriteDoubleQuoted(std::string_view text, const Folding& folding, YamlText* out) {
  // Go's emitter looks for a byte order mark at the start of the text wherever it is, and so escapes all of
  // it.
  bool escape_all = text.starts_with(kByteOrderMark);
  bool after_space = false;
  out->Put("\"");
  ForEachChar(text, [&](const Char& c, size_t offset) {
    if (escape_all || !IsPrintable(c.code) || c.is_break() || c.code == '"' || c.code == '\\') {
      out->Put(Escape(c.code));
    } else if (c.is_space() && folding.BreaksAt(offset, after_space, text, *out)) {
      out->StartLine(folding.indent);
      if (text[offset + 1] == ' ') out->Put("\\");
    } else {
      out->PutChar(c.bytes);
    }
    after_space = c.is_space();
  });
  out->Put("\"");
}

// "|", then how far the text is indented where its own leading blanks would hide that, then what becomes of
// the line breaks at its end.
std::string BlockHeader(std::string_view text) {
  std::string header = "|";
  Char first = CharAt(text, 0);
  if (first.is_space() || first.is_break()) header += '2';
  Char last, before_last;
  ForEachChar(text, [&](const Char& c, size_t) {
    before_last = last;
    last = c;
  });
  if (!last.is_break()) return header + '-';
  bool only_break = last.bytes.size() == text.size();
  return only_break || before_last.is_break() ? header + '+' : header;
}

void WriteBlock(std::string_view text, size_t indent, YamlText* out) {
  out->Put(BlockHeader(text));
  out->PutBreak("\n");
  bool after_break = true;
  ForEachChar(text, [&](const Char& c, size_t) {
    if (c.is_break()) {
      out->PutBreak(c.bytes);
    } else {
      if (after_break) out->StartLine(indent);
      out->PutChar(c.bytes);
    }
    after_break = c.is_break();
  });
}

}  // namespace

bool IsSimpleKey(std::string_view text) {
  return text.size() <= kMaxSimpleKeyBytes && !Analyze(text).multiline;
}

void WriteKeyScalar(std::string_view text, YamlText* out) {
  Analysis analysis = Analyze(text);
  if (LooksLikeOtherType(text) || !analysis.single_quoted_allowed) {
    WriteDoubleQuoted(text, {}, out);
  } else if (analysis.plain_allowed) {
    WritePlain(text, {}, out);
  } else {
    WriteSingleQuoted(text, {}, out);
  }
}

void WriteValueScalar(std::string_view text, size_t indent, YamlText* out) {
  Analysis analysis = Analyze(text);
  Folding folding{.allowed = true, .indent = indent};
  if (text.find('\n') != std::string_view::npos) {
    analysis.block_allowed ? WriteBlock(text, indent, out) : WriteDoubleQuoted(text, folding, out);
  } else if (LooksLikeOtherType(text) || !analysis.single_quoted_allowed) {
    WriteDoubleQuoted(text, folding, out);
  } else if (analysis.plain_allowed) {
    WritePlain(text, folding, out);
  } else {
    WriteSingleQuoted(text, folding, out);
  }
}

}  // namespace pkgrepo::yaml
