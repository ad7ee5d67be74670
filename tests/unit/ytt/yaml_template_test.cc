#include <doctest/doctest.h>

#include "rendering.h"

namespace pkgrepo::ytt {
namespace {

struct Case {
  const char* content;
  const char* output;
};

void CheckAll(std::initializer_list<Case> cases) {
  for (const Case& c : cases) {
    CAPTURE(c.content);
    CHECK(RenderYaml(c.content) == c.output);
  }
}

TEST_CASE("a file without code is printed as it is") {
  CheckAll({{"# plain\na: 1 # comment\n", "a: 1\n"},
            {"#! note\na: 1\na: 2\n", "a: 2\n"},
            {"a: |\n  #@ text\n", "a: |\n  #@ text\n"}});
}

TEST_CASE("code computes values, chooses nodes and repeats them") {
  CheckAll({{"#@ x = 1\na: #@ x\nb: #@ [x, {\"k\": None}]\n", "a: 1\nb:\n- 1\n- k: null\n"},
            {"#@ if False:\na: 1\n#@ elif True:\nb: 2\n#@ else:\nc: 3\n#@ end\n", "b: 2\n"},
            {"l:\n#@ for i in range(2):\n- id: #@ i\n  s: t\n#@ end\n- last\n",
             "l:\n- id: 0\n  s: t\n- id: 1\n  s: t\n- last\n"},
            {"#@ for i in [1, 2]:\n---\ndoc: #@ i\n#@ end\n", "doc: 1\n---\ndoc: 2\n"},
            {"m:\n  #@ if False:\n  k: v\n  #@ end\n", "m: {}\n"},
            {"a: #@\n", "a: []\n"},
            {"--- #@ None\n--- #@ {}\n--- #@ 5\n", "{}\n---\n5\n"}});
}

TEST_CASE("*/end stands for an end behind the next node") {
  CheckAll({{"#@ if/end False:\na: 1\nb: 2\n", "b: 2\n"},
            {"#@ for/end i in [1, 2]:\n- #@ i\n", "- 1\n- 2\n"},
            {"#@ if False:\na: 1\n#@ else/end:\na: 2\n", "a: 2\n"}});
}

TEST_CASE("functions return the nodes in their bodies") {
  CheckAll(
      {{"#@ def f(n):\nk: #@ n\nl:\n- 1\n#@ end\na: #@ f(1)\nb: #@ f(2)[\"l\"]\n",
        "a:\n  k: 1\n  l:\n  - 1\nb:\n- 1\n"},
       {"#@ def f(n):\n- #@ n\n#@ end\n---\na: #@ f(f(1))\n", "a:\n- - 1\n"},
       {"#@ def f(early):\nk: v\n#@ if early:\n#@ return 5\n#@ end\n#@ end\n---\na: #@ [f(True), f(False)]\n",
        "a:\n- 5\n- k: v\n"},
       {"#@ def f(early):\n#@ if early:\n#@ return 5\n#@ end\nk: v\n#@ end\n---\na: #@ [f(True), f(False)]\n",
        "a:\n- 5\n- k: v\n"},
       {"#@ def f():\n#@ if/end False:\nk: v\n#@ end\n---\na: #@ f()\nt: #@ type(f())\n",
        "a: null\nt: yamlfragment\n"},
       {"#@ def f():\nk: #@ g()\n#@ end\n---\n#@ def g():\nin: ner\n#@ end\n---\na: #@ f()\n",
        "a:\n  k:\n    in: ner\n"},
       {"#@ def d():\n---\na: 1\n---\nb: 2\n#@ end\n---\ncount: #@ len(d())\nx: #@ d()[1][\"b\"]\n",
        "count: 2\nx: 2\n"}});
}

TEST_CASE("fragments are read like maps and arrays, dicts and lists stay what they are") {
  CheckAll({{"#@ def f():\na: {x: 1}\nb: #@ {\"x\": 1}\n#@ end\n---\n"
             "types: #@ [type(f()), type(f()[\"a\"]), type(f()[\"b\"])]\nkeys: #@ list(f())\nin: #@ \"a\" in "
             "f()\n",
             "types:\n- yamlfragment\n- yamlfragment\n- dict\nkeys:\n- a\n- b\nin: true\n"},
            {"#@ def f():\n- 1\n- a: 2\n#@ end\n---\nx: #@ [type(i) for i in f()]\nz: #@ f()[1][\"a\"]\ns: "
             "#@ str(f())\n",
             "x:\n- int\n- yamlfragment\nz: 2\ns: yamlfragment(*yamlmeta.Array)\n"}});
}

TEST_CASE("texts are templates where an annotation says so") {
  CheckAll(
      {{"#@ n = \"x\"\n#@yaml/text-templated-strings\nk-(@= n @): \"v (@= n @) w\"\nplain: \"(@= n @)\"\n",
        "k-x: v x w\nplain: (@= n @)\n"},
       {"#@yaml/text-templated-strings\n---\na:\n- \"(@ for i in [1,2]: @)<(@= str(i) @)>(@ end @)\"\n",
        "a:\n- <1><2>\n"}});
}

TEST_CASE("a key may come twice only where that is said") {
  CheckAll({{"a: 1\nb: 2\n#@yaml/map-key-override\na: 3\n", "b: 2\na: 3\n"}});
  CHECK(
      RenderError({{"c.yml", "a: 1\na: #@ 2\n"}}) ==
      "\n- __ytt_tpl2_start_node: expected key 'a' to not be specified again (unless 'yaml/map-key-override' "
      "annotation is added)\n    in <toplevel>\n      c.yml:2 | a: #@ 2");
}

TEST_CASE("template.replace puts items in the place of one") {
  const std::string load = "#@ load(\"@ytt:template\", \"template\")\n";
  CHECK(RenderYaml(load + "a: 1\n_: #@ template.replace({\"b\": 2, \"c\": 3})\nd: 4\n") ==
        "a: 1\nb: 2\nc: 3\nd: 4\n");
  CHECK(RenderYaml(load + "- #@ template.replace([1, 2])\n- #@ template.replace([])\n- 3\n") ==
        "- 1\n- 2\n- 3\n");
  CHECK(RenderYaml(load + "--- #@ template.replace([{\"a\": 1}, 2])\n") == "a: 1\n---\n2\n");
  CHECK(RenderError({{"c.yml", load + "a: #@ template.replace([1])\n"}}) ==
        "\n- template.replace: expected value to be map, but was []interface {}\n    in <toplevel>\n"
        "      c.yml:2 | a: #@ template.replace([1])");
}

TEST_CASE("values that are used twice print twice") {
  CheckAll({{"#@ def f():\nk: v\n#@ end\n#@ x = f()\na: #@ x\nb: #@ x\n", "a:\n  k: v\nb:\n  k: v\n"}});
}

TEST_CASE("nesting without bounds ends in an error") {
  const std::string start = "#@ def wrap(x):\nk: #@ x\n#@ end\n---\n#@ x = 1\n#@ for i in range(100000):\n";
  const std::string end = "#@ end\na: #@ x\n";
  for (const std::string code : {"#@ x = wrap(x)\n", "#@ x = [x]\n", "#@ x = {\"k\": wrap(x)}\n"}) {
    CAPTURE(code);
    const std::string message = RenderError({{"c.yml", start + code + end}});
    CHECK(message.find("value is nested too deep for YAML") != std::string::npos);
  }
}

TEST_CASE("what cannot be compiled is refused with its line") {
  CHECK(RenderError({{"c.yml", "#@ x = 1\n# plain\na: #@ x\n"}}) ==
        "Compiling YAML template 'c.yml': Failed to parse line 2: '# plain': Expected ytt-formatted string "
        "(use '#@' for "
        "annotations or code, '#!' for comments)");
  CHECK(RenderError({{"c.yml", "a: 1 #@ 2\n"}}) ==
        "Compiling YAML template 'c.yml': Expected YAML node at line c.yml:1 to have either computed or YAML "
        "value, but "
        "found both");
  CHECK(RenderError({{"c.yml", "#@ if/end True:\n#@ x = 1\na: 1\n"}}) ==
        "Compiling YAML template 'c.yml': Unexpected code at line c.yml:2 after use of '*/end', expected "
        "YAML node");
  CHECK(RenderError({{"c.yml", "a: [\n"}}) ==
        "Unmarshaling YAML template 'c.yml': yaml: line 1: did not find expected node content");
}

}  // namespace
}  // namespace pkgrepo::ytt
