#include "base/strings.h"
#include "cli/vendir/commands.h"
#include "go/semver.h"

namespace pkgrepo::cli {
namespace {

struct SortSemverFlags {
  std::vector<std::string> versions;
  std::vector<std::string> constraints;
  bool prereleases = false;
  std::vector<std::string> prerelease_identifiers;

  void Declare(FlagSet& flags) {
    flags.Strings(&constraints, "constraint", 'c',
                  "Keep only versions in this range (example: '>=1.2, <2'); may be repeated");
    flags.Bool(&prereleases, "prerelease", 0, "Keep prereleases, too");
    flags.Strings(&prerelease_identifiers, "prerelease-identifier", 0,
                  "Keep prereleases with this word in them (example: rc), too; may be repeated");
    flags.Strings(&versions, "version", 'v',
                  "Versions to sort, separated by spaces or commas (example: '1.2.0 1.10.0')");
  }
};

int SortSemver(const SortSemverFlags& flags, const UiFlags& ui_flags, const Invocation& invocation) {
  std::vector<std::string> versions;
  for (const std::string& list : flags.versions) {
    for (std::string_view version : Split(list, ' ')) versions.emplace_back(version);
  }
  go::VersionSelection selection{.constraints = Join(flags.constraints, ", "),
                                 .prereleases = flags.prereleases || !flags.prerelease_identifiers.empty(),
                                 .prerelease_identifiers = flags.prerelease_identifiers};
  std::vector<std::string> sorted = go::SortVersions(versions, selection);

  Table table{.title = "Versions", .content = "", .header = {"Version"}, .rows = {}};
  for (const std::string& version : sorted) table.rows.push_back({version});
  Ui ui(ui_flags, invocation.out);
  ui.PrintTable(std::move(table));
  if (!sorted.empty()) ui.PrintLine("Highest version: " + sorted.back());
  ui.Finish();
  return 0;
}

}  // namespace

Command MakeVendirSortSemverCommand(const SharedUiFlags& ui) {
  auto flags = std::make_shared<SortSemverFlags>();
  Command command{.name = "sort-semver", .summary = "Sort semantic versions, the highest last"};
  flags->Declare(command.flags);
  command.run = [flags, ui](const Invocation& invocation) { return SortSemver(*flags, *ui, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
