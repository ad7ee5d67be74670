// The version of ytt that this project behaves as.

#ifndef PKGREPO_YTT_MODULE_VERSION_H_
#define PKGREPO_YTT_MODULE_VERSION_H_

#include <string_view>

namespace pkgrepo::ytt {

inline constexpr std::string_view kYttVersion = "0.48.0";

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_MODULE_VERSION_H_
