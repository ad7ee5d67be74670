#include "jsonschema/schema.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/error.h"

namespace pkgrepo::jsonschema {
namespace {

using nlohmann::json;

const std::string kDraft4 = R"("$schema": "http://json-schema.org/draft-04/schema#")";
const std::string kDraft7 = R"("$schema": "http://json-schema.org/draft-07/schema#")";
const std::string k2019 = R"("$schema": "https://json-schema.org/draft/2019-09/schema")";
const std::string k2020 = R"("$schema": "https://json-schema.org/draft/2020-12/schema")";

std::string Rendered(const Error& error) { return error.Render(); }

std::string FaultOf(const std::string& schema) {
  try {
    JsonSchema::Parse("v.json", schema);
  } catch (const Error& error) {
    return Rendered(error);
  }
  return "";
}

// What is found, a line each.
std::string Check(const std::string& schema, const std::string& value) {
  std::string lines;
  try {
    for (const JsonSchema::Finding& finding : JsonSchema::Parse("v.json", schema).Check(json::parse(value)))
      lines += finding.path() + ": " + finding.message + "\n";
  } catch (const Error& error) {
    return Rendered(error);
  }
  return lines;
}

TEST_CASE("Findings say where, what was expected, and what there is") {
  const std::string schema = R"({
    "type": "object", "required": ["name"], "additionalProperties": false,
    "properties": {
      "name": {"type": "string", "minLength": 3},
      "image": {"type": "object", "properties": {"tag": {"type": ["string", "null"]}}},
      "hosts": {"type": "array", "items": {"properties": {"port": {"type": "integer", "minimum": 1, "maximum": 65535}}}}
    }})";
  CHECK(Check(schema, R"({"name": "abc", "image": {"tag": null}, "hosts": []})") == "");
  CHECK(
      Check(schema,
            R"({"name": "é", "image": {"tag": 3}, "hosts": [{"port": 1}, {"port": 70000}], "imagee": 1})") ==
      "hosts.1.port: expected at most 65535, but is 70000\n"
      "image.tag: expected string or null, but is integer 3\n"
      "imagee: is not known here; did you mean \"image\"?\n"
      "name: expected at least 3 characters, but has 1\n");
  CHECK(Check(schema, "{}") == "(root): lacks the property \"name\"\n");
  CHECK(Check(schema, "[1.5]") == "(root): expected object, but is array\n");
  CHECK(Check(R"({"type": "integer"})", "1.0") == "");
  CHECK(Check(R"({"type": "integer"})", "1.5") == "(root): expected integer, but is number 1.5\n");
}

TEST_CASE("Constants are told") {
  CHECK(Check(R"({"enum": ["a", 1, null, {}]})", "\"b\"") ==
        "(root): expected one of \"a\", 1, null, {}, but is string \"b\"\n");
  CHECK(Check(R"({"enum": [1]})", "1.0") == "");
  CHECK(Check(R"({"const": {"a": [1]}})", R"({"a": [2]})") == "(root): expected an object, but is object\n");
  CHECK(Check(R"({"const": false})", "0") == "(root): expected false, but is integer 0\n");
  CHECK(Check("{" + kDraft4 + R"(, "const": 1})", "2") == "");
}

TEST_CASE("Numbers are compared as they are written") {
  CHECK(Check(R"({"multipleOf": 0.0001})", "0.0075") == "");
  CHECK(Check(R"({"multipleOf": 0.0001})", "0.00751") != "");
  CHECK(Check(R"({"multipleOf": 0.1})", "1e300") == "");
  CHECK(Check(R"({"multipleOf": 7})", "-21") == "");
  CHECK(Check(R"({"multipleOf": 7})", "20") == "(root): expected a multiple of 7, but is 20\n");
  CHECK(Check(R"({"maximum": 18446744073709551614})", "18446744073709551615") != "");
  CHECK(Check(R"({"minimum": -1})", "18446744073709551615") == "");
  CHECK(Check(R"({"minimum": 1, "exclusiveMinimum": true})", "1") ==
        "(root): expected more than 1, but is 1\n");
  CHECK(Check(R"({"exclusiveMaximum": 1})", "1") == "(root): expected less than 1, but is 1\n");
  CHECK(FaultOf("{" + kDraft4 + R"(, "exclusiveMaximum": 1})") != "");
  CHECK(FaultOf("{" + kDraft7 + R"(, "minimum": 1, "exclusiveMinimum": true})") != "");
}

TEST_CASE("Strings have patterns and formats") {
  CHECK(Check(R"({"pattern": "^v\\d+$"})", "\"x1\"") ==
        "(root): expected to match \"^v\\\\d+$\", but is \"x1\"\n");
  CHECK(Check(R"({"pattern": "b"})", "\"abc\"") == "");
  const auto is = [](const std::string& format, const std::string& text) {
    return Check(R"({"format": ")" + format + "\"}", json(text).dump()) == "";
  };
  CHECK(is("unheard-of", "anything"));
  CHECK(is("ipv4", "192.0.2.1"));
  CHECK_FALSE(is("ipv4", "192.0.2.256"));
  CHECK(is("ipv6", "2001:db8::1"));
  CHECK_FALSE(is("ipv6", "192.0.2.1"));
  CHECK(is("date", "2024-02-29"));
  CHECK_FALSE(is("date", "2023-02-29"));
  CHECK(is("time", "10:00:00.5+01:00"));
  CHECK_FALSE(is("time", "24:00:00"));
  CHECK(is("date-time", "2024-02-29T10:00:00Z"));
  CHECK_FALSE(is("date-time", "2024-02-29 10:00:00Z"));
  CHECK(is("email", "joe@example.com"));
  CHECK(is("email", "Joe Bloggs <joe.b@example.com>"));
  CHECK(is("email", "\"joe b\"@example.com"));
  CHECK_FALSE(is("email", "joe..b@example.com"));
  CHECK_FALSE(is("email", "joe"));
  CHECK_FALSE(is("email", "\"joe"));
  CHECK(is("hostname", "a-b.example.com"));
  CHECK_FALSE(is("hostname", "-a.example.com"));
  CHECK_FALSE(is("hostname", "a_b"));
  CHECK(is("uri", "https://example.com/a?b#c"));
  CHECK_FALSE(is("uri", "/a"));
  CHECK(is("uri-reference", "/a"));
  CHECK_FALSE(is("uri-reference", "a\\b"));
  CHECK(is("uri-template", "/a/{b}"));
  CHECK_FALSE(is("uri-template", "/a/{b"));
  CHECK(is("uuid", "01234567-89ab-cdef-0123-456789abcdef"));
  CHECK_FALSE(is("uuid", "01234567-89AB-cdef-0123-456789abcdef"));
  CHECK(is("regex", "a(b|c)"));
  CHECK_FALSE(is("regex", "a("));
  CHECK(is("json-pointer", "/a~1b/0"));
  CHECK_FALSE(is("json-pointer", "/a~2"));
  CHECK(is("relative-json-pointer", "1/a"));
  CHECK(is("relative-json-pointer", "0#"));
  CHECK_FALSE(is("relative-json-pointer", "01/a"));
  CHECK(Check(R"({"format": "ipv4"})", "1") == "");
}

TEST_CASE("Arrays have items of one schema, or of one each") {
  CHECK(Check(R"({"items": [{"type": "string"}], "additionalItems": {"type": "null"}})",
              R"(["a", null, 1])") == "2: expected null, but is integer 1\n");
  CHECK(Check(R"({"items": [{}], "additionalItems": false})", "[1, 2]") == "1: nothing is allowed here\n");
  CHECK(Check(R"({"items": {}, "additionalItems": false})", "[1, 2]") == "");
  CHECK(Check(R"({"uniqueItems": true})", R"([{"a": 1}, 2, {"a": 1.0}])") ==
        "(root): expected items that differ, but those at 0 and 2 are the same\n");
  CHECK(Check(R"({"uniqueItems": true})", "[1, true, 0, false, \"1\"]") == "");
  CHECK(Check(R"({"contains": {"const": 1}})", "[2]") ==
        "(root): expected at least 1 item as \"contains\" describes, but has 0\n");
  CHECK(Check(R"({"minItems": 2, "maxItems": 3})", "[2]") ==
        "(root): expected at least 2 items, but has 1\n");
  CHECK(Check("{" + k2020 + R"(, "prefixItems": [{"type": "string"}], "items": {"type": "null"}})",
              "[1, 1]") == "0: expected string, but is integer 1\n1: expected null, but is integer 1\n");
  CHECK(Check("{" + k2019 + R"(, "contains": {}, "maxContains": 1})", "[1, 1]") ==
        "(root): expected at most 1 item as \"contains\" describes, but has 2\n");
}

TEST_CASE("Objects have properties by name, by pattern, and others") {
  CHECK(
      Check(
          R"({"patternProperties": {"^x-": {"type": "string"}}, "additionalProperties": {"type": "integer"}})",
          R"({"x-a": 1, "b": "c"})") ==
      "b: expected integer, but is string \"c\"\nx-a: expected string, but is integer 1\n");
  CHECK(Check(R"({"propertyNames": {"maxLength": 2}})", R"({"abc": 1})") ==
        "abc: the name is not allowed: expected at most 2 characters, but has 3\n");
  CHECK(Check(R"({"dependencies": {"a": ["b"], "c": {"required": ["d"]}}})", R"({"a": 1, "c": 1})") ==
        "(root): lacks the property \"b\", which \"a\" needs\n(root): lacks the property \"d\"\n");
  CHECK(Check("{" + k2019 +
                  R"(, "dependentRequired": {"a": ["b"]}, "dependentSchemas": {"a": {"minProperties": 2}}})",
              R"({"a": 1})") ==
        "(root): lacks the property \"b\", which \"a\" needs\n(root): expected at least 2 properties, but "
        "has 1\n");
  CHECK(Check("{" + kDraft4 + R"(, "additionalProperties": false})", R"({"a": 1})") ==
        "a: is not known here\n");
  CHECK(Check("false", "1") == "(root): nothing is allowed here\n");
}

TEST_CASE("Schemas are combined") {
  CHECK(Check(R"({"anyOf": [{"type": "string"}, {"properties": {"a": {"type": "null"}}, "type": "object"}]})",
              R"({"a": 1})") ==
        "(root): fits none of the schemas of \"anyOf\": expected string, but is object; a expected null, but "
        "is "
        "integer 1\n");
  CHECK(Check(R"({"oneOf": [{"minimum": 1}, {"minimum": 2}, {"type": "string"}]})", "3") ==
        "(root): fits more than one of the schemas of \"oneOf\", those at 0, 1\n");
  CHECK(Check(R"({"not": {"type": "integer"}})", "3") == "(root): is what \"not\" rules out: integer 3\n");
  CHECK(Check(R"({"allOf": [{"minimum": 4}, {"multipleOf": 2}]})", "3") ==
        "(root): expected at least 4, but is 3\n(root): expected a multiple of 2, but is 3\n");
  const std::string condition =
      R"({"if": {"properties": {"a": {"const": 1}}}, "then": {"required": ["b"]}, "else": {"required": ["c"]}})";
  CHECK(Check(condition, R"({"a": 1})") == "(root): lacks the property \"b\"\n");
  CHECK(Check(condition, R"({"a": 2})") == "(root): lacks the property \"c\"\n");
}

TEST_CASE("What no schema that holds has described is described by one of its own") {
  const std::string schema = "{" + k2019 + R"(, "properties": {"a": {}}, "$ref": "#/$defs/b",
    "anyOf": [{"properties": {"c": {"const": 1}}, "required": ["c"]}, {"properties": {"d": {}}}],
    "if": {"required": ["e"]}, "then": {"patternProperties": {"^e": {}}},
    "$defs": {"b": {"properties": {"b": {}}}}, "unevaluatedProperties": false})";
  CHECK(Check(schema, R"({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "eee": 1})") == "");
  CHECK(Check(schema, R"({"c": 2, "d": 1, "eee": 1, "aa": 1})") ==
        "aa: is not known here; did you mean \"a\"?\nc: is not known here\n"
        "eee: is not known here\n");
  const std::string items = R"(, "allOf": [{"contains": {"const": 1}}], "unevaluatedItems": {"type": "string"}})";
  CHECK(Check("{" + k2019 + items, "[1, \"a\"]") == "0: expected string, but is integer 1\n");
  CHECK(Check("{" + k2020 + items, "[1, \"a\"]") == "");
  CHECK(Check("{" + k2020 + R"(, "prefixItems": [{}], "unevaluatedItems": false})", "[1, 2]") ==
        "1: nothing is allowed here\n");
  CHECK(Check("{" + kDraft7 + R"(, "unevaluatedProperties": false})", R"({"a": 1})") == "");
}

TEST_CASE("References lead to what is in the document") {
  const std::string tree =
      R"({"properties": {"value": {"type": "integer"}, "children": {"items": {"$ref": "#"}}}})";
  CHECK(Check(tree, R"({"children": [{"children": [{"value": "x"}]}]})") ==
        "children.0.children.0.value: expected integer, but is string \"x\"\n");
  CHECK(Check(R"({"$ref": "#/definitions/a~1b%25", "definitions": {"a/b%": {"type": "null"}}, "minimum": 9})",
              "1") == "(root): expected null, but is integer 1\n");
  CHECK(Check("{" + k2020 + R"(, "$ref": "#/$defs/a", "$defs": {"a": {"type": "integer"}}, "minimum": 9})",
              "1") == "(root): expected at least 9, but is 1\n");
  CHECK(Check("{" + k2019 + R"(, "$ref": "#here", "$defs": {"a": {"$anchor": "here", "type": "null"}}})",
              "1") != "");
  const std::string named = R"({"$id": "http://example.com/root.json",
    "definitions": {"a": {"$id": "folder/a.json", "definitions": {"b": {"type": "null"}}}, "c": {"$id": "#c", "type": "array"}},
    "properties": {"x": {"$ref": "folder/a.json#/definitions/b"}, "y": {"$ref": "#c"}}})";
  CHECK(Check(named, R"({"x": 1, "y": 2})") ==
        "x: expected null, but is integer 1\ny: expected array, but is integer 2\n");
  CHECK(Check("{" + kDraft4 + R"(, "id": "http://x/", "items": {"$ref": "http://x/#/definitions/a"},
    "definitions": {"a": {"type": "null"}}})",
              "[1]") == "0: expected null, but is integer 1\n");
  CHECK(FaultOf("{\"items\":\n{\"$ref\": \"http://example.com/x.json\"}}") ==
        "v.json:2: \"$ref\" leads to another document: \"http://example.com/x.json\"\n"
        "  hint: copy that to \"definitions\", and refer to it by \"#/definitions/NAME\"\n");
  CHECK(FaultOf(R"({"$ref": "#/definitions/a"})") ==
        "v.json:1: \"$ref\" leads to nothing: \"#/definitions/a\"\n");
}

TEST_CASE("What is no schema is refused, with its line") {
  CHECK(FaultOf("{\n\"type\": \"string\",\n\"title\": }") ==
        "v.json:3: invalid character '}' looking for beginning of value\n");
  CHECK(FaultOf("") == "v.json:1: unexpected end of JSON input\n");
  CHECK(FaultOf("[]") == "v.json:1: a schema has to be an object, true or false, but is array\n");
  CHECK(FaultOf("{\n\"properties\": {\"a\": {\n\"type\": \"strng\"}}}") ==
        "v.json:3: \"type\" has no string \"strng\"\n  hint: known are array, boolean, integer, number, "
        "object, string or "
        "null\n");
  CHECK(FaultOf("{\"properties\": {\n\"a\": {\"required\": true}}}") ==
        "v.json:2: \"required\" has to be an array, but is boolean true\n");
  CHECK(FaultOf("{\n\"pattern\": \"a(?=b)\"}") ==
        "v.json:2: \"pattern\" has what is no regular expression of Go: error parsing regexp: invalid or "
        "unsupported "
        "Perl syntax: `(?=`\n");
  CHECK(FaultOf(R"({"$schema": "http://json-schema.org/draft-03/schema#"})")
            .starts_with(
                "v.json:1: unknown dialect of JSON Schema: \"http://json-schema.org/draft-03/schema#\"\n"));
  CHECK(FaultOf("{" + k2020 + ",\n\"$dynamicRef\": \"#a\"}") ==
        "v.json:2: \"$dynamicRef\" is not understood here\n");
  CHECK(FaultOf(R"({"enum": [1, 1.0]})") == "v.json:1: \"enum\" has integer 1.0 twice\n");
  for (const char* schema : {R"({"minimum": "1"})",
                             R"({"minLength": -1})",
                             R"({"minLength": 1.5})",
                             R"({"multipleOf": 0})",
                             R"({"items": 1})",
                             R"({"properties": []})",
                             R"({"anyOf": []})",
                             R"({"allOf": {}})",
                             R"({"enum": 1})",
                             R"({"required": [1]})",
                             R"({"minItems": 3, "maxItems": 2})",
                             R"({"minimum": 3, "maximum": 2})",
                             R"({"uniqueItems": 1})",
                             R"({"exclusiveMinimum": true})",
                             R"({"title": 1})",
                             R"({"format": 1})",
                             R"({"dependencies": {"a": 1}})",
                             R"({"patternProperties": {"(": {}}})",
                             R"({"definitions": {"a": 1}})",
                             R"({"$ref": 1})",
                             R"({"$ref": "#/%zz"})",
                             R"({"$schema": 1})",
                             R"({"not": 1})",
                             R"({"then": 1})"}) {
    CAPTURE(schema);
    CHECK(FaultOf(schema).starts_with("v.json:1: "));
  }
}

TEST_CASE("Hostile schemas end") {
  CHECK(Check(R"({"$ref": "#"})", "1") ==
        "v.json: the schema leads back to itself, by \"$ref\": \"#\", for the same value\n");
  CHECK(
      Check(R"({"allOf": [{"$ref": "#/definitions/a"}], "definitions": {"a": {"not": {"$ref": "#"}}}})", "1")
          .starts_with("v.json: the schema leads back to itself"));
  std::string doubling = R"({"definitions": {"d0": {"type": "null"})";
  for (int i = 1; i < 40; ++i) {
    const std::string before = R"({"$ref": "#/definitions/d)" + std::to_string(i - 1) + "\"}";
    doubling += ", \"d" + std::to_string(i) + R"(": {"anyOf": [)" + before + ", " + before + "]}";
  }
  CHECK(Check(doubling + R"(}, "$ref": "#/definitions/d39"})", "1") ==
        "v.json: it takes too many steps to check the value by the schema\n");
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += R"({"not": )";
  CHECK(FaultOf(deep + "{}" + std::string(300, '}')) == "v.json:1: exceeded max depth\n");
  const std::string list = R"({"items": {"$ref": "#"}})";
  CHECK(Check(list, std::string(1100, '[') + std::string(1100, ']')) ==
        "v.json: value and schema are nested too deeply for a check\n");
}

}  // namespace
}  // namespace pkgrepo::jsonschema
