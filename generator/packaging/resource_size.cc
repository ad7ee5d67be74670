#include "packaging/resource_size.h"

#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {

std::string FormatSize(uint64_t bytes) {
  if (bytes < 1024) return std::to_string(bytes) + " B";
  constexpr std::array<std::string_view, 3> kUnits = {" KiB", " MiB", " GiB"};
  uint64_t tenths = bytes * 10 / 1024;
  size_t unit = 0;
  for (; tenths >= 10240 && unit + 1 < kUnits.size(); ++unit) tenths /= 1024;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + std::string(kUnits[unit]);
}

uint64_t SizeInCluster(const std::string& file, const std::string& text) {
  return yaml::PrintCompactJson(yaml::ParseYamlAsJson(text, file)).size();
}

std::string SizeWarning(const std::string& file, const std::string& name, const std::string& text) {
  // Quotes and brackets do not make JSON so much longer.
  if (text.size() < kEtcdRequestLimit / 4) return "";
  const uint64_t size = SizeInCluster(file, text);
  if (size <= kEtcdRequestLimit) return "";
  return file + ": warning: " + name + " takes " + FormatSize(size) + " in a cluster, and etcd refuses more than " +
         FormatSize(kEtcdRequestLimit) +
         " at a time by default, so that no cluster would take its repository: leave descriptions, examples or parts out of "
         "the schema of its values, shorten releaseNotes, or raise --max-request-bytes of etcd in each cluster";
}

}  // namespace pkgrepo::packaging
