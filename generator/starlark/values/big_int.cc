#include "starlark/values/big_int.h"

#include <charconv>
#include <cmath>
#include <new>

#include "base/ascii.h"
#include "base/error.h"
#include "starlark/values/operations.h"

namespace pkgrepo::starlark {

namespace {

static_assert(sizeof(long) == sizeof(int64_t), "GMP's functions for long must take all small ints");

// What hostile programs compute stays below 2 MB, and so below a second.
constexpr size_t kMaxBits = 16 << 20;

size_t BitCount(const mpz_class& number) { return mpz_sizeinbase(number.get_mpz_t(), 2); }

// GMP ends the process where memory ends, so what an operation on this many bits may need is tried ahead. Throws
// Error for results that are too large, std::bad_alloc without that memory.
void Prepare(size_t bits) {
  constexpr size_t kHarmlessBits = 1 << 12;
  constexpr size_t kScratch = 8;  // times the operand's size, for the multiplication that takes the most
  if (bits > kMaxBits) throw Error("integer too large");
  if (bits > kHarmlessBits) ::operator delete(::operator new(bits / 8 * kScratch));
}

mpz_class ToNumber(const Value& value) {
  if (value.is_small_int()) return mpz_class(static_cast<long>(value.as_int()));
  const mpz_class& number = value.As<BigInt>()->number();
  Prepare(BitCount(number));
  return number;
}

Value ToValue(mpz_class number) {
  if (number.fits_slong_p()) return Value::Int(number.get_si());
  return MakeRef<BigInt>(std::move(number));
}

}  // namespace

BigInt::BigInt(mpz_class number) : Object(Kind::kBigInt), number_(std::move(number)) {}

void BigInt::Print(std::string& out, PrintStack&) const {
  Prepare(BitCount(number_));
  const size_t start = out.size();
  out.resize(start + mpz_sizeinbase(number_.get_mpz_t(), 10) + 2);  // a sign, and the end that C texts have
  mpz_get_str(out.data() + start, 10, number_.get_mpz_t());
  out.resize(out.find('\0', start));
}

uint32_t BigInt::Hash() const {
  return HashBytes({reinterpret_cast<const char*>(mpz_limbs_read(number_.get_mpz_t())),
                    mpz_size(number_.get_mpz_t()) * sizeof(mp_limb_t)});
}

int CompareInts(const Value& left, const Value& right) {
  if (left.is_small_int() && right.is_small_int()) {
    return left.as_int() < right.as_int() ? -1 : left.as_int() > right.as_int() ? 1 : 0;
  }
  if (left.is_small_int()) return -CompareInts(right, left);
  const mpz_class& number = left.As<BigInt>()->number();
  const int order = right.is_small_int() ? cmp(number, static_cast<long>(right.as_int()))
                                         : cmp(number, right.As<BigInt>()->number());
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

Value AddInts(const Value& left, const Value& right) {
  int64_t sum;
  if (left.is_small_int() && right.is_small_int() &&
      !__builtin_add_overflow(left.as_int(), right.as_int(), &sum)) {
    return Value::Int(sum);
  }
  return ToValue(ToNumber(left) + ToNumber(right));
}

Value SubtractInts(const Value& left, const Value& right) {
  int64_t difference;
  if (left.is_small_int() && right.is_small_int() &&
      !__builtin_sub_overflow(left.as_int(), right.as_int(), &difference)) {
    return Value::Int(difference);
  }
  return ToValue(ToNumber(left) - ToNumber(right));
}

Value MultiplyInts(const Value& left, const Value& right) {
  int64_t product;
  if (left.is_small_int() && right.is_small_int() &&
      !__builtin_mul_overflow(left.as_int(), right.as_int(), &product)) {
    return Value::Int(product);
  }
  const mpz_class a = ToNumber(left), b = ToNumber(right);
  Prepare(BitCount(a) + BitCount(b));
  return ToValue(a * b);
}

Value FloorDivideInts(const Value& left, const Value& right) {
  if (left.is_small_int() && right.is_small_int() && right.as_int() != -1) {
    int64_t quotient = left.as_int() / right.as_int();
    if (left.as_int() % right.as_int() != 0 && (left.as_int() < 0) != (right.as_int() < 0)) --quotient;
    return Value::Int(quotient);
  }
  mpz_class quotient;
  mpz_fdiv_q(quotient.get_mpz_t(), ToNumber(left).get_mpz_t(), ToNumber(right).get_mpz_t());
  return ToValue(std::move(quotient));
}

Value ModuloInts(const Value& left, const Value& right) {
  if (left.is_small_int() && right.is_small_int() && right.as_int() != -1) {
    int64_t remainder = left.as_int() % right.as_int();
    if (remainder != 0 && (remainder < 0) != (right.as_int() < 0)) remainder += right.as_int();
    return Value::Int(remainder);
  }
  mpz_class remainder;
  mpz_fdiv_r(remainder.get_mpz_t(), ToNumber(left).get_mpz_t(), ToNumber(right).get_mpz_t());
  return ToValue(std::move(remainder));
}

Value CombineBits(BinaryOp op, const Value& left, const Value& right) {
  const auto combine = [op](const auto& a, const auto& b) -> std::decay_t<decltype(a)> {
    if (op == BinaryOp::kAnd) return a & b;
    if (op == BinaryOp::kOr) return a | b;
    return a ^ b;
  };
  if (left.is_small_int() && right.is_small_int()) return Value::Int(combine(left.as_int(), right.as_int()));
  return ToValue(combine(ToNumber(left), ToNumber(right)));
}

Value ShiftLeftInt(const Value& value, int64_t bits) {
  const mpz_class number = ToNumber(value);
  Prepare(BitCount(number) + static_cast<size_t>(bits));
  return ToValue(number << static_cast<mp_bitcnt_t>(bits));
}

Value ShiftRightInt(const Value& value, int64_t bits) {
  if (value.is_small_int()) return Value::Int(value.as_int() >> std::min<int64_t>(bits, 63));
  return ToValue(ToNumber(value) >> static_cast<mp_bitcnt_t>(bits));
}

Value NegateInt(const Value& value) { return SubtractInts(Value::Int(0), value); }

int SignOfInt(const Value& value) { return CompareInts(value, Value::Int(0)); }

std::string IntToText(const Value& value, int base) {
  if (value.is_small_int()) {
    char digits[72];
    auto end = std::to_chars(digits, digits + sizeof digits, value.as_int(), base).ptr;
    return std::string(digits, end);
  }
  return base == 10 ? Repr(value) : ToNumber(value).get_str(base);
}

double IntToDouble(const Value& value) {
  if (value.is_small_int()) return static_cast<double>(value.as_int());
  // The highest 64 bits, and whether there is anything below them, decide how to round.
  const mpz_class magnitude = abs(ToNumber(value));
  const mp_bitcnt_t shift = BitCount(magnitude) - 64;
  const mpz_class upper = magnitude >> shift;
  uint64_t bits = upper.get_ui();
  if (mpz_scan1(magnitude.get_mpz_t(), 0) < shift) bits |= 1;
  const double result = std::ldexp(static_cast<double>(bits), static_cast<int>(shift));
  return SignOfInt(value) < 0 ? -result : result;
}

Value IntFromDouble(double value) {
  if (!std::isfinite(value)) return Value();
  if (value >= -9.2e18 && value <= 9.2e18) return Value::Int(static_cast<int64_t>(value));
  return ToValue(mpz_class(value));
}

Value ParseInt(std::string_view digits, int base) {
  bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  if (digits.empty()) return Value();
  for (char c : digits) {
    int digit = IsDigit(c) ? c - '0' : IsLowerLetter(c) ? c - 'a' + 10 : IsUpperLetter(c) ? c - 'A' + 10 : 99;
    if (digit >= base) return Value();
  }
  int64_t small = 0;
  auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), small, base);
  if (parsed.ec == std::errc()) return Value::Int(negative ? -small : small);
  if (digits.size() > kMaxBits / 4) throw Error("integer too large");
  Prepare(digits.size() * 4);
  mpz_class number(std::string(digits), base);
  return ToValue(negative ? mpz_class(-number) : number);
}

}  // namespace pkgrepo::starlark
