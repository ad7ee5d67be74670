#include "base/error.h"
#include "cli/imgpkg/commands.h"
#include "cli/registry_flags.h"
#include "oci/reference.h"

namespace pkgrepo::cli {
namespace {

// What imgpkg's own tags end in.
constexpr std::string_view kInternalTagSuffix = ".imgpkg";

struct TagListFlags {
  std::string image;
  bool digests = false;
  bool internal_tags = false;
  RegistryFlags registry;

  void Declare(FlagSet& flags) {
    flags.Bool(&digests, "digests", 0, "Print each tag's digest, too");
    flags.String(&image, "image", 'i',
                 "List the tags of this repository (example: registry.example.com/app)");
    flags.Bool(&internal_tags, "imgpkg-internal-tags", 0,
               "List the tags that imgpkg sets for itself (*.imgpkg), too");
    registry.DeclareForImgpkg(flags);
  }
};

int ListTags(const TagListFlags& flags, const UiFlags& ui_flags, const Invocation& invocation) {
  const RegistryByFlags connection(flags.registry, RegistryTool::kImgpkg, nullptr, ui_flags.debug);
  const oci::Repository repository = oci::Reference::Parse(flags.image).repository();
  Table table{.title = "Tags", .content = "tags", .header = {"Name"}, .rows = {}, .sort_by = {0}};
  if (flags.digests) table.header.push_back("Digest");
  for (const std::string& tag : connection.client().ListTags(repository)) {
    if (tag.ends_with(kInternalTagSuffix) && !flags.internal_tags) continue;
    std::vector<std::string> row = {tag};
    if (flags.digests) {
      const auto reference = oci::Reference::WithTag(repository, tag);
      row.push_back(connection.client().Resolve(reference).digest.ToString());
    }
    table.rows.push_back(std::move(row));
  }
  Ui ui(ui_flags, invocation.out);
  ui.PrintTable(std::move(table));
  ui.Finish();
  return 0;
}

}  // namespace

Command MakeImgpkgTagListCommand(const SharedUiFlags& ui) {
  auto flags = std::make_shared<TagListFlags>();
  Command command{.name = "list", .aliases = {"ls"}, .summary = "List the tags of a repository"};
  flags->Declare(command.flags);
  command.run = [flags, ui](const Invocation& invocation) { return ListTags(*flags, *ui, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
