#include "loopback_server.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <optional>

#include "base/strings.h"

namespace pkgrepo {
namespace {

// The first byte of a client that speaks TLS.
constexpr char kTlsHandshake = '\x16';

// Reads one request; nullopt at the end of the connection. `pending` keeps what was read of the next one.
std::optional<net::HttpRequest> ReadRequest(const Connection& connection, std::string& pending) {
  const auto read_more = [&] {
    std::array<char, 65536> buffer;
    const ssize_t count = connection.Read(buffer.data(), buffer.size());
    if (count > 0) pending.append(buffer.data(), static_cast<size_t>(count));
    return count > 0;
  };
  size_t head_end = 0;
  while ((head_end = pending.find("\r\n\r\n")) == std::string::npos) {
    if (!read_more()) return std::nullopt;
    if (pending[0] == kTlsHandshake) {  // as servers do that speak HTTP alone
      connection.Write("HTTP/1.0 400 Bad Request\r\n\r\n");
      return std::nullopt;
    }
  }
  net::HttpRequest request;
  const std::string head = pending.substr(0, head_end);
  pending.erase(0, head_end + 4);
  const std::vector<std::string_view> lines = Split(head, '\n');
  const std::vector<std::string_view> words = Split(lines[0], ' ');
  request.method = words[0];
  request.url = words[1];
  for (size_t i = 1; i < lines.size(); ++i) {
    const size_t colon = lines[i].find(':');
    request.headers.Add(std::string(lines[i].substr(0, colon)),
                        std::string(Trim(lines[i].substr(colon + 1))));
  }
  const size_t length = std::stoul(request.headers.Find("Content-Length").value_or("0"));
  while (pending.size() < length) {
    if (!read_more()) return std::nullopt;
  }
  request.body = pending.substr(0, length);
  pending.erase(0, length);
  return request;
}

// As Go's server answers a client that does not speak TLS.
void RefusePlainHttp(int socket) {
  const Connection connection(socket);
  std::array<char, 4096> request;
  connection.Read(request.data(), request.size());
  connection.Write("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n");
}

}  // namespace

ssize_t Connection::Read(char* buffer, size_t room) const {
  if (session_ != nullptr) return SSL_read(session_, buffer, static_cast<int>(room));
  return recv(socket_, buffer, room, 0);
}

bool Connection::Write(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t count = session_ != nullptr
                              ? SSL_write(session_, bytes.data(), static_cast<int>(bytes.size()))
                              : send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

void Connection::Reply(int status, const net::HttpHeaders& headers, std::string_view body) const {
  std::string head = "HTTP/1.1 " + std::to_string(status) + " X\r\n";
  for (const auto& [name, value] : headers.fields()) head += name + ": " + value + "\r\n";
  if (!headers.Find("Content-Length")) head += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  Write(head + "\r\n");
  Write(body);
}

LoopbackServer::LoopbackServer(Handler handler, const std::optional<TlsIdentity>& identity)
    : handler_(std::move(handler)),
      tls_(identity ? MakeServerContext(*identity) : nullptr),
      socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (tls_) std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to whoever is gone
  sockaddr_in place = {};
  place.sin_family = AF_INET;
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof place;
  if (bind(socket_, reinterpret_cast<sockaddr*>(&place), size) != 0 || listen(socket_, 64) != 0 ||
      getsockname(socket_, reinterpret_cast<sockaddr*>(&place), &size) != 0) {
    throw Error("no free port on loopback");
  }
  port_ = ntohs(place.sin_port);
  accepting_ = std::thread([this] { Accept(); });
}

LoopbackServer::~LoopbackServer() {
  shutdown(socket_, SHUT_RDWR);
  accepting_.join();
  {
    const std::lock_guard lock(mutex_);
    for (int open : open_sockets_) shutdown(open, SHUT_RDWR);
  }
  for (std::thread& thread : threads_) thread.join();
  for (int open : open_sockets_) close(open);
  close(socket_);
}

void LoopbackServer::Accept() {
  for (;;) {
    const int accepted = accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (accepted < 0) return;
    ++connections_;
    const std::lock_guard lock(mutex_);
    open_sockets_.push_back(accepted);
    threads_.emplace_back([this, accepted] { Serve(accepted); });
  }
}

void LoopbackServer::Serve(int accepted) {
  char first = 0;
  TlsSession session;
  if (tls_ && recv(accepted, &first, 1, MSG_PEEK) == 1) {
    if (first != kTlsHandshake) RefusePlainHttp(accepted);
    if (first == kTlsHandshake) session = AcceptTls(*tls_, accepted);
  }
  if (!tls_ || session) {
    std::string pending;
    const Connection connection(accepted, session.get());
    while (const auto request = ReadRequest(connection, pending)) {
      if (!handler_(*request, connection)) break;
    }
  }
  shutdown(accepted, SHUT_RDWR);
}

}  // namespace pkgrepo
