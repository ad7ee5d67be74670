#include "yaml/scanner.h"

#include <algorithm>

#include "base/error.h"
#include "yaml/character_check.h"

namespace pkgrepo::yaml {
namespace {

constexpr size_t kLongestKey = 1024;  // characters
constexpr size_t kNoNumber = static_cast<size_t>(-1);

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

bool StartsWithDocumentMarker(std::string_view text) {
  while (!text.empty() && IsSpace(text[0])) text.remove_prefix(1);
  return text.substr(0, 3) == "---" && text.size() > 3 && IsSpace(text[3]);
}

Scanner::Scanner(const Source& source, std::vector<Comment>* comments, FirstMarker first_marker)
    : whole_(source.text()), text_(whole_.data()), size_(whole_.size()), comments_(comments) {
  keys_.emplace_back();
  if (first_marker == FirstMarker::kAsWritten || StartsWithDocumentMarker(whole_)) return;
  is_marker_added_ = true;
  Append(Token::Type::kDocumentStart, {1, 0}, {1, 0});
}

void Scanner::Skip() {
  ++first_;
  if (first_ == tokens_.size()) {
    tokens_.clear();
    first_ = 0;
  }
  ++tokens_taken_;
  is_certain_ = false;
}

void Scanner::ThrowParserError(const Mark& mark, const std::string& problem) const {
  // Complaints of the parser count lines from 0.
  throw Error((mark.line > 1 ? "line " + std::to_string(mark.line - 1) + ": " : "") + problem);
}

void Scanner::Fail(const std::string& problem) const {
  const bool known = line_ > 1 || is_marker_added_;
  throw Error((known ? "line " + std::to_string(line_) + ": " : "") + problem);
}

size_t Scanner::RareBreakLength(size_t ahead) const {
  switch (static_cast<unsigned char>(At(ahead))) {
    case '\r':
      return At(ahead + 1) == '\n' ? 2 : 1;
    case '\n':
      return 1;
    case 0xC2:
      return static_cast<unsigned char>(At(ahead + 1)) == 0x85 ? 2 : 0;
    case 0xE2: {
      if (static_cast<unsigned char>(At(ahead + 1)) != 0x80) return 0;  // maybe the end of the text
      const auto last = static_cast<unsigned char>(At(ahead + 2));
      return last == 0xA8 || last == 0xA9 ? 3 : 0;
    }
    default:
      return 0;
  }
}

bool Scanner::IsDocumentIndicator() const {
  if (column_ != 0 || (At() != '-' && At() != '.')) return false;
  return At(1) == At() && At(2) == At() && IsBlankOrEnd(3);
}

void Scanner::Advance() {
  ++offset_;
  ++column_;
  while ((static_cast<unsigned char>(At()) & 0xC0) == 0x80) {
    ++offset_;
    ++continuation_bytes_;
  }
}

void Scanner::AdvanceLine() {
  const size_t length = BreakLength();
  if (length > 1 && At() != '\r') continuation_bytes_ += length - 1;
  offset_ += length;
  column_ = 0;
  ++line_;
}

void Scanner::TakeBreak(std::string& breaks) {
  const size_t length = BreakLength();
  if (length == 3) {
    breaks.append(text_ + offset_, 3);
  } else {
    breaks += '\n';
  }
  AdvanceLine();
}

// Text is checked in the portions in which the original reads it, so that of two faults the same one is
// reported.
void Scanner::ValidateAhead() {
  constexpr size_t kPortion = 512;
  const size_t added = is_marker_added_ ? 4 : 0;
  while (validated_ < size_ && offset_ + 4 > validated_) {
    const size_t end = std::min(((validated_ + added) / kPortion + 1) * kPortion - added, size_);
    const size_t checked = CheckCharacters(whole_, validated_, end);
    if (checked == validated_) throw Error("incomplete UTF-8 octet sequence");
    validated_ = checked;
  }
}

void Scanner::FetchUntilCertain() {
  while (true) {
    bool need_more = first_ == tokens_.size();
    if (!need_more) {
      DropStaleKeys();
      for (const SimpleKey& key : keys_)
        need_more = need_more || (key.possible && key.token == tokens_taken_);
    }
    if (!need_more || is_ended_) break;
    try {
      Fetch();
    } catch (const Error&) {
      ValidateAhead();
      throw;
    }
    if (offset_ > validated_) ValidateAhead();
  }
  is_certain_ = true;
}

void Scanner::Fetch() {
  ValidateAhead();
  SkipToToken();
  ValidateAhead();
  DropStaleKeys();
  Unindent(column_);
  if (AtEnd()) return FetchStreamEnd();
  const char c = At();
  if (column_ == 0 && c == '%') return FetchDirective();
  if (IsDocumentIndicator()) {
    return FetchDocumentIndicator(c == '-' ? Token::Type::kDocumentStart : Token::Type::kDocumentEnd);
  }
  const bool in_flow = flow_level_ > 0;
  const bool blank_follows = IsBlankOrEnd(1);
  switch (c) {
    case '[':
      return FetchFlowStart(Token::Type::kFlowSequenceStart);
    case '{':
      return FetchFlowStart(Token::Type::kFlowMappingStart);
    case ']':
      return FetchFlowEnd(Token::Type::kFlowSequenceEnd);
    case '}':
      return FetchFlowEnd(Token::Type::kFlowMappingEnd);
    case ',':
      return FetchFlowEntry();
    case '-':
      return blank_follows ? FetchBlockEntry() : FetchPlainScalar();
    case '?':
      return in_flow || blank_follows ? FetchKey() : FetchPlainScalar();
    case ':':
      return in_flow || blank_follows ? FetchValue() : FetchPlainScalar();
    case '*':
      return FetchAnchor(Token::Type::kAlias);
    case '&':
      return FetchAnchor(Token::Type::kAnchor);
    case '!':
      return FetchTag();
    case '|':
    case '>':
      if (!in_flow) return FetchBlockScalar(c == '|');
      break;
    case '\'':
    case '"':
      return FetchQuotedScalar(c == '\'');
    case '#':
    case '%':
    case '@':
    case '`':
    case '\t':
      break;
    default:
      return FetchPlainScalar();
  }
  Fail("found character that cannot start any token");
}

void Scanner::SkipToToken() {
  while (true) {
    SkipSpaces();
    if (At() == '\t' && (flow_level_ > 0 || !key_allowed_)) {
      AdvanceAscii(1);
      continue;
    }
    if (At() == '#') SkipComment();
    if (BreakLength() == 0) return;
    AdvanceLine();
    if (flow_level_ == 0) key_allowed_ = true;
  }
}

void Scanner::SkipComment() {
  const size_t start = offset_ + 1;
  const uint32_t line = line_;
  SkipLine();
  if (comments_ != nullptr) comments_->push_back({std::string(whole_.substr(start, offset_ - start)), line});
}

Token& Scanner::Append(Token::Type type, Mark start, Mark end) {
  tokens_.push_back({.type = type, .start = start, .end = end});
  return tokens_.back();
}

void Scanner::Insert(size_t number, Token::Type type, Mark mark) {
  const auto place = tokens_.begin() + static_cast<ptrdiff_t>(first_ + number - tokens_taken_);
  tokens_.insert(place, Token{.type = type, .start = mark, .end = mark});
}

// A key must be on one line and not too long.
void Scanner::DropStaleKeys() {
  for (SimpleKey& key : keys_) {
    if (!key.possible || (key.mark.line == line_ && CharacterIndex() <= key.index + kLongestKey)) continue;
    if (key.required) Fail("could not find expected ':'");
    key.possible = false;
  }
}

void Scanner::SaveKey() {
  if (!key_allowed_) return;
  RemoveKey();
  const bool required = flow_level_ == 0 && indent_ == static_cast<int64_t>(column_);
  keys_.back() = {true, required, tokens_taken_ + tokens_.size() - first_, CharacterIndex(), Here()};
}

void Scanner::RemoveKey() {
  SimpleKey& key = keys_.back();
  if (key.possible && key.required) Fail("could not find expected ':'");
  key.possible = false;
}

// Opens a block collection if the column is further in than the one around it.
void Scanner::Indent(uint32_t column, size_t number, Token::Type type, Mark mark) {
  if (flow_level_ > 0 || indent_ >= static_cast<int64_t>(column)) return;
  indents_.push_back(indent_);
  indent_ = column;
  if (number == kNoNumber) {
    Append(type, mark, mark);
  } else {
    Insert(number, type, mark);
  }
}

void Scanner::Unindent(int64_t column) {
  if (flow_level_ > 0) return;
  while (indent_ > column) {
    Append(Token::Type::kBlockEnd, Here(), Here());
    indent_ = indents_.back();
    indents_.pop_back();
  }
}

void Scanner::FetchStreamEnd() {
  if (column_ != 0) {
    column_ = 0;
    ++line_;
  }
  Unindent(-1);
  RemoveKey();
  key_allowed_ = false;
  is_ended_ = true;
  Append(Token::Type::kStreamEnd, Here(), Here());
}

void Scanner::FetchDocumentIndicator(Token::Type type) {
  Unindent(-1);
  RemoveKey();
  key_allowed_ = false;
  const Mark start = Here();
  AdvanceAscii(3);
  Append(type, start, Here());
}

void Scanner::FetchFlowStart(Token::Type type) {
  SaveKey();
  keys_.emplace_back();
  ++flow_level_;
  key_allowed_ = true;
  const Mark start = Here();
  AdvanceAscii(1);
  Append(type, start, Here());
}

void Scanner::FetchFlowEnd(Token::Type type) {
  RemoveKey();
  if (flow_level_ > 0) {
    --flow_level_;
    keys_.pop_back();
  }
  key_allowed_ = false;
  const Mark start = Here();
  AdvanceAscii(1);
  Append(type, start, Here());
}

void Scanner::FetchFlowEntry() {
  RemoveKey();
  key_allowed_ = true;
  const Mark start = Here();
  AdvanceAscii(1);
  Append(Token::Type::kFlowEntry, start, Here());
}

void Scanner::FetchBlockEntry() {
  if (flow_level_ == 0) {
    if (!key_allowed_) Fail("block sequence entries are not allowed in this context");
    Indent(column_, kNoNumber, Token::Type::kBlockSequenceStart, Here());
  }
  RemoveKey();
  key_allowed_ = true;
  const Mark start = Here();
  AdvanceAscii(1);
  Append(Token::Type::kBlockEntry, start, Here());
}

void Scanner::FetchKey() {
  if (flow_level_ == 0) {
    if (!key_allowed_) Fail("mapping keys are not allowed in this context");
    Indent(column_, kNoNumber, Token::Type::kBlockMappingStart, Here());
  }
  RemoveKey();
  key_allowed_ = flow_level_ == 0;
  const Mark start = Here();
  AdvanceAscii(1);
  Append(Token::Type::kKey, start, Here());
}

void Scanner::FetchValue() {
  SimpleKey& key = keys_.back();
  if (key.possible) {
    Insert(key.token, Token::Type::kKey, key.mark);
    Indent(key.mark.column, key.token, Token::Type::kBlockMappingStart, key.mark);
    key.possible = false;
    key_allowed_ = false;
  } else {
    if (flow_level_ == 0) {
      if (!key_allowed_) Fail("mapping values are not allowed in this context");
      Indent(column_, kNoNumber, Token::Type::kBlockMappingStart, Here());
    }
    key_allowed_ = flow_level_ == 0;
  }
  const Mark start = Here();
  AdvanceAscii(1);
  Append(Token::Type::kValue, start, Here());
}

}  // namespace pkgrepo::yaml
