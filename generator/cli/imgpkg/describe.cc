#include "imgpkg/describe.h"

#include "base/error.h"
#include "cli/imgpkg/commands.h"
#include "cli/registry_flags.h"

namespace pkgrepo::cli {
namespace {

struct DescribeFlags {
  std::string bundle;
  std::string output_type = "text";
  imgpkg::DescribeOptions options;
  RegistryFlags registry;

  void Declare(FlagSet& flags) {
    flags.String(&bundle, "bundle", 'b', "Describe this bundle (example: registry.example.com/app:1.0)");
    flags.Int(&options.concurrency, "concurrency", 0, "Ask for this many images at the same time");
    flags.Bool(&options.cosign_artifacts, "cosign-artifacts", 0, "List cosign's signatures, too");
    flags.Bool(&options.layers, "layers", 0, "List the digests of the images' layers, too");
    flags.String(&output_type, "output-type", 'o', "Print as text or yaml");
    registry.DeclareForImgpkg(flags);
  }
};

int Describe(const DescribeFlags& flags, const UiFlags& ui_flags, const Invocation& invocation) {
  if (flags.output_type != "text" && flags.output_type != "yaml") {
    throw Error("--output-type can only have the following values [text, yaml]");
  }
  if (flags.options.concurrency < 1) throw Error("Expected --concurrency to be at least 1");
  const RegistryByFlags connection(flags.registry, RegistryTool::kImgpkg, nullptr, ui_flags.debug);
  const imgpkg::DescribedImage bundle =
      imgpkg::DescribeBundle(flags.bundle, connection.client(), flags.options);
  Ui ui(ui_flags, invocation.out);
  const bool as_yaml = flags.output_type == "yaml";
  for (const std::string& piece :
       as_yaml ? imgpkg::DescriptionAsYaml(bundle) : imgpkg::DescriptionAsText(bundle)) {
    ui.PrintBlock(piece);
  }
  ui.Finish();
  return 0;
}

}  // namespace

Command MakeImgpkgDescribeCommand(const SharedUiFlags& ui) {
  auto flags = std::make_shared<DescribeFlags>();
  Command command{.name = "describe", .summary = "List the images and nested bundles that a bundle needs"};
  command.examples =
      "\n"
      "  # What is in it, for other programs to read\n"
      "  imgpkg describe -b registry.example.com/app:1.0 -o yaml";
  flags->Declare(command.flags);
  command.run = [flags, ui](const Invocation& invocation) { return Describe(*flags, *ui, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
