// The table holds what package errors of go-cli-ui gave for the same texts.

#include "go/error_text.h"

#include <doctest/doctest.h>

namespace pkgrepo::go {
namespace {

TEST_CASE("Chains of causes are split at capital letters outside of brackets") {
  struct Row {
    std::string_view message, printed;
  };
  constexpr Row kRows[] = {
      {"", ""},
      {"plain", "plain"},
      {"a: b", "a: b"},
      {"A: B", "A:\n  B"},
      {"Fetching: Reading a: not there", "Fetching:\n  Reading a: not there"},
      {"A: B: C: D", "A:\n  B:\n    C:\n      D"},
      {"A:B", "A:B"},
      {"A:  B", "A:  B"},
      {"A: ", "A: "},
      {"A: É", "A: É"},
      {"a (B: C)", "a (B: C)"},
      {"a [B: C]: D", "a [B: C]:\n  D"},
      {"a {B: C}", "a {B: C}"},
      {"a (B: C): D", "a (B: C):\n  D"},
      {"a) B: C", "a"},
      {"(a: B) C: D", "(a: B) C:\n  D"},
      {"([)] A: B", "([]) A:\n  B"},
      {"A: B\nC: D", "A:\n  B\nC: D"},
      {"A\nB: C", "A\nB: C"},
      {"A: B)", "A:\n  B"},
      {"A: B) C: D", "A:\n  B"},
      {"Err: {\"a\": B}: C", "Err: {\"a\": B}:\n  C"},
      {"A: (B: C", "A: (B: C"},
      {"A: B: (C: D): E", "A:\n  B: (C: D):\n    E"},
      {"http://X: Y", "http://X:\n  Y"},
      {"A : B", "A :\n  B"},
      {"A: 1", "A: 1"},
      {"ü: Ü: X", "ü: Ü:\n  X"},
      {"A: B: ", "A:\n  B: "},
      {"A: ...|B: (C|... D: E", "A: ...|B: (C|... D:\n  E"},
      {"A: ...|B: C", "A: ...|B: C"},
      {"a|... B: C", "a|..."},
      {"(a|... B: C", "(a|...) B:\n  C"},
      {"...|...", "...|..."},
      {"x...|", "x...|"},
      {"A: ...|)|...) B: C", "A: ...|)|..."},
      {"A: \xff B: C", "A: � B:\n  C"},
      {"{[}]: X", "{[]}:\n  X"},
      {"((A: B) C: D", "((A: B) C: D"},
      {": A", ":\n  A"},
      {"A: B\r", "A:\n  B\r"},
      {"a (b [c) d: E] F: G", "a (b [c] d: E) F:\n  G"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.message);
    CHECK(FormatErrorChain(row.message) == row.printed);
  }
}

}  // namespace
}  // namespace pkgrepo::go
