// Tasks whose parameters are variables of the environment, which are known only when Ninja runs: those by which Makefiles of
// package repositories do what this project does with targets, with their names, and the promotion to a stage.
//
//   PACKAGE=pear cmake --build build --target push-package
//   FROM=beta PACKAGE=pear@2.0.0 cmake --build build --target stage-main-promote
//
// What such a task waits for, a step that always runs tells Ninja (packaging/step_order.h).

#ifndef PKGREPO_PACKAGING_MAKEFILE_TASK_H_
#define PKGREPO_PACKAGING_MAKEFILE_TASK_H_

#include <map>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "packaging/build_tree.h"
#include "packaging/promotion.h"
#include "packaging/step_order.h"

namespace pkgrepo::packaging {

// One of
//
//   vendir-sync-package, lock-package-images    PACKAGE
//   push-package                                PACKAGE, or PACKAGE=NAME/VERSION; OCI_REPOSITORY, TAG
//   push-package-all                            OCI_REPOSITORY, TAG
//   generate-package-metadata                   STAGE, REPO_TAG
//   generate-package-repository-metadata        STAGE
//   promote                                     FROM, PACKAGE=NAME@VERSION..., PACKAGE=all; TO, which the target says
class MakefileTask {
 public:
  // A variable that is empty counts as missing. Throws Error for a task of another name.
  MakefileTask(std::string name, std::map<std::string, std::string> variables);

  const std::string& name() const { return name_; }
  // "" if it is missing.
  std::string Variable(const std::string& variable) const;

  // The output that Ninja asks for, which is never there.
  std::string Output(const BuildTree& tree) const;
  // Throws Error, with what there is, if a parameter is missing or names nothing that the project declares.
  StepOrder Order(const BuildTree& tree, FileSystem& files) const;

  struct Version {
    std::string name;
    std::string folder;
  };
  // Whose bundles push-package and push-package-all push. Throws Error like that, and where TAG would be that of several
  // versions of a package.
  std::vector<Version> VersionsToPush(const BuildTree& tree, const FileSystem& files) const;

  // What promote promotes. Throws Error like that.
  PromotionRequest Promotion(const BuildTree& tree, const FileSystem& files) const;

  // The stage of STAGE. Throws Error like that.
  std::string Stage(const BuildTree& tree, const FileSystem& files) const;
  // Those that serve the stage.
  std::vector<std::string> Repositories(const BuildTree& tree, const FileSystem& files) const;

 private:
  // `value`, that of the variable, if it is one of those that are known.
  std::string Require(const std::string& variable, const std::string& value, const std::vector<std::string>& known,
                      const std::string& what) const;

  std::string name_;
  std::map<std::string, std::string> variables_;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_MAKEFILE_TASK_H_
