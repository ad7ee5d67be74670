#include "ytt/schema/schema.h"

#include <doctest/doctest.h>

#include "annotated_yaml.h"
#include "base/error.h"
#include "yaml/printer.h"
#include "ytt/overlay/apply.h"
#include "ytt/overlay/plain_merge.h"

namespace pkgrepo::ytt {
namespace {

using yaml::Item;

std::string Print(const Item& document) {
  std::string text;
  yaml::AppendYaml(text, document.value);
  return text;
}

// The defaults of a schema, or the message of the error.
std::string Defaults(const std::string& schema) {
  AnnotatedYaml yaml;
  try {
    return Print(Schema::FromDocument(yaml.Document("schema.yml", schema)).DefaultValues());
  } catch (const Error& error) {
    return error.message();
  }
}

// The values after a file of plain values, or the message of the error.
std::string Values(const std::string& schema_text, const std::string& values) {
  AnnotatedYaml yaml;
  const Schema schema = Schema::FromDocument(yaml.Document("schema.yml", schema_text));
  Item given = yaml.Document("values.yml", values);
  AnnotateForPlainMerge(given);
  Item result = OverlayDocument(yaml.thread(), schema.DefaultValues(), given);
  try {
    schema.Check(result);
    return Print(result);
  } catch (const Error& error) {
    return error.message();
  }
}

std::string OpenApi(const std::string& schema) {
  AnnotatedYaml yaml;
  const std::string text = Print(Schema::FromDocument(yaml.Document("schema.yml", schema)).OpenApiDocument());
  const std::string start = "    dataValues:\n";
  return text.substr(text.find(start) + start.size());
}

TEST_CASE("defaults follow from the schema") {
  CHECK(Defaults("a: 1\nl: [x]\nm: {t: true}\n") == "a: 1\nl: []\nm:\n  t: true\n");
  CHECK(Defaults("#@schema/nullable\nm: {t: true}\n") == "m: null\n");
  CHECK(Defaults("#@schema/type any=True\na: [1, x]\n") == "a:\n- 1\n- x\n");
  CHECK(Defaults("#@schema/default [{\"a\": 5}]\nl:\n- a: 1\n  b: 2\n") == "l:\n- a: 5\n  b: 2\n");
}

TEST_CASE("array items and what replaces null are completed") {
  CHECK(Values("l:\n- a: 1\n  b: 2\n", "l: [{b: 5}, {}]\n") == "l:\n- b: 5\n  a: 1\n- a: 1\n  b: 2\n");
  CHECK(Values("#@schema/nullable\nm: {a: 1, b: 2}\n", "m: {b: 5}\n") == "m:\n  b: 5\n  a: 1\n");
}

TEST_CASE("violations are laid out with the lines they concern") {
  CHECK(Values("count: 1\nname: \"\"\n", "count: x\nnam: 1\n") ==
        "\nOne or more data values were invalid\n"
        "====================================\n"
        "\n"
        "Given data value is not declared in schema\n"
        "values.yml:\n"
        "    |\n"
        "  2 | nam: 1\n"
        "    |\n"
        "\n"
        "    = found: nam\n"
        "    = expected: one of { count, name } (from schema.yml:1)\n"
        "    = hint: did you mean \"name\"?\n"
        "\n"
        "values.yml:\n"
        "    |\n"
        "  1 | count: x\n"
        "    |\n"
        "\n"
        "    = found: string\n"
        "    = expected: integer (by schema.yml:1)\n"
        "\n");
}

TEST_CASE("an integer is fine for a float, not the reverse") {
  CHECK(Values("f: 0.5\n", "f: 2\n") == "f: 2\n");
  CHECK(Values("i: 1\n", "i: 2.0\n").find("= found: float\n") != std::string::npos);
}

TEST_CASE("wrong structure is reported alone") {
  const std::string message = Values("#@schema/nullable\na: 1\nb: 1\n", "a: {x: 1}\nb: x\n");
  CHECK(message.find("= found: map\n") != std::string::npos);
  CHECK(message.find("= found: string\n") == std::string::npos);
}

TEST_CASE("schemas that are wrong") {
  CHECK(Defaults("a:\n") ==
        "\nInvalid schema - null value not allowed here\n"
        "============================================\n"
        "\n"
        "schema.yml:\n"
        "    |\n"
        "  1 | a:\n"
        "    |\n"
        "\n"
        "    = found: null value\n"
        "    = expected: non-null value\n"
        "    = hint: in YAML, omitting a value implies null.\n"
        "    = hint: to set the default value to null, annotate with @schema/nullable.\n"
        "    = hint: to allow any value, annotate with @schema/type any=True.\n"
        "\n");
  struct {
    const char* schema;
    const char* found;
  } const cases[] = {
      {"a: []\n", "= found: 0 array items\n"},
      {"a: [1, 2]\n", "= found: 2 array items\n"},
      {"#@schema/type\na: 1\n", "= found: missing keyword argument and value (by schema.yml:1)\n"},
      {"#@schema/type foo=1\na: 1\n", "= found: foo (by schema.yml:1)\n"},
      {"#@schema/type any=1\na: 1\n", "= found: starlark.Int (by schema.yml:1)\n"},
      {"#@schema/nullable x=1\na: 1\n", "= found: keyword argument in @schema/nullable (by schema.yml:1)\n"},
      {"#@schema/desc 1\na: 1\n", "= found: Non-string value in @schema/desc (by schema.yml:1)\n"},
      {"#@schema/title \"a\", \"b\"\na: 1\n", "= found: 2 values in @schema/title (by schema.yml:1)\n"},
      {"#@schema/default\na: 1\n", "= found: missing value in @schema/default (by schema.yml:1)\n"},
      {"#@schema/default \"x\"\na: 1\n", "= found: string (at schema.yml:1)\n"},
      {"#@schema/examples (\"x\", \"y\")\na: 1\n", "= found: string (by schema.yml:1)\n"},
      {"#@schema/examples (\"x\",)\na: 1\n", "= found: empty tuple in @schema/examples (by schema.yml:1)\n"},
      {"#@schema/deprecated \"x\"\n---\na: 1\n", "@schema/deprecated not supported on a document\n"},
      {"l:\n#@schema/default 1\n- 1\n", "Invalid schema - @schema/default not supported on array item\n"},
      {"#@schema/type any=True\na:\n  #@schema/nullable\n  b: 1\n",
       "= found: @schema/nullable annotation(s)\n"},
  };
  for (const auto& test : cases) {
    CAPTURE(test.schema);
    CHECK(Defaults(test.schema).find(test.found) != std::string::npos);
  }
}

TEST_CASE("errors below nullable values have one more heading") {
  CHECK(
      Defaults("#@schema/nullable\nm:\n  a:\n")
          .starts_with("\nInvalid schema\n==============\n\nInvalid schema - null value not allowed here\n"));
  CHECK(Defaults("#@schema/nullable\na:\n").starts_with("\nInvalid schema - null value not allowed here\n"));
}

TEST_CASE("a document that replaces everything has no line of its own") {
  CHECK(Values("a: 1\n", "text\n").find("values.yml:\n    |\n  1 | \n    |\n") != std::string::npos);
  CHECK(Values("a: 1\n", "---\ntext\n").find("values.yml:\n    |\n  1 | ---\n    |\n") != std::string::npos);
}

TEST_CASE("export to OpenAPI") {
  CHECK(OpenApi("#@schema/title \"T\"\n#@schema/desc \"D\"\n#@schema/examples (\"E\", "
                "5)\n#@schema/nullable\na: 0.5\n"
                "l:\n#@schema/deprecated \"x\"\n- x: 1\n#@schema/type any=True\nany: {}\n") ==
        "      type: object\n"
        "      additionalProperties: false\n"
        "      properties:\n"
        "        a:\n"
        "          title: T\n"
        "          type: number\n"
        "          format: float\n"
        "          nullable: true\n"
        "          description: D\n"
        "          x-example-description: E\n"
        "          example: 5\n"
        "          default: null\n"
        "        l:\n"
        "          type: array\n"
        "          items:\n"
        "            type: object\n"
        "            additionalProperties: false\n"
        "            deprecated: true\n"
        "            properties:\n"
        "              x:\n"
        "                type: integer\n"
        "                default: 1\n"
        "          default: []\n"
        "        any:\n"
        "          nullable: true\n"
        "          default: {}\n");
}

}  // namespace
}  // namespace pkgrepo::ytt
