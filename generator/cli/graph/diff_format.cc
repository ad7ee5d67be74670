#include "cli/graph/diff_format.h"

#include "base/json_print.h"
#include "base/strings.h"
#include "base/text_diff.h"
#include "base/utf8.h"

namespace pkgrepo::cli {
namespace {

using packaging::BuildDiff;
using packaging::FieldChange;

constexpr size_t kLongestValue = 160;
constexpr size_t kDigestDigits = 12;

std::string Count(size_t count, const std::string& one, const std::string& many) {
  return (count == 0 ? "no" : std::to_string(count)) + " " + (count == 1 || count == 0 ? one : many);
}

std::string ValueText(const nlohmann::json& value) {
  std::string text = PrintJsonText(value);
  if (text.size() <= kLongestValue) return text;
  size_t end = kLongestValue;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // between characters
  return text.substr(0, end) + "…";
}

bool IsLongText(const std::optional<nlohmann::json>& value) {
  return value && value->is_string() && value->get_ref<const std::string&>().find('\n') != std::string::npos;
}

// Of a unified diff, the lines without its head.
std::string ChangedLines(const std::string& before, const std::string& after) {
  std::string lines;
  const std::string diff = UnifiedDiff({"before", before}, {"after", after});
  for (std::string_view line : SplitLines(diff)) {
    if (!line.starts_with("--- ") && !line.starts_with("+++ ")) lines += "\n" + std::string(line);
  }
  return lines;
}

}  // namespace

char SignOf(const BuildDiff::Texts& texts) { return texts.IsAdded() ? '+' : texts.IsRemoved() ? '-' : '~'; }

char SignOf(BuildDiff::Object::Kind kind) {
  switch (kind) {
    case BuildDiff::Object::Kind::kAdded:
      return '+';
    case BuildDiff::Object::Kind::kRemoved:
      return '-';
    case BuildDiff::Object::Kind::kChanged:
      break;
  }
  return '~';
}

std::string CountsOf(const BuildDiff& diff) {
  return Count(diff.versions.size(), "package version", "package versions") + ", " +
         Count(diff.stages.size(), "stage", "stages") + ", " +
         Count(diff.repositories.size(), "repository", "repositories");
}

const BuildDiff::Case* EqualCase(const BuildDiff::Version& version, size_t index) {
  const BuildDiff::Case& difference = version.cases[index];
  if (difference.objects.empty()) return nullptr;
  for (size_t i = 0; i < index; ++i) {
    if (version.cases[i].objects == difference.objects) return &version.cases[i];
  }
  return nullptr;
}

bool DiffersInFilesAlone(const BuildDiff::Version& version) {
  return !version.digest.IsAdded() && !version.digest.IsRemoved() && version.cases.empty() &&
         version.resources.empty() && version.added_images.empty() && version.removed_images.empty();
}

std::string NameOf(const Compared& compared) {
  constexpr size_t kShortCommit = 8;
  return compared.revision.empty() ? "" : compared.revision + " (" + compared.commit.substr(0, kShortCommit) + ")";
}

std::string ShortDigest(const std::string& digest) {
  const size_t begin = digest.find(':');
  return begin == std::string::npos ? digest : digest.substr(0, begin + 1 + kDigestDigits);
}

bool IsTextOfLines(const FieldChange& change) { return IsLongText(change.before) && IsLongText(change.after); }

std::vector<std::pair<char, std::string>> RightsLines(const packaging::RightsDiff& rights) {
  const std::string unlike = rights.against.empty() ? "" : "  (" + rights.against + " does not)";
  const std::string like = rights.against.empty() ? "" : "  (" + rights.against + " does)";
  std::vector<std::pair<char, std::string>> lines;
  for (const std::string& line : rights.gained_lines) lines.emplace_back('+', "now asks for " + line + unlike);
  for (const std::string& line : rights.lost_lines) lines.emplace_back('-', "no longer asks for " + line + like);
  if (!rights.note.empty()) lines.emplace_back(' ', rights.note);
  return lines;
}

std::string FieldLines(const FieldChange& change) {
  if (IsTextOfLines(change)) {
    return "~ " + change.path + ":" +
           ChangedLines(change.before->get_ref<const std::string&>(), change.after->get_ref<const std::string&>());
  }
  if (!change.before) return "+ " + change.path + ": " + ValueText(*change.after);
  if (!change.after) return "- " + change.path + ": " + ValueText(*change.before);
  return "~ " + change.path + ": " + ValueText(*change.before) + " -> " + ValueText(*change.after);
}

}  // namespace pkgrepo::cli
