// Building a project that was configured, and the same project as it is in a git revision.
//
//   BuildProject("build", "the working tree");
//   const RevisionBuild base(FindRevision("main", source), "build");
//   const BuildTree before(JoinPath(base.build(), kBuildTree));

#ifndef PKGREPO_PACKAGING_PROJECT_BUILD_H_
#define PKGREPO_PACKAGING_PROJECT_BUILD_H_

#include <string>

#include "base/file_lock.h"
#include "base/file_system.h"
#include "base/temp_dir.h"
#include "packaging/git_checkout.h"

namespace pkgrepo::packaging {

// Builds the default target in `build`, configuring again where that is due. Throws Error with what has failed; `what` is
// built, as in "the working tree".
void BuildProject(const std::string& build, const std::string& what);

// A revision of the project that `build` is a build of, checked out, configured as that is, and built, in a folder in
// `build` that lasts as long as the object; those of runs that were killed are removed. Entries of CMakeCache.txt that name what
// is in the source tree are taken as of the revision; left out are those that name what is in the build folder, and those that
// have the default of the present sources, so that the revision has its own. Package versions that are the same in both are
// taken from `build`, which is up to date; for others its cache is used, if it has one.
class RevisionBuild {
 public:
  // Throws Error if the revision cannot be checked out, configured or built.
  RevisionBuild(const GitRevision& revision, const std::string& build);

  // The folder in which CMake has built.
  std::string build() const { return JoinPath(folder_.path(), "build"); }

 private:
  TempDir folder_;
  FileLock lock_;  // held while the folder is in use
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_PROJECT_BUILD_H_
