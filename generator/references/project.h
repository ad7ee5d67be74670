// What a project declares and has built, as far as others may refer to it, and what it refers to: one pass over the lists, specifications
// and records of its build tree (packaging/build_tree.h). Nothing needs to be built: what is not has no digest.
//
//   const Project project = ReadProject("build", disk);
//   const Graph graph = MakeGraph({project});

#ifndef PKGREPO_REFERENCES_PROJECT_H_
#define PKGREPO_REFERENCES_PROJECT_H_

#include <string>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "references/policy.h"
#include "references/text_references.h"

namespace pkgrepo::references {

// In a registry.
struct Published {
  // In normal form, and as it was declared.
  std::string repository = {};
  std::string shown = {};
  std::string tag = {};
  // "" if it is not built.
  std::string digest = {};
};

// All positions and paths of what follows are relative to the source tree, but for what lies elsewhere.
struct MadeImage {
  std::string name;
  Published published;
  Position place;
  // Files and folders that it is made of.
  std::vector<std::string> sources = {};
  // Another image; "" if there is none.
  std::string base = {};
  // What labels and annotations say of where it comes from: org.opencontainers.image.source and .version.
  std::string upstream = {};
  std::string upstream_version = {};
};

struct MadeChart {
  std::string name;
  Published published;
  Position place;
  // Folders and files; the first is the chart's folder if it has one.
  std::vector<std::string> sources = {};
  // What CMake says, and what Chart.yaml does; "" where they do not.
  std::string version = {};
  std::string app_version = {};
  std::string written_version = {};
  std::string written_app_version = {};
  Position written_version_place = {};
  Position written_app_version_place = {};
  // Of the project.
  std::vector<std::string> images = {};
  std::vector<std::string> charts = {};
  // In its files.
  std::vector<TextReference> references = {};
};

struct MadePackage {
  std::string name;
  std::string folder;
  std::string version;
  // Of the version.
  std::string source = {};
  // Whether it has a bundle of the project, and whether that was published and so stays as it is.
  bool has_bundle = false;
  bool is_published = false;
  Published published = {};
  // What its manifests name.
  std::vector<TextReference> images = {};
};

struct MadeStage {
  std::string name;
  std::string file;
  Published published = {};
  struct Held {
    std::string name;
    std::string version;
    Position place;
  };
  std::vector<Held> packages = {};
};

struct MadeRepository {
  std::string name;
  std::string file;
  std::string stage;
  Position stage_place = {};
  struct Install {
    std::string name;
    std::string package;
    // "" is the only one of the stage.
    std::string version;
    Position place;
  };
  std::vector<Install> installs = {};
};

// A folder with archives of charts.
struct MadeChartRepository {
  std::string name;
  // Of the project.
  std::vector<std::string> charts = {};
};

// What an environment gets of a repository of package bundles.
struct MadeDelivery {
  std::string name;
  Position place;
  // The repository, and of its lock tag and digest; "" if there is none.
  Published published = {};
  Position lock_place = {};
};

struct MadeDerived {
  std::string name;
  Position place;
  std::vector<std::string> depends;
  std::vector<std::string> outputs;
};

struct FileSet {
  std::string name;
  std::string title;
  Position place;
  std::vector<std::string> files = {};
  std::vector<TextReference> references = {};
  // Where it has the path of a file of another set.
  struct Mention {
    std::string path;
    Position place;
  };
  std::vector<Mention> mentions = {};
};

struct Project {
  std::string name;
  // The source tree.
  std::string source;
  Policy policy = {};
  std::vector<MadeImage> images = {};
  std::vector<MadeChart> charts = {};
  std::vector<MadePackage> packages = {};
  std::vector<MadeStage> stages = {};
  std::vector<MadeRepository> repositories = {};
  std::vector<MadeChartRepository> chart_repositories = {};
  std::vector<MadeDelivery> deliveries = {};
  std::vector<MadeDerived> derived = {};
  std::vector<FileSet> files = {};
};

// Throws Error if nothing is configured in the folder, or for records that are not valid.
Project ReadProject(const std::string& build, FileSystem& disk);

}  // namespace pkgrepo::references

#endif  // PKGREPO_REFERENCES_PROJECT_H_
