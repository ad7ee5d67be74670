// What OpenSSL's numbers lack: reading, printing and dividing ones of a million digits in less than quadratic time.
//
//   BigNumber number = ParseNumber("123456789012345678901234567890", 10);
//   std::string text = DecimalText(number.get());
//
// Multiplication is OpenSSL's, which is Karatsuba's for operands of the same length; the rest divides and conquers on
// top of it. All throw std::bad_alloc where memory ends.

#ifndef PKGREPO_STARLARK_VALUES_BIG_NUMBER_H_
#define PKGREPO_STARLARK_VALUES_BIG_NUMBER_H_

#include <openssl/bn.h>

#include <memory>
#include <string>
#include <string_view>

namespace pkgrepo::starlark {

struct BigNumberDeleter {
  void operator()(BIGNUM* number) const;
};
using BigNumber = std::unique_ptr<BIGNUM, BigNumberDeleter>;

BigNumber NewNumber();
// Throws unless an operation of OpenSSL has `succeeded`; with valid arguments only memory can be what it lacks.
void CheckNumber(int succeeded);

BigNumber MultiplyNumbers(const BIGNUM* left, const BIGNUM* right);

struct Division {
  BigNumber quotient;
  BigNumber remainder;
};
// Rounds towards zero. The divisor is not 0.
Division DivideNumbers(const BIGNUM* dividend, const BIGNUM* divisor);

// Precondition: one or more digits of `base`, 2 to 36, and nothing else.
BigNumber ParseNumber(std::string_view digits, int base);
std::string DecimalText(const BIGNUM* number);

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_VALUES_BIG_NUMBER_H_
