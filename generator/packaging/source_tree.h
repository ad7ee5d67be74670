// Where the files of a package version lie in the source tree. packaging/build_tree.h says the same of what is built.
//
//   PACKAGE/metadata.yaml                      the PackageMetadata of all versions
//   PACKAGE/VERSION/package.yaml               the Package, if it is written by hand
//                   metadata.yaml              the PackageMetadata of this version alone
//                   published.lock.yml         what it was published as (packaging/published_lock.h)
//                   test/values/CASE.yaml      values to render the package with
//                   test/expected/             the manifests that this gives
//                   bundle/                    what becomes the bundle:
//                          .imgpkg/images.yml  the lock of its images
//                          .imgpkgignore       what is left out of the bundle (packaging/ignore_rules.h)
//                          config/             templates, schema, values, overlays
//                          vendir.yml          what is vendored, locked by vendir.lock.yml (packaging/vendor_config.h)
//                          package-build.yml, package-resources.yml   of kctrl (packaging/kctrl_project.h)
//
// Each .yaml directly in PACKAGE or VERSION may be called .yml as well.

#ifndef PKGREPO_PACKAGING_SOURCE_TREE_H_
#define PKGREPO_PACKAGING_SOURCE_TREE_H_

#include <string>
#include <string_view>
#include <vector>

namespace pkgrepo::packaging {

// In a bundle, where the Package that the build makes has its templates.
inline constexpr std::string_view kTemplateFolder = "config/";

class SourceTree {
 public:
  SourceTree() = default;
  // `directory` is that of the version. `bundle` and `package` are where the bundle's folder and the Package lie
  // elsewhere than above; "" if they do not.
  explicit SourceTree(std::string directory, std::string bundle = "", std::string package = "");

  const std::string& directory() const { return directory_; }
  const std::string& bundle() const { return bundle_; }

  // Where the Package of the version may be; the first that is there counts.
  std::vector<std::string> PackageFiles() const;
  // Where the PackageMetadata may be: the version's own first, then that of all versions.
  std::vector<std::string> MetadataFiles() const;
  // The folder of all versions.
  std::string PackageDirectory() const;
  // The version beside this one in the folder `name`.
  SourceTree Sibling(const std::string& name) const;
  std::string TestValues() const;
  std::string ImagesLock() const;
  std::string IgnoreFile() const;

 private:
  std::string directory_;
  std::string bundle_;
  std::string package_;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_SOURCE_TREE_H_
