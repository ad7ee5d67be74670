// Every request and answer, told to a person who looks for what is wrong between here and a server: method, address, header
// fields and how long it took, in the form of the Carvel tools' --debug. Credentials are left out, and so are bodies.
//
//   2026/11/27 16:57:33 --> GET https://registry.example.com/v2/
//   2026/11/27 16:57:33 GET /v2/ HTTP/1.1
//   Host: registry.example.com
//   Authorization: <redacted>
//
//   2026/11/27 16:57:33 <-- 200 https://registry.example.com/v2/ (1.04ms)

#ifndef PKGREPO_NET_HTTP_LOG_H_
#define PKGREPO_NET_HTTP_LOG_H_

#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace pkgrepo::net {

class HttpLog {
 public:
  // Gets whole entries, one at a time.
  explicit HttpLog(std::function<void(std::string_view)> write) : write_(std::move(write)) {}

  // `head` is the request line and the header fields, as they go over the wire.
  void Request(std::string_view method, std::string_view url, std::string_view head);
  // The same of an answer.
  void Answer(int status, std::string_view url, std::chrono::nanoseconds time, std::string_view head);
  void Failure(std::string_view reason, std::string_view method, std::string_view url, std::chrono::nanoseconds time);

 private:
  void Write(const std::string& line, const std::string& rest);

  std::function<void(std::string_view)> write_;
  std::mutex mutex_;
};

// Header fields without what would let others in: credentials, cookies, and the parameters of addresses.
std::string RedactHead(std::string_view head);

}  // namespace pkgrepo::net

#endif  // PKGREPO_NET_HTTP_LOG_H_
