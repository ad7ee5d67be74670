#include "cli/graph/publishing_hint.h"

#include <string>

#include "oci/registry_error.h"
#include "packaging/build_tree.h"

namespace pkgrepo::cli {
namespace {

using Kind = oci::ConnectError::Kind;

std::string LogIn(const std::string& host) {
  return "`docker login " + host + "`, or IMGPKG_USERNAME and IMGPKG_PASSWORD in the environment";
}

std::string HintFor(const oci::RegistryError& error, const oci::Repository& target) {
  switch (error.status()) {
    case 401:
      return "log in first: " + LogIn(target.registry());
    case 403:
      return "log in as somebody who may push to " + target.ToString() + " (" + LogIn(target.registry()) +
             "), or set PACKAGE_REPO_REGISTRY to a place where you may push";
    case 404:
      return "create the repository " + target.ToString() +
             " first, or set PACKAGE_REPO_REGISTRY to a place where you may push";
    default:
      return "";
  }
}

std::string HintFor(const oci::ConnectError& error, const oci::Repository& target) {
  const std::string& host = target.registry();
  switch (error.kind()) {
    case Kind::kDenied:
      return "log in as somebody who may push to " + target.ToString() + ": " + LogIn(host);
    case Kind::kUnreachable:
      return (host == packaging::kDefaultRegistry ? host + " is only the default: " : "start a registry there, or ") +
             "set PACKAGE_REPO_REGISTRY to where images will live, as in "
             "-DPACKAGE_REPO_REGISTRY=ghcr.io/acme/packages";
    case Kind::kUnknownHost:
      return "PACKAGE_REPO_REGISTRY says where images will live: check the name " + host;
    case Kind::kUnknownAuthority:
      return "name a file with the registry's certificate authority in SSL_CERT_FILE, or with "
             "--registry-ca-cert-path";
    case Kind::kProxy:
      return "correct that variable, or add " + host + " to NO_PROXY";
    case Kind::kOther:
      break;
  }
  return "";
}

template <typename Failure>
void AddHint(Failure& failure, const oci::Reference& target) {
  const std::string hint = HintFor(failure, target.repository());
  if (!hint.empty()) failure.Hint(hint);
}

}  // namespace

void WithPublishingHint(const oci::Reference& target, const std::function<void()>& push) {
  try {
    push();
  } catch (oci::RegistryError& error) {
    AddHint(error, target);
    throw;
  } catch (oci::ConnectError& error) {
    AddHint(error, target);
    throw;
  }
}

}  // namespace pkgrepo::cli
