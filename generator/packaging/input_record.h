// How the inputs of a step were when it read them. Ninja knows times only, and only while it builds; by these records
// what uses the results without building (a test, a push) sees that they are out of date.
//
//   RequireFresh({"carvel/packages/app/1.0.0/vendor.json", "carvel/packages/app/1.0.0/rendered.json"}, disk);
//
// The record of OUTPUT is OUTPUT.inputs.d: the output's path as the step had it, then an input a line, sorted by path:
//
//   KIND SIZE MTIME PATH
//
// KIND is `f` for a file, `x` for one that its owner may execute, `d` for a folder, `D` for one whose names are all among the inputs, `?` for anything else, `-` for nothing
// there; MTIME is in nanoseconds; in PATH a line break is `\n` and a backslash `\\`. Links are followed.

#ifndef PKGREPO_PACKAGING_INPUT_RECORD_H_
#define PKGREPO_PACKAGING_INPUT_RECORD_H_

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/file_system.h"

namespace pkgrepo::packaging {

struct InputState {
  char kind = '-';
  uint64_t size = 0;
  int64_t mtime = 0;

  bool operator==(const InputState&) const = default;
};

inline constexpr char kWalked = 'D';

using InputStates = std::map<std::string, InputState>;

InputState StateOf(const std::optional<FileInfo>& info);

void WriteInputRecord(const InputStates& states, const std::string& output, FileSystem& files);

// Throws Error with what has changed since the steps made the first `required` of these outputs, if anything has, or if
// one of them or its record is missing. The next build runs the steps of all outputs of which that is true, also where
// Ninja would not see the change.
void RequireFresh(const std::vector<std::string>& outputs, FileSystem& files,
                  size_t required = std::numeric_limits<size_t>::max());

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_INPUT_RECORD_H_
