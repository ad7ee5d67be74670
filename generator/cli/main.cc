// The program: chooses the tool, runs it, and turns an Error into a message and an exit status.
//
// Under the name of a Carvel tool, or with that name as its first word, it is that tool.

#include <cerrno>
#include <csignal>
#include <cstring>
#include <functional>
#include <iostream>
#include <new>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "base/memory_budget.h"
#include "base/original_versions.h"
#include "cli/command.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_failure.h"
#include "cli/imgpkg/commands.h"
#include "cli/kbld/commands.h"
#include "cli/reference.h"
#include "cli/standard_commands.h"
#include "cli/vendir/commands.h"
#include "cli/ytt/commands.h"
#include "go/error_text.h"

namespace pkgrepo::cli {
namespace {

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;  // for our own commands; the Carvel tools know only 1

struct DropIn {
  std::string name;
  std::string summary;
  Command (*make)();
};

const std::vector<DropIn>& DropIns() {
  static const std::vector<DropIn> tools = {
      {"ytt", "Templating, as Carvel ytt does it", &MakeYttCommand},
      {"kbld", "Image resolution, as Carvel kbld does it", &MakeKbldCommand},
      {"imgpkg", "Bundles and images, as Carvel imgpkg does it", &MakeImgpkgCommand},
      {"vendir", "Vendoring, as Carvel vendir does it", &MakeVendirCommand},
  };
  return tools;
}

// Runs a command, and says what goes wrong in a way of its own. What was printed must have arrived: a full disk is no
// success. Returns the exit status.
int Guarded(const std::function<int()>& run, const std::function<int(const Error&)>& report) {
  const auto fail = [&](const Error& error) {
    std::cout.flush();
    return report(error);
  };
  try {
    const int status = run();
    std::cout.flush();
    if (!std::cout) throw Error("cannot write to standard output: " + std::string(std::strerror(errno)));
    return status;
  } catch (const Error& error) {
    return fail(error);
  } catch (const std::bad_alloc&) {
    return fail(Error(OutOfMemoryText()));
  } catch (const std::length_error&) {
    return fail(Error(OutOfMemoryText()));
  } catch (const std::exception& exception) {
    return fail(Error(exception.what()));
  }
}

int RunDropIn(const DropIn& tool, const std::vector<std::string>& words) {
  return Guarded([&] { return Execute(tool.make(), words, std::cin, std::cout, std::cerr); },
                 [&](const Error& error) {
                   std::cerr << tool.name << ": Error: " << go::FormatErrorChain(error.message()) << "\n";
                   return kFailed;
                 });
}

// What `pkgrepo --version` says: our own version, and those of the originals that it stands for.
std::string VersionText() {
  std::string text = PKGREPO_VERSION;
  const auto add = [&](std::string_view heading, std::span<const originals::Original> originals) {
    text += "\n" + std::string(heading);
    for (const originals::Original& original : originals) {
      text += "\n  " + std::string(original.name) + " " + std::string(original.version);
    }
  };
  add("replaces", originals::kReplaced);
  add("checks packages against", originals::kReading);
  return text;
}

// Our own commands, and the Carvel tools below them: whole for the reference page, by name alone for the
// help.
Command MakeRoot(bool with_tools) {
  Command root{.name = "pkgrepo",
               .summary = "Carvel package repositories as a build graph",
               .version = VersionText(),
               .takes_arguments = true};
  root.run = [](const Invocation& invocation) {
    if (invocation.arguments.empty()) return RefuseWithHelp(invocation);
    throw UsageError("there is no command '" + invocation.arguments[0] + "'");
  };
  root.commands = MakeGraphCommands();
  root.commands.push_back(MakeHelpCommand());
  for (const DropIn& tool : DropIns()) {
    root.commands.push_back(with_tools ? tool.make() : Command{.name = tool.name});
    root.commands.back().summary = tool.summary;
  }
  return root;
}

int RunOwn(const std::vector<std::string>& words) {
  Command root = MakeRoot(false);
  root.commands.push_back(
      {.name = "reference", .summary = "Print the reference page of all commands", .hidden = true});
  root.commands.back().run = [](const Invocation& invocation) {
    invocation.out << FormatReference(MakeRoot(true));
    return 0;
  };
  return Guarded(
      [&] {
        const int status = Execute(root, words, std::cin, std::cout, std::cerr);
        NoteOutcome(words, nullptr);
        return status;
      },
      [&](const Error& error) {
        NoteOutcome(words, &error);
        if (dynamic_cast<const UsageError*>(&error) != nullptr) {
          std::cerr << "pkgrepo: error: " << error.message()
                    << "\n  hint: `pkgrepo --help` lists the commands and their flags\n";
          return kWrongUsage;
        }
        std::cerr << "pkgrepo: error: " << error.Render();
        return kFailed;
      });
}

int Run(const std::vector<std::string>& words) {
  const std::string_view called_as = BaseName(words[0]);
  for (const DropIn& tool : DropIns()) {
    if (called_as == tool.name) return RunDropIn(tool, {words.begin() + 1, words.end()});
    if (words.size() > 1 && words[1] == tool.name) return RunDropIn(tool, {words.begin() + 2, words.end()});
  }
  return RunOwn({words.begin() + 1, words.end()});
}

}  // namespace
}  // namespace pkgrepo::cli

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  std::signal(SIGPIPE, SIG_DFL);
  return pkgrepo::cli::Run({argv, argv + argc});
}
