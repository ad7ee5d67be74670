#include "packaging/new_package.h"

#include "base/error.h"
#include "kube/names.h"
#include "packaging/vendor_config.h"
#include "vendir/config_json.h"

namespace pkgrepo::packaging {
namespace {

constexpr const char* kReadme = R"(# {name}

What {name} is, what it needs of a cluster, and whom to ask.

| file | what it is |
|---|---|
{vendored}| `{version}/bundle/config/schema.yaml` | what users may set, with defaults |
| `{version}/bundle/config/` | templates and overlays |
| `{version}/bundle/.imgpkg/images.yml` | the images, by digest; written by the target `{name}-{version}-lock` |
| `{version}/test/values/*.yaml` | values that the tests render the package with |

Build it with `cmake --build build --target {name}-{version}`, test it with `ctest --test-dir build -L '^{name}$'`.
)";

constexpr const char* kVendoredRow =
    "| `{version}/bundle/vendir.yml` | where upstream's files come from; fetched by the target "
    "`{name}-{version}-sync` |\n";

constexpr const char* kMetadata = R"(# What catalogues show of the package, for all of its versions.
apiVersion: data.packaging.carvel.dev/v1alpha1
kind: PackageMetadata
metadata:
  name: {name}.{domain}
spec:
  displayName: {name}
  # One line, and as much as there is to say.
  shortDescription: "{name}"
  longDescription: "{name}"
  providerName: {domain}
  maintainers:
  - name: {domain}
  # Such as networking, monitoring, security.
  categories: []
  supportDescription: "See the package's documentation."
)";

constexpr const char* kInstall = R"(# Installs the package, to try it. It is no part of the bundle.
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {name}
  namespace: default
---
# May do all things, which is more than the package needs: `pkgrepo rbac` derives what is enough from its manifests.
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: {name}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: cluster-admin
subjects:
- kind: ServiceAccount
  name: {name}
  namespace: default
---
apiVersion: v1
kind: Secret
metadata:
  name: {name}-values
  namespace: default
stringData:
  values.yaml: |
    namespace: {name}
---
apiVersion: packaging.carvel.dev/v1alpha1
kind: PackageInstall
metadata:
  name: {name}
  namespace: default
spec:
  serviceAccountName: {name}
  packageRef:
    refName: {name}.{domain}
    versionSelection:
      constraints: {version}
  values:
  - secretRef:
      name: {name}-values
)";

constexpr const char* kSchema = R"(#! What users of the package may set: a default gives a value its type.
#@data/values-schema
---
#@schema/desc "The namespace in which {name} runs."
#@schema/validation min_len=1
namespace: {name}
)";

// What the package is made of until there is more.
constexpr const char* kNamespace = R"(#@ load("@ytt:data", "data")
---
apiVersion: v1
kind: Namespace
metadata:
  name: #@ data.values.namespace
)";

constexpr const char* kOverlay =
    R"(#! Changes what upstream's files say, without an edit of them; images are left to kbld.
#@ load("@ytt:data", "data")
#@ load("@ytt:overlay", "overlay")

#! In each namespaced object that says where it is to be. An overlay that has to match something leaves `expects` out.
#@overlay/match by=lambda index, left, right: left and "namespace" in left["metadata"], expects="0+"
---
metadata:
  namespace: #@ data.values.namespace
)";

constexpr const char* kChartPackage =
    R"(# The Package: its chart, what is changed in that, and how it is deployed. The build sets the image of the bundle.
apiVersion: data.packaging.carvel.dev/v1alpha1
kind: Package
metadata:
  name: {name}.{domain}.{version}
spec:
  refName: {name}.{domain}
  version: {version}
  template:
    spec:
      fetch:
      - imgpkgBundle:
          image: {name}
      template:
      - helmTemplate:
          path: chart
      - ytt:
          paths:
          - "-"
          - config
      - kbld:
          paths:
          - "-"
          - .imgpkg/images.yml
      deploy:
      - kapp: {}
)";

constexpr const char* kImages = R"(---
apiVersion: imgpkg.carvel.dev/v1alpha1
images: []
kind: ImagesLock
)";

constexpr const char* kTestValues = R"(# A case of the tests: the package is rendered with these values, too.
namespace: other-namespace
)";

// vendir.yml, with what one may want to change.
std::string VendirText(const NewPackageOptions& options) {
  const bool is_chart = options.upstream->helm_chart.has_value();
  vendir::Contents contents = *options.upstream;
  contents.path = ".";
  const std::string text = vendir::FormatConfig(
      {.api_version = vendir::kApiVersion,
       .kind = vendir::kConfigKind,
       .directories = {{.path = is_chart ? "chart" : "config/upstream", .contents = {contents}}}});
  const size_t unneeded = text.find("minimumRequiredVersion");
  return "# Where upstream's files come from. After an edit, the target " + options.name + "-" +
         options.version +
         "-sync\n# fetches them and writes vendir.lock.yml. `includePaths: [\"deploy/**/*\"]` takes a part "
         "of them,\n"
         "# `newRootPath: deploy` leaves the folders above it out.\n" +
         text.substr(0, unneeded);
}

void CheckOptions(const NewPackageOptions& options) {
  const auto refuse = [](const std::string& what, const std::string& text, const kube::NameFault& fault) {
    if (fault) throw Error(what + " '" + text + "' " + *fault);
  };
  refuse("package name", options.name, kube::DnsSubdomainFault(options.name));
  refuse("version", options.version, kube::PackageVersionFault(options.version));
  const std::string full_name = options.name + "." + options.domain;
  if (!options.domain.empty()) refuse("full name", full_name, kube::PackageNameFault(full_name));
  if (options.domain.empty() && options.upstream && options.upstream->helm_chart) {
    throw Error("a package of a chart needs its full name in a package.yaml").Hint("give --domain");
  }
}

}  // namespace

NewFiles MakeNewPackage(const NewPackageOptions& options) {
  CheckOptions(options);
  const bool is_chart = options.upstream && options.upstream->helm_chart;
  std::vector<std::pair<std::string, std::string>> values = {
      {"vendored", options.upstream ? kVendoredRow : ""},
      {"name", options.name},
      {"version", options.version},
      {"domain", options.domain}};
  const std::string package = JoinPath(options.folder, options.name);
  const std::string version = JoinPath(package, options.version);
  NewFiles files;
  const auto add = [&](const std::string& folder, const std::string& path, const char* text) {
    files.Add(JoinPath(folder, path), FillTemplate(text, values));
  };
  add(package, "README.md", kReadme);
  if (!options.domain.empty()) add(package, "metadata.yaml", kMetadata);
  if (!options.domain.empty()) add(version, "install.yaml", kInstall);
  if (is_chart) add(version, "package.yaml", kChartPackage);
  if (options.upstream) files.Add(JoinPath(version, "bundle/vendir.yml"), VendirText(options));
  add(version, "bundle/.imgpkg/images.yml", kImages);
  add(version, "bundle/config/schema.yaml", kSchema);
  add(version, options.upstream ? "bundle/config/overlays/namespace.yaml" : "bundle/config/namespace.yaml",
      options.upstream ? kOverlay : kNamespace);
  add(version, "test/values/other-namespace.yaml", kTestValues);
  return files;
}

}  // namespace pkgrepo::packaging
