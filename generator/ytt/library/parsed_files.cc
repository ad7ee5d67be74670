#include "ytt/library/parsed_files.h"

#include "base/memory_budget.h"
#include "yaml/reader.h"
#include "ytt/template/comment.h"

namespace pkgrepo::ytt {

const ParsedFile& ParsedFiles::Get(const File& file, bool strict) {
  const auto found = files_.find(&file);
  if (found != files_.end()) return found->second;
  ParsedFile result;
  result.source = yaml::MakeRef<yaml::Source>(file.path(), file.SharedContent());
  // Comments take a second look at the text, and matter only where one begins with "#@".
  const bool may_have_code = file.has_code() && file.MayHaveCode();
  ReadWithContext("Unmarshaling YAML template '" + file.path() + "': ", [&] {
    result.documents = yaml::ReadDocuments(result.source, {.comments = may_have_code, .strict = strict});
  });
  result.has_templating = may_have_code && HasTemplating(*result.documents);
  return files_.emplace(&file, std::move(result)).first->second;
}

ParsedFile ParsedFiles::Take(const File& file, bool strict) {
  const ParsedFile& found = Get(file, strict);
  if (runs_ == Runs::kOne) return std::move(files_.extract(&file).mapped());
  ParsedFile taken = found;
  if (!taken.has_templating) taken.documents = taken.documents->DeepCopy();
  return taken;
}

}  // namespace pkgrepo::ytt
