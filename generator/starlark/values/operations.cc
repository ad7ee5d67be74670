#include "starlark/values/operations.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "go/spell.h"
#include "starlark/values/big_int.h"
#include "starlark/values/format.h"
#include "starlark/values/list.h"
#include "starlark/values/range.h"

namespace pkgrepo::starlark {

namespace {

// Exact, whatever the sizes. Precondition: neither is NaN.
int CompareNumbers(const Value& left, const Value& right) {
  if (IsInt(left) && IsInt(right)) return CompareInts(left, right);
  if (left.is_float() && right.is_float()) {
    return left.as_float() < right.as_float() ? -1 : left.as_float() > right.as_float() ? 1 : 0;
  }
  if (left.is_float()) return -CompareNumbers(right, left);
  double number = right.as_float();
  if (std::isinf(number)) return number > 0 ? -1 : 1;
  double floor = std::floor(number);
  int order = CompareInts(left, IntFromDouble(floor));
  return order == 0 && number > floor ? -1 : order;
}

bool IsNaN(const Value& value) { return value.is_float() && std::isnan(value.as_float()); }

[[noreturn]] void ThrowNotOrdered(CompareOp op, const Value& left, const Value& right) {
  throw Error(std::string(TypeName(left)) + " " + std::string(ToString(op)) + " " +
              std::string(TypeName(right)) + " not implemented");
}

bool Identical(const Value& left, const Value& right) {
  if (left.tag() != right.tag()) return false;
  switch (left.tag()) {
    case Value::Tag::kObject:
      return left.object() == right.object();
    case Value::Tag::kFloat:
      return left.as_float() == right.as_float();
    default:
      return left.as_int() == right.as_int();
  }
}

}  // namespace

uint32_t HashBytes(std::string_view bytes) {
  uint64_t hash = 0x9E3779B97F4A7C15u ^ bytes.size();
  for (char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3u;
  hash ^= hash >> 29;
  hash *= 0xBF58476D1CE4E5B9u;
  return static_cast<uint32_t>(hash >> 32);
}

std::string_view ToString(CompareOp op) {
  static constexpr std::string_view kNames[] = {"==", "!=", "<", "<=", ">", ">="};
  return kNames[static_cast<size_t>(op)];
}

std::string_view ToString(BinaryOp op) {
  static constexpr std::string_view kNames[] = {"+", "-", "*",  "/",  "//", "%",     "&",
                                                "|", "^", "<<", ">>", "in", "not in"};
  return kNames[static_cast<size_t>(op)];
}

std::string_view TypeName(const Value& value) {
  switch (value.tag()) {
    case Value::Tag::kNone:
      return "NoneType";
    case Value::Tag::kBool:
      return "bool";
    case Value::Tag::kInt:
      return "int";
    case Value::Tag::kFloat:
      return "float";
    case Value::Tag::kObject:
      return value.object()->TypeName();
    default:
      return "unset";
  }
}

bool Truth(const Value& value) {
  switch (value.tag()) {
    case Value::Tag::kBool:
    case Value::Tag::kInt:
      return value.as_int() != 0;
    case Value::Tag::kFloat:
      return value.as_float() != 0;
    case Value::Tag::kObject:
      return value.object()->Truth();
    default:
      return false;
  }
}

std::string Str(const Value& value) {
  return value.is_string() ? std::string(value.as_string()) : Repr(value);
}

std::string Repr(const Value& value) {
  std::string out;
  switch (value.tag()) {
    case Value::Tag::kBool:
      out = value.as_bool() ? "True" : "False";
      break;
    case Value::Tag::kInt:
      out = std::to_string(value.as_int());
      break;
    case Value::Tag::kFloat:
      out = FloatText('g', value.as_float());
      break;
    case Value::Tag::kObject: {
      PrintStack stack;
      stack.Print(out, value);
      break;
    }
    default:
      out = "None";
  }
  return out;
}

namespace {

// Structs in structs are hashed by recursion, which must end before the stack does.
uint32_t HashObject(const Object& object) {
  constexpr int kMaxDepth = 1000;
  static thread_local int depth = 0;
  struct Level {
    Level() { ++depth; }
    ~Level() { --depth; }
  } level;
  if (depth > kMaxDepth) throw Error("value is nested too deeply to be hashed");
  return object.Hash();
}

}  // namespace

uint32_t Hash(const Value& value) {
  switch (value.tag()) {
    case Value::Tag::kObject:
      return value.is_string() ? static_cast<const String*>(value.object())->hash()
                               : HashObject(*value.object());
    case Value::Tag::kFloat: {
      double number = value.as_float();
      if (std::isfinite(number) && number == std::floor(number)) return Hash(IntFromDouble(number));
      return HashBytes({reinterpret_cast<const char*>(&number), sizeof number});
    }
    default: {
      uint64_t bits = static_cast<uint64_t>(value.as_int()) * 0x9E3779B97F4A7C15u;
      return static_cast<uint32_t>(bits >> 32);
    }
  }
}

std::optional<double> AsDouble(const Value& value) {
  if (value.is_float()) return value.as_float();
  if (IsInt(value)) return IntToDouble(value);
  return std::nullopt;
}

bool Equal(const Value& left, const Value& right, int depth) {
  if (left.is_string() && right.is_string()) return left.as_string() == right.as_string();
  return Compare(CompareOp::kEqual, left, right, depth);
}

bool Compare(CompareOp op, const Value& left, const Value& right, int depth) {
  if (depth < 1) throw Error("comparison exceeded maximum recursion depth");
  if (IsNumber(left) && IsNumber(right)) {
    if (IsNaN(left) || IsNaN(right)) return op == CompareOp::kNotEqual;
    return CompareOrder(op, CompareNumbers(left, right));
  }
  if (left.is_bool() && right.is_bool()) {
    return CompareOrder(op, static_cast<int>(left.as_bool()) - static_cast<int>(right.as_bool()));
  }
  if (left.is_none() && right.is_none()) return CompareOrder(op, 0);
  if (left.is_object() && right.is_object() && TypeName(left) == TypeName(right)) {
    if (left.object()->kind() == right.object()->kind()) {
      std::optional<bool> result = left.object()->CompareSameType(op, *right.object(), depth);
      if (result) return *result;
    }
  }
  if (op == CompareOp::kEqual) return Identical(left, right);
  if (op == CompareOp::kNotEqual) return !Identical(left, right);
  ThrowNotOrdered(op, left, right);
}

int64_t Length(const Value& value) {
  return value.is_object() && value.object()->can(capability::kLength) ? value.object()->Length() : -1;
}

bool IsIterable(const Value& value) {
  return value.is_object() && value.object()->can(capability::kIterable);
}

std::unique_ptr<Iterator> Iterate(const Value& value) {
  return IsIterable(value) ? value.object()->Iterate() : nullptr;
}

std::vector<Value> Elements(const Value& value, std::string_view what) {
  if (const List* list = value.As<List>()) return list->elements();
  if (const Tuple* tuple = value.As<Tuple>()) return tuple->elements();
  std::unique_ptr<Iterator> iterator = Iterate(value);
  if (iterator == nullptr) {
    throw Error(std::string(what) + ": got " + std::string(TypeName(value)) + ", want iterable");
  }
  std::vector<Value> elements;
  for (Value element; iterator->Next(element);) elements.push_back(std::move(element));
  return elements;
}

Value FindAttr(const Value& object, std::string_view name) {
  if (!object.is_object() || !object.object()->can(capability::kAttributes)) return Value();
  return object.object()->Attr(name);
}

Value GetAttr(const Value& object, std::string_view name) {
  Value value = FindAttr(object, name);
  if (value.is_set()) return value;
  std::string message = std::string(TypeName(object)) + " has no ." + std::string(name) + " field or method";
  std::string nearest = go::NearestName(name, AttrNames(object));
  if (!nearest.empty()) message += " (did you mean ." + nearest + "?)";
  throw Error(message);
}

void SetAttr(const Value& object, std::string_view name, const Value& value) {
  if (object.is_object() && object.object()->can(capability::kSetField)) {
    if (object.object()->SetField(name, value)) return;
    std::string message = std::string(TypeName(object)) + " has no ." + std::string(name) + " field";
    std::string nearest = go::NearestName(name, AttrNames(object));
    if (!nearest.empty()) message += " (did you mean ." + nearest + "?)";
    throw Error(message);
  }
  throw Error("can't assign to ." + std::string(name) + " field of " + std::string(TypeName(object)));
}

std::vector<std::string> AttrNames(const Value& value) {
  if (!value.is_object() || !value.object()->can(capability::kAttributes)) return {};
  std::vector<std::string> names = value.object()->AttrNames();
  std::sort(names.begin(), names.end());
  return names;
}

void Freeze(const Value& value) {
  Freezer freezer;
  freezer.Add(value);
  freezer.Run();
}

}  // namespace pkgrepo::starlark
