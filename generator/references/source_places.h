// Where something is written in the source tree.

#ifndef PKGREPO_REFERENCES_SOURCE_PLACES_H_
#define PKGREPO_REFERENCES_SOURCE_PLACES_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"

namespace pkgrepo::references {

// Of one source tree. Reads each file once.
class SourcePlaces {
 public:
  // `disk` is kept and must outlive the object.
  SourcePlaces(std::string root, std::string build, const FileSystem& disk)
      : root_(std::move(root)), build_(std::move(build)), disk_(disk) {}

  // `path` relative to the tree if it is in it; what the build tree has begins with "<build>/".
  std::string Relative(const std::string& path) const;
  // Of a call as specifications have it, "add_container_image(hello) in /src/CMakeLists.txt": the file, and the line if it can be found.
  Position OfCall(const std::string& call);
  // The first line with `text` as a whole word in a file, or of all files below a folder, locks of images last; the file or folder
  // itself if there is none. `path` is relative to the tree.
  Position OfText(const std::string& path, const std::string& text);
  // Gives back the memory that the files take.
  void Forget() { contents_.clear(); }

 private:
  const std::string& Content(const std::string& path);
  // 0 if there is none.
  int LineOf(const std::string& content, const std::string& text) const;

  std::string root_;
  std::string build_;
  const FileSystem& disk_;
  std::map<std::string, std::string> contents_;
};

}  // namespace pkgrepo::references

#endif  // PKGREPO_REFERENCES_SOURCE_PLACES_H_
