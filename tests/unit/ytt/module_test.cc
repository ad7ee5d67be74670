// The @ytt: modules as templates see them: each row is an expression and what repr() shows of its value, or
// the message of its error.

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "starlark/eval/interpreter.h"
#include "starlark/values/heap.h"
#include "starlark/values/operations.h"
#include "ytt/module/modules.h"

namespace pkgrepo::ytt {
namespace {

class SilentHost final : public starlark::Host {
 public:
  starlark::StringDict Load(starlark::Thread&, std::string_view) override { return {}; }
  void Print(starlark::Thread&, std::string_view) override {}
};

std::string Evaluate(const std::string& expression) {
  starlark::Heap heap;
  SilentHost host;
  starlark::Thread thread(host);
  starlark::StringDict modules;
  for (const char* name : {"assert", "base64", "ip", "json", "math", "md5", "module", "regexp", "sha256",
                           "struct", "toml", "url", "version", "yaml"}) {
    modules.emplace(name, *MakeModule(name));
  }
  const auto program = starlark::Compile("test.star", "result = " + expression, [&](std::string_view name) {
    return modules.find(name) != modules.end();
  });
  try {
    return starlark::Repr(starlark::Run(thread, *program, modules).at("result"));
  } catch (const Error& error) {
    return "error: " + error.message();
  }
}

struct Row {
  std::string expression;
  std::string expected;
};

void CheckAll(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.expression);
    CHECK(Evaluate(row.expression) == row.expected);
  }
}

TEST_CASE("there is no module of an unknown name") { CHECK_FALSE(MakeModule("nothing").has_value()); }

TEST_CASE("hashes and base64") {
  CheckAll({
      {R"(md5.sum("data"))", R"("8d777f385d3dfec8815d20f7496026dc")"},
      {R"(sha256.sum(1))", "error: sha256.sum: expected a string, but was int"},
      {R"(base64.encode("??>>", url=True))", R"("Pz8-Pg==")"},
      {R"(base64.decode("YQ", raw=True))", R"("a")"},
      {R"(base64.decode("YR==", strict=True))", "error: base64.decode: illegal base64 data at input byte 2"},
      {R"(base64.encode("a", url=1))", "error: base64.encode: expected starlark.Bool, but was starlark.Int"},
  });
}

TEST_CASE("json") {
  CheckAll({
      {R"(json.encode({"b": [1, 2.5, None], "a": "<&>"}))",
       R"("{\"a\":\"\\u003c\\u0026\\u003e\",\"b\":[1,2.5,null]}")"},
      {R"(json.encode([1], indent=9))", "error: json.encode: indent value must be between 0 and 8"},
      {R"(json.encode(float("nan")))", "error: json.encode: json: unsupported value: NaN"},
      {R"(json.decode('{"b": 1, "a": [true, null]}'))", R"({"a": [True, None], "b": 1})"},
      {R"(json.decode('"\\u00e9\\ud83d\\ude80"'))", R"("é🚀")"},
      {R"(json.decode("[1,]"))", "error: json.decode: invalid character ']' looking for beginning of value"},
      {R"(json.decode("{"))", "error: json.decode: unexpected end of JSON input"},
      {R"(json.decode("[" * 5000))", "error: json.decode: exceeded max depth"},
  });
}

TEST_CASE("yaml") {
  CheckAll({
      {R"(yaml.encode({"b": 1, "a": ["x"]}))", R"("b: 1\na:\n- x\n")"},
      {R"(yaml.decode("a: [1, yes, ~]"))", R"({"a": [1, True, None]})"},
      {R"(yaml.decode("a: 1\n---\nb: 1"))", "error: yaml.decode: Expected to find exactly one YAML document"},
      {R"(yaml.decode("a: 1\nb: {c: 1, c: 2}"))", "error: yaml.decode: Unexpected duplicate key: c"},
  });
}

TEST_CASE("toml") {
  CheckAll({
      {R"(toml.encode({"a": {"b": 1.0}, "c": [1, "x"]}))", R"("c = [1, \"x\"]\n\n[a]\n  b = 1.0\n")"},
      {R"(toml.decode("a.b = 1\n[[c]]\nd = 'x'\n"))", R"({"a": {"b": 1}, "c": [{"d": "x"}]})"},
      {R"(toml.decode("a=1\na=2"))",
       "error: toml.decode: toml: line 2 (last key \"a\"): Key 'a' has already been defined."},
      {R"(toml.decode("y=[1]\ny=2\n[z]\nx=3\nx=[4]\n"))", R"({"y": 2, "z": {"x": [4]}})"},
      {R"(toml.decode("y=[1]\ny.a=1\n"))", R"({"y": {"a": 1}})"},
      {R"(toml.decode("x={a=1}\nx={a=2}"))",
       "error: toml.decode: toml: line 2 (last key \"x.a\"): Key 'x.a' has already been defined."},
      {R"(toml.decode("x={a=1}\nx={b=2}"))",
       "error: toml.decode: toml: line 2 (last key \"x\"): Key 'x' has already been defined."},
      {R"(toml.decode("x=1\nx={a=1}"))",
       "error: toml.decode: toml: line 2 (last key \"x.a\"): Key 'x' has already been defined."},
      {R"(toml.decode("y=[{a=1}]\ny=[{a=2}]"))",
       "error: toml.decode: toml: line 2: Key 'y' was already created and cannot be used as an array."},
      {R"(toml.decode("a."))", "error: toml.decode: toml: line 1: unexpected '='"},
      {R"(toml.decode("a = {"))",
       "error: toml.decode: toml: line 1 (last key \"a\"): unexpected '=': key name appears blank"},
      {R"(toml.decode("a=\"\r\n\""))",
       "error: toml.decode: toml: line 0 (last key \"a\"): strings cannot contain newlines"},
      {R"(toml.decode("a=01"))",
       "error: toml.decode: toml: line 1 (last key \"a\"): Invalid integer \"01\": cannot have leading "
       "zeroes"},
      {R"(toml.decode("a\nb"))",
       "error: toml.decode: toml: line 2: expected '.' or '=', but got '\\n' instead"},
      {R"(toml.decode("\n\na"))",
       "error: toml.decode: toml: line 2: unexpected EOF; expected key separator '='"},
      {R"(toml.decode(".a=1"))",
       "error: toml.decode: toml: line 1: unexpected '.': keys cannot start with a '.'"},
      {R"(toml.decode("a..b=1"))", "error: toml.decode: toml: line 1: unexpected '.'"},
      {R"(toml.decode("[a..b]"))",
       "error: toml.decode: toml: line 1: unexpected table separator (table names cannot be empty)"},
      {R"(toml.decode("'a=1"))", R"(error: toml.decode: toml: line 0: unexpected EOF; expected "'")"},
      {R"(toml.decode("a=_1"))",
       "error: toml.decode: toml: line 1 (last key \"a\"): expected value but found '_' instead"},
      {R"(toml.decode("a=-x"))",
       "error: toml.decode: toml: line 1 (last key \"a\"): expected a digit but got 'x'"},
      {R"(toml.decode("a=1e400"))",
       "error: toml.decode: toml: line 1 (last key \"a\"): 1e400 is out of range for float64"},
      {R"(toml.decode("a=2001-02-29"))",
       "error: toml.decode: toml: line 1 (last key \"a\"): Invalid TOML Datetime: \"2001-02-29\"."},
      {R"(toml.decode("a=0xg"))",
       "error: toml.decode: toml: line 1 (last key \"a\"): not a hexidecimal number: '0xg'"},
      {R"(toml.decode("a = 1 \001"))",
       "error: toml.decode: toml: line 1: TOML files cannot contain control characters: '0x01'"},
      {R"(toml.decode("a=" + "[" * 5000))",
       "error: toml.decode: toml: line 1 (last key \"a\"): nesting is too deep"},
  });
}

TEST_CASE("regexp") {
  CheckAll({
      {R"(regexp.match('(?i)^HELLO$', "hello"))", "True"},
      {R"(regexp.replace('(?P<k>\\w+)=(\\w+)', "a=b c=d", "${2}:$k"))", R"("b:a d:c")"},
      {R"(regexp.replace("x*", "abc", "-"))", R"("-a-b-c-")"},
      {R"(regexp.replace("[a-z]+", "ab cde", lambda s: str(len(s))))", R"("2 3")"},
      {R"(regexp.match("a(b", "x"))", "error: regexp.match: error parsing regexp: missing closing ): `a(b`"},
      {R"(regexp.match('a(?=b)', "x"))",
       "error: regexp.match: error parsing regexp: invalid or unsupported Perl syntax: `(?=`"},
      {R"(regexp.match('(?<n>a)', "a"))",
       "error: regexp.match: error parsing regexp: invalid or unsupported Perl syntax: `(?<`"},
  });
}

TEST_CASE("url") {
  CheckAll({
      {R"(url.parse("http://u:p%20w@h:80/a b?q#f").string())", R"("http://u:p%20w@h:80/a%20b?q#f")"},
      {R"(url.parse("http://u@h/x").without_user().string())", R"("http://h/x")"},
      {R"(url.parse("http://[::1]:80/").hostname())", R"("::1")"},
      {R"(url.parse("http://[::1"))", "error: url.parse: parse \"http://[::1\": missing ']' in host"},
      {R"(url.parse("http://a b/"))",
       "error: url.parse: parse \"http://a b/\": invalid character \" \" in host name"},
      {R"(url.query_params_decode("a=1&b=2&a=3"))", R"({"a": ["1", "3"], "b": ["2"]})"},
      {R"(url.path_segment_encode("a b/c"))", R"("a%20b%2Fc")"},
  });
}

TEST_CASE("ip") {
  CheckAll({
      {R"(ip.parse_addr("2001:DB8:0:0:1::1").string())", R"("2001:db8::1:0:0:1")"},
      {R"(ip.parse_cidr("192.0.2.77/24")[1].string())", R"("192.0.2.0/24")"},
      {R"(ip.parse_addr("::ffff:1.2.3.4").is_ipv4())", "True"},
      {R"(ip.parse_addr("01.2.3.4"))", "error: ip.parse_addr: invalid IP address: 01.2.3.4"},
  });
}

TEST_CASE("struct and module") {
  CheckAll({
      {R"([k for k in struct.make(b=1, a=2)])", R"(["b", "a"])"},
      {R"(struct.make_and_bind(5, get=lambda self: self).get())", "5"},
      {R"(struct.encode({"a": {"b": [1]}}).a.b)", "[1]"},
      {R"(struct.decode(struct.make(a=struct.make(b=1))))", R"({"a": {"b": 1}})"},
      {R"(struct.make(abc=1).abd)", "error: struct has no .abd field or method (did you mean .abc?)"},
      {R"(module.make("m", a=1).a)", "1"},
  });
}

TEST_CASE("assert") {
  CheckAll({
      {R"(assert.min(2).check(3))", "True"},
      {R"(assert.min(10).check(3))", "error: fail: value < 10"},
      {R"(assert.max_len(1).check("ab"))", "error: fail: length = 2"},
      {R"(assert.one_of("a", "b").check("c"))", "error: fail: not one of allowed values"},
      {R"(assert.one_not_null().check({"a": 1, "b": 2}))", R"(error: check: ["a", "b"] are not null)"},
      {R"(assert.try_to(lambda: fail("x")))", R"((None, "fail: x"))"},
      {R"(assert.equals(1, 2))",
       "error: assert.equals: Not equal:\n(expected type: int)\n1\n\n\n(was type: int)\n2\n"},
  });
}

TEST_CASE("a failed check has a frame of its own") {
  starlark::Heap heap;
  SilentHost host;
  starlark::Thread thread(host);
  const starlark::StringDict modules = {{"assert", *MakeModule("assert")}};
  const auto program = starlark::Compile("test.star", "assert.min(10).check(3)",
                                         [](std::string_view name) { return name == "assert"; });
  try {
    starlark::Run(thread, *program, modules);
    FAIL("the check passed");
  } catch (const starlark::EvalError& error) {
    REQUIRE(error.trace().size() == 2);
    CHECK(error.trace()[0].name == "lambda");
    CHECK(error.trace()[0].position.file == "assert.min");
  }
}

TEST_CASE("versions are compared as semantic versions") {
  CheckAll({
      {R"(version.require_at_least("0.1.0"))", "None"},
      {R"(version.require_at_least("0.48.0-alpha"))", "None"},
      {R"(version.require_at_least("v1"))",
       "error: version.require_at_least: version string 'v1' must be a valid semver"},
  });
}

}  // namespace
}  // namespace pkgrepo::ytt
