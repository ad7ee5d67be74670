// pkgrepo archive-image: a container image of the project in one file.

#include <memory>
#include <optional>
#include <ostream>

#include "artifact/image_archive.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "cli/progress_meter.h"
#include "cli/registry_flags.h"
#include "imgpkg/fetch.h"
#include "imgpkg/layout_source.h"
#include "oci/layout.h"
#include "packaging/build_tree.h"
#include "packaging/input_record.h"
#include "packaging/records.h"

namespace pkgrepo::cli {
namespace {

struct ArchiveImageOptions {
  std::string layout;
  std::string tree;
  std::string image;
  std::string output;
  RegistryFlags registry;
};

int Run(const ArchiveImageOptions& options, std::ostream& out) {
  RequireFlag(options.layout, "layout");
  RequireFlag(options.tree, "tree");
  RequireFlag(options.image, "image");
  RequireFlag(options.output, "output");
  RealFileSystem disk;
  const std::string path = packaging::BuildTree(options.tree).ImageRecordOf(options.image);
  packaging::RequireFresh({path}, disk);
  packaging::ImageRecord record = packaging::ImageRecord::Parse(path, disk.ReadFile(path));
  const oci::Layout layout = oci::Layout::Open(options.layout);
  ProgressMeter meter("Fetching", StandardError());
  const RegistryByFlags connection(options.registry, RegistryTool::kImgpkg, &meter);
  const imgpkg::ImageFetcher fetcher(connection.client());
  std::optional<imgpkg::RegistrySource> rest;
  if (!record.rest.empty()) {
    const oci::Repository repository = oci::Repository::Parse(record.rest);
    rest.emplace(fetcher, repository);
    if (record.IsElsewhere()) {
      record.image.manifest =
          connection.client().Resolve(oci::Reference::WithDigest(repository, record.image.manifest.digest));
    }
  }
  const imgpkg::LayoutSource source(layout, rest ? &*rest : nullptr);
  const bool is_new = artifact::WriteImageArchive(record.image, source, options.output);
  const std::string written = AbsolutePath(options.output);
  out << (is_new ? "Wrote " + written : written + " is unchanged") << "\n";
  return 0;
}

}  // namespace

Command MakeArchiveImageCommand() {
  auto options = std::make_shared<ArchiveImageOptions>();
  Command command{
      .name = "archive-image",
      .summary = "Write a container image of the project to one file",
      .description =
          "Writes an image that the build has made to a tar of an OCI image layout, which docker, podman and skopeo read, "
          "with all its layers: those of its base are fetched. The same image gives the same bytes.",
      .examples =
          "  pkgrepo archive-image --layout build/registry --tree build/carvel --image hello --output hello.tar"};
  FlagSet& flags = command.flags;
  flags.String(&options->layout, "layout", 0,
               "Read what the build has made from the image layout in `FOLDER` (required)");
  flags.String(&options->tree, "tree", 0,
               "Read the results of the steps in `FOLDER` of the build tree (required)");
  flags.String(&options->image, "image", 0, "Write the container image `NAME` of the project (required)");
  flags.String(&options->output, "output", 0, "Write to `FILE` (required)");
  options->registry.DeclareForImgpkg(flags);
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.out); };
  return command;
}

}  // namespace pkgrepo::cli
