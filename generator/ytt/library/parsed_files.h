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
  // Throws Error "Unmarshaling YAML template 'a.yml': yaml: …".
  const ParsedFile& Get(const File& file, bool strict);
  // Hands the documents over, to be changed: the next Get() reads anew.
  ParsedFile Take(const File& file, bool strict);

 private:
  std::unordered_map<const File*, ParsedFile> files_;
};

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_LIBRARY_PARSED_FILES_H_
