#include "packaging/step_cache.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/clock.h"
#include "base/error.h"
#include "base/memory_budget.h"
#include "base/strings.h"
#include "cache/action_cache.h"
#include "cache/build_id.h"
#include "packaging/action_places.h"
#include "packaging/build_tree.h"

namespace pkgrepo::packaging {
namespace {

// In the input root: the list of what was looked at.
constexpr std::string_view kListFile = "inputs";
constexpr char kLink = 'l';
constexpr char kNoLink = '-';
constexpr int64_t kMillisecond = 1'000'000;
// What was written so shortly before the step began may have been written again while it ran, without a trace in its
// time.
constexpr int64_t kClockTick = 20 * kMillisecond;

// An input of a list: its place in the input root, and how it has to be.
struct Listed {
  char kind = '-';
  char link = kNoLink;
  std::string place;
};

std::string FormatList(const std::vector<Listed>& inputs) {
  std::string text;
  for (const Listed& input : inputs)
    text += std::string{input.kind, input.link, ' '} + EscapePath(input.place) + "\n";
  return text;
}

// Which a store has given: no inputs if it is no list.
std::vector<Listed> ParseList(const std::string& text) {
  std::vector<Listed> inputs;
  for (std::string_view line : SplitLines(text)) {
    if (line.size() < 4) return {};
    inputs.push_back({.kind = line[0], .link = line[1], .place = UnescapePath(line.substr(3))});
    const std::string& place = inputs.back().place;
    if (!IsLocalPath(place) || CleanPath(place) != place || place == ".") return {};
  }
  return inputs;
}

char LinkOf(const std::string& path, const FileSystem& disk) {
  const std::optional<FileInfo> info = disk.Stat(path);
  return info && info->is_symlink() ? kLink : kNoLink;
}

// Adds what is in a folder and no input, because only its name counts: empty files, and folders, since rules can depend
// on which it is.
void AddNames(const std::string& folder, const std::string& place, const Inputs& inputs,
              const FileSystem& disk, cache::InputRoot& root) {
  for (const std::string& name : disk.ListDirectory(folder)) {
    const std::string path = JoinPath(folder, name);
    const auto next = inputs.lower_bound(path);
    const bool is_named = next != inputs.end() && IsInside(next->first, path);
    if (is_named) continue;
    const std::optional<FileInfo> info = disk.Stat(path);
    if (info && info->is_directory())
      root.AddFolder(JoinPath(place, name));
    else
      root.AddText(JoinPath(place, name), "");
  }
}

// What the key has of the inputs; nullopt if the content of one is not known.
std::optional<cache::InputRoot> RootOf(const std::vector<Listed>& list, const Inputs& inputs,
                                       const ActionPlaces& places, const FileSystem& disk) {
  cache::InputRoot root;
  root.AddText(kListFile, FormatList(list));
  for (const Listed& listed : list) {
    const std::string path = places.OnDisk(listed.place);
    const auto found = inputs.find(path);
    if (found == inputs.end() || !found->second.content) return std::nullopt;
    const auto& [state, content] = found->second;
    if (IsFolder(state)) {
      root.AddFolder(listed.place);
      AddNames(path, listed.place, inputs, disk, root);
    } else {
      root.AddFile(listed.place, {.digest = *content,
                                  .size = static_cast<int64_t>(state.size),
                                  .is_executable = state.kind == 'x',
                                  .place = path});
    }
  }
  return root;
}

// The inputs as they are now; nullopt if one is not as the list has it.
std::optional<Inputs> LookAt(const std::vector<Listed>& list, const ActionPlaces& places,
                             const FileSystem& disk) {
  Inputs inputs;
  for (const Listed& listed : list) {
    const std::string path = places.OnDisk(listed.place);
    InputState state = StateOf(disk.StatFollowing(path));
    if (listed.kind == kWalked && IsFolder(state)) state.kind = kWalked;
    if (state.kind != listed.kind || LinkOf(path, disk) != listed.link) return std::nullopt;
    inputs[path].state = state;
  }
  for (auto& [path, input] : inputs) {
    input.content = ContentOf(path, input.state, disk);
    if (!input.content) return std::nullopt;
  }
  return inputs;
}

cache::Command CommandOf(const CacheableStep& step, const ActionPlaces& places) {
  const SourceTree& source = step.folders.source;
  cache::Command command{
      .arguments = {"pkgrepo"},
      .properties = {{"memory", std::to_string(MemoryLimit())}, {"pkgrepo", cache::BuildId()}}};
  for (const std::string& argument : step.arguments) command.arguments.push_back(places.InRoot(argument));
  const auto add = [&](const char* flag, const std::string& path) {
    command.arguments.insert(command.arguments.end(), {flag, places.InRoot(path)});
  };
  add("--source", source.directory());
  add("--bundle", source.bundle());
  if (const std::vector<std::string> files = source.PackageFiles(); files.size() == 1)
    add("--package", files[0]);
  add("--output-dir", step.folders.output);
  for (const std::string& output : step.outputs) {
    command.outputs.push_back(CleanPath(JoinPath(places.InRoot(step.folders.output), output)));
  }
  std::ranges::sort(command.outputs);
  return command;
}

// Gives the outputs, which a store has given, the names that they have in the version's folder of the build tree. Returns
// false if one is elsewhere.
bool TakeOutOf(const std::string& folder, std::vector<cache::Output>& outputs) {
  return std::ranges::all_of(outputs, [&](cache::Output& output) {
    if (!output.path.starts_with(folder + "/")) return false;
    output.path.erase(0, folder.size() + 1);
    return true;
  });
}

// Whether the step makes a file of this name, which a store has given.
bool Makes(const CacheableStep& step, const std::string& path) {
  return std::ranges::any_of(step.outputs, [&](const std::string& output) {
    if (!output.ends_with('/')) return path == output;
    const std::string_view name = std::string_view(path).substr(std::min(output.size(), path.size()));
    return path.starts_with(output) && IsLocalPath(name) && name != "." &&
           name.find('/') == std::string_view::npos;
  });
}

bool IsComplete(const CacheableStep& step, const std::vector<cache::Output>& outputs) {
  const auto has = [&](const std::string& path) {
    return std::ranges::count(outputs, path, &cache::Output::path) == 1;
  };
  const auto is_made = [&](const cache::Output& output) {
    return !output.is_executable && Makes(step, output.path);
  };
  return std::ranges::all_of(outputs, is_made) &&
         std::ranges::all_of(step.outputs,
                             [&](const std::string& path) { return path.ends_with('/') || has(path); });
}

// As the step itself does: what is equal stays, what is no longer made is removed.
void Write(const CacheableStep& step, const std::vector<cache::Output>& outputs, FileSystem& disk) {
  for (const std::string& folder : step.outputs) {
    if (!folder.ends_with('/')) continue;
    const std::string place = JoinPath(step.folders.output, folder.substr(0, folder.size() - 1));
    disk.MakeDirectories(place);
    for (const std::string& name : disk.ListDirectory(place)) {
      const bool is_made = std::ranges::count(outputs, folder + name, &cache::Output::path) > 0;
      if (!is_made) disk.RemoveAll(JoinPath(place, name));
    }
  }
  for (const cache::Output& output : outputs) {
    disk.WriteFileIfChanged(JoinPath(step.folders.output, output.path), output.content);
  }
}

// Returns false where that cannot be done, which is not the cache's fault: the step will tell why.
bool TryWrite(const CacheableStep& step, const std::vector<cache::Output>& outputs, FileSystem& disk) {
  try {
    Write(step, outputs, disk);
    return true;
  } catch (const Error&) {
    return false;
  }
}

std::vector<cache::Output> ReadOutputs(const CacheableStep& step, const ActionPlaces& places,
                                       const FileSystem& disk) {
  std::vector<cache::Output> outputs;
  const std::string folder = places.InRoot(step.folders.output);
  const auto add = [&](const std::string& path) {
    outputs.push_back(
        {.path = JoinPath(folder, path), .content = disk.ReadFile(JoinPath(step.folders.output, path))});
  };
  for (const std::string& output : step.outputs) {
    if (!output.ends_with('/')) {
      add(output);
      continue;
    }
    for (const std::string& name : disk.ListDirectory(JoinPath(step.folders.output, output)))
      add(output + name);
  }
  return outputs;
}

// Whether an input is what earlier steps have made, or is not of the build tree.
bool IsOfEarlierStep(const std::string& path, const CacheableStep& step) {
  if (path.starts_with('/') || path.starts_with(BuildTree(std::string(kBuildTree)).Image(""))) return true;
  for (const std::string_view name :
       {kVendorRecord, kVendoredBundle, kRenderedRecord, kRenderedDirectory, kOriginsFile, kImagesOrder, kImagesFile}) {
    const bool is_own = std::ranges::any_of(step.outputs, [&](const std::string& output) {
      return output == name || output == std::string(name) + "/";
    });
    if (!is_own && IsInside(path, JoinPath(step.folders.output, name))) return true;
  }
  return false;
}

}  // namespace

StepCache::StepCache(std::string file, std::ostream& messages)
    : access_(std::move(file), messages), started_(Now()) {}

bool StepCache::Restore(const CacheableStep& step, StepInputs& inputs) {
  if (!access_.IsWorth(step.milliseconds)) return false;
  access_.Read([&](cache::Store& store) {
    cache::ActionCache actions(store);
    const ActionPlaces places(step.folders, step.arguments);
    const cache::Command command = CommandOf(step, places);
    lists_ = actions.FindLists(command);
    std::vector<Inputs> states;
    std::vector<cache::InputRoot> roots;
    for (const std::string& text : lists_) {
      const std::vector<Listed> list = ParseList(text);
      std::optional<Inputs> now = LookAt(list, places, inputs.disk());
      if (list.empty() || !now) continue;
      std::optional<cache::InputRoot> root = RootOf(list, *now, places, inputs.disk());
      if (!root) continue;
      states.push_back(std::move(*now));
      roots.push_back(std::move(*root));
    }
    std::optional<cache::ActionCache::Found> found = actions.Find(command, roots);
    restored_ = found && TakeOutOf(places.InRoot(step.folders.output), found->outputs) &&
                IsComplete(step, found->outputs) && TryWrite(step, found->outputs, inputs.disk());
    if (restored_) inputs.Replace(std::move(states[found->index]));
    access_.NoteLookup(restored_);
  });
  return restored_;
}

void StepCache::Keep(const CacheableStep& step, const StepInputs& inputs) {
  if (restored_ || !access_.IsWorth(step.milliseconds)) return;
  const ActionPlaces places(step.folders, step.arguments);
  std::vector<Listed> list;
  for (const auto& [path, input] : inputs.noted()) {
    const Listed listed{
        .kind = input.state.kind, .link = LinkOf(path, inputs.disk()), .place = places.InRoot(path)};
    const bool is_known = IsOfEarlierStep(path, step) && places.OnDisk(listed.place) == path;
    const bool may_be_newer = path.starts_with('/') && input.state.mtime > started_ - kClockTick;
    if (!is_known || may_be_newer) return;
    list.push_back(listed);
  }
  access_.Write([&](cache::Store& store) {
    const auto root = RootOf(list, inputs.noted(), places, inputs.disk());
    if (!root) return;
    cache::ActionCache(store).Put(CommandOf(step, places), *root, ReadOutputs(step, places, inputs.disk()),
                                  lists_, FormatList(list));
  });
}

}  // namespace pkgrepo::packaging
