#include "references/reference_set.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/error.h"
#include "packaging/specification.h"

namespace pkgrepo::references {
namespace {

std::shared_ptr<RE2> CompileWord(const packaging::SpecifiedWord& word, bool has_group) {
  std::shared_ptr<RE2> pattern;
  try {
    pattern = go::CompileRegexp(word.value);
  } catch (Error& error) {
    throw error.At(word.position);
  }
  if (has_group && pattern->NumberOfCapturingGroups() == 0) {
    throw Error("PATTERN has no group, which would be the reference: " + word.value).At(word.position);
  }
  return pattern;
}

ReferenceKind KindOf(const packaging::SpecifiedWord& word) {
  for (ReferenceKind kind : {ReferenceKind::kImage, ReferenceKind::kChart, ReferenceKind::kUrl}) {
    if (NameOf(kind) == word.value) return kind;
  }
  throw Error("'" + word.value + "' is no kind of references").At(word.position);
}

}  // namespace

SetSpecification SetSpecification::Parse(const std::string& file, std::string_view text) {
  SetSpecification set;
  packaging::Specification specification = packaging::ParseSpecification(file, text);
  set.call = std::move(specification.call);
  ReferenceKind kind = ReferenceKind::kImage;
  std::string repository;
  for (packaging::SpecifiedWord& word : specification.words) {
    if (word.keyword == "TITLE") {
      set.title = std::move(word.value);
    } else if (word.keyword == "KIND") {
      kind = KindOf(word);
    } else if (word.keyword == "OF") {
      const std::optional<TextReference> of = ParseTextReference(ReferenceKind::kImage, word.value);
      repository = of && kind != ReferenceKind::kUrl ? of->repository : word.value;
    } else if (word.keyword == "PATTERN") {
      set.patterns.push_back({.pattern = CompileWord(word, true), .kind = kind, .repository = repository});
    } else if (word.keyword == "IGNORE") {
      set.ignored.push_back(CompileWord(word, false));
    } else if (word.keyword == "FILE") {
      set.paths.push_back(std::move(word.value));
    } else {
      packaging::RefuseWord(word, "references");
    }
  }
  return set;
}

std::vector<TextReference> ReadReferences(const std::string& root, const std::string& path,
                                          const SetSpecification& set, const FileSystem& disk) {
  const std::string content = disk.ReadFile(JoinPath(root, path));
  if (content.find('\0') != std::string::npos) return {};
  std::vector<TextReference> references = FindReferences(path, content, set.patterns);
  std::erase_if(references, [&](const TextReference& reference) {
    return std::ranges::any_of(set.ignored, [&](const std::shared_ptr<RE2>& pattern) {
      return RE2::FullMatch(reference.text, *pattern);
    });
  });
  return references;
}

std::vector<std::string> FilesBelow(const std::string& root, const std::vector<std::string>& paths,
                                    const FileSystem& disk) {
  std::set<std::string> files;
  for (const std::string& path : paths) {
    const std::string place = JoinPath(root, path);
    if (disk.IsFile(place)) {
      files.insert(path);
    } else if (disk.IsDirectory(place)) {
      for (const FileSystem::Entry& entry : disk.Walk(place)) {
        if (entry.info.is_file()) files.insert(JoinPath(path, entry.path));
      }
    } else {
      throw Error("there is no such file or folder").At({.file = place});
    }
  }
  return {files.begin(), files.end()};
}

}  // namespace pkgrepo::references
