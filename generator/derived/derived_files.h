// Derived files: committed files of the source tree that a command makes of others, such as definitions that a generator
// makes of sources. The command runs in a copy of what it depends on, so that it cannot touch the source tree, and what it does
// not declare is not there.
//
//   const DerivedSpecification specification = DerivedSpecification::Parse(file, inputs.Read(file));
//   const DerivedFiles made = Derive(specification, "build/carvel/derived/crds/copy", inputs, runner);
//   for (const Difference& difference : Compare(specification, made, disk)) …

#ifndef PKGREPO_DERIVED_DERIVED_FILES_H_
#define PKGREPO_DERIVED_DERIVED_FILES_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "base/process.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::derived {

// A path of the source tree, relative to its root.
struct DeclaredPath {
  std::string path;
  // Of an output: all that is in this folder is derived.
  bool is_folder = false;
  Position position;
};

// What add_derived_files() of the CMake module asks for:
//
//   # Of add_derived_files(crds) in /src/CMakeLists.txt
//   SOURCE_TREE /src
//   BUILD_TREE /src/build
//   IN /src/config                  the working directory
//   WORD /usr/bin/generator         of the command; as often as there are words
//   DEPENDS config/types.yaml
//   FROM carvel/derived/types/files config/types.yaml      which another command derives, and where it has left it
//   OUTPUT config/crds.yaml         with a '/' at its end, a folder
struct DerivedSpecification {
  // Throws Error with the line for anything that CMake does not write.
  static DerivedSpecification Parse(const std::string& file, std::string_view text);

  std::string file;
  std::string call;
  std::string source_tree;
  std::string build_tree;
  // Relative to the source tree.
  std::string working_directory;
  std::vector<std::string> command;
  std::vector<DeclaredPath> depends;
  // By path, the folder in which another command has left it, with its whole path.
  std::map<std::string, std::string> derived_by_others;
  std::vector<DeclaredPath> outputs;
};

struct DerivedFile {
  std::string content;
  bool is_executable = false;
};

// By path, relative to the source tree.
using DerivedFiles = std::map<std::string, DerivedFile>;

// Runs the command in `copy`, a folder that is made for it and removed again. Throws Error if one of DEPENDS is not there, if
// the command fails or leaves an output out, or if an output names the folder it was made in.
DerivedFiles Derive(const DerivedSpecification& specification, const std::string& copy,
                    packaging::StepInputs& inputs, const ProcessRunner& runner);

// A file of the source tree that is not what the command gives.
struct Difference {
  enum class Kind { kChanged, kMissing, kSurplus };

  std::string path;
  Kind kind = Kind::kChanged;
  // A unified diff from what is committed to what the command gives; "" if either is no text.
  std::string diff;
};

// In the order of their paths.
std::vector<Difference> Compare(const DerivedSpecification& specification, const DerivedFiles& made,
                                const FileSystem& disk);

// Makes the source tree what the command gives. Returns the paths that were written or removed.
std::vector<std::string> WriteToSourceTree(const DerivedSpecification& specification,
                                           const DerivedFiles& made, FileSystem& disk);

}  // namespace pkgrepo::derived

#endif  // PKGREPO_DERIVED_DERIVED_FILES_H_
