#include "references/source_places.h"

#include <algorithm>

#include "base/ascii.h"
#include "go/regexp.h"
#include "imgpkg/images_lock.h"

namespace pkgrepo::references {
namespace {

// Larger files are no configuration that people write.
constexpr uint64_t kMaxFileSize = 4 << 20;

bool IsPartOfName(char c) {
  return IsAlphanumeric(static_cast<unsigned char>(c)) ||
         std::string_view("_-./@").find(c) != std::string_view::npos;
}

int LineAt(std::string_view content, size_t offset) {
  return static_cast<int>(std::ranges::count(content.substr(0, offset), '\n')) + 1;
}

}  // namespace

std::string SourcePlaces::Relative(const std::string& path) const {
  if (path == root_) return ".";
  if (IsInside(path, build_) && !IsInside(root_, build_))
    return JoinPath("<build>", path.substr(std::min(build_.size() + 1, path.size())));
  return IsInside(path, root_) ? path.substr(root_.size() + 1) : path;
}

const std::string& SourcePlaces::Content(const std::string& path) {
  const auto [known, is_new] = contents_.try_emplace(path);
  if (is_new) {
    const std::string place = JoinPath(root_, path);
    const std::optional<FileInfo> info = disk_.StatFollowing(place);
    if (info && info->is_file() && info->size <= kMaxFileSize) known->second = disk_.ReadFile(place);
  }
  return known->second;
}

Position SourcePlaces::OfCall(const std::string& call) {
  const size_t in = call.rfind(") in ");
  const size_t open = call.find('(');
  if (in == std::string::npos || open > in) return {};
  const std::string file = Relative(call.substr(in + 5));
  const std::string name = call.substr(open + 1, in - open - 1);
  const std::string& content = Content(file);
  for (const std::string& argument : {"\"?" + RE2::QuoteMeta(name) + "[\\s\")]", std::string()}) {
    const RE2 pattern("(?i)\\b" + RE2::QuoteMeta(call.substr(0, open)) + "\\s*\\(\\s*" + argument);
    re2::StringPiece match;
    if (pattern.Match(content, 0, content.size(), RE2::UNANCHORED, &match, 1)) {
      return {.file = file, .line = LineAt(content, static_cast<size_t>(match.data() - content.data()))};
    }
  }
  return {.file = file};
}

int SourcePlaces::LineOf(const std::string& content, const std::string& text) const {
  for (size_t at = content.find(text); at != std::string::npos; at = content.find(text, at + 1)) {
    const size_t end = at + text.size();
    const bool begins = at == 0 || !IsPartOfName(content[at - 1]);
    if (begins && (end == content.size() || !IsPartOfName(content[end]))) return LineAt(content, at);
  }
  return 0;
}

Position SourcePlaces::OfText(const std::string& path, const std::string& text) {
  const std::string place = JoinPath(root_, path);
  if (!disk_.IsDirectory(place)) return {.file = path, .line = LineOf(Content(path), text)};
  Position locked = {.file = path};
  for (const FileSystem::Entry& entry : disk_.Walk(place)) {
    if (!entry.info.is_file()) continue;
    const Position found{.file = CleanPath(JoinPath(path, entry.path)),
                         .line = LineOf(Content(JoinPath(path, entry.path)), text)};
    if (found.line == 0) continue;
    if (!entry.path.ends_with(imgpkg::kImagesLockPath)) return found;
    if (locked.line == 0) locked = found;
  }
  return locked;
}

}  // namespace pkgrepo::references
