#include "packaging/kctrl_files.h"

#include <charconv>
#include <cstdlib>
#include <ctime>

#include "base/clock.h"
#include "base/error.h"
#include "base/named_files.h"
#include "go/json_mismatch.h"
#include "kube/known_fields.h"
#include "packaging/kctrl_project.h"
#include "packaging/package_resource.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

constexpr const char* kInstallApiVersion = "packaging.carvel.dev/v1alpha1";
constexpr const char* kInstallKind = "PackageInstall";
constexpr const char* kAppApiVersion = "kappctrl.k14s.io/v1alpha1";
constexpr const char* kAppKind = "App";
constexpr const char* kMalformedHint = " (hint: delete the file and run `package init` again)";

// What a document becomes that Go decodes into a struct.
json ParseStruct(const std::string& text, const std::string& file, const std::string& type) {
  const json document = yaml::ParseYamlAsJson(text, file);
  if (document.is_null()) return json::object();
  if (document.is_object()) return document;
  throw Error("error unmarshaling JSON: while decoding JSON: " +
              go::DescribeMismatch(document, {.type = type}));
}

std::optional<std::string> ReadIfPresent(const FileSystem& files, const std::string& path) {
  if (!files.StatFollowing(path)) return std::nullopt;
  return ReadNamedFile(files, path);
}

// The value at `key`, of the type that Go calls `type`; an empty one if it is missing.
json ValueIn(const json& object, const char* key, json::value_t type, const char* go_type) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return json(type);
  if (found->type() == type) return *found;
  throw Error("error unmarshaling JSON: while decoding JSON: " +
              go::DescribeMismatch(*found, {.type = go_type, .field = key}));
}

json MapIn(const json& object, const char* key) { return ValueIn(object, key, json::value_t::object, "object"); }
json ListIn(const json& object, const char* key) { return ValueIn(object, key, json::value_t::array, "[]object"); }

bool HasValue(const json& object, const char* key) {
  return object.is_object() && object.contains(key) && !object[key].is_null();
}

// Of `spec.template.spec.export[].imgpkgBundle`.
KctrlExport::Bundle ReadBundle(const json& bundle) {
  static constexpr kube::Field kFields[] = {{"image", kube::Field::Type::kText},
                                            {"useKbldImagesLock", kube::Field::Type::kBool}};
  static constexpr kube::StructType kType{kFields};
  const json kept =
      kube::KeepKnownFields(bundle, kType, "ImgpkgBundle.spec.template.spec.export.imgpkgBundle");
  return {.image = kept.value("image", ""), .use_images_lock = kept.value("useKbldImagesLock", false)};
}

KctrlExport ReadExport(const json& exported) {
  static constexpr kube::Field kFields[] = {{"includePaths", kube::Field::Type::kTexts}};
  static constexpr kube::StructType kType{kFields};
  KctrlExport read;
  if (exported.is_null()) return read;
  const json kept = kube::KeepKnownFields(exported, kType, "Export.spec.template.spec.export");
  if (HasValue(exported, "imgpkgBundle")) read.bundle = ReadBundle(exported["imgpkgBundle"]);
  if (kept.contains("includePaths")) {
    read.include_paths = kept["includePaths"].get<std::vector<std::string>>();
  }
  return read;
}

json PrintExport(const KctrlExport& exported) {
  json printed = json::object();
  if (exported.bundle) {
    json& bundle = printed["imgpkgBundle"] = json::object();
    if (!exported.bundle->image.empty()) bundle["image"] = exported.bundle->image;
    if (exported.bundle->use_images_lock) bundle["useKbldImagesLock"] = true;
  }
  if (!exported.include_paths.empty()) printed["includePaths"] = exported.include_paths;
  return printed;
}

// What every file of kctrl says of itself.
struct Head {
  std::string api_version;
  std::string kind;
};

Head ReadHead(const json& document, const std::string& type) {
  static constexpr kube::Field kFields[] = {{"apiVersion", kube::Field::Type::kText}, {"kind", kube::Field::Type::kText}};
  static constexpr kube::StructType kType{kFields};
  const json kept = kube::KeepKnownFields(document, kType, type);
  return {.api_version = kept.value("apiVersion", ""), .kind = kept.value("kind", "")};
}

const kube::StructType& TypeOf(const std::string& api_version, const std::string& kind) {
  return *kube::FindResourceType(api_version, kind);
}

json KeepKnownResource(const json& document, const std::string& api_version, const std::string& kind) {
  const std::string context =
      "Parsing resource config '" + std::string(kKctrlResourcesFile) + "': Unmarshaling " + kind + ": ";
  return WithContext(context, [&] {
    json kept = {{"apiVersion", api_version}, {"kind", kind}};
    kept["metadata"] = kube::KeepKnownMetadata(MapIn(document, "metadata"));
    kept["spec"] =
        kube::KeepKnownFields(MapIn(document, "spec"),
                              kube::FindFieldType(TypeOf(api_version, kind), {"spec"}), kind + "Spec.spec");
    return kept;
  });
}

// These fields are written even if nothing is known of them.
json KeepPackage(const json& document) {
  json package = KeepKnownResource(document, kPackageApiVersion, kPackageKind);
  json& spec = package["spec"];
  spec.emplace("releasedAt", nullptr);
  if (!HasValue(spec, "template") || !HasValue(MapIn(document["spec"], "template"), "spec")) {
    spec["template"] = {{"spec", nullptr}};
  }
  if (!HasValue(spec, "valuesSchema") || spec["valuesSchema"].empty())
    spec["valuesSchema"] = {{"openAPIv3", nullptr}};
  return package;
}

json KeepInstall(const json& document) {
  json install = KeepKnownResource(document, kInstallApiVersion, kInstallKind);
  json& status = install["status"] = MapIn(document, "status");
  status.emplace("conditions", nullptr);
  status.emplace("friendlyDescription", "");
  status.emplace("observedGeneration", 0);
  return install;
}

// A file that is there keeps its mode; kctrl lets whoever the umask lets run a new one.
void WriteKctrlText(FileSystem& files, const std::string& path, const std::string& text) {
  constexpr uint32_t kNewMode = 0777;
  const std::optional<FileInfo> info = files.StatFollowing(path);
  WriteNamedFile(files, path, text, info ? info->mode : kNewMode);
}

struct Found {
  std::vector<json> packages;
  std::vector<json> metadata;
  std::vector<json> installs;
  std::vector<json> apps;
};

Found FindResources(const std::string& text, const std::string& file) {
  Found found;
  for (const std::string& part : yaml::SplitYamlDocuments(text)) {
    const json document = yaml::ParseYamlAsJson(part, file);
    if (!document.is_object()) continue;
    const auto is = [&](const char* api_version, const char* kind) {
      return document.value("/apiVersion"_json_pointer, json()) == api_version &&
             document.value("/kind"_json_pointer, json()) == kind;
    };
    if (is(kPackageApiVersion, kPackageKind)) found.packages.push_back(document);
    if (is(kPackageApiVersion, kMetadataKind)) found.metadata.push_back(document);
    if (is(kInstallApiVersion, kInstallKind)) found.installs.push_back(document);
    if (is(kAppApiVersion, kAppKind)) found.apps.push_back(document);
  }
  return found;
}

json FirstOrNothing(const std::vector<json>& documents) {
  return documents.empty() ? json::object() : documents.front();
}

}  // namespace

std::optional<KctrlBuild> KctrlBuild::Find(const FileSystem& files) {
  const std::string file(kKctrlBuildFile);
  const std::optional<std::string> text = ReadIfPresent(files, file);
  if (!text) return std::nullopt;
  const json document = ParseStruct(*text, file, "buildconfigs.PackageBuild");
  const Head head = ReadHead(document, "PackageBuild");
  KctrlBuild build;
  build.api_version = head.api_version;
  build.kind = head.kind;
  build.metadata = kube::KeepKnownMetadata(MapIn(document, "metadata"));
  const json spec = MapIn(document, "spec");
  for (const json& release : ListIn(spec, "release")) build.releases.push_back(HasValue(release, "resource"));
  const json inner = MapIn(MapIn(spec, "template"), "spec");
  if (HasValue(MapIn(inner, "app"), "spec")) {
    const kube::StructType& type =
        kube::FindFieldType(TypeOf(kPackageApiVersion, kPackageKind), {"spec", "template", "spec"});
    build.app = kube::KeepKnownFields(inner["app"]["spec"], type, "AppSpec.spec.template.spec.app.spec");
  }
  for (const json& exported : ListIn(inner, "export")) build.exports.push_back(ReadExport(exported));
  return build;
}

KctrlBuild KctrlBuild::Read(const FileSystem& files) {
  if (std::optional<KctrlBuild> build = Find(files)) return std::move(*build);
  throw Error("open " + std::string(kKctrlBuildFile) + ": no such file or directory");
}

void KctrlBuild::Write(FileSystem& files) const {
  json spec = json::object();
  for (const bool has_resource : releases) {
    spec["release"].push_back(has_resource ? json{{"resource", json::object()}} : json::object());
  }
  json inner = json::object();
  if (!app.is_null()) inner["app"]["spec"] = app;
  for (const KctrlExport& exported : exports) inner["export"].push_back(PrintExport(exported));
  spec["template"]["spec"] = inner;
  json document = {{"metadata", metadata}, {"spec", spec}};
  if (!api_version.empty()) document["apiVersion"] = api_version;
  if (!kind.empty()) document["kind"] = kind;
  WriteKctrlText(files, std::string(kKctrlBuildFile), yaml::PrintJsonAsYaml(document));
}

KctrlResources KctrlResources::FindOrMake(const FileSystem& files) {
  const std::string file(kKctrlResourcesFile);
  const Found found = FindResources(ReadIfPresent(files, file).value_or(""), file);
  return {.package = KeepPackage(FirstOrNothing(found.packages)),
          .package_metadata =
              KeepKnownResource(FirstOrNothing(found.metadata), kPackageApiVersion, kMetadataKind),
          .install = KeepInstall(FirstOrNothing(found.installs))};
}

KctrlResources KctrlResources::Read(const FileSystem& files) {
  const std::string file(kKctrlResourcesFile);
  const std::string text =
      WithContext("Reading config '" + file + "': ", [&] { return ReadNamedFile(files, file); });
  const Found found = FindResources(text, file);
  const size_t installs = found.installs.size() + found.apps.size();
  if (installs == 0) throw Error("Expected to find at least one App or PackageInstall, but found none");
  if (installs > 1) throw Error("Expected to find exactly one App or PackageInstall, but found multiple");
  if (found.packages.size() != 1 || found.metadata.size() != 1) {
    throw Error("Reading package-resource.yml: file malformed." + std::string(kMalformedHint));
  }
  return {.package = KeepPackage(found.packages[0]),
          .package_metadata = KeepKnownResource(found.metadata[0], kPackageApiVersion, kMetadataKind),
          .install = {}};
}

void KctrlResources::Write(FileSystem& files) const {
  const std::string text = yaml::PrintJsonAsYaml(package) + "\n---\n" +
                           yaml::PrintJsonAsYaml(package_metadata) + "\n---\n" +
                           yaml::PrintJsonAsYaml(install);
  WriteKctrlText(files, std::string(kKctrlResourcesFile), text);
}

std::optional<KctrlRepositoryBuild> KctrlRepositoryBuild::Find(const FileSystem& files) {
  const std::optional<std::string> text = ReadIfPresent(files, kKctrlRepositoryBuildFile);
  if (!text) return std::nullopt;
  const json document = ParseStruct(*text, kKctrlRepositoryBuildFile, "build.PackageRepoBuild");
  const Head head = ReadHead(document, "PackageRepoBuild");
  KctrlRepositoryBuild build;
  build.api_version = head.api_version;
  build.kind = head.kind;
  build.metadata = kube::KeepKnownMetadata(MapIn(document, "metadata"));
  build.image = ReadBundle(MapIn(MapIn(MapIn(document, "spec"), "export"), "imgpkgBundle")).image;
  return build;
}

void KctrlRepositoryBuild::Write(FileSystem& files) const {
  json bundle = json::object();
  if (!image.empty()) bundle["image"] = image;
  json document = {{"metadata", metadata}, {"spec", {{"export", {{"imgpkgBundle", bundle}}}}}};
  if (!api_version.empty()) document["apiVersion"] = api_version;
  if (!kind.empty()) document["kind"] = kind;
  WriteNamedFile(files, kKctrlRepositoryBuildFile, yaml::PrintJsonAsYaml(document));
}

int64_t ReleaseTime() {
  const char* text = std::getenv("SOURCE_DATE_EPOCH");
  if (text == nullptr || *text == '\0') return Now() / 1'000'000'000;
  int64_t seconds = 0;
  const std::string_view given = text;
  const auto [end, failure] = std::from_chars(given.data(), given.data() + given.size(), seconds);
  if (failure == std::errc() && end == given.data() + given.size() && seconds >= 0) return seconds;
  throw Error("SOURCE_DATE_EPOCH is '" + std::string(given) + "', not a number of seconds since 1970");
}

std::string FormatReleaseTime(int64_t seconds) {
  const std::time_t time = seconds;
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

}  // namespace pkgrepo::packaging
