// pkgrepo inputs: what a step has read, for launchers that give a step nothing else.

#include <ostream>

#include "cli/graph/commands.h"
#include "packaging/input_record.h"

namespace pkgrepo::cli {
namespace {

int PrintInputs(const Invocation& invocation) {
  if (invocation.arguments.size() != 1) throw UsageError("expected one output");
  const std::string& output = invocation.arguments[0];
  const RealFileSystem disk;
  if (!disk.IsFile(output + ".inputs.d")) {
    throw Error("it has no record of inputs").At({.file = output}).Hint("name the first output of a step that has run");
  }
  const packaging::InputRecord record = packaging::ReadInputRecord(output, disk);
  const std::string base = packaging::BaseOf(record, output);
  for (const auto& [path, input] : record.inputs) {
    invocation.out << packaging::EscapePath(AbsolutePath(JoinPath(base, path))) << "\n";
  }
  return 0;
}

}  // namespace

Command MakeInputsCommand() {
  return {.name = "inputs",
          .summary = "Print what a step has read",
          .description =
              "Prints the files and folders that the step with this output has read when it last ran, one path a line, in "
              "which a line break is `\\n` and a backslash `\\\\`. A folder is among them if the step has listed it, or has "
              "looked for a file in it.",
          .usage = "OUTPUT",
          .examples = "  pkgrepo inputs build/carvel/packages/app/1.0.0/rendered.json",
          .run = &PrintInputs,
          .takes_arguments = true};
}

}  // namespace pkgrepo::cli
