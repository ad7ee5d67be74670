// What Ninja would run, and why, from what it says with `-n -d explain`.
//
//   ninja -n -d explain 2>explanations.txt
//   const NinjaPlan plan = ParseExplanations(explanations);
//
// It gives one reason for each output at most, and none where an input will be made: that output follows. What it says is
// meant for people, and is no promise: a line that is not known is passed over, so that the output is taken to follow.
// https://ninja-build.org/manual.html#_extra_tools; the words are those of Ninja 1.11.

#ifndef PKGREPO_PACKAGING_NINJA_PLAN_H_
#define PKGREPO_PACKAGING_NINJA_PLAN_H_

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace pkgrepo::packaging {

struct NinjaReason {
  enum class Kind {
    kOlder,    // than `input`
    kMissing,  // the output is not there
    kCommand,  // the command line is another than that of the last run, or was never seen
    kDepfile,  // what the last run has read is not known
  };
  Kind kind = Kind::kMissing;
  std::string input = {};
};

struct NinjaPlan {
  // Outputs that would be made, of phony steps as well. Of several that one step makes, some may not be named.
  std::set<std::string> outputs;
  std::map<std::string, NinjaReason> reasons;
};

NinjaPlan ParseExplanations(std::string_view text);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_NINJA_PLAN_H_
