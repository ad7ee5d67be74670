#include "packaging/all_rights.h"

#include "packaging/package_rights.h"

namespace pkgrepo::packaging {
namespace {

// Whether `output` was written after each of these. Of what is not there the folder counts, from which it may have gone.
bool IsFresh(const std::string& output, const std::vector<std::string>& inputs, const FileSystem& files) {
  const std::optional<FileInfo> made = files.Stat(output);
  if (!made) return false;
  for (const std::string& input : inputs) {
    std::optional<FileInfo> info = files.StatFollowing(input);
    if (!info) info = files.StatFollowing(std::string(DirName(input)));
    if (!info || info->mtime >= made->mtime) return false;
  }
  return true;
}

}  // namespace

AllRights WriteAllRights(const BuildTree& tree, const std::string& definitions, FileSystem& files) {
  AllRights all;
  for (const auto& [name, versions] : tree.ReadPackages(files)) {
    for (const PackageVersion& version : versions) {
      const std::string folder = tree.Package(name, version.folder);
      const std::string what = name + " " + version.folder;
      const std::string manifests = JoinPath(folder, kRenderedRecord);
      if (!files.IsFile(manifests)) {
        all.without_manifests.push_back(what);
        continue;
      }
      const std::string output = JoinPath(folder, kRightsFile);
      const std::string generator = JoinPath(DirName(tree.directory()), kGeneratorId);
      if (IsFresh(output, {manifests, JoinPath(folder, kPackageFile), definitions, generator}, files)) {
        ++all.fresh;
        continue;
      }
      try {
        PackageRights rights({.name = name});
        if (files.IsFile(definitions)) rights.AddDefinitions(definitions, files.ReadFile(definitions));
        StepInputs inputs(files);
        rights.AddVersion(folder, inputs);
        files.WriteFile(output, rights.ToYaml());
        ++all.written;
      } catch (Error& error) {
        // What it was is no longer so.
        files.RemoveAll(output);
        error.Prefix(what + ": ");
        all.failures.push_back(std::move(error));
      }
    }
  }
  return all;
}

}  // namespace pkgrepo::packaging
