// Pushes what a build has made: images, bundles of package versions with the images of the project that they name, and
// stages with what they hold.
//
//   Publisher publisher("build/registry", registry_flags, tree, disk, out);
//   publisher.PushPackage("app", "1.0.0");
//
// Results that are older than their sources are refused with an Error, ahead of the first upload. Of each bundle it says where
// it is now, and on a terminal meanwhile how far it is.

#ifndef PKGREPO_CLI_GRAPH_PUBLISHER_H_
#define PKGREPO_CLI_GRAPH_PUBLISHER_H_

#include <map>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "cli/progress_meter.h"
#include "cli/registry_flags.h"
#include "oci/layout.h"
#include "packaging/build_tree.h"
#include "packaging/records.h"

namespace pkgrepo::cli {

class Publisher {
 public:
  // All but `layout` and `flags` must outlive the object.
  Publisher(const std::string& layout, const RegistryFlags& flags, const packaging::BuildTree& tree, FileSystem& files,
            std::ostream& out);

  // A container image of the project.
  void PushImage(const std::string& name);
  // A Helm chart of the project, behind the images that it names. Throws Error if its version is there with other content.
  void PushChart(const std::string& name);
  // The bundle of a version, which is published with that (packaging/published_lock.h).
  void PushPackage(const std::string& name, const std::string& version);
  // The same bundles to other places. It publishes those versions whose tag is the version's.
  struct Destination {
    std::string name;
    std::string version;
    std::string repository;
    std::string tag;
  };
  void PushPackagesTo(const std::vector<Destination>& destinations);
  // The packages go first, so that a stage never refers to what is not there yet.
  void PushStage(const std::string& name);

 private:
  // A bundle that may be pushed, and where its version is noted as published; "" if the push does not do that.
  struct Upload {
    std::string record;
    std::string name;
    packaging::BundleRecord bundle;
    std::string published_lock;
    // What that is to say, if it is not there yet.
    std::string note = {};
    // Names of the project's images that the bundle names.
    std::vector<std::string> images = {};
  };

  Upload Check(const std::string& name, const std::string& version);
  std::vector<std::string> FindImages(const std::string& folder) const;
  void CheckImage(const std::string& name) const;
  void CheckPublished(const Upload& upload) const;
  void Run(const Upload& upload);
  void RunImage(const std::string& name);
  void Push(const packaging::BundleRecord& bundle);
  // `rest` as imgpkg::PushImage().
  void Send(const packaging::BundleRecord& image, const std::optional<oci::Repository>& rest = {});

  const packaging::BuildTree& tree_;
  FileSystem& files_;
  const std::map<std::string, std::string> published_locks_;  // by NAME/VERSION
  const oci::Layout layout_;
  ProgressMeter meter_;
  const RegistryByFlags connection_;
  std::ostream& out_;
  // By what their records say, the names of the images that the project makes.
  const std::map<std::string, std::string> images_;
  // Those that were pushed.
  std::set<std::string> pushed_images_;
  // Of what is pushed at once: how many bundles it is, and the number of the last that was begun.
  size_t count_ = 1;
  size_t number_ = 0;
};

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_GRAPH_PUBLISHER_H_
