// Any bytes as one of the files by which kctrl builds: it is read, or there is an Error; what is written of it is read as the
// same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/error.h"
#include "packaging/kctrl_files.h"
#include "packaging/kctrl_project.h"
#include "support/memory_file_system.h"

using namespace pkgrepo;
using namespace pkgrepo::packaging;

namespace {

template <typename Rewrite>
void Check(const std::string& path, const std::string& text, Rewrite rewrite) {
  MemoryFileSystem files;
  files.WriteFile(path, text);
  try {
    rewrite(files);
  } catch (const Error&) {
    return;
  }
  const std::string written = files.ReadFile(path);
  rewrite(files);  // an Error is a finding
  if (files.ReadFile(path) != written) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  Check(std::string(kKctrlBuildFile), text, [](FileSystem& files) { KctrlBuild::Read(files).Write(files); });
  Check(std::string(kKctrlResourcesFile), text, [](FileSystem& files) { KctrlResources::FindOrMake(files).Write(files); });
  Check(kKctrlRepositoryBuildFile, text, [](FileSystem& files) {
    if (const auto build = KctrlRepositoryBuild::Find(files)) build->Write(files);
  });
  return 0;
}
