#include "net/http_log.h"

#include <doctest/doctest.h>

namespace pkgrepo::net {
namespace {

TEST_CASE("Credentials are left out of header fields, request lines and addresses") {
  CHECK(RedactHead("GET /v2/token?service=r&account=jo HTTP/1.1\r\nHost: r.example.com\r\nAuthorization: Basic am86c2VjcmV0\r\n"
                   "X-Auth-Token: abc\r\nSet-Cookie: a=b\r\nLocation: /v2/app/blobs/uploads/1?_state=secret\r\n\r\n") ==
        "GET /v2/token?<redacted> HTTP/1.1\nHost: r.example.com\nAuthorization: <redacted>\nX-Auth-Token: <redacted>\n"
        "Set-Cookie: <redacted>\nLocation: /v2/app/blobs/uploads/1?<redacted>\n\n");
}

TEST_CASE("An entry is one piece, with the time of day") {
  std::string written;
  HttpLog log([&](std::string_view text) { written += text; });
  log.Request("GET", "https://jo:secret@r.example.com/v2/", "GET /v2/ HTTP/1.1\r\n\r\n");
  log.Answer(200, "https://r.example.com/v2/", std::chrono::milliseconds(2), "HTTP/1.1 200 OK\r\n\r\n");
  log.Failure("EOF", "GET", "https://r.example.com/v2/", std::chrono::seconds(1));
  CHECK(written.find(" --> GET https://***@r.example.com/v2/\n") != std::string::npos);
  CHECK(written.find(" <-- 200 https://r.example.com/v2/ (2ms)\n") != std::string::npos);
  CHECK(written.find(" <-- EOF GET https://r.example.com/v2/ (1s)\n") != std::string::npos);
  CHECK(written.find("secret") == std::string::npos);
}

}  // namespace
}  // namespace pkgrepo::net
