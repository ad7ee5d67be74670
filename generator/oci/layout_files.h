// Where a layout keeps what (oci/layout.h).

#ifndef PKGREPO_OCI_LAYOUT_FILES_H_
#define PKGREPO_OCI_LAYOUT_FILES_H_

#include <string>

#include "base/file_system.h"

namespace pkgrepo::oci {

struct LayoutFiles {
  explicit LayoutFiles(const std::string& directory)
      : layout(JoinPath(directory, "oci-layout")),
        index(JoinPath(directory, "index.json")),
        blobs(JoinPath(directory, "blobs/sha256")),
        own(JoinPath(directory, ".pkgrepo")),
        unfinished(JoinPath(own, "unfinished")),
        names(JoinPath(own, "names")),
        index_lock(JoinPath(own, "index.lock")),
        users_lock(JoinPath(own, "users.lock")),
        collected(JoinPath(own, "collected")) {}

  const std::string layout;
  const std::string index;
  const std::string blobs;
  const std::string own;
  // Blobs that are being written.
  const std::string unfinished;
  // A file for each name that index.json does not have yet.
  const std::string names;
  // Held by whoever changes index.json or `names`.
  const std::string index_lock;
  // Held, shared, by everyone who uses the layout; alone by whoever removes blobs.
  const std::string users_lock;
  // How many bytes the last collection has left.
  const std::string collected;
};

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_LAYOUT_FILES_H_
