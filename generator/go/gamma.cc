// After the Cephes library's description of gamma.c (https://www.netlib.org/cephes): Stirling's formula for
// large arguments, a rational approximation on [2, 3] and the recurrence for the rest. The standard library's
// tgamma() is more exact, so that its last digits differ.

#include "go/gamma.h"

#include <cmath>
#include <limits>
#include <numbers>

#include "go/elementary.h"

namespace pkgrepo::go {
namespace {

constexpr double kP[] = {1.60119522476751861407e-04, 1.19135147006586384913e-03, 1.04213797561761569935e-02,
                         4.76367800457137231464e-02, 2.07448227648435975150e-01, 4.94214826801497100753e-01,
                         9.99999999999999996796e-01};
constexpr double kQ[] = {-2.31581873324120129819e-05, 5.39605580493303397842e-04, -4.45641913851797240494e-03,
                         1.18139785222060435552e-02,  3.58236398605498653373e-02, -2.34591795718243348568e-01,
                         7.14304917030273074085e-02,  1.00000000000000000320e+00};
constexpr double kStirling[] = {7.87311395793093628397e-4, -2.29549961613378126380e-4,
                                -2.68132617805781232825e-3, 3.47222221605458667310e-3,
                                8.33333333333482257126e-2};
constexpr double kEulerGamma = 0.57721566490153286060651209008240243104215933593992;
constexpr double kSquareRootOfTwoPi = 2.506628274631000502417;

// The result is first * second, kept apart because the product may overflow where a quotient by it does not.
struct Product {
  double first;
  double second;
};

Product Stirling(double x) {
  if (x > 200) return {std::numeric_limits<double>::infinity(), 1};
  constexpr double kSplitPower = 143.01608;
  double w = 1 / x;
  w = 1 + w * Polynomial(kStirling, w);
  double power = Exp(x);
  double other = 1;
  if (x > kSplitPower) {
    const double half = Pow(x, 0.5 * x - 0.25);
    other = half / power;
    power = half;
  } else {
    power = Pow(x, x - 0.5) / power;
  }
  return {power, kSquareRootOfTwoPi * w * other};
}

bool IsNegativeInteger(double x) { return x < 0 && x == std::floor(x); }

// For -q, by Euler's reflection formula.
double Reflected(double q) {
  double sign = 1;
  const double p = std::floor(q);
  if (std::fmod(p, 2) == 0) sign = -1;
  double z = q - p;
  if (z > 0.5) z = q - (p + 1);
  z = q * Sin(std::numbers::pi * z);
  if (z == 0) return sign * std::numeric_limits<double>::infinity();
  const Product stirling = Stirling(q);
  const double magnitude = std::fabs(z);
  const double product = magnitude * stirling.first * stirling.second;
  z = std::isinf(product) ? std::numbers::pi / magnitude / stirling.first / stirling.second
                          : std::numbers::pi / product;
  return sign * z;
}

}  // namespace

double Gamma(double x) {
  if (IsNegativeInteger(x) || std::isnan(x) || (std::isinf(x) && x < 0)) return std::nan("");
  if (std::isinf(x)) return x;
  if (x == 0) return std::copysign(std::numeric_limits<double>::infinity(), x);
  const double q = std::fabs(x);
  if (q > 33) {
    if (x < 0) return Reflected(q);
    const Product stirling = Stirling(x);
    return stirling.first * stirling.second;
  }
  double z = 1;
  for (; x >= 3; z *= x) x -= 1;
  while (x < 0) {
    if (x > -1e-9) return z / ((1 + kEulerGamma * x) * x);
    z /= x;
    x += 1;
  }
  while (x < 2) {
    if (x < 1e-9) return x == 0 ? std::numeric_limits<double>::infinity() : z / ((1 + kEulerGamma * x) * x);
    z /= x;
    x += 1;
  }
  if (x == 2) return z;
  x -= 2;
  return z * Polynomial(kP, x) / Polynomial(kQ, x);
}

}  // namespace pkgrepo::go
