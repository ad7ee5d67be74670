// What add_container_image() and imported_image() of the CMake module ask for: a file of the build
// tree that CMake writes, a line for each word, so that a value needs no quotes.
//
//   # Of add_container_image(hello) in /src/CMakeLists.txt
//   IMAGE ghcr.io/acme/hello
//   TAG 1.0
//   PLATFORM linux/amd64
//   LAYER
//   COPY /src/build/hello
//   TO /usr/bin/hello
//   MODE /usr/bin/hello=0755
//   OWNER /var/lib/hello=1000:1000
//   ENTRYPOINT /usr/bin/hello
//
//   BASE, LOCK, LOCKED_BY           a base image, the file that pins it, the target that writes it
//   ARCHIVE, LAYOUT, REFERENCE      an image that another tool has made, in the place of all that
//   ENTRYPOINT, CMD, ENV, USER, WORKDIR, LABEL, ANNOTATION   one each, as often as there are words
//
// The lines of LAYER, COPY and TO are one layer each LAYER; `{os}`, `{arch}` and `{variant}` in
// what is copied stand for those of the platform.

#ifndef PKGREPO_ARTIFACT_IMAGE_SPECIFICATION_H_
#define PKGREPO_ARTIFACT_IMAGE_SPECIFICATION_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "oci/image.h"
#include "oci/tar_header.h"

namespace pkgrepo::artifact {

// A file, or a folder with what is in it, and where that goes: an absolute path in the image.
struct CopiedPath {
  std::string source;
  std::string destination;
  Position position;
};

// What a container of the image runs as, unless it is told otherwise. What is empty is left to the
// base.
struct ImageSettings {
  std::vector<std::string> entrypoint = {};
  std::vector<std::string> command = {};
  // NAME=VALUE.
  std::vector<std::string> environment = {};
  std::string user = {};
  std::string working_directory = {};
  std::map<std::string, std::string> labels = {};
};

// The mode of a path in the image.
struct PathMode {
  uint64_t mode = 0;
  // It was written with a '/' at its end: an empty folder, where nothing is put into it.
  bool is_folder = false;
  Position position;
};

// Who owns a path in the image, and all below it.
struct PathOwner {
  oci::TarOwner owner;
  Position position;
};

struct ImageSpecification {
  // Throws Error with the line for anything that CMake does not write, and for what makes no image.
  static ImageSpecification Parse(const std::string& file, std::string_view text);

  // Where it stands.
  std::string file;
  // The call of CMake that it is of: "add_container_image(hello) in /src/CMakeLists.txt".
  std::string call;
  std::string repository;
  std::string tag;
  // Of an image that another tool has made: where it is, one of them.
  std::string archive;
  std::string layout;
  std::string reference;
  Position source_position;
  // At least one, unless another tool has made the image.
  std::vector<oci::Platform> platforms;
  // "" is none, which is called scratch.
  std::string base;
  std::string lock;
  std::string locked_by;
  Position base_position;
  std::vector<std::vector<CopiedPath>> layers;
  // By absolute path.
  std::map<std::string, PathMode> modes;
  std::map<std::string, PathOwner> owners;
  ImageSettings settings;
  std::map<std::string, std::string> annotations;
};

// "linux/arm64", "linux/arm/v7".
std::string NameOf(const oci::Platform& platform);
// nullopt if that is not OS/ARCHITECTURE, perhaps with a variant.
std::optional<oci::Platform> ParsePlatform(std::string_view text);

}  // namespace pkgrepo::artifact

#endif  // PKGREPO_ARTIFACT_IMAGE_SPECIFICATION_H_
