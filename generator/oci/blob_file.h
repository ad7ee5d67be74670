// A blob of a layout while it is written: a file aside, renamed at the end.

#ifndef PKGREPO_OCI_BLOB_FILE_H_
#define PKGREPO_OCI_BLOB_FILE_H_

#include <optional>
#include <string_view>

#include "base/digest.h"
#include "base/output_file.h"
#include "oci/layout.h"

namespace pkgrepo::oci {

class BlobFile : public BlobWriter {
 public:
  explicit BlobFile(const Layout& layout);
  ~BlobFile() override;
  BlobFile(const BlobFile&) = delete;
  BlobFile& operator=(const BlobFile&) = delete;

  void Write(std::string_view bytes) override;
  Descriptor Commit(std::string_view media_type, const std::optional<Digest>& expected) override;

 private:
  const Layout layout_;
  OutputFile file_;
  Sha256 hash_;
  int64_t size_ = 0;
  bool committed_ = false;
};

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_BLOB_FILE_H_
