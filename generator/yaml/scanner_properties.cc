// Directives, anchors and tags.

#include "base/ascii.h"
#include "base/strings.h"
#include "yaml/scanner.h"

namespace pkgrepo::yaml {
namespace {

bool IsWordCharacter(char c) { return IsAlphanumeric(c) || c == '_' || c == '-'; }

bool IsUriCharacter(char c) {
  return IsWordCharacter(c) ||
         (c != '\0' && std::string_view(";/?:@&=+$,.!~*'()[]").find(c) != std::string_view::npos);
}

// Of the character that begins with `octet`; 0 if none does.
int OctetCount(unsigned char octet) {
  if (octet < 0x80) return 1;
  if ((octet & 0xE0) == 0xC0) return 2;
  if ((octet & 0xF0) == 0xE0) return 3;
  return (octet & 0xF8) == 0xF0 ? 4 : 0;
}

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
  bool found = !head.empty();
  token.decoded = std::make_unique<std::string>(head.substr(found ? 1 : 0));
  for (; IsUriCharacter(At()) || At() == '%'; found = true) {
    if (At() == '%') {
      ScanUriEscape(*token.decoded);
    } else {
      *token.decoded += At();
      AdvanceAscii(1);
    }
  }
  if (!found) Fail("did not find expected tag URI");
  token.text = *token.decoded;
}

// The bytes of one character, each as %xx.
void Scanner::ScanUriEscape(std::string& decoded) {
  int remaining = 0;
  do {
    const bool is_octet = At() == '%' && HexValue(At(1)) >= 0 && HexValue(At(2)) >= 0;
    if (!is_octet) Fail("did not find URI escaped octet");
    const auto octet = static_cast<unsigned char>(HexValue(At(1)) * 16 + HexValue(At(2)));
    if (remaining == 0) {
      remaining = OctetCount(octet);
      if (remaining == 0) Fail("found an incorrect leading UTF-8 octet");
    } else if ((octet & 0xC0) != 0x80) {
      Fail("found an incorrect trailing UTF-8 octet");
    }
    decoded += static_cast<char>(octet);
    AdvanceAscii(3);
  } while (--remaining > 0);
}

}  // namespace pkgrepo::yaml
