// Any bytes as a file that people write for a stage, a repository or a package: it is read, or there is an Error.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/error.h"
#include "packaging/package_resource.h"
#include "packaging/repository_file.h"
#include "packaging/stage_file.h"

using namespace pkgrepo;

namespace {

void CheckPackage(const std::string& text) {
  packaging::CheckPackageResource("fuzz", text, packaging::kPackageKind);
  const packaging::PackageIdentity identity = packaging::ReadPackageIdentity("fuzz", text);
  // It becomes the name of a file.
  if (identity.ResourceName().find('/') != std::string::npos) std::abort();
  packaging::SetPackageImage("fuzz", text, "r.example.com/a");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (auto* read : {+[](const std::string& t) { packaging::ParseStageFile("fuzz", t); },
                     +[](const std::string& t) { packaging::ParseRepositoryFile("fuzz", t); },
                     +[](const std::string& t) { CheckPackage(t); }}) {
    try {
      read(text);
    } catch (const Error&) {
    }
  }
  return 0;
}
