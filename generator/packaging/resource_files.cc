#include "packaging/resource_files.h"

#include "base/error.h"
#include "kube/field_types.h"
#include "kube/names.h"
#include "packaging/documents.h"
#include "packaging/early_forms.h"
#include "packaging/package_resource.h"
#include "packaging/resource_check.h"

namespace pkgrepo::packaging {
namespace {

// The groups of kapp-controller's resources.
bool IsControllers(std::string_view api_version) {
  const std::string_view group = api_version.substr(0, api_version.find('/'));
  return group == "kappctrl.k14s.io" || group == "package.carvel.dev" || group == "packaging.carvel.dev" ||
         group.ends_with(".package.carvel.dev") || group.ends_with(".packaging.carvel.dev");
}

void RequireFullName(const ConfigNode& name) {
  if (const kube::NameFault fault = kube::PackageNameFault(name.Text())) {
    throw name.Fault("metadata.name: '" + name.Text() + "' " + *fault);
  }
}

// What the names of a resource have to do with what is in it.
void CheckNames(const ConfigNode& root, const std::string& api_version, const std::string& kind) {
  if (api_version == kPackageApiVersion && kind == kPackageKind) {
    ReadPackageIdentity(root);
  } else if (api_version == kPackageApiVersion && kind == kMetadataKind) {
    RequireFullName(root.Require("metadata").Require("name"));
  } else if (api_version == kEarlyApi) {
    const ConfigNode spec = root.Require("spec");
    const ConfigNode name = root.Require("metadata").Require("name");
    const std::string expected = spec.Require("publicName").Text() + "." + spec.Require("version").Text();
    if (name.Text() != expected) throw name.Fault("expected '" + expected + "', found '" + name.Text() + "'");
  }
}

}  // namespace

int CheckResourceFile(const std::string& file, const std::string& text) {
  int count = 0;
  for (const std::string& document : DocumentsOf(text)) {
    const ConfigNode root = ConfigNode::Parse(file, document);
    if (!root.IsMap()) continue;
    const std::string api_version = root.TextOr("apiVersion", "");
    const std::string kind = root.TextOr("kind", "");
    if (!IsControllers(api_version)) continue;
    if (kube::FindResourceType(api_version, kind) == nullptr) {
      throw root.Require("apiVersion").Fault("kapp-controller has no " + kind + " of " + api_version);
    }
    CheckResource(file, document, api_version, kind);
    CheckNames(root, api_version, kind);
    ++count;
  }
  return count;
}

}  // namespace pkgrepo::packaging
