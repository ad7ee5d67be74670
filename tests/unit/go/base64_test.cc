// The tables hold what Go 1.21.13 gave for the same arguments.

#include "go/base64.h"

#include <doctest/doctest.h>

#include <string_view>

#include "base/error.h"

namespace pkgrepo::go {
namespace {

using namespace std::literals;

TEST_CASE("Base64 is written in its four alphabets") {
  struct Row {
    std::string_view bytes, standard, raw, url, raw_url;
  };
  constexpr Row kRows[] = {
      {"", "", "", "", ""},
      {"f", "Zg==", "Zg", "Zg==", "Zg"},
      {"fo", "Zm8=", "Zm8", "Zm8=", "Zm8"},
      {"foo", "Zm9v", "Zm9v", "Zm9v", "Zm9v"},
      {"foob", "Zm9vYg==", "Zm9vYg", "Zm9vYg==", "Zm9vYg"},
      {"\x00"sv, "AA==", "AA", "AA==", "AA"},
      {"\xff\xfe", "//4=", "//4", "__4=", "__4"},
      {"\xfb\xff\xbf", "+/+/", "+/+/", "-_-_", "-_-_"},
      {">>>???", "Pj4+Pz8/", "Pj4+Pz8/", "Pj4-Pz8_", "Pj4-Pz8_"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.standard);
    CHECK(EncodeBase64(row.bytes, {}) == row.standard);
    CHECK(EncodeBase64(row.bytes, {.raw = true}) == row.raw);
    CHECK(EncodeBase64(row.bytes, {.url = true}) == row.url);
    CHECK(EncodeBase64(row.bytes, {.url = true, .raw = true}) == row.raw_url);
  }
}

TEST_CASE("Base64 is read, or refused at the byte that Go names") {
  struct Row {
    Base64Variant variant;
    std::string_view text, bytes;
    const char* error;
  };
  constexpr Row kRows[] = {
      {{}, "", "", ""},
      {{}, "Zg==", "f", ""},
      {{}, "Zg", "", "illegal base64 data at input byte 0"},
      {{}, "Zm8=", "fo", ""},
      {{}, "Zm8", "", "illegal base64 data at input byte 0"},
      {{}, "Zm9v", "foo", ""},
      {{}, "Zm9vYg==", "foob", ""},
      {{}, "Z", "", "illegal base64 data at input byte 0"},
      {{}, "Zg=", "", "illegal base64 data at input byte 3"},
      {{}, "Zg==x", "", "illegal base64 data at input byte 4"},
      {{}, "Zg==\n", "f", ""},
      {{}, "Zm\n9v\r\n", "foo", ""},
      {{}, "Z\n", "", "illegal base64 data at input byte 1"},
      {{}, "=", "", "illegal base64 data at input byte 0"},
      {{}, "Z===", "", "illegal base64 data at input byte 1"},
      {{}, "Zm9v=", "", "illegal base64 data at input byte 4"},
      {{}, "Zm9v====", "", "illegal base64 data at input byte 4"},
      {{}, "Zh==", "f", ""},
      {{}, "Zm9=", "fo", ""},
      {{}, "Zh==x", "", "illegal base64 data at input byte 4"},
      {{}, "Zm9", "", "illegal base64 data at input byte 0"},
      {{}, "Zh", "", "illegal base64 data at input byte 0"},
      {{}, "-_-_", "", "illegal base64 data at input byte 0"},
      {{}, "+/+/", "\xfb\xff\xbf", ""},
      {{}, "Zm 9v", "", "illegal base64 data at input byte 2"},
      {{}, "Zm9v\xff", "", "illegal base64 data at input byte 4"},
      {{}, "Zg=\r\n=", "f", ""},
      {{}, "Zg=\n", "", "illegal base64 data at input byte 4"},
      {{}, "Zg\x00="sv, "", "illegal base64 data at input byte 2"},
      {{.raw = true}, "", "", ""},
      {{.raw = true}, "Zg==", "", "illegal base64 data at input byte 2"},
      {{.raw = true}, "Zg", "f", ""},
      {{.raw = true}, "Zm8=", "", "illegal base64 data at input byte 3"},
      {{.raw = true}, "Zm8", "fo", ""},
      {{.raw = true}, "Zm9v", "foo", ""},
      {{.raw = true}, "Zm9vYg==", "", "illegal base64 data at input byte 6"},
      {{.raw = true}, "Z", "", "illegal base64 data at input byte 0"},
      {{.raw = true}, "Zg=", "", "illegal base64 data at input byte 2"},
      {{.raw = true}, "Zg==x", "", "illegal base64 data at input byte 2"},
      {{.raw = true}, "Zg==\n", "", "illegal base64 data at input byte 2"},
      {{.raw = true}, "Zm\n9v\r\n", "foo", ""},
      {{.raw = true}, "Z\n", "", "illegal base64 data at input byte 1"},
      {{.raw = true}, "=", "", "illegal base64 data at input byte 0"},
      {{.raw = true}, "Z===", "", "illegal base64 data at input byte 1"},
      {{.raw = true}, "Zm9v=", "", "illegal base64 data at input byte 4"},
      {{.raw = true}, "Zm9v====", "", "illegal base64 data at input byte 4"},
      {{.raw = true}, "Zh==", "", "illegal base64 data at input byte 2"},
      {{.raw = true}, "Zm9=", "", "illegal base64 data at input byte 3"},
      {{.raw = true}, "Zh==x", "", "illegal base64 data at input byte 2"},
      {{.raw = true}, "Zm9", "fo", ""},
      {{.raw = true}, "Zh", "f", ""},
      {{.raw = true}, "-_-_", "", "illegal base64 data at input byte 0"},
      {{.raw = true}, "+/+/", "\xfb\xff\xbf", ""},
      {{.raw = true}, "Zm 9v", "", "illegal base64 data at input byte 2"},
      {{.raw = true}, "Zm9v\xff", "", "illegal base64 data at input byte 4"},
      {{.raw = true}, "Zg=\r\n=", "", "illegal base64 data at input byte 2"},
      {{.raw = true}, "Zg=\n", "", "illegal base64 data at input byte 2"},
      {{.raw = true}, "Zg\x00="sv, "", "illegal base64 data at input byte 2"},
      {{.url = true}, "", "", ""},
      {{.url = true}, "Zg==", "f", ""},
      {{.url = true}, "Zg", "", "illegal base64 data at input byte 0"},
      {{.url = true}, "Zm8=", "fo", ""},
      {{.url = true}, "Zm8", "", "illegal base64 data at input byte 0"},
      {{.url = true}, "Zm9v", "foo", ""},
      {{.url = true}, "Zm9vYg==", "foob", ""},
      {{.url = true}, "Z", "", "illegal base64 data at input byte 0"},
      {{.url = true}, "Zg=", "", "illegal base64 data at input byte 3"},
      {{.url = true}, "Zg==x", "", "illegal base64 data at input byte 4"},
      {{.url = true}, "Zg==\n", "f", ""},
      {{.url = true}, "Zm\n9v\r\n", "foo", ""},
      {{.url = true}, "Z\n", "", "illegal base64 data at input byte 1"},
      {{.url = true}, "=", "", "illegal base64 data at input byte 0"},
      {{.url = true}, "Z===", "", "illegal base64 data at input byte 1"},
      {{.url = true}, "Zm9v=", "", "illegal base64 data at input byte 4"},
      {{.url = true}, "Zm9v====", "", "illegal base64 data at input byte 4"},
      {{.url = true}, "Zh==", "f", ""},
      {{.url = true}, "Zm9=", "fo", ""},
      {{.url = true}, "Zh==x", "", "illegal base64 data at input byte 4"},
      {{.url = true}, "Zm9", "", "illegal base64 data at input byte 0"},
      {{.url = true}, "Zh", "", "illegal base64 data at input byte 0"},
      {{.url = true}, "-_-_", "\xfb\xff\xbf", ""},
      {{.url = true}, "+/+/", "", "illegal base64 data at input byte 0"},
      {{.url = true}, "Zm 9v", "", "illegal base64 data at input byte 2"},
      {{.url = true}, "Zm9v\xff", "", "illegal base64 data at input byte 4"},
      {{.url = true}, "Zg=\r\n=", "f", ""},
      {{.url = true}, "Zg=\n", "", "illegal base64 data at input byte 4"},
      {{.url = true}, "Zg\x00="sv, "", "illegal base64 data at input byte 2"},
      {{.strict = true}, "", "", ""},
      {{.strict = true}, "Zg==", "f", ""},
      {{.strict = true}, "Zg", "", "illegal base64 data at input byte 0"},
      {{.strict = true}, "Zm8=", "fo", ""},
      {{.strict = true}, "Zm8", "", "illegal base64 data at input byte 0"},
      {{.strict = true}, "Zm9v", "foo", ""},
      {{.strict = true}, "Zm9vYg==", "foob", ""},
      {{.strict = true}, "Z", "", "illegal base64 data at input byte 0"},
      {{.strict = true}, "Zg=", "", "illegal base64 data at input byte 3"},
      {{.strict = true}, "Zg==x", "", "illegal base64 data at input byte 4"},
      {{.strict = true}, "Zg==\n", "f", ""},
      {{.strict = true}, "Zm\n9v\r\n", "foo", ""},
      {{.strict = true}, "Z\n", "", "illegal base64 data at input byte 1"},
      {{.strict = true}, "=", "", "illegal base64 data at input byte 0"},
      {{.strict = true}, "Z===", "", "illegal base64 data at input byte 1"},
      {{.strict = true}, "Zm9v=", "", "illegal base64 data at input byte 4"},
      {{.strict = true}, "Zm9v====", "", "illegal base64 data at input byte 4"},
      {{.strict = true}, "Zh==", "", "illegal base64 data at input byte 2"},
      {{.strict = true}, "Zm9=", "", "illegal base64 data at input byte 3"},
      {{.strict = true}, "Zh==x", "", "illegal base64 data at input byte 2"},
      {{.strict = true}, "Zm9", "", "illegal base64 data at input byte 0"},
      {{.strict = true}, "Zh", "", "illegal base64 data at input byte 0"},
      {{.strict = true}, "-_-_", "", "illegal base64 data at input byte 0"},
      {{.strict = true}, "+/+/", "\xfb\xff\xbf", ""},
      {{.strict = true}, "Zm 9v", "", "illegal base64 data at input byte 2"},
      {{.strict = true}, "Zm9v\xff", "", "illegal base64 data at input byte 4"},
      {{.strict = true}, "Zg=\r\n=", "f", ""},
      {{.strict = true}, "Zg=\n", "", "illegal base64 data at input byte 4"},
      {{.strict = true}, "Zg\x00="sv, "", "illegal base64 data at input byte 2"},
      {{.raw = true, .strict = true}, "", "", ""},
      {{.raw = true, .strict = true}, "Zg==", "", "illegal base64 data at input byte 2"},
      {{.raw = true, .strict = true}, "Zg", "f", ""},
      {{.raw = true, .strict = true}, "Zm8=", "", "illegal base64 data at input byte 3"},
      {{.raw = true, .strict = true}, "Zm8", "fo", ""},
      {{.raw = true, .strict = true}, "Zm9v", "foo", ""},
      {{.raw = true, .strict = true}, "Zm9vYg==", "", "illegal base64 data at input byte 6"},
      {{.raw = true, .strict = true}, "Z", "", "illegal base64 data at input byte 0"},
      {{.raw = true, .strict = true}, "Zg=", "", "illegal base64 data at input byte 2"},
      {{.raw = true, .strict = true}, "Zg==x", "", "illegal base64 data at input byte 2"},
      {{.raw = true, .strict = true}, "Zg==\n", "", "illegal base64 data at input byte 2"},
      {{.raw = true, .strict = true}, "Zm\n9v\r\n", "foo", ""},
      {{.raw = true, .strict = true}, "Z\n", "", "illegal base64 data at input byte 1"},
      {{.raw = true, .strict = true}, "=", "", "illegal base64 data at input byte 0"},
      {{.raw = true, .strict = true}, "Z===", "", "illegal base64 data at input byte 1"},
      {{.raw = true, .strict = true}, "Zm9v=", "", "illegal base64 data at input byte 4"},
      {{.raw = true, .strict = true}, "Zm9v====", "", "illegal base64 data at input byte 4"},
      {{.raw = true, .strict = true}, "Zh==", "", "illegal base64 data at input byte 2"},
      {{.raw = true, .strict = true}, "Zm9=", "", "illegal base64 data at input byte 3"},
      {{.raw = true, .strict = true}, "Zh==x", "", "illegal base64 data at input byte 2"},
      {{.raw = true, .strict = true}, "Zm9", "", "illegal base64 data at input byte 2"},
      {{.raw = true, .strict = true}, "Zh", "", "illegal base64 data at input byte 0"},
      {{.raw = true, .strict = true}, "-_-_", "", "illegal base64 data at input byte 0"},
      {{.raw = true, .strict = true}, "+/+/", "\xfb\xff\xbf", ""},
      {{.raw = true, .strict = true}, "Zm 9v", "", "illegal base64 data at input byte 2"},
      {{.raw = true, .strict = true}, "Zm9v\xff", "", "illegal base64 data at input byte 4"},
      {{.raw = true, .strict = true}, "Zg=\r\n=", "", "illegal base64 data at input byte 2"},
      {{.raw = true, .strict = true}, "Zg=\n", "", "illegal base64 data at input byte 2"},
      {{.raw = true, .strict = true}, "Zg\x00="sv, "", "illegal base64 data at input byte 2"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.variant.url);
    CAPTURE(row.variant.raw);
    CAPTURE(row.variant.strict);
    CAPTURE(row.text);
    if (*row.error == '\0') {
      CHECK(DecodeBase64(row.text, row.variant) == row.bytes);
    } else {
      CHECK_THROWS_WITH_AS(DecodeBase64(row.text, row.variant), row.error, Error);
    }
  }
}

}  // namespace
}  // namespace pkgrepo::go
