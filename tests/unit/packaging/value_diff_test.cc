#include "packaging/value_diff.h"

#include <doctest/doctest.h>

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

// "path: before -> after" a line; what is absent is "none".
std::string Differences(const char* before, const char* after) {
  std::string text;
  const auto dump = [](const std::optional<json>& value) { return value ? value->dump() : std::string("none"); };
  for (const FieldChange& change : DiffValues(json::parse(before), json::parse(after))) {
    text += change.path + ": " + dump(change.before) + " -> " + dump(change.after) + "\n";
  }
  return text;
}

TEST_CASE("Fields are compared one by one") {
  const struct {
    const char* before;
    const char* after;
    const char* differences;
  } cases[] = {
      {R"({"a":1})", R"({"a":1})", ""},
      {R"({"a":1,"b":2})", R"({"b":3,"c":4})", "a: 1 -> none\nb: 2 -> 3\nc: none -> 4\n"},
      {R"({"spec":{"replicas":1}})", R"({"spec":{"replicas":2}})", "spec.replicas: 1 -> 2\n"},
      {R"({"l":{"app.kubernetes.io/name":"a","":1}})", R"({"l":{"app.kubernetes.io/name":"b"}})",
       "l['']: 1 -> none\nl['app.kubernetes.io/name']: \"a\" -> \"b\"\n"},
      {R"({"a":{"b":1}})", R"({"a":[1]})", "a: {\"b\":1} -> [1]\n"},
      {R"({"a":null})", R"({})", "a: null -> none\n"},
      {R"([1,2,3])", R"([1,4])", "[1]: 2 -> 4\n[2]: 3 -> none\n"},
      {R"([1])", R"([1,2])", "[1]: none -> 2\n"},
  };
  for (const auto& c : cases) CHECK(Differences(c.before, c.after) == c.differences);
}

TEST_CASE("Items of lists are known by their names if all have one of their own") {
  CHECK(Differences(R"({"c":[{"name":"a","v":1},{"name":"b","v":1}]})", R"({"c":[{"name":"b","v":2},{"name":"n"}]})") ==
        "c[a]: {\"name\":\"a\",\"v\":1} -> none\nc[b].v: 1 -> 2\nc[n]: none -> {\"name\":\"n\"}\n");
  CHECK(Differences(R"([{"name":"a"},{"name":"a","v":1}])", R"([{"name":"a"},{"name":"a","v":2}])") ==
        "[1].v: 1 -> 2\n");
  CHECK(Differences(R"([{"name":"a"},{"name":"b"}])", R"([{"name":"b"},{"name":"a"}])") ==
        ": [{\"name\":\"a\"},{\"name\":\"b\"}] -> [{\"name\":\"b\"},{\"name\":\"a\"}]\n");
}

}  // namespace
}  // namespace pkgrepo::packaging
