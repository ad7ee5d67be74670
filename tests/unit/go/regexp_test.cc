// The tables hold what Go 1.21.13 gave for the same arguments.

#include "go/regexp.h"

#include <doctest/doctest.h>

#include <string_view>

#include "base/error.h"

namespace pkgrepo::go {
namespace {

using namespace std::literals;

TEST_CASE("Regular expressions are taken or refused as regexp.Compile does it") {
  struct Row {
    std::string_view pattern;
    const char* error;
  };
  constexpr Row kRows[] = {
      {"", ""},
      {"a", ""},
      {"(", "error parsing regexp: missing closing ): `(`"},
      {"a)", "error parsing regexp: unexpected ): `a)`"},
      {"a(b", "error parsing regexp: missing closing ): `a(b`"},
      {"(?", "error parsing regexp: invalid or unsupported Perl syntax: `(?`"},
      {"(?i", "error parsing regexp: invalid or unsupported Perl syntax: `(?i`"},
      {"(?z)", "error parsing regexp: invalid or unsupported Perl syntax: `(?z`"},
      {"(?i-)", "error parsing regexp: invalid or unsupported Perl syntax: `(?i-)`"},
      {"(?P<n>a)", ""},
      {"(?P<n>a)(?P<n>b)", ""},
      {"(?P<1>a)", ""},
      {"(?P<n", "error parsing regexp: invalid named capture: `(?P<n`"},
      {"(?P=n)", "error parsing regexp: invalid or unsupported Perl syntax: `(?P`"},
      {"(?<n>a)", "error parsing regexp: invalid or unsupported Perl syntax: `(?<`"},
      {"(?<=a)", "error parsing regexp: invalid or unsupported Perl syntax: `(?<`"},
      {"(?=a)", "error parsing regexp: invalid or unsupported Perl syntax: `(?=`"},
      {"(?!a)", "error parsing regexp: invalid or unsupported Perl syntax: `(?!`"},
      {"(?#c)", "error parsing regexp: invalid or unsupported Perl syntax: `(?#`"},
      {"(?>a)", "error parsing regexp: invalid or unsupported Perl syntax: `(?>`"},
      {"[", "error parsing regexp: missing closing ]: `[`"},
      {"[a", "error parsing regexp: missing closing ]: `[a`"},
      {"[]", "error parsing regexp: missing closing ]: `[]`"},
      {"[]a]", ""},
      {"[^]a]", ""},
      {"[z-a]", "error parsing regexp: invalid character class range: `z-a`"},
      {"[a-\\d]", "error parsing regexp: invalid escape sequence: `\\d`"},
      {"[[:alpha:]]", ""},
      {"[[:word:]]", ""},
      {"[[:foo:]]", "error parsing regexp: invalid character class range: `[:foo:]`"},
      {"[\\Qa\\E]", "error parsing regexp: invalid escape sequence: `\\Q`"},
      {"*", "error parsing regexp: missing argument to repetition operator: `*`"},
      {"+?", "error parsing regexp: missing argument to repetition operator: `+?`"},
      {"a**", "error parsing regexp: invalid nested repetition operator: `**`"},
      {"a*+", "error parsing regexp: invalid nested repetition operator: `*+`"},
      {"a+?", ""},
      {"a*??", "error parsing regexp: invalid nested repetition operator: `*??`"},
      {"a{2}", ""},
      {"a{2,1}", "error parsing regexp: invalid repeat count: `{2,1}`"},
      {"a{1001}", "error parsing regexp: invalid repeat count: `{1001}`"},
      {"a{1000}", ""},
      {"a{1001}?", "error parsing regexp: invalid repeat count: `{1001}`"},
      {"a*{1001}", "error parsing regexp: invalid repeat count: `{1001}`"},
      {"a{,2}", ""},
      {"a{2}{3}", "error parsing regexp: invalid nested repetition operator: `{2}{3}`"},
      {"(a{1000}){1000}", "error parsing regexp: invalid repeat count: `{1000}`"},
      {"{2}", "error parsing regexp: missing argument to repetition operator: `{2}`"},
      {"x|*", "error parsing regexp: missing argument to repetition operator: `*`"},
      {"(*)", "error parsing regexp: missing argument to repetition operator: `*`"},
      {"^*", ""},
      {"\\", "error parsing regexp: trailing backslash at end of expression: ``"},
      {"a\\", "error parsing regexp: trailing backslash at end of expression: ``"},
      {"\\8", "error parsing regexp: invalid escape sequence: `\\8`"},
      {"\\1", "error parsing regexp: invalid escape sequence: `\\1`"},
      {"\\C", "error parsing regexp: invalid escape sequence: `\\C`"},
      {"[\\C]", "error parsing regexp: invalid escape sequence: `\\C`"},
      {"\\8\\C", "error parsing regexp: invalid escape sequence: `\\8`"},
      {"a)\\C", "error parsing regexp: unexpected ): `a)\\C`"},
      {"\\Q\\C", ""},
      {"\\Qa", ""},
      {"\\y", "error parsing regexp: invalid escape sequence: `\\y`"},
      {"\\x", "error parsing regexp: invalid escape sequence: `\\x`"},
      {"\\x{", "error parsing regexp: invalid escape sequence: `\\x{`"},
      {"\\x{110000}", "error parsing regexp: invalid escape sequence: `\\x{110000`"},
      {"\\x{10FFFF}", ""},
      {"\\x{12", "error parsing regexp: invalid escape sequence: `\\x{12`"},
      {"\\xg", "error parsing regexp: invalid escape sequence: `\\xg`"},
      {"\\p", "error parsing regexp: invalid character class range: `\\p`"},
      {"\\pL", ""},
      {"\\pX", "error parsing regexp: invalid character class range: `\\pX`"},
      {"\\p{Greek}", ""},
      {"\\p{Foo}", "error parsing regexp: invalid character class range: `\\p{Foo}`"},
      {"\\p{", "error parsing regexp: invalid character class range: `\\p{`"},
      {"\\p{^Greek}", ""},
      {"\\PL", ""},
      {"\\A\\z", ""},
      {"\\Z", "error parsing regexp: invalid escape sequence: `\\Z`"},
      {"\\z*", ""},
      {"a\\b*", ""},
      {"\xff", "error parsing regexp: invalid UTF-8: `\xff`"},
      {"a\xff(", "error parsing regexp: invalid UTF-8: `\xff(`"},
      {"(\xff", "error parsing regexp: invalid UTF-8: `\xff`"},
      {"[\xff]", "error parsing regexp: invalid UTF-8: `\xff]`"},
      {"\\\xff", "error parsing regexp: invalid UTF-8: `\xff`"},
      {"(?P<a\xff>x)", "error parsing regexp: invalid UTF-8: `\xff`"},
      {"\\P{\xff", "error parsing regexp: invalid UTF-8: `\xff`"},
      {"\\p{\xff}", "error parsing regexp: invalid UTF-8: `\xff`"},
      {"\xc3\xa9{2}", ""},
      {"(?i:a)b", ""},
      {"(?m)^a$", ""},
      {"(?sU)a.b*", ""},
      {"(?:", "error parsing regexp: missing closing ): `(?:`"},
      {"()", ""},
      {"|", ""},
      {"(|a)*", ""},
      {"((((((((((x{2}){2}){2}){2}){2}){2}){2}){2}){2}){2})",
       "error parsing regexp: invalid repeat count: `{2}`"},
      {"(((x{100}){10}){10})", "error parsing regexp: invalid repeat count: `{10}`"},
      {"\\pN\\d\\D\\w\\W\\s\\S", ""},
      {"a{0}", ""},
      {"a{01}", ""},
      {"a{1", ""},
      {"a{1,", ""},
      {"a{1,x}", ""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.pattern);
    if (*row.error == '\0') {
      CHECK(CompileRegexp(row.pattern)->ok());
    } else {
      CHECK_THROWS_WITH_AS(CompileRegexp(row.pattern), row.error, Error);
    }
  }
}

}  // namespace
}  // namespace pkgrepo::go
