// Small angles after Cody and Waite, with pi/4 in three parts; large ones after M. Payne and R. Hanek, "Radian
// reduction for trigonometric functions" (1983): of the binary digits of 4/pi only those count whose product with the
// angle is neither a multiple of 8 nor far behind the point.

#include "go/octant.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <numbers>

namespace pkgrepo::go {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr int kMantissaBits = 52;
constexpr int kExponentBias = 1023;

// Beyond this, pi/4 in three parts is not exact enough.
constexpr double kMaxReducedByParts = 1 << 29;

// The digits of 4/pi to the base 2^64; the first stands before the point.
constexpr uint64_t kFourOverPi[] = {
    0x0000000000000001, 0x45f306dc9c882a53, 0xf84eafa3ea69bb81, 0xb6c52b3278872083, 0xfca2c757bd778ac3,
    0x6e48dc74849ba5c0, 0x0c925dd413a32439, 0xfc3bd63962534e7d, 0xd1046bea5d768909, 0xd338e04d68befc82,
    0x7323ac7306a673e9, 0x3908bf177bf25076, 0x3ff12fffbc0b301f, 0xde5e2316b414da3e, 0xda6cfd9e4f96136e,
    0x9e8c7ecd3cbfd45a, 0xea4f758fd7cbe2f6, 0x7a0e73ef14a525d4, 0xd7f6bf623f1aba10, 0xac06608df8f6d757};

Octant ReduceByParts(double x) {
  constexpr double kPart1 = 7.85398125648498535156e-1;
  constexpr double kPart2 = 3.77489470793079817668e-8;
  constexpr double kPart3 = 2.69515142907905952645e-15;
  auto octant = static_cast<uint64_t>(x * (4 / std::numbers::pi));
  if (octant % 2 == 1) ++octant;
  const auto count = static_cast<double>(octant);
  return {static_cast<int>(octant % 8), ((x - count * kPart1) - count * kPart2) - count * kPart3};
}

// 64 binary digits of 4/pi, from the one `at` places behind the highest of the first of kFourOverPi.
uint64_t DigitsFrom(size_t at) {
  const uint64_t first = kFourOverPi[at / 64];
  return at % 64 == 0 ? first : first << (at % 64) | kFourOverPi[at / 64 + 1] >> (64 - at % 64);
}

// The number below 1 of which `high` is the first 64 binary digits and `low` supplies more, cut to the precision of a
// double. The original takes them from three places too far ahead, which shows only if 12 digits or more are zeros.
double FractionOf(uint64_t high, uint64_t low) {
  const int zeros = std::countl_zero(high);
  if (zeros == 64) return 0;
  uint64_t digits = zeros == 63 ? low : high << (zeros + 1) | low >> (63 - zeros);
  digits >>= 64 - kMantissaBits;
  return std::bit_cast<double>(static_cast<uint64_t>(kExponentBias - (zeros + 1)) << kMantissaBits | digits);
}

Octant ReduceByDigits(double x) {
  const auto bits = std::bit_cast<uint64_t>(x);
  const int exponent = static_cast<int>(bits >> kMantissaBits) - kExponentBias - kMantissaBits;
  const uint64_t hidden = uint64_t{1} << kMantissaBits;
  const uint64_t mantissa = (bits & (hidden - 1)) | hidden;
  // Three digits, 64 bits each, so chosen that three bits of the product are ahead of the point.
  const auto at = static_cast<size_t>(exponent + 61);
  const Wide first = Wide{DigitsFrom(at) * mantissa} << 64;
  const Wide product =
      first + Wide{DigitsFrom(at + 64)} * mantissa + (Wide{DigitsFrom(at + 128)} * mantissa >> 64);
  const auto octant = static_cast<int>(product >> 125);
  const double fraction = FractionOf(static_cast<uint64_t>(product >> 61), static_cast<uint64_t>(product));
  if (octant % 2 == 0) return {octant, fraction * (std::numbers::pi / 4)};
  return {(octant + 1) % 8, (fraction - 1) * (std::numbers::pi / 4)};
}

}  // namespace

Octant ReduceAngle(double x) { return x < kMaxReducedByParts ? ReduceByParts(x) : ReduceByDigits(x); }

}  // namespace pkgrepo::go
