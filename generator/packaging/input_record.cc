#include "packaging/input_record.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "base/error.h"
#include "base/strings.h"
#include "packaging/ignore_rules.h"

namespace pkgrepo::packaging {
namespace {

// So many changes are shown.
constexpr size_t kMaxShown = 5;
constexpr std::string_view kFolderDiffers = "has other files now";

std::string RecordPath(const std::string& output) { return output + ".inputs.d"; }

std::string EscapePath(std::string_view path) {
  return ReplaceAll(ReplaceAll(std::string(path), "\\", "\\\\"), "\n", "\\n");
}

std::string UnescapePath(std::string_view text) {
  std::string path;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_escape = text[i] == '\\' && i + 1 < text.size();
    path += !is_escape ? text[i] : text[++i] == 'n' ? '\n' : text[i];
  }
  return path;
}

// Takes the word up to the next blank off `line`.
std::string_view TakeWord(std::string_view& line) {
  const size_t blank = line.find(' ');
  const std::string_view word = line.substr(0, blank);
  line.remove_prefix(blank == std::string_view::npos ? line.size() : blank + 1);
  return word;
}

template <typename Number>
Number ParseNumber(std::string_view word) {
  Number number{};
  const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (code != std::errc() || end != word.data() + word.size()) throw Error("not a record of inputs");
  return number;
}

struct InputRecord {
  std::string output;
  InputStates states;
};

InputRecord ParseRecord(std::string_view text) {
  InputRecord record;
  const std::vector<std::string_view> lines = SplitLines(text);
  if (lines.empty()) throw Error("not a record of inputs");
  record.output = UnescapePath(lines[0]);
  for (size_t i = 1; i < lines.size(); ++i) {
    std::string_view line = lines[i];
    const std::string_view kind = TakeWord(line);
    if (kind.size() != 1) throw Error("not a record of inputs");
    const auto size = ParseNumber<uint64_t>(TakeWord(line));
    const auto mtime = ParseNumber<int64_t>(TakeWord(line));
    record.states[UnescapePath(line)] = {.kind = kind[0], .size = size, .mtime = mtime};
  }
  return record;
}

bool IsFolder(const InputState& state) { return state.kind == 'd' || state.kind == kWalked; }

// A name in the folder that was not there when it was walked.
std::string NewName(const std::string& folder, const std::string& place, const InputStates& states,
                    const FileSystem& files) {
  for (const std::string& name : files.ListDirectory(place)) {
    if (!states.contains(JoinPath(folder, name)) && !IgnoreRules().Ignores(name, false)) return name;
  }
  return "";
}

std::string Difference(const InputState& then, const InputState& now) {
  if (now.kind == '-') return "is gone";
  if (then.kind == '-') return "is new";
  if (then.kind == 'f' && now.kind == 'x') return "is executable now";
  if (then.kind == 'x' && now.kind == 'f') return "is no longer executable";
  if (IsFolder(now) && IsFolder(then)) return std::string(kFolderDiffers);
  if (then.kind != now.kind) return "is of another kind now";
  return then.size != now.size ? "has another size now" : "was written to";
}

std::vector<std::string> FindChanges(const std::string& output, const InputRecord& record,
                                     const FileSystem& files) {
  // Relative paths are relative to where the step ran, which need not be here.
  const std::string base =
      output.ends_with(record.output) ? output.substr(0, output.size() - record.output.size()) : "";
  std::vector<std::string> changes;
  for (const auto& [path, then] : record.states) {
    const std::string place = JoinPath(base, path);
    const InputState now = StateOf(files.StatFollowing(place));
    if (now == then || (IsFolder(now) && IsFolder(then) && now.mtime == then.mtime)) continue;
    const std::string added =
        IsFolder(now) && then.kind == kWalked ? NewName(path, place, record.states, files) : "";
    changes.push_back(added.empty() ? place + " " + Difference(then, now)
                                    : JoinPath(place, added) + " is new");
  }
  return changes;
}

std::vector<std::string> FindChangesOf(const std::string& output, const FileSystem& files) {
  if (!files.IsFile(output)) return {"it was not built"};
  try {
    return FindChanges(output, ParseRecord(files.ReadFile(RecordPath(output))), files);
  } catch (const Error&) {
    return {"it is not known what it was made of"};
  }
}

}  // namespace

InputState StateOf(const std::optional<FileInfo>& info) {
  if (!info) return {};
  switch (info->type) {
    case FileInfo::Type::kFile:
      return {.kind = info->is_executable() ? 'x' : 'f', .size = info->size, .mtime = info->mtime};
    case FileInfo::Type::kDirectory:
      return {.kind = 'd', .size = 0, .mtime = info->mtime};
    default:
      return {.kind = '?', .size = 0, .mtime = info->mtime};
  }
}

void WriteInputRecord(const InputStates& states, const std::string& output, FileSystem& files) {
  std::string text = EscapePath(output) + "\n";
  for (const auto& [path, state] : states) {
    text += std::string(1, state.kind) + " " + std::to_string(state.size) + " " +
            std::to_string(state.mtime) + " " + EscapePath(path) + "\n";
  }
  files.WriteFileIfChanged(RecordPath(output), text);
}

void RequireFresh(const std::vector<std::string>& outputs, FileSystem& files, size_t required) {
  bool is_refused = false;
  std::string oldest;
  std::vector<std::string> changes;
  for (size_t i = 0; i < outputs.size(); ++i) {
    const std::vector<std::string> found = FindChangesOf(outputs[i], files);
    if (found.empty()) continue;
    files.RemoveAll(outputs[i] + ".d");  // without it Ninja runs the step
    is_refused = is_refused || i < required;
    if (oldest.empty()) oldest = outputs[i];
    for (const std::string& change : found) {
      if (std::find(changes.begin(), changes.end(), change) == changes.end()) changes.push_back(change);
    }
  }
  if (!is_refused) return;
  // A file says more than the folder it is in.
  std::stable_partition(changes.begin(), changes.end(),
                        [](const std::string& change) { return !change.ends_with(kFolderDiffers); });
  Error error(oldest + " is out of date: " + changes[0]);
  for (size_t i = 1; i < changes.size() && i < kMaxShown; ++i) error.Note(changes[i]);
  if (changes.size() > kMaxShown) error.Note("and " + std::to_string(changes.size() - kMaxShown) + " more");
  throw error.Hint("run cmake --build");
}

}  // namespace pkgrepo::packaging
