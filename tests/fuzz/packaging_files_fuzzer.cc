// Any bytes as a file that people write for a stage, a repository, a package or its sources: it is read, or there is an Error.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/error.h"
#include "packaging/app_template.h"
#include "packaging/kctrl_project.h"
#include "packaging/package_resource.h"
#include "packaging/published_lock.h"
#include "packaging/repository_file.h"
#include "packaging/stage_file.h"
#include "packaging/vendor_config.h"
#include "support/memory_file_system.h"

using namespace pkgrepo;

namespace {

void CheckPackage(const std::string& text) {
  packaging::CheckPackageResource("fuzz", text, packaging::kPackageKind);
  const packaging::PackageIdentity identity = packaging::ReadPackageIdentity("fuzz", text);
  // It becomes the name of a file.
  if (identity.ResourceName().find('/') != std::string::npos) std::abort();
  packaging::SetPackageImage("fuzz", text, "r.example.com/a");
}

// A project of kctrl: its two files with a line of `%%%` between them.
void CheckProject(const std::string& text) {
  MemoryFileSystem files;
  const size_t end = text.find("%%%\n");
  if (end == text.npos) return;
  files.WriteFile("/package-build.yml", text.substr(0, end));
  files.WriteFile("/package-resources.yml", text.substr(end + 4));
  packaging::StepInputs inputs(files);
  const std::optional<packaging::KctrlProject> project = packaging::ReadKctrlProject("/", inputs);
  if (!project) std::abort();
  project->Exports("config/a.yml");
  packaging::CompleteKctrlPackage("fuzz", project->PackageText(), "1.0.0", "r.example.com/a",
                                  {{"type", "object"}});
}

// What a package copies is the project's own.
void CheckVendorConfig(const std::string& text) {
  MemoryFileSystem files;
  files.WriteFile("/project/app/vendir.yml", text);
  files.WriteFile("/project/app/vendir.lock.yml", text);
  packaging::StepInputs inputs(files);
  const std::optional<packaging::VendorConfig> config =
      packaging::ReadVendorConfig("/project/app", "/project", inputs);
  for (const vendir::Directory& directory : config->config().directories) {
    for (const vendir::Contents& contents : directory.contents) {
      const std::string path = JoinPath("/project/app", packaging::PathOfContents(directory, contents));
      if (!IsInside(CleanPath(path), "/project/app")) std::abort();
      config->PositionOf(directory.path, contents.path);
    }
  }
  packaging::ReadVendorLock(*config, "app-sync", inputs);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (auto* read :
       {+[](const std::string& t) { packaging::ParseStageFile("fuzz", t); },
        +[](const std::string& t) { packaging::ParseRepositoryFile("fuzz", t); },
        +[](const std::string& t) { packaging::AppTemplate::Parse("fuzz", t); },
        +[](const std::string& t) { packaging::PublishedLock::Parse("fuzz", t); },
        +[](const std::string& t) { CheckPackage(t); }, +[](const std::string& t) { CheckProject(t); },
        +[](const std::string& t) { CheckVendorConfig(t); }}) {
    try {
      read(text);
    } catch (const Error&) {
    }
  }
  return 0;
}
