// The small JSON files by which one step tells the next what it made: bundle.json, image.json, chart.json and stage.json.
//
// Their bytes depend on nothing but what they say, so a step that makes the same again leaves its record
// alone, and the steps after it do not run.

#ifndef PKGREPO_PACKAGING_RECORDS_H_
#define PKGREPO_PACKAGING_RECORDS_H_

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "oci/image.h"
#include "oci/reference.h"

namespace pkgrepo::packaging {

// Gives `read` the JSON in `text`, the content of `file`. Throws Error naming the file if it is not JSON, or if
// `read` finds something else in it than it looks for.
void ReadRecord(const std::string& file, std::string_view text,
                const std::function<void(const nlohmann::json&)>& read);

// A bundle in the layout of the build tree, and where it will live once it is pushed.
struct BundleRecord {
  std::string repository;
  std::string tag;
  oci::Descriptor manifest;

  // REPOSITORY@DIGEST: what other files refer to it by.
  std::string Image() const { return repository + "@" + manifest.digest.ToString(); }
  // REPOSITORY:TAG: where to push it.
  // Throws Error if that is not a valid reference.
  oci::Reference Target() const;

  std::string ToJson() const;
  // Throws Error naming `file` for anything that ToJson() did not write.
  static BundleRecord Parse(const std::string& file, std::string_view json);
};

// A container image of the project.
struct ImageRecord {
  BundleRecord image;
  // The repository that has what of the image the layout has not: the layers of its base, or all of it. "" if there is no
  // such thing.
  std::string rest = {};

  // Whether the layout has nothing of it: of the manifest the digest alone is known.
  bool IsElsewhere() const { return image.manifest.media_type.empty(); }

  std::string ToJson() const;
  static ImageRecord Parse(const std::string& file, std::string_view json);
};

// The source of an application.
struct AppSourceRecord {
  Digest revision;

  std::string ToJson() const;
  static AppSourceRecord Parse(const std::string& file, std::string_view json);
};

// A test that has passed. It does not say of which source, so that what waits for it is not made again for a change that the
// test has let pass.
struct AppTestRecord {
  std::vector<std::string> command;

  std::string ToJson() const;
};

// A Helm chart of the project.
struct ChartRecord {
  BundleRecord chart;
  // As Chart.yaml has them; the tag of a version is TagOfVersion().
  std::string name;
  std::string version;
  Digest archive;
  // Names of the project's images that it names, which are pushed ahead of it.
  std::vector<std::string> images = {};

  // "NAME-VERSION.tgz", as Helm calls it.
  std::string ArchiveName() const { return name + "-" + version + ".tgz"; }

  std::string ToJson() const;
  static ChartRecord Parse(const std::string& file, std::string_view json);
};

// One package of a stage.
struct StagedPackage {
  std::string name;
  std::string version;
  // The package's full name, "contour.acme.example.com".
  std::string ref_name;
  std::string image;
  // Whether the image is this project's own, to be pushed ahead of the stage.
  bool built = false;
};

struct StageRecord {
  BundleRecord bundle;
  // As the stage file has them; may be empty.
  std::string repository_name;
  std::string api = {};
  std::vector<StagedPackage> packages;

  std::string ToJson() const;
  static StageRecord Parse(const std::string& file, std::string_view json);
};

// The tag that a package version is pushed under. A tag cannot contain '+', so '_' separates build metadata, as in
// Helm.
std::string TagOfVersion(const std::string& version);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_RECORDS_H_
