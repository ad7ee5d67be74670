// Runs a library: finds its schema and its data values, evaluates its templates, applies its overlays.
//
//   LibraryExecution execution(root, options);
//   execution.AddValues(flag_values);
//   DataValues values = execution.CalculateValues();       // ytt --data-values-inspect
//   EvaluationResult result = execution.Evaluate();
//
// The root of a run and every library.get() instance (library_module.h) are such an execution.

#ifndef PKGREPO_YTT_LIBRARY_LIBRARY_EXECUTION_H_
#define PKGREPO_YTT_LIBRARY_LIBRARY_EXECUTION_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "ytt/datavalues/values_document.h"
#include "ytt/files/library_tree.h"
#include "ytt/library/template_loader.h"
#include "ytt/library/timing.h"
#include "ytt/schema/schema.h"

namespace pkgrepo::ytt {

struct ExecutionOptions {
  LoaderOptions loader;
  // Do not run the rules of data values (--dangerous-data-values-disable-validation).
  bool skip_validation = false;
  // Where the library is, from that of the run.
  LibraryRef library = {};
  // Is told the final data values of each library, whenever they are calculated; may be empty.
  using ValuesObserver = std::function<void(const LibraryRef& library, const yaml::Item& values)>;
  ValuesObserver on_values = {};
  // May be empty.
  TimeObserver on_time = {};
};

// The schema of a library, and schema documents for the libraries in it.
struct DataValuesSchema {
  Schema schema;
  ValuesDocuments for_libraries;
};

// The final data values of a library, and documents for the libraries in it.
struct DataValues {
  yaml::Item document;
  ValuesDocuments for_libraries;
  ValuesDocuments schemas_for_libraries;
};

// What one file gives.
struct EvaluatedFile {
  FilePtr file;
  yaml::RefPtr<yaml::Node> documents = {};  // of a YAML file
  std::string text = {};                    // of a text file
  starlark::StringDict globals = {};        // of a library file
};

// YAML files are in the order they were given, the others folder by folder. Overlays are applied and left
// out.
struct EvaluationResult {
  std::vector<EvaluatedFile> yaml_files;
  std::vector<EvaluatedFile> text_files;
  std::vector<EvaluatedFile> library_files;

  // All documents of all YAML files in one set.
  yaml::RefPtr<yaml::Node> AllDocuments() const;
};

class LibraryExecution {
 public:
  // `library` must outlive the object, and the functions that came out of Export().
  LibraryExecution(const LibraryTree& library, ExecutionOptions options);

  // Values and schemas from outside: flags, with_data_values(), or what the library above has for this one
  // and those in it.
  void AddValues(const ValuesDocuments& documents);
  void AddSchemas(const ValuesDocuments& documents);

  // Throws Error "Overlaying data values schema (in following order: a.yml): …".
  DataValuesSchema ReadSchema();
  // The documents of data values in the library's own files, as they stand there.
  ValuesDocuments ReadOwnValues();
  // Throws Error "Overlaying data values (in following order: a.yml, additional data values): …", and what
  // the rules find.
  DataValues CalculateValues();
  // Throws Error if anything in the library fails, or if there are values for a library that never ran.
  EvaluationResult Evaluate();
  // Evaluates the library, and returns the value of `name` in its library files, or in the file `path` if that is not
  // empty. Throws Error if no file has it, or several do.
  starlark::Value Export(const std::string& name, const std::string& path);

 private:
  DataValues OverlayValues(const DataValuesSchema& schema);
  std::unique_ptr<TemplateLoader> MakeLoader(const yaml::Value& values, const DataValues* for_libraries);

  const LibraryTree& library_;
  ExecutionOptions options_;
  ValuesDocuments values_;
  ValuesDocuments schemas_;
};

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_LIBRARY_LIBRARY_EXECUTION_H_
