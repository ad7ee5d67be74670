#include "cli/graph/new_flags.h"

#include <ostream>

#include "base/error.h"
#include "packaging/source_sync.h"

namespace pkgrepo::cli {

void DeclareDryRun(FlagSet& flags, bool* dry_run) {
  flags.Bool(dry_run, "dry-run", 0, "Print the files instead of writing them");
}

void WriteNewFiles(const packaging::NewFiles& files, bool dry_run, std::ostream& out) {
  RealFileSystem disk;
  if (dry_run) {
    files.RequireAbsent(disk);
    out << files.Show();
    return;
  }
  files.Write(disk);
  for (const packaging::NewFiles::File& file : files.files()) out << "wrote " << file.path << "\n";
}

void SyncNewFiles(const packaging::NewFiles& files, const std::string& bundle, std::ostream& out) {
  RealFileSystem disk;
  try {
    packaging::SyncSource({.folder = AbsolutePath(bundle),
                           .project = AbsolutePath("."),
                           .tell = [&](std::string_view line) { out << line << "\n"; }},
                          disk);
  } catch (Error& error) {
    files.Remove(disk);
    throw error.Note("the new files were removed again; --no-sync keeps them and fetches nothing");
  }
}

void RequireArguments(const Invocation& invocation, size_t count, const std::string& example) {
  if (invocation.arguments.size() == count) return;
  UsageError error("expected " + std::to_string(count) + (count == 1 ? " argument" : " arguments") +
                   ", found " + std::to_string(invocation.arguments.size()));
  error.Hint("write `" + example + "`");
  throw error;
}

}  // namespace pkgrepo::cli
