// Which files in the folder of a bundle are excluded from it.
//
//   IgnoreRules rules;                                      // the default list
//   rules.Add("bundle/.imgpkgignore", "*.bak\n/notes/\n");
//   rules.Ignores("docs/old.bak", false)                    // true
//
// The default list:
//
//   .git .hg .svn .bzr                     version control
//   .vendir-tmp* .*.tmp                    what vendir and pkgrepo write on the way, and leave if they are killed
//   *~ #*# .#* .*.sw[a-p] .*.kate-swp      editors
//   .DS_Store ._* Thumbs.db .nfs*          file managers and file systems
//   /.imgpkgignore                         the file with further patterns
//   /published.lock.yml                    what the version was published as (packaging/published_lock.h)
//
// `.imgpkgignore` in the bundle's root has a pattern a line, as .gitignore (https://git-scm.com/docs/gitignore): `#`
// begins a comment; `!` includes again what an earlier line or the default list excludes, unless the folder above is
// excluded; a slash at the end is for folders only, any other slash ties the pattern to the root; `*`, `?`, `[a-z]` and
// `**` as there.

#ifndef PKGREPO_PACKAGING_IGNORE_RULES_H_
#define PKGREPO_PACKAGING_IGNORE_RULES_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace pkgrepo::packaging {

inline constexpr std::string_view kIgnoreFile = ".imgpkgignore";

class IgnoreRules {
 public:
  IgnoreRules();

  // Adds the patterns of an .imgpkgignore; `file` is for messages.
  void Add(const std::string& file, std::string_view text);

  // Whether a path relative to the bundle's root, or a folder above it, is excluded. Throws Error for a malformed
  // pattern.
  bool Ignores(std::string_view path, bool is_directory) const;
  // Whether that may depend on `is_directory`.
  bool DependsOnType() const { return depends_on_type_; }

 private:
  struct Rule {
    std::string glob;
    // What a path, or name, that matches begins and ends with; 0 if that may be anything.
    char first = 0, last = 0;
    bool of_name = false;  // matched with the last name, not with the whole path
    bool of_directories = false;
    bool takes_back = false;
    Position position;
  };

  void AddPattern(std::string_view pattern, Position position);
  bool IgnoresItself(std::string_view path, bool is_directory) const;

  std::vector<Rule> rules_;
  bool depends_on_type_ = false;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_IGNORE_RULES_H_
