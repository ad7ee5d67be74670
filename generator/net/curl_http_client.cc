#include "net/curl_http_client.h"

#include <cstdlib>
#include <mutex>

#include "base/file_system.h"
#include "net/curl_library.h"
#include "net/curl_transfer.h"
#include "net/redirect.h"
#include "net/url.h"

namespace pkgrepo::net {
namespace {

constexpr int kMaxRedirects = 10;

// The system's certificates and the user's as one text; empty if libcurl's own default will do.
std::string CollectTrusted(const CurlLibrary& curl, const std::string& certificates) {
  const char* system = std::getenv("SSL_CERT_FILE");
  if (certificates.empty() && system == nullptr) return "";
  if (system == nullptr) system = curl.version_info(CURLVERSION_NOW)->cainfo;
  RealFileSystem files;
  const bool is_there = system != nullptr && files.IsFile(system);
  return (is_there ? files.ReadFile(system) + "\n" : "") + certificates;
}

}  // namespace

// Handles that wait for their next use; each keeps its connections.
class CurlHttpClient::Pool {
 public:
  explicit Pool(CurlOptions options)
      : curl_(CurlLibrary::Get()),
        options_(std::move(options)),
        trusted_(CollectTrusted(curl_, options_.ca_certificates)) {}
  ~Pool() {
    for (CURL* handle : idle_) curl_.easy_cleanup(handle);
  }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  HttpResponse Send(const HttpRequest& request) {
    HttpRequest hop = request;
    for (int left = kMaxRedirects;; --left) {
      HttpResponse response = SendOnce(hop);
      const auto next = request.follow_redirects ? FollowRedirect(hop, response) : std::nullopt;
      if (!next) return response;
      if (left == 0) {
        throw TransportError("Get \"" + RedactUrl(next->url) + "\": stopped after 10 redirects",
                             /*retryable=*/false);
      }
      hop = *next;
    }
  }

 private:
  HttpResponse SendOnce(const HttpRequest& request) {
    CURL* handle = Take();
    try {
      HttpResponse response = CurlTransfer(curl_, handle, options_, trusted_, request).Run();
      GiveBack(handle);
      return response;
    } catch (...) {
      GiveBack(handle);
      throw;
    }
  }

  CURL* Take() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        CURL* handle = idle_.back();
        idle_.pop_back();
        return handle;
      }
    }
    CURL* handle = curl_.easy_init();
    if (handle == nullptr) throw Error("libcurl cannot be used: out of memory");
    return handle;
  }

  void GiveBack(CURL* handle) {
    curl_.easy_reset(handle);
    const std::lock_guard lock(mutex_);
    idle_.push_back(handle);
  }

  const CurlLibrary& curl_;
  const CurlOptions options_;
  const std::string trusted_;
  std::mutex mutex_;
  std::vector<CURL*> idle_;
};

CurlHttpClient::CurlHttpClient(CurlOptions options) : pool_(std::make_unique<Pool>(std::move(options))) {}

CurlHttpClient::~CurlHttpClient() = default;

HttpResponse CurlHttpClient::Send(const HttpRequest& request) { return pool_->Send(request); }

}  // namespace pkgrepo::net
