#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "cli/kbld/commands.h"
#include "cli/kbld/input_flags.h"
#include "kbld/image_search.h"
#include "kbld/images_annotation.h"
#include "kbld/resource.h"

namespace pkgrepo::cli {
namespace {

std::string DescribeOrigins(const kbld::Origins& origins) {
  return origins.empty() ? "" : std::string(Trim(kbld::PrintOrigins(origins)));
}

int Inspect(const KbldInputFlags& flags, const UiFlags& ui_flags, const Invocation& invocation) {
  kbld::Inputs inputs = ReadKbldInputs(flags, invocation);
  Table table{.title = "Images",
              .content = "images",
              .header = {"Image", "Metadata", "Resource"},
              .rows = {},
              .sort_by = {0, 1, 2},
              .transpose = true};
  for (const nlohmann::json& resource : inputs.resources) {
    for (const std::string& image : kbld::FindImages(resource, inputs.config.AllSearchRules())) {
      table.rows.push_back({image, DescribeOrigins(kbld::AnnotatedOrigins(resource, image)),
                            kbld::DescribeResource(resource)});
    }
  }
  Ui ui(ui_flags, invocation.out);
  ui.PrintTable(std::move(table));
  ui.Finish();
  return 0;
}

}  // namespace

Command MakeKbldInspectCommand(const SharedUiFlags& ui) {
  auto flags = std::make_shared<KbldInputFlags>();
  Command command{.name = "inspect",
                  .aliases = {"i", "is", "insp"},
                  .summary = "List the images in the inputs, and the resources that use them"};
  flags->Declare(command.flags);
  command.run = [flags, ui](const Invocation& invocation) { return Inspect(*flags, *ui, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
