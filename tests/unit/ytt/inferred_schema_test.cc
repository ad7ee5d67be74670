#include "ytt/schema/inferred_schema.h"

#include <doctest/doctest.h>

#include "annotated_yaml.h"
#include "base/error.h"
#include "yaml/printer.h"
#include "yaml/reader.h"
#include "ytt/overlay/apply.h"
#include "ytt/overlay/plain_merge.h"
#include "ytt/schema/schema.h"

namespace pkgrepo::ytt {
namespace {

using yaml::Item;

Item Read(const std::string& text) {
  return yaml::ReadDocuments(yaml::MakeRef<yaml::Source>("values.yaml", text), {})->items[0];
}

std::string Print(const yaml::Value& value) {
  std::string text;
  yaml::AppendYaml(text, value);
  return text;
}

// Without the lines that every schema begins with.
std::string Inferred(const std::string& values, ListDefaults lists = ListDefaults::kGiven) {
  const Item document = Read(values);
  ValueComments comments;
  AddValueComments(document, comments);
  const std::string text = InferSchema(document.value, comments, lists);
  const std::string head = "#@data/values-schema\n---\n";
  CHECK(text.starts_with(head));
  return text.substr(head.size());
}

TEST_CASE("a scalar has the type of its default, a map its keys") {
  CHECK(Inferred("a: 1\nb: 1.5\nf: 2.0\nc: true\nd: text\nm:\n  p:\n    o: \"\"\n") ==
        "a: 1\nb: 1.5\nf: 2.0\nc: true\nd: text\nm:\n  p:\n    o: \"\"\n");
}

TEST_CASE("what has no type may be anything, and stays the default") {
  CHECK(Inferred("a:\n") == "#@schema/type any=True\na: null\n");
  CHECK(Inferred("a: {}\nb: []\n") == "#@schema/type any=True\na: {}\n#@schema/type any=True\nb: []\n");
  CHECK(Inferred("m:\n  l: [1, x]\n") == "m:\n  #@schema/type any=True\n  l:\n  - 1\n  - x\n");
  CHECK(Inferred("l: [1, 1.5]\n") == "#@schema/type any=True\nl:\n- 1\n- 1.5\n");
  CHECK(Inferred("l: [1, null]\n") == "#@schema/type any=True\nl:\n- 1\n- null\n");
  CHECK(Inferred("l: [.inf]\n") == "#@schema/type any=True\nl:\n- .inf\n");
  CHECK(Inferred("l:\n- name: a\n- name: b\n  value: {}\n") ==
        "#@schema/type any=True\nl:\n- name: a\n- name: b\n  value: {}\n");
}

TEST_CASE("a list of scalars of one type has that type") {
  CHECK(Inferred("l: [a, \"b\\\"\\n\"]\n") == "#@schema/default [\"a\", \"b\\\"\\n\"]\nl:\n- \"\"\n");
  CHECK(Inferred("l: [1, 18446744073709551615]\n") == "#@schema/default [1, 18446744073709551615]\nl:\n- 0\n");
  CHECK(Inferred("l: [1.0, -2.5]\n") == "#@schema/default [1.0, -2.5]\nl:\n- 0.0\n");
  CHECK(Inferred("l: [true, false]\n") == "#@schema/default [True, False]\nl:\n- false\n");
}

TEST_CASE("lists are left to values that are appended") {
  CHECK(Inferred("l: [a]\nm: [1, x]\n", ListDefaults::kEmpty) == "l:\n- \"\"\n#@schema/type any=True\nm: []\n");
}

TEST_CASE("comments above and behind a key describe it") {
  CHECK(Inferred("#! The head.\n\n#! Where it\n#! runs.\na: x #! not \"there\"\n") ==
        "#@schema/desc \"Where it runs. not \\\"there\\\"\"\na: x\n");
  CHECK(Inferred("m: #! about m\n  #! about p\n  p: '#! no comment'\n") ==
        "#@schema/desc \"about m\"\nm:\n  #@schema/desc \"about p\"\n  p: '#! no comment'\n");
  CHECK(Inferred("#! One of\n#!  - a\n#! - b\n#!\nx: a\n") == "#@schema/desc \"One of\\n- a\\n- b\"\nx: a\n");
  CHECK(Inferred("#! about it\n#@overlay/replace\na: 1\n") == "#@schema/desc \"about it\"\na: 1\n");
}

TEST_CASE("comments that are about something else are left out") {
  CHECK(Inferred("r: {}\n  #! limits:\n  #!   cpu: 1\na: 1\n") == "#@schema/type any=True\nr: {}\na: 1\n");
  CHECK(Inferred("# plain\na: 1\n") == "a: 1\n");
  CHECK(Inferred("t: |\n  #! text\na: 1\n") == "t: |\n  #! text\na: 1\n");
}

TEST_CASE("the comment of a later document counts, where it has one") {
  ValueComments comments;
  AddValueComments(Read("#! first\na: 1\n#! first\nb: 1\n"), comments);
  AddValueComments(Read("#! second\na: 1\nb: 2\n"), comments);
  CHECK(comments == ValueComments{{{"a"}, "second"}, {{"b"}, "first"}});
}

TEST_CASE("the defaults of the schema are the values") {
  for (const std::string values : {
           "a: null\nb: []\nc: {}\n",
           "deep:\n  text: |\n    one\n\n      two\n  keep: |+\n    x\n\n  first: |2\n      indented\n  next: 1\n",
           "f: 1.0\ng: [2.0, 3.0]\nl:\n- a\n- - b\nm:\n- 1\n- 2\nn:\n- x: {}\n- x: null\n",
           "\"on\": \"yes\"\n1: \"1\"\n\"a: b\": \"#@ x\"\ntrue: 1e+30\n",
       }) {
    CAPTURE(values);
    const yaml::Value given = Read(values).value;
    AnnotatedYaml yaml;
    const Schema schema = Schema::FromDocument(yaml.Document("schema.yaml", InferSchema(given, {}, ListDefaults::kGiven)));
    Item defaults = schema.DefaultValues();
    schema.Check(defaults);
    CHECK(Print(defaults.value) == Print(given));
  }
}

}  // namespace
}  // namespace pkgrepo::ytt
