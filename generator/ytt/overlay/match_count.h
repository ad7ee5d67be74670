// How many items an overlay expects to match.
//
//   expects=2, "1+", [0, 3], a function of the count      otherwise it is an error
//   missing_ok=True                                        0 or 1
//   when=…                                                 as expects, but the edit is left out instead
//
// The three exclude each other. Without any, exactly one item must match.

#ifndef PKGREPO_YTT_OVERLAY_MATCH_COUNT_H_
#define PKGREPO_YTT_OVERLAY_MATCH_COUNT_H_

#include <string_view>
#include <vector>

#include "starlark/eval/interpreter.h"
#include "yaml/source.h"

namespace pkgrepo::ytt {

class MatchCount {
 public:
  // Takes the keyword argument if it is one of the three; tells whether it is. A later one replaces an
  // earlier one of the same name.
  bool Set(std::string_view keyword, const starlark::Value& value);

  // Whether to apply the edit to the items that were found, at `matched`. Throws Error if their number is not
  // the expected one, or if the arguments are malformed.
  bool Admits(starlark::Thread& thread, const std::vector<yaml::Position>& matched) const;

 private:
  void CheckExclusive() const;

  starlark::Value expects_;
  starlark::Value missing_ok_;
  starlark::Value when_;
};

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_OVERLAY_MATCH_COUNT_H_
