// YAML files as they are written, read once for all that look into them: the search for schemas, for data
// values, and the evaluation of templates.

#ifndef PKGREPO_YTT_LIBRARY_PARSED_FILES_H_
#define PKGREPO_YTT_LIBRARY_PARSED_FILES_H_

#include <unordered_map>

#include "yaml/node.h"
#include "ytt/files/file.h"

namespace pkgrepo::ytt {

struct ParsedFile {
  yaml::RefPtr<const yaml::Source> source;
  yaml::RefPtr<yaml::Node> documents;  // with comments, if there is templating
  bool has_templating = false;         // some comment begins with "#@"
};

class ParsedFiles {
 public:
  // Whether Take() leaves a file for further runs, for which it then needs no second reading.
  enum class Runs { kOne, kMany };
  explicit ParsedFiles(Runs runs = Runs::kOne) : runs_(runs) {}

  // Throws Error "Unmarshaling YAML template 'a.yml': yaml: …".
  const ParsedFile& Get(const File& file, bool strict);
  // Hands the documents over, to be changed if there is no templating: the evaluation of a template copies what it needs.
  ParsedFile Take(const File& file, bool strict);

 private:
  Runs runs_;
  std::unordered_map<const File*, ParsedFile> files_;
};

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_LIBRARY_PARSED_FILES_H_
