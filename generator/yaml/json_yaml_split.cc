#include "base/error.h"
#include "base/strings.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::yaml {

std::vector<std::string> SplitYamlDocuments(std::string_view text) {
  std::vector<std::string> documents;
  std::string document;
  for (std::string_view line : SplitLines(text)) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with("---")) {
      std::string_view rest = Trim(line.substr(3));
      if (!rest.empty() && rest[0] != '#')
        throw Error("invalid Yaml document separator: " + std::string(rest));
      if (!document.empty()) {
        documents.push_back(std::move(document));
        document.clear();
        continue;
      }
    }
    document.append(line).append("\n");
  }
  if (!document.empty()) documents.push_back(std::move(document));
  return documents;
}

}  // namespace pkgrepo::yaml
