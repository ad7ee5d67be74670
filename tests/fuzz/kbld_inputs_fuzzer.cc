// Any bytes as inputs of kbld, configuration and manifests alike: the images are found and replaced, or there
// is an Error.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "kbld/config.h"
#include "kbld/lock_files.h"
#include "kbld/manifests.h"
#include "kbld/resource.h"

using namespace pkgrepo;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    kbld::Inputs inputs = kbld::SeparateConfig(kbld::ParseResources(text, "fuzz"));
    const std::vector<kbld::SearchRule> rules = inputs.config.AllSearchRules();
    kbld::ResolvedImages images;
    for (const std::string& reference : kbld::FindAllImages(inputs.resources, rules)) {
      images[reference] = {"x" + reference, {kbld::ResolvedOrigin(reference, "")}};
    }
    kbld::ReplaceImages(images, rules, /*annotate=*/true, &inputs.resources);
    kbld::PrintResources(inputs.resources);
    kbld::PrintConfigLock(images, inputs.config.search_rules);
  } catch (const Error&) {
  }
  try {
    kbld::OverridesFromImageMap(text);
  } catch (const Error&) {
  }
  return 0;
}
