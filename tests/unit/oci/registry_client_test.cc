#include "oci/registry_client.h"

#include <doctest/doctest.h>

#include "net/file_body.h"
#include "support/fake_http_client.h"
#include "support/fake_registry.h"
#include "support/memory_file_system.h"

namespace pkgrepo::oci {
namespace {

class Fixture {
 public:
  FakeRegistry registry;
  RegistryClient client{registry, registry.keychain(), {}};
  Reference reference = Reference::Parse("127.0.0.1:5000/app/a:1");
};

template <typename Function>
std::string MessageOf(Function function) {
  try {
    function();
  } catch (const Error& error) {
    return error.message();
  }
  return "";
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "a tag is resolved with HEAD alone") {
  const Reference image = registry.AddImage(reference.ToString(), {{"f", "x"}});
  const Descriptor descriptor = client.Resolve(reference);
  CHECK(descriptor.digest == *image.digest());
  CHECK(descriptor.media_type == kDockerManifest);
  CHECK(descriptor.size > 0);
  CHECK(registry.requests == std::vector<std::string>{"GET /v2/", "HEAD /v2/app/a/manifests/1"});
}

TEST_CASE_FIXTURE(Fixture, "what is not there is absent, or an error with the registry's explanation") {
  CHECK_FALSE(client.Find(reference).has_value());
  CHECK(MessageOf([&] { client.Resolve(reference); }) ==
        "GET http://127.0.0.1:5000/v2/app/a/manifests/1: MANIFEST_UNKNOWN: unknown; 1");
}

TEST_CASE_FIXTURE(Fixture, "manifests and blobs are checked against their digests") {
  const Reference image = registry.AddImage(reference.ToString(), {{"f", "x"}});
  const FetchedManifest fetched = client.GetManifest(image);
  CHECK(Digest::Of(fetched.bytes) == *image.digest());
  const Manifest manifest = Manifest::Parse(fetched.bytes);
  CHECK(client.ReadBlob(image.repository(), manifest.config).starts_with("{"));

  registry.manifests[image.ToString()].bytes += " ";
  CHECK_THROWS_AS(client.GetManifest(image), Error);
  registry.damages_blobs = true;
  CHECK(MessageOf([&] {
          client.ReadBlob(image.repository(), manifest.config);
        }).starts_with("error verifying sha256 checksum"));
}

TEST_CASE_FIXTURE(Fixture, "a blob that is shorter or longer than said is refused") {
  Descriptor blob = registry.AddBlob(reference.repository(), "m", "content");
  blob.size = 8;
  CHECK(
      MessageOf([&] { client.ReadBlob(reference.repository(), blob); }).starts_with("error verifying size"));
  blob.size = 6;
  CHECK_THROWS_AS(client.ReadBlob(reference.repository(), blob), Error);
  blob.size = kMaxManifestSize + 1;
  CHECK_THROWS_AS(client.ReadBlob(reference.repository(), blob), Error);
}

TEST_CASE("a transfer that breaks is taken up again") {
  const std::string content = "0123456789";
  int attempts = 0;
  net::FakeHttpClient http([&](const net::HttpRequest& request) -> net::HttpResponse {
    if (!request.sink) return {.status = 200};
    ++attempts;
    request.sink(std::string_view(content).substr(0, attempts == 1 ? 4 : 10));
    if (attempts == 1) throw net::TransportError("broken", true);
    return {.status = 200};
  });
  FakeRegistry nobody;
  const RegistryClient client(http, nobody.keychain(), {});
  const Descriptor blob{.media_type = "m", .size = 10, .digest = Digest::Of(content)};
  // The fake sends the sink an empty body at the end; nothing is doubled.
  CHECK(client.ReadBlob(Repository::Parse("127.0.0.1:5000/app/a"), blob) == content);
  CHECK(attempts == 2);
}

TEST_CASE("a layer that may not be distributed comes from elsewhere if the registry has it not") {
  net::FakeHttpClient http([](const net::HttpRequest& request) -> net::HttpResponse {
    if (request.url.ends_with("/v2/")) return {.status = 200};
    return request.url == "http://elsewhere/layer" ? net::HttpResponse{.status = 200, .body = "layer"}
                                                   : net::HttpResponse{.status = 404};
  });
  FakeRegistry nobody;
  const RegistryClient client(http, nobody.keychain(), {});
  const Repository repository = Repository::Parse("127.0.0.1:5000/app/a");
  Descriptor blob{.media_type = std::string(kDockerForeignLayer),
                  .size = 5,
                  .digest = Digest::Of("layer"),
                  .urls = {"http://elsewhere/layer"}};
  CHECK(client.ReadBlob(repository, blob) == "layer");
  blob.media_type = kDockerLayer;
  CHECK_THROWS_AS(client.ReadBlob(repository, blob), RegistryError);
}

TEST_CASE("a list of tags without an end is an error") {
  for (const bool in_a_circle : {true, false}) {
    int page = 0;
    net::FakeHttpClient http([&](const net::HttpRequest& request) -> net::HttpResponse {
      if (request.url.ends_with("/v2/")) return {.status = 200};
      const std::string last = in_a_circle ? "x" : std::to_string(++page);
      return {.status = 200,
              .headers = {{"Link", "</v2/app/a/tags/list?n=2&last=" + last + ">; rel=\"next\""}},
              .body = R"({"tags":["a"]})"};
    });
    const FakeRegistry nobody;
    RegistryClient client(http, nobody.keychain(), {});
    CHECK(MessageOf([&] {
            client.ListTags(Repository::Parse("127.0.0.1:5000/app/a"));
          }).ends_with(": the list of tags does not end"));
  }
}

TEST_CASE("tags without a name count, too") {
  std::string page = R"({"tags":[)";
  for (int i = 0; i < 100'000; ++i) page += "\"\",";
  page += "\"\"]}";
  int requests = 0;
  net::FakeHttpClient http([&](const net::HttpRequest& request) -> net::HttpResponse {
    if (request.url.ends_with("/v2/") || ++requests > 100) return {.status = 200};
    const std::string next = "</v2/a/tags/list?last=" + std::to_string(requests) + ">; rel=next";
    return {.status = 200, .headers = {{"Link", next}}, .body = page};
  });
  const FakeRegistry nobody;
  RegistryClient client(http, nobody.keychain(), {});
  CHECK(MessageOf([&] {
          client.ListTags(Repository::Parse("127.0.0.1:5000/a/b"));
        }).ends_with(": the list of tags does not end"));
}

TEST_CASE("replies that are compressed without being asked for are refused") {
  // Nothing looks further than the first bytes of a gzip stream.
  const std::string compressed("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10);
  std::string encoded = "/manifests/";
  net::FakeHttpClient http([&](const net::HttpRequest& request) -> net::HttpResponse {
    if (request.url.find(encoded) != std::string::npos && request.method == "GET") {
      return {.status = 200, .headers = {{"Content-Encoding", "gzip"}}, .body = compressed};
    }
    if (request.url.ends_with("/v2/") && encoded == "/token") {
      return {.status = 401, .headers = {{"WWW-Authenticate", "Bearer realm=\"https://auth.io/token\""}}};
    }
    return {.status = 200};  // HEAD of a manifest: without a digest
  });
  const FakeRegistry nobody;
  const auto failure = [&](const auto& call) {
    const RegistryClient client(http, nobody.keychain(), {});
    try {
      call(client);
    } catch (const Error& error) {
      CHECK_FALSE(error.hint().empty());
      return error.message();
    }
    return std::string("it worked");
  };
  const std::string reason = ": the reply has the content encoding 'gzip', which was not asked for";
  const Reference tagged = Reference::Parse("ghcr.io/a/b:1");
  const Reference pinned = Reference::WithDigest(tagged.repository(), Digest::Of("{}"));
  // Without the check the compressed bytes would have a digest like any others.
  CHECK(failure([&](const RegistryClient& client) { client.Resolve(tagged); }) ==
        "GET https://ghcr.io/v2/a/b/manifests/1" + reason);
  CHECK(failure([&](const RegistryClient& client) { client.GetManifest(pinned); }) ==
        "GET https://ghcr.io/v2/a/b/manifests/" + pinned.digest()->ToString() + reason);
  encoded = "/tags/list";
  CHECK(failure([&](const RegistryClient& client) { client.ListTags(tagged.repository()); }) ==
        "GET https://ghcr.io/v2/a/b/tags/list?n=1000" + reason);
  encoded = "/token";
  CHECK(failure([&](const RegistryClient& client) { client.GetManifest(tagged); }) ==
        "GET https://auth.io/token?scope=repository%3Aa%2Fb%3Apull&service=" + reason);
  encoded = "/blobs/";
  const Descriptor blob{.media_type = "m", .size = 10, .digest = Digest::Of("0123456789")};
  CHECK(failure([&](const RegistryClient& client) {
          client.ReadBlob(tagged.repository(), blob);
        }).starts_with("error verifying sha256 checksum after reading 10 bytes"));
}

TEST_CASE("replies have limits, whatever they are for") {
  size_t size = 0;
  std::string endless;
  net::FakeHttpClient http([&](const net::HttpRequest& request) -> net::HttpResponse {
    if (request.url.find(endless) != std::string::npos)
      return {.status = 200, .body = std::string(size, ' ')};
    return {.status = 401, .headers = {{"WWW-Authenticate", "Bearer realm=\"https://auth.io/token\""}}};
  });
  MemoryFileSystem files;
  const NoProcesses processes;
  const Reference reference = Reference::Parse("ghcr.io/a/b:1");
  const auto failure = [&](const std::string& url, size_t length, const auto& call) {
    const Keychain keychain({.flags = {.registry_token = url == "/token" ? "" : "t"}}, files, processes);
    const RegistryClient client(http, keychain, {});
    endless = url;
    size = length;
    return MessageOf([&] { call(client); });
  };
  const auto get = [&](const RegistryClient& client) { client.GetManifest(reference); };
  const auto list = [&](const RegistryClient& client) { client.ListTags(reference.repository()); };
  constexpr const char* kTooLarge = ": response is too large";
  CHECK(failure("/manifests/", (4 << 20) + 1, get) ==
        "GET \"https://ghcr.io/v2/a/b/manifests/1\"" + std::string(kTooLarge));
  CHECK(failure("/token", (1 << 20) + 1, get).ends_with(kTooLarge));
  CHECK(failure("/token", 1 << 20, get).ends_with(": no token in bearer response"));
  CHECK(failure("/tags/list", (16 << 20) + 1, list).ends_with(kTooLarge));
  CHECK(failure("/tags/list", 16 << 20, list) ==
        "GET https://ghcr.io/v2/a/b/tags/list?n=1000: malformed list of tags");
}

TEST_CASE_FIXTURE(Fixture, "uploads, mounts and tags") {
  const Repository& repository = reference.repository();
  const net::StringBody body("content");
  CHECK_FALSE(client.HasBlob(repository, Digest::Of("content")));
  client.UploadBlob(repository, Digest::Of("content"), body);
  CHECK(client.HasBlob(repository, Digest::Of("content")));

  const Repository other = Repository::Parse("127.0.0.1:5000/app/b");
  CHECK(client.MountBlob(other, Digest::Of("content"), repository));
  CHECK(client.HasBlob(other, Digest::Of("content")));
  CHECK_FALSE(client.MountBlob(other, Digest::Of("nothing"), repository));
  CHECK(registry.CountRequests("DELETE ") == 1);  // the upload that a failed mount begins is called off
  CHECK_FALSE(client.MountBlob(other, Digest::Of("content"), Repository::Parse("ghcr.io/app/a")));

  client.PutManifest(reference, kDockerManifest, "{}");
  client.PutManifest(Reference::WithTag(repository, "10"), kDockerManifest, "{}");
  CHECK(client.ListTags(repository) == std::vector<std::string>{"1", "10"});
}

TEST_CASE("a registry that denies says which keychain is missing") {
  net::FakeHttpClient http([](const net::HttpRequest& request) -> net::HttpResponse {
    return {.status = request.url.ends_with("/v2/") ? 200 : 403};
  });
  const MemoryFileSystem files;
  const NoProcesses processes;
  const Keychain keychain({.clouds = {"gke"}, .clouds_advice = "which is missing"}, files, processes);
  RegistryClient client(http, keychain, {});
  CHECK(MessageOf([&] { client.GetManifest(Reference::Parse("gcr.io/a/b:1")); })
            .starts_with("GET https://gcr.io/v2/a/b/manifests/1: unexpected status code 403 Forbidden (the "
                         "keychain gke, which is missing)"));
  CHECK(MessageOf([&] { client.GetManifest(Reference::Parse("example.com/a/b:1")); }) ==
        "GET https://example.com/v2/a/b/manifests/1: unexpected status code 403 Forbidden");
}

TEST_CASE_FIXTURE(Fixture, "bearer tokens are fetched once a scope") {
  registry.AddImage(reference.ToString(), {{"f", "x"}});
  registry.wanted_token = "t0k3n";
  client.Resolve(reference);
  client.Resolve(reference);
  CHECK(registry.CountRequests("GET /token") == 1);
  client.PutManifest(reference, kDockerManifest, "{}");
  CHECK(registry.CountRequests("GET /token") == 2);
  registry.wanted_token = "renewed";  // the old one has run out
  client.Resolve(reference);
  CHECK(registry.CountRequests("GET /token") == 3);
}

TEST_CASE_FIXTURE(Fixture, "a registry that is not there") {
  registry.absent_hosts = {"127.0.0.1:5000", "ghcr.io"};
  const RegistryClient prefixing(registry, registry.keychain(), {.connect_error_prefix = "Connecting: "});
  CHECK(MessageOf([&] { prefixing.Resolve(reference); }) ==
        "Connecting: "
        "Get \"https://127.0.0.1:5000/v2/\": connection refused; "
        "Get \"http://127.0.0.1:5000/v2/\": connection refused");
  CHECK(MessageOf([&] { client.Resolve(Reference::Parse("ghcr.io/a/b")); }) ==
        "Get \"https://ghcr.io/v2/\": connection refused");
}

TEST_CASE("a list of tags in pages, which do not lead to another host") {
  net::FakeHttpClient http([&](const net::HttpRequest& request) -> net::HttpResponse {
    if (request.url.ends_with("/v2/")) return {.status = 200};
    if (request.url.ends_with("n=1000")) {
      return {.status = 200,
              .headers = {{"Link", "</v2/app/a/tags/list?n=2&last=b>; rel=\"next\""}},
              .body = R"({"tags":["b"]})"};
    }
    return {
        .status = 200, .headers = {{"Link", "<http://evil/x>; rel=\"next\""}}, .body = R"({"tags":["a"]})"};
  });
  FakeRegistry nobody;
  const RegistryClient client(http, nobody.keychain(), {});
  CHECK_THROWS_WITH_AS(client.ListTags(Repository::Parse("127.0.0.1:5000/app/a")),
                       doctest::Contains("goes on at another host, http://evil/x"), Error);
  CHECK(http.requests().size() == 3);
}

TEST_CASE("a registry that stores something else is noticed") {
  net::FakeHttpClient http([](const net::HttpRequest& request) -> net::HttpResponse {
    if (request.method == "GET") return {.status = 200};
    return {.status = 201, .headers = {{"Docker-Content-Digest", Digest::Of("else").ToString()}}};
  });
  FakeRegistry nobody;
  const RegistryClient client(http, nobody.keychain(), {});
  CHECK_THROWS_AS(client.PutManifest(Reference::Parse("127.0.0.1:5000/app/a:1"), kDockerManifest, "{}"),
                  Error);
}

TEST_CASE("credentials do not travel unencrypted because a registry says so") {
  MemoryFileSystem files;
  NoProcesses processes;
  const Keychain keychain({.flags = {.username = "u", .password = "p"}}, files, processes);
  net::FakeHttpClient http([](const net::HttpRequest&) -> net::HttpResponse {
    return {.status = 401, .headers = {{"WWW-Authenticate", "Bearer realm=\"http://evil/token\""}}};
  });
  const RegistryClient client(http, keychain, {});
  CHECK(MessageOf([&] { client.Resolve(Reference::Parse("ghcr.io/a/b")); }).find("unencrypted") !=
        std::string::npos);
  CHECK(http.requests() == std::vector<std::string>{"GET https://ghcr.io/v2/"});
}

}  // namespace pkgrepo::oci
