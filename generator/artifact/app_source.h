// The source of an application, as one revision: a digest of its files' names and contents.
//
//   const Digest revision = RevisionOf({"/src/hello.c", "/src/lib"}, "/src", "/src/build", inputs);
//
// It is that of the lines that `sha256sum` would print of all files in the order of their names, so it is the same in every
// checkout, and can be computed by hand.

#ifndef PKGREPO_ARTIFACT_APP_SOURCE_H_
#define PKGREPO_ARTIFACT_APP_SOURCE_H_

#include <string>
#include <vector>

#include "base/digest.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::artifact {

// `paths` are files, and folders with what is in them, less what a bundle leaves out as well (packaging/ignore_rules.h) and the
// folder `build`. Names are relative to `root`. Notes all that is read. Throws Error naming what is not there, and what is
// neither file, folder nor link.
Digest RevisionOf(const std::vector<std::string>& paths, const std::string& root, const std::string& build,
                  packaging::StepInputs& inputs);

}  // namespace pkgrepo::artifact

#endif  // PKGREPO_ARTIFACT_APP_SOURCE_H_
