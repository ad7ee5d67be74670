#include "packaging/input_record.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "base/environment.h"
#include "base/error.h"
#include "base/strings.h"
#include "cache/build_id.h"
#include "packaging/ignore_rules.h"
#include "packaging/step_failure.h"

namespace pkgrepo::packaging {
namespace {

using Kind = StaleReason::Kind;

// So many changes are shown.
constexpr size_t kMaxShown = 5;
constexpr std::string_view kUnknown = "-";
constexpr char kOfRun = '!';
constexpr std::string_view kFolderDiffers = "has other files now";

std::string RecordPath(const std::string& output) { return output + ".inputs.d"; }

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

std::optional<Digest> ParseContent(std::string_view word) {
  if (word == kUnknown) return std::nullopt;
  std::optional<Digest> digest = Digest::Parse("sha256:" + std::string(word));
  if (!digest) throw Error("not a record of inputs");
  return digest;
}

// What stands behind kOfRun. A reason of another version of the program is left out.
void ParseRun(std::string_view line, InputRecord& record) {
  const std::string_view word = TakeWord(line);
  if (word.empty()) {
    record.options = TakeWord(line);
    record.generator = line;
  } else if (const std::optional<Kind> kind = ParseKind(word)) {
    record.reasons.push_back({.kind = *kind, .path = UnescapePath(line)});
  }
}

InputRecord ParseRecord(std::string_view text) {
  InputRecord record;
  const std::vector<std::string_view> lines = SplitLines(text);
  if (lines.empty()) throw Error("not a record of inputs");
  record.output = UnescapePath(lines[0]);
  for (size_t i = 1; i < lines.size(); ++i) {
    std::string_view line = lines[i];
    if (line.starts_with(kOfRun)) {
      line.remove_prefix(1);
      ParseRun(line, record);
      continue;
    }
    const std::string_view kind = TakeWord(line);
    if (kind.size() != 1) throw Error("not a record of inputs");
    const auto size = ParseNumber<uint64_t>(TakeWord(line));
    const auto mtime = ParseNumber<int64_t>(TakeWord(line));
    const std::string_view content = TakeWord(line);
    // They are sorted, so that each belongs at the end.
    record.inputs.insert_or_assign(record.inputs.end(), UnescapePath(line),
                                   Input{.state = {.kind = kind[0], .size = size, .mtime = mtime},
                                         .content = ParseContent(content)});
  }
  return record;
}

// Why a step has run whose inputs were so before, and are so now.
class RunReasons {
 public:
  RunReasons(const InputRecord& before, const InputRecord& after) : before_(before), after_(after) {
    if (before.options != after.options) reasons_.push_back({Kind::kOptions});
    if (before.generator != after.generator) reasons_.push_back({Kind::kGenerator});
    for (const auto& [path, input] : before.inputs) {
      const auto now = after.inputs.find(path);
      if (now != after.inputs.end()) Compare(path, input, now->second);
    }
    // What is read in a folder with other names than before; what is read elsewhere follows from what has changed.
    AddNames(after.inputs, before.inputs, Kind::kAdded);
    AddNames(before.inputs, after.inputs, Kind::kRemoved);
    for (StaleReason& listing : listings_) {
      const bool is_told = std::ranges::any_of(
          reasons_, [&](const StaleReason& reason) { return !reason.path.empty() && IsInside(reason.path, listing.path); });
      if (!is_told) reasons_.push_back(std::move(listing));
    }
    if (reasons_.empty()) reasons_ = std::move(touched_);
  }

  std::vector<StaleReason> Take() { return std::move(reasons_); }

 private:
  void Compare(const std::string& path, const Input& then, const Input& now) {
    const bool is_folder = IsFolder(then.state) && IsFolder(now.state);
    const bool has_content = then.content && then.content == now.content;
    if (now.state.kind == '-' && then.state.kind != '-') return reasons_.push_back({Kind::kRemoved, path});
    if (then.state.kind == '-' && now.state.kind != '-') return reasons_.push_back({Kind::kAdded, path});
    if (IsFolder(then.state) != IsFolder(now.state)) return reasons_.push_back({Kind::kKind, path});
    if (!has_content && is_folder && then.state.mtime != now.state.mtime) {
      return listings_.push_back({Kind::kListing, path});
    }
    if (!has_content && then.state != now.state) return reasons_.push_back({Kind::kChanged, path});
    if (!is_folder && then.state.kind != now.state.kind) return reasons_.push_back({Kind::kMode, path});
    if (!is_folder && then.state.mtime != now.state.mtime) touched_.push_back({Kind::kTouched, path});
  }

  void AddNames(const Inputs& of, const Inputs& others, Kind kind) {
    for (const auto& [path, input] : of) {
      if (others.contains(path)) continue;
      const std::string folder(DirName(path));
      const auto was = before_.inputs.find(folder);
      const auto is = after_.inputs.find(folder);
      const bool has_changed = was != before_.inputs.end() && is != after_.inputs.end() &&
                               was->second.content != is->second.content;
      if (has_changed) reasons_.push_back({kind, path});
    }
  }

  const InputRecord& before_;
  const InputRecord& after_;
  std::vector<StaleReason> reasons_;
  std::vector<StaleReason> listings_;
  std::vector<StaleReason> touched_;
};

std::vector<StaleReason> ReasonsOfRun(const std::string& before, const InputRecord& after, const FileSystem& files) {
  if (before.empty()) return {{Kind::kFirst}};
  std::vector<StaleReason> reasons;
  try {
    reasons = RunReasons(ParseRecord(before), after).Take();
  } catch (const Error&) {
    return {{Kind::kUnrecorded}};
  }
  if (!reasons.empty()) return reasons;
  return {{ReadFailure(after.output, files) ? Kind::kFailed : Kind::kMissing}};
}

std::string Difference(const InputState& then, const InputState& now) {
  if (now.kind == '-') return "is gone";
  if (then.kind == '-') return "is new";
  if (then.kind == 'f' && now.kind == 'x') return "is executable now";
  if (then.kind == 'x' && now.kind == 'f') return "is no longer executable";
  if (IsFolder(now) && IsFolder(then)) return std::string(kFolderDiffers);
  if (then.kind != now.kind) return "is now of another kind";
  return then.size != now.size ? "has changed in size" : "was modified";
}

std::vector<std::string> FindChanges(const std::string& output, const InputRecord& record,
                                     const FileSystem& files) {
  const std::string base = BaseOf(record, output);
  std::vector<std::string> changes;
  for (const auto& [path, input] : record.inputs) {
    const InputState& then = input.state;
    const std::string place = JoinPath(base, path);
    const InputState now = StateOf(files.StatFollowing(place));
    if (now == then || (IsFolder(now) && IsFolder(then) && now.mtime == then.mtime)) continue;
    const std::vector<std::string> added = IsFolder(now) && then.kind == kWalked
                                               ? NewNames(path, place, record.inputs, files)
                                               : std::vector<std::string>();
    changes.push_back(added.empty() ? place + " " + Difference(then, now)
                                    : JoinPath(place, added[0]) + " is new");
  }
  return changes;
}

std::vector<std::string> FindChangesOf(const std::string& output, const FileSystem& files) {
  if (!files.IsFile(output)) return {"it was not built"};
  try {
    return FindChanges(output, ReadInputRecord(output, files), files);
  } catch (const Error&) {
    return {"its inputs are not recorded"};
  }
}

}  // namespace

std::string EscapePath(std::string_view path) {
  if (path.find_first_of("\\\n") == std::string_view::npos) return std::string(path);
  return ReplaceAll(ReplaceAll(std::string(path), "\\", "\\\\"), "\n", "\\n");
}

std::string UnescapePath(std::string_view text) {
  if (text.find('\\') == std::string_view::npos) return std::string(text);
  std::string path;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_escape = text[i] == '\\' && i + 1 < text.size();
    path += !is_escape ? text[i] : text[++i] == 'n' ? '\n' : text[i];
  }
  return path;
}

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

bool IsFolder(const InputState& state) { return state.kind == 'd' || state.kind == kWalked; }

std::vector<std::string> NewNames(const std::string& folder, const std::string& place, const Inputs& inputs,
                                  const FileSystem& files) {
  std::vector<std::string> added;
  for (std::string& name : files.ListDirectory(place)) {
    if (!inputs.contains(JoinPath(folder, name)) && !IgnoreRules().Ignores(name, false)) added.push_back(std::move(name));
  }
  return added;
}

std::optional<Digest> ContentOf(const std::string& path, const InputState& state, const FileSystem& files) {
  try {
    if (state.kind == 'f' || state.kind == 'x') return Digest::Of(files.ReadFile(path));
    if (!IsFolder(state)) return std::nullopt;
    Sha256 names;
    for (const std::string& name : files.ListDirectory(path)) names.Update(name + "\n");
    return names.Finish();
  } catch (const Error&) {
    return std::nullopt;
  }
}

void WriteInputRecord(const Inputs& inputs, const std::string& output, FileSystem& files) {
  const std::string path_of_record = RecordPath(output);
  const std::string before = files.IsFile(path_of_record) ? files.ReadFile(path_of_record) : "";
  const InputRecord record{.output = output,
                           .inputs = inputs,
                           .options = Digest::Of(Join(ProgramWords(), "\n")).hex(),
                           .generator = cache::BuildId()};
  std::string text = EscapePath(output) + "\n" + kOfRun + " " + record.options + " " + record.generator + "\n";
  for (const StaleReason& reason : ReasonsOfRun(before, record, files)) {
    text += kOfRun + std::string(NameOf(reason.kind)) + " " + EscapePath(reason.path) + "\n";
  }
  for (const auto& [path, input] : inputs) {
    text += input.state.kind;
    text += ' ';
    text += std::to_string(input.state.size);
    text += ' ';
    text += std::to_string(input.state.mtime);
    text += ' ';
    text += input.content ? input.content->hex() : std::string(kUnknown);
    text += ' ';
    text += EscapePath(path);
    text += '\n';
  }
  if (text != before) files.WriteFile(path_of_record, text);
}

InputRecord ReadInputRecord(const std::string& output, const FileSystem& files) {
  return ParseRecord(files.ReadFile(RecordPath(output)));
}

std::string BaseOf(const InputRecord& record, const std::string& output) {
  return output.ends_with(record.output) ? output.substr(0, output.size() - record.output.size()) : "";
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
