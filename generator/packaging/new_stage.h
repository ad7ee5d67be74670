// New stage files and repository files, in the forms of stage_file.h and repository_file.h.

#ifndef PKGREPO_PACKAGING_NEW_STAGE_H_
#define PKGREPO_PACKAGING_NEW_STAGE_H_

#include <string>
#include <vector>

#include "packaging/new_files.h"

namespace pkgrepo::packaging {

struct NewStageOptions {
  std::string folder = "stages";
  std::string name;
  // "contour@1.22.3"; none for a form to be filled in.
  std::vector<std::string> packages;
  // The form in which everything is stated: a ytt values file.
  bool is_long = false;
  // Of the packages, in the long form; may be empty.
  std::string domain;
};

// Throws Error for a name that no file can have, and for packages that are not NAME@VERSION.
NewFiles MakeNewStage(const NewStageOptions& options);

struct NewRepositoryOptions {
  std::string folder = "repos";
  std::string name;
  std::string stage;
  // Of the PackageRepository; "" is the name of the file.
  std::string full_name;
  // "" leaves it to who applies it.
  std::string name_space;
};

NewFiles MakeNewRepository(const NewRepositoryOptions& options);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_NEW_STAGE_H_
