#include "ytt/library/library_execution.h"

#include "base/error.h"
#include "base/strings.h"
#include "ytt/library/library_module.h"
#include "ytt/library/output_overlays.h"
#include "ytt/library/values_reader.h"
#include "ytt/overlay/apply.h"
#include "ytt/validation/validate.h"

namespace pkgrepo::ytt {
namespace {

yaml::Item EmptyDocument() {
  return {yaml::Value(), yaml::MakeRef<yaml::Node>(yaml::Node::Kind::kMap), yaml::Position()};
}

// "Overlaying data values (in following order: a.yml, additional data values): "
std::string OrderPrefix(const std::string& what, const std::vector<FilePtr>& files,
                        const ValuesDocuments& added, const std::string& what_was_added) {
  std::vector<std::string> names;
  for (const FilePtr& file : files) names.push_back(file->path());
  if (!added.empty()) names.push_back("additional " + what_was_added);
  return "Overlaying " + what + " (in following order: " + Join(names, ", ") + "): ";
}

void MarkUsed(const ValuesDocuments& documents) {
  for (const ValuesDocument& document : documents) document.MarkUsed();
}

std::vector<std::string> DescribeUnused(const ValuesDocuments& documents, const std::string& each) {
  std::vector<std::string> unused;
  for (const ValuesDocument& document : documents) {
    if (document.used()) continue;
    unused.push_back(each + " belonging to library '" + FormatLibraryRef(document.given_library()) + "' on " +
                     document.document().position.ToSentence());
  }
  return unused;
}

void RefuseUnused(const DataValues& values) {
  std::vector<std::string> unused = DescribeUnused(values.for_libraries, "Data Value");
  const std::vector<std::string> schemas = DescribeUnused(values.schemas_for_libraries, "Schema");
  std::vector<std::string> kinds;
  if (!unused.empty()) kinds.push_back("data values");
  if (!schemas.empty()) kinds.push_back("schema");
  unused.insert(unused.end(), schemas.begin(), schemas.end());
  if (unused.empty()) return;
  throw Error("Expected all provided library " + Join(kinds, ", and ") +
              " documents to be used but found unused: " + Join(unused, ", "));
}

}  // namespace

yaml::RefPtr<yaml::Node> EvaluationResult::AllDocuments() const {
  auto all = yaml::MakeRef<yaml::Node>(yaml::Node::Kind::kDocumentSet);
  for (const EvaluatedFile& file : yaml_files) {
    all->items.insert(all->items.end(), file.documents->items.begin(), file.documents->items.end());
  }
  return all;
}

LibraryExecution::LibraryExecution(const LibraryTree& library, ExecutionOptions options)
    : library_(library), options_(std::move(options)) {}

void LibraryExecution::AddValues(const ValuesDocuments& documents) {
  values_.insert(values_.end(), documents.begin(), documents.end());
}

void LibraryExecution::AddSchemas(const ValuesDocuments& documents) {
  schemas_.insert(schemas_.end(), documents.begin(), documents.end());
}

std::unique_ptr<TemplateLoader> LibraryExecution::MakeLoader(const yaml::Value& values,
                                                             const DataValues* for_libraries) {
  const auto make_library_module =
      [options = options_,
       values = for_libraries == nullptr ? DataValues() : *for_libraries](const LibraryTree& folder) {
        return MakeLibraryModule({.library = folder,
                                  .options = options,
                                  .values = values.for_libraries,
                                  .schemas = values.schemas_for_libraries});
      };
  return std::make_unique<TemplateLoader>(TemplateLoader::Context{.root = library_,
                                                                  .values = values,
                                                                  .make_library_module = make_library_module,
                                                                  .options = options_.loader});
}

DataValuesSchema LibraryExecution::ReadSchema() {
  const auto loader = MakeLoader(EmptyDocument().value, nullptr);
  const std::vector<FilePtr> files = FindValuesFiles(*loader, library_.AllFiles(), ValuesKind::kSchema);
  const ValuesDocuments added = ForThisLibrary(schemas_);
  DataValuesSchema result;
  WithContext(OrderPrefix("data values schema", files, added, "data value schema"), [&] {
    const ValuesDocuments found = ReadValuesFiles(*loader, files, ValuesKind::kSchema);
    // Each is a schema by itself; what an overlay would remove from it may be no nonsense either.
    for (const ValuesDocument& document : found) Schema::FromDocument(document.document());
    ValuesDocuments all = ForThisLibrary(found);
    all.insert(all.end(), added.begin(), added.end());
    result.for_libraries = ForOtherLibraries(found);
    if (!all.empty()) {
      MarkUsed(all);
      yaml::Item document = all[0].document().DeepCopy();
      for (size_t i = 1; i < all.size(); ++i) {
        document = OverlayDocument(loader->thread(), document, all[i].document());
      }
      result.schema = Schema::FromDocument(document);
    }
  });
  const ValuesDocuments passed_on = ForOtherLibraries(schemas_);
  result.for_libraries.insert(result.for_libraries.end(), passed_on.begin(), passed_on.end());
  return result;
}

ValuesDocuments LibraryExecution::ReadOwnValues() {
  const auto loader = MakeLoader(EmptyDocument().value, nullptr);
  const std::vector<FilePtr> files = FindValuesFiles(*loader, library_.AllFiles(), ValuesKind::kValues);
  return ForThisLibrary(ReadValuesFiles(*loader, files, ValuesKind::kValues));
}

DataValues LibraryExecution::OverlayValues(const DataValuesSchema& schema) {
  const auto loader = MakeLoader(EmptyDocument().value, nullptr);
  const std::vector<FilePtr> files = FindValuesFiles(*loader, library_.AllFiles(), ValuesKind::kValues);
  const ValuesDocuments added = ForThisLibrary(values_);
  DataValues result;
  result.document = schema.schema.is_given() ? schema.schema.DefaultValues() : EmptyDocument();
  WithContext(OrderPrefix("data values", files, added, "data values"), [&] {
    const ValuesDocuments found = ReadValuesFiles(*loader, files, ValuesKind::kValues);
    ValuesDocuments all = ForThisLibrary(found);
    all.insert(all.end(), added.begin(), added.end());
    result.for_libraries = ForOtherLibraries(found);
    MarkUsed(all);
    bool has_base = schema.schema.is_given();
    for (const ValuesDocument& values : all) {
      result.document = has_base ? OverlayDocument(loader->thread(), result.document, values.document())
                                 : values.document().DeepCopy();
      has_base = true;
      schema.schema.Check(result.document);
    }
  });
  if (!options_.skip_validation) ValidateDataValues(loader->thread(), result.document);
  return result;
}

DataValues LibraryExecution::CalculateValues() {
  const DataValuesSchema schema = ReadSchema();
  DataValues result = OverlayValues(schema);
  const ValuesDocuments passed_on = ForOtherLibraries(values_);
  result.for_libraries.insert(result.for_libraries.end(), passed_on.begin(), passed_on.end());
  result.schemas_for_libraries = schema.for_libraries;
  if (options_.on_values) options_.on_values(options_.library, result.document);
  return result;
}

EvaluationResult LibraryExecution::Evaluate() {
  DataValues values;
  Timed(options_.on_time, "calculate values of", library_.Path().empty() ? "." : library_.Path(),
        [&] { values = CalculateValues(); });
  const auto loader = MakeLoader(values.document.value, &values);
  EvaluationResult result = EvaluateFiles(*loader, library_.AllFiles(), options_.on_time);
  RefuseUnused(values);
  ApplyOutputOverlays(*loader, result, options_.on_time);
  return result;
}

starlark::Value LibraryExecution::Export(const std::string& name, const std::string& path) {
  const size_t folder = library_.Path().empty() ? 0 : library_.Path().size() + 1;
  const EvaluationResult result = Evaluate();
  starlark::Value found;
  std::vector<std::string> places;
  for (const EvaluatedFile& file : result.library_files) {
    const std::string place = file.file->path().substr(folder);
    if (!path.empty() && place != path) continue;
    const auto global = file.globals.find(name);
    if (global == file.globals.end()) continue;
    found = global->second;
    places.push_back(place);
  }
  if (places.empty()) throw Error("Expected to find exported symbol '" + name + "', but did not");
  if (places.size() > 1) {
    throw Error("Expected to find exactly one exported symbol '" + name +
                "', but found multiple across files: " + Join(places, ", "));
  }
  return found;
}

}  // namespace pkgrepo::ytt
