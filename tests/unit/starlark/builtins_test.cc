// Builtins and methods.

#include <doctest/doctest.h>

#include "program.h"

namespace pkgrepo::starlark {

namespace {

void CheckAll(std::initializer_list<Case> cases) {
  for (const Case& test : cases) {
    CAPTURE(test.source);
    CHECK(EvaluateExpression(test.source) == test.result);
  }
}

}  // namespace

TEST_CASE("conversions") {
  CheckAll({
      {"[int('12'), int('-0x1f', 16), int('z', 36), int(3.9), int('0b11', 0)]", "[12, -31, 35, 3, 3]"},
      {"int('1f')", "int: invalid literal with base 10: 1f"},
      {"int('0b1', 16)", "int: invalid literal with base 16: 0b1"},
      {"int([])", "int: cannot convert list to int"},
      {"int('1', 40)", "int: base must be an integer >= 2 && <= 36"},
      {"int(float('nan'))", "int: cannot convert float NaN to integer"},
      {"[float('1.5'), float('-inf'), float(2), float(True)]", "[1.5, -Inf, 2, 1]"},
      {"[float('0x1.8p1'), float('1_0'), float('.5')]", "[3, 10, 0.5]"},
      {"float('1e400')", "float: strconv.ParseFloat: parsing \"1e400\": value out of range"},
      {"float('x')", "float: strconv.ParseFloat: parsing \"x\": invalid syntax"},
      {"[str(1.0), str('a'), str([1, 'a', None]), repr('a')]", R"(["1", "a", "[1, \"a\", None]", "\"a\""])"},
      {"[bool(), bool(''), bool([0])]", "[False, False, True]"},
      {"[list((1, 2)), tuple([1]), set([1, 1])]", "[[1, 2], (1,), set([1])]"},
      {"dict([('a', 1)], b=2)", "{\"a\": 1, \"b\": 2}"},
      {"dict([1])", "dict: dictionary update sequence element #0 is not iterable (int)"},
      {"[chr(233), ord('\\xc3\\xa9'), hash('abc')]", "[\"é\", 233, 96354]"},
      {"chr(-1)", "chr: Unicode code point -1 out of range (<0)"},
      {"ord('ab')", "ord: string encodes 2 Unicode code points, want 1"},
      {"[type(1), type(1.0), type(None), type(len), type(lambda: 1), type({}.get)]",
       R"(["int", "float", "NoneType", "builtin_function_or_method", "function", "builtin_function_or_method"])"},
      {"[len, [].append, lambda: 1, range(1, 4)]",
       "[<built-in function len>, <built-in method append of list value>, <function lambda>, range(1, 4)]"},
  });
}

TEST_CASE("sequences") {
  CheckAll({
      {"sorted(['bb', 'a', 'ccc'], key=len, reverse=True)", R"(["ccc", "bb", "a"])"},
      {"sorted([1, 'a'])", "string < int not implemented"},
      {"sorted([1, 'a', None])", "NoneType < string not implemented"},
      {"sorted([1, 'a', None], reverse=True)", "string < NoneType not implemented"},
      {"sorted([1], key=1)", "sorted: for parameter \"key\": got int, want callable"},
      {"sorted(1)", "sorted: for parameter iterable: got int, want iterable"},
      {"[max(1, 3, 2), min([3, 1]), max(['a', 'bbb'], key=len)]", "[3, 1, \"bbb\"]"},
      {"min([])", "min: argument is an empty sequence"},
      {"zip([1, 2], 'ab'.elems())", "[(1, \"a\"), (2, \"b\")]"},
      {"zip(1)", "zip: argument #1 is not iterable: int"},
      {"enumerate(['a'], 5)", "[(5, \"a\")]"},
      {"reversed([1, 2])", "[2, 1]"},
      {"[any([0, 1]), all([0, 1]), all([])]", "[True, False, True]"},
      {"len(5)", "len: value of type int has no len"},
      {"len()", "len: got 0 arguments, want 1"},
      {"range(1, 2, 0)", "range: step argument must not be zero"},
      {"range(1 << 40)", "range: for parameter 1: 1099511627776 out of range"},
      {"[hasattr([], 'pop'), getattr({}, 'x', 7)]", "[True, 7]"},
      {"getattr('a', 'x')", "getattr: string has no .x field or method"},
      {"dir(set())", "[\"union\"]"},
      {"fail('a', 1, sep='-')", "fail: a-1"},
      {"print(1, x=2)", "print: unexpected keyword argument \"x\""},
  });
}

TEST_CASE("string methods") {
  CheckAll({
      {"' a b  c '.split()", R"(["a", "b", "c"])"},
      {"'a,b,c'.split(',', 1) + 'a,b,c'.rsplit(',', 1)", R"(["a", "b,c", "a,b", "c"])"},
      {"' a b c '.split(None, 1) + ' a b c '.rsplit(None, 1)", R"(["a", "b c ", " a b", "c"])"},
      {"'a\\nb\\n'.splitlines() + 'a\\nb'.splitlines(True)", R"(["a", "b", "a\n", "b"])"},
      {"['a-b-c'.partition('-'), 'a-b-c'.rpartition('-'), 'a'.partition('-')]",
       R"([("a", "-", "b-c"), ("a-b", "-", "c"), ("a", "", "")])"},
      {"'-'.join(['a', 'b'])", "\"a-b\""},
      {"['xax'.strip('x'), ' a '.lstrip(), ' a '.rstrip()]", R"(["a", "a ", " a"])"},
      {"['banana'.replace('a', 'o', 2), 'ab'.replace('', '.')]", R"(["bonona", ".a.b."])"},
      {"['banana'.find('n', 3), 'banana'.rfind('n'), 'banana'.count('an'), 'abc'.find('x')]",
       "[4, 4, 2, -1]"},
      {"['hello world'.title(), 'ABC'.lower(), '\\xc3\\xa9'.upper(), 'aBC'.capitalize()]",
       R"(["Hello World", "abc", "É", "Abc"])"},
      {"['\u00aab\u65e5a'.title(), '\u00df'.islower(), '\u0149'.islower()]", "[\"\u00aaB\u65e5A\", True, False]"},
      {"[int('000', 0), int('0x1F', 0), int('0b1', 0)]", "[0, 31, 1]"},
      {"int('1x', 0)", "int: invalid literal with base 10: 1x"},
      {"int('0x', 16)", "int: invalid literal with base 16: 0x"},
      {"int('010', 0)", "int: invalid literal with base 0: 010"},
      {"int('0x1', 10)", "int: invalid literal with base 10: 0x1"},
      {"['\u05b0'.isalpha(), '\u00aa'.islower(), '\u01c5'.isupper(), '\U00010d30'.isdigit()]", "[False, False, False, True]"},
      {"['a1'.isalnum(), ''.isalpha(), 'Ab Cd'.istitle(), 'ab'.islower(), '1'.isupper()]",
       "[True, False, True, True, False]"},
      {"['abc'.startswith(('x', 'ab')), 'abc'.endswith('c'), 'abc'.startswith('b', 1)]",
       "[True, True, True]"},
      {"[list('\\xc3\\xa9'.codepoints()), list('a'.elem_ords()), 'ab'.elems()]",
       R"([["é"], [97], "ab".elems()])"},
      {"'{} {x!r} {{}}'.format(1, x='y')", R"("1 \"y\" {}")"},
      {"'{1} {0}'.format(1, 2)", "\"2 1\""},
      {"'{} {0}'.format(1)",
       "format: cannot switch from automatic field numbering to manual field specification"},
      {"'{:3}'.format(1)", "format spec features not supported in replacement fields: 3"},
      {"'{a.b}'.format()", "format: attribute syntax x.y is not supported in replacement fields: a.b"},
      {"'{'.format()", "format: unmatched '{' in format"},
      {"'a'.split('')", "split: empty separator"},
      {"'a'.index('b')", "index: substring not found"},
      {"','.join([1])", "join: in list, want string, got int"},
      {"'a'.startswith(1)", "startswith: got int, want string or tuple of string"},
      {"'a'.upper(1)", "upper: got 1 arguments, want 0"},
      {"'%s' % '\\xff\\x00\"'", R"("\xff\x00\"")"},
  });
}

TEST_CASE("list, dict and set methods") {
  static const Case kCases[] = {
      {"r = [3]\nr.append(4)\nr.extend((5,))\nr.insert(-1, 9)\nr.remove(3)\nr.pop(0)", "[9, 5]"},
      {"r = [1, 2, 1].index(1, 1)", "2"},
      {"r = [].pop()", "pop: index -1 out of range: empty list | in <toplevel>:1"},
      {"r = [1].pop(3)", "pop: list index 3 out of range [-1:0] | in <toplevel>:1"},
      {"r = [1].remove(2)", "remove: element not found | in <toplevel>:1"},
      {"r = {}\nr.update([('a', 1)], b=2)\nr.setdefault('c', [])\nr.pop('a')", "{\"b\": 2, \"c\": []}"},
      {"d = {'a': 1, 'b': 2}\nr = [d.keys(), d.values(), d.items(), d.get('z', 0), d.popitem()]",
       "[[\"a\", \"b\"], [1, 2], [(\"a\", 1), (\"b\", 2)], 0, (\"a\", 1)]"},
      {"r = {}.pop('a')", "pop: missing key | in <toplevel>:1"},
      {"r = {}.get([])", "get: unhashable type: list | in <toplevel>:1"},
      {"r = [] in {}", "False"},
      {"r = set([1]).union([2, 1])", "set([1, 2])"},
      {"r = {i: 0 for i in range(40)}\nfor i in range(40):\n  if i % 10: r.pop(i)\nend",
       "{0: 0, 10: 0, 20: 0, 30: 0}"},
      {"r = []\nr.append(r)", "[[...]]"},
      {"r = {}\nr['a'] = [r]", "{\"a\": [{...}]}"},
      {"x = []\nx.append(x)\nr = x == x", "comparison exceeded maximum recursion depth | in <toplevel>:3"},
  };
  for (const Case& test : kCases) {
    CAPTURE(test.source);
    CHECK(Evaluate(test.source) == test.result);
  }
}

TEST_CASE("what a key function is called for cannot be changed by it") {
  for (const char* call : {"sorted(l, key=k)", "sorted(l, k, True)", "min(l, key=k)", "max(l, key=k)"}) {
    CAPTURE(call);
    CHECK(Evaluate("l = [1, 2]\ndef k(x):\n  l.append(x)\nend\nr = " + std::string(call)) ==
          "append: cannot append to list during iteration | in k:3 | in <toplevel>:5");
    CHECK(Evaluate("l = {1: 2}\ndef k(x):\n  l[3] = x\nend\nr = " + std::string(call)) ==
          "cannot insert into hash table during iteration | in k:3 | in <toplevel>:5");
  }
  CHECK(Evaluate("l = [2, 1]\ns = sorted(l, key=lambda x: x)\nl.append(max(l, key=lambda x: x))\nr = l") ==
        "[2, 1, 2]");
}

}  // namespace pkgrepo::starlark
