// The elementary functions. Follows package math of Go 1.21 on x86-64, to the bit. Those of the C++ library are a
// little more exact, so that their last digits differ.
//
//   Exp(709.5);    // infinity, as there; 1.35e308 would be right
//
// After the Cephes library (sin, cos, tan, atan, tanh: https://www.netlib.org/cephes), FreeBSD's e_log.c (log),
// N. Shibata, "Efficient evaluation methods of elementary functions suitable for SIMD computation" (exp), and the
// definitions by these (the others).

#ifndef PKGREPO_GO_ELEMENTARY_H_
#define PKGREPO_GO_ELEMENTARY_H_

#include <cstddef>

namespace pkgrepo::go {

// Sum of coefficients[i] * x^(n - 1 - i).
template <size_t kSize>
double Polynomial(const double (&coefficients)[kSize], double x) {
  double sum = coefficients[0];
  for (size_t i = 1; i < kSize; ++i) sum = sum * x + coefficients[i];
  return sum;
}

double Sin(double x);
double Cos(double x);
double Tan(double x);
double Asin(double x);
double Acos(double x);
double Atan(double x);
double Atan2(double y, double x);
double Sinh(double x);
double Cosh(double x);
double Tanh(double x);
double Asinh(double x);
double Acosh(double x);
double Atanh(double x);
double Exp(double x);
double Log(double x);
double Pow(double x, double y);
double Hypot(double x, double y);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_ELEMENTARY_H_
