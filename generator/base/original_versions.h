// The versions of the original programs whose behaviour this is: the only place that names them.
//
// The drop-in commands give them as their own version, and hold `minimumRequiredVersion` against them.
// `pkgrepo --version` lists them; tests/docs compares README.md and tests/conformance/README.md with that list.

#ifndef PKGREPO_BASE_ORIGINAL_VERSIONS_H_
#define PKGREPO_BASE_ORIGINAL_VERSIONS_H_

#include <array>
#include <string_view>

namespace pkgrepo::originals {

struct Original {
  std::string_view name;
  std::string_view version;
};

// `pkgrepo NAME` prints and writes what these do, to the byte.
inline constexpr Original kYtt = {"ytt", "0.48.0"};
inline constexpr Original kKbld = {"kbld", "0.42.0"};
inline constexpr Original kImgpkg = {"imgpkg", "0.43.1"};
inline constexpr Original kVendir = {"vendir", "0.40.0"};
inline constexpr Original kKctrl = {"kctrl", "0.53.1"};  // its commands for authors of packages
inline constexpr std::array kReplaced = {kYtt, kKbld, kImgpkg, kVendir, kKctrl};

// What reads the packages: a build refuses what these would refuse.
inline constexpr std::array kReading = {Original{"kapp", "0.60.0"}, Original{"kapp-controller", "0.53.1"},
                                        Original{"kube-apiserver", "1.32"}};

}  // namespace pkgrepo::originals

#endif  // PKGREPO_BASE_ORIGINAL_VERSIONS_H_
