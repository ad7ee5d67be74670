#include "vendir/git_signature.h"

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::vendir {
namespace {

// Makes a key ring that holds the Secret's keys only.
void ImportKeys(const Secret& secret, const std::string& ring, const FetchContext& context) {
  context.files.MakeDirectories(ring, 0700);
  for (auto& [name, keys] : secret.data) {
    ProcessResult result = context.processes.Run({.arguments = {"gpg", "--batch", "--quiet", "--import"},
                                                  .directory = context.scratch,
                                                  .input = keys,
                                                  .environment = {{"GNUPGHOME", ring}}});
    if (result.status != 0) {
      throw Error("Reading public keys '" + name + "' of secret '" + secret.name +
                  "': " + std::string(Trim(result.error_output)));
    }
  }
}

}  // namespace

void VerifyGitSignature(const GitVerification& verification, const std::string& ref,
                        const GitRepository& repository, const FetchContext& context) {
  if (!verification.public_keys_secret)
    throw Error("Expected verification to name a secret with public keys");
  std::string ring = context.scratch + "/gnupg";
  ImportKeys(context.resources.GetSecret(verification.public_keys_secret->name), ring, context);

  bool is_tag = Trim(repository.Run({"cat-file", "-t", ref})) == "tag";
  std::string kind = is_tag ? "tag" : "commit";
  ProcessResult result = context.processes.Run({.arguments = {"git", "verify-" + kind, ref},
                                                .directory = repository.directory(),
                                                .input = "",
                                                .environment = {{"GNUPGHOME", ring}}});
  if (result.status == 0) return;
  std::string reason(Trim(result.error_output));
  throw Error("Verifying " + kind + " '" + ref +
              "': " + (reason.empty() ? "Expected to find " + kind + " signature, but did not" : reason));
}

}  // namespace pkgrepo::vendir
