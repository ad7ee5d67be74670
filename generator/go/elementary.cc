#include "go/elementary.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <numbers>

#include "go/octant.h"

namespace pkgrepo::go {
namespace {

constexpr double kLn2 = 0.693147180559945309417232121458176568;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

double SinNearZero(double x) {
  constexpr double kCoefficients[] = {1.58962301576546568060e-10, -2.50507477628578072866e-8,
                                      2.75573136213857245213e-6,  -1.98412698295895385996e-4,
                                      8.33333333332211858878e-3,  -1.66666666666666307295e-1};
  const double square = x * x;
  return x + x * square * Polynomial(kCoefficients, square);
}

double CosNearZero(double x) {
  constexpr double kCoefficients[] = {-1.13585365213876817300e-11, 2.08757008419747316778e-9,
                                      -2.75573141792967388112e-7,  2.48015872888517045348e-5,
                                      -1.38888888888730564116e-3,  4.16666666666665929218e-2};
  const double square = x * x;
  return 1.0 - 0.5 * square + square * square * Polynomial(kCoefficients, square);
}

// For arguments up to 0.66.
double AtanNearZero(double x) {
  constexpr double kP[] = {-8.750608600031904122785e-01, -1.615753718733365076637e+01,
                           -7.500855792314704667340e+01, -1.228866684490136173410e+02,
                           -6.485021904942025371773e+01};
  constexpr double kQ[] = {1,
                           2.485846490142306297962e+01,
                           1.650270098316988542046e+02,
                           4.328810604912902668951e+02,
                           4.853903996359136964868e+02,
                           1.945506571482613964425e+02};
  const double square = x * x;
  return x * (square * Polynomial(kP, square) / Polynomial(kQ, square)) + x;
}

// For positive arguments.
double AtanOfPositive(double x) {
  constexpr double kPiRest = 6.123233995736765886130e-17;  // pi/2 less its double
  constexpr double kTan3Pi8 = 2.41421356237309504880;
  if (x <= 0.66) return AtanNearZero(x);
  if (x > kTan3Pi8) return std::numbers::pi / 2 - AtanNearZero(1 / x) + kPiRest;
  return std::numbers::pi / 4 + AtanNearZero((x - 1) / (x + 1)) + 0.5 * kPiRest;
}

// log(1 + x), for x that is not negative. 1 + x = 2^k (1 + f), of which the rounding is made good for.
double LogOfOnePlus(double x) {
  constexpr double kCoefficients[] = {
      1.479819860511658591e-01, 1.531383769920937332e-01, 1.818357216161805012e-01, 2.222219843214978396e-01,
      2.857142874366239149e-01, 3.999999999940941908e-01, 6.666666666666735130e-01};
  constexpr double kLn2High = 6.93147180369123816490e-01;
  constexpr double kLn2Low = 1.90821492927058770002e-10;
  if (x < 0x1p-54) return x;
  if (x < 0x1p-29) return x - x * x * 0.5;
  int k = 0;
  double f = x;
  double rounding = 0;
  if (x >= std::numbers::sqrt2 - 1) {
    const double sum = 1 + x;
    const double fraction = std::frexp(sum, &k);  // from 0.5 up to below 1
    --k;
    if (x < 0x1p53) rounding = (k > 0 ? 1 - (sum - x) : x - (sum - 1)) / sum;
    f = fraction * 2 - 1;
    if (std::bit_cast<uint64_t>(fraction * 2) >= std::bit_cast<uint64_t>(std::numbers::sqrt2)) {
      ++k;
      f = fraction - 1;
    }
  }
  const double half_square = 0.5 * f * f;
  const double low = k * kLn2Low + rounding;
  if (std::fabs(f) < 0x1p-20) {
    if (f == 0) return k * kLn2High + low;
    const double rest = half_square * (1 - 0.66666666666666666 * f);
    return k == 0 ? f - rest : k * kLn2High - ((rest - low) - f);
  }
  const double s = f / (2 + f);
  const double square = s * s;
  const double rest = square * Polynomial(kCoefficients, square);
  if (k == 0) return f - (half_square - s * (half_square + rest));
  return k * kLn2High - ((half_square - (s * (half_square + rest) + low)) - f);
}

}  // namespace

double Sin(double x) {
  const double size = std::fabs(x);
  if (x == 0 || !std::isfinite(x)) return std::sin(x);
  const Octant octant = ReduceAngle(size);
  bool negative = x < 0;
  if (octant.number > 3) negative = !negative;
  const bool by_cos = octant.number % 4 == 2;
  const double result = by_cos ? CosNearZero(octant.rest) : SinNearZero(octant.rest);
  return negative ? -result : result;
}

double Cos(double x) {
  const double size = std::fabs(x);
  if (!std::isfinite(x)) return std::cos(x);
  const Octant octant = ReduceAngle(size);
  const int quadrant = octant.number / 2;
  const double result = quadrant % 2 == 1 ? SinNearZero(octant.rest) : CosNearZero(octant.rest);
  return quadrant == 1 || quadrant == 2 ? -result : result;
}

double Tan(double x) {
  constexpr double kP[] = {-1.30936939181383777646e4, 1.15351664838587416140e6, -1.79565251976484877988e7};
  constexpr double kQ[] = {1, 1.36812963470692954678e4, -1.32089234440210967447e6, 2.50083801823357915839e7,
                           -5.38695755929454629881e7};
  const double size = std::fabs(x);
  if (x == 0 || !std::isfinite(x)) return std::tan(x);
  const Octant octant = ReduceAngle(size);
  const double square = octant.rest * octant.rest;
  double result = octant.rest;
  if (square > 1e-14) {
    result = octant.rest + octant.rest * (square * Polynomial(kP, square) / Polynomial(kQ, square));
  }
  if (octant.number % 4 == 2) result = -1 / result;
  return x < 0 ? -result : result;
}

double Asin(double x) {
  if (x == 0) return x;
  const double size = std::fabs(x);
  if (size > 1) return std::nan("");
  const double other = std::sqrt(1 - size * size);
  const double result =
      size > 0.7 ? std::numbers::pi / 2 - AtanOfPositive(other / size) : AtanOfPositive(size / other);
  return x < 0 ? -result : result;
}

double Acos(double x) { return std::numbers::pi / 2 - Asin(x); }

double Atan(double x) {
  if (x == 0) return x;
  return x > 0 ? AtanOfPositive(x) : -AtanOfPositive(-x);
}

double Atan2(double y, double x) {
  if (x == 0 || y == 0 || !std::isfinite(x) || !std::isfinite(y)) return std::atan2(y, x);
  const double angle = Atan(y / x);
  if (x > 0) return angle;
  return angle <= 0 ? angle + std::numbers::pi : angle - std::numbers::pi;
}

double Sinh(double x) {
  constexpr double kP[] = {-0.2630563213397497062819489e+2, -0.2894211355989563807284660366e+4,
                           -0.8991272022039509355398013511e+5, -0.6307673640497716991184787251e+6};
  constexpr double kQ[] = {1, -0.173678953558233699533450911e+3, 0.1521517378790019070696485176e+5,
                           -0.6307673640497716991212077277e+6};
  const double size = std::fabs(x);
  double result;
  if (size > 21) {
    result = Exp(size) * 0.5;
  } else if (size > 0.5) {
    const double power = Exp(size);
    result = (power - 1 / power) * 0.5;
  } else {
    const double square = size * size;
    result = Polynomial(kP, square) * size / Polynomial(kQ, square);
  }
  return std::signbit(x) ? -result : result;
}

double Cosh(double x) {
  const double size = std::fabs(x);
  const double power = Exp(size);
  return size > 21 ? power * 0.5 : (power + 1 / power) * 0.5;
}

double Tanh(double x) {
  constexpr double kP[] = {-9.64399179425052238628e-1, -9.92877231001918586564e1, -1.61468768441708447952e3};
  constexpr double kQ[] = {1, 1.12811678491632931402e2, 2.23548839060100448583e3, 4.84406305325125486048e3};
  constexpr double kMaxLog = 8.8029691931113054295988e+01;
  const double size = std::fabs(x);
  if (size > 0.5 * kMaxLog) return x < 0 ? -1 : 1;
  if (size >= 0.625) return std::copysign(1 - 2 / (Exp(2 * size) + 1), x);
  if (x == 0) return x;
  const double square = x * x;
  return x + x * square * Polynomial(kP, square) / Polynomial(kQ, square);
}

double Asinh(double x) {
  const double size = std::fabs(x);
  if (!std::isfinite(x) || size < 1.0 / (1 << 28)) return x;
  double result;
  if (size > 1 << 28) {
    result = Log(size) + kLn2;
  } else if (size > 2) {
    result = Log(2 * size + 1 / (std::sqrt(size * size + 1) + size));
  } else {
    result = LogOfOnePlus(size + size * size / (1 + std::sqrt(1 + size * size)));
  }
  return x < 0 ? -result : result;
}

double Acosh(double x) {
  if (x < 1 || std::isnan(x)) return std::nan("");
  if (x >= 1 << 28) return Log(x) + kLn2;
  if (x > 2) return Log(2 * x - 1 / (x + std::sqrt(x * x - 1)));
  const double rest = x - 1;
  return LogOfOnePlus(rest + std::sqrt(2 * rest + rest * rest));
}

double Atanh(double x) {
  const double size = std::fabs(x);
  if (!(size < 1)) return std::atanh(x);
  if (size < 1.0 / (1 << 28)) return x;
  const double twice = size + size;
  const double result =
      0.5 * (size < 0.5 ? LogOfOnePlus(twice + twice * size / (1 - size)) : LogOfOnePlus(twice / (1 - size)));
  return x < 0 ? -result : result;
}

// 2^n times the sum of the series of exp(r/16) - 1, which is squared four times; x = n ln 2 + r.
double Exp(double x) {
  constexpr double kLn2Upper = 0.69314718055966295651160180568695068359375;
  constexpr double kLn2Lower = 0.28235290563031577122588448175013436025525412068e-12;
  constexpr double kSeries[] = {2.4801587301587301587e-5,
                                1.9841269841269841270e-4,
                                1.3888888888888888889e-3,
                                8.3333333333333333333e-3,
                                4.1666666666666666667e-2,
                                1.6666666666666666667e-1,
                                0.5,
                                1.0};
  if (!std::isfinite(x) || x > 7.09782712893384e+02 || x < -7.4513321910194122e+02) return std::exp(x);
  const double count = std::nearbyint(x * 1.4426950408889634);
  if (count > 1023) return kInfinity;  // though the result would fit if 2^n were taken in two steps
  double rest = std::fma(-count, kLn2Upper, x);
  rest = std::fma(-count, kLn2Lower, rest) * 0.0625;
  double sum = kSeries[0];
  for (size_t i = 1; i < std::size(kSeries); ++i) sum = std::fma(sum, rest, kSeries[i]);
  double power = sum * rest;
  for (int i = 0; i < 3; ++i) power = power * (power + 2.0);
  power = std::fma(power, power + 2.0, 1.0);
  return std::ldexp(power, static_cast<int>(count));
}

double Log(double x) {
  constexpr double kOdd[] = {1.479819860511658591e-01, 1.818357216161805012e-01, 2.857142874366239149e-01,
                             6.666666666666735130e-01};
  constexpr double kEven[] = {1.531383769920937332e-01, 2.222219843214978396e-01, 3.999999999940941908e-01};
  constexpr double kLn2High = 6.93147180369123816490e-01;
  constexpr double kLn2Low = 1.90821492927058770002e-10;
  if (!(x > 0) || !std::isfinite(x)) return std::log(x);
  // The original takes the bits apart as if there were no subnormal numbers, on x86-64 at least.
  const auto bits = std::bit_cast<uint64_t>(x);
  int exponent = static_cast<int>(bits >> 52) - 1022;
  auto fraction = std::bit_cast<double>((bits & ((uint64_t{1} << 52) - 1)) | std::bit_cast<uint64_t>(0.5));
  if (fraction < std::sqrt(2.0) / 2) {
    fraction *= 2;
    --exponent;
  }
  fraction -= 1;
  const double k = exponent;
  const double s = fraction / (2 + fraction);
  const double square = s * s;
  const double fourth = square * square;
  const double rest = square * Polynomial(kOdd, fourth) + fourth * Polynomial(kEven, fourth);
  const double half_square = 0.5 * fraction * fraction;
  return k * kLn2High - ((half_square - (s * (half_square + rest) + k * kLn2Low)) - fraction);
}

double Pow(double x, double y) {
  double whole = 0;
  double part = std::modf(std::fabs(y), &whole);
  const bool is_special =
      y == 0 || x == 0 || x == 1 || !std::isfinite(x) || !std::isfinite(y) || whole >= 0x1p63;
  if (is_special || (part != 0 && x < 0)) return std::pow(x, y);
  if (y == 1) return x;
  if (y == 0.5) return std::sqrt(x);
  if (y == -0.5) return 1 / std::sqrt(x);
  double result = 1;
  int64_t result_exponent = 0;
  if (part != 0) {
    if (part > 0.5) {
      --part;
      ++whole;
    }
    result = Exp(part * Log(x));
  }
  int exponent = 0;
  double base = std::frexp(x, &exponent);
  int64_t base_exponent = exponent;
  for (auto bits = static_cast<int64_t>(whole); bits != 0; bits >>= 1) {
    if (base_exponent < -(1 << 12) || base_exponent > 1 << 12) {
      result_exponent += base_exponent;
      break;
    }
    if ((bits & 1) != 0) {
      result *= base;
      result_exponent += base_exponent;
    }
    base *= base;
    base_exponent *= 2;
    if (base < 0.5) {
      base += base;
      --base_exponent;
    }
  }
  if (y < 0) {
    result = 1 / result;
    result_exponent = -result_exponent;
  }
  return std::ldexp(result, static_cast<int>(result_exponent));
}

double Hypot(double x, double y) {
  if (!std::isfinite(x) || !std::isfinite(y)) return std::hypot(x, y);
  const double larger = std::fmax(std::fabs(x), std::fabs(y));
  if (larger == 0) return 0;
  const double ratio = std::fmin(std::fabs(x), std::fabs(y)) / larger;
  return larger * std::sqrt(1 + ratio * ratio);
}

}  // namespace pkgrepo::go
