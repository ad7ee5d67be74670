#include "imgpkg/image_walk.h"

#include <set>

#include "base/error.h"

namespace pkgrepo::imgpkg {
namespace {

using Visit = std::function<void(const oci::Descriptor&, const std::string&)>;

class Walker {
 public:
  Walker(const ImageSource& source, const Visit& visit) : source_(source), visit_(visit) {}

  void Walk(const oci::Descriptor& image, int depth) {
    if (!seen_.insert(image.digest).second) return;
    if (seen_.size() > kMaxIndexedImages)
      throw Error("An index holds more than " + std::to_string(kMaxIndexedImages) + " images");
    const std::string bytes = source_.ReadManifest(image);
    if (oci::IsIndexMediaType(image.media_type)) {
      if (depth >= oci::kMaxIndexDepth)
        throw Error("Index " + image.digest.ToString() + " is nested too deeply");
      for (const oci::Descriptor& child : oci::Index::Parse(bytes).manifests) Walk(child, depth + 1);
    }
    visit_(image, bytes);
  }

 private:
  const ImageSource& source_;
  const Visit& visit_;
  std::set<Digest> seen_;
};

}  // namespace

void WalkImage(const oci::Descriptor& image, const ImageSource& source, const Visit& visit) {
  Walker(source, visit).Walk(image, 0);
}

}  // namespace pkgrepo::imgpkg
