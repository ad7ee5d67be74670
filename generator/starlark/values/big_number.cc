#include "starlark/values/big_number.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <new>
#include <vector>

namespace pkgrepo::starlark {

namespace {

// Below these sizes the quadratic ways are faster.
constexpr int kDivisionBits = 1 << 14;
constexpr size_t kLeafWords = 16;
constexpr int kDecimalLeafDigits = 304;

BN_CTX* Context() {
  struct Deleter {
    void operator()(BN_CTX* context) const { BN_CTX_free(context); }
  };
  static thread_local const std::unique_ptr<BN_CTX, Deleter> kContext(BN_CTX_new());
  if (kContext == nullptr) throw std::bad_alloc();
  return kContext.get();
}

BigNumber Copy(const BIGNUM* number) {
  BigNumber copy(BN_dup(number));
  if (copy == nullptr) throw std::bad_alloc();
  return copy;
}

BigNumber ShiftRight(const BIGNUM* number, int bits) {
  BigNumber result = NewNumber();
  CheckNumber(BN_rshift(result.get(), number, bits));
  return result;
}

BigNumber ShiftLeft(const BIGNUM* number, int bits) {
  BigNumber result = NewNumber();
  CheckNumber(BN_lshift(result.get(), number, bits));
  return result;
}

int Words(const BIGNUM* number) { return (BN_num_bits(number) + BN_BITS2 - 1) / BN_BITS2; }

// 2^(2n) / number, where n is how many bits the number has; the last bits may be wrong. Newton's iteration doubles the
// bits that are right, so that half of them are found for the upper half of the number first.
BigNumber Reciprocal(const BIGNUM* number) {
  constexpr int kGuardBits = 16;
  const int bits = BN_num_bits(number);
  if (bits <= kDivisionBits) {
    BigNumber result = NewNumber();
    CheckNumber(BN_div(result.get(), nullptr, ShiftLeft(BN_value_one(), 2 * bits).get(), number, Context()));
    return result;
  }
  const int upper_bits = bits / 2 + kGuardBits;
  const BigNumber upper = Reciprocal(ShiftRight(number, bits - upper_bits).get());
  const BigNumber square = MultiplyNumbers(upper.get(), upper.get());
  BigNumber excess = MultiplyNumbers(square.get(), number);
  excess = ShiftRight(excess.get(), 2 * upper_bits);
  BigNumber result = ShiftLeft(upper.get(), bits - upper_bits + 1);
  CheckNumber(BN_sub(result.get(), result.get(), excess.get()));
  return result;
}

// Divides non-negative numbers below the square of one positive divisor (Barrett's way).
class Divisor {
 public:
  explicit Divisor(BigNumber number) : number_(std::move(number)), bits_(BN_num_bits(number_.get())) {
    if (bits_ > kDivisionBits) reciprocal_ = Reciprocal(number_.get());
  }

  const BIGNUM* number() const { return number_.get(); }

  Division Divide(const BIGNUM* dividend) const {
    if (reciprocal_ == nullptr) {
      Division result{NewNumber(), NewNumber()};
      CheckNumber(BN_div(result.quotient.get(), result.remainder.get(), dividend, number_.get(), Context()));
      return result;
    }
    const BigNumber upper = ShiftRight(dividend, bits_ - 1);
    BigNumber quotient = MultiplyNumbers(upper.get(), reciprocal_.get());
    quotient = ShiftRight(quotient.get(), bits_ + 1);
    BigNumber remainder = MultiplyNumbers(quotient.get(), number_.get());
    CheckNumber(BN_sub(remainder.get(), dividend, remainder.get()));
    while (BN_is_negative(remainder.get())) {
      CheckNumber(BN_add(remainder.get(), remainder.get(), number_.get()));
      CheckNumber(BN_sub_word(quotient.get(), 1));
    }
    while (BN_cmp(remainder.get(), number_.get()) >= 0) {
      CheckNumber(BN_sub(remainder.get(), remainder.get(), number_.get()));
      CheckNumber(BN_add_word(quotient.get(), 1));
    }
    return {std::move(quotient), std::move(remainder)};
  }

 private:
  BigNumber number_;
  int bits_;
  BigNumber reciprocal_;
};

std::vector<unsigned char> ToBytes(const BIGNUM* number, size_t size) {
  std::vector<unsigned char> bytes(size);
  if (BN_bn2lebinpad(number, bytes.data(), static_cast<int>(size)) < 0) throw std::bad_alloc();
  return bytes;
}

BigNumber FromBytes(const unsigned char* bytes, size_t size) {
  BigNumber number(BN_lebin2bn(bytes, static_cast<int>(size), nullptr));
  if (number == nullptr) throw std::bad_alloc();
  return number;
}

// Schoolbook division whose digits are as long as the divisor.
Division DivideByBlocks(const BIGNUM* dividend, const BIGNUM* divisor) {
  BigNumber magnitude = Copy(divisor);
  BN_set_negative(magnitude.get(), 0);
  const size_t block = static_cast<size_t>(BN_num_bits(divisor)) / 8;
  const Divisor by(std::move(magnitude));
  const size_t blocks = (static_cast<size_t>(BN_num_bytes(dividend)) + block - 1) / block;
  BigNumber positive = Copy(dividend);
  BN_set_negative(positive.get(), 0);
  std::vector<unsigned char> bytes = ToBytes(positive.get(), blocks * block);
  BigNumber remainder = NewNumber();
  for (size_t i = blocks; i-- > 0;) {
    unsigned char* place = bytes.data() + i * block;
    BigNumber part = ShiftLeft(remainder.get(), static_cast<int>(8 * block));
    CheckNumber(BN_add(part.get(), part.get(), FromBytes(place, block).get()));
    Division division = by.Divide(part.get());
    remainder = std::move(division.remainder);
    const std::vector<unsigned char> digit = ToBytes(division.quotient.get(), block);
    std::memcpy(place, digit.data(), block);
  }
  BigNumber quotient = FromBytes(bytes.data(), bytes.size());
  BN_set_negative(quotient.get(), BN_is_negative(dividend) != BN_is_negative(divisor));
  BN_set_negative(remainder.get(), BN_is_negative(dividend));
  return {std::move(quotient), std::move(remainder)};
}

// Reads digits of one base. Powers of it are made once: powers_[i] has the exponent leaf_ * 2^i.
class NumberReader {
 public:
  explicit NumberReader(int base) : base_(base) {
    uint64_t power = static_cast<uint64_t>(base);
    for (word_digits_ = 1; power <= UINT64_MAX / static_cast<uint64_t>(base); ++word_digits_) {
      power *= static_cast<uint64_t>(base);
    }
    word_power_ = power;
    leaf_ = word_digits_ * kLeafWords;
  }

  BigNumber Read(std::string_view digits) {
    if (digits.size() <= leaf_) return ReadLeaf(digits);
    size_t level = 0;
    while ((leaf_ << (level + 1)) < digits.size()) ++level;
    const size_t low_size = leaf_ << level;
    BigNumber number = MultiplyNumbers(Read(digits.substr(0, digits.size() - low_size)).get(), Power(level));
    CheckNumber(BN_add(number.get(), number.get(), Read(digits.substr(digits.size() - low_size)).get()));
    return number;
  }

 private:
  BigNumber ReadLeaf(std::string_view digits) const {
    BigNumber number = NewNumber();
    // The first word has what the others leave.
    size_t size = digits.size() % word_digits_;
    if (size == 0) size = word_digits_;
    for (; !digits.empty(); size = word_digits_) {
      uint64_t word = 0;
      std::from_chars(digits.data(), digits.data() + size, word, base_);
      digits.remove_prefix(size);
      CheckNumber(BN_mul_word(number.get(), word_power_));
      CheckNumber(BN_add_word(number.get(), word));
    }
    return number;
  }

  const BIGNUM* Power(size_t level) {
    if (powers_.empty()) {
      BigNumber first = NewNumber();
      CheckNumber(BN_one(first.get()));
      for (size_t i = 0; i < kLeafWords; ++i) CheckNumber(BN_mul_word(first.get(), word_power_));
      powers_.push_back(std::move(first));
    }
    while (powers_.size() <= level) {
      powers_.push_back(MultiplyNumbers(powers_.back().get(), powers_.back().get()));
    }
    return powers_[level].get();
  }

  int base_;
  size_t word_digits_;
  uint64_t word_power_;
  size_t leaf_;
  std::vector<BigNumber> powers_;
};

// Writes decimal digits with leading zeros; dividers_[i] is 10^(kDecimalLeafDigits * 2^i).
class DecimalWriter {
 public:
  std::string Write(const BIGNUM* magnitude) {
    size_t levels = 0;
    while (!Fits(magnitude, levels)) ++levels;
    Append(magnitude, levels);
    out_.erase(0, std::min(out_.find_first_not_of('0'), out_.size() - 1));
    return std::move(out_);
  }

 private:
  // Whether the number has at most kDecimalLeafDigits * 2^levels digits.
  bool Fits(const BIGNUM* number, size_t levels) {
    while (dividers_.size() <= levels) {
      if (dividers_.empty()) {
        dividers_.emplace_back(ParseNumber("1" + std::string(kDecimalLeafDigits, '0'), 10));
      } else {
        const BIGNUM* last = dividers_.back().number();
        // Beyond the number, no reciprocal is needed.
        if (2 * BN_num_bits(last) - 1 > BN_num_bits(number)) return true;
        dividers_.emplace_back(MultiplyNumbers(last, last));
      }
    }
    return BN_cmp(number, dividers_[levels].number()) < 0;
  }

  void Append(const BIGNUM* number, size_t levels) {
    if (levels == 0) {
      char* digits = BN_bn2dec(number);
      if (digits == nullptr) throw std::bad_alloc();
      const size_t size = std::strlen(digits);
      out_.append(static_cast<size_t>(kDecimalLeafDigits) - size, '0').append(digits, size);
      OPENSSL_free(digits);
      return;
    }
    const Division division = dividers_[levels - 1].Divide(number);
    Append(division.quotient.get(), levels - 1);
    Append(division.remainder.get(), levels - 1);
  }

  std::vector<Divisor> dividers_;
  std::string out_;
};

}  // namespace

void BigNumberDeleter::operator()(BIGNUM* number) const { BN_free(number); }

BigNumber NewNumber() {
  BigNumber number(BN_new());
  if (number == nullptr) throw std::bad_alloc();
  return number;
}

void CheckNumber(int succeeded) {
  if (succeeded != 1) throw std::bad_alloc();
}

BigNumber MultiplyNumbers(const BIGNUM* left, const BIGNUM* right) {
  if (BN_num_bits(left) < BN_num_bits(right)) std::swap(left, right);
  const int left_words = Words(left), right_words = Words(right);
  if (BN_num_bits(right) <= kDivisionBits || left_words - right_words <= 1) {
    BigNumber result = NewNumber();
    CheckNumber(BN_mul(result.get(), left, right, Context()));
    return result;
  }
  // OpenSSL is quadratic for operands of different lengths: the longer one is cut.
  const int low_bits = (left_words >= 4 * right_words ? left_words / 2 : right_words) * BN_BITS2;
  BigNumber low = Copy(left);
  BN_mask_bits(low.get(), low_bits);
  BigNumber result = MultiplyNumbers(ShiftRight(left, low_bits).get(), right);
  result = ShiftLeft(result.get(), low_bits);
  CheckNumber(BN_add(result.get(), result.get(), MultiplyNumbers(low.get(), right).get()));
  return result;
}

Division DivideNumbers(const BIGNUM* dividend, const BIGNUM* divisor) {
  if (BN_num_bits(divisor) > kDivisionBits && BN_num_bits(dividend) - BN_num_bits(divisor) > kDivisionBits) {
    return DivideByBlocks(dividend, divisor);
  }
  Division result{NewNumber(), NewNumber()};
  CheckNumber(BN_div(result.quotient.get(), result.remainder.get(), dividend, divisor, Context()));
  return result;
}

BigNumber ParseNumber(std::string_view digits, int base) { return NumberReader(base).Read(digits); }

std::string DecimalText(const BIGNUM* number) {
  BigNumber magnitude = Copy(number);
  BN_set_negative(magnitude.get(), 0);
  std::string text = DecimalWriter().Write(magnitude.get());
  return BN_is_negative(number) ? '-' + text : text;
}

}  // namespace pkgrepo::starlark
