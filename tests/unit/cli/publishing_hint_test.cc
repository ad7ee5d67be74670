#include "cli/graph/publishing_hint.h"

#include <doctest/doctest.h>

#include "oci/registry_error.h"

namespace pkgrepo::cli {
namespace {

using Kind = oci::ConnectError::Kind;

template <typename Failure>
std::string HintOf(const Failure& failure, const std::string& target) {
  try {
    WithPublishingHint(oci::Reference::Parse(target), [&] { throw failure; });
  } catch (const Error& error) {
    CHECK(error.message() == "why");
    return error.hint();
  }
  return "nothing was thrown";
}

bool Says(const std::string& hint, std::string_view text) { return hint.find(text) != std::string::npos; }

}  // namespace

TEST_CASE("who pushes where is said to set what") {
  const std::string elsewhere = "ghcr.io/acme/app:1";
  CHECK(Says(HintOf(oci::RegistryError("why", 401), elsewhere), "docker login ghcr.io"));
  CHECK(Says(HintOf(oci::RegistryError("why", 403), elsewhere),
             "PACKAGE_REPO_REGISTRY to a place where you may push"));
  CHECK(Says(HintOf(oci::RegistryError("why", 404), elsewhere),
             "create the repository ghcr.io/acme/app first"));
  CHECK(HintOf(oci::RegistryError("why", 500), elsewhere).empty());
  CHECK(Says(HintOf(oci::ConnectError("why", Kind::kDenied), elsewhere), "IMGPKG_USERNAME"));
  CHECK(Says(HintOf(oci::ConnectError("why", Kind::kUnreachable), elsewhere), "start a registry there"));
  CHECK(HintOf(oci::ConnectError("why", Kind::kUnreachable), "localhost:5000/app:1")
            .starts_with("localhost:5000 is only the default: set PACKAGE_REPO_REGISTRY"));
  CHECK(Says(HintOf(oci::ConnectError("why", Kind::kUnknownHost), elsewhere), "check the name ghcr.io"));
  CHECK(Says(HintOf(oci::ConnectError("why", Kind::kUnknownAuthority), elsewhere), "SSL_CERT_FILE"));
  CHECK(Says(HintOf(oci::ConnectError("why", Kind::kProxy), elsewhere), "ghcr.io to NO_PROXY"));
  CHECK(HintOf(oci::ConnectError("why", Kind::kOther), elsewhere).empty());
  CHECK(HintOf(Error("why"), elsewhere).empty());
}

}  // namespace pkgrepo::cli
