// pkgrepo order-images: tells Ninja which of the project's own images a package version names.

#include <memory>

#include "base/error.h"
#include "cli/graph/commands.h"
#include "cli/graph/version_step.h"
#include "packaging/build_tree.h"
#include "packaging/project_images.h"
#include "packaging/rendered_cases.h"
#include "packaging/step_order.h"

namespace pkgrepo::cli {
namespace {

struct OrderImagesOptions {
  StepFlags step;
  std::string tree;
};

int Run(OrderImagesOptions& options) {
  VersionStep step(options.step);
  RequireFlag(options.tree, "tree");
  const packaging::BuildTree tree(options.tree);
  packaging::StepInputs& inputs = step.inputs();
  const packaging::ProjectImages images = packaging::ProjectImages::Read(tree.ImageList(), inputs);
  packaging::StepOrder order{.output = step.Output(packaging::kImagesFile)};
  try {
    const packaging::PackageImages used(step.folders(), inputs);
    const std::vector<packaging::RenderedCase> cases =
        packaging::ReadRenderedCases(step.folders().output, inputs);
    for (const std::string& name : images.NamesOf(used.ReferencesOf(cases))) {
      order.inputs.push_back(tree.ImageRecordOf(name));
    }
  } catch (const Error&) {  // check-lock will tell
    order.inputs.clear();
  }
  step.disk().WriteFileIfChanged(order.File(), order.ToDyndep());
  step.Finish(packaging::kImagesOrder);
  return 0;
}

}  // namespace

Command MakeOrderImagesCommand() {
  auto options = std::make_shared<OrderImagesOptions>();
  Command command{
      .name = "order-images",
      .summary = "Tell Ninja which of the project's images a package version names",
      .description =
          "Writes, in the form that Ninja reads while it builds, which container images of the project come "
          "before the check of the lock, images.yml in --output-dir: those that the rendered manifests name. "
          "Manifests that cannot be read name none here; check-lock reports them.",
      .examples = StepExample("order-images", "--tree build/carvel")};
  options->step.Declare(command.flags);
  command.flags.String(
      &options->tree, "tree", 0,
      "Read the list of images in `FOLDER` of the build tree, as build.ninja calls it (required)");
  command.run = [options](const Invocation&) { return Run(*options); };
  return command;
}

}  // namespace pkgrepo::cli
