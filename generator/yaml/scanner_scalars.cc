// Plain, quoted and block scalars.

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/utf8.h"
#include "yaml/scanner.h"

namespace pkgrepo::yaml {
namespace {

// Bytes that a plain scalar goes on with wherever it stands: ASCII without blanks and without what may end
// it.
constexpr std::array<bool, 256> kGoesOnPlain = [] {
  std::array<bool, 256> table{};
  for (size_t c = 0x21; c <= 0x7E; ++c) table[c] = true;
  for (const char c : {':', ',', '?', '[', ']', '{', '}', '#'}) table[static_cast<size_t>(c)] = false;
  return table;
}();

// Bytes that are not a line break, do not begin one, and are a character of their own.
constexpr std::array<bool, 256> kGoesOnLine = [] {
  std::array<bool, 256> table{};
  for (size_t c = 0x20; c <= 0x7E; ++c) table[c] = true;
  table['\t'] = true;
  return table;
}();

constexpr std::array<bool, 256> Without(std::array<bool, 256> table, std::initializer_list<char> signs) {
  for (const char c : signs) table[static_cast<size_t>(c)] = false;
  return table;
}

constexpr std::array<bool, 256> kGoesOnQuoted = Without(kGoesOnLine, {'\'', '"', '\\'});
constexpr std::array<bool, 256> kGoesOnQuotedWord = Without(kGoesOnQuoted, {' ', '\t'});

}  // namespace

void Scanner::SkipLine() {
  while (true) {
    SkipAscii(kGoesOnLine);
    if (AtEnd() || BreakLength() > 0) return;
    Advance();
  }
}

// Passes over bytes that the table has. It has no NUL, which ends the text.
void Scanner::SkipAscii(const std::array<bool, 256>& table) {
  size_t end = offset_;
  while (table[static_cast<unsigned char>(text_[end])]) ++end;
  AdvanceAscii(end - offset_);
}

// Passes over such bytes of plain scalars, and over single blanks between them.
void Scanner::SkipPlainWords() {
  const auto goes_on = [this](size_t at) { return kGoesOnPlain[static_cast<unsigned char>(text_[at])]; };
  size_t end = offset_;
  while (goes_on(end) || (text_[end] == ' ' && goes_on(end + 1))) ++end;
  AdvanceAscii(end - offset_);
}

// Puts what stood between two pieces of a scalar into its text: blanks on one line, or line breaks, of which
// a single one becomes a blank.
void Scanner::Join(std::string& text, std::string& blanks, std::string& first_break, std::string& more_breaks,
                   bool has_break) {
  if (!has_break) {
    text += blanks;
    blanks.clear();
    return;
  }
  if (!first_break.empty() && first_break[0] == '\n') {
    text += more_breaks.empty() ? " " : more_breaks;
  } else {
    text += first_break;
    text += more_breaks;
  }
  first_break.clear();
  more_breaks.clear();
}

void Scanner::FetchBlockScalar(bool literal) {
  RemoveKey();
  key_allowed_ = true;
  Token token{.type = Token::Type::kScalar, .start = Here(), .end = Here()};
  AdvanceAscii(1);
  int chomping = 0;
  int64_t increment = 0;
  const auto take_chomping = [&] {
    if (At() != '+' && At() != '-') return false;
    chomping = At() == '+' ? 1 : -1;
    AdvanceAscii(1);
    return true;
  };
  const auto take_increment = [&] {
    if (At() < '0' || At() > '9') return;
    if (At() == '0') Fail("found an indentation indicator equal to 0");
    increment = At() - '0';
    AdvanceAscii(1);
  };
  if (take_chomping()) {
    take_increment();
  } else {
    take_increment();
    take_chomping();
  }
  while (IsBlank()) AdvanceAscii(1);
  if (At() == '#') SkipLine();
  if (!AtEnd() && BreakLength() == 0) Fail("did not find expected comment or line break");
  if (!AtEnd()) AdvanceLine();

  token.decoded = std::make_unique<std::string>();
  std::string& text = *token.decoded;
  std::string first_break;
  std::string more_breaks;
  bool leading_blank = false;
  int64_t indent = increment > 0 ? std::max<int64_t>(indent_, 0) + increment : 0;
  ScanBlockBreaks(indent, more_breaks, token.end);
  while (static_cast<int64_t>(column_) == indent && !AtEnd()) {
    const bool trailing_blank = IsBlank();
    const bool folds =
        !literal && !first_break.empty() && first_break[0] == '\n' && !leading_blank && !trailing_blank;
    if (!folds) {
      text += first_break;
    } else if (more_breaks.empty()) {
      text += ' ';
    }
    first_break.clear();
    text += more_breaks;
    more_breaks.clear();
    leading_blank = IsBlank();
    const size_t start = offset_;
    SkipLine();
    text.append(text_ + start, offset_ - start);
    token.end = Here();
    if (AtEnd()) break;
    TakeBreak(first_break);
    ScanBlockBreaks(indent, more_breaks, token.end);
  }
  if (chomping != -1) text += first_break;
  if (chomping == 1) text += more_breaks;
  token.text = text;
  tokens_.push_back(std::move(token));
}

// Empty lines and the indentation of the next line. An indentation of 0 is still to be found out.
void Scanner::ScanBlockBreaks(int64_t& indent, std::string& breaks, Mark& end) {
  int64_t deepest = 0;
  end = Here();
  while (true) {
    const auto may_indent = [&] { return indent == 0 || static_cast<int64_t>(column_) < indent; };
    while (may_indent() && At() == ' ') AdvanceAscii(1);
    deepest = std::max<int64_t>(deepest, column_);
    if (may_indent() && At() == '\t') Fail("found a tab character where an indentation space is expected");
    if (BreakLength() == 0) break;
    TakeBreak(breaks);
    end = Here();
  }
  if (indent == 0) indent = std::max<int64_t>({deepest, indent_ + 1, 1});
}

void Scanner::FetchQuotedScalar(bool single) {
  SaveKey();
  key_allowed_ = false;
  Token token{.type = Token::Type::kScalar, .start = Here(), .end = Here()};
  const char quote = At();
  AdvanceAscii(1);
  // Most texts are on one line and have no escapes: they need no copy.
  const size_t start = offset_;
  while (true) {
    SkipAscii(kGoesOnQuoted);
    if (AtEnd() || At() == quote || At() == '\\' || BreakLength() > 0) break;
    Advance();
  }
  if (At() == quote && !AtEnd() && !(single && At(1) == '\'')) {
    token.text = whole_.substr(start, offset_ - start);
    AdvanceAscii(1);
    token.end = Here();
    tokens_.push_back(std::move(token));
    return;
  }
  const bool keeps_backslash = single;
  token.decoded = std::make_unique<std::string>();
  std::string& text = *token.decoded;
  // Blanks at the end of the line are not part of the text.
  size_t taken = offset_;
  while (taken > start && (text_[taken - 1] == ' ' || text_[taken - 1] == '\t')) --taken;
  text.assign(text_ + start, taken - start);
  std::string blanks(text_ + taken, offset_ - taken);
  std::string first_break;
  std::string more_breaks;
  while (true) {
    if (IsDocumentIndicator()) Fail("found unexpected document indicator");
    if (AtEnd()) Fail("found unexpected end of stream");
    bool has_break = false;
    if (!IsBlankOrEnd() && !blanks.empty()) Join(text, blanks, first_break, more_breaks, false);
    while (!IsBlankOrEnd()) {
      if (single && At() == '\'' && At(1) == '\'') {
        text += '\'';
        AdvanceAscii(2);
      } else if (At() == quote) {
        break;
      } else if (!keeps_backslash && At() == '\\' && BreakLength(1) > 0) {
        AdvanceAscii(1);
        AdvanceLine();
        has_break = true;
        break;
      } else if (!keeps_backslash && At() == '\\') {
        ScanEscape(text);
      } else {
        const size_t piece = offset_;
        Advance();
        SkipAscii(kGoesOnQuotedWord);
        text.append(text_ + piece, offset_ - piece);
      }
    }
    if (At() == quote && !AtEnd()) break;
    while (IsBlank() || BreakLength() > 0) {
      if (IsBlank()) {
        if (!has_break) blanks += At();
        AdvanceAscii(1);
      } else if (!has_break) {
        blanks.clear();
        TakeBreak(first_break);
        has_break = true;
      } else {
        TakeBreak(more_breaks);
      }
    }
    if (has_break) Join(text, blanks, first_break, more_breaks, true);
  }
  text += blanks;
  AdvanceAscii(1);
  token.end = Here();
  token.text = text;
  tokens_.push_back(std::move(token));
}

void Scanner::ScanEscape(std::string& text) {
  size_t digits = 0;
  const char code = At(1);
  switch (code) {
    case '0':
      text += '\0';
      break;
    case 'a':
      text += '\a';
      break;
    case 'b':
      text += '\b';
      break;
    case 't':
    case '\t':
      text += '\t';
      break;
    case 'n':
      text += '\n';
      break;
    case 'v':
      text += '\v';
      break;
    case 'f':
      text += '\f';
      break;
    case 'r':
      text += '\r';
      break;
    case 'e':
      text += '\x1B';
      break;
    case ' ':
    case '"':
    case '\'':
    case '\\':
      text += code;
      break;
    case 'N':
      text += "\xC2\x85";
      break;
    case '_':
      text += "\xC2\xA0";
      break;
    case 'L':
      text += "\xE2\x80\xA8";
      break;
    case 'P':
      text += "\xE2\x80\xA9";
      break;
    case 'x':
      digits = 2;
      break;
    case 'u':
      digits = 4;
      break;
    case 'U':
      digits = 8;
      break;
    default:
      Fail("found unknown escape character");
  }
  AdvanceAscii(2);
  if (digits == 0) return;
  uint32_t character = 0;
  for (size_t i = 0; i < digits; ++i) {
    const char digit = At(i);
    const bool is_number = IsDigit(digit);
    const char letter = static_cast<char>(digit | 0x20);
    if (!is_number && (letter < 'a' || letter > 'f')) Fail("did not find expected hexdecimal number");
    character = character << 4 | static_cast<uint32_t>(is_number ? digit - '0' : letter - 'a' + 10);
  }
  if ((character >= 0xD800 && character <= 0xDFFF) || character > 0x10FFFF) {
    Fail("found invalid Unicode character escape code");
  }
  AppendUtf8(text, character);
  AdvanceAscii(digits);
}

// Whether a sign stands here that a plain scalar ends with.
bool Scanner::EndsPlain() const {
  if (At() == ':') return IsBlankOrEnd(1);
  return flow_level_ > 0 && std::string_view(",?[]{}").find(At()) != std::string_view::npos;
}

void Scanner::FetchPlainScalar() {
  SaveKey();
  key_allowed_ = false;
  Token token{.type = Token::Type::kScalar, .is_plain = true, .start = Here(), .end = Here()};
  const int64_t indent = indent_ + 1;
  const size_t first = offset_;
  size_t end = offset_;  // of the text so far, as long as it is on one line
  std::string blanks;
  std::string first_break;
  std::string more_breaks;
  bool has_break = false;
  while (!IsDocumentIndicator() && At() != '#') {
    const size_t piece = offset_;
    while (true) {
      SkipPlainWords();
      if (At() == '#' && offset_ > piece) {
        AdvanceAscii(1);
      } else if (IsBlankOrEnd() || EndsPlain()) {
        break;
      } else {
        Advance();
      }
    }
    if (offset_ > piece) {
      if (has_break && !token.decoded)
        token.decoded = std::make_unique<std::string>(text_ + first, end - first);
      if (token.decoded) {
        Join(*token.decoded, blanks, first_break, more_breaks, has_break);
        token.decoded->append(text_ + piece, offset_ - piece);
      }
      has_break = false;
      blanks.clear();
      end = offset_;
      token.end = Here();
    }
    if (!IsBlank() && BreakLength() == 0) break;
    while (IsBlank() || BreakLength() > 0) {
      if (BreakLength() > 0) {
        blanks.clear();
        TakeBreak(has_break ? more_breaks : first_break);
        has_break = true;
        SkipSpaces();
        continue;
      }
      if (has_break && static_cast<int64_t>(column_) < indent && At() == '\t') {
        Fail("found a tab character that violates indentation");
      }
      if (!has_break && token.decoded) blanks += At();
      AdvanceAscii(1);
    }
    if (flow_level_ == 0 && static_cast<int64_t>(column_) < indent) break;
  }
  token.text = token.decoded ? std::string_view(*token.decoded) : whole_.substr(first, end - first);
  if (has_break) key_allowed_ = true;
  tokens_.push_back(std::move(token));
}

}  // namespace pkgrepo::yaml
