#include "cli/graph/version_step.h"

namespace pkgrepo::cli {

VersionStep::VersionStep(StepFlags& flags)
    : flags_(flags.Require()), view_(disk_, flags_.folders), inputs_(view_, disk_) {}

VersionStep::VersionStep(StepFlags& flags, std::string_view patterns)
    : flags_(flags.Require()), view_(disk_, flags_.folders, patterns), inputs_(view_, disk_) {}

}  // namespace pkgrepo::cli
