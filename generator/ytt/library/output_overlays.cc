#include "ytt/library/output_overlays.h"

#include <algorithm>

#include "base/error.h"
#include "base/strings.h"
#include "yaml/printer.h"
#include "ytt/overlay/apply.h"
#include "ytt/value/convert.h"

namespace pkgrepo::ytt {
namespace {

void EvaluateOutput(TemplateLoader& loader, const FilePtr& file, EvaluationResult& result) {
  switch (file->type()) {
    case FileType::kYaml: {
      const yaml::RefPtr<yaml::Node> documents = loader.EvaluateYaml(*file);
      // What prints nothing is not there for overlays either.
      std::erase_if(documents->items, [](const yaml::Item& document) {
        return !yaml::IsPrinted(document) && !IsOverlay(document);
      });
      result.yaml_files.push_back({.file = file, .documents = documents});
      return;
    }
    case FileType::kText:
      result.text_files.push_back({.file = file, .text = loader.EvaluateText(*file)});
      return;
    case FileType::kStarlark:
    case FileType::kUnknown:
      throw Error("Unknown file type");
  }
}

struct OutputOverlay {
  FilePtr file;
  yaml::Item document;
};

void DropEmpty(std::vector<EvaluatedFile>& files) {
  std::erase_if(files, [](const EvaluatedFile& file) { return file.documents->items.empty(); });
}

// Moves the overlays out of `result`, and drops the files that have nothing else.
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
  DropEmpty(result.yaml_files);
  return overlays;
}

void MakeAllParsed(const std::vector<yaml::RefPtr<yaml::Node>>& sets) {
  for (const yaml::RefPtr<yaml::Node>& documents : sets) {
    for (yaml::Item& document : documents->items) MakeParsed(document.value);
  }
}

}  // namespace

EvaluationResult EvaluateFiles(TemplateLoader& loader, const std::vector<FilePtr>& files,
                               const TimeObserver& on_time) {
  EvaluationResult result;
  for (const FilePtr& file : files) {
    Timed(on_time, "evaluate", file->path(), [&] {
      if (file->is_for_output()) {
        EvaluateOutput(loader, file, result);
      } else if (file->is_library() && file->type() != FileType::kUnknown) {
        result.library_files.push_back({.file = file, .globals = loader.EvaluateGlobals(*file)});
      }
    });
  }
  std::stable_sort(
      result.yaml_files.begin(), result.yaml_files.end(),
      [](const EvaluatedFile& a, const EvaluatedFile& b) { return a.file->order() < b.file->order(); });
  return result;
}

void ApplyOutputOverlays(TemplateLoader& loader, EvaluationResult& result, const TimeObserver& on_time) {
  const std::vector<OutputOverlay> overlays = TakeOverlays(result);
  if (overlays.empty()) return;
  // Where there is nothing to edit, what an overlay adds comes out as if it were of its own file.
  const bool has_none = result.yaml_files.empty();
  if (has_none) {
    result.yaml_files.push_back(
        {.file = overlays[0].file, .documents = yaml::MakeRef<yaml::Node>(yaml::Node::Kind::kDocumentSet)});
  }
  std::vector<yaml::RefPtr<yaml::Node>> targets;
  for (EvaluatedFile& file : result.yaml_files) targets.push_back(file.documents);
  std::vector<std::string> names;
  for (const OutputOverlay& overlay : overlays) {
    if (names.empty() || names.back() != overlay.file->path()) names.push_back(overlay.file->path());
  }
  bool may_have_equal_keys = false;
  WithContext("Overlaying (in following order: " + Join(names, ", ") + "): ", [&] {
    bool has_computed = true;
    for (const OutputOverlay& overlay : overlays) {
      Timed(on_time, "overlay", overlay.file->path(), [&] {
        if (has_computed) MakeAllParsed(targets);
        const OverlayEffects effects = OverlayDocuments(loader.thread(), targets, overlay.document);
        has_computed = effects.has_computed;
        may_have_equal_keys = may_have_equal_keys || effects.may_have_equal_keys;
      });
    }
  });
  if (may_have_equal_keys) {
    for (const yaml::RefPtr<yaml::Node>& documents : targets) RefuseEqualKeys(*documents);
  }
  if (has_none) DropEmpty(result.yaml_files);
}

}  // namespace pkgrepo::ytt
