// Bundles that kctrl pushes: a folder of chosen files beside the project, given to `imgpkg push`.

#ifndef PKGREPO_PACKAGING_KCTRL_BUNDLE_H_
#define PKGREPO_PACKAGING_KCTRL_BUNDLE_H_

#include <string>
#include <vector>

#include "packaging/kctrl_render.h"

namespace pkgrepo::packaging {

// The working directory's .imgpkg, in which kbld leaves its lock. It ends with this object, even if it was there before.
class KctrlImagesFolder {
 public:
  explicit KctrlImagesFolder(FileSystem& files);
  ~KctrlImagesFolder();
  KctrlImagesFolder(const KctrlImagesFolder&) = delete;
  KctrlImagesFolder& operator=(const KctrlImagesFolder&) = delete;

 private:
  FileSystem& files_;
};

// Pushes the bundle with these paths of the working directory, in their places, as `image` with `tag`, and returns its
// digest reference. Throws Error with imgpkg's words, and for paths that are not there or lead elsewhere.
std::string PushKctrlBundle(const std::vector<std::string>& paths, const std::string& image,
                            const std::string& tag, const KctrlTools& tools);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_KCTRL_BUNDLE_H_
