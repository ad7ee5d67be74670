#include "cli/ytt/remote_files.h"

#include "base/error.h"
#include "base/strings.h"
#include "go/http_status.h"
#include "net/curl_http_client.h"

namespace pkgrepo::cli {
namespace {

constexpr int64_t kMaxRemoteFile = 512 << 20;

}  // namespace

std::string FetchUrl(const std::string& url) {
  net::CurlHttpClient client;
  net::HttpResponse response = client.Send({.url = ReplaceAll(url, " ", "%20"), .max_body = kMaxRemoteFile});
  if (response.status < 200 || response.status > 299) {
    throw Error(go::DescribeHttpStatus(response.status));
  }
  return std::move(response.body);
}

}  // namespace pkgrepo::cli
