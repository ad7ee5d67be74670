#include "references/text_references.h"

#include <doctest/doctest.h>

#include "base/strings.h"

namespace pkgrepo::references {
namespace {

// "3: image ghcr.io/acme/app 1.0", a line each; with the line of the version, where that is another.
std::string Described(std::string_view content, const std::vector<ReferencePattern>& patterns = {}) {
  std::string text;
  for (const TextReference& found : FindReferences("f", content, patterns)) {
    text +=
        std::to_string(found.position.line) + ": " + std::string(NameOf(found.kind)) + " " + found.repository;
    if (!found.version.empty()) text += " " + found.version;
    if (found.version_position.line != found.position.line)
      text += " (" + std::to_string(found.version_position.line) + ")";
    if (!found.default_of.empty()) text += " default of " + found.default_of;
    if (!found.digest.empty()) text += " " + found.digest.substr(0, 10);
    if (!found.path.empty()) text += " " + found.path;
    if (found.is_bare) text += " bare";
    text += "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("images are found in scripts and instructions") {
  CHECK(Described("docker pull quay.io/kubestellar/clusteradm:0.7.2 && echo\n") ==
        "1: image quay.io/kubestellar/clusteradm 0.7.2\n");
  CHECK(Described("Use `ghcr.io/acme/app:1.0`, or localhost:5000/acme/app@sha256:" + std::string(64, 'a') +
                  ".\n") == "1: image ghcr.io/acme/app 1.0\n1: image localhost:5000/acme/app sha256:aaa\n");
  CHECK(Described("See ghcr.io/acme/app. It\n") == "1: image ghcr.io/acme/app bare\n");
  CHECK(Described("  image: \"nginx:1.25\"\n") == "1: image index.docker.io/library/nginx 1.25\n");
  CHECK(Described("FROM debian:12 AS base\nFROM base\n") == "1: image index.docker.io/library/debian 12\n");
  CHECK(Described("kubectl run x --image=busybox:1.36\n") ==
        "1: image index.docker.io/library/busybox 1.36\n");
}

TEST_CASE("what looks like an image and is none") {
  CHECK(Described("https://example.com/a/b:12 git@github.com:acme/app x/main.c:12 10.0.0.1:80 v1.2.3\n")
            .empty());
  CHECK(Described("  image: {{ .Values.image }}:{{ .Values.tag }}\n  image: $IMAGE\n").empty());
  CHECK(Described("ghcr.io/acme/app:${TAG}\nghcr.io/acme/app:1.0:2\n").empty());
}

TEST_CASE("variables are replaced, and know where they were written") {
  CHECK(Described("IMAGE_TAG ?= 0.2.0\nREPO := ghcr.io/acme\nIMG ?= ${REPO}/app:$(IMAGE_TAG)\n") ==
        "2: image ghcr.io/acme bare\n3: image ghcr.io/acme/app 0.2.0 (1) default of IMAGE_TAG\n");
  CHECK(Described("TAG=\"1.0\"  # note\ndocker run ghcr.io/acme/app:$TAG\n") ==
        "2: image ghcr.io/acme/app 1.0 (1)\n");
  CHECK(Described("docker run ghcr.io/acme/app:${TAG:-1.0}\n") ==
        "1: image ghcr.io/acme/app 1.0 default of TAG\n");
  CHECK(Described("TAG=${TAG:-1.0}\ndocker run ghcr.io/acme/app:$TAG\n") ==
        "2: image ghcr.io/acme/app 1.0 (1) default of TAG\n");
  CHECK(Described("A=$B\nB=$A\nx ghcr.io/acme/app:$A\n").empty());
}

TEST_CASE("a chart has its version near by") {
  CHECK(Described("helm install x oci://ghcr.io/acme/chart --version 1.0.0\n") ==
        "1: chart ghcr.io/acme/chart 1.0.0\n");
  CHECK(Described("helm install x --version=1.0.0 \\\n  oci://ghcr.io/acme/chart\n") ==
        "2: chart ghcr.io/acme/chart 1.0.0 (1)\n");
  CHECK(Described("args:\n- oci://ghcr.io/acme/chart\n- --version\n- \"0.20.0-alpha.1\"\n") ==
        "2: chart ghcr.io/acme/chart 0.20.0-alpha.1 (4)\n");
  CHECK(
      Described("- chart: oci://ghcr.io/a/b\n  version: 1.0\n- chart: oci://ghcr.io/c/d\n  version: 2.0\n") ==
      "1: chart ghcr.io/a/b 1.0 (2)\n3: chart ghcr.io/c/d 2.0 (4)\n");
  CHECK(
      Described("helm install a oci://ghcr.io/a/b\nhelm install c --version 2.0 \\\n  oci://ghcr.io/c/d\n") ==
      "1: chart ghcr.io/a/b\n3: chart ghcr.io/c/d 2.0 (2)\n");
  CHECK(Described("args: [install, oci://ghcr.io/a/b, \"--version\", \"1.0\"]\n") ==
        "1: chart ghcr.io/a/b 1.0\n");
  CHECK(Described("- oci://ghcr.io/a/b\n- --version=1.0\n") == "1: chart ghcr.io/a/b 1.0 (2)\n");
  CHECK(Described("dependencies:\n- name: a\n  version: v1.0\n  repository: oci://ghcr.io/xx\n  condition: "
                  "y\n- name: b\n  version: 2.0\n"
                  "  repository: \"oci://ghcr.io/zz\"\n") ==
        "4: chart ghcr.io/xx/a v1.0 (3)\n8: chart ghcr.io/zz/b 2.0 (7)\n");
  // The version comes from elsewhere.
  CHECK(Described("helm install x oci://ghcr.io/a/b --version $VERSION\n") == "1: chart ghcr.io/a/b bare\n");
  CHECK(Described("- chart: oci://ghcr.io/a/b\n  version: v{{ .Version }}\n") ==
        "1: chart ghcr.io/a/b bare\n");
  CHECK(Described("oci://ghcr.io/a/b:v{{ .Version }}\n") == "1: chart ghcr.io/a/b bare\n");
  CHECK(Described("oci://ghcr.io/acme/chart:1.0\n") == "1: chart ghcr.io/acme/chart 1.0\n");
  CHECK(Described("helm show chart oci://ghcr.io/acme/chart.\n") == "1: chart ghcr.io/acme/chart\n");
}

TEST_CASE("values of charts have repository and tag apart") {
  CHECK(Described("image:\n  repository: ghcr.io/acme/app\n  tag: \"1.0\"\nother:\n  repository: nginx\n  "
                  "pullPolicy: Always\n") == "2: image ghcr.io/acme/app 1.0 (3)\n");
  CHECK(Described("image:\n  tag: 1.0\n  repository: acme/app\n  registry: ghcr.io\n") ==
        "3: image ghcr.io/acme/app 1.0 (2)\n");
}

TEST_CASE("URLs name a revision") {
  CHECK(Described("kubectl apply -f https://raw.githubusercontent.com/acme/app/v1.0/config/hook.yaml\n") ==
        "1: url github.com/acme/app v1.0 config/hook.yaml\n");
  CHECK(Described("(https://raw.githubusercontent.com/acme/app/refs/heads/main/a.yaml)\n") ==
        "1: url github.com/acme/app main a.yaml\n");
  CHECK(Described("https://github.com/acme/app/releases/download/v1.0/app.tgz\nhttps://github.com/acme/app/"
                  "releases/latest/download/app.tgz\n") ==
        "1: url github.com/acme/app v1.0\n2: url github.com/acme/app latest\n");
  CHECK(Described("https://github.com/acme/app/archive/refs/tags/v1.0.tar.gz\n") ==
        "1: url github.com/acme/app v1.0\n");
  CHECK(Described("- github.com/acme/app//deploy?ref=v1.0\n") == "1: url github.com/acme/app v1.0 deploy\n");
  CHECK(Described(
            "[https://raw.githubusercontent.com/a/b/v1/c](https://raw.githubusercontent.com/a/b/v1/c)\n") ==
        "1: url github.com/a/b v1 c\n1: url github.com/a/b v1 c\n");
  CHECK(Described("https://raw.githubusercontent.com/a/b/refs/tags/v{{ x }}/c "
                  "https://raw.githubusercontent.com/a/b/$TAG/c\n")
            .empty());
  CHECK(
      Described("https://github.com/acme/app and https://github.com/acme/app/blob/main/README.md\n").empty());
}

TEST_CASE("declared patterns") {
  const auto pattern = [](std::string_view text, ReferenceKind kind, const std::string& repository = "") {
    return std::vector<ReferencePattern>{
        {.pattern = go::CompileRegexp(text), .kind = kind, .repository = repository}};
  };
  CHECK(Described("| 0.20.0 | x |\n",
                  pattern(R"(\| ([0-9.]+) \|)", ReferenceKind::kChart, "ghcr.io/acme/chart")) ==
        "1: chart ghcr.io/acme/chart 0.20.0\n");
  CHECK(Described("runs (acme/app:1.0)\n", pattern(R"(runs \((\S+)\))", ReferenceKind::kImage)) ==
        "1: image index.docker.io/acme/app 1.0\n");
}

}  // namespace pkgrepo::references
