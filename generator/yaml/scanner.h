// Takes a YAML text apart into tokens: the lexical part of YAML 1.1, in the manner of libyaml, of which the
// reader of ytt is a translation.
//
// Why not libyaml itself, nor yaml-cpp: libyaml is half of the time of a run; both keep comments and the place of "-" to
// themselves; and libyaml since 0.2 reads some texts differently than ytt does ("{a:}", "\'", "[?a]", byte order
// marks), as yaml-cpp does, which also words errors in its own way.
//
// A mapping is not announced by any sign of its own: "a: 1" is a mapping because of the colon. So whatever
// may turn out to be a key is remembered, and when a colon follows on the same line, tokens are inserted
// ahead of it. The parser therefore gets a token only when no pending key can change its meaning.

#ifndef PKGREPO_YAML_SCANNER_H_
#define PKGREPO_YAML_SCANNER_H_

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/node.h"
#include "yaml/token.h"

namespace pkgrepo::yaml {

// What becomes of a text that lacks a marker ("---") for its first document. ytt puts one ahead of it, which
// shows in the line numbers of errors; the other tools do not.
enum class FirstMarker { kSupplied, kAsWritten };

// Whether the first document has one.
bool StartsWithDocumentMarker(std::string_view text);

class Scanner {
 public:
  // The text of `source` is followed by a NUL. `comments`, if given, receives the comments in order.
  Scanner(const Source& source, std::vector<Comment>* comments, FirstMarker first_marker);

  // The next token, left in place until Skip(). Throws Error "line 4: found character that cannot …".
  Token& Peek() {
    if (!is_certain_) FetchUntilCertain();
    return tokens_[first_];
  }
  void Skip();

  // Whether the text lacks a marker for its first document, so that one is supplied ahead of it.
  bool first_document_is_implicit() const { return is_marker_added_; }

  // Throws for a parser's complaint about the text at `mark`.
  [[noreturn]] void ThrowParserError(const Mark& mark, const std::string& problem) const;

 private:
  // What may become a key.
  struct SimpleKey {
    bool possible = false;
    bool required = false;  // the indentation permits nothing else
    size_t token = 0;       // number of the token that the key would begin with
    size_t index = 0;
    Mark mark;
  };

  // Positions.
  char At(size_t ahead = 0) const { return text_[offset_ + ahead]; }
  bool AtEnd(size_t ahead = 0) const { return offset_ + ahead >= size_; }
  bool IsBlank(size_t ahead = 0) const { return At(ahead) == ' ' || At(ahead) == '\t'; }
  // In bytes, 0 if there is no line break. Nearly all characters are told apart by their first byte.
  size_t BreakLength(size_t ahead = 0) const {
    const auto c = static_cast<unsigned char>(At(ahead));
    return c > '\r' && c < 0xC2 ? 0 : RareBreakLength(ahead);
  }
  size_t RareBreakLength(size_t ahead) const;
  bool IsBlankOrEnd(size_t ahead = 0) const {  // a blank, a line break, or the end
    return IsBlank(ahead) || AtEnd(ahead) || BreakLength(ahead) > 0;
  }
  bool IsDocumentIndicator() const;  // "---" or "..." alone at the start of a line
  Mark Here() const { return {line_, column_}; }
  size_t CharacterIndex() const { return offset_ - continuation_bytes_; }
  void Advance();  // one character, no line break
  void AdvanceAscii(size_t count) { offset_ += count, column_ += static_cast<uint32_t>(count); }
  void AdvanceLine();  // one line break
  void SkipSpaces() {
    size_t end = offset_;
    while (text_[end] == ' ') ++end;
    AdvanceAscii(end - offset_);
  }
  void SkipAscii(const std::array<bool, 256>& table);
  void SkipPlainWords();
  void SkipLine();                      // up to the line break
  void TakeBreak(std::string& breaks);  // one line break, appending it in its normal form
  [[noreturn]] void Fail(const std::string& problem) const;
  void ValidateAhead();

  // Tokens.
  void FetchUntilCertain();
  void Fetch();
  void SkipToToken();
  void SkipComment();
  Token& Append(Token::Type type, Mark start, Mark end);
  void Insert(size_t number, Token::Type type, Mark mark);
  void DropStaleKeys();
  void SaveKey();
  void RemoveKey();
  void Indent(uint32_t column, size_t number, Token::Type type, Mark mark);
  void Unindent(int64_t column);

  void FetchStreamEnd();
  void FetchDocumentIndicator(Token::Type type);
  void FetchFlowStart(Token::Type type);
  void FetchFlowEnd(Token::Type type);
  void FetchFlowEntry();
  void FetchBlockEntry();
  void FetchKey();
  void FetchValue();

  // scanner_properties.cc
  void FetchDirective();
  void ScanVersion(Token& token);
  void ScanTagDirective(Token& token);
  void FetchAnchor(Token::Type type);
  void FetchTag();
  std::string_view ScanTagHandle(bool directive);
  void ScanTagUri(Token& token, std::string_view head);
  void ScanUriEscape(std::string& decoded);

  // scanner_scalars.cc
  void FetchBlockScalar(bool literal);
  void ScanBlockBreaks(int64_t& indent, std::string& breaks, Mark& end);
  void FetchQuotedScalar(bool single);
  void ScanEscape(std::string& text);
  void FetchPlainScalar();
  bool EndsPlain() const;
  static void Join(std::string& text, std::string& blanks, std::string& first_break, std::string& more_breaks,
                   bool has_break);

  std::string_view whole_;  // the text of the source
  const char* text_;
  size_t size_;
  std::vector<Comment>* comments_;
  bool is_marker_added_ = false;

  size_t offset_ = 0;
  size_t continuation_bytes_ = 0;  // passed so far: bytes that begin no character
  uint32_t line_ = 1;
  uint32_t column_ = 0;
  size_t validated_ = 0;  // bytes

  std::vector<Token> tokens_;
  size_t first_ = 0;  // of tokens_, that has not been taken
  size_t tokens_taken_ = 0;
  bool is_certain_ = false;  // no pending key can change what the first token is
  bool is_ended_ = false;
  int64_t indent_ = -1;
  std::vector<int64_t> indents_;
  size_t flow_level_ = 0;
  bool key_allowed_ = true;
  std::vector<SimpleKey> keys_;  // by flow level
};

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_SCANNER_H_
