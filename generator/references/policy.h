// What a project demands of its references: set_reference_policy() of the CMake module, which describes each word, and
// PACKAGE_REPO_VERSION_FROM, in the file references.policy of the build tree:
//
//   # Of set_reference_policy() in /src/CMakeLists.txt
//   VERSION 1.2.0
//   SOURCE github.com/acme/app
//   OWNS ghcr.io/acme
//   VERSION_FROM git

#ifndef PKGREPO_REFERENCES_POLICY_H_
#define PKGREPO_REFERENCES_POLICY_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "go/regexp.h"

namespace pkgrepo::references {

struct Policy {
  enum class AppVersion { kImage, kSame, kAny };

  // Throws Error with the line for anything that CMake does not write, and for what is no regular expression.
  static Policy Parse(const std::string& file, std::string_view text);

  std::string call;
  // "" is not demanded.
  std::string version;
  bool version_from_git = false;
  std::string source;
  // Repositories and prefixes, in normal form.
  std::vector<std::string> owns;
  std::vector<std::shared_ptr<RE2>> allowed;
  AppVersion app_version = AppVersion::kImage;
  bool wants_digests = false;
  bool wants_one_version = false;

  // Whether a repository is one that the project has for itself.
  bool Owns(const std::string& repository) const;
  bool Allows(const std::string& text) const;
};

}  // namespace pkgrepo::references

#endif  // PKGREPO_REFERENCES_POLICY_H_
