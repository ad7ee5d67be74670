// The gamma function, to the bit as math.Gamma of Go 1.21 gives it on x86-64.
//
//   Gamma(5);    // 24

#ifndef PKGREPO_GO_GAMMA_H_
#define PKGREPO_GO_GAMMA_H_

namespace pkgrepo::go {

// NaN for negative integers and -Inf, an infinity with the sign of zero for zeros.
double Gamma(double x);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_GAMMA_H_
