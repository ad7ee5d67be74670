#include "vendir/fetch.h"

#include "base/error.h"
#include "go/semver.h"

namespace pkgrepo::vendir {
namespace {}  // namespace

ProcessResult RunTool(const ProcessRunner& processes, const ProcessRequest& request) {
  try {
    return processes.Run(request);
  } catch (const Error&) {
    throw Error("exec: \"" + request.arguments[0] + "\": executable file not found in $PATH (stderr: )");
  }
}

void MoveIntoPlace(FileSystem& files, const std::string& from, const std::string& target) {
  files.MakeDirectories(std::string(DirName(target)), kPrivateDirectoryMode);
  files.Rename(from, target);
}

std::string SelectVersion(const Selection& selection, const std::vector<std::string>& versions) {
  if (!selection.semver) throw Error("Unsupported version selection type (currently supported: semver)");
  const SemverSelection& semver = *selection.semver;
  go::VersionSelection wanted{.constraints = semver.constraints,
                              .prereleases = semver.prereleases.has_value()};
  if (semver.prereleases) wanted.prerelease_identifiers = semver.prereleases->identifiers;
  return go::SelectHighestVersion(versions, wanted);
}

}  // namespace pkgrepo::vendir
