// The tables hold what Go 1.21.13 gave for the same arguments.

#include "go/http_status.h"

#include <doctest/doctest.h>

#include <string_view>

namespace pkgrepo::go {
namespace {

using namespace std::literals;

TEST_CASE("Statuses have the names of http.StatusText") {
  struct Row {
    int status;
    std::string_view text;
  };
  constexpr Row kRows[] = {
      {100, "100 Continue"},
      {200, "200 OK"},
      {204, "204 No Content"},
      {301, "301 Moved Permanently"},
      {304, "304 Not Modified"},
      {306, "306"},
      {307, "307 Temporary Redirect"},
      {308, "308 Permanent Redirect"},
      {400, "400 Bad Request"},
      {401, "401 Unauthorized"},
      {403, "403 Forbidden"},
      {404, "404 Not Found"},
      {407, "407 Proxy Authentication Required"},
      {413, "413 Request Entity Too Large"},
      {414, "414 Request URI Too Long"},
      {416, "416 Requested Range Not Satisfiable"},
      {418, "418 I'm a teapot"},
      {420, "420"},
      {421, "421 Misdirected Request"},
      {422, "422 Unprocessable Entity"},
      {425, "425 Too Early"},
      {429, "429 Too Many Requests"},
      {431, "431 Request Header Fields Too Large"},
      {451, "451 Unavailable For Legal Reasons"},
      {499, "499"},
      {500, "500 Internal Server Error"},
      {502, "502 Bad Gateway"},
      {503, "503 Service Unavailable"},
      {504, "504 Gateway Timeout"},
      {511, "511 Network Authentication Required"},
      {0, "0"},
      {999, "999"},
  };
  for (const Row& row : kRows) CHECK(DescribeHttpStatus(row.status) == row.text);
}

}  // namespace
}  // namespace pkgrepo::go
