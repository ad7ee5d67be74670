#include "cache/http_store.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

#include "base/error.h"
#include "support/fake_http_client.h"

namespace pkgrepo::cache {
namespace {

using net::FakeHttpClient;
using net::HttpRequest;
using net::HttpResponse;

const Digest kOne = Digest::Of("one");

HttpResponse Answer(int status, std::string body = "") { return {.status = status, .body = std::move(body)}; }

TEST_CASE("The protocol is that of Bazel's remote cache") {
  std::string sent;
  FakeHttpClient http([&](const HttpRequest& request) {
    sent += request.body;
    return Answer(request.method == "PUT" ? 201 : 200, "one");
  });
  HttpStore store("http://cache.example.com/builds/", "", http);
  CHECK(store.Get(Kind::kContent, kOne, 100) == "one");
  store.Put(Kind::kResult, kOne, "a result");
  CHECK(http.requests() == std::vector<std::string>{"GET http://cache.example.com/builds/cas/" + kOne.hex(),
                                                    "PUT http://cache.example.com/builds/ac/" + kOne.hex()});
  CHECK(sent == "a result");
}

TEST_CASE("What is sent to be let in") {
  std::optional<std::string> sent;
  FakeHttpClient http([&](const HttpRequest& request) {
    sent = request.headers.Find("Authorization");
    return Answer(404);
  });
  const auto ask = [&](const std::string& url, const std::string& token) {
    CHECK_FALSE(HttpStore(url, token, http).Get(Kind::kResult, kOne, 100));
    return sent.value_or("none");
  };
  CHECK(ask("https://cache.example.com", "") == "none");
  CHECK(ask("https://me:p%40ss@cache.example.com", "") == "Basic bWU6cEBzcw==");
  CHECK(ask("https://cache.example.com", "secret") == "Bearer secret");
  for (const std::string& request : http.requests()) {
    CHECK(request == "GET https://cache.example.com/ac/" + kOne.hex());
  }
}

TEST_CASE("A server that lies or fails") {
  HttpResponse answer;
  FakeHttpClient http([&](const HttpRequest&) { return answer; });
  HttpStore store("https://cache.example.com", "", http);
  answer = Answer(200, "two");
  CHECK_FALSE(store.Get(Kind::kContent, kOne, 100));
  answer = Answer(500);
  CHECK_THROWS_WITH_AS(
      store.Get(Kind::kContent, kOne, 100),
      ("GET https://cache.example.com/cas/" + kOne.hex() + ": the server answers with HTTP 500").c_str(),
      Error);
  answer = Answer(403);
  CHECK_THROWS_AS(store.Put(Kind::kContent, kOne, "one"), Error);
}

TEST_CASE("Content may be compressed on its way, a result is asked for as it is") {
  std::string asked;
  FakeHttpClient http([&](const HttpRequest& request) {
    asked += request.accept_zstd ? "z" : "-";
    return Answer(404);
  });
  HttpStore store("https://cache.example.com", "", http);
  store.Get(Kind::kContent, kOne, 100);
  store.Get(Kind::kResult, kOne, 100);
  CHECK(asked == "z-");
}

TEST_CASE("Several are asked for at once, and each has its place") {
  std::atomic<int> waiting = 0;
  FakeHttpClient http([&](const HttpRequest& request) {
    ++waiting;
    for (int i = 0; i < 2000 && waiting < 3; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return request.url.ends_with(Digest::Of("two").hex()) ? Answer(404) : Answer(200, "one");
  });
  HttpStore store("https://cache.example.com", "", http);
  const std::vector<std::optional<std::string>> found =
      store.GetAll({{.kind = Kind::kContent, .digest = kOne, .max_size = 100},
                    {.kind = Kind::kContent, .digest = Digest::Of("two"), .max_size = 100},
                    {.kind = Kind::kContent, .digest = Digest::Of("three"), .max_size = 100}});
  CHECK(waiting == 3);
  CHECK(found == std::vector<std::optional<std::string>>{"one", std::nullopt, std::nullopt});
}

TEST_CASE("A server that is slow has failed, one that takes no more has not") {
  HttpResponse answer = Answer(200, "one");
  std::chrono::milliseconds wait{0};
  FakeHttpClient http([&](const HttpRequest&) {
    std::this_thread::sleep_for(wait);
    return answer;
  });
  HttpStore store("https://cache.example.com", "", http);
  CHECK(store.Get(Kind::kContent, kOne, 100));
  wait = std::chrono::milliseconds(2100);
  CHECK_THROWS_AS(store.Get(Kind::kContent, kOne, 100), Error);
  wait = std::chrono::milliseconds(0);
  answer = Answer(413);
  store.Put(Kind::kContent, kOne, "one");
}

// What a server of this manner keeps of a large content, and as what each request came.
struct Kept {
  std::string log;
  std::string bytes;
};
Kept PutLarge(const std::function<int(const HttpRequest&, bool is_right)>& answer) {
  const std::string large(100'000, 'x');
  Kept kept;
  FakeHttpClient http([&](const HttpRequest& request) {
    const bool is_encoded = request.headers.Find("Content-Encoding") == "zstd";
    // The test knows no zstd: only the frame that asks is not what it is named by.
    const bool is_right = request.body.find("pkgrepo") == std::string::npos;
    const int status = answer(request, is_right);
    kept.log += (is_encoded ? "zstd " : "plain ") + std::to_string(status) + "\n";
    if (status == 201) kept.bytes = request.body;
    if (is_encoded) CHECK(request.headers.Find("X-Digest-SizeBytes") == (is_right ? "100000" : "7"));
    return Answer(status);
  });
  HttpStore store("https://cache.example.com", "", http);
  store.Put(Kind::kContent, Digest::Of(large), large);
  store.Put(Kind::kContent, Digest::Of(large), large);
  return kept;
}

TEST_CASE("Large content goes in zstd to servers that decode it") {
  const Kept kept = PutLarge([](const HttpRequest&, bool is_right) { return is_right ? 201 : 400; });
  CHECK(kept.log == "zstd 400\nzstd 201\nzstd 201\n");
  CHECK(kept.bytes.starts_with("\x28\xb5\x2f\xfd"));
  CHECK(kept.bytes.size() < 1000);
}

TEST_CASE("Large content goes as it is to servers that do not know encodings") {
  const Kept kept = PutLarge([](const HttpRequest&, bool) { return 201; });
  CHECK(kept.log == "zstd 201\nplain 201\nplain 201\n");
  CHECK(kept.bytes.size() == 100'000);
}

TEST_CASE("Large content goes as it is to servers that refuse encodings") {
  const Kept kept = PutLarge(
      [](const HttpRequest& request, bool) { return request.headers.Find("Content-Encoding") ? 415 : 201; });
  CHECK(kept.log == "zstd 415\nzstd 415\nplain 201\nplain 201\n");
}

TEST_CASE("What is no URL of a cache") {
  FakeHttpClient http([](const HttpRequest&) { return Answer(404); });
  CHECK_THROWS_AS(HttpStore("https://", "", http), Error);
  CHECK_THROWS_AS(HttpStore("https://cache.example.com/?key=1", "", http), Error);
  CHECK(HttpStore::IsUrl("http://cache"));
  CHECK_FALSE(HttpStore::IsUrl("/var/cache/http://"));
}

}  // namespace
}  // namespace pkgrepo::cache
