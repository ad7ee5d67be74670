// Integers of sizes at which other ways of reading, printing and dividing take over.

#include <doctest/doctest.h>

#include "program.h"

namespace pkgrepo::starlark {

TEST_CASE("integers are read and printed alike, whatever their size") {
  CHECK(Evaluate(R"(
def check(digits):
  number = int(digits)
  if str(number) != digits or "%d" % number != digits or repr(-number) != "-" + digits:
    fail("wrong digits", len(digits))
  end
  if int("%x" % number, 16) != number or int("-" + "%o" % number, 8) != -number:
    fail("wrong hexadecimal or octal digits", len(digits))
  end
end
for size in [19, 20, 303, 304, 305, 607, 608, 609, 4863, 4864, 4865, 9727, 9728, 9729, 30000]:
  check("9" * size)
  check("1" + "0" * (size - 1))
  check("1" + "0" * (size - 2) + "1")
  check(("123456789012345" * size)[:size])
end
r = int("z" * 5000, 36) == int("1" + "0" * 5000, 36) - 1
)") == "True");
}

TEST_CASE("division inverts multiplication, whatever the sizes") {
  CHECK(Evaluate(R"(
def check(left, right, rest):
  product = left * right + rest
  if product // right != left or product % right != rest or -product // right != -left - 1 or -product % right != right - rest:
    fail("wrong quotient", len(str(left)), len(str(right)))
  end
  if (product // left) * left + product % left != product:
    fail("wrong remainder", len(str(left)), len(str(right)))
  end
end
sizes = [1, 20, 300, 4000, 5000, 9999, 10000, 21000]
for left in sizes:
  for right in sizes:
    divisor = int("7" + "3" * right)
    check(int("9" * left), divisor, 1)
    check(int("1" + "0" * left), divisor, divisor - 1)
  end
end
r = "done"
)") == "\"done\"");
}

TEST_CASE("a million digits take no million times as long as one") {
  CHECK(Evaluate("x = int('9' * 1000000)\nr = [len(str(x)), x % 1000, len('%x' % x), float(x)]") ==
        "[1000000, 999, 830483, +Inf]");
  CHECK(EvaluateExpression("int('9' * 5000000)") == "integer too large");
  CHECK(Evaluate("r = 1 +\\\n " + std::string(5000000, '9')) == "2: integer too large");
}

TEST_CASE("big integers become the nearest float") {
  for (const Case& test : std::initializer_list<Case>{
           {"float((1 << 64) + (1 << 11)) == float(1 << 64)", "True"},
           {"float((1 << 64) + (1 << 11) + 1) > float(1 << 64)", "True"},
           {"float((1 << 400) + (1 << 347) + 1) > float(1 << 400)", "True"},
           {"float(-(1 << 400)) == -float(1 << 400)", "True"},
           {"[float((1 << 511) * (1 << 511) * 2), float((1 << 511) * (1 << 511) * 8)]",
            "[8.98847e+307, +Inf]"},
       }) {
    CAPTURE(test.source);
    CHECK(EvaluateExpression(test.source) == test.result);
  }
}

}  // namespace pkgrepo::starlark
