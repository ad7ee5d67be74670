#include "cli/command.h"

#include <doctest/doctest.h>

#include <memory>
#include <sstream>

#include "base/error.h"
#include "cli/standard_commands.h"

namespace pkgrepo::cli {
namespace {

// `tool [--loud] tag list [-i IMAGE]`, with what was called noted in `log`.
Command MakeTool(std::string& log) {
  auto image = std::make_shared<std::string>();
  auto loud = std::make_shared<bool>(false);
  Command list{.name = "list", .summary = "List tags"};
  list.flags.String(image.get(), "image", 'i', "Set image");
  list.run = [image, loud, &log](const Invocation& invocation) {
    log = "list " + *image + (*loud ? " loud" : "") + (invocation.flags.Changed("image") ? " changed" : "");
    return 7;
  };
  Command tag{.name = "tag", .summary = "Tags", .commands = {std::move(list)}, .run = RefuseToRunGroup};
  Command tool{.name = "tool",
               .summary = "A tool",
               .version = "1.2",
               .commands = {std::move(tag), MakeHelpCommand()},
               .run = RefuseWithHelp};
  tool.global_flags.Bool(loud.get(), "loud", 0, "Be loud");
  return tool;
}

struct Result {
  int status = 0;
  std::string out;
  std::string log;
  std::string error;
};

Result Run(const std::vector<std::string>& words) {
  Result result;
  std::istringstream in;
  std::ostringstream out;
  try {
    result.status = Execute(MakeTool(result.log), words, in, out, out);
  } catch (const Error& error) {
    result.error = error.message();
  }
  result.out = out.str();
  return result;
}

}  // namespace

TEST_CASE("a command is found behind flags, and gets its own and the global ones") {
  const Result result = Run({"--loud", "tag", "list", "-i", "tag"});
  CHECK(result.status == 7);
  CHECK(result.log == "list tag loud changed");
}

TEST_CASE("groups and strange words are errors") {
  CHECK(Run({"tag"}).error == "Use one of available subcommands: list");
  CHECK(Run({}).error == "Invalid command - see available commands/subcommands above");
  CHECK(Run({"bogus"}).error == "command 'tool' does not accept extra arguments 'bogus'");
  CHECK(Run({"tag", "list", "x"}).error == "command 'tool tag list' does not accept extra arguments 'x'");
}

TEST_CASE("ahead of a command's name, the word behind a flag that is not known there is its value") {
  CHECK(Run({"--bogus", "tag", "list"}).error == "unknown flag: --bogus");
  CHECK(Run({"--version", "tag", "list"}).out == "tool version 1.2\n");
  CHECK(Run({"-h", "tag"}).out.find("  tool [command]") != std::string::npos);
}

TEST_CASE("help and version") {
  CHECK(Run({"--version"}).out == "tool version 1.2\n");
  const char* kHelp =
      "List tags\n\nUsage:\n  tool tag list [flags]\n\nFlags:\n  -h, --help           help for list\n"
      "  -i, --image string   Set image\n\nGlobal Flags:\n      --loud   Be loud\n";
  CHECK(Run({"tag", "list", "--help"}).out == kHelp);
  CHECK(Run({"help", "tag", "list"}).out == kHelp);
  CHECK(Run({"help", "tag", "list", "more"}).out == kHelp);
  CHECK(Run({"help", "--bogus"}).error == "unknown flag: --bogus");
  CHECK(Run({"--help"})
            .out.find("Available Commands:\n  help        Help about any command\n  tag         Tags\n") !=
        std::string::npos);
}

}  // namespace pkgrepo::cli
