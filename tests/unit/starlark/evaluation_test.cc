// Operators, functions, scopes, loops and traces.

#include <doctest/doctest.h>

#include "program.h"

namespace pkgrepo::starlark {

TEST_CASE("operators") {
  static const Case kCases[] = {
      {"1 + 2 * 3 - 4", "3"},
      {"not False or True and False", "True"},
      {"not [] or 5", "True"},
      {"[7 // 2, -7 // 2, 7 % -3, -7 % 3, 7 / 2]", "[3, -4, -2, 2, 3.5]"},
      {"[-7.5 % 2, -7.5 // 2, 1e15, 0.1 + 0.2]", "[-1.5, -4, 1e+15, 0.3]"},
      {"[5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 4, -9 >> 1]", "[1, 7, 6, -6, 16, -5]"},
      {"9223372036854775807 + 1", "9223372036854775808"},
      {"-9223372036854775807 - 2", "-9223372036854775809"},
      {"(1 << 70) // -(1 << 69)", "-2"},
      {"[(1 << 70) & -(1 << 65), -(1 << 70) | 1]", "[1180591620717411303424, -1180591620717411303423]"},
      {"(1 << 64) - (1 << 64)", "0"},
      {"[1 == 1.0, (1 << 60) + 1 == 1152921504606846976.0, 'a' < 'b', [1, 2] < [1, 3]]",
       "[True, False, True, True]"},
      {"'ab' * 2 + 'c'", "\"ababc\""},
      {"[[1] * 2, (1,) + (2,), 'b' in 'abc', 2 not in [1]]", "[[1, 1], (1, 2), True, True]"},
      {"set([1, 2]) ^ set([2, 3])", "set([1, 3])"},
      {"'%s is %r, %d%%' % ('a', 'b', 3.7)", "\"a is \\\"b\\\", 3%\""},
      {"'%(k)x' % {'k': 255}", "\"ff\""},
      {"1 + 'a'", "unknown binary op: int + string"},
      {"{} | {}", "unknown binary op: dict | dict"},
      {"-'a'", "unknown unary op: - string"},
      {"1 < 'a'", "int < string not implemented"},
      {"1 // 0", "floored division by zero"},
      {"1 << 600", "shift count too large: 600"},
      {"'a' * (1 << 40)", "repeat count 1099511627776 too large"},
      {"[0] * 1000000 * 1000000", "excessive repeat (1000000000000 elements)"},
      {"'%d' % 'a'", "%d format requires integer: cannot convert string to int"},
      {"'%s' % (1, 2)", "too many arguments for format string"},
  };
  for (const Case& test : kCases) {
    CAPTURE(test.source);
    CHECK(EvaluateExpression(test.source) == test.result);
  }
}

TEST_CASE("indexes and slices") {
  static const Case kCases[] = {
      {"[1, 2, 3][-1]", "3"},
      {"'hello'[1:4]", "\"ell\""},
      {"'hello'[::-2]", "\"olh\""},
      {"[0, 1, 2, 3, 4][3:0:-1]", "[3, 2, 1]"},
      {"(1, 2, 3)[5:]", "()"},
      {"range(10)[2:9:3]", "range(2, 9, 3)"},
      {"{'a': 1}['a']", "1"},
      {"{}['a']", "key \"a\" not in dict"},
      {"[1][1]", "list index 1 out of range [-1:0]"},
      {"()[0]", "index 0 out of range: empty tuple"},
      {"[1]['a']", "list index: got string, want int"},
      {"1[0]", "unhandled index operation int[int]"},
      {"[1][::0]", "zero is not a valid slice step"},
      {"[1]['a':]", "invalid start index: got string, want int"},
      {"{}[1:]", "invalid slice operand dict"},
      {"{[]: 1}", "unhashable type: list"},
      {"{1: 2, 1.0: 3}", "duplicate key: 1"},
  };
  for (const Case& test : kCases) {
    CAPTURE(test.source);
    CHECK(EvaluateExpression(test.source) == test.result);
  }
}

TEST_CASE("programs") {
  static const Case kCases[] = {
      {"a, (b, [c]) = 1, (2, [3])\nr = [c, b, a]", "[3, 2, 1]"},
      {"r = [1, 2]\nr[0], r[1] = r[1], r[0]", "[2, 1]"},
      {"r = {'n': [1]}\nr['n'] += (2,)\nr['m'] = 3", "{\"n\": [1, 2], \"m\": 3}"},
      {"r = [x * y for x in [1, 2, 3] if x > 1 for y in [x, 10]]", "[4, 20, 9, 30]"},
      {"r = {k: v for k, v in [('a', 1), ('b', 2)]}", "{\"a\": 1, \"b\": 2}"},
      {"x = 5\ny = [x for x in [1]]\nr = x", "5"},
      {"def fact(n): return 1 if n < 2 else n * fact(n - 1)\nr = fact(25)", "15511210043330985984000000"},
      {"def f(n): return n if n == 0 else f(n - 1)\nr = f(50000)", "0"},
      {"fs = [lambda: i for i in range(3)]\nr = [f() for f in fs]", "[2, 2, 2]"},
      {"def counter():\n  n = [0]\n  def next():\n    n[0] += 1\n    return n[0]\n  end\n  return next\nend\n"
       "c = counter()\nc()\nr = c()",
       "2"},
      {"def f(l=[]):\n  l.append(1)\n  return l\nend\nf()\nr = f()", "[1, 1]"},
      {"def f(a, b=2, *c, d, e=5, **g): return (a, b, c, d, e, g)\nr = f(1, *[7, 8], d=4, z=9)",
       "(1, 7, (8,), 4, 5, {\"z\": 9})"},
      {"def f(a, b): return (a, b)\nr = f(**{'b': 1, 'a': 2})", "(2, 1)"},
      {"def f():\n  for i in range(5):\n    if i == 1: continue\n    for j in [1, 2]:\n"
       "      if i + j == 4: return (i, j)\n    end\n  end\nend\nr = f()",
       "(2, 2)"},
      {"n = 10\nwhile True:\n  n -= 3\n  if n < 0: break\nend\nr = n", "-2"},
      {"a = len\nlen = 3\nr = [a([1]), len]", "[1, 3]"},
      {"load('fruit.star', 'apple', p='pear')\nr = [apple, p]", "[1, [2]]"},
      {"load('fruit.star', 'apple')\nprint('n', apple)", "n 1\nno r"},
      {"r = [f() for f in [lambda: 1]] + [(lambda *a, **k: len(a) + len(k))(1, 2, x=3)]", "[1, 3]"},
  };
  for (const Case& test : kCases) {
    CAPTURE(test.source);
    CHECK(Evaluate(test.source) == test.result);
  }
}

TEST_CASE("errors carry the calls that led to them") {
  static const Case kCases[] = {
      {"def f(x):\n  return x.y\nend\ndef g():\n  return f(1)\nend\ng()",
       "int has no .y field or method | in f:2 | in g:5 | in <toplevel>:7"},
      {"r = sorted([1],\n  key=lambda x: x + 'a')",
       "unknown binary op: int + string | in lambda:2 | in <toplevel>:1"},
      {"def f(a,\n  b): return 1\nf(1)", "function f missing 1 argument (b) | in f:1 | in <toplevel>:3"},
      {"def f(a): return 1\nf(1, 2)",
       "function f accepts 1 positional argument (2 given) | in f:1 | in <toplevel>:2"},
      {"def f(a, b=1): return 1\nf(1, c=2)",
       "function f got an unexpected keyword argument \"c\" | in f:1 | in <toplevel>:2"},
      {"def f(a):\n  'doc'\n  return a\nend\nf()",
       "function f missing 1 argument (a) | in f:3 | in <toplevel>:5"},
      {"def f(a): return 1\nf(1, a=2)",
       "function f got multiple values for parameter \"a\" | in f:1 | in <toplevel>:2"},
      {"len(*1)", "argument after * must be iterable, not int | in <toplevel>:1"},
      {"dict(**{1: 2})", "keywords must be strings, not int | in <toplevel>:1"},
      {"def f():\n  x = y\n  y = 1\nend\nf()",
       "local variable y referenced before assignment | in f:2 | in <toplevel>:5"},
      {"x = (1 +\n 'a')", "unknown binary op: int + string | in <toplevel>:1"},
      {"a, b = [1]", "too few values to unpack (got 1, want 2) | in <toplevel>:1"},
      {"a, b = 1, 2, 3", "too many values to unpack (got 3, want 2) | in <toplevel>:1"},
      {"a, b = 'xy'", "got string in sequence assignment | in <toplevel>:1"},
      {"for c in 'abc': r = c", "string value is not iterable | in <toplevel>:1"},
      {"r = 'x'.uper()", "string has no .uper field or method (did you mean .upper?) | in <toplevel>:1"},
      {"r = 'x'.u__per_x_()",
       "string has no .u__per_x_ field or method (did you mean .upper?) | in <toplevel>:1"},
      {"r = 'x'.u___xx()", "string has no .u___xx field or method | in <toplevel>:1"},
      {"load('other.star', 'x')", "cannot load other.star: no such file | in <toplevel>:1"},
      {"load('fruit.star', 'appel')",
       "load: name appel not found in module fruit.star (did you mean apple?) | in <toplevel>:1"},
      {"load('fruit.star', 'pear')\npear.append(1)",
       "append: cannot append to frozen list | in <toplevel>:2"},
      {"1()", "invalid call of non-function (int) | in <toplevel>:1"},
  };
  for (const Case& test : kCases) {
    CAPTURE(test.source);
    CHECK(Evaluate(test.source) == test.result);
  }
}

TEST_CASE("collections do not change while they are walked over") {
  static const Case kCases[] = {
      {"r = [1]\nfor x in r: r.append(2)",
       "append: cannot append to list during iteration | in <toplevel>:2"},
      {"r = {1: 2}\nfor k in r: r[2] = 3",
       "cannot insert into hash table during iteration | in <toplevel>:2"},
      {"r = [1]\nfor x in r: r += [2]", "cannot apply += to list during iteration | in <toplevel>:2"},
      {"r = [1]\nfor x in r: break\nr.append(2)", "[1, 2]"},
      {"r = [1]\ndef f():\n  for x in r: return x\nend\nf()\nr.append(2)", "[1, 2]"},
  };
  for (const Case& test : kCases) {
    CAPTURE(test.source);
    CHECK(Evaluate(test.source) == test.result);
  }
}

}  // namespace pkgrepo::starlark
