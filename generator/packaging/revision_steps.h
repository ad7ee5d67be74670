// Which steps a build of other sources of the same project has to run, where a build of the present ones is there: those
// of a package version need not run again if their commands are the same and all that they read has the same content.
//
//   RevisionSteps steps({.build = "/src/build", .source = "/src"}, {.build = "/tmp/build", .source = "/tmp/src"}, ninja, disk);
//   if (steps.AreComplete()) disk.WriteFile("/tmp/build/revision.ninja", steps.Prepare());

#ifndef PKGREPO_PACKAGING_REVISION_STEPS_H_
#define PKGREPO_PACKAGING_REVISION_STEPS_H_

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "packaging/build_tree.h"
#include "packaging/input_record.h"
#include "packaging/ninja_commands.h"
#include "packaging/step_place.h"

namespace pkgrepo::packaging {

// A configured build and its sources; absolute paths.
struct ProjectPlace {
  std::string build;
  std::string source;
};

class RevisionSteps {
 public:
  // `present` is built; `other` is configured. `ninja` is the program. Throws Error if one of them has no commands.
  RevisionSteps(ProjectPlace present, ProjectPlace other, const std::string& ninja, FileSystem& disk);

  // Whether the steps are all that the other build needs. They are not if it has to build the generator first, or makes images.
  bool AreComplete() const;
  // Gives the other build the results of versions that are the same there, as links into the present build. Returns what
  // runs the steps of all others, of stages and of repositories, in the form of build.ninja.
  std::string Prepare();

 private:
  void TakeEqual();
  bool IsEqual(const std::string& name, const std::string& version);
  bool HasEqualInputs(const std::string& output);
  bool IsEqualInput(const std::string& path, const Input& input);
  // A command of the other build as it is in the present one; a path of the present one as it is in the other.
  std::string InPresent(const std::string& text) const;
  std::string InOther(const std::string& path) const;

  const ProjectPlace present_;
  const ProjectPlace other_;
  FileSystem& disk_;
  const NinjaCommands present_commands_;
  const NinjaCommands other_commands_;
  // By path, whether it is equal; many steps read the same.
  std::unordered_map<std::string, bool> compared_;
  // By its name and folder.
  std::vector<std::pair<std::string, std::string>> equal_;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_REVISION_STEPS_H_
