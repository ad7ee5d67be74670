// Signatures of commits and tags, checked by `gpg` against the keys of a Secret and no others.

#ifndef PKGREPO_VENDIR_GIT_SIGNATURE_H_
#define PKGREPO_VENDIR_GIT_SIGNATURE_H_

#include <string>

#include "vendir/config.h"
#include "vendir/fetch.h"
#include "vendir/git_repository.h"

namespace pkgrepo::vendir {

// Throws Error unless `ref`, a signed tag or else its commit, bears a good signature of one of the keys.
void VerifyGitSignature(const GitVerification& verification, const std::string& ref,
                        const GitRepository& repository, const FetchContext& context);

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_GIT_SIGNATURE_H_
