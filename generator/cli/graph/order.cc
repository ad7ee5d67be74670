// pkgrepo order: tells Ninja what a step of a stage or a repository waits for.

#include <memory>

#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/step_order.h"

namespace pkgrepo::cli {
namespace {

struct OrderOptions {
  std::string stage;
  std::string repository;
  std::string push;
  std::string file;
  std::string tree;
  std::string depfile;
};

packaging::StepOrder Find(const OrderOptions& options, packaging::StepInputs& inputs) {
  const packaging::BuildTree tree(options.tree);
  if (!options.push.empty()) return OrderOfPush(options.push, tree, inputs);
  RequireFlag(options.file, "file");
  if (!options.stage.empty()) return OrderOfStage(options.stage, options.file, tree, inputs);
  RequireFlag(options.repository, "repository");
  return OrderOfRepository(options.repository, options.file, tree, inputs);
}

int Run(const OrderOptions& options) {
  RequireFlag(options.tree, "tree");
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  const packaging::StepOrder order = Find(options, inputs);
  disk.WriteFileIfChanged(order.File(), order.ToDyndep());
  inputs.WriteDepfile(options.depfile, order.File());
  return 0;
}

}  // namespace

Command MakeOrderCommand() {
  auto options = std::make_shared<OrderOptions>();
  Command command{
      .name = "order",
      .summary = "Tell Ninja what a stage or repository waits for",
      .description =
          "Writes, in the form that Ninja reads while it builds, which outputs of other steps come before one step: before "
          "a stage (--stage) the package versions that its file names, before a repository (--repository) its stage, before "
          "the push of a stage (--push) the repositories that serve it. A file that cannot be read names nothing here; the "
          "step itself reports it.",
      .examples = "  pkgrepo order --stage beta --file stages/beta.yaml --tree carvel\n"
                  "  pkgrepo order --repository acme --file repos/acme.yaml --tree carvel\n"
                  "  pkgrepo order --push beta --tree carvel"};
  FlagSet& flags = command.flags;
  flags.String(&options->stage, "stage", 0, "Look at the stage `NAME`");
  flags.String(&options->repository, "repository", 0, "Look at the repository `NAME`");
  flags.String(&options->push, "push", 0, "Look at the push of the stage `NAME`");
  flags.String(&options->file, "file", 0, "Read `FILE`, that of the stage or repository");
  flags.String(&options->tree, "tree", 0,
               "Read and write the results of the steps in `FOLDER` of the build tree, as build.ninja calls it (required)");
  DeclareDepfile(&options->depfile, flags);
  command.run = [options](const Invocation&) { return Run(*options); };
  return command;
}

}  // namespace pkgrepo::cli
