// What ends a run in the middle, without a trace: the original does so where it fails by a fault of its own,
// and says no more than what failed.
//
//   Value Fragment::Slice(int64_t, int64_t, int64_t) { throw starlark::Panic("(p) yamlfragment.Slice: …"); }
//
// It passes through calls and builtins as it is; whoever runs the program shows it.

#ifndef PKGREPO_STARLARK_VALUES_PANIC_H_
#define PKGREPO_STARLARK_VALUES_PANIC_H_

#include "base/error.h"

namespace pkgrepo::starlark {

class Panic final : public Error {
 public:
  using Error::Error;
};

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_VALUES_PANIC_H_
