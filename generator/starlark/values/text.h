// Hashes, comparison results and misspelled names: helpers shared by the types.

#ifndef PKGREPO_STARLARK_VALUES_TEXT_H_
#define PKGREPO_STARLARK_VALUES_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "starlark/values/value.h"

namespace pkgrepo::starlark {

uint32_t HashBytes(std::string_view bytes);

// Whether `op` holds for a three-way comparison result.
inline bool CompareOrder(CompareOp op, int order) {
  switch (op) {
    case CompareOp::kEqual:
      return order == 0;
    case CompareOp::kNotEqual:
      return order != 0;
    case CompareOp::kLess:
      return order < 0;
    case CompareOp::kLessOrEqual:
      return order <= 0;
    case CompareOp::kGreater:
      return order > 0;
    case CompareOp::kGreaterOrEqual:
      return order >= 0;
  }
  return false;
}

std::string_view ToString(CompareOp op);
std::string_view ToString(BinaryOp op);

// The candidate most like `name`, or "" when none is near enough to be a misspelling of it.
std::string NearestName(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_VALUES_TEXT_H_
