#include "oci/image.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace pkgrepo::oci {
namespace {

const Digest kDigestA = Digest::FromHex(std::string(64, 'a'));

std::string Quoted(const std::string& text) { return "\"" + text + "\""; }

}  // namespace

TEST_CASE("a config has imgpkg's bytes") {
  ImageConfig config{.diff_ids = {kDigestA}};
  CHECK(config.ToDockerJson("imgpkg") ==
        R"({"architecture":"","created":"0001-01-01T00:00:00Z","history":[{"author":"imgpkg",)"
        R"("created":"0001-01-01T00:00:00Z","created_by":"imgpkg"}],"os":"","rootfs":{"type":"layers",)"
        R"("diff_ids":[")" +
            kDigestA.ToString() + R"("]},"config":{}})");
  config.labels = {{"z", "<&>"}, {"a.b/c", "1"}};
  const std::string labels = R"("config":{"Labels":{"a.b/c":"1","z":"\u003c\u0026\u003e"}}})";
  CHECK(config.ToDockerJson("imgpkg").ends_with(labels));
}

TEST_CASE("a manifest has imgpkg's bytes, and is read as it was written") {
  const Manifest manifest{
      .media_type = std::string(kDockerManifest),
      .config = {.media_type = std::string(kDockerConfig), .size = 2, .digest = kDigestA},
      .layers = {{.media_type = std::string(kDockerLayer), .size = 3, .digest = kDigestA}}};
  const std::string text = manifest.ToDockerJson();
  CHECK(
      text ==
      R"({"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json",)"
      R"("config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":2,"digest":)" +
          Quoted(kDigestA.ToString()) +
          R"(},"layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":3,"digest":)" +
          Quoted(kDigestA.ToString()) + "}]}");
  const Manifest read = Manifest::Parse(text);
  CHECK(read.media_type == kDockerManifest);
  CHECK(read.config.size == 2);
  REQUIRE(read.layers.size() == 1);
  CHECK(read.layers[0].digest == kDigestA);
}

TEST_CASE("manifests and indexes in the form of OCI have annotations and platforms") {
  const Descriptor content{.media_type = "m", .size = 2, .digest = kDigestA};
  const std::string printed = R"({"mediaType":"m","size":2,"digest":)" + Quoted(kDigestA.ToString());
  CHECK(Manifest{.config = content, .layers = {content}}.ToOciJson({}) ==
        R"({"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":)" + printed + R"(},"layers":[)" +
            printed + "}]}");
  Index index{.manifests = {content}};
  index.manifests[0].platform = Platform{.architecture = "arm", .os = "linux", .variant = "v7"};
  CHECK(index.ToOciJson({{"a", "b"}}) ==
        R"({"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[)" + printed +
            R"(,"platform":{"architecture":"arm","os":"linux","variant":"v7"}}],"annotations":{"a":"b"}})");
}

TEST_CASE("an index tells the platforms") {
  const Index index =
      Index::Parse(R"({"manifests":[{"mediaType":"m","size":1,"digest":")" + kDigestA.ToString() +
                   R"(","platform":{"architecture":"arm","os":"linux","variant":"v7"},)"
                   R"("annotations":{"a":"b"}}]})");
  REQUIRE(index.manifests.size() == 1);
  CHECK(index.manifests[0].platform->variant == "v7");
  CHECK(index.manifests[0].annotations.at("a") == "b");
}

TEST_CASE("malformed manifests are refused") {
  const std::string good_config =
      R"("config":{"mediaType":"m","size":1,"digest":")" + kDigestA.ToString() + R"("})";
  for (const std::string& text :
       {std::string(""), std::string("null"), std::string("[]"), std::string("{"), std::string("{}"),
        std::string(R"({"config":{"size":1,"digest":"sha256:aa"}})"),
        std::string(R"({"config":{"size":1,"digest":"../../etc/passwd"}})"),
        R"({"config":{"size":-1,"digest":")" + kDigestA.ToString() + R"("}})",
        R"({"config":{"size":1.5,"digest":")" + kDigestA.ToString() + R"("}})",
        R"({"config":{"size":18446744073709551615,"digest":")" + kDigestA.ToString() + R"("}})",
        "{" + good_config + R"(,"layers":[3]})", std::string(100'000, '[')}) {
    CAPTURE(text.substr(0, 80));
    CHECK_THROWS_AS(Manifest::Parse(text), Error);
  }
  CHECK(Manifest::Parse("{" + good_config + R"(,"layers":null})").layers.empty());
}

TEST_CASE("kinds of media types") {
  CHECK(IsIndexMediaType(kOciIndex));
  CHECK(IsIndexMediaType(kDockerManifestList));
  CHECK_FALSE(IsIndexMediaType(kDockerManifest));
  CHECK(IsNonDistributableLayer(kDockerForeignLayer));
  CHECK(IsNonDistributableLayer("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip"));
  CHECK_FALSE(IsNonDistributableLayer(kOciLayer));
}

}  // namespace pkgrepo::oci
