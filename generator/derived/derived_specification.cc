#include <algorithm>
#include <utility>

#include "derived/derived_files.h"
#include "packaging/specification.h"

namespace pkgrepo::derived {
namespace {

DeclaredPath PathOf(const packaging::SpecifiedWord& word) {
  DeclaredPath declared{
      .path = CleanPath(word.value), .is_folder = word.value.ends_with('/'), .position = word.position};
  if (!IsLocalPath(declared.path))
    throw Error("the path " + word.value + " leads out of the source tree").At(word.position);
  return declared;
}

}  // namespace

DerivedSpecification DerivedSpecification::Parse(const std::string& file, std::string_view text) {
  DerivedSpecification result{.file = file};
  packaging::Specification specification = packaging::ParseSpecification(file, text);
  result.call = std::move(specification.call);
  for (packaging::SpecifiedWord& word : specification.words) {
    if (word.keyword == "SOURCE_TREE") {
      result.source_tree = CleanPath(word.value);
    } else if (word.keyword == "BUILD_TREE") {
      result.build_tree = CleanPath(word.value);
    } else if (word.keyword == "IN") {
      result.working_directory = PathOf(word).path;
    } else if (word.keyword == "WORD") {
      result.command.push_back(std::move(word.value));
    } else if (word.keyword == "DEPENDS") {
      result.depends.push_back(PathOf(word));
    } else if (word.keyword == "FROM") {
      const size_t blank = word.value.find(' ');
      if (blank == std::string::npos) throw Error("FROM has no path").At(word.position);
      result.derived_by_others[word.value.substr(blank + 1)] = word.value.substr(0, blank);
    } else if (word.keyword == "OUTPUT") {
      result.outputs.push_back(PathOf(word));
    } else {
      packaging::RefuseWord(word, "derived files");
    }
  }
  const std::pair<const char*, bool> required[] = {{"SOURCE_TREE", !result.source_tree.empty()},
                                                   {"BUILD_TREE", !result.build_tree.empty()},
                                                   {"WORD", !result.command.empty()},
                                                   {"OUTPUT", !result.outputs.empty()}};
  for (const auto& [keyword, is_there] : required) {
    if (!is_there) throw Error(std::string(keyword) + " is missing").At({.file = file});
  }
  return result;
}

}  // namespace pkgrepo::derived
