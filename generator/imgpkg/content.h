// Which files go into an image, under which names and modes.

#ifndef PKGREPO_IMGPKG_CONTENT_H_
#define PKGREPO_IMGPKG_CONTENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pkgrepo::imgpkg {

// One entry of a layer.
struct ContentEntry {
  // In the image: "." or "config/app.yml".
  std::string name;
  // On disk.
  std::string path;
  bool is_directory = false;
  uint64_t mode = 0;
  int64_t size = 0;
  // Of a file, in the place of what is on disk.
  std::optional<std::string> content = {};
};

struct ContentOptions {
  // Folders, whose content goes in without their own names, and files, which go in by their base names; as
  // `-f`.
  std::vector<std::string> paths = {};
  // Whole paths in the image that stay out, with all below them; no patterns.
  std::vector<std::string> exclusions = {".git"};
  // Keeps the bits of group and others.
  bool preserve_permissions = false;
};

// The entries that an image of these paths has, in the order of its layer. Throws Error with upstream's words
// for duplicate names, symbolic links and missing paths.
std::vector<ContentEntry> ListContent(const ContentOptions& options);

// Why the paths make no bundle, in upstream's words; nullopt if they do: `.imgpkg/images.yml` is there once,
// `.imgpkg` being directly in one of the folders. What images.yml says is not looked at. Throws Error if a
// path is missing.
std::optional<std::string> WhyNotBundle(const ContentOptions& options);

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_CONTENT_H_
