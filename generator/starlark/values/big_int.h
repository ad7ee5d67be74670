// Integers beyond 64 bits, and integer arithmetic of any size.
//
// An int Value is a 64-bit integer inside the Value, or a BigInt when it does not fit; never a BigInt that
// would fit.

#ifndef PKGREPO_STARLARK_VALUES_BIG_INT_H_
#define PKGREPO_STARLARK_VALUES_BIG_INT_H_

#include <gmpxx.h>

#include "starlark/values/value.h"

namespace pkgrepo::starlark {

class BigInt final : public Object {
 public:
  static constexpr Kind kKind = Kind::kBigInt;

  explicit BigInt(mpz_class number);

  const mpz_class& number() const { return number_; }

  std::string_view TypeName() const override { return "int"; }
  void Print(std::string& out, PrintStack& stack) const override;
  uint32_t Hash() const override;

 private:
  mpz_class number_;
};

// Precondition of all: both are ints.
int CompareInts(const Value& left, const Value& right);
Value AddInts(const Value& left, const Value& right);
Value SubtractInts(const Value& left, const Value& right);
Value MultiplyInts(const Value& left, const Value& right);
// Rounded towards negative infinity; the remainder has the divisor's sign. The divisor is not 0.
Value FloorDivideInts(const Value& left, const Value& right);
Value ModuloInts(const Value& left, const Value& right);
// kAnd, kOr, kXor, on two's complement of unlimited width.
Value CombineBits(BinaryOp op, const Value& left, const Value& right);
// `bits` is 0 to 512 to the left, any non-negative number to the right.
Value ShiftLeftInt(const Value& value, int64_t bits);
Value ShiftRightInt(const Value& value, int64_t bits);
Value NegateInt(const Value& value);
int SignOfInt(const Value& value);
// In base 8, 10 or 16 (lower case), with "-" before negative ones.
std::string IntToText(const Value& value, int base = 10);
// The nearest double.
double IntToDouble(const Value& value);
// The integer part; unset for infinities and NaN.
Value IntFromDouble(double value);

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_VALUES_BIG_INT_H_
