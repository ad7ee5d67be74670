// Runs the files of one library: parses, compiles and evaluates them, and serves their load() statements.
//
//   TemplateLoader loader({.root = *library, .values = values, .make_library_module = …});
//   RefPtr<Node> documents = loader.EvaluateYaml(*file);
//   std::string text = loader.EvaluateText(*file);
//
// One loader serves one evaluation of one library with one set of data values (library/library_execution.h).

#ifndef PKGREPO_YTT_LIBRARY_TEMPLATE_LOADER_H_
#define PKGREPO_YTT_LIBRARY_TEMPLATE_LOADER_H_

#include <functional>
#include <iosfwd>
#include <memory>
#include <string>

#include "starlark/eval/interpreter.h"
#include "yaml/node.h"
#include "ytt/files/library_tree.h"
#include "ytt/library/parsed_files.h"
#include "ytt/template/code_table.h"

namespace pkgrepo::ytt {

struct LoaderOptions {
  bool ignore_unknown_comments = false;
  bool implicit_map_key_overrides = false;
  bool strict = false;
  // Where print() and warnings go.
  std::ostream* messages = nullptr;
  // How many templates were compiled, for their numbers in messages, which begin at 2. Copies share the
  // count.
  std::shared_ptr<int> template_count = std::make_shared<int>(1);
  // The code of all templates that ran; copies share it.
  std::shared_ptr<CodeTable::Codes> codes = std::make_shared<CodeTable::Codes>();
  // What was read already; copies share it.
  std::shared_ptr<ParsedFiles> parsed_files = std::make_shared<ParsedFiles>();
};

class TemplateLoader {
 public:
  struct Context {
    // Where absolute paths of load() start, and the file system of @ytt:data.
    const LibraryTree& root;
    // What data.values is: a document's value, made a struct anew for each file.
    yaml::Value values;
    // Makes the module that load("@ytt:library", "library") gives to a file of the folder `library`.
    std::function<starlark::Value(const LibraryTree& library)> make_library_module;
    LoaderOptions options;
  };

  explicit TemplateLoader(Context context);
  ~TemplateLoader();

  // The documents of a YAML file as they are written, with their comments; nothing is evaluated.
  yaml::RefPtr<yaml::Node> ParseYaml(const File& file);
  // The documents that a YAML file gives. A file without templating is taken as it is.
  yaml::RefPtr<yaml::Node> EvaluateYaml(const File& file);
  std::string EvaluateText(const File& file);
  // The names that a file defines at its top level (load() and library.export()), frozen.
  starlark::StringDict EvaluateGlobals(const File& file);

  // The thread that runs all this, for overlays and rules.
  starlark::Thread& thread();

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_LIBRARY_TEMPLATE_LOADER_H_
