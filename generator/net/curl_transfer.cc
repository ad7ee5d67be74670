#include "net/curl_transfer.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "base/environment.h"
#include "base/strings.h"
#include "go/connection_error.h"
#include "go/http_status.h"
#include "net/url.h"

namespace pkgrepo::net {
namespace {

// Of all header fields that come for one request: those of interim responses ("100 Continue") and of trailers, too.
// Less than what newer releases of libcurl allow, which counts no trailers.
constexpr size_t kMaxHeaderBytes = size_t{256} << 10;
constexpr const char* kTooMuchHint =
    "check the address, and what stands on the way (a proxy, a page to log in): no such server sends so much";
constexpr const char* kBrokenHint =
    "try again, or over another network: the connection is slow or breaks off";
// libcurl's clock counts in milliseconds.
constexpr std::chrono::milliseconds kTimerError{100};
// For times made of lengths, which may be any number.
constexpr int64_t kLongestBody = int64_t{1} << 40;
// In seconds; libcurl counts milliseconds in an int.
constexpr int64_t kLongestTime = 2'000'000;

// Go's names, as in `Get "https://…"`.
std::string TitleCase(const std::string& method) {
  return method.empty() ? method : method.substr(0, 1) + ToLower(method.substr(1));
}

bool IsTemporary(CURLcode code) {
  switch (code) {
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
      return true;
    default:
      return false;
  }
}

bool HasControlCharacter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == '\x7f';
  });
}

// libcurl does not see that the signature of a certificate is what fails, and gives OpenSSL's first words for it.
bool IsWrongSignature(CURLcode code, std::string_view text) {
  return code == CURLE_SSL_CONNECT_ERROR &&
         (text.find("asn1 encoding routines::") != std::string_view::npos ||
          text.find("rsa routines::") != std::string_view::npos);
}

// "Not Found" of the status line "HTTP/1.1 404 Not Found".
std::string ReasonOf(std::string_view status_line) {
  const std::vector<std::string_view> words = Split(status_line, ' ');
  return words.size() < 3 ? "" : std::string(Trim(std::string_view(words[2].data(), status_line.end())));
}

}  // namespace

CurlTransfer::CurlTransfer(const CurlLibrary& curl, CURL* handle, const CurlOptions& options,
                           const std::string& trusted, const HttpRequest& request)
    : curl_(curl), handle_(handle), options_(options), trusted_(trusted), request_(request) {}

CurlTransfer::~CurlTransfer() {
  if (options_.watcher != nullptr) options_.watcher->OnEnd(this);
  curl_.slist_free_all(header_list_);
}

template <typename Value>
void CurlTransfer::Set(CURLoption option, Value value) {
  const CURLcode code = curl_.easy_setopt(handle_, option, value);
  if (code != CURLE_OK) throw MakeError(code);
}

HttpResponse CurlTransfer::Run() {
  CheckCharacters();
  SetUp();
  started_at_ = sent_at_ = std::chrono::steady_clock::now();
  const CURLcode code = curl_.easy_perform(handle_);
  if (options_.log != nullptr) LogEnd(code);
  if (failure_) std::rethrow_exception(failure_);
  if (code != CURLE_OK) throw MakeError(code);

  long status = 0;
  curl_.easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
  response_.status = static_cast<int>(status);
  const char* url = nullptr;
  curl_.easy_getinfo(handle_, CURLINFO_EFFECTIVE_URL, &url);
  response_.url = url != nullptr ? url : request_.url;
  return std::move(response_);
}

// `Get "https://…": `
std::string CurlTransfer::RequestLine() const {
  return TitleCase(request_.method) + " \"" + RedactUrl(request_.url) + "\": ";
}

void CurlTransfer::ThrowFinal(const std::string& reason, const std::string& hint) const {
  TransportError error(RequestLine() + reason, /*retryable=*/false);
  error.Hint(hint);
  throw error;
}

// A line break in a token or a URL would begin a header field, or a request, of its own.
void CurlTransfer::CheckCharacters() const {
  if (HasControlCharacter(request_.url)) {
    throw TransportError(TitleCase(request_.method) + " request: net/url: invalid control character in URL",
                         false);
  }
  for (const auto& [name, value] : request_.headers.fields()) {
    if (HasControlCharacter(name)) ThrowFinal("net/http: invalid header field name");
    if (HasControlCharacter(value)) ThrowFinal("net/http: invalid header field value for \"" + name + "\"");
  }
}

void CurlTransfer::SetUp() {
  Set(CURLOPT_ERRORBUFFER, error_text_.data());
  Set(CURLOPT_URL, request_.url.c_str());
  Set(CURLOPT_PROTOCOLS_STR, "http,https");
  Set(CURLOPT_FOLLOWLOCATION, 0L);
  Set(CURLOPT_NOSIGNAL, 1L);
  Set(CURLOPT_USERAGENT, options_.user_agent.c_str());
  Set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_timeout.count()));
  Set(CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(options_.slowest_rate));
  Set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(LongestStall().count()));
  Set(CURLOPT_TIMEOUT, LongestTime());
  Set(CURLOPT_HEADERFUNCTION, &CurlTransfer::OnHeader);
  Set(CURLOPT_HEADERDATA, this);
  Set(CURLOPT_WRITEFUNCTION, &CurlTransfer::OnBody);
  Set(CURLOPT_WRITEDATA, this);
  Set(CURLOPT_NOPROGRESS, 0L);
  Set(CURLOPT_XFERINFOFUNCTION, &CurlTransfer::OnProgress);
  Set(CURLOPT_XFERINFODATA, this);
  const bool knows_zstd = (curl_.version_info(CURLVERSION_NOW)->features & CURL_VERSION_ZSTD) != 0;
  if (request_.accept_zstd && knows_zstd) Set(CURLOPT_ACCEPT_ENCODING, "zstd");
  // As Go's client does: what goes to a sink, a blob, comes as it is.
  const bool may_be_compressed = request_.method == "GET" && !request_.sink && !request_.accept_zstd;
  if (may_be_compressed) Set(CURLOPT_ACCEPT_ENCODING, "gzip");
  if (options_.log != nullptr) {
    Set(CURLOPT_VERBOSE, 1L);
    Set(CURLOPT_DEBUGFUNCTION, &CurlTransfer::OnDebug);
    Set(CURLOPT_DEBUGDATA, this);
  }
  SetMethod();
  SetHeaders();
  SetSecurity();
  SetProxy();
}

void CurlTransfer::SetMethod() {
  if (request_.upload != nullptr) {
    Set(CURLOPT_UPLOAD, 1L);
    Set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(request_.upload->size()));
    Set(CURLOPT_READFUNCTION, &CurlTransfer::OnUpload);
    Set(CURLOPT_READDATA, this);
    Set(CURLOPT_SEEKFUNCTION, &CurlTransfer::OnSeek);
    Set(CURLOPT_SEEKDATA, this);
    Set(CURLOPT_CUSTOMREQUEST, request_.method.c_str());
  } else if (request_.method == "HEAD") {
    Set(CURLOPT_NOBODY, 1L);
  } else if (request_.method != "GET") {
    Set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    Set(CURLOPT_POSTFIELDS, request_.body.c_str());
    Set(CURLOPT_CUSTOMREQUEST, request_.method.c_str());
  }
}

void CurlTransfer::SetHeaders() {
  const auto add = [&](const std::string& line) {
    curl_slist* list = curl_.slist_append(header_list_, line.c_str());
    if (list == nullptr) throw std::bad_alloc();
    header_list_ = list;
  };
  for (const auto& [name, value] : request_.headers.fields()) add(name + ": " + value);
  add("Expect:");  // libcurl would wait for "100 Continue" before a large upload
  if (!request_.headers.Find("Content-Type")) add("Content-Type:");
  Set(CURLOPT_HTTPHEADER, header_list_);
}

void CurlTransfer::SetSecurity() {
  Set(CURLOPT_SSL_VERIFYPEER, options_.verify_certificates ? 1L : 0L);
  Set(CURLOPT_SSL_VERIFYHOST, options_.verify_certificates ? 2L : 0L);
  if (trusted_.empty()) return;
  curl_blob blob = {const_cast<char*>(trusted_.data()), trusted_.size(), CURL_BLOB_NOCOPY};
  Set(CURLOPT_CAINFO_BLOB, &blob);
}

// A server that has a request whole may be silent for as long as it may take to answer.
std::chrono::seconds CurlTransfer::LongestStall() const {
  const auto answer = std::chrono::ceil<std::chrono::seconds>(options_.response_header_timeout);
  return std::max(options_.stall_timeout, answer + std::chrono::seconds(1));
}

// In seconds.
long CurlTransfer::LongestTime() const {
  const int64_t sent = request_.upload != nullptr ? request_.upload->size() : 0;
  const int64_t bytes = std::min(request_.max_body, kLongestBody) + std::min(sent, kLongestBody);
  return static_cast<long>(
      std::min(options_.longest_wait.count() + bytes / options_.slowest_rate, kLongestTime));
}

// libcurl's own choice by the environment differs from that of Go's tools, so it is not asked.
void CurlTransfer::SetProxy() {
  const std::optional<Url> url = Url::Parse(request_.url);
  if (url) proxy_ = ChooseProxy(*url, ReadEnvironment());
  Set(CURLOPT_PROXY, proxy_ ? proxy_->url.c_str() : "");
  Set(CURLOPT_NOPROXY, "");
  Set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
}

int CurlTransfer::OnDebug(CURL*, curl_infotype kind, char* bytes, size_t size, void* self) {
  auto* transfer = static_cast<CurlTransfer*>(self);
  try {
    if (kind == CURLINFO_HEADER_OUT) {
      transfer->options_.log->Request(transfer->request_.method, transfer->request_.url, {bytes, size});
    } else if (kind == CURLINFO_HEADER_IN && transfer->head_.size() < kMaxHeaderBytes) {
      transfer->head_.append(bytes, size);
    }
  } catch (...) {
    transfer->failure_ = std::current_exception();
  }
  return 0;
}

void CurlTransfer::LogEnd(CURLcode code) const {
  long status = 0;
  curl_.easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
  if (code == CURLE_OK) {
    options_.log->Answer(static_cast<int>(status), request_.url, Elapsed(), head_);
  } else {
    options_.log->Failure(DescribeFailure(code, KindOf(code)), request_.method, request_.url, Elapsed());
  }
}

size_t CurlTransfer::OnHeader(char* bytes, size_t size, size_t count, void* self) {
  auto* transfer = static_cast<CurlTransfer*>(self);
  try {
    transfer->ReceiveHeader({bytes, size * count});
    return size * count;
  } catch (...) {
    transfer->failure_ = std::current_exception();
    return 0;
  }
}

void CurlTransfer::ReceiveHeader(std::string_view line) {
  headers_begun_ = true;
  header_bytes_ += line.size();
  if (header_bytes_ > kMaxHeaderBytes) {
    ThrowFinal("header fields are longer than " + std::to_string(kMaxHeaderBytes) + " bytes", kTooMuchHint);
  }
  if (line.starts_with("HTTP/")) {  // a further response: after a redirect, or after "100 Continue"
    response_.headers = {};
    response_.reason = ReasonOf(line);
    return;
  }
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  response_.headers.Add(std::string(line.substr(0, colon)), std::string(Trim(line.substr(colon + 1))));
}

size_t CurlTransfer::OnBody(char* bytes, size_t size, size_t count, void* self) {
  auto* transfer = static_cast<CurlTransfer*>(self);
  try {
    transfer->ReceiveBody({bytes, size * count});
    return transfer->exceeded_ ? 0 : size * count;
  } catch (...) {
    transfer->failure_ = std::current_exception();
    return 0;
  }
}

void CurlTransfer::ReceiveBody(std::string_view bytes) {
  long status = 0;
  curl_.easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
  const bool good = status / 100 == 2;
  received_ += static_cast<int64_t>(bytes.size());
  const int64_t limit = good ? request_.max_body : kDefaultMaxBody;
  if (received_ > limit) {
    exceeded_ = limit;
    return;
  }
  if (good && request_.sink) {
    request_.sink(bytes);
  } else {
    response_.body += bytes;
  }
}

size_t CurlTransfer::OnUpload(char* buffer, size_t size, size_t count, void* self) {
  auto* transfer = static_cast<CurlTransfer*>(self);
  try {
    const size_t copied = transfer->request_.upload->Read(transfer->upload_offset_, buffer, size * count);
    transfer->upload_offset_ += static_cast<int64_t>(copied);
    return copied;
  } catch (...) {
    transfer->failure_ = std::current_exception();
    return CURL_READFUNC_ABORT;
  }
}

int CurlTransfer::OnSeek(void* self, curl_off_t offset, int origin) {
  if (origin != SEEK_SET) return CURL_SEEKFUNC_CANTSEEK;
  static_cast<CurlTransfer*>(self)->upload_offset_ = offset;
  return CURL_SEEKFUNC_OK;
}

void CurlTransfer::Tell(int64_t done, int64_t total) const {
  if (options_.watcher != nullptr) options_.watcher->OnProgress(this, request_.url, done, total);
}

// libcurl has no time-out of its own for a server that accepts a request and stays silent.
int CurlTransfer::OnProgress(void* self, curl_off_t download_total, curl_off_t downloaded, curl_off_t upload_total,
                             curl_off_t uploaded) {
  auto* transfer = static_cast<CurlTransfer*>(self);
  const bool is_upload = upload_total > download_total;
  try {
    transfer->Tell(is_upload ? uploaded : downloaded, is_upload ? upload_total : download_total);
  } catch (...) {
    transfer->failure_ = std::current_exception();
    return 1;
  }
  const auto now = std::chrono::steady_clock::now();
  if (uploaded < upload_total) transfer->sent_at_ = now;
  transfer->header_timeout_ =
      !transfer->headers_begun_ && now - transfer->sent_at_ > transfer->options_.response_header_timeout;
  return transfer->header_timeout_ ? 1 : 0;
}

TransportError CurlTransfer::MakeError(CURLcode code) const {
  const Kind kind = KindOf(code);
  const bool out_of_time =
      code == CURLE_OPERATION_TIMEDOUT && Elapsed() >= std::chrono::seconds(LongestTime()) - kTimerError;
  TransportError error(RequestLine() + DescribeFailure(code, kind),
                       header_timeout_ || (IsTemporary(code) && !out_of_time), kind);
  if (exceeded_) error.Hint(kTooMuchHint);
  if (error.retryable() || out_of_time) error.Hint(kBrokenHint);
  if (kind == Kind::kProxy)
    error.Note("the proxy is " + RedactUrl(proxy_->url) + ", from " + proxy_->variable);
  return error;
}

CurlTransfer::Kind CurlTransfer::KindOf(CURLcode code) const {
  long verify_result = 0;
  if (IsWrongSignature(code, error_text_.data())) return Kind::kUnknownAuthority;
  switch (code) {
    case CURLE_COULDNT_RESOLVE_PROXY:
      return Kind::kProxy;
    case CURLE_COULDNT_RESOLVE_HOST:
      return proxy_ ? Kind::kProxy : Kind::kUnknownHost;
    case CURLE_COULDNT_CONNECT:
      return proxy_ ? Kind::kProxy : Kind::kUnreachable;
    case CURLE_PEER_FAILED_VERIFICATION:
      curl_.easy_getinfo(handle_, CURLINFO_SSL_VERIFYRESULT, &verify_result);
      return go::IsUnknownAuthority(verify_result) ? Kind::kUnknownAuthority : Kind::kOther;
    default:
      return proxy_ && TunnelStatus() / 100 > 2 ? Kind::kProxy : Kind::kOther;
  }
}

// What a proxy answered when it was asked for a tunnel; 0 if it was not.
int CurlTransfer::TunnelStatus() const {
  long status = 0;
  curl_.easy_getinfo(handle_, CURLINFO_HTTP_CONNECTCODE, &status);
  return static_cast<int>(status);
}

std::chrono::steady_clock::duration CurlTransfer::Elapsed() const {
  return std::chrono::steady_clock::now() - started_at_;
}

// "read tcp 10.0.0.1:40000->10.0.0.2:443: read: connection reset by peer".
std::string CurlTransfer::DescribeBreak(const char* what, const std::string& text) const {
  long system_error = 0;
  const char* local_ip = nullptr;
  const char* ip = nullptr;
  long local_port = 0;
  long port = 0;
  curl_.easy_getinfo(handle_, CURLINFO_OS_ERRNO, &system_error);
  curl_.easy_getinfo(handle_, CURLINFO_LOCAL_IP, &local_ip);
  curl_.easy_getinfo(handle_, CURLINFO_LOCAL_PORT, &local_port);
  curl_.easy_getinfo(handle_, CURLINFO_PRIMARY_IP, &ip);
  curl_.easy_getinfo(handle_, CURLINFO_PRIMARY_PORT, &port);
  if (system_error == 0 || local_ip == nullptr || ip == nullptr || *ip == '\0') return text;
  return std::string(what) + " tcp " + local_ip + ":" + std::to_string(local_port) + "->" + ip + ":" +
         std::to_string(port) + ": " + what + ": " + ToLower(std::strerror(static_cast<int>(system_error)));
}

// Go's words where libcurl tells enough, else libcurl's.
std::string CurlTransfer::DescribeFailure(CURLcode code, Kind kind) const {
  if (exceeded_) return "response is longer than " + std::to_string(*exceeded_) + " bytes";
  if (header_timeout_) return "net/http: timeout awaiting response headers";
  const std::string text = error_text_[0] != '\0' ? error_text_.data() : curl_.easy_strerror(code);
  const std::optional<Url> url = Url::Parse(request_.url);
  if (!url) return text;
  if (kind == Kind::kProxy) return DescribeProxyFailure(code, text);
  if (IsWrongSignature(code, text)) return go::DescribeCertificate(go::kWrongSignature, url->host(), text);
  long number = 0;
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return go::DescribeLookup(url->host());
    case CURLE_COULDNT_CONNECT:
      curl_.easy_getinfo(handle_, CURLINFO_OS_ERRNO, &number);
      if (number == 0) break;
      return "dial tcp " + go::DialAddress(url->authority, url->scheme) +
             ": connect: " + ToLower(std::strerror(static_cast<int>(number)));
    case CURLE_OPERATION_TIMEDOUT:
      if (headers_begun_) return "transfer stalled";
      return "dial tcp " + go::DialAddress(url->authority, url->scheme) + ": i/o timeout";
    case CURLE_PEER_FAILED_VERIFICATION:
      curl_.easy_getinfo(handle_, CURLINFO_SSL_VERIFYRESULT, &number);
      return go::DescribeCertificate(number, url->host(), text);
    case CURLE_SSL_CONNECT_ERROR:
      if (text.find("wrong version number") == std::string::npos) break;
      return "http: server gave HTTP response to HTTPS client";
    case CURLE_GOT_NOTHING:
      return "EOF";
    case CURLE_PARTIAL_FILE:
      return "unexpected EOF";
    case CURLE_RECV_ERROR:
      return DescribeBreak("read", text);
    case CURLE_SEND_ERROR:
      return DescribeBreak("write", text);
    default:
      break;
  }
  return text;
}

std::string CurlTransfer::DescribeProxyFailure(CURLcode code, const std::string& text) const {
  if (TunnelStatus() / 100 > 2) {  // "407 Proxy Authentication Required" without its number
    const std::string status = go::DescribeHttpStatus(TunnelStatus());
    return status.substr(status.find(' ') + 1);
  }
  const std::string authority = proxy_->authority();
  if (code == CURLE_COULDNT_RESOLVE_PROXY) {
    return "proxyconnect tcp: " + go::DescribeLookup(authority.substr(0, authority.rfind(':')));
  }
  long system_error = 0;
  curl_.easy_getinfo(handle_, CURLINFO_OS_ERRNO, &system_error);
  if (code != CURLE_COULDNT_CONNECT || system_error == 0) return text;
  return "proxyconnect tcp: dial tcp " + go::DialAddress(authority, "http") +
         ": connect: " + ToLower(std::strerror(static_cast<int>(system_error)));
}

}  // namespace pkgrepo::net
