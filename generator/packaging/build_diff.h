// What differs between two builds of a project: packages, stages and repositories, and in the packages the objects that a
// cluster would get, field by field.
//
//   const BuildDiff diff = DiffBuilds(BuildTree("base/carvel"), BuildTree("build/carvel"), disk);

#ifndef PKGREPO_PACKAGING_BUILD_DIFF_H_
#define PKGREPO_PACKAGING_BUILD_DIFF_H_

#include <string>
#include <vector>

#include "base/file_system.h"
#include "packaging/build_tree.h"
#include "packaging/rendered_cases.h"
#include "packaging/rights_diff.h"
#include "packaging/value_diff.h"

namespace pkgrepo::packaging {

struct BuildDiff {
  // What is there in one of the builds only has nothing in the other one.
  struct Texts {
    std::string before;
    std::string after;

    bool IsAdded() const { return before.empty(); }
    bool IsRemoved() const { return after.empty(); }
    bool Differ() const { return before != after; }
  };
  struct Object {
    // "deployment/web (apps/v1) namespace: shop".
    std::string name;
    enum class Kind { kAdded, kRemoved, kChanged };
    Kind kind = Kind::kChanged;
    std::vector<FieldChange> fields = {};

    bool operator==(const Object&) const = default;
  };
  struct Case {
    std::string name;
    std::vector<Object> objects = {};
    // What became of a case that is or was refused, or that only one of the builds has; empty for any other.
    std::string note = {};
  };
  struct Version {
    std::string name;
    std::string version;
    // Of the bundle; that of a Package without a bundle of this project is of its text. Equal if the Package alone, or
    // its metadata, differs.
    Texts digest;
    // Of the Package and its PackageMetadata those that differ, less the digest of the bundle.
    std::vector<Object> resources = {};
    std::vector<Case> cases = {};
    std::vector<std::string> removed_images = {};
    std::vector<std::string> added_images = {};
    // What it takes to install it; of a version that came, against the one below it, if there is one.
    RightsDiff rights = {};
    // The stages of the later build that hold it; of the earlier one if it was removed.
    std::vector<std::string> stages = {};
  };
  struct Stage {
    std::string name;
    Texts digest;
    // "app 1.0.0", each that came, went, or has another image.
    std::vector<std::string> added = {};
    std::vector<std::string> removed = {};
    std::vector<std::string> changed = {};
  };
  struct Repository {
    std::string name;
    // Of the PackageRepository.
    std::vector<FieldChange> fields;
    Texts digest;
    // What is installed from it.
    std::vector<Object> objects = {};
  };

  std::vector<Version> versions;
  std::vector<Stage> stages;
  std::vector<Repository> repositories;

  bool IsEmpty() const { return versions.empty() && stages.empty() && repositories.empty(); }
};

// The cases that differ, of a version or of two of a package: all of the first, then what the second alone has.
std::vector<BuildDiff::Case> DiffCases(const std::vector<RenderedCase>& before, const std::vector<RenderedCase>& after);

// Throws Error if one of the trees is not configured, or holds what the steps have not written.
BuildDiff DiffBuilds(const BuildTree& before, const BuildTree& after, FileSystem& files);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_BUILD_DIFF_H_
