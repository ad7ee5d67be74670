// Directives, anchors and tags.

#include "base/strings.h"
#include "yaml/scanner.h"

namespace pkgrepo::yaml {
namespace {

bool IsWordCharacter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-';
}

bool IsUriCharacter(char c) {
  return IsWordCharacter(c) ||
         (c != '\0' && std::string_view(";/?:@&=+$,.!~*'()[]").find(c) != std::string_view::npos);
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

void Scanner::FetchDirective() {
  Unindent(-1);
  RemoveKey();
  key_allowed_ = false;
  const Mark start = Here();
  AdvanceAscii(1);
  const size_t name_start = offset_;
  while (IsWordCharacter(At())) AdvanceAscii(1);
  const std::string_view name = whole_.substr(name_start, offset_ - name_start);
  if (name.empty()) Fail("could not find expected directive name");
  if (!IsBlankOrEnd()) Fail("found unexpected non-alphabetical character");
  const auto type = name == "YAML" ? Token::Type::kVersionDirective : Token::Type::kTagDirective;
  if (name != "YAML" && name != "TAG") Fail("found unknown directive name");
  Token& token = Append(type, start, start);
  if (name == "YAML") {
    ScanVersion(token);
  } else {
    ScanTagDirective(token);
  }
  token.end = Here();
  while (IsBlank()) AdvanceAscii(1);
  if (At() == '#') SkipLine();
  if (!AtEnd() && BreakLength() == 0) Fail("did not find expected comment or line break");
  if (!AtEnd()) AdvanceLine();
}

// "1.1", as the token's text.
void Scanner::ScanVersion(Token& token) {
  constexpr size_t kMostDigits = 9;
  while (IsBlank()) AdvanceAscii(1);
  const size_t start = offset_;
  const auto scan_number = [&] {
    size_t digits = 0;
    for (; IsDigit(At()); AdvanceAscii(1)) {
      if (++digits > kMostDigits) Fail("found extremely long version number");
    }
    if (digits == 0) Fail("did not find expected version number");
  };
  scan_number();
  if (At() != '.') Fail("did not find expected digit or '.' character");
  AdvanceAscii(1);
  scan_number();
  token.text = whole_.substr(start, offset_ - start);
}

void Scanner::ScanTagDirective(Token& token) {
  while (IsBlank()) AdvanceAscii(1);
  token.handle = ScanTagHandle(true);
  if (!IsBlank()) Fail("did not find expected whitespace");
  while (IsBlank()) AdvanceAscii(1);
  ScanTagUri(token, {});
  if (!IsBlankOrEnd()) Fail("did not find expected whitespace or line break");
}

void Scanner::FetchAnchor(Token::Type type) {
  SaveKey();
  key_allowed_ = false;
  const Mark start = Here();
  AdvanceAscii(1);
  const size_t name_start = offset_;
  while (IsWordCharacter(At())) AdvanceAscii(1);
  const bool ends_well = IsBlankOrEnd() || std::string_view("?:,]}%@`").find(At()) != std::string_view::npos;
  if (offset_ == name_start || !ends_well) Fail("did not find expected alphabetic or numeric character");
  Append(type, start, Here()).text = whole_.substr(name_start, offset_ - name_start);
}

void Scanner::FetchTag() {
  SaveKey();
  key_allowed_ = false;
  const Mark start = Here();
  Token token{.type = Token::Type::kTag, .start = start, .end = start};
  if (At(1) == '<') {
    AdvanceAscii(2);
    ScanTagUri(token, {});
    if (At() != '>') Fail("did not find the expected '>'");
    AdvanceAscii(1);
  } else {
    const std::string_view handle = ScanTagHandle(false);
    if (handle.size() > 1 && handle.back() == '!') {
      token.handle = handle;
      ScanTagUri(token, {});
    } else {
      // What looked like a handle begins a suffix of the handle "!".
      token.handle = "!";
      ScanTagUri(token, handle);
    }
  }
  if (!IsBlankOrEnd()) Fail("did not find expected whitespace or line break");
  token.end = Here();
  tokens_.push_back(std::move(token));
}

// "!", "!!", "!word!" or, except in a directive, "!word".
std::string_view Scanner::ScanTagHandle(bool directive) {
  if (At() != '!') Fail("did not find expected '!'");
  const size_t start = offset_;
  AdvanceAscii(1);
  while (IsWordCharacter(At())) AdvanceAscii(1);
  if (At() == '!') {
    AdvanceAscii(1);
  } else if (directive && offset_ - start > 1) {
    Fail("did not find expected '!'");
  }
  return whole_.substr(start, offset_ - start);
}

// The token's text becomes `head` without its '!', followed by what stands here, with %xx decoded.
void Scanner::ScanTagUri(Token& token, std::string_view head) {
  if (!head.empty()) head.remove_prefix(1);
  const size_t start = offset_ - head.size();
  bool has_escapes = false;
  while (IsUriCharacter(At()) || At() == '%') {
    if (At() == '%') {
      has_escapes = true;
      if (HexValue(At(1)) < 0 || HexValue(At(2)) < 0) Fail("did not find URI escaped octet");
      AdvanceAscii(2);
    }
    AdvanceAscii(1);
  }
  token.text = whole_.substr(start, offset_ - start);
  if (token.text.empty() && token.handle != "!") Fail("did not find expected tag URI");
  if (!has_escapes) return;
  token.decoded = std::make_unique<std::string>();
  for (size_t i = 0; i < token.text.size(); ++i) {
    if (token.text[i] != '%') {
      *token.decoded += token.text[i];
      continue;
    }
    *token.decoded += static_cast<char>(HexValue(token.text[i + 1]) * 16 + HexValue(token.text[i + 2]));
    i += 2;
  }
  token.text = *token.decoded;
}

}  // namespace pkgrepo::yaml
