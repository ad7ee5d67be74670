#include "net/curl_transfer.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "base/strings.h"
#include "net/url.h"

namespace pkgrepo::net {
namespace {

constexpr long kMaxRedirects = 10;
constexpr size_t kMaxHeaderFields = 1000;

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

// "Not Found" of the status line "HTTP/1.1 404 Not Found".
std::string ReasonOf(std::string_view status_line) {
  const std::vector<std::string_view> words = Split(status_line, ' ');
  return words.size() < 3 ? "" : std::string(Trim(std::string_view(words[2].data(), status_line.end())));
}

}  // namespace

CurlTransfer::CurlTransfer(const CurlLibrary& curl, CURL* handle, const CurlOptions& options,
                           const std::string& trusted, const HttpRequest& request)
    : curl_(curl), handle_(handle), options_(options), trusted_(trusted), request_(request) {}

CurlTransfer::~CurlTransfer() { curl_.slist_free_all(header_list_); }

template <typename Value>
void CurlTransfer::Set(CURLoption option, Value value) {
  const CURLcode code = curl_.easy_setopt(handle_, option, value);
  if (code != CURLE_OK) throw MakeError(code);
}

HttpResponse CurlTransfer::Run() {
  CheckCharacters();
  SetUp();
  sent_at_ = std::chrono::steady_clock::now();
  const CURLcode code = curl_.easy_perform(handle_);
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

void CurlTransfer::ThrowFinal(const std::string& reason) const {
  throw TransportError(RequestLine() + reason, /*retryable=*/false);
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
  Set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  Set(CURLOPT_FOLLOWLOCATION, request_.follow_redirects ? 1L : 0L);
  Set(CURLOPT_MAXREDIRS, kMaxRedirects);
  Set(CURLOPT_NOSIGNAL, 1L);
  Set(CURLOPT_USERAGENT, options_.user_agent.c_str());
  Set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_timeout.count()));
  Set(CURLOPT_LOW_SPEED_LIMIT, 1L);
  Set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(options_.stall_timeout.count()));
  Set(CURLOPT_HEADERFUNCTION, &CurlTransfer::OnHeader);
  Set(CURLOPT_HEADERDATA, this);
  Set(CURLOPT_WRITEFUNCTION, &CurlTransfer::OnBody);
  Set(CURLOPT_WRITEDATA, this);
  Set(CURLOPT_NOPROGRESS, 0L);
  Set(CURLOPT_XFERINFOFUNCTION, &CurlTransfer::OnProgress);
  Set(CURLOPT_XFERINFODATA, this);
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

// As in Go's tools: never for loopback, and HTTP_PROXY counts in capitals, too (unless a CGI server set it).
void CurlTransfer::SetProxy() {
  const std::optional<Url> url = Url::Parse(request_.url);
  if (!url) return;
  if (url->is_loopback()) {
    Set(CURLOPT_PROXY, "");
  } else if (url->scheme == "http" && std::getenv("http_proxy") == nullptr) {
    const char* proxy = std::getenv("HTTP_PROXY");
    if (proxy != nullptr && std::getenv("REQUEST_METHOD") == nullptr) Set(CURLOPT_PROXY, proxy);
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
  if (line.starts_with("HTTP/")) {  // a further response: after a redirect, or after "100 Continue"
    response_.headers = {};
    response_.reason = ReasonOf(line);
    return;
  }
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  if (response_.headers.fields().size() >= kMaxHeaderFields) {
    ThrowFinal("too many header fields");
  }
  response_.headers.Add(std::string(line.substr(0, colon)), std::string(Trim(line.substr(colon + 1))));
}

size_t CurlTransfer::OnBody(char* bytes, size_t size, size_t count, void* self) {
  auto* transfer = static_cast<CurlTransfer*>(self);
  try {
    transfer->ReceiveBody({bytes, size * count});
    return transfer->too_large_ ? 0 : size * count;
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
  too_large_ = received_ > (good ? request_.max_body : kDefaultMaxBody);
  if (too_large_) return;
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

// libcurl has no time-out of its own for a server that accepts a request and stays silent.
int CurlTransfer::OnProgress(void* self, curl_off_t, curl_off_t, curl_off_t upload_total,
                             curl_off_t uploaded) {
  auto* transfer = static_cast<CurlTransfer*>(self);
  const auto now = std::chrono::steady_clock::now();
  if (uploaded < upload_total) transfer->sent_at_ = now;
  transfer->header_timeout_ =
      !transfer->headers_begun_ && now - transfer->sent_at_ > transfer->options_.response_header_timeout;
  return transfer->header_timeout_ ? 1 : 0;
}

TransportError CurlTransfer::MakeError(CURLcode code) const {
  return TransportError(RequestLine() + DescribeFailure(code), header_timeout_ || IsTemporary(code));
}

std::string CurlTransfer::DialTarget() const {
  const char* ip = nullptr;
  long port = 0;
  curl_.easy_getinfo(handle_, CURLINFO_PRIMARY_IP, &ip);
  curl_.easy_getinfo(handle_, CURLINFO_PRIMARY_PORT, &port);
  if (ip != nullptr && *ip != '\0' && port > 0) {
    const std::string address = ip;
    return (address.find(':') == std::string::npos ? address : "[" + address + "]") + ":" +
           std::to_string(port);
  }
  const std::optional<Url> url = Url::Parse(request_.url);
  if (!url) return request_.url;
  const bool has_port = url->authority.rfind(':') != std::string::npos && !url->authority.ends_with(']');
  return url->authority + (has_port ? "" : url->scheme == "https" ? ":443" : ":80");
}

// Go's words where libcurl tells enough, else libcurl's.
std::string CurlTransfer::DescribeFailure(CURLcode code) const {
  if (too_large_) return "response is longer than " + std::to_string(request_.max_body) + " bytes";
  if (header_timeout_) return "net/http: timeout awaiting response headers";
  const std::string text = error_text_[0] != '\0' ? error_text_.data() : curl_.easy_strerror(code);
  const std::optional<Url> url = Url::Parse(request_.url);
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return "dial tcp: lookup " + (url ? url->host() : request_.url) + ": no such host";
    case CURLE_COULDNT_CONNECT: {
      long system_error = 0;
      curl_.easy_getinfo(handle_, CURLINFO_OS_ERRNO, &system_error);
      if (system_error == 0) break;
      return "dial tcp " + DialTarget() +
             ": connect: " + ToLower(std::strerror(static_cast<int>(system_error)));
    }
    case CURLE_OPERATION_TIMEDOUT:
      return headers_begun_ ? "transfer stalled" : "dial tcp " + DialTarget() + ": i/o timeout";
    case CURLE_PEER_FAILED_VERIFICATION:
      return "tls: failed to verify certificate: " + text;
    case CURLE_SSL_CONNECT_ERROR:
      if (text.find("wrong version number") == std::string::npos) break;
      return "http: server gave HTTP response to HTTPS client";
    case CURLE_GOT_NOTHING:
      return "EOF";
    case CURLE_PARTIAL_FILE:
      return "unexpected EOF";
    default:
      break;
  }
  return text;
}

}  // namespace pkgrepo::net
