#include "packaging/records.h"

#include <optional>

#include "base/error.h"
#include "base/json_print.h"
#include "base/strings.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

json ToJsonValue(const BundleRecord& bundle) {
  return {{"repository", bundle.repository},
          {"tag", bundle.tag},
          {"digest", bundle.manifest.digest.ToString()},
          {"mediaType", bundle.manifest.media_type},
          {"size", bundle.manifest.size}};
}

Digest DigestFrom(const std::string& text) {
  const std::optional<Digest> digest = Digest::Parse(text);
  if (!digest) throw Error("'" + text + "' is not a digest");
  return *digest;
}

BundleRecord BundleFrom(const json& value) {
  return {.repository = value.at("repository"),
          .tag = value.at("tag"),
          .manifest = {.media_type = value.at("mediaType"),
                       .size = value.at("size"),
                       .digest = DigestFrom(value.at("digest")),
                       .urls = {},
                       .annotations = {},
                       .platform = {}}};
}

std::string Print(const json& value) { return PrintJsonText(value, 2) + "\n"; }

}  // namespace

void ReadRecord(const std::string& file, std::string_view text,
                const std::function<void(const json&)>& read) {
  constexpr const char* kHint = "the build writes this file: remove it and build again";
  try {
    read(json::parse(text));
  } catch (const json::exception& exception) {
    throw Error(std::string("not a record of the build: ") + exception.what()).At({.file = file}).Hint(kHint);
  } catch (Error& error) {
    throw error.At({.file = file}).Hint(kHint);
  }
}

oci::Reference BundleRecord::Target() const {
  try {
    return oci::Reference::Parse(repository + ":" + tag);
  } catch (Error& error) {
    throw error.Hint("PACKAGE_REPO_REGISTRY, or REGISTRY where it is given, must name a place for images");
  }
}

std::string BundleRecord::ToJson() const { return Print(ToJsonValue(*this)); }

BundleRecord BundleRecord::Parse(const std::string& file, std::string_view text) {
  std::optional<BundleRecord> bundle;
  ReadRecord(file, text, [&](const json& value) { bundle = BundleFrom(value); });
  return *bundle;
}

std::string ImageRecord::ToJson() const {
  json value = ToJsonValue(image);
  if (!rest.empty()) value["rest"] = rest;
  return Print(value);
}

ImageRecord ImageRecord::Parse(const std::string& file, std::string_view text) {
  std::optional<ImageRecord> record;
  ReadRecord(file, text, [&](const json& value) { record = {.image = BundleFrom(value), .rest = value.value("rest", "")}; });
  return *record;
}

std::string AppSourceRecord::ToJson() const { return Print({{"revision", revision.ToString()}}); }

AppSourceRecord AppSourceRecord::Parse(const std::string& file, std::string_view text) {
  std::optional<AppSourceRecord> record;
  ReadRecord(file, text, [&](const json& value) { record = {.revision = DigestFrom(value.at("revision"))}; });
  return *record;
}

std::string AppTestRecord::ToJson() const { return Print({{"command", command}, {"result", "passed"}}); }

std::string ChartRecord::ToJson() const {
  json value = ToJsonValue(chart);
  value["name"] = name;
  value["version"] = version;
  value["archive"] = archive.ToString();
  value["images"] = images;
  return Print(value);
}

ChartRecord ChartRecord::Parse(const std::string& file, std::string_view text) {
  std::optional<ChartRecord> record;
  ReadRecord(file, text, [&](const json& value) {
    record = {.chart = BundleFrom(value),
              .name = value.at("name"),
              .version = value.at("version"),
              .archive = DigestFrom(value.at("archive")),
              .images = value.at("images")};
  });
  return *record;
}

std::string StageRecord::ToJson() const {
  json packages_json = json::array();
  for (const StagedPackage& package : packages) {
    packages_json.push_back({{"name", package.name},
                             {"version", package.version},
                             {"refName", package.ref_name},
                             {"image", package.image},
                             {"built", package.built}});
  }
  json value = ToJsonValue(bundle);
  value["repositoryName"] = repository_name;
  if (!api.empty()) value["api"] = api;
  value["packages"] = std::move(packages_json);
  return Print(value);
}

StageRecord StageRecord::Parse(const std::string& file, std::string_view text) {
  std::optional<StageRecord> stage;
  ReadRecord(file, text, [&](const json& value) {
    stage = {.bundle = BundleFrom(value),
             .repository_name = value.at("repositoryName"),
             .api = value.value("api", ""),
             .packages = {}};
    for (const json& package : value.at("packages")) {
      stage->packages.push_back({.name = package.at("name"),
                                 .version = package.at("version"),
                                 .ref_name = package.at("refName"),
                                 .image = package.at("image"),
                                 .built = package.at("built")});
    }
  });
  return *stage;
}

std::string TagOfVersion(const std::string& version) { return ReplaceAll(version, "+", "_"); }

}  // namespace pkgrepo::packaging
