#include "cache/action_cache.h"

#include <algorithm>
#include <deque>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/file_system.h"
#include "base/utf8.h"

namespace pkgrepo::cache {
namespace {

// So many lists of inputs are kept for a command: of branches that are built in turn.
constexpr size_t kMaxLists = 4;
constexpr std::string_view kListPath = "inputs";
// So many bytes of outputs stand in the result itself: asking for each would take longer.
constexpr size_t kMaxInlined = 256 << 10;
constexpr int64_t kMaxResult = 4 << 20;
// Of all outputs, and of all inputs.
constexpr int64_t kMaxFiles = 256 << 20;

// What a result is known by.
struct Action {
  Blob command;
  Blob message;
};

Action ActionOf(const Command& command, const Blob& input_root) {
  return {.command = Blob(command.Encode()), .message = Blob(EncodeAction(command, input_root.bytes))};
}

// The action whose result are the lists of inputs.
Action ListingOf(const Command& command) {
  return {.command = Blob(command.Encode()), .message = Blob(EncodeAction(command, "", kListPath))};
}

// Binds a result to its action and all of its outputs, so that another result in its place, or one that was damaged, is
// seen.
std::string WorkerOf(const Digest& action, const std::vector<ResultFile>& files) {
  std::string text = action.hex() + "\n";
  for (const ResultFile& file : files)
    text += file.digest.hex() + (file.is_executable ? " x " : " - ") + file.path + "\n";
  return "pkgrepo " + Digest::Of(text).hex();
}

// A result that was made for this action; nullopt for anything else.
std::optional<ActionResult> DecodeFor(const Digest& action, std::string_view bytes) {
  std::optional<ActionResult> result = ActionResult::Decode(bytes);
  if (!result || result->worker != WorkerOf(action, result->files)) return std::nullopt;
  return result;
}

bool IsElsewhere(const ResultFile& file) { return !file.contents && file.size > 0; }

// What is to be put of actions, as the store wants it.
class Upload {
 public:
  explicit Upload(Detail detail) : detail_(detail) {}

  // What is added is kept and must outlive the object. Returns false for what cannot be kept.
  bool AddResult(const Action& action, const std::vector<Output>& outputs);
  bool AddInputs(const std::vector<Blob>& folders, const std::vector<InputFile>& files);
  // What a result refers to has to be there first: there are servers that refuse one that is not complete.
  void PutIn(Store& store) const {
    store.PutAll(content_);
    store.PutAll(results_);
  }

 private:
  void AddContent(const Digest& digest, std::string_view bytes);
  bool HasRoomFor(int64_t size);

  const Detail detail_;
  int64_t size_ = 0;
  std::set<Digest> known_;
  std::vector<Kept> content_;
  std::vector<Kept> results_;
  std::deque<std::string> owned_;
};

bool Upload::HasRoomFor(int64_t size) {
  if (size > kMaxFiles - size_) return false;
  size_ += size;
  return true;
}

void Upload::AddContent(const Digest& digest, std::string_view bytes) {
  if (bytes.empty() || !known_.insert(digest).second) return;
  content_.push_back({.kind = Kind::kContent, .digest = digest, .bytes = bytes});
}

bool Upload::AddResult(const Action& action, const std::vector<Output>& outputs) {
  ActionResult result;
  size_t inlined = 0;
  for (const Output& output : outputs) {
    ResultFile file{.path = output.path,
                    .digest = Digest::Of(output.content),
                    .size = static_cast<int64_t>(output.content.size()),
                    .is_executable = output.is_executable};
    if (!IsValidUtf8(file.path) || !HasRoomFor(file.size)) return false;
    const bool is_small = inlined + output.content.size() <= kMaxInlined;
    if (is_small) {
      inlined += output.content.size();
      file.contents = output.content;
    }
    if (!is_small || detail_ >= Detail::kActions) AddContent(file.digest, output.content);
    result.files.push_back(std::move(file));
  }
  result.worker = WorkerOf(action.message.digest, result.files);
  const std::string& bytes = owned_.emplace_back(result.Encode());
  if (static_cast<int64_t>(bytes.size()) > kMaxResult) return false;
  results_.push_back({.kind = Kind::kResult, .digest = action.message.digest, .bytes = bytes});
  if (detail_ >= Detail::kActions) {
    AddContent(action.command.digest, action.command.bytes);
    AddContent(action.message.digest, action.message.bytes);
  }
  return true;
}

// nullopt if it is another now, or gone.
std::optional<std::string> ReadUnchanged(const InputFile& file, const FileSystem& disk) {
  if (file.place.empty()) return file.text;
  try {
    std::string bytes = disk.ReadFile(file.place);
    if (Digest::Of(bytes) == file.digest) return bytes;
  } catch (const Error&) {
  }
  return std::nullopt;
}

bool Upload::AddInputs(const std::vector<Blob>& folders, const std::vector<InputFile>& files) {
  if (detail_ < Detail::kInputs) return true;
  const RealFileSystem disk;
  for (const Blob& folder : folders) AddContent(folder.digest, folder.bytes);
  for (const InputFile& file : files) {
    if (!HasRoomFor(file.size)) return false;
    std::optional<std::string> bytes = ReadUnchanged(file, disk);
    if (!bytes) return false;
    AddContent(file.digest, owned_.emplace_back(std::move(*bytes)));
  }
  return true;
}

// The list as the outputs of a command that finds its inputs, with those that were found before.
std::vector<Output> ListOutputs(const std::vector<std::string>& lists, const std::string& list) {
  std::vector<Output> kept = {{.path = std::string(kListPath), .content = list}};
  for (const std::string& earlier : lists) {
    if (earlier == list || kept.size() == kMaxLists) continue;
    kept.push_back({.path = std::string(kListPath) + std::to_string(kept.size()), .content = earlier});
  }
  return kept;
}

}  // namespace

std::vector<std::string> ActionCache::FindLists(const Command& command) {
  const Digest action = ListingOf(command).message.digest;
  std::vector<std::string> lists;
  for (Output& output :
       Complete(action, store_.Get(Kind::kResult, action, kMaxResult)).value_or(std::vector<Output>())) {
    if (lists.size() < kMaxLists) lists.push_back(std::move(output.content));
  }
  return lists;
}

std::optional<ActionCache::Found> ActionCache::Find(const Command& command,
                                                    const std::vector<InputRoot>& inputs) {
  std::vector<Wanted> wanted;
  for (const InputRoot& root : inputs) {
    const Digest action = ActionOf(command, root.Messages().back()).message.digest;
    wanted.push_back({.kind = Kind::kResult, .digest = action, .max_size = kMaxResult});
  }
  const std::vector<std::optional<std::string>> results = store_.GetAll(wanted);
  for (size_t i = 0; i < results.size(); ++i) {
    if (std::optional<std::vector<Output>> outputs = Complete(wanted[i].digest, results[i])) {
      return Found{.index = i, .outputs = std::move(*outputs)};
    }
  }
  return std::nullopt;
}

void ActionCache::Put(const Command& command, const InputRoot& inputs, const std::vector<Output>& outputs,
                      const std::vector<std::string>& lists, const std::string& list) {
  const std::vector<Blob> folders = inputs.Messages();
  const std::vector<InputFile> files = inputs.Files();
  const Action action = ActionOf(command, folders.back());
  const Action listing = ListingOf(command);
  const std::vector<Output> listed = ListOutputs(lists, list);
  const bool is_new_list = !list.empty() && (lists.empty() || lists[0] != list);
  Upload upload(store_.detail());
  if (!upload.AddResult(action, outputs) || !upload.AddInputs(folders, files)) return;
  if (is_new_list && !upload.AddResult(listing, listed)) return;
  upload.PutIn(store_);
}

std::optional<std::vector<Output>> ActionCache::Complete(const Digest& action,
                                                         const std::optional<std::string>& bytes) {
  std::optional<ActionResult> result = bytes ? DecodeFor(action, *bytes) : std::nullopt;
  if (!result) return std::nullopt;
  std::vector<Wanted> wanted;
  int64_t left = kMaxFiles;
  for (ResultFile& file : result->files) {
    if (file.size > left) return std::nullopt;
    left -= file.size;
    if (IsElsewhere(file)) {
      wanted.push_back({.kind = Kind::kContent, .digest = file.digest, .max_size = file.size});
    } else if (Digest::Of(file.contents.value_or("")) != file.digest) {
      return std::nullopt;
    }
  }
  std::vector<std::optional<std::string>> content = store_.GetAll(wanted);
  std::vector<Output> outputs;
  auto next = content.begin();
  for (ResultFile& file : result->files) {
    if (IsElsewhere(file))
      file.contents = std::move(*next++);
    else if (!file.contents)
      file.contents.emplace();
    if (!file.contents) return std::nullopt;
    outputs.push_back({.path = std::move(file.path),
                       .content = std::move(*file.contents),
                       .is_executable = file.is_executable});
  }
  return outputs;
}

bool IsResultOf(const Digest& action, std::string_view bytes) {
  const std::optional<ActionResult> result = DecodeFor(action, bytes);
  return result && std::ranges::all_of(result->files, [](const ResultFile& file) {
           return IsElsewhere(file) || Digest::Of(file.contents.value_or("")) == file.digest;
         });
}

}  // namespace pkgrepo::cache
