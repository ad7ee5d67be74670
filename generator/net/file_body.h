// A file, or a part of one, as what an upload sends.

#ifndef PKGREPO_NET_FILE_BODY_H_
#define PKGREPO_NET_FILE_BODY_H_

#include <cstdint>
#include <string>

#include "base/file_descriptor.h"
#include "net/http_client.h"

namespace pkgrepo::net {

class FileBody : public HttpBody {
 public:
  // `size` bytes from `offset`. Throws Error if the file cannot be opened.
  FileBody(const std::string& path, int64_t offset, int64_t size);

  int64_t size() const override { return size_; }
  // Throws Error if the file turns out to be shorter.
  size_t Read(int64_t offset, char* buffer, size_t size) const override;

 private:
  const std::string path_;
  const int64_t offset_;
  const int64_t size_;
  const FileDescriptor file_;
};

// Bytes in memory. The text is kept.
class StringBody : public HttpBody {
 public:
  explicit StringBody(std::string bytes) : bytes_(std::move(bytes)) {}

  int64_t size() const override { return static_cast<int64_t>(bytes_.size()); }
  size_t Read(int64_t offset, char* buffer, size_t size) const override {
    return bytes_.copy(buffer, size, static_cast<size_t>(offset));
  }

 private:
  const std::string bytes_;
};

}  // namespace pkgrepo::net

#endif  // PKGREPO_NET_FILE_BODY_H_
