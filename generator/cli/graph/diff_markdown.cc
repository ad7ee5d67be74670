// DiffAsMarkdown of diff_format.h.

#include <algorithm>
#include <optional>
#include <utility>

#include "base/strings.h"
#include "cli/graph/diff_format.h"

namespace pkgrepo::cli {
namespace {

using packaging::BuildDiff;

// Left over for what tells how much was left out.
constexpr size_t kReserve = 200;
// So many package versions are in the table; more are folded.
constexpr size_t kMaxRows = 20;

std::string Code(const std::string& text) { return "`" + ReplaceAll(ReplaceAll(text, "`", "'"), "|", "\\|") + "`"; }

std::string DigestCell(const BuildDiff::Texts& digest) {
  if (digest.IsAdded()) return "new: " + Code(ShortDigest(digest.after));
  if (digest.IsRemoved()) return "removed";
  if (!digest.Differ()) return Code(ShortDigest(digest.after));
  return Code(ShortDigest(digest.before)) + " → " + Code(ShortDigest(digest.after));
}

std::string Row(const std::string& what, const BuildDiff::Texts& digest, const std::string& note) {
  return "| " + what + " | " + DigestCell(digest) + " | " + note + " |\n";
}

std::string VersionNote(const BuildDiff::Version& version) {
  size_t added = 0;
  size_t removed = 0;
  size_t changed = 0;
  for (size_t i = 0; i < version.cases.size(); ++i) {
    if (EqualCase(version, i) != nullptr) continue;
    for (const BuildDiff::Object& object : version.cases[i].objects) {
      ++(object.kind == BuildDiff::Object::Kind::kAdded     ? added
         : object.kind == BuildDiff::Object::Kind::kRemoved ? removed
                                                            : changed);
    }
  }
  std::vector<std::string> parts;
  if (added > 0) parts.push_back("+" + std::to_string(added));
  if (removed > 0) parts.push_back("-" + std::to_string(removed));
  if (changed > 0) parts.push_back("~" + std::to_string(changed));
  std::vector<std::string> notes;
  if (!parts.empty()) notes.push_back("objects: " + Join(parts, ", "));
  if (!version.rights.gained.empty()) notes.push_back("**asks for more rights**");
  if (!version.rights.lost.empty()) notes.push_back("asks for fewer rights");
  if (!version.resources.empty()) notes.push_back("another Package");
  if (DiffersInFilesAlone(version)) notes.push_back("renders the same");
  if (!version.stages.empty()) notes.push_back("in " + Code(Join(version.stages, ", ")));
  return Join(notes, "; ");
}

std::string StageNote(const BuildDiff::Stage& stage) {
  std::vector<std::string> parts;
  for (const std::string& package : stage.added) parts.push_back("+ " + Code(package));
  for (const std::string& package : stage.removed) parts.push_back("- " + Code(package));
  for (const std::string& package : stage.changed) parts.push_back("~ " + Code(package));
  constexpr size_t kShown = 5;
  if (parts.size() > kShown) {
    const size_t more = parts.size() - kShown;
    parts.resize(kShown);
    parts.push_back("and " + std::to_string(more) + " more");
  }
  return Join(parts, ", ");
}

// The block's fence is longer than any in its lines.
std::string Fenced(const std::string& lines) {
  size_t longest = 2;
  size_t run = 0;
  for (char c : lines) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  return fence + "diff\n" + lines + fence + "\n";
}

// The lines of a block in the language `diff`, which colours those that begin with a sign: what an object was and is.
class DiffLines {
 public:
  void Heading(const std::string& text) { text_ += "@@ " + text + " @@\n"; }
  void Line(char sign, const std::string& text) { text_ += std::string(1, sign) + " " + text + "\n"; }

  void Objects(const std::vector<BuildDiff::Object>& objects) {
    for (const BuildDiff::Object& object : objects) {
      const char sign = SignOf(object.kind);
      Line(sign == '~' ? ' ' : sign, object.name);
      for (const packaging::FieldChange& field : object.fields) Field(field);
    }
  }

  std::string Take() { return std::move(text_); }

 private:
  // A value that another one takes the place of is a line that goes and one that comes.
  void Field(const packaging::FieldChange& field) {
    const bool is_short = !IsTextOfLines(field);
    if (is_short && field.before) Line('-', "  " + FieldLines({field.path, field.before, std::nullopt}).substr(2));
    if (is_short && field.after) Line('+', "  " + FieldLines({field.path, std::nullopt, field.after}).substr(2));
    if (is_short) return;
    const std::string lines = FieldLines(field).substr(2);
    for (std::string_view line : SplitLines(lines)) {
      const bool has_sign = !line.empty() && (line[0] == '+' || line[0] == '-');
      Line(has_sign ? line[0] : ' ', "  " + std::string(has_sign ? line.substr(1) : line));
    }
  }

  std::string text_;
};

std::string Folded(const std::string& summary, const std::string& lines) {
  if (lines.empty()) return "";
  return "<details><summary>" + summary + "</summary>\n\n" + Fenced(lines) + "\n</details>\n";
}

// What is installed from it; that it has another bundle is in the table.
std::string Details(const BuildDiff::Repository& repository) {
  DiffLines lines;
  lines.Objects(repository.objects);
  return Folded("repository " + repository.name, lines.Take());
}

std::string Details(const BuildDiff::Version& version) {
  DiffLines lines;
  for (const auto& [sign, line] : RightsLines(version.rights)) lines.Line(sign, line);
  lines.Objects(version.resources);
  for (size_t i = 0; i < version.cases.size(); ++i) {
    const BuildDiff::Case& difference = version.cases[i];
    const BuildDiff::Case* equal = EqualCase(version, i);
    lines.Heading("case " + difference.name + (difference.note.empty() ? "" : " " + difference.note) +
                  (equal != nullptr ? " differs as case " + equal->name : ""));
    if (equal == nullptr) lines.Objects(difference.objects);
  }
  for (const std::string& image : version.removed_images) lines.Line('-', "image " + image);
  for (const std::string& image : version.added_images) lines.Line('+', "image " + image);
  return Folded(version.name + " " + version.version, lines.Take());
}

// What is added to a text as long as there is room for it.
class Comment {
 public:
  explicit Comment(size_t limit) : room_(limit > kReserve ? limit - kReserve : 0) {}

  bool Add(const std::string& part) {
    const bool fits = text_.size() + part.size() <= room_;
    if (fits) text_ += part;
    left_out_ += fits ? 0 : 1;
    return fits;
  }

  // What has to stand behind a part that has found room.
  void AddEnd(const std::string& part) { text_ += part; }

  std::string Take() {
    if (left_out_ > 0) {
      text_ += "\n" + std::to_string(left_out_) + " more parts are left out: `pkgrepo diff` shows them all.\n";
    }
    return std::move(text_);
  }

 private:
  const size_t room_;
  std::string text_;
  size_t left_out_ = 0;
};

constexpr const char* kTableHead = "| | digest | |\n|---|---|---|\n";

void AddVersions(const std::vector<BuildDiff::Version>& versions, Comment& comment) {
  const size_t shown = versions.size() > kMaxRows ? kMaxRows - 1 : versions.size();
  const auto add = [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      const BuildDiff::Version& version = versions[i];
      comment.Add(Row(Code(version.name + " " + version.version), version.digest, VersionNote(version)));
    }
  };
  add(0, shown);
  comment.Add("\n");
  if (shown == versions.size()) return;
  if (!comment.Add("<details><summary>and " + std::to_string(versions.size() - shown) +
                   " more package versions</summary>\n\n" + kTableHead)) {
    return;
  }
  add(shown, versions.size());
  comment.AddEnd("\n</details>\n");
}

}  // namespace

std::string DiffAsMarkdown(const BuildDiff& diff, const Compared& compared, size_t limit) {
  const std::string from = compared.revision.empty() ? "" : " from " + Code(compared.revision) + " (" + compared.commit + ")";
  if (diff.IsEmpty()) return "Nothing differs" + from + ".\n";
  Comment comment(limit);
  comment.Add("**" + CountsOf(diff) + "** differ" + from + ".\n\n" + kTableHead);
  for (const BuildDiff::Stage& stage : diff.stages) {
    comment.Add(Row("stage " + Code(stage.name), stage.digest, StageNote(stage)));
  }
  for (const BuildDiff::Repository& repository : diff.repositories) {
    comment.Add(Row("repository " + Code(repository.name), repository.digest, ""));
  }
  AddVersions(diff.versions, comment);
  for (const BuildDiff::Version& version : diff.versions) comment.Add(Details(version));
  for (const BuildDiff::Repository& repository : diff.repositories) comment.Add(Details(repository));
  return comment.Take();
}

}  // namespace pkgrepo::cli
