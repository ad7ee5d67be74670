// Where the step that derives files leaves them in the build tree, for what compares them and what writes them to the source
// tree: FOLDER/files/PATH, and FOLDER/outputs.list, which changes when they do, with a line "DIGEST MODE PATH" for each.

#ifndef PKGREPO_DERIVED_DERIVED_RESULTS_H_
#define PKGREPO_DERIVED_DERIVED_RESULTS_H_

#include <string>
#include <string_view>

#include "base/file_system.h"
#include "derived/derived_files.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::derived {

inline constexpr std::string_view kOutputList = "outputs.list";

void WriteResults(const DerivedFiles& made, const std::string& folder, packaging::StepInputs& inputs);

// Throws Error if they were not made, or are not what was made.
DerivedFiles ReadResults(const std::string& folder, const FileSystem& disk);

}  // namespace pkgrepo::derived

#endif  // PKGREPO_DERIVED_DERIVED_RESULTS_H_
