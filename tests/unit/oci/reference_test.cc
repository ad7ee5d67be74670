#include "oci/reference.h"

#include <doctest/doctest.h>

#include <vector>

#include "base/error.h"

namespace pkgrepo::oci {
namespace {

const std::string kDigest = "sha256:" + std::string(64, 'a');

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

TEST_CASE("references in normal form") {
  const std::pair<std::string, std::string> cases[] = {
      {"nginx", "index.docker.io/library/nginx:latest"},
      {"nginx:1.25", "index.docker.io/library/nginx:1.25"},
      {"docker.io/nginx", "index.docker.io/library/nginx:latest"},
      {"acme/app", "index.docker.io/acme/app:latest"},
      {"ghcr.io/acme/app:v1", "ghcr.io/acme/app:v1"},
      {"localhost/app", "localhost/app:latest"},
      {"127.0.0.1:5000/acme/app", "127.0.0.1:5000/acme/app:latest"},
      {"[::1]:5000/app", "[::1]:5000/app:latest"},
      {"ghcr.io/app:", "ghcr.io/app:latest"},
      {"ghcr.io/app@" + kDigest, "ghcr.io/app@" + kDigest},
      {"ghcr.io/app:v1@" + kDigest, "ghcr.io/app@" + kDigest},
      {"app@" + kDigest, "index.docker.io/library/app@" + kDigest}};
  for (const auto& entry : cases) {
    const auto& [text, normal] = entry;
    CAPTURE(entry.first);
    const Reference reference = Reference::Parse(text);
    CHECK(reference.ToString() == normal);
    CHECK(reference.text() == text);
  }
}

TEST_CASE("what is no reference") {
  for (const std::string& text : std::vector<std::string>{
           "", "a", "ghcr.io/a", "UPPER/app", "app:bad tag", "app@sha256:aa",
           "app@md5:" + std::string(64, 'a'), "app@sha256:" + std::string(64, 'A'), "a b/app",
           "x@y@" + kDigest, "app:..", "app:.", "ghcr.io/a/../b", "ghcr.io/../b", "ghcr.io/a/./b",
           "ghcr.io/a/..", "../a", "app:" + std::string(129, 't'), std::string(256, 'r')}) {
    CAPTURE(text);
    CHECK(MessageOf([&] { Reference::Parse(text); }) == "could not parse reference: " + text);
  }
}

TEST_CASE("parts that are parsed by themselves say what is wrong") {
  CHECK(MessageOf([] { Repository::Parse(""); }) == "a repository name must be specified");
  CHECK(MessageOf([] { Repository::Parse("127.0.0.1:5000/a"); }) ==
        "repository must be between 2 and 255 characters in length: a");
  CHECK(MessageOf([] { Repository::Parse("app:v1"); }) ==
        "repository can only contain the characters `abcdefghijklmnopqrstuvwxyz0123456789_-./`: app:v1");
  CHECK(MessageOf([] { Repository::Parse("exa mple.com/foo"); }) ==
        "registries must be valid RFC 3986 URI authorities: exa mple.com");
  CHECK(MessageOf([] { Reference::ParseTag("app:bad tag"); }) ==
        "tag can only contain the characters "
        "`abcdefghijklmnopqrstuvwxyz0123456789_-.ABCDEFGHIJKLMNOPQRSTUVWXYZ`: bad tag");
  CHECK(MessageOf([] { Reference::ParseDigest("app:v1"); }) ==
        "a digest must contain exactly one '@' separator (e.g. registry/repository@digest) saw: app:v1");
  CHECK(MessageOf([] { Reference::ParseDigest("app@md5:1"); }) == "unsupported digest algorithm: md5:1");
  CHECK(MessageOf([] { Reference::ParseDigest("app@sha256:1"); }) == "invalid checksum digest length");
  CHECK(MessageOf([] { Reference::ParseDigest("app@sha256:" + std::string(64, 'Z')); }) ==
        "invalid checksum digest format");
}

TEST_CASE("a tag that is none cannot be put into a reference") {
  const Repository repository = Repository::Parse("ghcr.io/acme/app");
  for (const std::string tag :
       {"", ".", "..", "a/b", "../x", "a?b", "a%2fb", "a b", "a\r\nb", "a:b", "a@b"}) {
    CAPTURE(tag);
    CHECK(MessageOf([&] { Reference::WithTag(repository, tag); }).starts_with("tag "));
  }
  CHECK(Reference::WithTag(repository, "-x").tag() == "-x");  // as upstream
}

TEST_CASE("tag and digest") {
  CHECK(Reference::Parse("app/x").tag() == "latest");
  CHECK(Reference::Parse("app/x").written_tag().empty());
  CHECK(Reference::Parse("localhost:5000/app:").written_tag().empty());
  CHECK(Reference::Parse("app/x:1").written_tag() == "1");
  CHECK(Reference::Parse("app/x:1@" + Digest::Of("").ToString()).written_tag() == "1");
  CHECK(Reference::Parse("localhost:5000/xy@" + Digest::Of("").ToString()).written_tag().empty());
  const Reference digest = Reference::Parse("app/x:1@" + kDigest);
  CHECK(digest.tag().empty());
  CHECK(digest.identifier() == kDigest);
}

TEST_CASE("loopback registries") {
  for (const char* host : {"localhost", "localhost:5000", "127.0.0.1:1", "127.1.2.3", "[::1]:5000"}) {
    CAPTURE(host);
    CHECK(IsLoopbackRegistry(host));
  }
  for (const char* host : {"ghcr.io", "127.example.com", "10.0.0.1", "localhost.example.com", "[::2]"}) {
    CAPTURE(host);
    CHECK_FALSE(IsLoopbackRegistry(host));
  }
}

TEST_CASE("registries of private networks") {
  for (const char* host :
       {"10.0.0.1", "10.255.1.2:5000", "172.16.0.1", "172.31.255.255:1", "192.168.1.1:5000", "registry.local",
        "registry.local:5000", "kind.localhost:5000"}) {
    CAPTURE(host);
    CHECK(MaySpeakPlainHttp(host));
  }
  for (const char* host : {"ghcr.io", "172.15.0.1", "172.32.0.1", "192.169.0.1", "11.0.0.1", "10.example.com",
                           "registry.local.example.com", "[fd00::1]:5000"}) {
    CAPTURE(host);
    CHECK_FALSE(MaySpeakPlainHttp(host));
  }
}

}  // namespace pkgrepo::oci
