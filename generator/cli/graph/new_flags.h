// What the commands that write new files share.

#ifndef PKGREPO_CLI_GRAPH_NEW_FLAGS_H_
#define PKGREPO_CLI_GRAPH_NEW_FLAGS_H_

#include <string>

#include "cli/command.h"
#include "packaging/new_files.h"

namespace pkgrepo::cli {

// Declares --dry-run.
void DeclareDryRun(FlagSet& flags, bool* dry_run);

// Writes the files and tells their names; with `dry_run` shows them, having looked whether they could be written.
void WriteNewFiles(const packaging::NewFiles& files, bool dry_run, std::ostream& out);

// Fetches what vendir.yml in `bundle` names. Throws Error as SyncSource() does, with the files removed.
void SyncNewFiles(const packaging::NewFiles& files, const std::string& bundle, std::ostream& out);

// Throws UsageError that shows `example` unless there are `count` arguments.
void RequireArguments(const Invocation& invocation, size_t count, const std::string& example);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_GRAPH_NEW_FLAGS_H_
