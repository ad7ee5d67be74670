#include "packaging/restored_times.h"

#include <algorithm>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "base/clock.h"
#include "base/error.h"
#include "base/thread_pool.h"
#include "go/eval_symlinks.h"
#include "packaging/content_cache.h"
#include "packaging/input_record.h"
#include "packaging/step_failure.h"
#include "packaging/step_table.h"

namespace pkgrepo::packaging {
namespace {

constexpr size_t kPathsPerTask = 256;
constexpr int64_t kMillisecond = 1000000;

// What the records say of one path.
struct Recorded {
  char kind = '-';
  std::optional<Digest> content;
  int64_t oldest = 0;
  bool agree = true;
};

char KindOf(const InputState& state) { return IsFolder(state) ? 'd' : state.kind; }

class Restorer {
 public:
  Restorer(const std::string& build, const std::string& source, FileSystem& disk)
      : disk_(disk),
        build_(AbsolutePath(build)),
        roots_{go::EvalSymlinks(disk, AbsolutePath(source)), go::EvalSymlinks(disk, build_)},
        contents_(disk) {}

  RestoredTimes Run() {
    const BuildTree tree(JoinPath(build_, kBuildTree));
    if (const auto log = disk_.Stat(JoinPath(build_, ".ninja_log"))) youngest_result_ = log->mtime;
    CollectAll(RecordedOutputs(tree, disk_));
    contents_.Load(tree.ContentList());
    SuspectLinks();
    changed_time_ = std::max(Now(), youngest_result_ + kMillisecond);
    CheckAll();
    contents_.Save(tree.ContentList());
    std::sort(times_.changed.begin(), times_.changed.end());
    std::sort(times_.elsewhere.begin(), times_.elsewhere.end());
    return std::move(times_);
  }

 private:
  // What a step has read, and when it had its result.
  struct StepRun {
    InputRecord record;
    int64_t ended = 0;
  };

  void CollectAll(const std::vector<std::string>& outputs) {
    InParts(outputs.size(), [this, &outputs](size_t begin, size_t end) {
      std::vector<StepRun> runs;
      for (size_t i = begin; i < end; ++i) {
        if (std::optional<StepRun> run = ReadRun(outputs[i])) runs.push_back(*std::move(run));
      }
      const std::lock_guard lock(mutex_);
      for (const StepRun& run : runs) Collect(run);
    });
  }

  // A step without a record, or with one that cannot be read, keeps nothing from running.
  std::optional<StepRun> ReadRun(const std::string& output) const {
    const std::optional<FileInfo> result = disk_.Stat(output);
    if (!result) return std::nullopt;
    // The record is of an earlier run than the one that failed: Ninja runs the step for want of the file.
    if (disk_.IsFile(output + std::string(kFailureEnding))) disk_.RemoveAll(output + ".d");
    try {
      return StepRun{.record = ReadInputRecord(output, disk_), .ended = result->mtime};
    } catch (const Error&) {
      return std::nullopt;
    }
  }

  void Collect(const StepRun& run) {
    youngest_result_ = std::max(youngest_result_, run.ended);
    for (const auto& [path, input] : run.record.inputs) {
      const auto [entry, is_new] = recorded_.try_emplace(
          JoinPath(build_, path),
          Recorded{.kind = KindOf(input.state), .content = input.content, .oldest = input.state.mtime});
      if (is_new) continue;
      Recorded& known = entry->second;
      known.agree = known.agree && known.kind == KindOf(input.state) && known.content == input.content;
      known.oldest = std::min(known.oldest, input.state.mtime);
    }
  }

  // Of a link that leads nowhere no content is known, so its folder counts as changed.
  void SuspectLinks() {
    for (const auto& [path, recorded] : recorded_) {
      if (recorded.kind != '-') continue;
      const auto folder = recorded_.find(std::string(DirName(path)));
      if (folder != recorded_.end()) folder->second.agree = false;
    }
  }

  // Of folders, where they lead to through any links.
  using Places = std::unordered_map<std::string, std::string>;

  // In an order in which what is in one folder stands together.
  void CheckAll() {
    std::vector<std::pair<const std::string*, const Recorded*>> all;
    all.reserve(recorded_.size());
    for (const auto& [path, recorded] : recorded_) all.emplace_back(&path, &recorded);
    std::ranges::sort(all, {}, [](const auto& entry) -> const std::string& { return *entry.first; });
    InParts(all.size(), [this, &all](size_t begin, size_t end) {
      Places places;
      for (size_t i = begin; i < end; ++i) Check(*all[i].first, *all[i].second, places);
    });
  }

  // Calls `work` with the begin and end of each part of `count` things, in threads.
  template <typename Work>
  static void InParts(size_t count, Work work) {
    ThreadPool pool(std::max(1u, std::thread::hardware_concurrency()));
    for (size_t begin = 0; begin < count; begin += kPathsPerTask) {
      pool.Run([&work, begin, count] { work(begin, std::min(begin + kPathsPerTask, count)); });
    }
    pool.Wait();
  }

  void Check(const std::string& path, const Recorded& recorded, Places& places) {
    const std::optional<FileInfo> entry = disk_.Stat(path);
    const bool is_link = entry && entry->is_symlink();
    const std::optional<FileInfo> info = is_link ? disk_.StatFollowing(path) : entry;
    const bool is_same = info && recorded.agree && recorded.content && KindOf(StateOf(info)) == recorded.kind &&
                         contents_.Of(path, *info) == recorded.content;
    const bool has_time = is_same && info->mtime == recorded.oldest;
    const std::optional<std::string> ours = info && !has_time ? FindOurs(path, is_link, places) : std::nullopt;
    if (ours) {
      disk_.SetModificationTime(*ours, is_same ? recorded.oldest : changed_time_);
      contents_.Forget(path);
    }
    const std::lock_guard lock(mutex_);
    if (has_time) {
      ++times_.kept;
    } else if (!is_same) {
      times_.changed.push_back(path);
    } else if (ours) {
      ++times_.restored;
    } else {
      times_.elsewhere.push_back(path);
    }
  }

  // Where `path` leads to through any links, if that is in the source tree or the build tree.
  std::optional<std::string> FindOurs(const std::string& path, bool is_link, Places& places) const {
    std::string place = is_link ? go::EvalSymlinks(disk_, path) : JoinPath(PlaceOf(std::string(DirName(path)), places), BaseName(path));
    for (const std::string& root : roots_) {
      if (IsInside(place, root)) return place;
    }
    return std::nullopt;
  }

  const std::string& PlaceOf(const std::string& folder, Places& places) const {
    if (const auto known = places.find(folder); known != places.end()) return known->second;
    const std::string parent(DirName(folder));
    const std::optional<FileInfo> info = disk_.Stat(folder);
    const bool is_beside = info && !info->is_symlink() && parent != folder && parent != "." && BaseName(folder) != "..";
    std::string place = is_beside ? JoinPath(PlaceOf(parent, places), BaseName(folder)) : go::EvalSymlinks(disk_, folder);
    return places.emplace(folder, std::move(place)).first->second;
  }

  FileSystem& disk_;
  const std::string build_;
  const std::vector<std::string> roots_;
  ContentCache contents_;
  std::unordered_map<std::string, Recorded> recorded_;
  int64_t youngest_result_ = 0;
  int64_t changed_time_ = 0;
  std::mutex mutex_;
  RestoredTimes times_;
};

}  // namespace

RestoredTimes RestoreTimes(const std::string& build, const std::string& source, FileSystem& disk) {
  return Restorer(build, source, disk).Run();
}

}  // namespace pkgrepo::packaging
