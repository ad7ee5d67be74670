#include "cli/ytt/output.h"

#include <optional>
#include <ostream>
#include <set>

#include "base/error.h"
#include "yaml/printer.h"

namespace pkgrepo::cli {
namespace {

constexpr uint32_t kOwnerOnly = 0700;

void MakeDirectories(FileSystem& disk, const std::string& path) {
  for (size_t end = 0; end != std::string::npos;) {
    end = path.find('/', end + 1);
    const std::string above = path.substr(0, end);
    if (disk.IsFile(above)) throw Error("mkdir " + above + ": not a directory");
  }
  disk.MakeDirectories(path, kOwnerOnly);
}

void PrintLibrary(std::ostream& out, const ytt::LibraryTree& library, const std::string& indent) {
  out << indent << "- " << library.name() << " (private " << (library.is_private() ? "true" : "false")
      << ")\n";
  out << indent << "  files:\n";
  for (const ytt::FilePtr& file : library.files()) out << indent << "  - " << file->path() << "\n";
  if (library.files().empty()) out << indent << "    <none>\n";
  out << indent << "  libraries:\n";
  for (const auto& folder : library.folders()) PrintLibrary(out, *folder, indent + "  ");
  if (library.folders().empty()) out << indent << "    <none>\n";
}

}  // namespace

OutputFormat ParseOutputTypes(const std::vector<std::string>& types) {
  std::optional<OutputFormat::Form> form;
  OutputFormat format;
  for (const std::string& type : types) {
    if (type == "openapi-v3") {
      format.open_api = true;
    } else if (type == "yaml") {
      form = form.value_or(OutputFormat::Form::kYaml);
    } else if (type == "json") {
      form = form.value_or(OutputFormat::Form::kJson);
    } else if (type == "pos") {
      form = form.value_or(OutputFormat::Form::kPositions);
    } else {
      throw Error("Unknown output type '" + type + "'");
    }
  }
  format.form = form.value_or(OutputFormat::Form::kYaml);
  return format;
}

void RequireOpenApi(const OutputFormat& format) {
  if (format.open_api) return;
  throw Error(
      "Data values schema export only supported in OpenAPI v3 format; specify format with "
      "--output=openapi-v3 flag");
}

void RefuseOpenApi(const OutputFormat& format) {
  if (!format.open_api) return;
  throw Error(
      "Output type currently only supported for data values schema (i.e. include "
      "--data-values-schema-inspect)");
}

std::string FormatDocuments(const OutputFormat& format, const yaml::Node& documents) {
  switch (format.form) {
    case OutputFormat::Form::kJson:
      return yaml::PrintJson(documents);
    case OutputFormat::Form::kPositions:
      return yaml::PrintPositions(documents);
    case OutputFormat::Form::kYaml:
      break;
  }
  return yaml::PrintYaml(documents);
}

yaml::RefPtr<yaml::Node> SingleDocument(yaml::Item document) {
  auto documents = yaml::MakeRef<yaml::Node>(yaml::Node::Kind::kDocumentSet);
  documents->items.push_back(std::move(document));
  return documents;
}

yaml::RefPtr<yaml::Node> InspectFiles(const ytt::LibraryTree& library) {
  auto paths = yaml::MakeRef<yaml::Node>(yaml::Node::Kind::kArray);
  for (const ytt::FilePtr& file : ytt::InOrderGiven(library.AllFiles())) {
    paths->items.emplace_back(yaml::Value(), yaml::Value::String(file->path()), yaml::Position());
  }
  return SingleDocument(yaml::Item(yaml::Value(), paths, yaml::Position()));
}

std::vector<OutputFile> MakeOutputFiles(const ytt::EvaluationResult& result) {
  std::vector<OutputFile> files;
  for (const ytt::EvaluatedFile& file : result.text_files) files.push_back({file.file->path(), file.text});
  for (const ytt::EvaluatedFile& file : result.yaml_files) {
    files.push_back({file.file->path(), yaml::PrintYaml(*file.documents)});
  }
  return files;
}

void WriteOutputFiles(FileSystem& disk, const std::string& directory, bool empty_first,
                      const std::vector<OutputFile>& files, std::ostream& out) {
  if (empty_first) {
    std::set<std::string_view> paths;
    for (const OutputFile& file : files) {
      if (!paths.insert(file.path).second) {
        throw Error("Multiple files have same output destination paths: " + file.path);
      }
    }
    if (directory == "/" || directory == "." || directory == "./") {
      throw Error("Expected output directory path to not be one of '/', '.', './', ''");
    }
    disk.RemoveAll(directory);
  }
  MakeDirectories(disk, directory);
  for (const OutputFile& file : files) {
    std::string_view name = file.path;
    while (name.starts_with('/')) name.remove_prefix(1);
    if (!IsLocalPath(name)) {
      throw Error("Expected output file '" + file.path + "' to be within the output directory");
    }
    const std::string path = CleanPath(JoinPath(directory, name));
    out << "creating: " << path << "\n";
    MakeDirectories(disk, std::string(DirName(path)));
    if (disk.IsDirectory(path)) throw Error("open " + path + ": is a directory");
    disk.WriteFile(path, file.content, kOwnerOnly);
  }
}

void WarnOfTextFiles(std::ostream& err) {
  err << "\nWarning: Found Non-YAML templates in input. Non-YAML templates are not rendered to standard "
         "output.\n"
         "If you want to include those results, use the --output-files or "
         "--dangerous-emptied-output-directory "
         "flag.\n";
}

void PrintLibraries(std::ostream& out, const ytt::LibraryTree& library) { PrintLibrary(out, library, ""); }

}  // namespace pkgrepo::cli
