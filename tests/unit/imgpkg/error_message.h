#ifndef PKGREPO_TESTS_UNIT_IMGPKG_ERROR_MESSAGE_H_
#define PKGREPO_TESTS_UNIT_IMGPKG_ERROR_MESSAGE_H_

#include <string>

#include "base/error.h"

namespace pkgrepo::imgpkg {

// The message of the Error that `function` throws; "" if it throws none.
template <typename Function>
std::string MessageOf(Function function) {
  try {
    function();
  } catch (const Error& error) {
    return error.message();
  }
  return "";
}

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_TESTS_UNIT_IMGPKG_ERROR_MESSAGE_H_
