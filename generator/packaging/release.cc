#include "packaging/release.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "packaging/build_tree.h"
#include "packaging/config_node.h"
#include "packaging/documents.h"
#include "packaging/fetched_images.h"
#include "packaging/kctrl_project.h"
#include "packaging/package_resource.h"
#include "packaging/package_source.h"
#include "packaging/records.h"
#include "packaging/resource_size.h"
#include "packaging/source_text.h"
#include "packaging/vendored_bundle.h"

namespace pkgrepo::packaging {
namespace {

nlohmann::json ReadSchema(const PackageFolders& folders, StepInputs& inputs) {
  const std::string path = JoinPath(folders.output, kSchemaFile);
  nlohmann::json schema;
  ReadRecord(path, inputs.Read(path), [&](const nlohmann::json& value) { schema = value; });
  return schema;
}

std::string ReadImage(const PackageFolders& folders, StepInputs& inputs) {
  const std::string path = JoinPath(folders.output, kBundleRecord);
  return BundleRecord::Parse(path, inputs.Read(path)).Image();
}

class ReleaseMaker {
 public:
  ReleaseMaker(const ReleaseOptions& options, StepInputs& inputs)
      : options_(options), inputs_(inputs), tree_(options.folders.source) {}

  Release Make() {
    if (options_.no_bundle) {
      TakeWritten();
    } else {
      bundle_ = BundleDirectory(options_.folders, inputs_);
      source_ = ReadPackageSource(options_.folders, bundle_, inputs_);
      release_.package = Complete();
    }
    const PackageIdentity identity = ReadPackageIdentity(source_.file, release_.package);
    CheckVersion(identity);
    NoteOtherName(identity);
    release_.metadata = WithoutBlankHead(Metadata(identity));
    release_.package = WithoutBlankHead(release_.package);
    const std::string file = source_.file.empty() ? JoinPath(options_.folders.output, kPackageFile) : source_.file;
    const std::string warning = SizeWarning(file, "Package " + identity.ResourceName(), release_.package);
    if (!warning.empty()) release_.notes.push_back(warning);
    return std::move(release_);
  }

 private:
  void TakeWritten() {
    std::optional<PackageSource> written = FindWrittenPackage(options_.folders, inputs_);
    if (!written) throw Error("no package.yaml in " + tree_.directory());
    source_ = *std::move(written);
    release_.package = source_.text;
    FindFetchedImages(ConfigNode::Parse(source_.file, source_.text));  // as the stage will look for them
  }

  // The Package with the image of its bundle.
  std::string Complete() {
    const std::string image = ReadImage(options_.folders, inputs_);
    switch (source_.kind) {
      case PackageSource::Kind::kWritten:
        return SetPackageImage(source_.file, source_.text, image);
      case PackageSource::Kind::kKctrl:
        return CompleteKctrlPackage(source_.file, source_.text, options_.version, image,
                                    ReadSchema(options_.folders, inputs_), options_.released_at);
      case PackageSource::Kind::kGenerated:
        break;
    }
    return GeneratePackage({.identity = IdentityByName(),
                            .image = image,
                            .values_schema = ReadSchema(options_.folders, inputs_),
                            .kbld_configs = FindKbldConfigs(bundle_, inputs_),
                            .released_at = options_.released_at});
  }

  PackageIdentity IdentityByName() const {
    if (options_.domain.empty()) {
      throw Error("package '" + options_.name + "' has no full name")
          .At({.file = tree_.directory()})
          .Hint("give DOMAIN to add_carvel_package(), or write a package.yaml");
    }
    PackageIdentity identity{.ref_name = options_.name + "." + options_.domain, .version = options_.version};
    CheckIdentity(identity, {.file = tree_.directory()});
    return identity;
  }

  // The tag of the bundle and the lists of the project are made with the version that CMake has read.
  void CheckVersion(const PackageIdentity& identity) const {
    const bool is_written = source_.kind == PackageSource::Kind::kWritten;
    if (!is_written || options_.own_version.empty() || identity.version == options_.own_version) return;
    throw Error("this Package is version " + identity.version +
                ", but the project was configured with version " + options_.own_version)
        .At({.file = source_.file})
        .Hint("write spec.version as plain text on its own line");
  }

  // Name and version may be others than the folder's: the Package's own ones count.
  void NoteOtherName(const PackageIdentity& identity) {
    if (identity.ref_name == options_.name || identity.ref_name.starts_with(options_.name + ".")) return;
    release_.notes.push_back(Position{.file = source_.file, .line = identity.ref_name_line}.ToString() +
                             ": note: '" + options_.name + "' is package " + identity.ref_name);
  }

  std::optional<std::string> FindMetadata() {
    if (!options_.metadata.empty()) return options_.metadata;
    const std::vector<std::string> places = tree_.MetadataFiles();
    const auto found =
        std::ranges::find_if(places, [&](const std::string& path) { return inputs_.IsFile(path); });
    return found == places.end() ? std::nullopt : std::optional(*found);
  }

  // Whether a version beside this one is the package of this name: versions may have changed theirs.
  bool IsNameOfOtherVersion(const std::string& name) {
    for (const std::string& version : inputs_.List(tree_.PackageDirectory())) {
      for (const std::string& file : tree_.Sibling(version).PackageFiles()) {
        if (inputs_.IsFile(file) && RefNameIn(file) == name) return true;
      }
    }
    return false;
  }

  // "" where another version's Package is not valid, which its own steps say.
  std::string RefNameIn(const std::string& file) {
    try {
      const std::string text = DocumentOfKind(inputs_.Read(file), kPackageKind);
      return ConfigNode::Parse(file, text).Require("spec").TextOr("refName", "");
    } catch (const Error&) {
      return "";
    }
  }

  // The PackageMetadata that is written by hand or by kctrl, else one with nothing but names. That of all versions may
  // be another package's, as a version's full name may have changed.
  std::string Metadata(const PackageIdentity& identity) {
    if (const std::optional<std::string> path = FindMetadata()) {
      const std::string text = DocumentOfKind(ReadSourceText(*path, inputs_), kMetadataKind);
      CheckPackageResource(*path, text, kMetadataKind);
      const bool is_for_all = options_.metadata.empty() && DirName(*path) != tree_.directory();
      const std::string name = ReadMetadataName(*path, text);
      const bool is_others = is_for_all && name != identity.ref_name && IsNameOfOtherVersion(name);
      if (!is_others) {
        CheckMetadata(*path, text, identity.ref_name);
        return text;
      }
      release_.notes.push_back(*path + ": note: this is not the metadata of " + identity.ref_name +
                               ", so metadata with nothing but names is generated");
    } else if (source_.kind == PackageSource::Kind::kKctrl) {
      const std::string text = ReadKctrlProject(bundle_, inputs_)->metadata;
      if (!text.empty()) return text;
    }
    return GenerateMetadata(identity.ref_name, options_.name, "");
  }

  const ReleaseOptions& options_;
  StepInputs& inputs_;
  const SourceTree& tree_;
  std::string bundle_;
  PackageSource source_;
  Release release_;
};

}  // namespace

Release MakeRelease(const ReleaseOptions& options, StepInputs& inputs) {
  return ReleaseMaker(options, inputs).Make();
}

}  // namespace pkgrepo::packaging
