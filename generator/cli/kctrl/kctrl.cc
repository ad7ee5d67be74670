#include <filesystem>

#include "base/error.h"
#include "base/original_versions.h"
#include "cli/kctrl/commands.h"
#include "cli/standard_commands.h"
#include "go/error_text.h"

namespace pkgrepo::cli {
namespace {

// Of the commands that ask a cluster, which are not here.
struct ClusterFlags {
  int burst = 1000;
  std::string queries_per_second = "1000";
  std::string kubeconfig;
  std::string context;
  std::string text;

  void Declare(FlagSet& flags) {
    const std::string usage = "Accepted for compatibility; no cluster is asked";
    flags.Int(&burst, "kube-api-burst", 0, usage);
    flags.String(&queries_per_second, "kube-api-qps", 0, usage);
    flags.String(&kubeconfig, "kubeconfig", 0, usage);
    flags.String(&context, "kubeconfig-context", 0, usage);
    flags.String(&text, "kubeconfig-yaml", 0, usage);
    for (const char* name :
         {"kube-api-burst", "kube-api-qps", "kubeconfig", "kubeconfig-context", "kubeconfig-yaml"}) {
      flags.Hide(name);
    }
  }
};

void ChangeDirectory(const std::string& directory) {
  std::error_code error;
  std::filesystem::current_path(directory, error);
  if (error) throw Error("chdir " + directory + ": no such file or directory");
}

}  // namespace

Command MakeKctrlCommand() {
  auto ui = std::make_shared<UiFlags>();
  auto cluster = std::make_shared<ClusterFlags>();
  Command root{.name = "kctrl",
               .summary = "Author packages and package repositories",
               .description = "Authors packages and package repositories.",
               .version = std::string(originals::kKctrl.version)};
  root.says_succeeded = true;
  root.run = [cluster](const Invocation& invocation) { return RefuseWithHelp(invocation); };
  ui->Declare(root.global_flags, "Take the defaults of all questions");
  cluster->Declare(root.global_flags);

  Command repository{.name = "repository",
                     .aliases = {"repo", "r"},
                     .summary = "Author package repositories",
                     .run = RefuseToRunGroup};
  repository.commands = {MakeKctrlRepositoryReleaseCommand(ui)};
  Command package{
      .name = "package", .aliases = {"pkg", "p"}, .summary = "Author packages", .run = RefuseToRunGroup};
  package.commands = {MakeKctrlPackageInitCommand(ui), MakeKctrlPackageReleaseCommand(ui),
                      std::move(repository)};
  root.commands = {std::move(package), MakeCompletionCommand("kctrl"),
                   MakeVersionCommand("kctrl", root.version, ui), MakeHelpCommand(/*says_succeeded=*/true)};
  return root;
}

int RunKctrl(const std::string& directory, Ui& ui, const Invocation& invocation,
             const std::function<void()>& command) {
  constexpr int kFailed = 1;
  try {
    if (!directory.empty()) ChangeDirectory(directory);
    command();
  } catch (const Error& error) {
    ui.FinishWithError("kctrl: Error: " + go::FormatErrorChain(error.message()), invocation.err);
    return kFailed;
  }
  ui.Finish();
  return 0;
}

}  // namespace pkgrepo::cli
