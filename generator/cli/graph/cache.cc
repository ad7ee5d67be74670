// pkgrepo cache: looks after a cache in a folder (cache/local_store.h).

#include <memory>
#include <ostream>

#include "base/error.h"
#include "base/memory_budget.h"
#include "cache/action_cache.h"
#include "cache/cache_use.h"
#include "cache/local_store.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"

namespace pkgrepo::cli {
namespace {

constexpr const char* kUsage = "FOLDER [flags]";

// The folder on the command line. It may be missing: builds make it when they have something to put there.
std::string FolderOf(const Invocation& invocation) {
  if (invocation.arguments.size() != 1) throw UsageError("expected one directory");
  const std::string& folder = invocation.arguments[0];
  const RealFileSystem disk;
  if (disk.IsFile(folder)) {
    throw Error("'" + folder + "' is a file").Hint("name the folder of PACKAGE_REPO_CACHE");
  }
  if (!disk.IsDirectory(folder)) {
    invocation.err << "note: there is no folder '" << folder << "'; builds make it once something is put there\n";
  }
  return folder;
}

std::string Describe(const cache::LocalStore::Usage& usage) {
  return std::to_string(usage.files) + (usage.files == 1 ? " file, " : " files, ") +
         std::to_string(usage.bytes) + " bytes";
}

Command MakeStatsCommand() {
  return {.name = "stats",
          .summary = "Tell how much is in a cache",
          .usage = kUsage,
          .run =
              [](const Invocation& invocation) {
                const cache::LocalStore store(FolderOf(invocation));
                invocation.out << "results: " << Describe(store.Count(cache::Kind::kResult)) << "\n"
                               << "content: " << Describe(store.Count(cache::Kind::kContent)) << "\n";
                return 0;
              },
          .takes_arguments = true};
}

Command MakeCleanCommand() {
  auto keep = std::make_shared<std::string>();
  Command command{
      .name = "clean",
      .summary = "Remove what is in a cache",
      .description = "Removes what was unused for longest. Builds that use the cache meanwhile go on.",
      .usage = kUsage,
      .examples = "  pkgrepo cache clean ~/.cache/pkgrepo --keep 1G",
      .takes_arguments = true};
  command.flags.String(keep.get(), "keep", 0,
                       "Leave as much as `SIZE`: bytes, or a number with K, M or G (default: nothing)");
  command.run = [keep](const Invocation& invocation) {
    cache::LocalStore store(FolderOf(invocation));
    invocation.out << "removed: " << Describe(store.Trim(keep->empty() ? 0 : ParseMemorySize(*keep))) << "\n";
    return 0;
  };
  return command;
}

Command MakeVerifyCacheCommand() {
  return {.name = "verify",
          .summary = "Remove what is damaged from a cache",
          .description =
              "Reads all content and results, and removes what is not what its name says. Fails if there was "
              "any. Builds do the same with what they use.",
          .usage = kUsage,
          .run =
              [](const Invocation& invocation) {
                cache::LocalStore store(FolderOf(invocation));
                const std::vector<std::string> damaged = store.RemoveDamaged(&cache::IsResultOf);
                for (const std::string& path : damaged) invocation.out << "removed: " << path << "\n";
                if (damaged.empty()) invocation.out << "all of it is whole\n";
                return damaged.empty() ? 0 : 1;
              },
          .takes_arguments = true};
}

struct LookupsOptions {
  std::string cache;
  std::string output;
};

Command MakeLookupsCommand() {
  auto options = std::make_shared<LookupsOptions>();
  Command command{.name = "lookups",
                  .summary = "Tell what the last build has found in its cache",
                  .description =
                      "Prints how many steps and tests were found in the cache since this was last told, and "
                      "how many were not; nothing if none were looked for. Steps that take less time than "
                      "looking are not looked for.",
                  .examples = "  pkgrepo cache lookups --cache build/carvel/cache"};
  command.flags.String(&options->cache, "cache", 0,
                       "Tell it of the build whose cache is named in `FILE` (required)");
  command.flags.String(&options->output, "output", 0,
                       "Write to `FILE` that it was told, and begin to count anew");
  command.run = [options](const Invocation& invocation) {
    RequireFlag(options->cache, "cache");
    const std::string text = cache::DescribeLookups(options->cache);
    if (!text.empty()) invocation.out << text << "\n";
    if (options->output.empty()) return 0;
    cache::ForgetLookups(options->cache);
    RealFileSystem().WriteFile(options->output, "The last step of the build has told it.\n");
    return 0;
  };
  return command;
}

}  // namespace

Command MakeCacheCommand() {
  return {.name = "cache",
          .summary = "Look after the folder in which builds keep what they have made",
          .commands = {MakeStatsCommand(), MakeCleanCommand(), MakeVerifyCacheCommand(), MakeLookupsCommand()}};
}

}  // namespace pkgrepo::cli
