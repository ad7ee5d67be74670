// An HTTP/1.1 server on a free port of loopback, with TLS if it gets an identity, for tests that need a real connection.
// Faults that no proper server has (replies cut off, endless or silent) are written as raw bytes.

#ifndef PKGREPO_TESTS_E2E_LOOPBACK_SERVER_H_
#define PKGREPO_TESTS_E2E_LOOPBACK_SERVER_H_

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "net/http_client.h"
#include "tls.h"

namespace pkgrepo {

// One connection, from which a handler's request came.
class Connection {
 public:
  // With `session`, if there is one.
  explicit Connection(int socket, SSL* session = nullptr) : socket_(socket), session_(session) {}

  // As recv() does.
  ssize_t Read(char* buffer, size_t room) const;
  // Returns false once the other side is gone.
  bool Write(std::string_view bytes) const;
  void Reply(int status, const net::HttpHeaders& headers, std::string_view body) const;

 private:
  const int socket_;
  SSL* const session_;
};

class LoopbackServer {
 public:
  // Called from a thread of its own for each connection; keep-alive until a handler returns false.
  using Handler = std::function<bool(const net::HttpRequest& request, const Connection& connection)>;

  explicit LoopbackServer(Handler handler, const std::optional<TlsIdentity>& identity = {});
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  // "127.0.0.1:PORT".
  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  std::string Url(const std::string& path) const {
    return (tls_ ? "https://" : "http://") + address() + path;
  }
  int connections() const { return connections_; }

 private:
  void Accept();
  void Serve(int socket);

  Handler handler_;
  const TlsContext tls_;
  int socket_ = -1;
  int port_ = 0;
  std::atomic<int> connections_ = 0;
  std::mutex mutex_;
  std::vector<int> open_sockets_;
  std::vector<std::thread> threads_;
  std::thread accepting_;
};

}  // namespace pkgrepo

#endif  // PKGREPO_TESTS_E2E_LOOPBACK_SERVER_H_
