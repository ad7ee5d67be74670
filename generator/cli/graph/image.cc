// pkgrepo image: a container image of the project in the embedded registry.

#include <memory>
#include <utility>

#include "artifact/base_lock.h"
#include "artifact/image_build.h"
#include "artifact/image_import.h"
#include "artifact/image_specification.h"
#include "base/error.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "oci/layout.h"
#include "packaging/records.h"

namespace pkgrepo::cli {
namespace {

struct ImageOptions {
  std::string specification;
  std::string layout;
  std::string output;
  std::string depfile;
};

// What the image is, and where the rest of it is: `rest` of its record.
packaging::ImageRecord Make(const artifact::ImageSpecification& specification, const oci::Layout& layout,
                            packaging::StepInputs& inputs) {
  packaging::ImageRecord record{.image = {.repository = specification.repository,
                                          .tag = specification.tag,
                                          .manifest = {.digest = Digest::Of("")}}};
  if (!specification.archive.empty()) {
    record.image.manifest = artifact::ImportArchive(specification.archive, inputs, layout);
  } else if (!specification.layout.empty()) {
    record.image.manifest = artifact::ImportLayout(specification.layout, inputs, layout);
  } else if (!specification.reference.empty()) {
    const oci::Reference reference =
        WithContext("REFERENCE: ", [&] { return oci::Reference::ParseDigest(specification.reference); });
    record.image.manifest.digest = *reference.digest();
    record.rest = reference.repository().ToString();
  } else {
    artifact::LockedBase base = artifact::ReadBase(specification, inputs);
    record.image.manifest = BuildImage(specification, base.images, inputs, layout);
    record.rest = std::move(base.repository);
  }
  return record;
}

int Run(const ImageOptions& options) {
  RequireFlag(options.specification, "specification");
  RequireFlag(options.layout, "layout");
  RequireFlag(options.output, "output");
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  const artifact::ImageSpecification specification =
      artifact::ImageSpecification::Parse(options.specification, inputs.Read(options.specification));
  const oci::Layout layout = oci::Layout::Open(options.layout);
  const packaging::ImageRecord record = Make(specification, layout, inputs);
  if (!record.IsElsewhere()) {
    layout.SetName(record.image.Target().ToString(), record.image.manifest);
    layout.WriteIndex();
    inputs.AddProduct(layout.BlobPath(record.image.manifest.digest));
  }
  disk.WriteFileIfChanged(options.output, record.ToJson());
  inputs.WriteDepfile(options.depfile, options.output);
  return 0;
}

}  // namespace

Command MakeImageCommand() {
  auto options = std::make_shared<ImageOptions>();
  Command command{.name = "image",
                  .summary = "Build a container image of the project into an image layout",
                  .description =
                      "Writes the image that a specification asks for, one that CMake has made of "
                      "add_container_image() or "
                      "imported_image(), to an image layout, and its digest to a file. It needs no network "
                      "and no daemon.",
                  .examples =
                      "  pkgrepo image --specification build/carvel/images/hello/specification \\\n"
                      "    --layout build/registry --output build/carvel/images/hello/image.json"};
  FlagSet& flags = command.flags;
  flags.String(&options->specification, "specification", 0,
               "Read what the image is to be in `FILE` (required)");
  flags.String(&options->layout, "layout", 0, "Write to the image layout in `FOLDER` (required)");
  flags.String(&options->output, "output", 0, "Write the digest to `FILE` (required)");
  DeclareDepfile(&options->depfile, flags);
  command.run = [options](const Invocation&) { return Run(*options); };
  return command;
}

}  // namespace pkgrepo::cli
