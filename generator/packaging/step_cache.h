// A step of the build whose result may be in a cache (cache/action_cache.h).
//
//   StepCache cache("carvel/cache", err);
//   const CacheableStep work{.arguments = {"render"}, .folders = folders, .outputs = …};
//   if (!cache.Restore(work, inputs)) {
//     … run it …
//   }
//   inputs.WriteDepfile(depfile, output);
//   cache.Keep(work, inputs);                 // does nothing for what was restored
//
// The key is the program, the step's arguments, and what its inputs were, as packaging/input_record.h knows them: kind
// and content, and whether they are links. Neither the place of the source tree nor that of the build tree is in it
// (packaging/action_places.h).
// After Restore() the outputs and the noted inputs are those that the step would have left.

#ifndef PKGREPO_PACKAGING_STEP_CACHE_H_
#define PKGREPO_PACKAGING_STEP_CACHE_H_

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "cache/cache_access.h"
#include "packaging/package_folders.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

struct CacheableStep {
  // The command and those of its flags that decide what the step makes, besides what it reads and its folders.
  std::vector<std::string> arguments;
  const PackageFolders& folders;
  // What it makes, below folders.output: files, and folders of which it makes all that is in them, with a '/' at the
  // end.
  std::vector<std::string> outputs;
  // About how long it takes.
  double milliseconds = 0;
};

// About how many milliseconds the steps take, by the bytes of what they are made of, rather less than more. By measurement
// on one core, beside what starting the program takes, which no cache saves: a version of 275 kB, with three cases, renders
// in 29 ms, its 815 kB of manifests without images are checked against the lock in 4 ms, and one case of 270 kB is tested in
// 8 to 13 ms. At four times the size all take four times as long.
//
// Other steps are not in the cache, since finding what they make takes about as long. A bundle's files have to be read and
// hashed to know what it is, and its layer to be hashed and written, which is most of what making it takes (11 ns a byte).
// The same is true of a stage, which copies the Packages. A reference by tag may lead to another image tomorrow, and one
// by digest leads to itself.
inline constexpr double kRenderMillisecondsPerByte = 35e-6;
inline constexpr double kCheckLockMillisecondsPerByte = 5e-6;
inline constexpr double kTestMillisecondsPerByte = 30e-6;

class StepCache {
 public:
  // As CacheAccess; without a `file` there is no cache.
  StepCache(std::string file, std::ostream& messages);

  // Whether what the step makes was found, and written. Noted inputs stay as they are if not.
  bool Restore(const CacheableStep& step, StepInputs& inputs);
  // Puts what the step has made in the cache. To be called when the inputs are written, and only if nothing else than
  // they and the arguments has decided what came out, and nothing was said that is to be said again.
  void Keep(const CacheableStep& step, const StepInputs& inputs);

 private:
  cache::CacheAccess access_;
  int64_t started_;
  // The lists of inputs that Restore() has found.
  std::vector<std::string> lists_;
  bool restored_ = false;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_STEP_CACHE_H_
