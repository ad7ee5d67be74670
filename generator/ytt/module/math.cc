// @ytt:math: functions on floats, and pi and e.

#include <atomic>
#include <cmath>
#include <numbers>

#include "base/error.h"
#include "go/elementary.h"
#include "go/gamma.h"
#include "starlark/eval/interpreter.h"
#include "starlark/values/operations.h"
#include "ytt/module/modules.h"
#include "ytt/value/module_function.h"
#include "ytt/value/type_names.h"

namespace pkgrepo::ytt {

using starlark::CallArguments;
using starlark::StringDict;
using starlark::Thread;
using starlark::Value;

namespace {

constexpr double kE = 2.71828182845904523536;

// Once in a process, at the first call of any of these functions.
void WarnOfInexactness(Thread& thread) {
  static std::atomic_flag warned;
  if (warned.test_and_set()) return;
  thread.host().Print(thread,
                      "\nWarning: a function from the @ytt:math module is used in this invocation; this module does not "
                      "guarantee bit-identical results across CPU architectures.");
}

double ExpectDouble(const Value& value) {
  const std::optional<double> number = starlark::AsDouble(value);
  if (!number) throw Error("expected float value, but was " + HostTypeName(value));
  return *number;
}

Value Wrap(std::string name, starlark::Builtin::Function function) {
  return MakeModuleFunction(std::move(name),
                            [function = std::move(function)](Thread& thread, const CallArguments& arguments) {
                              WarnOfInexactness(thread);
                              return function(thread, arguments);
                            });
}

Value Unary(std::string name, double (*function)(double)) {
  return Wrap(std::move(name), [function](Thread&, const CallArguments& arguments) {
    ExpectArguments(arguments, 1);
    return Value::Float(function(ExpectDouble(arguments[0])));
  });
}

Value Binary(std::string name, double (*function)(double, double)) {
  return Wrap(std::move(name), [function](Thread&, const CallArguments& arguments) {
    ExpectArguments(arguments, 2);
    const double left = ExpectDouble(arguments[0]);
    return Value::Float(function(left, ExpectDouble(arguments[1])));
  });
}

// ceil and floor give an int, of any size.
Value Integral(const std::string& name, double (*function)(double)) {
  return Wrap(name, [name, function](Thread& thread, const CallArguments& arguments) {
    if (arguments.named_size() > 0) throw Error(name + ": unexpected keyword arguments");
    if (arguments.size() != 1) {
      throw Error(name + ": got " + std::to_string(arguments.size()) + " arguments, want 1");
    }
    if (starlark::IsInt(arguments[0])) return arguments[0];
    const double number = ExpectDouble(arguments[0]);
    if (std::isnan(number)) throw Error("cannot convert float NaN to integer");
    if (std::isinf(number)) throw Error("cannot convert float infinity to integer");
    const Value rounded = Value::Float(function(number));
    return starlark::Call(thread, starlark::Universe().find("int")->second, {rounded});
  });
}

// log(x), log(x, base). Its errors go without its name.
Value LogToBase(Thread& thread, const CallArguments& arguments) {
  WarnOfInexactness(thread);
  if (arguments.named_size() > 0) throw Error("log: unexpected keyword arguments");
  if (arguments.size() == 0) throw Error("log: got 0 arguments, want at least 1");
  if (arguments.size() > 2) {
    throw Error("log: got " + std::to_string(arguments.size()) + " arguments, want at most 2");
  }
  const double x = ExpectDouble(arguments[0]);
  if (arguments.size() == 1) return Value::Float(go::Log(x));
  return Value::Float(go::Log(x) / go::Log(ExpectDouble(arguments[1])));
}

double Degrees(double x) { return 360 * x / (2 * std::numbers::pi); }
double Radians(double x) { return 2 * std::numbers::pi * x / 360; }

StringDict MathMembers() {
  StringDict members = {
      {"acos", Unary("acos", go::Acos)},
      {"acosh", Unary("acosh", go::Acosh)},
      {"asin", Unary("asin", go::Asin)},
      {"asinh", Unary("asinh", go::Asinh)},
      {"atan", Unary("atan", go::Atan)},
      {"atanh", Unary("atanh", go::Atanh)},
      {"cos", Unary("cos", go::Cos)},
      {"cosh", Unary("cosh", go::Cosh)},
      {"degrees", Unary("degrees", Degrees)},
      {"exp", Unary("exp", go::Exp)},
      {"fabs", Unary("fabs", std::fabs)},
      {"gamma", Unary("gamma", go::Gamma)},
      {"radians", Unary("radians", Radians)},
      {"round", Unary("round", std::round)},
      {"sin", Unary("sin", go::Sin)},
      {"sinh", Unary("sinh", go::Sinh)},
      {"sqrt", Unary("sqrt", std::sqrt)},
      {"tan", Unary("tan", go::Tan)},
      {"tanh", Unary("tanh", go::Tanh)},
      {"atan2", Binary("atan2", go::Atan2)},
      {"hypot", Binary("hypot", go::Hypot)},
      {"copysign", Binary("copysign", std::copysign)},
      {"pow", Binary("pow", go::Pow)},
      {"remainder", Binary("remainder", std::remainder)},
      // The original gives mod() the name "round".
      {"mod", Binary("round", std::fmod)},
      {"ceil", Integral("ceil", std::ceil)},
      {"floor", Integral("floor", std::floor)},
      {"log", starlark::MakeBuiltin("log", LogToBase)},
      {"pi", Value::Float(std::numbers::pi)},
      {"e", Value::Float(kE)},
  };
  return members;
}

}  // namespace

Value MakeMathModule() { return starlark::Struct::MakeModule("math", MathMembers()); }

}  // namespace pkgrepo::ytt
