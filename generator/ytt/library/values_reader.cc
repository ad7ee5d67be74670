#include "ytt/library/values_reader.h"

#include "base/error.h"
#include "yaml/printer.h"
#include "ytt/template/comment.h"
#include "ytt/value/annotations.h"
#include "ytt/value/module_function.h"

namespace pkgrepo::ytt {
namespace {

constexpr std::string_view kLibraryRefAnnotation = "library/ref";

std::string_view AnnotationName(ValuesKind kind) {
  return kind == ValuesKind::kValues ? "data/values" : "data/values-schema";
}

// Looks below a document for nodes with the annotation, which belongs to documents.
void RefuseMisplaced(const yaml::Node& node, std::string_view name) {
  for (const yaml::Item& item : node.items) {
    if (CountWrittenAnnotations(item, name) > 0) {
      throw Error("Found @" + std::string(name) + " on " + (node.is_map() ? "map item" : "array item") +
                  " (" + item.position.ToString() + "); only documents (---) can be annotated with @" +
                  std::string(name));
    }
    if (item.value.is_node()) RefuseMisplaced(*item.value.node(), name);
  }
}

LibraryRef ReadLibraryRef(const yaml::Item& document) {
  const Annotation* annotation = FindAnnotation(document, kLibraryRefAnnotation);
  if (annotation == nullptr) return {};
  if (annotation->positional.size() != 1) {
    throw Error("Expected library/ref annotation to have one arg, got " +
                std::to_string(annotation->positional.size()));
  }
  const std::string_view text = ExpectString(annotation->positional[0]);
  return WithContext("Annotation library/ref: ", [&] { return ParseLibraryRef(text); });
}

ValuesDocument ReadDocument(const yaml::Item& document, const Annotation& annotation, ValuesKind kind) {
  LibraryRef library = ReadLibraryRef(document);
  bool after_library_module = false;
  for (const auto& [name, value] : annotation.named) {
    if (kind == ValuesKind::kSchema) break;
    if (name != "after_library_module")
      throw Error("Unknown kwarg " + name + " for annotation " + annotation.name);
    after_library_module = ExpectBool(value);
    if (library.empty()) {
      throw Error("Annotation " + annotation.name +
                  ": Expected kwarg 'after_library_module' to be used with library/ref annotation");
    }
  }
  return ValuesDocument(document, std::move(library), after_library_module);
}

// The documents of a file that has such.
std::vector<yaml::Item> EvaluateFile(TemplateLoader& loader, const File& file, ValuesKind kind) {
  const std::string_view name = AnnotationName(kind);
  std::vector<yaml::Item> found;
  const yaml::RefPtr<yaml::Node> documents = loader.EvaluateYaml(file);
  for (const yaml::Item& document : documents->items) {
    if (FindAnnotation(document, name) != nullptr) {
      found.push_back(document);
      continue;
    }
    // What stands ahead of the first "---" is an empty document, or an empty array when functions live there.
    if (!yaml::IsPrinted(document)) continue;
    const std::string what = kind == ValuesKind::kValues ? "data values" : "schema";
    throw Error("Expected " + what + " file '" + file.path() + "' to only have " + what + " documents");
  }
  return found;
}

}  // namespace

std::vector<FilePtr> FindValuesFiles(TemplateLoader& loader, const std::vector<FilePtr>& files,
                                     ValuesKind kind) {
  const std::string_view name = AnnotationName(kind);
  std::vector<FilePtr> found;
  for (const FilePtr& file : files) {
    if (file->type() != FileType::kYaml || !file->is_template()) continue;
    // Of whatever is wrong in a library, files that are not YAML come first.
    const yaml::RefPtr<yaml::Node> documents = loader.ParseYaml(*file);
    if (!file->MayHaveCode() || file->Content().find(name) == std::string::npos) continue;
    for (const yaml::Item& document : documents->items) {
      if (document.value.is_node()) RefuseMisplaced(*document.value.node(), name);
    }
    bool has_any = false;
    for (const yaml::Item& document : documents->items) {
      const size_t count = CountWrittenAnnotations(document, name);
      if (count > 1) throw Error(std::string(name) + " annotation may only be used once per document");
      has_any = has_any || count == 1;
    }
    if (!has_any) continue;
    file->set_is_for_output(false);
    found.push_back(file);
  }
  return InOrderGiven(std::move(found));
}

ValuesDocuments ReadValuesFiles(TemplateLoader& loader, const std::vector<FilePtr>& files, ValuesKind kind) {
  ValuesDocuments found;
  for (const FilePtr& file : files) {
    std::vector<yaml::Item> documents = WithContext("Templating file '" + file->path() + "': ",
                                                    [&] { return EvaluateFile(loader, *file, kind); });
    for (const yaml::Item& document : documents) {
      found.push_back(ReadDocument(document, *FindAnnotation(document, AnnotationName(kind)), kind));
    }
  }
  return found;
}

}  // namespace pkgrepo::ytt
