#include "base/error.h"
#include "base/file_system.h"
#include "base/strings.h"
#include "cli/kctrl/commands.h"
#include "cli/kctrl/questions.h"
#include "cli/kctrl/tools.h"
#include "packaging/kctrl_init.h"
#include "packaging/kctrl_project.h"
#include "packaging/kctrl_render.h"

namespace pkgrepo::cli {
namespace {

using packaging::KctrlSource;

constexpr const char* kSampleName = "samplepackage.corp.com";
constexpr const char* kAllPaths = "*";

// kctrl's own words, folded as it folds them.
constexpr std::string_view kWelcome =
    "\nWelcome! Before we start, do install the latest Carvel suite of tools,\n"
    "specifically ytt, imgpkg, vendir and kbld.\n";
constexpr std::string_view kAboutName =
    "A package reference name must be at least three '.' separated segments,e.g.\nsamplepackage.corp.com";
constexpr std::string_view kAboutContent =
    "Please provide the location from where your Kubernetes manifests or Helm chart\n"
    "can be fetched. This will be bundled as a part of the package.";
constexpr std::string_view kAboutLocalPaths =
    "We need to include files/ directories which contain Kubernetes manifests.\n"
    "Multiple values can be included using a comma separator.";
constexpr std::string_view kAboutReleasePaths =
    "We need to know which files contain Kubernetes manifests. Multiple files can be\n"
    "included using a comma separator. To include all the files, enter *";
constexpr std::string_view kAboutGitUrl =
    "Both https and ssh URL's are supported, e.g.\nhttps://github.com/vmware-tanzu/carvel-kapp-controller";
constexpr std::string_view kAboutGitReference =
    "A git reference can be any branch, tag, commit; origin is the name of the\nremote.";
constexpr std::string_view kAboutGitPaths =
    "We need to know which files contain Kubernetes manifests. Multiple files can be\n"
    "included using a comma separator.\n"
    "- To include all the files, enter *\n"
    "- To include a folder with all the sub-folders and files, enter\n<FOLDER_NAME>/**/* \n"
    "- To include all the files inside a folder, enter <FOLDER_NAME>/*";
constexpr std::string_view kAboutVendir =
    "We will use vendir to fetch the data from the source to the local directory.\n"
    "Vendir allows us to declaratively state what should be in a directory and sync\ndata sources into it.\n"
    "All the information entered above has been persisted into a vendir.yml file.\n";
constexpr std::string_view kAboutSync =
    "\nNext step is to run 'vendir sync' to fetch the data from the source to the local\ndirectory.\n"
    "Vendir will sync the data into the upstream folder.";
constexpr std::string_view kAboutTemplates =
    "Found different AppSpec section in\nPackage (inside package-resources.yml) and\n"
    "PackageBuild (inside package-build.yml)";
constexpr std::string_view kInitNextSteps =
    "Created files can be consumed in following ways:\n1. `package release` command to release the package.\n"
    "2. `package release --repo-output repo` to release the package and add it to the\n"
    "package repository directory.\n";

// One run of `kctrl package init`. Each answer that is complete in itself is kept, so that a later run goes on from there.
class Init {
 public:
  Init(const UiFlags& ui_flags, Ui& ui, const Invocation& invocation)
      : ui_(ui), questions_(ui_flags, ui, invocation, Questions::AtEnd::kFail) {}

  void Run() {
    build_ = packaging::KctrlBuild::Find(files_).value_or(packaging::KctrlBuild());
    resources_ = packaging::KctrlResources::FindOrMake(files_);
    vendor_ = packaging::KctrlVendor::Find(files_);
    ui_.PrintRaw(kWelcome);
    const std::string name = AskName();
    packaging::NameKctrlResources(resources_, name);
    Write();
    SetContent();
    build_.Write(files_);
    ChooseTemplate();
    packaging::FinishKctrlInit(name, build_, resources_);
    Write();
    ui_.PrintRaw("Output\n");
    for (std::string_view file : {packaging::kKctrlBuildFile, packaging::kKctrlResourcesFile}) {
      ui_.PrintRaw("Successfully updated " + std::string(file) + "\n");
    }
    ui_.PrintRaw("\nNext steps\n");
    ui_.PrintRaw(kInitNextSteps);
  }

 private:
  void Write() {
    build_.Write(files_);
    resources_.Write(files_);
  }

  std::string AskName() {
    ui_.PrintRaw("\nBasic Information\n");
    ui_.PrintRaw(kAboutName);
    return questions_.AskText(
        {.label = "Enter the package reference name",
         .otherwise = resources_.package_metadata["metadata"].value("name", kSampleName),
         .fault = packaging::KctrlNameFault});
  }

  void SetContent() {
    ui_.PrintRaw("Content\n");
    ui_.PrintRaw(kAboutContent);
    const KctrlSource earlier = packaging::EarlierSource(build_, vendor_);
    const size_t chosen =
        questions_.AskChoice("Enter source", packaging::kKctrlSourceNames, static_cast<size_t>(earlier));
    const auto source = static_cast<KctrlSource>(chosen);
    if (earlier != KctrlSource::kLocalFolder && source != earlier) {
      throw Error("Transitioning from one fetch option to another is not allowed. Earlier option selected: " +
                  std::string(packaging::kKctrlSourceNames[static_cast<size_t>(earlier)]) +
                  ", Current Option selected: " + std::string(packaging::kKctrlSourceNames[chosen]));
    }
    std::vector<std::string> local_paths;
    if (source == KctrlSource::kLocalFolder) {
      local_paths = AskLocalPaths();
    } else {
      AskSource(source);
      Vendor();
    }
    packaging::SetKctrlSource(build_, source, local_paths, vendor_);
  }

  std::vector<std::string> AskLocalPaths() {
    ui_.PrintRaw(kAboutLocalPaths);
    const std::vector<std::string> known =
        build_.exports.empty() ? std::vector<std::string>() : build_.exports.front().include_paths;
    return packaging::SplitKctrlPaths(questions_.AskText(
        {.label = "Enter the paths which contain Kubernetes manifests", .otherwise = Join(known, ",")}));
  }

  void AskSource(KctrlSource source) {
    if (!vendor_) vendor_ = packaging::KctrlVendor{.contents = {.path = "."}};
    vendir::Contents& contents = vendor_->contents;
    if (source == KctrlSource::kGithubRelease) {
      AskGithubRelease(contents);
    } else if (source == KctrlSource::kHelmChart) {
      AskHelmChart(contents);
    } else {
      AskGit(contents);
    }
  }

  // Of the source, which is kept as far as it is known.
  std::string Ask(const std::string& label, const std::string& otherwise) {
    vendor_->Write(files_);
    return questions_.AskText({.label = label, .otherwise = otherwise});
  }

  void AskGithubRelease(vendir::Contents& contents) {
    constexpr const char* kLatest = "latest";
    if (!contents.github_release) contents.github_release.emplace();
    vendir::GithubReleaseSource& release = *contents.github_release;
    release.disable_auto_checksum_validation = true;
    ui_.PrintRaw("Repository details\n");
    ui_.PrintRaw("Slug format is org/repo e.g. vmware-tanzu/simple-app");
    release.slug = Ask("Enter slug for repository", release.slug);
    const std::string tag =
        Ask("Enter the release tag to be used", release.tag.empty() ? kLatest : release.tag);
    release.latest = tag == kLatest;
    release.tag = release.latest ? "" : tag;
    AskIncludedPaths(kAboutReleasePaths, contents);
  }

  void AskHelmChart(vendir::Contents& contents) {
    if (!contents.helm_chart) contents.helm_chart.emplace();
    vendir::HelmChartSource& chart = *contents.helm_chart;
    const std::string url =
        Ask("Enter helm chart repository URL", chart.repository ? chart.repository->url : "");
    if (!chart.repository) chart.repository.emplace();
    chart.repository->url = url;
    chart.name = Ask("Enter helm chart name", chart.name);
    chart.version = Ask("Enter helm chart version", chart.version);
  }

  void AskGit(vendir::Contents& contents) {
    if (!contents.git) contents.git.emplace();
    vendir::GitSource& git = *contents.git;
    ui_.PrintRaw(kAboutGitUrl);
    git.url = Ask("Enter Git URL", git.url);
    ui_.PrintRaw(kAboutGitReference);
    git.ref = Ask("Enter Git Reference", git.ref.empty() ? "origin/main" : git.ref);
    AskIncludedPaths(kAboutGitPaths, contents);
  }

  void AskIncludedPaths(std::string_view about, vendir::Contents& contents) {
    ui_.PrintRaw(about);
    const std::string known = contents.include_paths.empty() ? kAllPaths : Join(contents.include_paths, ",");
    const std::string answer = Ask("Enter the paths which contain Kubernetes manifests", known);
    contents.include_paths =
        answer == kAllPaths ? std::vector<std::string>() : packaging::SplitKctrlPaths(answer);
  }

  void Vendor() {
    vendor_->Write(files_);
    ui_.PrintRaw(kAboutVendir);
    ui_.PrintRaw("Printing vendir.yml \n");
    ui_.PrintBlock(packaging::IndentShown(vendor_->Print()));
    ui_.PrintRaw(kAboutSync);
    ui_.PrintRaw("\nRunning vendir sync");
    ui_.PrintRaw("\n" + packaging::IndentShown("$ vendir sync -f vendir.yml") + "\n");
    const ProcessResult result = RunCarvelTool({"vendir", "sync", "-f", "vendir.yml"}, "");
    if (result.status != 0) throw Error("Running vendir sync: " + result.error_output);
  }

  void ChooseTemplate() {
    constexpr std::array<std::string_view, 2> kAnswers = {"Yes", "No"};
    constexpr size_t kYes = 0;
    constexpr size_t kNo = 1;
    if (packaging::HasOtherTemplate(build_, resources_)) {
      ui_.PrintRaw(kAboutTemplates);
      if (questions_.AskChoice("Overwrite the Package AppSpec from PackageBuild", kAnswers, kNo) != kYes)
        return;
    } else if (!resources_.package["spec"]["template"]["spec"].is_null()) {
      return;
    }
    packaging::TakeTemplate(build_, resources_);
  }

  RealFileSystem files_;
  Ui& ui_;
  Questions questions_;
  packaging::KctrlBuild build_;
  packaging::KctrlResources resources_;
  std::optional<packaging::KctrlVendor> vendor_;
};

struct InitFlags {
  std::string chdir;
};

}  // namespace

Command MakeKctrlPackageInitCommand(const SharedUiFlags& ui_flags) {
  auto flags = std::make_shared<InitFlags>();
  Command command{.name = "init", .summary = "Write the files of a new package, as its user answers"};
  command.flags.String(&flags->chdir, "chdir", 0, "Change to this folder first");
  command.run = [flags, ui_flags](const Invocation& invocation) {
    Ui ui(*ui_flags, invocation.out);
    return RunKctrl(flags->chdir, ui, invocation, [&] { Init(*ui_flags, ui, invocation).Run(); });
  };
  return command;
}

}  // namespace pkgrepo::cli
