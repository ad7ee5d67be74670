// Where what a step reads and makes lies in the input root of its action (cache/input_root.h): the same in every checkout,
// and such that the step finds it there.
//
//   carvel/packages/app/1.0.0/…   the build tree, in which the step runs
//   source/…                      the version's folder; or source/_/_/…, if paths on the command line lead two folders up
//                                 from it, such as source/common.yaml
//
//   const ActionPlaces places(folders, {"/src/common.yaml"});      // the version is in /src/app/1.0.0
//   places.InRoot("/src/app/1.0.0/bundle");                      // "source/_/_/bundle"
//   places.OnDisk("source/common.yaml");                         // "/src/common.yaml"

#ifndef PKGREPO_PACKAGING_ACTION_PLACES_H_
#define PKGREPO_PACKAGING_ACTION_PLACES_H_

#include <string>
#include <vector>

#include "packaging/package_folders.h"

namespace pkgrepo::packaging {

class ActionPlaces {
 public:
  // `paths` may be anything: those that are absolute have a place.
  ActionPlaces(const PackageFolders& folders, const std::vector<std::string>& paths);

  // "" for what is absolute and has none.
  std::string InRoot(const std::string& path) const;
  // The way back. Paths of which several lie at one place, or none, are not found again.
  std::string OnDisk(const std::string& place) const;

 private:
  // Relative to the version's folder; `ups` is how many folders that leads up.
  struct Relative {
    size_t ups = 0;
    std::string rest;
  };
  Relative RelativeTo(const std::string& path) const;

  std::string directory_;
  size_t depth_ = 0;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_ACTION_PLACES_H_
