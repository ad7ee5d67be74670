#include <doctest/doctest.h>

#include "annotated_yaml.h"
#include "base/error.h"
#include "ytt/schema/schema.h"
#include "ytt/validation/validate.h"

namespace pkgrepo::ytt {
namespace {

using yaml::Item;

// What is wrong with the defaults of a schema, without the first line.
std::string Validate(const std::string& schema_text) {
  AnnotatedYaml yaml;
  std::string message;
  try {
    const Schema schema = Schema::FromDocument(yaml.Document("schema.yml", schema_text));
    ValidateDataValues(yaml.thread(), schema.DefaultValues());
  } catch (const Error& error) {
    message = error.message();
  }
  const std::string first_line = "Validating final data values:\n";
  return message.starts_with(first_line) ? message.substr(first_line.size()) : message;
}

std::string Finding(const std::string& what, const std::string& found) {
  return "  a\n    from: schema.yml:2\n    - must be: " + what + " (by: schema.yml:1)\n" +
         (found.empty() ? "" : "      found: " + found + "\n") + "\n";
}

TEST_CASE("each rule has its words") {
  CHECK(Validate("#@schema/validation min=5\na: 1\n") == Finding("a value >= 5", "value < 5"));
  CHECK(Validate("#@schema/validation max=0\na: 1\n") == Finding("a value <= 0", "value > 0"));
  CHECK(Validate("#@schema/validation min_len=5\na: x\n") == Finding("length >= 5", "length = 1"));
  CHECK(Validate("#@schema/validation max_len=0\na: x\n") == Finding("length <= 0", "length = 1"));
  CHECK(Validate("#@schema/validation one_of=[1, \"x\"]\na: z\n") ==
        Finding("one of [1, \"x\"]", "not one of allowed values"));
  CHECK(Validate("#@schema/validation one_not_null=[\"p\", \"q\"]\na: {p: 1, q: 1}\n") ==
        Finding("exactly one of [\"p\", \"q\"] to be not null", "[\"p\", \"q\"] are not null"));
  CHECK(Validate("#@schema/validation (\"odd\", lambda v: v % 2 == 1)\na: 2\n") == Finding("odd", ""));
  CHECK(Validate("#@schema/validation (\"odd\", lambda v: fail(\"is even\"))\na: 2\n") ==
        Finding("odd", "is even"));
  CHECK(Validate("#@schema/validation (\"big\", assert.min(5))\na: 2\n") == Finding("big", "value < 5"));
  CHECK(Validate("#@schema/validation min=1, max=5, one_of=[2]\na: 2\n") == "");
}

TEST_CASE("null only breaks not_null") {
  CHECK(Validate("#@schema/nullable\n#@schema/validation min_len=4\na: x\n") == "");
  CHECK(Validate("#@schema/nullable\n#@schema/validation not_null=True, min_len=4\na: x\n") ==
        "  a\n    from: schema.yml:3\n    - must be: not null (by: schema.yml:2)\n      found: value is "
        "null\n\n");
}

TEST_CASE("when decides") {
  CHECK(Validate("#@schema/validation min=5, when=lambda v: False\na: 1\n") == "");
  CHECK(Validate(
            "#@schema/validation min=5, when=lambda v, ctx: ctx.parent[\"a\"] == ctx.root[\"a\"]\na: 1\n") ==
        Finding("a value >= 5", "value < 5"));
  CHECK(Validate("#@schema/validation min=5, when=lambda v: 1\na: 1\n") ==
        "Validating a: want when= to be bool, got int");
  CHECK(Validate("#@schema/validation min=5, when=lambda: True\na: 1\n") ==
        "Validating a: Failed to evaluate when=: function must accept 1 or 2 arguments (0 given)");
}

TEST_CASE("paths name documents, keys and items") {
  AnnotatedYaml yaml;
  const Item values = yaml.Document(
      "values.yml",
      "#@assert/validate (\"x\", lambda v: False)\n---\nm:\n  l:\n  #@assert/validate min=5\n  - 1\n");
  CHECK_THROWS_WITH_AS(ValidateDataValues(yaml.thread(), values),
                       "Validating final data values:\n"
                       "  (document)\n"
                       "    from: values.yml:2\n"
                       "    - must be: x (by: values.yml:1)\n"
                       "\n"
                       "  m.l[0]\n"
                       "    from: values.yml:6\n"
                       "    - must be: a value >= 5 (by: values.yml:5)\n"
                       "      found: value < 5\n"
                       "\n",
                       Error);
}

TEST_CASE("malformed rules") {
  const std::string invalid = "Invalid @schema/validation annotation - ";
  CHECK(Validate("#@schema/validation\na: 1\n") ==
        invalid +
            "expected annotation to have 2-tuple as argument(s), but found no arguments (by schema.yml:1)");
  CHECK(Validate("#@schema/validation minimum=1\na: 1\n") ==
        invalid + "unknown keyword argument \"minimum\" (at schema.yml:1)");
  CHECK(Validate("#@schema/validation (\"x\", 1)\na: 1\n") ==
        invalid +
            "expected second item in the 2-tuple to be an assertion function, but was int (at schema.yml:1)");
  CHECK(Validate("#@schema/validation min_len=True\na: x\n") ==
        invalid + "expected keyword argument \"min_len\" to be a number, but was bool (at schema.yml:1)");
  CHECK(Validate("#@schema/validation one_of=5\na: 1\n") ==
        invalid + "expected keyword argument one_of to be a sequence, but was int");
}

}  // namespace
}  // namespace pkgrepo::ytt
