#include <doctest/doctest.h>

#include "annotated_yaml.h"
#include "base/error.h"
#include "yaml/printer.h"
#include "ytt/overlay/apply.h"
#include "ytt/overlay/plain_merge.h"
#include "ytt/value/annotations.h"

namespace pkgrepo::ytt {
namespace {

using yaml::Item;
using yaml::Node;

// The result of a whole document over another one, or the message of the error. The overlay starts on line 2.
std::string Overlay(const std::string& base, const std::string& overlay) {
  AnnotatedYaml yaml;
  const Item left = yaml.Document("base.yml", base);
  const Item right = yaml.Document("over.yml", "---\n" + overlay);
  try {
    const Item result = OverlayDocument(yaml.thread(), left, right);
    std::string text;
    yaml::AppendYaml(text, result.value);
    return text;
  } catch (const Error& error) {
    return error.message();
  }
}

// The same for an overlay of all documents of a set.
std::string OverlaySet(const std::string& base, const std::string& overlay) {
  AnnotatedYaml yaml;
  const auto documents = yaml.Documents("base.yml", base);
  try {
    OverlayDocuments(yaml.thread(), {documents}, yaml.Document("over.yml", overlay));
    return yaml::PrintYaml(*documents);
  } catch (const Error& error) {
    return error.message();
  }
}

const std::string kPrefix = "Document on line over.yml:1: ";

TEST_CASE("map items merge into the item of the same key") {
  CHECK(Overlay("a: 1\nb: {x: 1, z: 2}\n", "b: {x: 5}\n") == "a: 1\nb:\n  x: 5\n  z: 2\n");
  CHECK(Overlay("a: null\n", "a: {x: 1}\n") == "a:\n  x: 1\n");
  CHECK(Overlay("1: a\n1.0: b\n", "1: z\n") == "1: z\n1: b\n");
  CHECK(Overlay("a: {x: 1}\n", "a: text\n") == "a: text\n");
}

TEST_CASE("a key must exist unless the overlay says otherwise") {
  CHECK(Overlay("a: 1\n", "b: 1\n") ==
        kPrefix +
            "Map item (key 'b') on line over.yml:2: Expected number of matched nodes to be 1, but was 0");
  CHECK(Overlay("a: 1\n", "#@overlay/match missing_ok=True\nb: {x: 1}\n") == "a: 1\nb:\n  x: 1\n");
  CHECK(Overlay("a: 1\n", "1: 2\n") == kPrefix +
                                           "Map item (key '%!s(int=1)') on line over.yml:2: Expected number "
                                           "of matched nodes to be 1, but was 0");
}

TEST_CASE("values of other kinds do not merge") {
  CHECK(Overlay("a: 1\n", "a: {x: 1}\n") ==
        kPrefix + "Map item (key 'a') on line over.yml:2: Expected map, but was integer");
  CHECK(Overlay("a: {x: 1}\n", "a: [1]\n") ==
        kPrefix + "Map item (key 'a') on line over.yml:2: Expected array, but was map");
}

TEST_CASE("array items without annotations are appended") {
  CHECK(Overlay("l: [1]\n", "l: [2, 3]\n") == "l:\n- 1\n- 2\n- 3\n");
  CHECK(Overlay("l: [1]\n", "l:\n#@overlay/append\n- 2\n") == "l:\n- 1\n- 2\n");
  CHECK(Overlay("l: [1]\n", "l:\n#@overlay/remove\n- 1\n") == "l:\n- 1\n");
}

TEST_CASE("array items match by key, index and function") {
  const std::string base = "l:\n- name: a\n  v: 1\n- name: b\n  v: 2\n";
  CHECK(Overlay(base, "l:\n#@overlay/match by=\"name\"\n- name: b\n  v: 5\n") ==
        "l:\n- name: a\n  v: 1\n- name: b\n  v: 5\n");
  CHECK(Overlay(base, "l:\n#@overlay/match by=overlay.index(0)\n#@overlay/remove\n-\n") ==
        "l:\n- name: b\n  v: 2\n");
  CHECK(Overlay(base, "l:\n#@overlay/match by=lambda i, l, r: l[\"v\"] > 1\n#@overlay/replace\n- x\n") ==
        "l:\n- name: a\n  v: 1\n- x\n");
  CHECK(Overlay("l: [1]\n", "l:\n#@overlay/match by=\"name\"\n- name: b\n") ==
        kPrefix +
            "Map item (key 'l') on line over.yml:2: Array item on line over.yml:4: overlay.map_key_matcher: "
            "Expected "
            "value to be map, but was integer");
}

TEST_CASE("insert puts copies before and after") {
  CHECK(
      Overlay(
          "l: [1, 2]\n",
          "l:\n#@overlay/match by=overlay.all, expects=2\n#@overlay/insert before=True, after=True\n- x\n") ==
      "l:\n- x\n- 1\n- x\n- x\n- 2\n- x\n");
  CHECK(Overlay("l: [1]\n",
                "l:\n#@overlay/match by=overlay.index(0)\n"
                "#@overlay/insert after=True, via=lambda l, r: [l, r]\n- x\n") == "l:\n- 1\n- - 1\n  - x\n");
}

TEST_CASE("replace takes the key of the overlay, and may compute") {
  CHECK(Overlay("m: {a: 1}\n",
                "m:\n  #@overlay/match by=lambda k, l, r: k == \"a\"\n"
                "  #@overlay/replace via=lambda l, r: l + r\n  z: 5\n") == "m:\n  z: 6\n");
  CHECK(Overlay("m: 1\n", "#@overlay/match missing_ok=True\n#@overlay/replace\nx: 1\n") == "m: 1\n");
  CHECK(Overlay("m: 1\n", "#@overlay/match missing_ok=True\n#@overlay/replace or_add=True\nx: 1\n") ==
        "m: 1\nx: 1\n");
}

TEST_CASE("assert compares, then merges what is below") {
  CHECK(Overlay("a: 1\n", "#@overlay/assert\na: 1\n") == "a: 1\n");
  CHECK(Overlay("m: {l: [1]}\n", "#@overlay/assert\nm: {l: [1]}\n") == "m:\n  l:\n  - 1\n  - 1\n");
  CHECK(Overlay("a: 5\n", "#@overlay/assert via=lambda l, r: l > r\na: 3\n") == "a: 5\n");
  const std::string item = kPrefix + "Map item (key 'a') on line over.yml:3: ";
  CHECK(Overlay("a: 1\n", "#@overlay/assert\na: \"1\"\n") ==
        item + "Expected objects to equal, but did not: Expected leaf values to match integer string");
  CHECK(Overlay("a: 1\n", "#@overlay/assert via=lambda l, r: (False, \"too small\")\na: 5\n") ==
        item + "Expected via invocation to return true, but was false with message: too small");
}

TEST_CASE("what was expected to match is told with positions") {
  const std::string item = kPrefix + "Map item (key 'l') on line over.yml:2: Array item on line over.yml:4: ";
  const auto match = [](const std::string& arguments) {
    return Overlay("l:\n- 1\n- 2\n", "l:\n#@overlay/match by=overlay.all, " + arguments + "\n- 5\n");
  };
  CHECK(match("expects=3") ==
        item + "Expected number of matched nodes to be 3, but was 2 (lines: base.yml:2, base.yml:3)");
  CHECK(match("expects=\"3+\"") ==
        item + "Expected number of matched nodes to be >= 3, but was 2 (lines: base.yml:2, base.yml:3)");
  CHECK(match("expects=[0, \"2+\"]") == "l:\n- 5\n- 5\n");
  CHECK(match("expects=lambda n: n == 1") == item + "Expectation of number of matched nodes failed");
  CHECK(match("expects=\"x\"") == item + "Expected 'x' to be in format 'i+' where i is an integer");
  CHECK(match("when=1") == "l:\n- 1\n- 2\n");
  CHECK(match("when=2") == "l:\n- 5\n- 5\n");
  CHECK(match("missing_ok=True, expects=2") ==
        item + "Expected only one of keyword arguments ('missing_ok', 'expects') specified");
}

TEST_CASE("match-child-defaults hold for all below") {
  CHECK(Overlay("a: {}\n", "#@overlay/match-child-defaults missing_ok=True\na: {b: {c: 1}}\n") ==
        "a:\n  b:\n    c: 1\n");
}

TEST_CASE("malformed annotations") {
  const std::string item = kPrefix + "Map item (key 'a') on line over.yml:";
  CHECK(Overlay("a: 1\n", "#@overlay/remove\n#@overlay/replace\na: 1\n") ==
        item + "4: Expected to find only one overlay operation");
  CHECK(Overlay("a: 1\n", "#@overlay/match mising_ok=True\na: 1\n") ==
        item + "3: Unknown 'overlay/match' annotation keyword argument 'mising_ok'");
  CHECK(Overlay("a: 1\n", "#@overlay/replace via=1\na: 1\n") ==
        item +
            "3: Expected 'overlay/replace' annotation keyword argument 'via' to be function, but was "
            "starlark.Int");
  CHECK(Overlay("a: 1\n", "#@overlay/insert before=True\na: 1\n") ==
        item +
            "3: Found @overlay/insert on map item (over.yml:3); only array items can be annotated with "
            "@overlay/insert");
}

TEST_CASE("documents match by function, over all sets") {
  const std::string base = "kind: A\n---\nkind: B\n";
  CHECK(OverlaySet(base, "#@overlay/match by=overlay.subset({\"kind\": \"B\"})\n---\nkind: C\n") ==
        "kind: A\n---\nkind: C\n");
  CHECK(OverlaySet(base, "#@overlay/match by=overlay.all, expects=2\n#@overlay/remove\n---\n") == "");
  CHECK(
      OverlaySet(base, "#@overlay/match by=overlay.index(0)\n#@overlay/insert after=True\n---\nkind: C\n") ==
      "kind: A\n---\nkind: C\n---\nkind: B\n");
  CHECK(OverlaySet(base, "#@overlay/match missing_ok=True\n---\nkind: C\n") ==
        "Document on line over.yml:2: Expected 'overlay/match' annotation keyword argument 'by'  to be "
        "specified");
}

TEST_CASE("plain documents merge maps and replace arrays") {
  AnnotatedYaml yaml;
  Item plain = yaml.Document("plain.yml", "m: {l: [2], new: 1}\n");
  AnnotateForPlainMerge(plain);
  const Item result = OverlayDocument(yaml.thread(), yaml.Document("base.yml", "m: {l: [1], k: 1}\n"), plain);
  std::string text;
  yaml::AppendYaml(text, result.value);
  CHECK(text == "m:\n  l:\n  - 2\n  k: 1\n  new: 1\n");
}

TEST_CASE("the result of apply() is the left side, and no overlay") {
  AnnotatedYaml yaml;
  const Item left = yaml.Document("base.yml", "a: {x: 1}\n");
  const Item right = yaml.Document("over.yml", "---\n#@overlay/match missing_ok=True\nb: {y: 1}\n");
  const yaml::Value result = ApplyOverlay(yaml.thread(), left.value, right.value);
  CHECK(result.node() == left.value.node());
  const Item& added = result.node()->items.at(1);
  CHECK(FindAnnotation(added, "overlay/match") == nullptr);
  CHECK(FindAnnotation(right.value.node()->items[0], "overlay/match") != nullptr);
  CHECK(added.value.node() != right.value.node()->items[0].value.node());
}

TEST_CASE("nesting deeper and deeper ends in an error") {
  AnnotatedYaml yaml;
  const yaml::Value deeper = yaml.Document("over.yml", "x: {x: null}\n").value;
  const Item root = yaml.Document("base.yml", "x: null\n");
  yaml::Value innermost = root.value;
  const auto nest = [&] {
    for (int i = 0; i <= yaml::kMaxDepth; ++i) {
      ApplyOverlay(yaml.thread(), innermost, deeper);
      innermost = innermost.node()->items[0].value;
    }
  };
  CHECK_THROWS_WITH_AS(nest(), "Expected values to be nested less deeply", Error);
}

TEST_CASE("functions that change the left side meanwhile do no harm") {
  AnnotatedYaml yaml;
  const auto documents = yaml.Documents("base.yml", "l: [1, 2, 3]\n");
  // Empties the list while its items are being replaced.
  const auto clear = [&](starlark::Thread&, const starlark::CallArguments&) {
    documents->items[0].value.node()->items[0].value.node()->items.clear();
    return starlark::Value::Bool(true);
  };
  Item edit =
      yaml.Document("over.yml",
                    "#@overlay/match by=overlay.all\n---\nl:\n#@overlay/match by=overlay.all, expects=3\n"
                    "#@overlay/replace via=1\n- x\n");
  Item& item = edit.value.node()->items[0].value.node()->items[0];
  Annotation replace = *FindAnnotation(item, "overlay/replace");
  replace.named = {{"via", starlark::MakeBuiltin("clear", clear)}};
  MutableAnnotations(item).Set(replace);
  OverlayDocuments(yaml.thread(), {documents}, edit);
  CHECK(yaml::PrintYaml(*documents) == "l: []\n");
}

}  // namespace
}  // namespace pkgrepo::ytt
