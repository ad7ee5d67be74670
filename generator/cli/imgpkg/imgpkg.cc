#include "base/error.h"
#include "base/file_system.h"
#include "cli/imgpkg/commands.h"

namespace pkgrepo::cli {

Command MakeImgpkgCommand() {
  auto ui = std::make_shared<UiFlags>();
  Command root{.name = "imgpkg",
               .summary = "imgpkg stores configuration and image references as OCI artifacts",
               .description =
                   "imgpkg allows to store configuration and image references as OCI artifacts (copy, "
                   "describe, pull, push, tag, version)",
               .version = std::string(kImgpkgVersion)};
  root.says_succeeded = true;
  ui->Declare(root.global_flags);
  Command tag{.name = "tag", .summary = "Tag (list, resolve)"};
  tag.commands = {MakeImgpkgTagListCommand(ui), MakeImgpkgTagResolveCommand(ui)};
  root.commands = {MakeImgpkgCopyCommand(ui),
                   MakeImgpkgDescribeCommand(ui),
                   MakeImgpkgPullCommand(ui),
                   MakeImgpkgPushCommand(ui),
                   std::move(tag),
                   MakeImgpkgVersionCommand(ui)};
  return root;
}

void WriteLockFile(const std::string& path, std::string_view text, const std::string& what) {
  RealFileSystem files;
  if (!files.IsDirectory(std::string(DirName(path)))) {
    throw Error(what + "open " + path + ": no such file or directory");
  }
  files.WriteFile(path, text, 0600);
}

}  // namespace pkgrepo::cli
