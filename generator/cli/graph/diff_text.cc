// DiffAsText of diff_format.h.

#include "base/strings.h"
#include "cli/graph/diff_format.h"

namespace pkgrepo::cli {
namespace {

using packaging::BuildDiff;

class Printer {
 public:
  explicit Printer(bool with_colour) : with_colour_(with_colour) {}

  std::string Print(const BuildDiff& diff) {
    for (const BuildDiff::Version& version : diff.versions) PrintVersion(version);
    for (const BuildDiff::Stage& stage : diff.stages) PrintStage(stage);
    for (const BuildDiff::Repository& repository : diff.repositories) {
      Line(0, std::string(1, SignOf(repository.digest)) + " repository " + repository.name);
      for (const packaging::FieldChange& field : repository.fields) Lines(2, FieldLines(field));
      for (const BuildDiff::Object& object : repository.objects) PrintObject(2, object);
    }
    return std::move(text_);
  }

 private:
  void PrintVersion(const BuildDiff::Version& version) {
    std::string head = std::string(1, SignOf(version.digest)) + " " + version.name + " " + version.version;
    if (!version.stages.empty()) head += "  (" + Join(version.stages, ", ") + ")";
    Line(0, head);
    PrintDigest(version.digest);
    if (DiffersInFilesAlone(version)) Line(2, "what it renders to is the same: files of the bundle alone differ");
    for (const auto& [sign, line] : RightsLines(version.rights)) Line(2, std::string(1, sign) + " " + line);
    for (const BuildDiff::Object& resource : version.resources) PrintObject(2, resource);
    for (size_t i = 0; i < version.cases.size(); ++i) {
      const BuildDiff::Case& difference = version.cases[i];
      const BuildDiff::Case* equal = EqualCase(version, i);
      Line(2, "case " + difference.name + (difference.note.empty() ? "" : " " + difference.note) +
                  (equal != nullptr ? " differs as case " + equal->name : ""));
      if (equal != nullptr) continue;
      for (const BuildDiff::Object& object : difference.objects) PrintObject(4, object);
    }
    for (const std::string& image : version.removed_images) Line(2, "- image " + image);
    for (const std::string& image : version.added_images) Line(2, "+ image " + image);
  }

  void PrintStage(const BuildDiff::Stage& stage) {
    Line(0, std::string(1, SignOf(stage.digest)) + " stage " + stage.name);
    PrintDigest(stage.digest);
    for (const std::string& package : stage.removed) Line(2, "- " + package);
    for (const std::string& package : stage.added) Line(2, "+ " + package);
    for (const std::string& package : stage.changed) Line(2, "~ " + package);
  }

  void PrintObject(size_t indent, const BuildDiff::Object& object) {
    Line(indent, std::string(1, SignOf(object.kind)) + " " + object.name);
    for (const packaging::FieldChange& field : object.fields) Lines(indent + 2, FieldLines(field));
  }

  void PrintDigest(const BuildDiff::Texts& digest) {
    if (!digest.Differ()) return;
    if (digest.IsAdded()) return Line(2, "+ digest: " + digest.after);
    if (digest.IsRemoved()) return Line(2, "- digest: " + digest.before);
    Line(2, "~ digest: " + digest.before + " -> " + digest.after);
  }

  void Lines(size_t indent, const std::string& lines) {
    for (std::string_view line : SplitLines(lines)) Line(indent, std::string(line));
  }

  void Line(size_t indent, const std::string& line) {
    const char* colour = !with_colour_ || line.empty() ? ""
                         : line[0] == '+'               ? "\x1b[32m"
                         : line[0] == '-'               ? "\x1b[31m"
                         : line[0] == '~'               ? "\x1b[33m"
                                                        : "";
    text_ += std::string(indent, ' ') + colour + line + (*colour != '\0' ? "\x1b[0m" : "") + "\n";
  }

  const bool with_colour_;
  std::string text_;
};

}  // namespace

std::string DiffAsText(const BuildDiff& diff, const Compared& compared, bool with_colour) {
  const std::string from = compared.revision.empty() ? "" : " from " + NameOf(compared);
  if (diff.IsEmpty()) return "Nothing differs" + from + "\n";
  return Printer(with_colour).Print(diff) + "\n" + CountsOf(diff) + " differ" + from + "\n";
}

}  // namespace pkgrepo::cli
