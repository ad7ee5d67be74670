#include "packaging/vendored_bundle.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/json_member.h"
#include "base/json_print.h"
#include "kbld/config.h"
#include "kbld/resource.h"
#include "packaging/build_tree.h"
#include "packaging/records.h"

namespace pkgrepo::packaging {

using nlohmann::json;

std::string VendorRecord::ToJson() const {
  const json record = {
      {"fetched", fetched}, {"key", key}, {"tree", tree}, {"content", content}, {"ignored", ignored}};
  return PrintJsonText(record, 2) + "\n";
}

VendorRecord VendorRecord::Parse(const std::string& file, const std::string& text) {
  VendorRecord record;
  ReadRecord(file, text, [&](const json& value) {
    record = {.fetched = value.at("fetched"),
              .key = value.at("key"),
              .tree = value.at("tree"),
              .content = value.value("content", ""),
              .ignored = value.value("ignored", "")};
  });
  return record;
}

std::string BundleDirectory(const PackageFolders& folders, StepInputs& inputs) {
  const std::string record_path = JoinPath(folders.output, kVendorRecord);
  const VendorRecord record = VendorRecord::Parse(record_path, inputs.Read(record_path));
  if (!record.fetched.empty()) return JoinPath(folders.output, kVendoredBundle);
  if (!inputs.IsDirectory(folders.source.bundle()))
    throw Error("no such directory: " + folders.source.bundle());
  return folders.source.bundle();
}

std::vector<std::string> FindKbldConfigs(const std::string& bundle, StepInputs& inputs) {
  std::vector<std::string> configs;
  for (const std::string& name : inputs.List(bundle)) {
    const std::string path = JoinPath(bundle, name);
    if (!name.ends_with(".yml") && !name.ends_with(".yaml")) continue;
    const std::optional<std::string> text = inputs.ReadIfPresent(path);
    if (!text || text->find(kbld::kApiVersion) == std::string::npos) continue;
    for (const json& resource : kbld::ParseResources(*text, "file '" + path + "'")) {
      if (StringMember(resource, "apiVersion") != kbld::kApiVersion) continue;
      configs.push_back(name);
      break;
    }
  }
  return configs;
}

}  // namespace pkgrepo::packaging
