#include "references/text_references.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/strings.h"
#include "oci/reference.h"
#include "packaging/image_reference.h"
#include "references/expanded_text.h"
#include "references/yaml_fields.h"

namespace pkgrepo::references {
namespace {

constexpr size_t kMostGroups = 5;
constexpr std::string_view kOci = "oci://";

// So many lines apart a chart and its version may be.
constexpr int kLinesNearby = 6;

struct Forms {
  RE2 chart{
      R"(oci://([A-Za-z0-9.\-]+(?::[0-9]+)?(?:/[a-z0-9._\-]+)+(?::[A-Za-z0-9_][A-Za-z0-9_.\-]*)?(?:@sha256:[0-9a-f]{64})?))"};
  RE2 image{
      R"((?:^|[^A-Za-z0-9_./:@%$}\-])((?:[a-z0-9][a-z0-9\-]*(?:\.[a-z0-9\-]+)+(?::[0-9]+)?|localhost(?::[0-9]+)?|[a-z0-9\-]+:[0-9]+)(?:/[a-z0-9._\-]+)+(?::[A-Za-z0-9_][A-Za-z0-9_.\-]*)?(?:@sha256:[0-9a-f]{64})?))"};
  RE2 named_image{
      R"((?m)(?:^[ \t\-]*image:[ \t]*["']?|--image[ =]["']?|^FROM[ \t]+(?:--platform=[^ \t\n]+[ \t]+)?)([^\s"'#,]*[/:@][^\s"'#,]*))"};
  RE2 url{
      R"((https?://(?:raw\.githubusercontent\.com/|github\.com/|codeload\.github\.com/)[^\s"'`<>()\[\]\\]+|github\.com/[^\s"'`<>()\[\]\\]+\?ref=[A-Za-z0-9._/\-]+))"};
  RE2 raw{
      R"((?:https?://)?raw\.githubusercontent\.com/([^/]+)/([^/]+)/(?:refs/(?:heads|tags)/)?([^/?#]+)/([^?#]+).*)"};
  RE2 raw_of_github{
      R"((?:https?://)?github\.com/([^/]+)/([^/]+)/raw/(?:refs/(?:heads|tags)/)?([^/?#]+)/([^?#]+).*)"};
  RE2 release{R"((?:https?://)?github\.com/([^/]+)/([^/]+)/releases/download/([^/?#]+)/.*)"};
  RE2 latest_release{R"((?:https?://)?github\.com/([^/]+)/([^/]+)/releases/(latest)/download/.*)"};
  RE2 archive{
      R"((?:https?://)?github\.com/([^/]+)/([^/]+)/archive/(?:refs/(?:heads|tags)/)?([^?#]+?)\.(?:tar\.gz|zip))"};
  RE2 with_ref{R"((?:https?://)?github\.com/([^/]+)/([^/?#]+)(?:/+([^?#]*))?\?ref=([A-Za-z0-9._/\-]+))"};
  RE2 version_flag{R"(--version["']?[=,\s\\]+["']?([^\s"'`,\]]+))"};
  RE2 version_item{
      R"((?:^|\n)[ \t]*-[ \t]*["']?--version(?:=|["']?[ \t]*\n[ \t]*-[ \t]*)["']?([^\s"'`,\]]+))"};
  RE2 version_text{R"([A-Za-z0-9_][A-Za-z0-9_.+\-]*)"};
};

const Forms& KnownForms() {
  static const Forms forms;
  return forms;
}

// Whether it has what a shell or a template puts something in the place of.
bool IsUnresolved(std::string_view text) { return text.find_first_of("${<") != std::string_view::npos; }

// A sentence may end behind a reference.
std::string WithoutTail(std::string text) {
  while (!text.empty() && std::string_view(".,;-_").find(text.back()) != std::string_view::npos)
    text.pop_back();
  return text;
}

std::optional<TextReference> ParseOci(ReferenceKind kind, const std::string& text) {
  const std::string bare = text.starts_with(kOci) ? text.substr(kOci.size()) : text;
  const std::optional<oci::Reference> reference = packaging::ParseReference(bare);
  if (!reference) return std::nullopt;
  return TextReference{.kind = kind,
                       .text = text,
                       .repository = reference->repository().ToString(),
                       .version = reference->written_tag(),
                       .digest = reference->digest() ? reference->digest()->ToString() : ""};
}

std::optional<TextReference> ParseUrl(const std::string& text) {
  const Forms& forms = KnownForms();
  std::string owner, name;
  TextReference found{.kind = ReferenceKind::kUrl, .text = text, .repository = ""};
  if (RE2::FullMatch(text, forms.latest_release, &owner, &name, &found.version) ||
      RE2::FullMatch(text, forms.release, &owner, &name, &found.version)) {
    found.is_release = true;
  } else if (!RE2::FullMatch(text, forms.raw, &owner, &name, &found.version, &found.path) &&
             !RE2::FullMatch(text, forms.raw_of_github, &owner, &name, &found.version, &found.path) &&
             !RE2::FullMatch(text, forms.archive, &owner, &name, &found.version) &&
             !RE2::FullMatch(text, forms.with_ref, &owner, &name, &found.path, &found.version)) {
    return std::nullopt;
  }
  // "refs" is the beginning of a name that is none.
  if (found.version == "refs" || IsUnresolved(owner + name + found.version)) return std::nullopt;
  if (name.ends_with(".git")) name.resize(name.size() - 4);
  found.repository = "github.com/" + owner + "/" + name;
  return found;
}

class Finder {
 public:
  Finder(const std::string& file, std::string_view content)
      : file_(file), text_(ExpandVariables(content)), fields_(text_.text) {
    for (size_t i = 0; i < text_.text.size(); ++i) {
      if (text_.text[i] == '\n') line_ends_.push_back(i);
    }
  }

  std::vector<TextReference> Find(const std::vector<ReferencePattern>& patterns) {
    FindCharts();
    FindUrls();
    FindImages();
    FindSplitImages();
    for (const ReferencePattern& pattern : patterns) FindByPattern(pattern);
    std::ranges::stable_sort(found_, {}, [](const Found& found) { return found.offset; });
    std::vector<TextReference> references;
    for (Found& found : found_) references.push_back(std::move(found.reference));
    return references;
  }

 private:
  struct Found {
    size_t offset = 0;
    TextReference reference;
  };

  // Calls `visit` with the place and the text of group 1 of each match; without one, of the whole match.
  template <typename Visit>
  void ForEach(const RE2& pattern, Visit visit) const {
    size_t begin = 0;
    const int count = std::min<int>(pattern.NumberOfCapturingGroups() + 1, kMostGroups);
    while (begin <= text_.text.size()) {
      re2::StringPiece pieces[kMostGroups];
      if (!pattern.Match(text_.text, begin, text_.text.size(), RE2::UNANCHORED, pieces, count)) return;
      const size_t end = static_cast<size_t>(pieces[0].data() - text_.text.data()) + pieces[0].size();
      const re2::StringPiece& group = count > 1 ? pieces[1] : pieces[0];
      if (group.data() != nullptr) {
        visit(static_cast<size_t>(group.data() - text_.text.data()), std::string(group.data(), group.size()));
      }
      begin = std::max(end, begin + 1);
    }
  }

  // The line in which what is at `offset` is used, not that of the variable it comes from.
  Position LineOf(size_t offset) const {
    const auto end = std::ranges::lower_bound(line_ends_, offset);
    return {.file = file_, .line = static_cast<int>(end - line_ends_.begin()) + 1};
  }

  bool Overlaps(size_t offset) const {
    return std::ranges::any_of(found_, [&](const Found& found) {
      return offset >= found.offset && offset < found.offset + found.reference.text.size();
    });
  }

  void NoteVersion(TextReference& reference, size_t offset) const {
    const TextOrigin origin = text_.At(offset);
    reference.version_position = {.file = file_, .line = origin.line};
    if (origin.is_default) reference.default_of = origin.variable;
  }

  void Add(size_t offset, TextReference reference) {
    reference.position = LineOf(offset);
    if (!reference.version_position.known()) {
      const size_t version =
          reference.version.empty() ? std::string::npos : reference.text.rfind(reference.version);
      NoteVersion(reference, version == std::string::npos ? offset : offset + version);
    }
    found_.push_back({offset, std::move(reference)});
  }

  void FindCharts() {
    std::vector<std::pair<size_t, std::string>> charts;
    ForEach(KnownForms().chart, [&](size_t offset, std::string text) {
      charts.emplace_back(offset - kOci.size(), std::string(kOci) + WithoutTail(std::move(text)));
    });
    for (size_t i = 0; i < charts.size(); ++i) {
      std::optional<TextReference> chart = ParseOci(ReferenceKind::kChart, charts[i].second);
      if (!chart) continue;
      const size_t end = charts[i].first + charts[i].second.size();
      if (chart->version.empty() && chart->digest.empty()) {
        const size_t least = i == 0 ? 0 : charts[i - 1].first + charts[i - 1].second.size();
        const size_t most = i + 1 < charts.size() ? charts[i + 1].first : text_.text.size();
        FindVersionNear(charts[i], least, most, *chart);
      } else if (IsUnresolved(std::string_view(text_.text).substr(end, 1))) {
        chart->version.clear();
        chart->is_bare = true;
      }
      Add(charts[i].first, *std::move(chart));
    }
  }

  // The beginning or end of so many lines from `offset`.
  size_t LinesBefore(size_t offset, size_t least) const {
    size_t begin = offset;
    for (int i = 0; i <= kLinesNearby && begin > least; ++i) {
      const size_t end = text_.text.rfind('\n', begin - 1);
      begin = end == std::string::npos ? 0 : end;
    }
    return std::max(begin, least);
  }
  size_t LinesBehind(size_t offset, size_t most) const {
    size_t end = offset;
    for (int i = 0; i <= kLinesNearby && end < most; ++i)
      end = std::min(text_.text.find('\n', end + 1), most);
    return end;
  }

  // The command that the chart is in: its line, and those that a backslash joins to it.
  std::pair<size_t, size_t> CommandAround(size_t offset) const {
    const std::string& text = text_.text;
    size_t begin = text.rfind('\n', offset);
    while (begin != std::string::npos && begin > 0 && text[begin - 1] == '\\')
      begin = text.rfind('\n', begin - 1);
    size_t end = text.find('\n', offset);
    while (end != std::string::npos && text[end - 1] == '\\') end = text.find('\n', end + 1);
    return {begin == std::string::npos ? 0 : begin + 1, std::min(end, text.size())};
  }

  // In the same mapping of YAML, the same command, or an item of YAML nearby: the first behind the chart, or the last ahead of it.
  // `least` and `most` are where other charts are.
  void FindVersionNear(const std::pair<size_t, std::string>& chart, size_t least, size_t most,
                       TextReference& reference) const {
    if (FindVersionInMapping(chart, reference)) return;
    const Forms& forms = KnownForms();
    const size_t behind = chart.first + chart.second.size();
    const auto [begin, end] = CommandAround(chart.first);
    if (FindVersion(forms.version_flag, behind, std::min(end, most), false, reference)) return;
    if (FindVersion(forms.version_flag, std::max(begin, least), chart.first, true, reference)) return;
    if (FindVersion(forms.version_item, behind, LinesBehind(behind, most), false, reference)) return;
    FindVersion(forms.version_item, LinesBefore(chart.first, least), chart.first, true, reference);
  }

  // The dependencies of a chart have the repository and the name apart.
  bool FindVersionInMapping(const std::pair<size_t, std::string>& chart, TextReference& reference) const {
    const std::vector<YamlField> fields = fields_.Around(chart.first);
    const auto own =
        std::ranges::find_if(fields, [&](const YamlField& field) { return field.offset == chart.first; });
    if (own == fields.end()) return false;
    const YamlField* name = FindField(fields, {"name"});
    if (own->key == "repository" && name != nullptr) reference.repository += "/" + name->value;
    const YamlField* version = FindField(fields, {"version", "chartVersion", "targetRevision"});
    return version != nullptr && TakeVersion(version->value, version->offset, reference);
  }

  // Whether `text` is a version, or something stands for one.
  bool TakeVersion(const std::string& text, size_t offset, TextReference& reference) const {
    if (IsUnresolved(text)) {
      reference.is_bare = true;
      return true;
    }
    if (!RE2::FullMatch(text, KnownForms().version_text)) return false;
    reference.version = text;
    NoteVersion(reference, offset);
    return true;
  }

  bool FindVersion(const RE2& form, size_t begin, size_t end, bool last, TextReference& reference) const {
    bool found = false;
    size_t at = begin;
    re2::StringPiece pieces[2];
    while (at < end && (last || !found) && form.Match(text_.text, at, end, RE2::UNANCHORED, pieces, 2)) {
      const auto offset = static_cast<size_t>(pieces[1].data() - text_.text.data());
      found = TakeVersion(WithoutTail({pieces[1].data(), pieces[1].size()}), offset, reference) || found;
      at = offset + pieces[1].size();
    }
    return found;
  }

  void FindUrls() {
    ForEach(KnownForms().url, [&](size_t offset, std::string text) {
      if (std::optional<TextReference> url = ParseUrl(WithoutTail(std::move(text))))
        Add(offset, *std::move(url));
    });
  }

  void FindImages() {
    ForEach(KnownForms().named_image, [&](size_t offset, std::string text) {
      if (Overlaps(offset) || IsUnresolved(text)) return;
      std::optional<TextReference> image = ParseOci(ReferenceKind::kImage, text);
      if (!image) return;
      image->is_named_image = true;
      Add(offset, *std::move(image));
    });
    ForEach(KnownForms().image, [&](size_t offset, std::string text) {
      const size_t end = offset + text.size();
      const char next = end < text_.text.size() ? text_.text[end] : '\n';
      const bool is_whole = std::string_view("/:@$%{").find(next) == std::string_view::npos;
      text = WithoutTail(std::move(text));
      if (Overlaps(offset) || !is_whole) return;
      std::optional<TextReference> image = ParseOci(ReferenceKind::kImage, text);
      if (!image) return;
      image->is_bare = image->version.empty() && image->digest.empty();
      Add(offset, *std::move(image));
    });
  }

  // `repository:` with `tag:`, as the values of charts have them.
  void FindSplitImages() {
    for (const YamlField& repository : fields_.Named("repository")) {
      const std::vector<YamlField> fields = fields_.Around(repository.offset);
      const YamlField* registry = FindField(fields, {"registry"});
      const YamlField* tag = FindField(fields, {"tag"});
      const YamlField* digest = FindField(fields, {"digest"});
      const auto is_given = [](const YamlField* field) { return field != nullptr && !field->value.empty(); };
      if (!is_given(tag) && !is_given(digest)) continue;
      std::string text = (is_given(registry) ? registry->value + "/" : "") + repository.value;
      if (is_given(tag)) text += ":" + tag->value;
      if (is_given(digest)) text += "@" + digest->value;
      std::optional<TextReference> image =
          IsUnresolved(text) ? std::nullopt : ParseOci(ReferenceKind::kImage, text);
      if (!image || text.find("://") != std::string::npos) continue;
      std::erase_if(found_, [&](const Found& found) { return found.offset == repository.offset; });
      image->is_named_image = true;
      if (is_given(tag)) NoteVersion(*image, tag->offset);
      Add(repository.offset, *std::move(image));
    }
  }

  void FindByPattern(const ReferencePattern& pattern) {
    ForEach(*pattern.pattern, [&](size_t offset, std::string text) {
      std::optional<TextReference> reference;
      if (!pattern.repository.empty()) {
        reference = TextReference{
            .kind = pattern.kind, .text = text, .repository = pattern.repository, .version = text};
      } else {
        reference = ParseTextReference(pattern.kind, text);
      }
      if (!reference) return;
      std::erase_if(found_, [&](const Found& found) { return found.offset == offset; });
      reference->is_named_image = true;
      Add(offset, *std::move(reference));
    });
  }

  const std::string& file_;
  ExpandedText text_;
  YamlFields fields_;
  std::vector<size_t> line_ends_;
  std::vector<Found> found_;
};

}  // namespace

std::string_view NameOf(ReferenceKind kind) {
  switch (kind) {
    case ReferenceKind::kImage:
      return "image";
    case ReferenceKind::kChart:
      return "chart";
    case ReferenceKind::kUrl:
      break;
  }
  return "url";
}

std::optional<TextReference> ParseTextReference(ReferenceKind kind, const std::string& text) {
  return kind == ReferenceKind::kUrl ? ParseUrl(text) : ParseOci(kind, text);
}

std::vector<TextReference> FindReferences(const std::string& file, std::string_view content,
                                          const std::vector<ReferencePattern>& patterns) {
  return Finder(file, content).Find(patterns);
}

}  // namespace pkgrepo::references
