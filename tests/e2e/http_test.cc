// libcurl's client against a real connection, with all that can go wrong with one.

#include <doctest/doctest.h>
#include <stdlib.h>

#include <thread>

#include "base/file_system.h"
#include "loopback_server.h"
#include "net/curl_http_client.h"
#include "net/file_body.h"
#include "net/retrying_http_client.h"
#include "oci/registry_client.h"
#include "support/fake_registry.h"

namespace pkgrepo::net {
namespace {

using std::chrono::milliseconds;

template <typename Function>
std::string MessageOf(Function function) {
  try {
    function();
  } catch (const Error& error) {
    return error.message();
  }
  return "";
}

// A port that nobody listens on.
std::string FreeAddress() {
  return LoopbackServer([](const HttpRequest&, const Connection&) { return false; }).address();
}

}  // namespace

TEST_CASE("methods, headers and bodies arrive, on one connection") {
  LoopbackServer server([](const HttpRequest& request, const Connection& connection) {
    connection.Reply(request.method == "HEAD" ? 200 : 201,
                     {{"X-Method", request.method}, {"Content-Length", "4"}},
                     request.method == "HEAD" ? "" : "done");
    return request.headers.Find("X-Test") == "1" &&
           (request.method == "GET" || request.method == "HEAD" || request.body == "body");
  });
  CurlHttpClient http;
  const StringBody upload("body");
  for (const char* method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"}) {
    for (const bool as_upload : {false, true}) {
      CAPTURE(method);
      HttpRequest request{.method = method, .url = server.Url("/x?y=z"), .headers = {{"X-Test", "1"}}};
      const bool sends = std::string_view(method) != "GET" && std::string_view(method) != "HEAD";
      if (sends && as_upload) request.upload = &upload;
      if (sends && !as_upload) request.body = "body";
      const HttpResponse response = http.Send(request);
      CHECK(response.headers.Find("x-method") == method);
      CHECK(response.body == (std::string_view(method) == "HEAD" ? "" : "done"));
    }
  }
  CHECK(http.Send({.url = server.Url("/x"), .headers = {{"X-Test", "1"}}, .max_body = INT64_MAX}).status ==
        201);
  CHECK(server.connections() == 1);
}

TEST_CASE("large uploads and downloads stream") {
  const std::string large(20'000'000, 'x');
  LoopbackServer server([&](const HttpRequest& request, const Connection& connection) {
    connection.Reply(200, {}, request.method == "PUT" ? std::to_string(request.body.size()) : large);
    return true;
  });
  CurlHttpClient http;
  const StringBody upload(large);
  CHECK(http.Send({.method = "PUT", .url = server.Url("/"), .upload = &upload}).body == "20000000");
  size_t received = 0;
  http.Send({.url = server.Url("/"),
             .sink = [&](std::string_view bytes) { received += bytes.size(); },
             .max_body = 20'000'000});
  CHECK(received == large.size());
}

TEST_CASE("a line break in a header or a URL injects nothing, and secrets are not shown") {
  LoopbackServer server([](const HttpRequest&, const Connection& connection) {
    connection.Reply(200, {}, "");
    return true;
  });
  CurlHttpClient http;
  for (const std::string bad : {"a\r\nX-Injected: 1", "a\nb", "a\rb", "a\x1b"}) {
    CHECK(MessageOf([&] {
            http.Send({.url = server.Url("/"), .headers = {{"Authorization", "Bearer " + bad}}});
          }) ==
          "Get \"" + server.Url("/") + "\": net/http: invalid header field value for \"Authorization\"");
    CHECK(MessageOf([&] { http.Send({.url = server.Url("/" + bad)}); }) ==
          "Get request: net/url: invalid control character in URL");
  }
  CHECK(server.connections() == 0);
  CHECK(MessageOf([&] {
          http.Send({.url = "http://me:s3cret@" + FreeAddress() + "/?token=s3cret"});
        }).find("s3cret") == std::string::npos);
}

TEST_CASE("a redirect to another host does not take the credentials along") {
  std::string seen = "nothing";
  LoopbackServer other([&](const HttpRequest& request, const Connection& connection) {
    seen = request.headers.Find("Authorization").value_or("");
    connection.Reply(200, {}, "moved");
    return true;
  });
  LoopbackServer server([&](const HttpRequest&, const Connection& connection) {
    connection.Reply(307, {{"Location", other.Url("/there")}}, "");
    return true;
  });
  CurlHttpClient http;
  const HttpRequest request{.url = server.Url("/"), .headers = {{"Authorization", "Bearer secret"}}};
  const HttpResponse response = http.Send(request);
  CHECK(response.body == "moved");
  CHECK(response.url == other.Url("/there"));
  CHECK(seen.empty());
}

TEST_CASE("redirects in a circle, and to other schemes, end") {
  LoopbackServer server([](const HttpRequest& request, const Connection& connection) {
    connection.Reply(302, {{"Location", request.url == "/file" ? "file:///etc/passwd" : "/again"}}, "");
    return true;
  });
  CurlHttpClient http;
  CHECK_THROWS_AS(http.Send({.url = server.Url("/")}), TransportError);
  CHECK_THROWS_AS(http.Send({.url = server.Url("/file")}), TransportError);
  CHECK_THROWS_AS(http.Send({.url = "file:///etc/passwd"}), TransportError);
}

TEST_CASE("a server that is not there") {
  const std::string address = FreeAddress();
  CurlHttpClient http;
  CHECK(MessageOf([&] { http.Send({.url = "http://" + address + "/v2/"}); }) ==
        "Get \"http://" + address + "/v2/\": dial tcp " + address + ": connect: connection refused");
}

TEST_CASE("a server that speaks no TLS") {
  LoopbackServer server([](const HttpRequest&, const Connection&) { return false; });
  CurlHttpClient http;
  CHECK(MessageOf([&] {
          http.Send({.url = "https://" + server.address() + "/"});
        }).ends_with("http: server gave HTTP response to HTTPS client"));
}

TEST_CASE("endless replies are cut") {
  LoopbackServer server([](const HttpRequest& request, const Connection& connection) {
    if (request.url == "/headers") {
      connection.Write("HTTP/1.1 200 OK\r\n");
      while (connection.Write("X-Header: x\r\n")) {
      }
    } else {
      connection.Write(request.url == "/bad" ? "HTTP/1.1 500 X\r\n\r\n" : "HTTP/1.1 200 OK\r\n\r\n");
      while (connection.Write(std::string(65536, 'x'))) {
      }
    }
    return false;
  });
  CurlHttpClient http;
  CHECK(MessageOf([&] {
          http.Send({.url = server.Url("/"), .max_body = 100'000});
        }).ends_with("response is longer than 100000 bytes"));
  CHECK_THROWS_AS(http.Send({.url = server.Url("/bad")}), TransportError);
  CHECK_THROWS_AS(http.Send({.url = server.Url("/headers")}), TransportError);
}

TEST_CASE("a reply that is cut off is an error, and is tried again") {
  std::atomic<int> requests = 0;
  LoopbackServer server([&](const HttpRequest&, const Connection& connection) {
    if (++requests < 3) {
      connection.Write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
      return false;
    }
    connection.Reply(200, {}, "the whole");
    return true;
  });
  CurlHttpClient http;
  CHECK(MessageOf([&] { http.Send({.url = server.Url("/")}); }).ends_with("unexpected EOF"));
  RetryingHttpClient retrying(http, 5, [](milliseconds) {});
  CHECK(retrying.Send({.url = server.Url("/")}).body == "the whole");
}

TEST_CASE("a silent server is given up") {
  LoopbackServer server([](const HttpRequest&, const Connection&) {
    std::this_thread::sleep_for(milliseconds(1000));
    return false;
  });
  CurlHttpClient http({.response_header_timeout = milliseconds(200)});
  CHECK(
      MessageOf([&] { http.Send({.url = server.Url("/")}); }).ends_with("timeout awaiting response headers"));
}

TEST_CASE("a server that drips is given up") {
  LoopbackServer server([](const HttpRequest& request, const Connection& connection) {
    if (request.url == "/body") connection.Write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
    if (request.url == "/header") connection.Write("HTTP/1.1 200 OK\r\nX-");
    while (connection.Write("x")) std::this_thread::sleep_for(milliseconds(50));
    return false;
  });
  // Too slow all the time; and fast enough for that, but without end.
  const CurlOptions stalls{.response_header_timeout = milliseconds(500),
                           .stall_timeout = std::chrono::seconds(1)};
  const CurlOptions lasts{.slowest_rate = 1'000'000, .longest_wait = std::chrono::seconds(1)};
  for (const char* path : {"/body", "/header"}) {
    CAPTURE(path);
    CHECK_THROWS_AS(CurlHttpClient(stalls).Send({.url = server.Url(path)}), TransportError);
    try {
      CurlHttpClient(lasts).Send({.url = server.Url(path), .max_body = 1'000'000});
      FAIL("it ended");
    } catch (const TransportError& error) {
      CHECK_FALSE(error.retryable());
    }
  }
}

TEST_CASE("a proxy that is not there, or wants a password, is named") {
  const std::string dead = FreeAddress();
  LoopbackServer refusing([](const HttpRequest&, const Connection& connection) {
    connection.Reply(407, {{"Proxy-Authenticate", "Basic realm=x"}}, "");
    return true;
  });
  CurlHttpClient http;
  const auto failure = [&](const std::string& proxy) {
    setenv("HTTPS_PROXY", proxy.c_str(), 1);
    try {
      http.Send({.url = "https://registry.example.invalid/v2/"});
    } catch (const TransportError& error) {
      CHECK(error.kind() == TransportError::Kind::kProxy);
      return error.message() + " | " + (error.notes().empty() ? "" : error.notes()[0]);
    }
    return std::string("it worked");
  };
  const std::string request = "Get \"https://registry.example.invalid/v2/\": ";
  CHECK(failure("http://me:s3cret@" + dead) ==
        request + "proxyconnect tcp: dial tcp " + dead +
            ": connect: connection refused | the proxy is http://***@" + dead + ", from HTTPS_PROXY");
  CHECK(failure(refusing.Url("")) ==
        request + "Proxy Authentication Required | the proxy is " + refusing.Url("") + ", from HTTPS_PROXY");
  CHECK(failure("http://proxy.invalid:3128")
            .starts_with(request + "proxyconnect tcp: dial tcp: lookup proxy.invalid on "));
  unsetenv("HTTPS_PROXY");
  CHECK(MessageOf([&] {
          http.Send({.url = "https://registry.example.invalid/v2/"});
        }).starts_with(request + "dial tcp: lookup registry.example.invalid on "));
}

TEST_CASE("what a sink throws comes out") {
  LoopbackServer server([](const HttpRequest&, const Connection& connection) {
    connection.Reply(200, {}, "body");
    return true;
  });
  CurlHttpClient http;
  const HttpRequest request{.url = server.Url("/"),
                            .sink = [](std::string_view) { throw Error("disk full"); }};
  CHECK(MessageOf([&] { http.Send(request); }) == "disk full");
  CHECK(http.Send({.url = server.Url("/")}).body == "body");
}

TEST_CASE("several threads share a client") {
  LoopbackServer server([](const HttpRequest& request, const Connection& connection) {
    connection.Reply(200, {}, request.url);
    return true;
  });
  CurlHttpClient http;
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 50; ++i) {
        const std::string path = "/" + std::to_string(thread) + "/" + std::to_string(i);
        if (http.Send({.url = server.Url(path)}).body == path) ++good;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(good == 400);
  CHECK(server.connections() <= 8);
}

TEST_CASE("proxies are asked, but not for loopback") {
  std::string asked;
  LoopbackServer proxy([&](const HttpRequest& request, const Connection& connection) {
    asked = request.url;
    connection.Reply(200, {}, "from the proxy");
    return true;
  });
  LoopbackServer server([](const HttpRequest&, const Connection& connection) {
    connection.Reply(200, {}, "direct");
    return true;
  });
  setenv("http_proxy", proxy.Url("").c_str(), 1);
  CurlHttpClient http;
  CHECK(http.Send({.url = "http://example.invalid/x"}).body == "from the proxy");
  CHECK(asked == "http://example.invalid/x");
  CHECK(http.Send({.url = server.Url("/")}).body == "direct");
  unsetenv("http_proxy");
}

TEST_CASE("a registry that wants tokens, over the wire") {
  oci::FakeRegistry registry;
  registry.wanted_token = "t0k3n";
  LoopbackServer server([&](const HttpRequest& request, const Connection& connection) {
    HttpRequest full = request;
    full.url = "http://" + *request.headers.Find("Host") + request.url;
    const HttpResponse response = registry.Send(full);
    HttpHeaders headers = response.headers;
    if (request.method == "HEAD" && !headers.Find("Content-Length")) headers.Add("Content-Length", "0");
    connection.Reply(response.status, headers, response.body);
    return true;
  });
  const oci::Reference image = registry.AddImage(server.address() + "/app/a:1", {{"f", "x"}});
  CurlHttpClient http;
  const oci::RegistryClient client(http, registry.keychain(), {});
  CHECK(client.Resolve(oci::Reference::Parse(server.address() + "/app/a:1")).digest == *image.digest());
  const oci::Manifest manifest = oci::Manifest::Parse(client.GetManifest(image).bytes);
  CHECK(client.ReadBlob(image.repository(), manifest.config).starts_with("{"));
  const StringBody body("content");
  client.UploadBlob(image.repository(), Digest::Of("content"), body);
  CHECK(client.HasBlob(image.repository(), Digest::Of("content")));
  CHECK(registry.CountRequests("GET /token") == 2);
}

}  // namespace pkgrepo::net
