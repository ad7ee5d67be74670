// A tar file of images that is written file by file, with plain modes and without times.
//
//   TarOutput tar("images.tar");
//   tar.AddFile("manifest.json", net::StringBody(text));
//   tar.Finish();

#ifndef PKGREPO_IMGPKG_TAR_OUTPUT_H_
#define PKGREPO_IMGPKG_TAR_OUTPUT_H_

#include <string>

#include "base/digest.h"
#include "base/output_file.h"
#include "net/http_client.h"

namespace pkgrepo::imgpkg {

class TarOutput {
 public:
  // A file at `path` loses its content. Throws Error("Creating file '…': …").
  explicit TarOutput(const std::string& path);

  // Its name ends with '/'.
  void AddDirectory(const std::string& name);
  // `hash`, if not null, is given the content.
  void AddFile(const std::string& name, const net::HttpBody& body, Sha256* hash = nullptr);
  // Without it, the file is not whole.
  void Finish();

 private:
  OutputFile file_;
};

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_TAR_OUTPUT_H_
