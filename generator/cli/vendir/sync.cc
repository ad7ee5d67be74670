#include "vendir/sync.h"

#include <filesystem>

#include "base/error.h"
#include "cli/vendir/commands.h"
#include "vendir/config_json.h"
#include "vendir/partial_sync.h"

namespace pkgrepo::cli {
namespace {

struct SyncFlags {
  std::vector<std::string> files = {"vendir.yml"};
  std::string lock_file = "vendir.lock.yml";
  std::vector<std::string> directories;
  bool locked = false;
  bool lazy = true;
  std::string chdir;
  bool allow_all_symlinks = false;

  void Declare(FlagSet& flags) {
    flags.String(&chdir, "chdir", 0, "Change to this folder first");
    flags.Bool(&allow_all_symlinks, "dangerous-allow-all-symlink-destinations", 0,
               "Let links lead out of the fetched directories");
    flags.Strings(&directories, "directory", 'd',
                  "Sync only this content (format: dir/content[=LOCAL_FOLDER]); comma-separated or repeated");
    flags.Strings(
        &files, "file", 'f',
        "Read the configuration from this file or '-' (standard input); comma-separated or repeated");
    flags.Bool(&lazy, "lazy", 0, "Keep unchanged contents that are marked lazy; false fetches them again");
    flags.String(&lock_file, "lock-file", 0, "Read and write this lock file");
    flags.Bool(&locked, "locked", 'l', "Fetch exactly what the lock file names");
  }
};

void ChangeDirectory(const std::string& directory) {
  std::error_code error;
  std::filesystem::current_path(directory, error);
  if (error) throw Error("Running chdir: chdir " + directory + ": no such file or directory");
}

// One run of `vendir sync`.
class SyncRun {
 public:
  SyncRun(const SyncFlags& flags, const UiFlags& ui_flags, const Invocation& invocation)
      : flags_(flags), ui_(ui_flags, invocation.out), out_(invocation.out), in_(invocation.in) {
    for (const std::string& text : flags.directories) {
      overrides_.push_back(vendir::DirectoryOverride::Parse(text));
      if (!overrides_.back().local_directory.empty()) local_ = true;
    }
    quiet_ = !ui_flags.IsForTerminal() && !ui_flags.json;
  }

  void Run() {
    try {
      Sync();
    } catch (const Error&) {
      // Upstream sets its error off from what it printed before.
      if (printed_) out_ << "\n";
      throw;
    }
    ui_.Finish();
  }

 private:
  void Sync() {
    vendir::Resources resources = ReadResources();
    vendir::Config config = resources.config;
    if (!overrides_.empty()) {
      config = vendir::SelectContents(config, overrides_);
      PrintBlock("Config with overrides", vendir::FormatConfig(config));
    }
    if (flags_.locked) {
      vendir::PinToLock(config, vendir::ReadLockConfig(files_, flags_.lock_file));
      PrintBlock("Config with locks", vendir::FormatConfig(config));
    }
    vendir::LockConfig lock = vendir::Sync(config, resources,
                                           {.lazy = flags_.lazy,
                                            .partial = !overrides_.empty(),
                                            .allow_all_symlinks = flags_.allow_all_symlinks,
                                            .previous_lock = PreviousLock()},
                                           {files_, processes_, network_}, Progress());
    FinishLock(std::move(lock));
  }

  vendir::Resources ReadResources() {
    try {
      return vendir::ReadResources(files_, flags_.files, in_);
    } catch (const Error& error) {
      if (flags_.files != SyncFlags().files || files_.StatFollowing(flags_.files[0])) throw;
      throw Error(
          error.message() +
          " (hint: Did you name your configuration file something different than 'vendir.yml', e.g. wrong "
          "extension?)");
    }
  }

  void FinishLock(vendir::LockConfig lock) {
    if (!overrides_.empty() && files_.Stat(flags_.lock_file)) {
      lock = vendir::MergeLockConfig(vendir::ReadLockConfig(files_, flags_.lock_file), lock);
    }
    PrintBlock("Lock config", vendir::FormatLockConfig(lock));
    if (!local_) {
      vendir::WriteLockConfig(files_, flags_.lock_file, lock);
      return;
    }
    // A local folder in the place of a source is for trying things out: nothing of it is to be locked.
    ui_.PrintLine("Lock config is not saved to '" + flags_.lock_file + "' due to command line overrides");
  }

  // What lazy contents are held against. A lock that is missing or not to be understood knows none.
  vendir::LockConfig PreviousLock() const {
    try {
      return vendir::ReadLockConfig(files_, flags_.lock_file);
    } catch (const Error&) {
      return {};
    }
  }

  void PrintBlock(const std::string& title, const std::string& text) {
    ui_.PrintLine(title);
    ui_.PrintBlock(text);
    printed_ = true;
  }

  vendir::SyncProgress Progress() {
    return {.line =
                [this](std::string_view text) {
                  ui_.PrintLine(text);
                  if (!quiet_) printed_ = true;
                },
            .raw = [this](std::string_view text) { ui_.PrintRaw(text); }};
  }

  const SyncFlags& flags_;
  Ui ui_;
  std::ostream& out_;
  std::istream& in_;
  bool quiet_ = true;
  bool printed_ = false;
  bool local_ = false;
  std::vector<vendir::DirectoryOverride> overrides_;
  RealFileSystem files_;
  RealProcessRunner processes_;
  vendir::RealNetwork network_;
};

}  // namespace

Command MakeVendirSyncCommand(const SharedUiFlags& ui) {
  auto flags = std::make_shared<SyncFlags>();
  Command command{.name = "sync",
                  .summary = "Fetch the directories of the configuration, and write the lock file"};
  flags->Declare(command.flags);
  command.run = [flags, ui](const Invocation& invocation) {
    if (!flags->chdir.empty()) ChangeDirectory(flags->chdir);
    SyncRun(*flags, *ui, invocation).Run();
    return 0;
  };
  return command;
}

}  // namespace pkgrepo::cli
