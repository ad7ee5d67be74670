// Any bytes as an object of a cluster: it has faults or none, and each of them has its place in it.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.h"
#include "go/duration.h"
#include "kube/change_rule.h"
#include "kube/kapp_annotations.h"
#include "kube/metadata_check.h"
#include "kube/time.h"
#include "yaml/json_yaml.h"

using namespace pkgrepo;

namespace {

void CheckObject(std::string_view text) {
  nlohmann::json object = yaml::ParseYamlAsJson(text, "fuzz");
  if (!object.is_object()) return;
  std::vector<kube::FieldFault> faults = kube::CheckMetadata(object);
  for (const char* api_version :
       {"data.packaging.carvel.dev/v1alpha1", "packaging.carvel.dev/v1alpha1", "kappctrl.k14s.io/v1alpha1"}) {
    for (const char* kind : {"Package", "PackageMetadata", "PackageRepository", "PackageInstall", "App"}) {
      const kube::StructType* type = kube::FindResourceType(api_version, kind);
      if (type != nullptr) kube::CheckFields(object, *type);
    }
  }
  kube::CheckKappAnnotations(object);
  for (const kube::FieldFault& fault : faults) {
    if (fault.message.empty()) std::abort();
  }
  kube::ExpandChangeGroup(text, object);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  kube::TimeFault(text);
  kube::PackageNameFault(text);
  kube::QualifiedNameFault(text);
  for (auto* parse :
       {+[](std::string_view t) { CheckObject(t); }, +[](std::string_view t) { kube::ParseChangeRule(t); },
        +[](std::string_view t) {
          // What is written is read back as the same.
          const std::chrono::nanoseconds duration = go::ParseDuration(std::string(t));
          if (go::ParseDuration(go::FormatDuration(duration)) != duration) std::abort();
        }}) {
    try {
      parse(text);
    } catch (const Error&) {
    }
  }
  return 0;
}
