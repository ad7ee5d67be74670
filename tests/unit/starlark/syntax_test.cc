// What the dialect accepts, and how it refuses the rest.

#include <doctest/doctest.h>

#include "program.h"

namespace pkgrepo::starlark {

namespace {

void Check(const Case& test) {
  CAPTURE(test.source);
  CHECK(Evaluate(test.source) == test.result);
}

}  // namespace

TEST_CASE("blocks end with `end`, whatever the indentation") {
  static const Case kCases[] = {
      {"if True:\nr = 1\nend", "1"},
      {"if False:\nr = 1\nelif True:\n  r = 2\nelse:\n r = 3\nend", "2"},
      {"if False: r = 1\nr = 2", "2"},
      {"for x in [1, 2]:\n    r = x\n  end", "2"},
      {"def f():\nreturn 5\nend r = f()", "5"},
      {"def f(): return 6\nr = f()", "6"},
      {"   r = 1\n\n# a comment\n", "1"},
      {"if True: # why\n\n  # because\n  r = 1\nend # done", "1"},
      {"x = 3\nwhile x > 1:\n  x -= 1\nend\nr = x", "1"},
      {"r = [\n1,\n 2, # two\n]", "[1, 2]"},
      {"r = 1 + \\\n2", "3"},
      {"r = 1; s = 2;", "1"},
  };
  for (const Case& test : kCases) Check(test);
}

TEST_CASE("mismatched blocks") {
  static const Case kCases[] = {
      {"end", "1: unexpected end"},
      {"if True: r = 1\nend\n", "3: unexpected end"},
      {"if True: r = 1\nelse: r = 2\n", "2: unexpected end"},
      {"def f():\n  return 1\n",
       "1: mismatched set of block openings (if/else/elif/for/def) and closing (end)"},
      {"if 1:\nfor x in []:\nr = 1\nend",
       "1: mismatched set of block openings (if/else/elif/for/def) and closing (end)"},
      {"for x in []:\n r = 1\nelse:\n r = 2\nend", "3: got else, want primary expression"},
      {"if 1:\n  r = [end]\n", "2: got outdent, want primary expression"},
      {"def f():\nend", "0: runtime error: index out of range [-1]"},
      {"r = 1\ndef f():\nend", "1"},
      {"if 1:\n  pass\nend", "2: use of reserved keyword 'pass' is not allowed"},
  };
  for (const Case& test : kCases) Check(test);
}

TEST_CASE("literals") {
  static const Case kCases[] = {
      {"r = [0x1F, 0o17, 0b101, 1_0]", "1: got identifier, want ']'"},
      {"r = [0x1F, 0o17, 0b101, 00]", "[31, 15, 5, 0]"},
      {"r = [.5, 1., 1.5e3, 2E-1]", "[0.5, 1, 1500, 0.2]"},
      {"r = 0755", "1: obsolete form of octal literal; use 0o755"},
      {"r = 0x", "1: invalid hex literal"},
      {"r = 1e", "1: invalid float literal"},
      {"r = 'a' + \"b\" + '''c''' + r'\\d'", "\"abc\\\\d\""},
      {"r = '\\x41\\102\\n\\q'", "\"AB\\n\\\\q\""},
      {"r = '''a\n   b'''", "\"a\\nb\""},
      {"r = 'a\\\n  b'", "\"a  b\""},
      {"r = 'a", "1: unexpected EOF in string"},
      {"r = 'a\n'", "1: unexpected newline in string"},
      {"r = '\\xg0'", "1: invalid escape sequence \\xg0"},
      {"r = '\\777'", "1: invalid escape sequence \\777"},
      {"r = 1 ? 2", "1: unexpected input character '?'"},
      {"r = 1 \\ 2", "1: stray backslash in program"},
      {"r = 123456789012345678901234567890", "123456789012345678901234567890"},
  };
  for (const Case& test : kCases) Check(test);
}

TEST_CASE("expressions that do not parse") {
  static const Case kCases[] = {
      {"r = 1 +", "1: got newline, want primary expression"},
      {"r = 1 +\n", "2: got newline, want primary expression"},
      {"r = 1 < 2 < 3", "1: < does not associate with < (use parens)"},
      {"r = 1 in [1] == True", "1: in does not associate with == (use parens)"},
      {"r = 1 if 2", "1: conditional expression without else clause"},
      {"r = 1,", "1: unparenthesized tuple with trailing comma"},
      {"r = [x for x in 1, 2]", "1: got ',', want ']', for, or if"},
      {"r = {1}", "1: got '}', want ':'"},
      {"r = (1", "1: got end of file, want ')'"},
      {"r = 1)", "1: unexpected ')'"},
      {"r = x.if", "1: use of reserved keyword 'if' is not allowed (expected identifier)"},
      {"f((a)=1)", "1: keyword argument must have form name=expr"},
      {"def f(*a,): return 1", "1: got ')', want parameter"},
      {"if 1\n", "2: got newline, want ':' (hint: missing colon at the end of 'if/for/def' statement?)"},
      {"class = 1", "1: got illegal token, want primary expression"},
      {"load('m')", "1: load statement must import at least 1 symbol"},
      {"load('m', a)", "1: load operand must be \"a\" or a=\"originalname\" (want '=' after a)"},
  };
  for (const Case& test : kCases) Check(test);
}

TEST_CASE("names and statements out of place") {
  static const Case kCases[] = {
      {"r = nothing", "1: undefined: nothing"},
      {"colour = 1\nr = color", "2: undefined: color (did you mean colour?)"},
      {"r = later\nlater = 1", "1: undefined: later"},
      {"def f(): return later\nlater = 1\nr = f()", "1"},
      {"r = f(a, b)\ndef g(): return c",
       "1: undefined: f; 1: undefined: a; 1: undefined: b; 2: undefined: c"},
      {"def g(): return zz + zz", "1: undefined: zz"},
      {"return 1", "1: return statement not within a function"},
      {"break", "1: break not in a loop"},
      {"continue", "1: continue not in a loop"},
      {"def f():\n  load('fruit.star', 'apple')\nend", "2: load statement within a function"},
      {"load('fruit.star', '_a')", "1: load: names with leading underscores are not exported: _a"},
      {"1 = 2", "1: can't assign to literal"},
      {"f = 1\nf() = 2", "2: can't assign to callexpr"},
      {"[] = 1", "1: can't assign to []"},
      {"a = 1\n[a] += 1", "2: can't use list expression in augmented assignment"},
      {"def f(a, a): return 1", "1: duplicate parameter: a"},
      {"def f(a=1, b): return 1", "1: required parameter may not follow optional"},
      {"def f(**k, a): return 1", "1: required parameter may not follow **k"},
      {"def f(*): return 1", "1: bare * must be followed by keyword-only parameters"},
      {"def f(*a, *b): return 1", "1: multiple * parameters not allowed"},
      {"len(x=1, x=2)", "1: keyword argument x repeated"},
      {"len(x=1, 2)", "1: positional argument may not follow named"},
      {"len(*[], 1)", "1: argument may not follow *args"},
      {"len(**{}, *[])", "1: *args may not follow **kwargs"},
  };
  for (const Case& test : kCases) Check(test);
}

}  // namespace pkgrepo::starlark
