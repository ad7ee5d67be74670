// libcurl's client against a real connection, with all that can go wrong with one.

#include <doctest/doctest.h>
#include <stdlib.h>

#include <map>
#include <thread>

#include "base/file_system.h"
#include "net/curl_http_client.h"
#include "net/file_body.h"
#include "net/retrying_http_client.h"
#include "oci/registry_client.h"
#include "served_registry.h"

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
    const std::string line(50'000, 'x');
    const std::map<std::string, std::pair<std::string, std::string>> endless_heads = {
        {"/fields", {"HTTP/1.1 200 OK\r\n", "X-Header: x\r\n"}},
        {"/large-fields", {"HTTP/1.1 200 OK\r\n", "X-Header: " + line + "\r\n"}},
        {"/one-field", {"HTTP/1.1 200 OK\r\nX-Header: ", line}},
        {"/interim", {"", "HTTP/1.1 100 Continue\r\nX-Header: x\r\n\r\n"}},
        {"/trailers",
         {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n", "X-Trailer: x\r\n"}}};
    const auto head = endless_heads.find(request.url);
    if (head != endless_heads.end()) {
      connection.Write(head->second.first);
      while (connection.Write(head->second.second)) {
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
  CHECK(MessageOf([&] {
          http.Send({.url = server.Url("/bad"), .max_body = int64_t{1} << 40});
        }).ends_with("response is longer than 4194304 bytes"));
  for (const char* path : {"/", "/fields"}) {
    try {
      http.Send({.url = server.Url(path)});
      FAIL("it ended");
    } catch (const TransportError& error) {
      CHECK(error.hint().starts_with("check the address"));
    }
  }
  for (const char* path : {"/fields", "/large-fields", "/interim", "/trailers"}) {
    CAPTURE(path);
    const std::string line = "Get \"" + server.Url(path) + "\": ";
    CHECK(MessageOf([&] { http.Send({.url = server.Url(path)}); }) ==
          line + "header fields are longer than 262144 bytes");
  }
  CHECK_THROWS_AS(http.Send({.url = server.Url("/one-field")}), TransportError);  // in libcurl's words
}

TEST_CASE("what comes behind the length that a reply claims is no reply to the next request") {
  std::atomic<int> requests = 0;
  LoopbackServer server([&](const HttpRequest&, const Connection& connection) {
    ++requests;
    connection.Write(
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood"
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
    return true;
  });
  CurlHttpClient http;
  for (int i = 1; i <= 3; ++i) {
    CHECK(http.Send({.url = server.Url("/")}).body == "good");
    CHECK(requests == i);
  }
}

TEST_CASE("answers to questions may be compressed, and are bounded as what they are; what goes to a sink comes as it is") {
  const std::string compressed("\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\x4b\x4c\xa4\x3d\x00\x00\x64\x7a\x70\xaf\x64\x00\x00\x00", 24);
  LoopbackServer server([&](const HttpRequest& request, const Connection& connection) {
    const bool may_compress = request.headers.Find("Accept-Encoding") == "gzip";
    connection.Reply(200, {{"Content-Encoding", "gzip"}}, may_compress ? compressed : "as it is");
    return true;
  });
  CurlHttpClient http;
  CHECK(http.Send({.url = server.Url("/")}).body == std::string(100, 'a'));
  CHECK(MessageOf([&] { http.Send({.url = server.Url("/"), .max_body = 50}); }).ends_with("response is longer than 50 bytes"));
  std::string received;
  http.Send({.url = server.Url("/"), .sink = [&](std::string_view bytes) { received += bytes; }});
  CHECK(received == "as it is");
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
      CHECK(error.hint().starts_with("try again"));
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
  LoopbackServer server(ServeRegistry(registry));
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

TEST_CASE("a server is trusted for a certificate of a known authority that names it") {
  const auto answer = [](const HttpRequest&, const Connection& connection) {
    connection.Reply(200, {}, "secret");
    return true;
  };
  const CertificateAuthority authority("authority"), other("another"), of_same_name("authority");
  const LoopbackServer good(answer, authority.Issue("IP:127.0.0.1"));
  const LoopbackServer misnamed(answer, authority.Issue("IP:127.0.0.2,DNS:registry.example.com"));
  const auto get = [](const LoopbackServer& server, const CurlOptions& options) {
    return CurlHttpClient(options).Send({.url = server.Url("/")}).body;
  };
  const auto failure = [&](const LoopbackServer& server, const CurlOptions& options) {
    try {
      return get(server, options);
    } catch (const TransportError& error) {
      CHECK_FALSE(error.retryable());
      const bool is_unknown = error.kind() == TransportError::Kind::kUnknownAuthority;
      return error.message() + (is_unknown ? " (unknown)" : "");
    }
  };
  const auto refusal = [](const LoopbackServer& server, const std::string& reason) {
    return "Get \"" + server.Url("/") + "\": tls: failed to verify certificate: x509: " + reason;
  };
  const std::string unknown = "certificate signed by unknown authority (unknown)";
  CHECK(get(good, {.ca_certificates = authority.certificate()}) == "secret");
  CHECK(get(good, {.ca_certificates = other.certificate() + authority.certificate()}) == "secret");
  CHECK(failure(good, {}) == refusal(good, unknown));
  CHECK(failure(good, {.ca_certificates = other.certificate()}) == refusal(good, unknown));
  CHECK(failure(good, {.ca_certificates = of_same_name.certificate()}) == refusal(good, unknown));
  CHECK(failure(misnamed, {.ca_certificates = authority.certificate()}) ==
        refusal(misnamed, "certificate is not valid for 127.0.0.1"));
  CHECK(get(good, {.verify_certificates = false}) == "secret");
  CHECK(get(misnamed, {.verify_certificates = false}) == "secret");
}

}  // namespace pkgrepo::net
