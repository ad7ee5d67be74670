// The C++ side: own objects, builtins, calls back, bounds, and that nothing leaks.

#include <doctest/doctest.h>

#include "program.h"
#include "starlark/values/heap.h"
#include "starlark/values/list.h"
#include "starlark/values/operations.h"
#include "starlark/values/unpack.h"

namespace pkgrepo::starlark {

namespace {

// Two coordinates: indexable, iterable, with fields; adds to numbers; compares by value.
class Point final : public Object {
 public:
  static constexpr std::string_view kTypeName = "point";
  static inline int alive = 0;

  Point(int64_t first, int64_t second)
      : Object(Kind::kCustom,
               capability::kAttributes | capability::kSequence | capability::kIndex | capability::kSetField),
        x(first),
        y(second) {
    ++alive;
  }
  ~Point() override { --alive; }

  std::string_view TypeName() const override { return kTypeName; }
  void Print(std::string& out, PrintStack&) const override {
    out += "(" + std::to_string(x) + "|" + std::to_string(y) + ")";
  }
  Value Attr(std::string_view name) override {
    return name == "x" ? Value::Int(x) : name == "y" ? Value::Int(y) : Value();
  }
  std::vector<std::string> AttrNames() const override { return {"x", "y"}; }
  bool SetField(std::string_view name, const Value& value) override {
    if (name != "x") return false;
    x = value.as_int();
    return true;
  }
  int64_t Length() const override { return 2; }
  Value Index(int64_t index) override { return Value::Int(index == 0 ? x : y); }
  std::unique_ptr<Iterator> Iterate() override {
    return MakeRef<List>(std::vector<Value>{Value::Int(x), Value::Int(y)})->Iterate();
  }
  Value Binary(BinaryOp op, const Value& other, bool) override {
    if (op != BinaryOp::kAdd || !other.is_small_int()) return Value();
    return MakeRef<Point>(x + other.as_int(), y + other.as_int());
  }
  std::optional<bool> CompareSameType(CompareOp op, const Object& other, int) const override {
    if (op != CompareOp::kEqual) return std::nullopt;
    const Point& point = static_cast<const Point&>(other);
    return x == point.x && y == point.y;
  }

  int64_t x, y;
};

Value MakePoint(Thread&, const CallArguments& arguments) {
  int64_t x = 0, y = 0;
  UnpackArguments("point", arguments, {"x", "y?"}, x, y);
  return MakeRef<Point>(x, y);
}

Value Twice(Thread& thread, const CallArguments& arguments) {
  CallableArgument function;
  Value argument;
  UnpackPositional("twice", arguments, 2, function, argument);
  return Call(thread, function.value, {Call(thread, function.value, {argument})});
}

Value Area(Thread&, const CallArguments& arguments) {
  Ref<Point> point;
  UnpackArguments("area", arguments, {"p"}, point);
  return Value::Int(point->x * point->y);
}

std::string RunWithPoint(std::string_view text, uint64_t steps = 1'000'000) {
  Heap heap;
  TestHost host;
  Thread thread(host);
  thread.set_max_steps(steps);
  StringDict predeclared = {{"point", MakeBuiltin("point", MakePoint)},
                            {"twice", MakeBuiltin("twice", Twice)},
                            {"area", MakeBuiltin("area", Area)}};
  try {
    Ref<Program> program =
        Compile("a.star", text, [&](std::string_view name) { return predeclared.contains(name); });
    return Repr(Run(thread, *program, predeclared).at("r"));
  } catch (const EvalError& error) {
    std::string message = error.message();
    for (const Error::TraceFrame& frame : error.trace()) {
      message += " | " + frame.name + ":" + std::to_string(frame.position.line);
    }
    return message;
  }
}

}  // namespace

TEST_CASE("own objects take part in the language") {
  static const Case kCases[] = {
      {"p = point(1, y=2)\nr = [p, p.x, p[1], p[-1], len(p), list(p), type(p)]",
       "[(1|2), 1, 2, 2, 2, [1, 2], \"point\"]"},
      {"r = [point(1) + 2, 2 + point(1), point(1) == point(1), point(1) == point(2)]",
       "[(3|2), (3|2), True, False]"},
      {"r = point(1)\nr.x = 9", "(9|0)"},
      {"r = point(1)\nr.z = 9", "point has no .z field | <toplevel>:2"},
      {"r = point(1).z", "point has no .z field or method | <toplevel>:1"},
      {"r = point(1)[5]", "point index 5 out of range [-2:1] | <toplevel>:1"},
      {"r = point(1)[0:1]", "invalid slice operand point | <toplevel>:1"},
      {"r = point(1) < point(2)", "point < point not implemented | <toplevel>:1"},
      {"r = {point(1): 2}", "unhashable type: point | <toplevel>:1"},
      {"r = point('a')", "point: for parameter x: got string, want int | <toplevel>:1"},
      {"r = point()", "point: missing argument for x | <toplevel>:1"},
      {"r = point(1, 2, 3)", "point: got 3 arguments, want at most 2 | <toplevel>:1"},
      {"r = point(1, z=2)", "point: unexpected keyword argument \"z\" | <toplevel>:1"},
      {"r = [area(point(2, 3)), area(p=point(1, 1))]", "[6, 1]"},
      {"r = area(1)", "area: for parameter p: got int, want point | <toplevel>:1"},
  };
  for (const Case& test : kCases) {
    CAPTURE(test.source);
    CHECK(RunWithPoint(test.source) == test.result);
  }
  CHECK(Point::alive == 0);
}

TEST_CASE("builtins call back into the program") {
  CHECK(RunWithPoint("r = twice(lambda x: x * 3, 2)") == "18");
  CHECK(RunWithPoint("def f(x):\n  return x.y\nend\nr = twice(f, 1)") ==
        "int has no .y field or method | f:2 | <toplevel>:4");
  CHECK(RunWithPoint("def f(x): return twice(f, x)\nr = f(1)").starts_with("too many nested calls"));
}

TEST_CASE("chains are no nesting") {
  const auto repeat = [](const std::string& text) {
    std::string all;
    for (int i = 0; i < 100'000; ++i) all += text;
    return all;
  };
  const auto condition = [](const std::string& text) {
    return Evaluate("t = True\ndef g():\n  if " + text + ":\n    return 1\n  end\n  return 2\nend\nr = g()");
  };
  CHECK(EvaluateExpression("1" + repeat(" + 1")) == "100001");
  CHECK(EvaluateExpression("1" + repeat(" + 2 * 1 - 1")) == "100001");
  CHECK(EvaluateExpression("1" + repeat(" and 1")) == "1");
  CHECK(EvaluateExpression("0" + repeat(" or 0 and 1")) == "0");
  CHECK(condition("t" + repeat(" and t")) == "1");
  CHECK(condition("not t" + repeat(" or not t and t")) == "2");
  CHECK(EvaluateExpression("'ab'" + repeat("[0:]")) == "\"ab\"");
  CHECK(EvaluateExpression("'ab'" + repeat("[0]")) == "\"a\"");
  CHECK(EvaluateExpression("'ab'" + repeat(".strip()")) == "\"ab\"");
  CHECK(EvaluateExpression("'ab'" + repeat(".b")) == "string has no .b field or method");
  CHECK(Evaluate("def f(*a): return f\nr = f" + repeat("()(1)")) == "<function f>");
  CHECK(Evaluate("r = 0\ndef g():\n  if r:\n    return 1\n" + repeat("  elif r:\n    return 2\n") +
                 "  else:\n    return 7\n  end\nend\nr = g()") == "7");
  CHECK(EvaluateExpression("[x for x in [1, 2]" + repeat(" if x") + "]") == "[1, 2]");
  CHECK(EvaluateExpression("(1" + repeat(" + 1") + " + )") == "got ')', want primary expression");
}

TEST_CASE("hostile programs end in an error") {
  std::string deep(100'000, '(');
  CHECK(Evaluate("r = " + deep) == "1: source is nested too deeply");
  CHECK(Evaluate("r = " + std::string(100'000, '-') + "1") == "1: source is nested too deeply");
  CHECK(Evaluate("def f(): return f()\nf()").starts_with("stack overflow"));
  CHECK(
      RunWithPoint("while True: r = 1", 1000).starts_with("Starlark computation cancelled: too many steps"));
  // Long chains of lists are freed, frozen and printed without a deep native stack.
  CHECK(Evaluate("r = []\nfor i in range(300000): r = [r]\nr = len(r)") == "1");
  CHECK(Evaluate("r = []\nfor i in range(300000): r = [r]\nstr(r)") ==
        "value is nested too deeply to be printed | in <toplevel>:3");
}

TEST_CASE("cycles are freed with their heap") {
  {
    Heap heap;
    Ref<List> list = MakeRef<List>();
    list->Append(MakeRef<Point>(1, 2));
    list->Append(list);
    CHECK(Point::alive == 1);
  }
  CHECK(Point::alive == 0);
}

TEST_CASE("freezing reaches everything") {
  Heap heap;
  Ref<List> inner = MakeRef<List>();
  Ref<Dict> outer = MakeRef<Dict>();
  outer->Set("inner", inner);
  Freeze(Value(outer));
  CHECK_THROWS_WITH_AS(inner->Append(Value::None()), "cannot append to frozen list", Error);
  CHECK_THROWS_WITH_AS(outer->Set("a", Value::None()), "cannot insert into frozen hash table", Error);
}

TEST_CASE("a thread shows its call stack to builtins") {
  Heap heap;
  TestHost host;
  Thread thread(host);
  std::string stack;
  StringDict predeclared = {{"where", MakeBuiltin("where", [&](Thread& running, const CallArguments&) {
                               for (const Error::TraceFrame& frame : running.CallStack()) {
                                 stack += frame.name + ":" + std::to_string(frame.position.line) + " ";
                               }
                               return Value::None();
                             })}};
  Ref<Program> program =
      Compile("a.star", "def f():\n  where()\nend\n\nf()", [](std::string_view) { return true; });
  Run(thread, *program, predeclared);
  CHECK(stack == "f:2 <toplevel>:5 ");
}

}  // namespace pkgrepo::starlark
