// The tables hold what Go 1.21.13 gave for the same arguments.

#include "go/quote.h"

#include <doctest/doctest.h>

#include <string_view>

namespace pkgrepo::go {
namespace {

using namespace std::literals;

TEST_CASE("Texts are quoted as strconv.Quote does it") {
  struct Row {
    std::string_view text, quoted;
  };
  constexpr Row kRows[] = {
      {"", "\"\""},
      {"abc", "\"abc\""},
      {"\"", "\"\\\"\""},
      {"\\", "\"\\\\\""},
      {"'", "\"'\""},
      {"`", "\"`\""},
      {"\x07\x08\x0c\n\r\t\x0b", "\"\\a\\b\\f\\n\\r\\t\\v\""},
      {"\x00"sv, "\"\\x00\""},
      {"\x1b[0m", "\"\\x1b[0m\""},
      {"\x7f", "\"\\x7f\""},
      {"\xc2\x80", "\"\\u0080\""},
      {"\xc2\xa0", "\"\\u00a0\""},
      {"\xc2\xad", "\"\\u00ad\""},
      {"\xc3\xa9", "\"\xc3\xa9\""},
      {"\xcc\x81", "\"\xcc\x81\""},
      {"\xcd\xb8", "\"\\u0378\""},
      {"\xe2\x80\x8b", "\"\\u200b\""},
      {"\xe2\x80\xa8", "\"\\u2028\""},
      {"\xe2\x80\xae", "\"\\u202e\""},
      {"\xe3\x80\x80", "\"\\u3000\""},
      {"\xe6\x97\xa5\xe6\x9c\xac", "\"\xe6\x97\xa5\xe6\x9c\xac\""},
      {"\xee\x80\x80", "\"\\ue000\""},
      {"\xef\xbb\xbf", "\"\\ufeff\""},
      {"\xef\xbf\xbd", "\"\xef\xbf\xbd\""},
      {"\xef\xbf\xbf", "\"\\uffff\""},
      {"\xf0\x9f\x98\x80", "\"\xf0\x9f\x98\x80\""},
      {"\xf3\xa0\x80\x81", "\"\\U000e0001\""},
      {"\xf0\xb1\x8d\x90", "\"\xf0\xb1\x8d\x90\""},
      {"\xf0\xb1\x90\x80", "\"\xf0\xb1\x90\x80\""},
      {"\xf4\x8f\xbf\xbf", "\"\\U0010ffff\""},
      {"\xff", "\"\\xff\""},
      {"a\xc3", "\"a\\xc3\""},
      {"\xc0\x80", "\"\\xc0\\x80\""},
      {"\xed\xa0\x80", "\"\\xed\\xa0\\x80\""},
      {"\xf4\x90\x80\x80", "\"\\xf4\\x90\\x80\\x80\""},
      {"\xe2\x82", "\"\\xe2\\x82\""},
      {"\xf0\x9f\x98", "\"\\xf0\\x9f\\x98\""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.quoted);
    CHECK(QuoteText(row.text) == row.quoted);
  }
  std::string text = "is ";
  AppendQuoted(text, "it");
  CHECK(text == "is \"it\"");
}

TEST_CASE("Characters are quoted as strconv.QuoteRune does it") {
  struct Row {
    uint32_t character;
    std::string_view quoted;
  };
  constexpr Row kRows[] = {
      {0x0, "'\\x00'"},
      {0x1, "'\\x01'"},
      {0x7, "'\\a'"},
      {0xA, "'\\n'"},
      {0x20, "' '"},
      {0x22, "'\"'"},
      {0x27, "'\\''"},
      {0x5C, "'\\\\'"},
      {0x61, "'a'"},
      {0x7F, "'\\x7f'"},
      {0x80, "'\\u0080'"},
      {0xA0, "'\\u00a0'"},
      {0xE9, "'\xc3\xa9'"},
      {0x301, "'\xcc\x81'"},
      {0x200B, "'\\u200b'"},
      {0xD800, "'\xef\xbf\xbd'"},
      {0xDFFF, "'\xef\xbf\xbd'"},
      {0xFFFD, "'\xef\xbf\xbd'"},
      {0x1F600, "'\xf0\x9f\x98\x80'"},
      {0xE0001, "'\\U000e0001'"},
      {0x10FFFF, "'\\U0010ffff'"},
      {0x110000, "'\xef\xbf\xbd'"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.character);
    CHECK(QuoteCharacter(row.character) == row.quoted);
  }
}

}  // namespace
}  // namespace pkgrepo::go
