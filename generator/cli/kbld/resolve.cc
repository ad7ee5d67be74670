#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>

#include "base/error.h"
#include "base/file_system.h"
#include "base/named_files.h"
#include "base/strings.h"
#include "cli/kbld/commands.h"
#include "cli/kbld/input_flags.h"
#include "cli/kbld/write_lock.h"
#include "kbld/lock_files.h"
#include "kbld/manifests.h"
#include "kbld/resolver.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::cli {
namespace {

struct ResolveOptions {
  KbldInputFlags input;
  bool build = true;
  int build_concurrency = 4;
  bool images_annotation = true;
  bool origins_annotation = true;
  bool unresolved_inspect = false;
  std::string image_map_file;
  std::string lock_output;
  std::string imgpkg_lock_output;
  std::string platform;
};

void DeclareFlags(ResolveOptions* options, FlagSet& flags) {
  options->input.Declare(flags);
  flags.Bool(&options->build, "build", 0, "Accepted for compatibility; an image to be built is an error");
  flags.Int(&options->build_concurrency, "build-concurrency", 0, "Resolve this many images at the same time");
  flags.Bool(&options->images_annotation, "images-annotation", 0,
             "Note the images and their origins in an annotation of each resource");
  flags.Bool(&options->origins_annotation, "origins-annotation", 0,
             "Note the images' origins in the file of --imgpkg-lock-output");
  flags.Bool(&options->unresolved_inspect, "unresolved-inspect", 0,
             "Print the images as the inputs name them instead of resolving them");
  flags.String(&options->image_map_file, "image-map-file", 0,
               "Replace images as this JSON file says (format: {\"OLD\": \"NEW\"}, as in CNAB)");
  flags.String(&options->lock_output, "lock-output", 0,
               "Write to this file a kbld configuration that maps each image to its digest");
  flags.String(&options->imgpkg_lock_output, "imgpkg-lock-output", 0,
               "Write to this file an ImagesLock, for use in a bundle");
  flags.String(&options->platform, "platform", 0,
               "Take the image of this platform from an index (format: os/arch[/variant])");
}

std::optional<oci::Platform> ParsePlatform(const std::string& text) {
  if (text.empty()) return std::nullopt;
  std::vector<std::string_view> parts = Split(text, '/');
  std::string context = "Parsing platform '" + text + "': ";
  if (parts.size() < 2) throw Error(context + "expected format os/arch[/variant]");
  if (parts.size() > 3) throw Error(context + "too many slashes");
  oci::Platform platform;
  platform.os = parts[0];
  platform.architecture = parts[1];
  if (parts.size() == 3) platform.variant = parts[2];
  return platform;
}

void WriteLocks(const ResolveOptions& options, const kbld::ResolvedImages& images,
                const kbld::Config& config) {
  if (!options.lock_output.empty()) {
    WriteKbldLock(options.lock_output, kbld::PrintConfigLock(images, config.search_rules),
                  "Writing lock config");
  }
  if (!options.imgpkg_lock_output.empty()) {
    imgpkg::ImagesLock lock = kbld::MakeImagesLock(images, options.origins_annotation);
    WriteKbldLock(options.imgpkg_lock_output, lock.ToYaml(), "Writing images config");
  }
}

std::string ListReferences(const std::vector<std::string>& references) {
  nlohmann::json list;
  for (const std::string& reference : references) list.push_back({{"image", reference}});
  return yaml::PrintJsonAsYaml(list);
}

int Resolve(const ResolveOptions& options, const UiFlags& ui_flags, const Invocation& invocation) {
  if (!options.lock_output.empty() && !options.imgpkg_lock_output.empty()) {
    throw Error(
        "Can only output one lockfile type, please provide only one of '--lock-output' or "
        "'--imgpkg-lock-output'");
  }
  Ui ui(ui_flags, invocation.out);
  kbld::ResolverOptions resolver_options{.platform = ParsePlatform(options.platform),
                                         .allow_build = options.build,
                                         .concurrency = options.build_concurrency};
  kbld::Inputs inputs = ReadKbldInputs(options.input, invocation);
  const RegistryByFlags connection(options.input.registry, RegistryTool::kKbld);
  if (!options.image_map_file.empty()) {
    for (kbld::Override& override :
         kbld::OverridesFromImageMap(ReadNamedFile(RealFileSystem(), options.image_map_file))) {
      inputs.config.overrides.push_back(std::move(override));
    }
  }
  std::vector<kbld::SearchRule> rules = inputs.config.AllSearchRules();
  std::vector<std::string> references = kbld::FindAllImages(inputs.resources, rules);
  if (options.unresolved_inspect) {
    ui.PrintBlock(ListReferences(references));
    ui.Finish();
    return 0;
  }
  kbld::Resolver resolver(inputs.config, connection.client(), resolver_options);
  kbld::ResolvedImages images = resolver.ResolveAll(references);
  for (const auto& [reference, image] : images) {
    invocation.err << "resolve | final: " << reference << " -> " << image.url << "\n";
  }
  kbld::ReplaceImages(images, rules, options.images_annotation, &inputs.resources);
  WriteLocks(options, images, inputs.config);
  for (const std::string& text : kbld::PrintResources(inputs.resources)) ui.PrintBlock(text);
  ui.Finish();
  return 0;
}

}  // namespace

Command MakeKbldResolveCommand(const SharedUiFlags& ui) {
  auto options = std::make_shared<ResolveOptions>();
  Command command{.name = "kbld",
                  .summary = "Replace the images in Kubernetes manifests by digest references"};
  DeclareFlags(options.get(), command.flags);
  command.run = [options, ui](const Invocation& invocation) { return Resolve(*options, *ui, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
