// One request on one libcurl handle.

#ifndef PKGREPO_NET_CURL_TRANSFER_H_
#define PKGREPO_NET_CURL_TRANSFER_H_

#include <array>
#include <chrono>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>

#include "net/curl_http_client.h"
#include "net/curl_library.h"
#include "net/http_client.h"
#include "net/proxy.h"

namespace pkgrepo::net {

class CurlTransfer {
 public:
  // `trusted` is PEM text of certificates to trust in place of libcurl's own; empty keeps those. All
  // arguments are kept and must outlive the transfer. The handle is used as it is and left full of settings.
  CurlTransfer(const CurlLibrary& curl, CURL* handle, const CurlOptions& options, const std::string& trusted,
               const HttpRequest& request);
  ~CurlTransfer();
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  HttpResponse Run();

 private:
  using Kind = TransportError::Kind;

  static size_t OnHeader(char* bytes, size_t size, size_t count, void* self);
  static size_t OnBody(char* bytes, size_t size, size_t count, void* self);
  static size_t OnUpload(char* buffer, size_t size, size_t count, void* self);
  static int OnSeek(void* self, curl_off_t offset, int origin);
  static int OnProgress(void* self, curl_off_t download_total, curl_off_t downloaded, curl_off_t upload_total,
                        curl_off_t uploaded);

  static int OnDebug(CURL* handle, curl_infotype kind, char* bytes, size_t size, void* self);

  void LogEnd(CURLcode code) const;
  void Tell(int64_t done, int64_t total) const;
  template <typename Value>
  void Set(CURLoption option, Value value);
  std::string RequestLine() const;
  [[noreturn]] void ThrowFinal(const std::string& reason, const std::string& hint = "") const;
  void CheckCharacters() const;
  void SetUp();
  void SetMethod();
  void SetHeaders();
  void SetSecurity();
  void SetProxy();
  void ReceiveHeader(std::string_view line);
  void ReceiveBody(std::string_view bytes);
  std::chrono::seconds LongestStall() const;
  long LongestTime() const;
  TransportError MakeError(CURLcode code) const;
  Kind KindOf(CURLcode code) const;
  int TunnelStatus() const;
  std::chrono::steady_clock::duration Elapsed() const;
  std::string DescribeFailure(CURLcode code, Kind kind) const;
  std::string DescribeProxyFailure(CURLcode code, const std::string& text) const;
  std::string DescribeBreak(const char* what, const std::string& text) const;

  const CurlLibrary& curl_;
  CURL* const handle_;
  const CurlOptions& options_;
  const std::string& trusted_;
  const HttpRequest& request_;
  curl_slist* header_list_ = nullptr;
  HttpResponse response_;
  // As it came; for a log alone.
  std::string head_;
  int64_t received_ = 0;
  size_t header_bytes_ = 0;
  int64_t upload_offset_ = 0;
  // The limit of the body that came.
  std::optional<int64_t> exceeded_;
  bool header_timeout_ = false;
  bool headers_begun_ = false;
  std::optional<Proxy> proxy_;
  std::chrono::steady_clock::time_point started_at_;
  std::chrono::steady_clock::time_point sent_at_;
  // What a callback threw; an exception cannot pass through libcurl.
  std::exception_ptr failure_;
  std::array<char, CURL_ERROR_SIZE> error_text_ = {};
};

}  // namespace pkgrepo::net

#endif  // PKGREPO_NET_CURL_TRANSFER_H_
