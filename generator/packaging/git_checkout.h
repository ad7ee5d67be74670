// A revision of a git repository as files, beside the working tree: neither that nor anything else of the repository is
// touched, also if the program is killed.
//
//   const GitRevision revision = FindRevision("main", "/src/repository/packages");
//   CheckOut(revision, "/tmp/checkout");  // the whole repository
//
// `git` is run as a command. Submodules are checked out of those of the working tree.

#ifndef PKGREPO_PACKAGING_GIT_CHECKOUT_H_
#define PKGREPO_PACKAGING_GIT_CHECKOUT_H_

#include <string>

namespace pkgrepo::packaging {

struct GitRevision {
  // As it was asked for: "main", "v1.2.0~3".
  std::string name;
  // The full number of its commit.
  std::string commit;
  // The root of the working tree, an absolute path without links.
  std::string root;

  // "main (7944a0c)", as people are told of it.
  std::string Describe() const;
};

// Throws Error if there is no git, `directory` is in no working tree, or the revision is not known there.
GitRevision FindRevision(const std::string& name, const std::string& directory);

// Writes all files of the revision into the folder `target`, which is empty. Throws Error with what git says, and for a
// submodule whose commit is not there.
void CheckOut(const GitRevision& revision, const std::string& target);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_GIT_CHECKOUT_H_
