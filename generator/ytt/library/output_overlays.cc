#include "ytt/library/output_overlays.h"

#include <algorithm>

#include "base/error.h"
#include "base/strings.h"
#include "yaml/printer.h"
#include "ytt/library/values_reader.h"
#include "ytt/overlay/apply.h"
#include "ytt/template/convert.h"

namespace pkgrepo::ytt {
namespace {

void EvaluateFile(TemplateLoader& loader, const FilePtr& file, EvaluationResult& result) {
  switch (file->type()) {
    case FileType::kYaml: {
      const yaml::RefPtr<yaml::Node> documents = loader.EvaluateYaml(*file);
      if (!file->is_for_output()) return;
      // What prints nothing is not there for overlays either.
      std::erase_if(documents->items, [](const yaml::Item& document) {
        return !yaml::IsPrinted(document) && !IsOverlay(document);
      });
      result.yaml_files.push_back({.file = file, .documents = documents});
      return;
    }
    case FileType::kText: {
      std::string text = loader.EvaluateText(*file);
      if (file->is_for_output()) result.text_files.push_back({.file = file, .text = std::move(text)});
      return;
    }
    case FileType::kStarlark:
      loader.EvaluateGlobals(*file);
      break;
    case FileType::kUnknown:
      break;
  }
  if (file->is_for_output()) throw Error("Unknown file type");
}

void SortByOrder(std::vector<EvaluatedFile>& files) {
  std::stable_sort(files.begin(), files.end(), [](const EvaluatedFile& a, const EvaluatedFile& b) {
    return a.file->order() < b.file->order();
  });
}

struct OutputOverlay {
  FilePtr file;
  yaml::Item document;
};

// Moves the overlays out of `result`, and drops files that had nothing else.
std::vector<OutputOverlay> TakeOverlays(EvaluationResult& result) {
  std::vector<OutputOverlay> overlays;
  for (EvaluatedFile& file : result.yaml_files) {
    auto rest = yaml::MakeRef<yaml::Node>(yaml::Node::Kind::kDocumentSet, file.documents->position);
    for (const yaml::Item& document : file.documents->items) {
      if (IsOverlay(document)) {
        overlays.push_back({file.file, document});
      } else {
        rest->items.push_back(document);
      }
    }
    file.documents = rest;
  }
  std::erase_if(result.yaml_files, [](const EvaluatedFile& file) { return file.documents->items.empty(); });
  return overlays;
}

void MakeAllParsed(const std::vector<yaml::RefPtr<yaml::Node>>& sets) {
  for (const yaml::RefPtr<yaml::Node>& documents : sets) {
    for (yaml::Item& document : documents->items) MakeParsed(document.value);
  }
}

}  // namespace

EvaluationResult EvaluateFiles(TemplateLoader& loader, const std::vector<FilePtr>& files) {
  std::vector<FilePtr> skipped = FindValuesFiles(loader, files, ValuesKind::kSchema);
  for (const FilePtr& file : FindValuesFiles(loader, files, ValuesKind::kValues)) skipped.push_back(file);
  EvaluationResult result;
  for (const FilePtr& file : files) {
    if (std::find(skipped.begin(), skipped.end(), file) == skipped.end()) EvaluateFile(loader, file, result);
  }
  SortByOrder(result.yaml_files);
  SortByOrder(result.text_files);
  return result;
}

void ApplyOutputOverlays(TemplateLoader& loader, EvaluationResult& result) {
  const std::vector<OutputOverlay> overlays = TakeOverlays(result);
  if (overlays.empty()) return;
  std::vector<yaml::RefPtr<yaml::Node>> targets;
  for (EvaluatedFile& file : result.yaml_files) targets.push_back(file.documents);
  std::vector<std::string> names;
  for (const OutputOverlay& overlay : overlays) {
    if (names.empty() || names.back() != overlay.file->path()) names.push_back(overlay.file->path());
  }
  try {
    bool has_computed = true;
    for (const OutputOverlay& overlay : overlays) {
      if (has_computed) MakeAllParsed(targets);
      has_computed = OverlayDocuments(loader.thread(), targets, overlay.document);
    }
  } catch (Error& error) {
    error.Prefix("Overlaying (in following order: " + Join(names, ", ") + "): ");
    throw;
  }
}

}  // namespace pkgrepo::ytt
