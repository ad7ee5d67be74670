// The binary and unary operators.

#include <cmath>

#include "base/error.h"
#include "starlark/values/big_int.h"
#include "starlark/values/dict.h"
#include "starlark/values/format.h"
#include "starlark/values/list.h"
#include "starlark/values/operations.h"
#include "starlark/values/panic.h"
#include "starlark/values/range.h"

namespace pkgrepo::starlark {

namespace {

// No string or list made by repetition or concatenation is longer.
constexpr int64_t kMaxLength = int64_t{1} << 30;

Value Add(const Value& left, const Value& right) {
  if (left.is_string() && right.is_string()) {
    if (Length(left) + Length(right) > kMaxLength) throw Error("string too large");
    return String::Concatenate(left.as_string(), right.as_string());
  }
  if (IsInt(left) && IsInt(right)) return AddInts(left, right);
  if (IsNumber(left) && IsNumber(right)) return Value::Float(*AsDouble(left) + *AsDouble(right));
  auto concatenate = [](const auto* a, const auto* b) {
    std::vector<Value> elements;
    elements.reserve(a->size() + b->size());
    elements.insert(elements.end(), a->elements().begin(), a->elements().end());
    elements.insert(elements.end(), b->elements().begin(), b->elements().end());
    return elements;
  };
  const List *left_list = left.As<List>(), *right_list = right.As<List>();
  if (left_list != nullptr && right_list != nullptr) return MakeRef<List>(concatenate(left_list, right_list));
  const Tuple *left_tuple = left.As<Tuple>(), *right_tuple = right.As<Tuple>();
  if (left_tuple != nullptr && right_tuple != nullptr)
    return MakeRef<Tuple>(concatenate(left_tuple, right_tuple));
  return Value();
}

// How often to repeat `length` elements of `size` bytes each; bounds the result.
int64_t RepeatCount(const Value& count, int64_t length, int64_t size) {
  std::optional<int64_t> repeats = AsInt64(count);
  if (repeats ? *repeats < 0 : SignOfInt(count) < 0) return 0;
  if (length == 0) return 0;
  if (!repeats || *repeats > INT32_MAX) throw Error("repeat count " + Repr(count) + " too large");
  if (*repeats > kMaxLength / size / length) {
    throw Error("excessive repeat (" + Repr(MultiplyInts(count, Value::Int(length))) + " elements)");
  }
  return *repeats;
}

std::vector<Value> RepeatElements(const std::vector<Value>& elements, const Value& count) {
  int64_t repeats = RepeatCount(count, static_cast<int64_t>(elements.size()), sizeof(Value));
  std::vector<Value> result;
  result.reserve(elements.size() * static_cast<size_t>(repeats));
  for (int64_t i = 0; i < repeats; ++i) result.insert(result.end(), elements.begin(), elements.end());
  return result;
}

// sequence * count, in that order of operands.
Value Repeat(const Value& sequence, const Value& count) {
  if (!IsInt(count)) return Value();
  if (sequence.is_string()) {
    std::string_view bytes = sequence.as_string();
    std::string result;
    int64_t repeats = RepeatCount(count, static_cast<int64_t>(bytes.size()), 1);
    result.reserve(bytes.size() * static_cast<size_t>(repeats));
    for (int64_t i = 0; i < repeats; ++i) result += bytes;
    return Value::String(result);
  }
  if (const List* list = sequence.As<List>()) return MakeRef<List>(RepeatElements(list->elements(), count));
  if (const Tuple* tuple = sequence.As<Tuple>())
    return MakeRef<Tuple>(RepeatElements(tuple->elements(), count));
  return Value();
}

Value Multiply(const Value& left, const Value& right) {
  if (IsInt(left) && IsInt(right)) return MultiplyInts(left, right);
  if (IsNumber(left) && IsNumber(right)) return Value::Float(*AsDouble(left) * *AsDouble(right));
  Value repeated = Repeat(left, right);
  return repeated.is_set() ? repeated : Repeat(right, left);
}

Value Divide(const Value& left, const Value& right) {
  if (!IsNumber(left) || !IsNumber(right)) return Value();
  double divisor = *AsDouble(right);
  if (divisor == 0) throw Error("real division by zero");
  return Value::Float(*AsDouble(left) / divisor);
}

Value FloorDivide(const Value& left, const Value& right) {
  if (!IsNumber(left) || !IsNumber(right)) return Value();
  if (!Truth(right)) throw Error("floored division by zero");
  if (IsInt(left) && IsInt(right)) return FloorDivideInts(left, right);
  return Value::Float(std::floor(*AsDouble(left) / *AsDouble(right)));
}

Value Modulo(const Value& left, const Value& right) {
  if (left.is_string()) return FormatPercent(left.as_string(), right);
  if (!IsNumber(left) || !IsNumber(right)) return Value();
  bool integers = IsInt(left) && IsInt(right);
  if (!Truth(right)) throw Error(integers ? "integer modulo by zero" : "float modulo by zero");
  if (integers) return ModuloInts(left, right);
  return Value::Float(std::fmod(*AsDouble(left), *AsDouble(right)));
}

Value CombineSets(BinaryOp op, const Set& left, const Set& right) {
  Ref<Set> result = MakeRef<Set>();
  for (const HashTable::Entry& entry : left.table().entries()) {
    if (!entry.key.is_set()) continue;
    if (op == BinaryOp::kOr || right.Has(entry.key) == (op == BinaryOp::kAnd)) result->Insert(entry.key);
  }
  if (op == BinaryOp::kAnd) return result;
  for (const HashTable::Entry& entry : right.table().entries()) {
    if (entry.key.is_set() && !left.Has(entry.key)) result->Insert(entry.key);
  }
  return result;
}

Value Combine(BinaryOp op, const Value& left, const Value& right) {
  if (IsInt(left) && IsInt(right)) return CombineBits(op, left, right);
  const Set *left_set = left.As<Set>(), *right_set = right.As<Set>();
  if (left_set != nullptr && right_set != nullptr) return CombineSets(op, *left_set, *right_set);
  return Value();
}

Value Shift(BinaryOp op, const Value& left, const Value& right) {
  if (!IsInt(left)) return Value();
  if (!IsInt(right)) throw Error("got " + std::string(TypeName(right)) + ", want int");
  std::optional<int64_t> bits = AsInt64(right);
  if (!bits || *bits > INT32_MAX || *bits < INT32_MIN) throw Error(Repr(right) + " out of range");
  if (*bits < 0) throw Error("negative shift count: " + Repr(right));
  if (op == BinaryOp::kShiftRight) return ShiftRightInt(left, *bits);
  if (*bits >= 512) throw Error("shift count too large: " + Repr(right));
  return ShiftLeftInt(left, *bits);
}

bool HasElement(const std::vector<Value>& elements, const Value& value) {
  for (const Value& element : elements) {
    if (Equal(element, value)) return true;
  }
  return false;
}

[[noreturn]] void ThrowWrongOperand(std::string_view container, std::string_view wanted, const Value& value) {
  throw Error("'in <" + std::string(container) + ">' requires " + std::string(wanted) +
              " as left operand, not " + std::string(TypeName(value)));
}

// left in right
Value In(const Value& left, const Value& right) {
  if (!right.is_object()) return Value();
  Object* container = right.object();
  switch (container->kind()) {
    case Kind::kString:
      if (!left.is_string()) ThrowWrongOperand("string", "string", left);
      return Value::Bool(right.as_string().find(left.as_string()) != std::string_view::npos);
    case Kind::kList:
      return Value::Bool(HasElement(static_cast<List*>(container)->elements(), left));
    case Kind::kTuple:
      return Value::Bool(HasElement(static_cast<Tuple*>(container)->elements(), left));
    case Kind::kSet:
      return Value::Bool(static_cast<Set*>(container)->Has(left));
    case Kind::kRange:
      // The original cuts floats off.
      if (left.is_float())
        return Value::Bool(static_cast<Range*>(container)->Has(IntFromDouble(left.as_float())));
      if (!IsInt(left)) ThrowWrongOperand("range", "integer", left);
      return Value::Bool(static_cast<Range*>(container)->Has(left));
    default:
      break;
  }
  if (!container->can(capability::kMapping)) return Value();
  try {
    return Value::Bool(container->Get(left).is_set());
  } catch (const Panic&) {
    throw;
  } catch (const Error&) {
    // A key that cannot be looked up is not in there.
    return Value::Bool(false);
  }
}

Value BuiltinBinary(BinaryOp op, const Value& left, const Value& right) {
  switch (op) {
    case BinaryOp::kAdd:
      return Add(left, right);
    case BinaryOp::kSubtract:
      if (IsInt(left) && IsInt(right)) return SubtractInts(left, right);
      if (IsNumber(left) && IsNumber(right)) return Value::Float(*AsDouble(left) - *AsDouble(right));
      return Value();
    case BinaryOp::kMultiply:
      return Multiply(left, right);
    case BinaryOp::kDivide:
      return Divide(left, right);
    case BinaryOp::kFloorDivide:
      return FloorDivide(left, right);
    case BinaryOp::kModulo:
      return Modulo(left, right);
    case BinaryOp::kAnd:
    case BinaryOp::kOr:
    case BinaryOp::kXor:
      return Combine(op, left, right);
    case BinaryOp::kShiftLeft:
    case BinaryOp::kShiftRight:
      return Shift(op, left, right);
    case BinaryOp::kIn:
    case BinaryOp::kNotIn:
      return In(left, right);
  }
  return Value();
}

[[noreturn]] void ThrowUnknownBinary(BinaryOp op, const Value& left, const Value& right) {
  throw Error("unknown binary op: " + std::string(TypeName(left)) + " " + std::string(ToString(op)) + " " +
              std::string(TypeName(right)));
}

[[noreturn]] void ThrowUnknownUnary(std::string_view op, const Value& value) {
  throw Error("unknown unary op: " + std::string(op) + " " + std::string(TypeName(value)));
}

}  // namespace

Value Binary(BinaryOp op, const Value& left, const Value& right) {
  bool negated = op == BinaryOp::kNotIn;
  if (negated) op = BinaryOp::kIn;
  Value result = BuiltinBinary(op, left, right);
  if (!result.is_set() && left.is_kind(Kind::kCustom)) result = left.object()->Binary(op, right, true);
  if (!result.is_set() && right.is_kind(Kind::kCustom)) result = right.object()->Binary(op, left, false);
  if (!result.is_set()) ThrowUnknownBinary(op, left, right);
  return negated ? Value::Bool(!Truth(result)) : result;
}

Value Negate(const Value& value) {
  if (IsInt(value)) return NegateInt(value);
  if (value.is_float()) return Value::Float(-value.as_float());
  ThrowUnknownUnary("-", value);
}

Value Plus(const Value& value) {
  if (IsNumber(value)) return value;
  ThrowUnknownUnary("+", value);
}

Value Invert(const Value& value) {
  if (IsInt(value)) return SubtractInts(Value::Int(-1), value);
  ThrowUnknownUnary("~", value);
}

}  // namespace pkgrepo::starlark
