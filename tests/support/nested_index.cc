#include "support/nested_index.h"

#include <nlohmann/json.hpp>
#include <vector>

namespace pkgrepo::oci {

Descriptor NestIndexes(Descriptor image, const Nesting& nesting,
                       const std::function<Descriptor(const std::string& json)>& put) {
  Descriptor inner = std::move(image);
  for (int level = 0; level < nesting.levels; ++level) {
    const std::string& claimed = nesting.claimed_media_type;
    const nlohmann::json entry = {{"mediaType", claimed.empty() ? inner.media_type : claimed},
                                  {"size", inner.size},
                                  {"digest", inner.digest.ToString()},
                                  {"platform", {{"os", "linux"}, {"architecture", "amd64"}}}};
    const std::vector<nlohmann::json> entries(static_cast<size_t>(nesting.repeats), entry);
    inner =
        put(nlohmann::json{{"schemaVersion", 2}, {"mediaType", kOciIndex}, {"manifests", entries}}.dump());
  }
  return inner;
}

}  // namespace pkgrepo::oci
