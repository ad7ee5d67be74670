// Any bytes as YAML that is read by way of JSON: reading ends in values or in an Error, and what is printed
// of a value reads back as the same value.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.h"
#include "yaml/json_yaml.h"

using namespace pkgrepo;

namespace {

void CheckRoundTrip(const nlohmann::json& value) {
  std::string text;
  try {
    text = yaml::PrintJsonAsYaml(value);
  } catch (const Error&) {
    return;  // characters that YAML does not allow
  }
  // Unicode's own line breaks are folded, as in Go; a key with one may not even read back there.
  if (yaml::PrintCompactJson(value).find("\xC2\x85") != std::string::npos) return;
  if (text.find("\xE2\x80\xA8") != std::string::npos || text.find("\xE2\x80\xA9") != std::string::npos ||
      text.find("\xEF\xBB\xBF") != std::string::npos) {
    return;
  }
  const nlohmann::json again = yaml::ParseYamlAsJson(text, "again");
  // Printed once more rather than compared: -0.0 is printed as 0.
  if (yaml::PrintJsonAsYaml(again) != text) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    for (const std::string& document : yaml::SplitYamlDocuments(text)) {
      CheckRoundTrip(yaml::ParseYamlAsJson(document, "fuzz"));
    }
  } catch (const Error&) {
  }
  if (const auto value = yaml::ParseJsonText(text)) yaml::PrintCompactJson(*value);
  return 0;
}
