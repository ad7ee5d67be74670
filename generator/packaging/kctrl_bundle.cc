#include "packaging/kctrl_bundle.h"

#include "base/error.h"
#include "base/strings.h"
#include "base/temp_dir.h"
#include "imgpkg/bundle.h"
#include "imgpkg/images_lock.h"

namespace pkgrepo::packaging {
namespace {

// Copies `path` into `target` at its place, unless another path has brought it there.
void CopyInto(const std::string& path, const std::string& target, FileSystem& files) {
  if (!IsLocalPath(path))
    throw Error("includePaths has '" + path + "', which leads out of the working directory");
  const std::optional<FileInfo> info = files.Stat(path);
  if (!info) throw Error("lstat " + path + ": no such file or directory");
  const std::string to = JoinPath(target, path);
  if (info->is_directory()) {
    files.MakeDirectories(to);
    for (const std::string& name : files.ListDirectory(path)) {
      const std::string child = path == "." ? name : JoinPath(path, name);
      if (child != BaseName(target)) CopyInto(child, target, files);
    }
  } else if (files.Stat(to)) {
    return;
  } else if (info->is_symlink()) {
    files.MakeDirectories(std::string(DirName(to)));
    files.MakeSymlink(files.ReadSymlink(path), to);
  } else {
    files.WriteFile(to, files.ReadFile(path));
    files.SetMode(to, info->mode);
  }
}

// The reference in the line "Pushed 'REFERENCE'".
std::string PushedReference(const std::string& output) {
  constexpr std::string_view kBefore = "Pushed '";
  const size_t begin = output.find(kBefore);
  const size_t end = begin == output.npos ? begin : output.find('\'', begin + kBefore.size());
  if (end == output.npos) throw Error("imgpkg has not told what it has pushed:\n" + output);
  return output.substr(begin + kBefore.size(), end - begin - kBefore.size());
}

}  // namespace

KctrlImagesFolder::KctrlImagesFolder(FileSystem& files) : files_(files) {
  files_.MakeDirectories(std::string(imgpkg::kBundleDirectory));
}

KctrlImagesFolder::~KctrlImagesFolder() {
  try {
    files_.RemoveAll(std::string(imgpkg::kBundleDirectory));
  } catch (const Error&) {
    // What cannot be removed stays, as it does with kctrl.
  }
}

std::string PushKctrlBundle(const std::vector<std::string>& paths, const std::string& image,
                            const std::string& tag, const KctrlTools& tools) {
  const std::string target = image + ":" + tag;
  const TempDir folder(".", "bundle-" + ReplaceAll(target, "/", "-") + "-");
  for (const std::string& path : paths) CopyInto(CleanPath(path), folder.path(), tools.files);
  const std::string output =
      RunShown(tools, {"imgpkg", "push", "-b", target, "-f", folder.path(), "--tty=true"});
  tools.show(IndentShown(output));
  return PushedReference(output);
}

}  // namespace pkgrepo::packaging
