// The modification times of a fresh checkout, whose files are all new to Ninja, made those at which an earlier build has
// read the files.
//
//   const RestoredTimes times = RestoreTimes("build", "/src/repository", disk);
//
// A file or folder whose content, kind and executable bit are what all steps have recorded (packaging/input_record.h) gets
// the oldest of the times that they recorded, so that Ninja runs none of them. Whatever else is recorded, and is another
// now, gets a time younger than all results, so that Ninja runs the steps even if its time happens to be an old one. No
// content is touched, and no time of what is neither in the source tree nor in the build tree: a record, which came with
// the build tree, has no say there.

#ifndef PKGREPO_PACKAGING_RESTORED_TIMES_H_
#define PKGREPO_PACKAGING_RESTORED_TIMES_H_

#include <cstddef>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "packaging/build_tree.h"

namespace pkgrepo::packaging {

struct RestoredTimes {
  // What was as recorded, and had the time, or was given it.
  size_t kept = 0;
  size_t restored = 0;
  // What was not as recorded, or is gone; sorted.
  std::vector<std::string> changed;
  // What was as recorded but for the time, which it is not for us to set.
  std::vector<std::string> elsewhere;
};

// `build` is the folder in which CMake builds. Throws Error for what cannot be read or set.
RestoredTimes RestoreTimes(const std::string& build, const std::string& source, FileSystem& disk);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_RESTORED_TIMES_H_
