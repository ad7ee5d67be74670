// Whether the references of a project are right: each is pinned, and where it means what the project makes, names what it makes now;
// what is published has the versions that the policy asks for (references/policy.h, set_reference_policy()).
//
//   const Verification verified = Verify(project, {.git = ReadGitState(project.source, runner)}, disk);
//   for (const Error& fault : verified.faults) err << fault.Render();

#ifndef PKGREPO_REFERENCES_VERIFICATION_H_
#define PKGREPO_REFERENCES_VERIFICATION_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "references/git_state.h"
#include "references/project.h"

namespace pkgrepo::references {

struct VerificationSources {
  // nullopt where git knows nothing.
  std::optional<GitState> git = std::nullopt;
  // The digest of REPOSITORY:TAG or REPOSITORY@DIGEST in a registry; nullopt if it is not there; an Error if it
  // cannot be asked, which becomes a fault. Without it, no registry is asked.
  std::function<std::optional<std::string>(const std::string& reference)> find_in_registry = nullptr;
};

struct Verification {
  // Each with file and line, by these, and with what to do. None is there twice.
  std::vector<Error> faults;
  // So many were looked at.
  size_t references = 0;
};

// `disk` has the source tree.
Verification Verify(const Project& project, const VerificationSources& sources, const FileSystem& disk);

}  // namespace pkgrepo::references

#endif  // PKGREPO_REFERENCES_VERIFICATION_H_
