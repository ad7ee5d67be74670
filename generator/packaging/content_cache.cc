#include "packaging/content_cache.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "base/error.h"
#include "base/strings.h"
#include "packaging/input_record.h"

namespace pkgrepo::packaging {

void ContentCache::Load(const std::string& list) {
  if (!disk_.IsFile(list)) return;
  const std::string text = disk_.ReadFile(list);
  for (std::string_view line : SplitLines(text)) {
    Entry entry{.content = Digest::Of("")};
    const char* at = line.data();
    const char* const end = line.data() + line.size();
    const auto inode = std::from_chars(at, end, entry.inode);
    if (inode.ec != std::errc() || inode.ptr == end) return;
    const auto ctime = std::from_chars(inode.ptr + 1, end, entry.ctime);
    if (ctime.ec != std::errc() || ctime.ptr == end) return;
    const std::string_view rest(ctime.ptr + 1, static_cast<size_t>(end - ctime.ptr - 1));
    const size_t blank = rest.find(' ');
    if (blank == std::string_view::npos) return;
    const std::optional<Digest> content = Digest::Parse("sha256:" + std::string(rest.substr(0, blank)));
    if (!content) return;
    entry.content = *content;
    loaded_.insert_or_assign(UnescapePath(rest.substr(blank + 1)), std::move(entry));
  }
}

void ContentCache::Save(const std::string& list) const {
  std::vector<const std::pair<const std::string, Entry>*> sorted;
  sorted.reserve(asked_.size());
  for (const auto& asked : asked_) sorted.push_back(&asked);
  std::ranges::sort(sorted, {}, [](const auto* asked) -> const std::string& { return asked->first; });
  std::string text;
  for (const auto* asked : sorted) {
    const auto& [path, entry] = *asked;
    text += std::to_string(entry.inode);
    text += ' ';
    text += std::to_string(entry.ctime);
    text += ' ';
    text += entry.content.hex();
    text += ' ';
    text += EscapePath(path);
    text += '\n';
  }
  disk_.WriteFileIfChanged(list, text);
}

std::optional<Digest> ContentCache::Of(const std::string& path) {
  const std::optional<FileInfo> info = disk_.StatFollowing(path);
  return info ? Of(path, *info) : std::nullopt;
}

std::optional<Digest> ContentCache::Of(const std::string& path, const FileInfo& info) {
  const auto known = loaded_.find(path);
  const bool is_untouched = known != loaded_.end() && info.ctime != 0 && known->second.inode == info.inode &&
                            known->second.ctime == info.ctime;
  std::optional<Digest> content =
      is_untouched ? known->second.content : ContentOf(path, StateOf(info), disk_);
  if (!content) return std::nullopt;
  const std::lock_guard lock(mutex_);
  asked_.insert_or_assign(path, Entry{info.inode, info.ctime, *content});
  return content;
}

void ContentCache::Forget(const std::string& path) {
  const std::lock_guard lock(mutex_);
  asked_.erase(path);
}

}  // namespace pkgrepo::packaging
