// Strings, numbers, booleans and dates of TOML.

#ifndef PKGREPO_YTT_MODULE_TOML_SCALAR_H_
#define PKGREPO_YTT_MODULE_TOML_SCALAR_H_

#include <functional>
#include <string>
#include <string_view>

#include "starlark/values/value.h"

namespace pkgrepo::ytt {

// Throws Error for the fault at `line`.
using TomlFailure = std::function<void(int line, const std::string& message)>;

enum class TomlQuotes {
  kSingle,  // of a key
  kOfAnyKind,
};

// Reads the string that begins with the quote at `at`, which moves behind it, as `line` does.
std::string ReadTomlString(std::string_view text, size_t& at, int& line, TomlQuotes quotes,
                           const TomlFailure& fail);

// Reads anything else: true, 0x1F, 1.5e3, 1979-05-27 (which becomes text). Precondition: `at` is not the end.
starlark::Value ReadTomlWord(std::string_view text, size_t& at, int line, const TomlFailure& fail);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_MODULE_TOML_SCALAR_H_
