// The operators and basic builtins of Starlark, for use from C++. All throw pkgrepo::Error with starlark-go's
// message.

#ifndef PKGREPO_STARLARK_VALUES_OPERATIONS_H_
#define PKGREPO_STARLARK_VALUES_OPERATIONS_H_

#include "starlark/values/value.h"

namespace pkgrepo::starlark {

// "NoneType", "bool", "int", "float", "string", … as type(x).
std::string_view TypeName(const Value& value);
bool Truth(const Value& value);
// str(x): a string as it is, others as Repr().
std::string Str(const Value& value);
std::string Repr(const Value& value);
uint32_t Hash(const Value& value);
uint32_t HashBytes(std::string_view bytes);

// An int of any size.
inline bool IsInt(const Value& value) { return value.is_small_int() || value.is_kind(Kind::kBigInt); }
// An int or a float.
inline bool IsNumber(const Value& value) { return IsInt(value) || value.is_float(); }
// The int as a 64-bit one; nullopt for others and for ints beyond that.
inline std::optional<int64_t> AsInt64(const Value& value) {
  return value.is_small_int() ? std::optional<int64_t>(value.as_int()) : std::nullopt;
}
// An int or float as double; nullopt for others.
std::optional<double> AsDouble(const Value& value);
// Parses optional sign and digits of `base` (2 to 36), of any length; unset when malformed.
Value ParseInt(std::string_view digits, int base);

// As in source code: "<=", "not in".
std::string_view ToString(CompareOp op);
std::string_view ToString(BinaryOp op);

// Whether `op` holds for a three-way comparison result.
inline bool CompareOrder(CompareOp op, int order) {
  switch (op) {
    case CompareOp::kEqual:
      return order == 0;
    case CompareOp::kNotEqual:
      return order != 0;
    case CompareOp::kLess:
      return order < 0;
    case CompareOp::kLessOrEqual:
      return order <= 0;
    case CompareOp::kGreater:
      return order > 0;
    case CompareOp::kGreaterOrEqual:
      return order >= 0;
  }
  return false;
}

inline constexpr int kCompareDepth = 10;
bool Equal(const Value& left, const Value& right, int depth = kCompareDepth);
bool Compare(CompareOp op, const Value& left, const Value& right, int depth = kCompareDepth);
Value Binary(BinaryOp op, const Value& left, const Value& right);
Value Negate(const Value& value);
Value Plus(const Value& value);
Value Invert(const Value& value);

// len(x), or -1 when x has none.
int64_t Length(const Value& value);
// x[key], x[key] = v, x[start:end:step] with None or unset for omitted operands.
Value GetIndex(const Value& object, const Value& key);
void SetIndex(const Value& object, const Value& key, const Value& value);
Value GetSlice(const Value& object, const Value& start, const Value& end, const Value& step);

// x.name. FindAttr gives unset when there is none, GetAttr throws with a spelling suggestion.
Value FindAttr(const Value& object, std::string_view name);
Value GetAttr(const Value& object, std::string_view name);
void SetAttr(const Value& object, std::string_view name, const Value& value);
// dir(x), sorted.
std::vector<std::string> AttrNames(const Value& value);

bool IsIterable(const Value& value);
// Null when not iterable.
std::unique_ptr<Iterator> Iterate(const Value& value);
// All elements; throws "<what>: got T, want iterable" when not iterable.
std::vector<Value> Elements(const Value& value, std::string_view what);

void Freeze(const Value& value);

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_VALUES_OPERATIONS_H_
