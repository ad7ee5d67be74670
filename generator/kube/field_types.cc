#include "kube/field_types.h"

#include <string>

#include "base/strings.h"
#include "kube/kapp_options.h"
#include "kube/time.h"

namespace pkgrepo::kube {
namespace {

using enum Field::Type;
using enum Field::Presence;

// kapp's --map-ns.
NameFault NamespaceMapFault(std::string_view text) {
  if (Split(text, '=').size() == 2) return std::nullopt;
  return "is not of the form 'source=destination'";
}

NameFault Sha256Fault(std::string_view text) {
  const bool is_digest = text.size() == 64 && text.find_first_not_of("0123456789abcdefABCDEF") == text.npos;
  return is_digest ? NameFault() : NameFault("is not a SHA-256 digest in hexadecimal");
}

// Field of a group of alternatives, and one that must be there.
constexpr Field Alternative(std::string_view name, const StructType& fields) {
  return {.name = name, .type = kStruct, .fields = &fields, .presence = kAlternative};
}
constexpr Field Required(std::string_view name, Field::Type type,
                         NameFault (*check)(std::string_view) = nullptr) {
  return {.name = name, .type = type, .check = check, .presence = kRequired};
}
constexpr Field RequiredStruct(std::string_view name, Field::Type type, const StructType& fields) {
  return {.name = name, .type = type, .fields = &fields, .presence = kRequired};
}

constexpr StructType kNothing{};

// A Secret, or something else with a name, in the same namespace.
constexpr Field kNamedFields[] = {Required("name", kText, DnsSubdomainFault)};
constexpr StructType kNamed{kNamedFields};
constexpr Field kNamedKeyFields[] = {Required("name", kText, DnsSubdomainFault), {"key", kText}};
constexpr StructType kNamedKey{kNamedKeyFields};

constexpr Field kPrereleaseFields[] = {{"identifiers", kTexts}};
constexpr StructType kPrereleases{kPrereleaseFields};
constexpr Field kSemverFields[] = {{"constraints", kText, nullptr, EmptyOr<VersionRangeFault>},
                                   {"prereleases", kStruct, &kPrereleases}};
constexpr StructType kSemver{kSemverFields};
constexpr Field kTagSelectionFields[] = {RequiredStruct("semver", kStruct, kSemver)};
constexpr StructType kTagSelection{kTagSelectionFields};

// Fetching.
constexpr Field kInlineRefFields[] = {Required("name", kText, DnsSubdomainFault), {"directoryPath", kText}};
constexpr StructType kInlineRef{kInlineRefFields};
constexpr Field kInlineSourceFields[] = {Alternative("secretRef", kInlineRef),
                                         Alternative("configMapRef", kInlineRef)};
constexpr StructType kInlineSource{kInlineSourceFields};
constexpr Field kInlineFields[] = {{"paths", kTextMap}, {"pathsFrom", kStructs, &kInlineSource}};
constexpr StructType kInline{kInlineFields};
constexpr Field kImageFields[] = {Required("url", kText),
                                  {"tagSelection", kStruct, &kTagSelection},
                                  {"secretRef", kStruct, &kNamed},
                                  {"subPath", kText}};
constexpr StructType kImage{kImageFields};
constexpr Field kHttpFields[] = {Required("url", kText),
                                 {"sha256", kText, nullptr, EmptyOr<Sha256Fault>},
                                 {"secretRef", kStruct, &kNamed},
                                 {"subPath", kText}};
constexpr StructType kHttp{kHttpFields};
constexpr Field kGitFields[] = {
    Required("url", kText),          {"ref", kText},     {"refSelection", kStruct, &kTagSelection},
    {"secretRef", kStruct, &kNamed}, {"subPath", kText}, {"lfsSkipSmudge", kBool},
    {"forceHTTPBasicAuth", kBool},   {"depth", kInteger}};
constexpr StructType kGit{kGitFields};
constexpr Field kChartRepositoryFields[] = {Required("url", kText), {"secretRef", kStruct, &kNamed}};
constexpr StructType kChartRepository{kChartRepositoryFields};
constexpr Field kHelmChartFields[] = {
    Required("name", kText), {"version", kText}, {"repository", kStruct, &kChartRepository}};
constexpr StructType kHelmChart{kHelmChartFields};
constexpr Field kBundleFields[] = {
    Required("image", kText), {"tagSelection", kStruct, &kTagSelection}, {"secretRef", kStruct, &kNamed}};
constexpr StructType kBundle{kBundleFields};
constexpr Field kFetchFields[] = {Alternative("inline", kInline),
                                  Alternative("image", kImage),
                                  Alternative("http", kHttp),
                                  Alternative("git", kGit),
                                  Alternative("helmChart", kHelmChart),
                                  Alternative("imgpkgBundle", kBundle),
                                  {"path", kText}};
constexpr StructType kFetch{kFetchFields};

// Templating.
constexpr Field kVersionFields[] = {{"version", kText}};
constexpr StructType kVersion{kVersionFields};
constexpr Field kApisFields[] = {{"groupVersions", kTexts}};
constexpr StructType kApis{kApisFields};
constexpr Field kDownwardItemFields[] = {Required("name", kText),
                                         {"fieldPath", kText},
                                         {"kubernetesVersion", kStruct, &kVersion},
                                         {"kappControllerVersion", kStruct, &kVersion},
                                         {"kubernetesAPIs", kStruct, &kApis}};
constexpr StructType kDownwardItem{kDownwardItemFields};
constexpr Field kDownwardFields[] = {{"items", kStructs, &kDownwardItem}};
constexpr StructType kDownward{kDownwardFields};
constexpr Field kValuesFromFields[] = {Alternative("secretRef", kNamed),
                                       Alternative("configMapRef", kNamed),
                                       {.name = "path", .type = kText, .presence = kAlternative},
                                       Alternative("downwardAPI", kDownward)};
constexpr StructType kValuesFrom{kValuesFromFields};
constexpr Field kYttFields[] = {{"ignoreUnknownComments", kBool},
                                {"strict", kBool},
                                {"inline", kStruct, &kInline},
                                {"paths", kTexts},
                                {"fileMarks", kTexts},
                                {"valuesFrom", kStructs, &kValuesFrom}};
constexpr StructType kYtt{kYttFields};
constexpr Field kKbldFields[] = {{"paths", kTexts}};
constexpr StructType kKbld{kKbldFields};
constexpr Field kHelmTemplateFields[] = {{"name", kText},
                                         {"namespace", kText, nullptr, EmptyOr<DnsLabelFault>},
                                         {"path", kText},
                                         {"valuesFrom", kStructs, &kValuesFrom},
                                         {"kubernetesVersion", kStruct, &kVersion},
                                         {"kubernetesAPIs", kStruct, &kApis}};
constexpr StructType kHelmTemplate{kHelmTemplateFields};
constexpr Field kPrivateKeyFields[] = {RequiredStruct("privateKeysSecretRef", kStruct, kNamed)};
constexpr StructType kPrivateKey{kPrivateKeyFields};
constexpr Field kSopsFields[] = {
    Alternative("pgp", kPrivateKey), Alternative("age", kPrivateKey), {"paths", kTexts}};
constexpr StructType kSops{kSopsFields};
constexpr Field kCueFields[] = {{"paths", kTexts},
                                {"valuesFrom", kStructs, &kValuesFrom},
                                {"inputExpression", kText},
                                {"outputExpression", kText}};
constexpr StructType kCue{kCueFields};
constexpr Field kTemplateFields[] = {Alternative("ytt", kYtt),
                                     Alternative("kbld", kKbld),
                                     Alternative("helmTemplate", kHelmTemplate),
                                     Alternative("kustomize", kNothing),
                                     Alternative("jsonnet", kNothing),
                                     Alternative("sops", kSops),
                                     Alternative("cue", kCue)};
constexpr StructType kTemplate{kTemplateFields};

// Deploying.
constexpr Field kRawOptionFields[] = {{"rawOptions", kTexts, nullptr, KappOptionFault}};
constexpr StructType kRawOptions{kRawOptionFields};
constexpr Field kKappFields[] = {{"intoNs", kText, nullptr, EmptyOr<DnsLabelFault>},
                                 {"mapNs", kTexts, nullptr, NamespaceMapFault},
                                 {"rawOptions", kTexts, nullptr, KappOptionFault},
                                 {"inspect", kStruct, &kRawOptions},
                                 {"delete", kStruct, &kRawOptions}};
constexpr StructType kKapp{kKappFields};
constexpr Field kDeployFields[] = {Alternative("kapp", kKapp)};
constexpr StructType kDeploy{kDeployFields};

constexpr Field kClusterFields[] = {{"namespace", kText, nullptr, EmptyOr<DnsLabelFault>},
                                    {"kubeconfigSecretRef", kStruct, &kNamedKey}};
constexpr StructType kCluster{kClusterFields};
// An App works for a ServiceAccount or in another cluster; of a Package the PackageInstall says that.
constexpr Field Account(Field::Presence presence) {
  return {
      .name = "serviceAccountName", .type = kText, .check = EmptyOr<DnsSubdomainFault>, .presence = presence};
}
constexpr Field Cluster(Field::Presence presence) {
  return {.name = "cluster", .type = kStruct, .fields = &kCluster, .presence = presence};
}
template <Field::Presence Identity>
constexpr Field kAppFields[] = {Account(Identity),
                                Cluster(Identity),
                                RequiredStruct("fetch", kStructs, kFetch),
                                RequiredStruct("template", kStructs, kTemplate),
                                RequiredStruct("deploy", kOneStruct, kDeploy),
                                {"paused", kBool},
                                {"canceled", kBool},
                                {"syncPeriod", kText, nullptr, DurationFault},
                                {"noopDelete", kBool},
                                {"defaultNamespace", kText, nullptr, EmptyOr<DnsLabelFault>}};
constexpr StructType kApp{kAppFields<kAnyOf>};
constexpr StructType kPackagedApp{kAppFields<kOptional>};

// Packages.
constexpr Field kConstraintFields[] = {Required("constraints", kText, VersionRangeFault)};
constexpr StructType kConstraints{kConstraintFields};
constexpr Field kSoftwareFields[] = {{"displayName", kText}, {"version", kText}, {"description", kText}};
constexpr StructType kSoftware{kSoftwareFields};
constexpr Field kAppTemplateFields[] = {RequiredStruct("spec", kStruct, kPackagedApp)};
constexpr StructType kAppTemplate{kAppTemplateFields};
constexpr Field kValuesSchemaFields[] = {{"openAPIv3", kSchema}};
constexpr StructType kValuesSchema{kValuesSchemaFields};
constexpr Field kPackageFields[] = {Required("refName", kText, PackageNameFault),
                                    Required("version", kText, PackageVersionFault),
                                    {"licenses", kTexts},
                                    {"releasedAt", kText, nullptr, TimeFault},
                                    {"capacityRequirementsDescription", kText},
                                    {"releaseNotes", kText},
                                    RequiredStruct("template", kStruct, kAppTemplate),
                                    {"valuesSchema", kStruct, &kValuesSchema},
                                    {"includedSoftware", kStructs, &kSoftware},
                                    {"kappControllerVersionSelection", kStruct, &kConstraints},
                                    {"kubernetesVersionSelection", kStruct, &kConstraints}};
constexpr StructType kPackage{kPackageFields};

constexpr Field kMaintainerFields[] = {{"name", kText}};
constexpr StructType kMaintainer{kMaintainerFields};
constexpr Field kPackageMetadataFields[] = {
    {"displayName", kText},   {"longDescription", kText},   {"shortDescription", kText},
    {"iconSVGBase64", kText}, {"providerName", kText},      {"maintainers", kStructs, &kMaintainer},
    {"categories", kTexts},   {"supportDescription", kText}};
constexpr StructType kPackageMetadata{kPackageMetadataFields};

constexpr Field kRepositoryFetchFields[] = {Alternative("image", kImage), Alternative("http", kHttp),
                                            Alternative("git", kGit), Alternative("imgpkgBundle", kBundle),
                                            Alternative("inline", kInline)};
constexpr StructType kRepositoryFetch{kRepositoryFetchFields};
constexpr Field kRepositoryFields[] = {{"paused", kBool},
                                       {"syncPeriod", kText, nullptr, DurationFault},
                                       RequiredStruct("fetch", kStruct, kRepositoryFetch)};
constexpr StructType kRepository{kRepositoryFields};

constexpr Field kPackageRefFields[] = {Required("refName", kText, PackageNameFault),
                                       RequiredStruct("versionSelection", kStruct, kSemver)};
constexpr StructType kPackageRef{kPackageRefFields};
constexpr Field kInstallValuesFields[] = {RequiredStruct("secretRef", kStruct, kNamedKey)};
constexpr StructType kInstallValues{kInstallValuesFields};
constexpr Field kInstallFields[] = {Account(kAnyOf),
                                    Cluster(kAnyOf),
                                    RequiredStruct("packageRef", kStruct, kPackageRef),
                                    {"values", kStructs, &kInstallValues},
                                    {"paused", kBool},
                                    {"canceled", kBool},
                                    {"syncPeriod", kText, nullptr, DurationFault},
                                    {"noopDelete", kBool},
                                    {"defaultNamespace", kText, nullptr, EmptyOr<DnsLabelFault>}};
constexpr StructType kInstall{kInstallFields};

// The forms of the first releases with packages (0.17, 0.18), whose Apps had less. Their PackageRepositories and Packages
// are cluster-scoped.
constexpr Field kEarlyImageFields[] = {
    Required("url", kText), {"secretRef", kStruct, &kNamed}, {"subPath", kText}};
constexpr StructType kEarlyImage{kEarlyImageFields};
constexpr Field kEarlyGitFields[] = {Required("url", kText),
                                     {"ref", kText},
                                     {"secretRef", kStruct, &kNamed},
                                     {"subPath", kText},
                                     {"lfsSkipSmudge", kBool}};
constexpr StructType kEarlyGit{kEarlyGitFields};
constexpr Field kEarlyBundleFields[] = {Required("image", kText), {"secretRef", kStruct, &kNamed}};
constexpr StructType kEarlyBundle{kEarlyBundleFields};
constexpr Field kEarlyFetchFields[] = {Alternative("inline", kInline),     Alternative("image", kEarlyImage),
                                       Alternative("http", kHttp),         Alternative("git", kEarlyGit),
                                       Alternative("helmChart", kHelmChart),
                                       Alternative("imgpkgBundle", kEarlyBundle)};
constexpr StructType kEarlyFetch{kEarlyFetchFields};
constexpr Field kEarlyYttFields[] = {{"ignoreUnknownComments", kBool},
                                     {"strict", kBool},
                                     {"inline", kStruct, &kInline},
                                     {"paths", kTexts}};
constexpr StructType kEarlyYtt{kEarlyYttFields};
constexpr Field kEarlyValuesFromFields[] = {Alternative("secretRef", kNamed),
                                            Alternative("configMapRef", kNamed),
                                            {.name = "path", .type = kText, .presence = kAlternative}};
constexpr StructType kEarlyValuesFrom{kEarlyValuesFromFields};
constexpr Field kEarlyHelmFields[] = {{"name", kText},
                                      {"namespace", kText, nullptr, EmptyOr<DnsLabelFault>},
                                      {"path", kText},
                                      {"valuesFrom", kStructs, &kEarlyValuesFrom}};
constexpr StructType kEarlyHelm{kEarlyHelmFields};
constexpr Field kEarlySopsFields[] = {Alternative("pgp", kPrivateKey), {"paths", kTexts}};
constexpr StructType kEarlySops{kEarlySopsFields};
constexpr Field kEarlyTemplateFields[] = {Alternative("ytt", kEarlyYtt),
                                          Alternative("kbld", kKbld),
                                          Alternative("helmTemplate", kEarlyHelm),
                                          Alternative("kustomize", kNothing),
                                          Alternative("jsonnet", kNothing),
                                          Alternative("sops", kEarlySops)};
constexpr StructType kEarlyTemplate{kEarlyTemplateFields};
constexpr Field kEarlyAppFields[] = {Account(kOptional),
                                     Cluster(kOptional),
                                     RequiredStruct("fetch", kStructs, kEarlyFetch),
                                     RequiredStruct("template", kStructs, kEarlyTemplate),
                                     RequiredStruct("deploy", kOneStruct, kDeploy),
                                     {"paused", kBool},
                                     {"canceled", kBool},
                                     {"syncPeriod", kText, nullptr, DurationFault}};
constexpr StructType kEarlyApp{kEarlyAppFields};
constexpr Field kEarlyAppTemplateFields[] = {RequiredStruct("spec", kStruct, kEarlyApp)};
constexpr StructType kEarlyAppTemplate{kEarlyAppTemplateFields};
constexpr Field kEarlyPackageFields[] = {Required("publicName", kText, PackageNameFault),
                                         Required("version", kText, PackageVersionFault),
                                         {"displayName", kText},
                                         {"description", kText},
                                         RequiredStruct("template", kStruct, kEarlyAppTemplate)};
constexpr StructType kEarlyPackage{kEarlyPackageFields};

constexpr Field kEarlyRepositoryFetchFields[] = {
    Alternative("image", kEarlyImage), Alternative("http", kHttp), Alternative("git", kEarlyGit),
    Alternative("imgpkgBundle", kEarlyBundle)};
constexpr StructType kEarlyRepositoryFetch{kEarlyRepositoryFetchFields};
constexpr Field kEarlyRepositoryFields[] = {RequiredStruct("fetch", kStruct, kEarlyRepositoryFetch)};
constexpr StructType kEarlyRepository{kEarlyRepositoryFields};

constexpr Field kInstalledRefFields[] = {
    Required("publicName", kText, PackageNameFault),
    {.name = "version", .type = kText, .check = EmptyOr<PackageVersionFault>, .presence = kAnyOf},
    {.name = "versionSelection", .type = kStruct, .fields = &kSemver, .presence = kAnyOf}};
constexpr StructType kInstalledRef{kInstalledRefFields};
constexpr Field kInstalledFields[] = {Account(kAnyOf),
                                      Cluster(kAnyOf),
                                      RequiredStruct("packageRef", kStruct, kInstalledRef),
                                      {"values", kStructs, &kInstallValues}};
constexpr StructType kInstalled{kInstalledFields};

// Whole resources. Metadata has its own check.
template <const StructType& Spec, Field::Presence SpecPresence>
constexpr Field kResourceFields[] = {
    Required("apiVersion", kText),
    Required("kind", kText),
    {.name = "metadata", .type = kMap, .presence = kRequired},
    {.name = "spec", .type = kStruct, .fields = &Spec, .presence = SpecPresence}};
template <const StructType& Spec, Field::Presence SpecPresence = kRequired>
constexpr StructType kResource{kResourceFields<Spec, SpecPresence>};

// The same, of kinds whose status the controller writes.
template <const StructType& Spec>
constexpr Field kReconciledFields[] = {Required("apiVersion", kText),
                                       Required("kind", kText),
                                       {.name = "metadata", .type = kMap, .presence = kRequired},
                                       RequiredStruct("spec", kStruct, Spec),
                                       {"status", kMap}};
template <const StructType& Spec>
constexpr StructType kReconciled{kReconciledFields<Spec>};

struct Resource {
  std::string_view api_version;
  std::string_view kind;
  const StructType* type;
};

constexpr Resource kResources[] = {
    {"data.packaging.carvel.dev/v1alpha1", "Package", &kResource<kPackage>},
    {"data.packaging.carvel.dev/v1alpha1", "PackageMetadata", &kResource<kPackageMetadata, kOptional>},
    {"packaging.carvel.dev/v1alpha1", "PackageRepository", &kReconciled<kRepository>},
    {"packaging.carvel.dev/v1alpha1", "PackageInstall", &kReconciled<kInstall>},
    {"kappctrl.k14s.io/v1alpha1", "App", &kReconciled<kApp>},
    {"package.carvel.dev/v1alpha1", "Package", &kReconciled<kEarlyPackage>},
    {"install.package.carvel.dev/v1alpha1", "PackageRepository", &kReconciled<kEarlyRepository>},
    {"install.package.carvel.dev/v1alpha1", "InstalledPackage", &kReconciled<kInstalled>},
};

}  // namespace

const StructType* FindResourceType(std::string_view api_version, std::string_view kind) {
  for (const Resource& resource : kResources) {
    if (resource.api_version == api_version && resource.kind == kind) return resource.type;
  }
  return nullptr;
}

}  // namespace pkgrepo::kube
