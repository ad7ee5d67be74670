#include <doctest/doctest.h>

#include "base/error.h"
#include "rendering.h"
#include "ytt/template/text_parts.h"

namespace pkgrepo::ytt {
namespace {

TEST_CASE("texts and code alternate") {
  const auto parts = ParseTextTemplate("a\n(@- x -@) \nb(@= y @)");
  REQUIRE(parts.size() == 5);
  CHECK(parts[0].content == "a");
  CHECK(parts[1].content == " x ");
  CHECK_FALSE(parts[1].prints);
  CHECK(parts[1].line_offset == 1);
  CHECK(parts[2].content == "b");
  CHECK(parts[3].content == " y ");
  CHECK(parts[3].prints);
  CHECK(parts[3].line_offset == 2);
  CHECK(parts[4].content == "");
}

TEST_CASE("marks must match") {
  CHECK_THROWS_WITH(ParseTextTemplate("ab (@ x"), "Missing code closing '@)' at line 1 col 8");
  CHECK_THROWS_WITH(ParseTextTemplate("é (@ (@", 5), "Unexpected code opening '(@' at line 5 col 7");
  CHECK_THROWS_WITH(ParseTextTemplate("a @) b"), "Unexpected code closing '@)' at line 1 col 4");
  CHECK_THROWS_WITH(ParseTextTemplate("a\n(@ (@ @)"), "Unexpected code opening '(@' at line 2 col 5");
}

TEST_CASE("text templates print text, trimmed where a dash says so") {
  struct Case {
    const char* content;
    const char* output;
  };
  const Case cases[] = {
      {"a (@ x = 1 @) b", "a  b"},
      {"a (@- x = 1 -@) b", "ab"},
      {"a\n\n (@-= \"v\" @) b", "av b"},
      {"(@ for i in [1, 2]: -@)\n<(@= str(i) @)>\n(@ end -@)\n\nend", "<1>\n<2>\nend"},
      {"(@ def f(n): @)[(@= n @)](@ end @)(@= f(\"x\") + f(\"z\") @)", "[x][z]"},
      {"(@ def f(n): @)x(@ return n @)(@ end @)(@= f(\"r\") @)", "r"},
      {"(@ x = 1\nz = 2 @)(@= str(x + z) @)", "3"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.content);
    CHECK(RenderFirst({{"a.txt", c.content}}) == c.output);
  }
}

TEST_CASE("errors show the code between the marks") {
  CHECK(RenderError({{"a.txt", "x\n(@= 5 @)\n"}}) ==
        "Evaluating text template: \n- __ytt_tpl2_set_node: cannot set non-string value (int64), consider "
        "using str(...) "
        "to convert to string\n    in <toplevel>\n      a.txt:2 | = 5 ");
  CHECK(RenderError({{"a.txt", "(@ x"}}) ==
        "Parsing text template 'a.txt': Missing code closing '@)' at line 1 col 5");
}

}  // namespace
}  // namespace pkgrepo::ytt
