// Angles brought near zero. Follows Sin, Cos and Tan of package math of Go 1.21.
//
//   Octant octant = ReduceAngle(3.0);    // number 4, rest 3 - pi

#ifndef PKGREPO_GO_OCTANT_H_
#define PKGREPO_GO_OCTANT_H_

namespace pkgrepo::go {

// An angle less the nearest even multiple of pi/4 above or below, and that multiple modulo 8.
struct Octant {
  int number;
  double rest;
};

// Precondition: not negative, finite.
Octant ReduceAngle(double x);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_OCTANT_H_
