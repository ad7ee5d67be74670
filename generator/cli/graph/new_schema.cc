// pkgrepo new schema: the ytt schema for a package version that has data values alone.

#include <memory>
#include <ostream>

#include "base/file_system.h"
#include "base/temp_dir.h"
#include "cli/graph/commands.h"
#include "packaging/new_schema.h"

namespace pkgrepo::cli {
namespace {

struct NewSchemaOptions {
  std::vector<std::string> values;
  bool dry_run = false;
};

int Run(const NewSchemaOptions& options, const Invocation& invocation) {
  if (invocation.arguments.size() != 1) {
    UsageError error("expected one folder of a package version");
    error.Hint("write `pkgrepo new schema packages/app/1.0.0`");
    throw error;
  }
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  const std::string directory = AbsolutePath(invocation.arguments[0]);
  const TempDir scratch;
  const packaging::PackageFolders folders{
      .source = packaging::SourceTree(CleanPath(invocation.arguments[0])),
      .output = JoinPath(JoinPath(scratch.path(), BaseName(DirName(directory))), BaseName(directory))};
  const packaging::SchemaFile schema =
      packaging::InferSchemaFile(folders, options.values, inputs, invocation.err);
  if (options.dry_run) {
    invocation.out << schema.text;
    return 0;
  }
  packaging::WriteSchemaFile(schema, folders, options.values, inputs, invocation.err);
  invocation.out << "wrote " << schema.path << "\n";
  return 0;
}

}  // namespace

Command MakeNewSchemaCommand() {
  auto options = std::make_shared<NewSchemaOptions>();
  Command command{
      .name = "schema",
      .summary = "Write the schema of a package version that has data values alone",
      .description =
          "Writes schema.yaml beside the data values of the package version in FOLDER: the type of each "
          "value is that of its default, and its description is the comment (#!) above or behind it. "
          "What has no type (null, {}, [], and lists of anything but scalars of one type) may be anything. "
          "Nothing is written unless the package renders to the same bytes as before, with its default "
          "values and with each file of test/values. The files of values stay: the lists in them are "
          "the defaults, since ytt appends them to those of a schema.",
      .usage = "FOLDER [flags]",
      .examples = "  pkgrepo new schema packages/app/1.0.0 --dry-run"};
  command.takes_arguments = true;
  command.flags.Bool(&options->dry_run, "dry-run", 0, "Print the schema instead of writing it");
  command.flags.StringArray(&options->values, "values", 0,
                            "Give every case the values in `FILE`, too; may be repeated");
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
