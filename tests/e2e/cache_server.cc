// A server of Bazel's remote cache in memory, on a free port of loopback. Started by with_registry in place of
// docker-registry; ends when it is stopped. All see the same content; the first name of the path says how the server
// behaves:
//
//   good       as it should
//   guarded    as it should for the user "me" with the password "p@ss", and for who has the token "pass", else 401
//   zstd       content is sent in zstd, and to nobody who does not take that: 406
//   bomb       content is sent in zstd, and becomes a gigabyte
//   full       keeps nothing: 507
//   forbidden  may only be read: 403
//   moved      sends one on to good
//   portal     answers whatever one asks with a page
//   lying      a bit of each answer is another
//   mistaken   the answer to another question
//   short      answers end in their middle
//   stalling   answers stop in their middle
//   trickling  a byte of each answer comes in a tenth of a second
//   endless    answers do not end
//   slow       as it should, after three seconds
//   failing    500
//   babbling   what is no HTTP
//   wandering  sends one back to where one came from
//   silent     no answer
//
// Called tls_cache_server, it speaks TLS, and leaves the certificate of its authority as ca.pem beside its configuration:
//
//   tls_cache_server serve DIRECTORY/config.yml

#include <unistd.h>

#include <chrono>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "base/file_system.h"
#include "loopback_server.h"

namespace pkgrepo {
namespace {

// The number in so many bytes, the lowest first.
std::string BytesOf(uint64_t number, int count) {
  std::string bytes;
  for (int i = 0; i < count; ++i) bytes += static_cast<char>(number >> (8 * i));
  return bytes;
}

// As a frame of zstd whose blocks are not compressed: RFC 8878, 3.1.1.
std::string FrameOf(std::string_view content) {
  constexpr size_t kMaxBlock = 1 << 17;
  constexpr char kSizeOfEightBytesAndNoWindow = '\xe0';
  std::string frame = "\x28\xb5\x2f\xfd";
  frame += kSizeOfEightBytesAndNoWindow + BytesOf(content.size(), 8);
  do {
    const std::string_view block = content.substr(0, kMaxBlock);
    content.remove_prefix(block.size());
    frame += BytesOf(block.size() << 3 | (content.empty() ? 1 : 0), 3);
    frame += block;
  } while (!content.empty());
  return frame;
}

// A frame of zstd that is a thousandth of its content.
std::string MakeBomb() {
  constexpr uint64_t kBlock = 1 << 17;
  constexpr int kBlocks = 8192;
  constexpr uint64_t kRepeated = 1;
  std::string frame("\x28\xb5\x2f\xfd\x00\x58", 6);  // a window of 2 MB, and no size
  for (int left = kBlocks; left > 0; --left) {
    frame += BytesOf(kBlock << 3 | kRepeated << 1 | (left == 1 ? 1 : 0), 3) + "x";
  }
  return frame;
}

class CacheServer {
 public:
  bool Serve(const net::HttpRequest& request, const Connection& connection) {
    const size_t slash = request.url.find('/', 1);
    const std::string manner = request.url.substr(1, slash - 1);
    const std::string path = request.url.substr(slash);
    std::cout << request.method << " " << request.url << std::endl;
    if (manner == "silent") return Wait(connection);
    if (manner == "babbling") return connection.Write("no such thing\n") && false;
    if (manner == "wandering" || manner == "moved") {
      connection.Reply(307, {{"Location", manner == "moved" ? "/good" + path : request.url}}, "");
      return true;
    }
    if (manner == "portal") {
      connection.Reply(200, {{"Content-Type", "text/html"}}, "<html>Log in first</html>");
      return true;
    }
    if (manner == "endless") return SendEndlessly(connection);
    if (manner == "slow") std::this_thread::sleep_for(std::chrono::seconds(3));
    const std::optional<std::string> authorization = request.headers.Find("Authorization");
    const bool is_let_in =
        manner != "guarded" || authorization == "Basic bWU6cEBzcw==" || authorization == "Bearer pass";
    if (manner == "failing" || !is_let_in) {
      connection.Reply(is_let_in ? 500 : 401, {}, "");
      return true;
    }
    std::unique_lock lock(mutex_);
    if (request.method == "PUT") {
      const int status = manner == "full" ? 507 : manner == "forbidden" ? 403 : 201;
      if (status == 201) files_[path] = request.body;
      connection.Reply(status, {}, "");
      return true;
    }
    const auto found = files_.find(path);
    std::string body = found == files_.end() ? "" : found->second;
    if (manner == "mistaken" && !body.empty()) {
      const auto next = std::next(found);
      body = (next == files_.end() ? files_.begin() : next)->second;
    }
    if (manner == "lying" && !body.empty()) body[body.size() / 2] ^= 1;
    const std::string size = std::to_string(body.size());
    const bool is_cut = manner == "short" || manner == "stalling";
    if (is_cut) body.resize(body.size() / 2);
    if (manner == "zstd" && path.starts_with("/cas/") && !body.empty()) {
      const bool takes_it = request.headers.Find("Accept-Encoding") == "zstd";
      connection.Reply(takes_it ? 200 : 406, {{"Content-Encoding", "zstd"}}, takes_it ? FrameOf(body) : "");
      return true;
    }
    if (manner == "bomb" && path.starts_with("/cas/") && !body.empty()) {
      connection.Reply(200, {{"Content-Encoding", "zstd"}}, MakeBomb());
      return true;
    }
    if (manner == "trickling") {
      lock.unlock();
      return SendSlowly(connection);
    }
    connection.Reply(found == files_.end() ? 404 : 200, {{"Content-Length", size}}, body);
    if (manner != "stalling") return !is_cut;
    lock.unlock();
    return Wait(connection);
  }

 private:
  // Until the other side has had enough.
  static bool Wait(const Connection& connection) {
    char byte = 0;
    connection.Read(&byte, 1);
    return false;
  }
  static bool SendSlowly(const Connection& connection) {
    connection.Write("HTTP/1.1 200 OK\r\nContent-Length: 4096\r\n\r\n");
    while (connection.Write("x")) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    return false;
  }
  static bool SendEndlessly(const Connection& connection) {
    connection.Write("HTTP/1.1 200 OK\r\n\r\n");
    while (connection.Write(std::string(1 << 16, 'x'))) {
    }
    return false;
  }

  std::mutex mutex_;
  std::map<std::string, std::string> files_;
};

}  // namespace
}  // namespace pkgrepo

int main(int, char** argv) {
  using namespace pkgrepo;
  const std::string program(argv[0]);
  CacheServer cache;
  std::optional<TlsIdentity> identity;
  if (program.ends_with("tls_cache_server")) {
    const CertificateAuthority authority("authority");
    RealFileSystem().WriteFile(JoinPath(DirName(argv[2]), "ca.pem"), authority.certificate());
    identity = authority.Issue("IP:127.0.0.1");
  }
  LoopbackServer server([&cache](const net::HttpRequest& request,
                                 const Connection& connection) { return cache.Serve(request, connection); },
                        identity);
  std::cout << "listening on " << server.address() << std::endl;
  for (;;) pause();
}
