#include "base/error.h"
#include "base/file_system.h"
#include "base/named_files.h"
#include "base/original_versions.h"
#include "cli/imgpkg/commands.h"
#include "cli/standard_commands.h"

namespace pkgrepo::cli {

Command MakeImgpkgCommand() {
  auto ui = std::make_shared<UiFlags>();
  Command root{.name = "imgpkg",
               .summary = "Keep files and the images they need as OCI images in registries",
               .description = "Keeps files, and the images they need, as OCI images in registries.",
               .version = std::string(originals::kImgpkg.version)};
  root.says_succeeded = true;
  root.run = RefuseWithHelp;
  ui->Declare(root.global_flags);
  Command tag{.name = "tag", .summary = "Look at the tags of a repository", .run = RefuseToRunGroup};
  tag.commands = {MakeImgpkgTagListCommand(ui), MakeImgpkgTagResolveCommand(ui)};
  root.commands = {MakeImgpkgCompletionCommand(ui),
                   MakeImgpkgCopyCommand(ui),
                   MakeImgpkgDescribeCommand(ui),
                   MakeImgpkgPullCommand(ui),
                   MakeImgpkgPushCommand(ui),
                   std::move(tag),
                   MakeVersionCommand("imgpkg", root.version, ui),
                   MakeHelpCommand()};
  return root;
}

void WriteLockFile(const std::string& path, std::string_view text, const std::string& what) {
  RealFileSystem files;
  WithContext(what, [&] { WriteNamedFile(files, path, text, 0600); });
}

std::string ReadLockFile(const std::string& path) {
  return WithContext("Reading path " + path + ": ", [&] { return ReadNamedFile(RealFileSystem(), path); });
}

}  // namespace pkgrepo::cli
