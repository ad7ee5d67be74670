// The state of a step's inputs when it read them. Ninja knows only times, and only while it builds; with these records,
// whatever uses the results without building (a test, a push) sees when they are out of date, and
// packaging/restored_times.h sees what is unchanged in a checkout whose times are all new.
//
//   RequireFresh({"carvel/packages/app/1.0.0/vendor.json", "carvel/packages/app/1.0.0/rendered.json"}, disk);
//
// The record of OUTPUT is OUTPUT.inputs.d: the output's path as the step had it, then an input a line, sorted by path:
//
//   KIND SIZE MTIME CONTENT PATH
//
// Ahead of these stand lines that begin with `!`, of the run that made the record: `! OPTIONS GENERATOR`, the SHA-256 of
// the command line and the build id of the program, and for each reason why it ran, as compared with the record before,
// `!REASON PATH` (packaging/stale_reason.h).
//
// KIND is `f` for a file, `x` for one that its owner may execute, `d` for a folder, `D` for one whose names are all among
// the inputs, `?` for anything else, `-` for nothing there; MTIME is in nanoseconds; CONTENT is the SHA-256 of a file, or of
// the names in a folder, a line each, and `-` where it is not known; in PATH a line break is `\n` and a backslash `\\`.
// Links are followed.

#ifndef PKGREPO_PACKAGING_INPUT_RECORD_H_
#define PKGREPO_PACKAGING_INPUT_RECORD_H_

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/file_system.h"
#include "packaging/stale_reason.h"

namespace pkgrepo::packaging {

struct InputState {
  char kind = '-';
  uint64_t size = 0;
  int64_t mtime = 0;

  bool operator==(const InputState&) const = default;
};

inline constexpr char kWalked = 'D';

struct Input {
  InputState state;
  std::optional<Digest> content;
};

using Inputs = std::map<std::string, Input>;

struct InputRecord {
  std::string output;
  Inputs inputs;
  std::string options = {};
  std::string generator = {};
  // Why the step ran that made the record.
  std::vector<StaleReason> reasons = {};
};

// PATH as a record has it, and back.
std::string EscapePath(std::string_view path);
std::string UnescapePath(std::string_view text);

InputState StateOf(const std::optional<FileInfo>& info);
bool IsFolder(const InputState& state);

// What CONTENT is of a path in this state now; nullopt if it has no content, or cannot be read.
std::optional<Digest> ContentOf(const std::string& path, const InputState& state, const FileSystem& files);

// The names in `place` that were not there when it was walked, as the input `folder`, less those that no step looks at.
std::vector<std::string> NewNames(const std::string& folder, const std::string& place, const Inputs& inputs,
                                  const FileSystem& files);

// Takes the place of the record that is there, if any, with which it is compared.
void WriteInputRecord(const Inputs& inputs, const std::string& output, FileSystem& files);
// Throws Error if there is none, or it is none.
InputRecord ReadInputRecord(const std::string& output, const FileSystem& files);

// What relative paths of the record of `output` are relative to, which need not be here: where the step ran. "" is here.
std::string BaseOf(const InputRecord& record, const std::string& output);

// Throws Error with what has changed since the steps made the first `required` of these outputs, if anything has, or if
// one of them or its record is missing. The next build runs the steps of all outputs of which that is true, also where
// Ninja would not see the change.
void RequireFresh(const std::vector<std::string>& outputs, FileSystem& files,
                  size_t required = std::numeric_limits<size_t>::max());

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_INPUT_RECORD_H_
