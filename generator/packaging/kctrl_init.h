// `kctrl package init`: what the answers of its user make of the files of a project. cli/kctrl asks the questions.
//
// https://carvel.dev/kapp-controller/docs/latest/kctrl-package-authoring/

#ifndef PKGREPO_PACKAGING_KCTRL_INIT_H_
#define PKGREPO_PACKAGING_KCTRL_INIT_H_

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "packaging/kctrl_files.h"
#include "vendir/config.h"

namespace pkgrepo::packaging {

// Where the files of a package come from, as kctrl numbers them.
enum class KctrlSource { kLocalFolder, kGithubRelease, kHelmChart, kGit, kHelmChartFromGit };

inline constexpr std::array<std::string_view, 5> kKctrlSourceNames = {
    "Local Directory", "Github Release", "Helm Chart from Helm Repository", "Git Repository",
    "Helm Chart from Git Repository"};

// Why this cannot be the name of a package, in kctrl's words; nullopt if it can.
std::optional<std::string> KctrlNameFault(const std::string& name);

// The parts of a list with commas, without blanks around them.
std::vector<std::string> SplitKctrlPaths(std::string_view text);

// vendir.yml of the working directory, of which kctrl knows the first contents alone.
struct KctrlVendor {
  vendir::Contents contents;

  static std::optional<KctrlVendor> Find(const FileSystem& files);
  void Write(FileSystem& files) const;
  std::string Print() const;
};

// What an earlier run has chosen; a local folder if there was none.
KctrlSource EarlierSource(const KctrlBuild& build, const std::optional<KctrlVendor>& vendor);

// After the first question: the names of the resources.
void NameKctrlResources(KctrlResources& resources, const std::string& name);

// After the questions on the source: how the package is templated and what is exported. `local_paths` are the answer for
// a local folder.
void SetKctrlSource(KctrlBuild& build, KctrlSource source, const std::vector<std::string>& local_paths,
                    const std::optional<KctrlVendor>& vendor);

// Whether the Package has another template than the build, so that the user has to say which holds.
bool HasOtherTemplate(const KctrlBuild& build, const KctrlResources& resources);

void TakeTemplate(const KctrlBuild& build, KctrlResources& resources);

// In the end: the name of the build, and of what is installed to try the package.
void FinishKctrlInit(const std::string& name, KctrlBuild& build, KctrlResources& resources);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_KCTRL_INIT_H_
