#include "packaging/new_schema.h"

#include <optional>

#include "base/error.h"
#include "base/strings.h"
#include "packaging/app_template.h"
#include "packaging/package_source.h"
#include "packaging/rendering.h"

namespace pkgrepo::packaging {
namespace {

constexpr std::string_view kSchemaFileName = "schema.yaml";

// The package as it lies in the source tree.
class Package {
 public:
  Package(const PackageFolders& folders, StepInputs& inputs, std::ostream& messages)
      : app_(Parse(folders, inputs)), renderer_(app_, folders.source.bundle(), folders, inputs, messages) {}

  const Renderer& renderer() const { return renderer_; }

 private:
  static AppTemplate Parse(const PackageFolders& folders, StepInputs& inputs) {
    const std::string& bundle = folders.source.bundle();
    if (!inputs.IsDirectory(bundle)) throw Error("no such directory: " + bundle);
    const PackageSource source = ReadPackageSource(folders, bundle, inputs);
    return AppTemplate::Parse(source.file, source.text);
  }

  AppTemplate app_;
  Renderer renderer_;
};

std::vector<RenderedCase> RenderAll(const Renderer& renderer, const PackageFolders& folders,
                                    const std::vector<std::string>& values, StepInputs& inputs) {
  std::vector<RenderedCase> cases;
  for (const Case& found : FindCases(folders.source.TestValues(), values, inputs)) {
    cases.push_back(renderer.Render(found));
  }
  return cases;
}

// A refusal stays one, in other words.
void RequireEqual(const RenderedCase& before, const RenderedCase& after, const Position& position) {
  if (before.refused == after.refused && (before.refused || before.text == after.text)) return;
  Error error("with a schema, case '" + after.name + "' " +
              (after.refused ? "is refused" : "renders to something else"));
  error.At(position);
  if (after.refused && !before.refused) error.Note(std::string(Trim(after.text)));
  throw error.Hint("give the values that the case uses a default, or write the schema by hand, "
                   "beginning with what --dry-run prints");
}

}  // namespace

SchemaFile InferSchemaFile(const PackageFolders& folders, const std::vector<std::string>& values,
                           StepInputs& inputs, std::ostream& messages) {
  const Package package(folders, inputs, messages);
  const Renderer& renderer = package.renderer();
  const Position place{.file = folders.source.bundle()};
  if (renderer.HasSchema()) throw Error("this package has a schema for its values").At(place);
  std::optional<YttRun::InferredSchema> schema = renderer.InferSchema();
  if (!schema || schema->values_file.empty()) {
    throw Error("this package has no values to make a schema of")
        .At(place)
        .Hint("a file of values begins with '#@data/values' and '---'");
  }
  return {.path = JoinPath(DirName(schema->values_file), kSchemaFileName),
          .text = std::move(schema->text),
          .cases = RenderAll(renderer, folders, values, inputs)};
}

void WriteSchemaFile(const SchemaFile& schema, const PackageFolders& folders,
                     const std::vector<std::string>& values, StepInputs& inputs, std::ostream& messages) {
  const Position place{.file = schema.path};
  FileSystem& disk = inputs.disk();
  if (disk.Stat(schema.path)) {
    throw Error("this file is there already, and is not overwritten")
        .At(place)
        .Hint("see what would be written with --dry-run");
  }
  disk.WriteFile(schema.path, schema.text);
  try {
    const Package package(folders, inputs, messages);
    const std::vector<RenderedCase> cases = RenderAll(package.renderer(), folders, values, inputs);
    for (size_t i = 0; i < cases.size(); ++i) RequireEqual(schema.cases.at(i), cases[i], place);
    if (!package.renderer().HasSchema()) {
      throw Error("the template steps of the Package would not read this file")
          .At(place)
          .Hint("name the folder of the values in 'paths' of the first step");
    }
  } catch (...) {
    disk.RemoveAll(schema.path);
    throw;
  }
}

}  // namespace pkgrepo::packaging
