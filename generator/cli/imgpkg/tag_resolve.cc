#include "cli/imgpkg/commands.h"
#include "cli/registry_flags.h"
#include "oci/reference.h"

namespace pkgrepo::cli {
namespace {

struct TagResolveFlags {
  std::string image;
  RegistryFlags registry;

  void Declare(FlagSet& flags) {
    flags.String(&image, "image", 'i',
                 "Find the digest of this image (example: registry.example.com/app:1.0)");
    registry.DeclareForImgpkg(flags);
  }
};

int Resolve(const TagResolveFlags& flags, const UiFlags& ui_flags, const Invocation& invocation) {
  const RegistryByFlags connection(flags.registry, RegistryTool::kImgpkg, nullptr, ui_flags.debug);
  const oci::Reference reference = oci::Reference::Parse(flags.image);
  const Digest digest = connection.client().Resolve(reference).digest;
  Ui ui(ui_flags, invocation.out);
  ui.PrintBlock(oci::Reference::WithDigest(reference.repository(), digest).ToString());
  ui.Finish();
  return 0;
}

}  // namespace

Command MakeImgpkgTagResolveCommand(const SharedUiFlags& ui) {
  auto flags = std::make_shared<TagResolveFlags>();
  Command command{.name = "resolve", .summary = "Print the digest reference that a tag stands for"};
  flags->Declare(command.flags);
  command.run = [flags, ui](const Invocation& invocation) { return Resolve(*flags, *ui, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
