// Why a step has to run, or has run.

#ifndef PKGREPO_PACKAGING_STALE_REASON_H_
#define PKGREPO_PACKAGING_STALE_REASON_H_

#include <optional>
#include <string>
#include <string_view>

namespace pkgrepo::packaging {

struct StaleReason {
  enum class Kind {
    kChanged,     // what is in the file
    kAdded,       // a file or folder
    kRemoved,     // a file or folder
    kListing,     // the names in the folder
    kMode,        // the executable bit
    kKind,        // it was a file and is a folder, or the like
    kTouched,     // the modification time alone
    kGenerator,   // the program
    kOptions,     // the command line
    kMissing,     // the output is not there
    kUnrecorded,  // what the step has read is not known
    kFirst,       // it had not run before
    kFailed,      // it had failed
  };
  Kind kind = Kind::kChanged;
  std::string path = {};  // "" for what is not about an input

  bool operator==(const StaleReason&) const = default;
};

// "changed", for programs, and back.
std::string_view NameOf(StaleReason::Kind kind);
std::optional<StaleReason::Kind> ParseKind(std::string_view name);
// "/src/app/schema.yaml has changed", for people.
std::string Describe(const StaleReason& reason);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_STALE_REASON_H_
