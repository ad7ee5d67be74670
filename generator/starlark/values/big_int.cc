#include "starlark/values/big_int.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <new>

#include "base/ascii.h"
#include "base/error.h"
#include "starlark/values/operations.h"

namespace pkgrepo::starlark {

namespace {

// What hostile programs compute stays below 2 MB, and so below a second.
constexpr int kMaxBits = 16 << 20;

BigNumber FromInt64(int64_t value) {
  BigNumber number = NewNumber();
  uint64_t magnitude = value < 0 ? ~static_cast<uint64_t>(value) + 1 : static_cast<uint64_t>(value);
  CheckNumber(BN_set_word(number.get(), magnitude));
  BN_set_negative(number.get(), value < 0);
  return number;
}

// The number of an int Value, made on the spot when the Value is a 64-bit one.
class Operand {
 public:
  explicit Operand(const Value& value) {
    if (value.is_small_int()) {
      owned_ = FromInt64(value.as_int());
      number_ = owned_.get();
    } else {
      number_ = value.As<BigInt>()->number();
    }
  }
  const BIGNUM* get() const { return number_; }

 private:
  BigNumber owned_;
  const BIGNUM* number_;
};

Value ToValue(BigNumber number) {
  int bits = BN_num_bits(number.get());
  bool negative = BN_is_negative(number.get());
  if (bits <= 63) {
    int64_t magnitude = static_cast<int64_t>(BN_get_word(number.get()));
    return Value::Int(negative ? -magnitude : magnitude);
  }
  if (bits == 64 && negative && BN_is_bit_set(number.get(), 63) &&
      BN_get_word(number.get()) == uint64_t{1} << 63) {
    return Value::Int(INT64_MIN);
  }
  return MakeRef<BigInt>(std::move(number));
}

// `number` modulo 2^(8 * bytes), little end first.
std::vector<unsigned char> TwosComplement(const BIGNUM* number, int bytes) {
  BigNumber wrapped = NewNumber();
  if (BN_is_negative(number)) {
    CheckNumber(BN_lshift(wrapped.get(), BN_value_one(), 8 * bytes));
    CheckNumber(BN_add(wrapped.get(), wrapped.get(), number));
  } else {
    BN_copy(wrapped.get(), number);
  }
  std::vector<unsigned char> result(static_cast<size_t>(bytes));
  BN_bn2lebinpad(wrapped.get(), result.data(), bytes);
  return result;
}

// The quotient is rounded down.
Division DivideFloored(const Value& left, const Value& right) {
  Operand divisor(right);
  Division result = DivideNumbers(Operand(left).get(), divisor.get());
  BIGNUM* remainder = result.remainder.get();
  if (!BN_is_zero(remainder) && BN_is_negative(remainder) != BN_is_negative(divisor.get())) {
    CheckNumber(BN_sub_word(result.quotient.get(), 1));
    CheckNumber(BN_add(remainder, remainder, divisor.get()));
  }
  return result;
}

}  // namespace

BigInt::BigInt(BigNumber number) : Object(Kind::kBigInt), number_(std::move(number)) {}

BigInt::~BigInt() = default;

void BigInt::Print(std::string& out, PrintStack&) const { out += DecimalText(number_.get()); }

uint32_t BigInt::Hash() const {
  std::string bytes(static_cast<size_t>(BN_num_bytes(number_.get())), '\0');
  BN_bn2bin(number_.get(), reinterpret_cast<unsigned char*>(bytes.data()));
  return HashBytes(bytes);
}

int CompareInts(const Value& left, const Value& right) {
  if (left.is_small_int() && right.is_small_int()) {
    return left.as_int() < right.as_int() ? -1 : left.as_int() > right.as_int() ? 1 : 0;
  }
  return BN_cmp(Operand(left).get(), Operand(right).get());
}

Value AddInts(const Value& left, const Value& right) {
  int64_t sum;
  if (left.is_small_int() && right.is_small_int() &&
      !__builtin_add_overflow(left.as_int(), right.as_int(), &sum)) {
    return Value::Int(sum);
  }
  BigNumber result = NewNumber();
  CheckNumber(BN_add(result.get(), Operand(left).get(), Operand(right).get()));
  return ToValue(std::move(result));
}

Value SubtractInts(const Value& left, const Value& right) {
  int64_t difference;
  if (left.is_small_int() && right.is_small_int() &&
      !__builtin_sub_overflow(left.as_int(), right.as_int(), &difference)) {
    return Value::Int(difference);
  }
  BigNumber result = NewNumber();
  CheckNumber(BN_sub(result.get(), Operand(left).get(), Operand(right).get()));
  return ToValue(std::move(result));
}

Value MultiplyInts(const Value& left, const Value& right) {
  int64_t product;
  if (left.is_small_int() && right.is_small_int() &&
      !__builtin_mul_overflow(left.as_int(), right.as_int(), &product)) {
    return Value::Int(product);
  }
  Operand a(left), b(right);
  if (BN_num_bits(a.get()) + BN_num_bits(b.get()) > kMaxBits) throw Error("integer too large");
  return ToValue(MultiplyNumbers(a.get(), b.get()));
}

Value FloorDivideInts(const Value& left, const Value& right) {
  if (left.is_small_int() && right.is_small_int() && right.as_int() != -1) {
    int64_t quotient = left.as_int() / right.as_int();
    if (left.as_int() % right.as_int() != 0 && (left.as_int() < 0) != (right.as_int() < 0)) --quotient;
    return Value::Int(quotient);
  }
  return ToValue(DivideFloored(left, right).quotient);
}

Value ModuloInts(const Value& left, const Value& right) {
  if (left.is_small_int() && right.is_small_int() && right.as_int() != -1) {
    int64_t remainder = left.as_int() % right.as_int();
    if (remainder != 0 && (remainder < 0) != (right.as_int() < 0)) remainder += right.as_int();
    return Value::Int(remainder);
  }
  return ToValue(DivideFloored(left, right).remainder);
}

Value CombineBits(BinaryOp op, const Value& left, const Value& right) {
  auto combine = [op](auto a, auto b) {
    return op == BinaryOp::kAnd ? a & b : op == BinaryOp::kOr ? a | b : a ^ b;
  };
  if (left.is_small_int() && right.is_small_int()) return Value::Int(combine(left.as_int(), right.as_int()));
  Operand a(left), b(right);
  int bytes = std::max(BN_num_bytes(a.get()), BN_num_bytes(b.get())) + 1;
  std::vector<unsigned char> bits = TwosComplement(a.get(), bytes);
  std::vector<unsigned char> other = TwosComplement(b.get(), bytes);
  for (size_t i = 0; i < bits.size(); ++i) bits[i] = static_cast<unsigned char>(combine(bits[i], other[i]));
  BigNumber result(BN_lebin2bn(bits.data(), bytes, nullptr));
  if (result == nullptr) throw std::bad_alloc();
  if ((bits.back() & 0x80) != 0) {
    BigNumber modulus = NewNumber();
    CheckNumber(BN_lshift(modulus.get(), BN_value_one(), 8 * bytes));
    CheckNumber(BN_sub(result.get(), result.get(), modulus.get()));
  }
  return ToValue(std::move(result));
}

Value ShiftLeftInt(const Value& value, int64_t bits) {
  Operand operand(value);
  if (BN_num_bits(operand.get()) + bits > kMaxBits) throw Error("integer too large");
  BigNumber result = NewNumber();
  CheckNumber(BN_lshift(result.get(), operand.get(), static_cast<int>(bits)));
  return ToValue(std::move(result));
}

Value ShiftRightInt(const Value& value, int64_t bits) {
  if (value.is_small_int()) return Value::Int(value.as_int() >> std::min<int64_t>(bits, 63));
  if (bits > kMaxBits) return Value::Int(SignOfInt(value) < 0 ? -1 : 0);
  BigNumber divisor = NewNumber();
  CheckNumber(BN_lshift(divisor.get(), BN_value_one(), static_cast<int>(bits)));
  return FloorDivideInts(value, ToValue(std::move(divisor)));
}

Value NegateInt(const Value& value) { return SubtractInts(Value::Int(0), value); }

int SignOfInt(const Value& value) { return CompareInts(value, Value::Int(0)); }

std::string IntToText(const Value& value, int base) {
  if (value.is_small_int()) {
    char digits[72];
    auto end = std::to_chars(digits, digits + sizeof digits, value.as_int(), base).ptr;
    return std::string(digits, end);
  }
  if (base == 10) return Repr(value);
  const BIGNUM* number = value.As<BigInt>()->number();
  int bits_per_digit = base == 16 ? 4 : 3;
  std::string text = BN_is_negative(number) ? "-" : "";
  for (int digit = (BN_num_bits(number) - 1) / bits_per_digit; digit >= 0; --digit) {
    int number_of_digit = 0;
    for (int bit = bits_per_digit - 1; bit >= 0; --bit) {
      number_of_digit = 2 * number_of_digit + BN_is_bit_set(number, digit * bits_per_digit + bit);
    }
    text += "0123456789abcdef"[number_of_digit];
  }
  return text;
}

double IntToDouble(const Value& value) {
  if (value.is_small_int()) return static_cast<double>(value.as_int());
  // The highest 64 bits, and whether there is anything below them, decide how to round.
  const BIGNUM* number = value.As<BigInt>()->number();
  const int shift = std::max(BN_num_bits(number) - 64, 0);
  BigNumber upper = NewNumber();
  CheckNumber(BN_rshift(upper.get(), number, shift));
  uint64_t bits = BN_get_word(upper.get());
  CheckNumber(BN_lshift(upper.get(), upper.get(), shift));
  if (BN_cmp(upper.get(), number) != 0) bits |= 1;
  const double magnitude = std::ldexp(static_cast<double>(bits), shift);
  return BN_is_negative(number) ? -magnitude : magnitude;
}

Value IntFromDouble(double value) {
  if (!std::isfinite(value)) return Value();
  if (value >= -9.2e18 && value <= 9.2e18) return Value::Int(static_cast<int64_t>(value));
  int exponent = 0;
  double mantissa = std::frexp(value, &exponent);
  BigNumber number = FromInt64(static_cast<int64_t>(std::ldexp(mantissa, 62)));
  CheckNumber(BN_lshift(number.get(), number.get(), exponent - 62));
  return ToValue(std::move(number));
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
  BigNumber number = ParseNumber(digits, base);
  BN_set_negative(number.get(), negative);
  return ToValue(std::move(number));
}

}  // namespace pkgrepo::starlark
