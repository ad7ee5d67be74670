// Files of the source tree with references, as add_references() of the CMake module declares them:
//
//   # Of add_references(scripts) in /src/CMakeLists.txt
//   TITLE user scripts
//   KIND chart                    what each PATTERN finds
//   OF ghcr.io/acme/chart
//   PATTERN "chart: ([0-9.]+)"
//   IGNORE localhost:.*
//   FILE scripts/install.sh       relative to the source tree; a folder is all that is in it

#ifndef PKGREPO_REFERENCES_REFERENCE_SET_H_
#define PKGREPO_REFERENCES_REFERENCE_SET_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "references/text_references.h"

namespace pkgrepo::references {

struct SetSpecification {
  // Throws Error with the line for anything that CMake does not write, and for what is no regular expression.
  static SetSpecification Parse(const std::string& file, std::string_view text);

  std::string call;
  std::string title;
  // Of files and folders.
  std::vector<std::string> paths;
  std::vector<ReferencePattern> patterns;
  std::vector<std::shared_ptr<RE2>> ignored;
};

// The references of a file of the source tree `root`, at the places that `path`, relative to that, has. None of what is no text.
std::vector<TextReference> ReadReferences(const std::string& root, const std::string& path,
                                          const SetSpecification& set, const FileSystem& disk);

// The files at and below `paths`, relative to `root`, sorted, each once. Throws Error if one is not there.
std::vector<std::string> FilesBelow(const std::string& root, const std::vector<std::string>& paths,
                                    const FileSystem& disk);

}  // namespace pkgrepo::references

#endif  // PKGREPO_REFERENCES_REFERENCE_SET_H_
