// From a library's files to its output.

#ifndef PKGREPO_YTT_LIBRARY_OUTPUT_OVERLAYS_H_
#define PKGREPO_YTT_LIBRARY_OUTPUT_OVERLAYS_H_

#include <vector>

#include "ytt/library/library_execution.h"

namespace pkgrepo::ytt {

// Evaluates the files that are for output, and those that are there to be loaded.
EvaluationResult EvaluateFiles(TemplateLoader& loader, const std::vector<FilePtr>& files,
                               const TimeObserver& on_time);

// Takes the overlays out of the documents and applies them, in order, to what is left. Throws Error
// "Overlaying (in following order: a.yml): …".
void ApplyOutputOverlays(TemplateLoader& loader, EvaluationResult& result, const TimeObserver& on_time);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_LIBRARY_OUTPUT_OVERLAYS_H_
