// Fetching a URL into a file.

#ifndef PKGREPO_VENDIR_DOWNLOAD_H_
#define PKGREPO_VENDIR_DOWNLOAD_H_

#include <cstdint>
#include <string>

#include "base/digest.h"
#include "base/error.h"
#include "net/http_client.h"
#include "vendir/resources.h"

namespace pkgrepo::vendir {

// No download is larger: a server that never ends must not fill the disk.
inline constexpr int64_t kMaxDownload = int64_t{4} << 30;

struct DownloadRequest {
  std::string url;
  net::HttpHeaders headers = {};
};

// The answer was not 200 OK.
class DownloadStatusError : public Error {
 public:
  explicit DownloadStatusError(const net::HttpResponse& response);
  int status() const { return status_; }

 private:
  int status_;
};

// Writes the body to `path`, replacing it, and returns its digest. Throws DownloadStatusError for any other
// answer than 200 OK.
Digest Download(net::HttpClient& client, const DownloadRequest& request, const std::string& path);

// The header that the `username` and `password` of a Secret make; none for a Secret with neither. Throws
// Error for any other field.
net::HttpHeaders BasicAuthorization(const Secret& secret);

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_DOWNLOAD_H_
