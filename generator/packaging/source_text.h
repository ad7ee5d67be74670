// Files of the source tree as text for ytt, kbld and Kubernetes. What editors and version control leave in files would
// be read as content: a byte order mark as part of the first key, a Git LFS pointer as the file.

#ifndef PKGREPO_PACKAGING_SOURCE_TEXT_H_
#define PKGREPO_PACKAGING_SOURCE_TEXT_H_

#include <string>
#include <string_view>

#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

// Throws Error with file and line for a byte order mark, UTF-16, and a Git LFS pointer.
void RefuseForeignText(const std::string& file, std::string_view text);

// Reads the file. Throws Error as RefuseForeignText() does.
std::string ReadSourceText(const std::string& file, StepInputs& inputs);

// The same for all files at or below `path` that ytt would read as YAML.
void RefuseForeignFiles(const std::string& path, StepInputs& inputs);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_SOURCE_TEXT_H_
