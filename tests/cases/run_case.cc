// Runs one data-driven case and fails if anything differs.
//
//   run_case PKGREPO FILE.case
//
// A case is a text in the txtar form: a description, then sections, each from a line `-- NAME --` to the
// next. Sections that are not named below are files of the scratch folder in which the commands run.
//
//   command          a command line, one word a line; $PKGREPO: the program, $WORK: the scratch folder
//
// Behind a command stand what it is given and what is expected of it, up to the next command:
//
//   stdin            its input; empty without it
//   exit             its exit status; 0 without it
//   stdout, stderr   what it must print, byte for byte, $WORK expanded; not checked without it
//   stdout~, stderr~ lines, each of which must occur in what it prints
//   file NAME        what file NAME must hold afterwards
//   absent NAME      NAME must not exist afterwards

#include <algorithm>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "base/interrupt.h"
#include "base/process.h"
#include "base/strings.h"
#include "base/temp_dir.h"

namespace pkgrepo {
namespace {

struct Section {
  std::string name;
  std::string text;
};

std::vector<Section> ReadSections(const std::string& path) {
  std::vector<Section> sections;
  const std::string text = RealFileSystem().ReadFile(path);
  for (std::string_view line : SplitLines(text)) {
    if (line.starts_with("-- ") && line.ends_with(" --") && line.size() > 6) {
      sections.push_back({std::string(line.substr(3, line.size() - 6)), ""});
    } else if (!sections.empty()) {
      sections.back().text += std::string(line) + "\n";
    }
  }
  return sections;
}

class Case {
 public:
  Case(std::string program, const std::string& path)
      : program_(std::move(program)), sections_(ReadSections(path)) {}

  // Returns what differs; empty if the case passes.
  std::string Run() {
    auto is_command = [](const Section& section) { return section.name == "command"; };
    for (const Section& section : sections_) {
      if (!IsOfCommand(section.name)) files_.WriteFile(JoinPath(scratch_.path(), section.name), section.text);
    }
    auto command = std::find_if(sections_.begin(), sections_.end(), is_command);
    if (command == sections_.end()) throw Error("the case has no section 'command'");
    while (command != sections_.end() && findings_.empty()) {
      const auto next = std::find_if(command + 1, sections_.end(), is_command);
      RunCommand({command, next});
      command = next;
    }
    return findings_;
  }

 private:
  static bool IsOfCommand(std::string_view name) {
    for (std::string_view known : {"command", "stdin", "exit", "stdout", "stderr", "stdout~", "stderr~"}) {
      if (name == known) return true;
    }
    return name.starts_with("file ") || name.starts_with("absent ");
  }

  std::string Expand(std::string_view text) const {
    return ReplaceAll(ReplaceAll(text, "$PKGREPO", program_), "$WORK", scratch_.path());
  }

  // `sections`: the command line, and what belongs to it.
  void RunCommand(std::span<const Section> sections) {
    ProcessRequest request{.arguments = {}, .directory = scratch_.path(), .input = "", .environment = {}};
    for (std::string_view word : SplitLines(sections[0].text)) request.arguments.push_back(Expand(word));
    for (const Section& section : sections) {
      if (section.name == "stdin") request.input = section.text;
    }
    const ProcessResult result = RealProcessRunner().Run(request);
    std::string exit = "0";
    for (const Section& section : sections) {
      if (section.name == "exit") exit = Trim(section.text);
      if (section.name == "stdout") Compare("stdout", Expand(section.text), result.output);
      if (section.name == "stderr") Compare("stderr", Expand(section.text), result.error_output);
      if (section.name == "stdout~") Contains("stdout", section.text, result.output);
      if (section.name == "stderr~") Contains("stderr", section.text, result.error_output);
      if (section.name.starts_with("file ")) CheckFile(section.name.substr(5), section.text);
      if (section.name.starts_with("absent ")) CheckAbsent(section.name.substr(7));
    }
    Compare("exit status", exit, std::to_string(result.status));
    if (findings_.empty()) return;
    findings_ = "command: " + Join(request.arguments, " ") + "\n" + findings_ + "stdout:\n" + result.output +
                "stderr:\n" + result.error_output;
  }

  void Compare(const std::string& what, const std::string& wanted, const std::string& got) {
    if (wanted != got) findings_ += what + " wanted:\n" + wanted + "\n" + what + " got:\n" + got + "\n";
  }

  void Contains(const std::string& what, const std::string& lines, const std::string& got) {
    for (std::string_view line : SplitLines(lines)) {
      if (got.find(Expand(line)) == std::string::npos)
        findings_ += what + " lacks: " + std::string(line) + "\n";
    }
  }

  void CheckFile(const std::string& name, const std::string& wanted) {
    const std::string path = JoinPath(scratch_.path(), name);
    if (!files_.IsFile(path)) {
      findings_ += "file " + name + " is missing\n";
    } else {
      Compare("file " + name, wanted, files_.ReadFile(path));
    }
  }

  void CheckAbsent(const std::string& name) {
    if (files_.Stat(JoinPath(scratch_.path(), name))) findings_ += name + " exists\n";
  }

  std::string program_;
  std::vector<Section> sections_;
  TempDir scratch_;
  RealFileSystem files_;
  std::string findings_;
};

}  // namespace
}  // namespace pkgrepo

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: run_case PKGREPO FILE.case\n", stderr);
    return 2;
  }
  pkgrepo::IgnoreSignalsOfWriting();
  try {
    const std::string findings = pkgrepo::Case(argv[1], argv[2]).Run();
    std::fputs(findings.c_str(), stdout);
    return findings.empty() ? 0 : 1;
  } catch (const pkgrepo::Error& error) {
    std::fputs(error.Render().c_str(), stderr);
    return 1;
  }
}
