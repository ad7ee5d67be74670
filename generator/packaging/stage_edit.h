// Stage files with one more version, edited as a person would: comments, order and style stay.
//
//   packages:                          packages:
//   - name: contour                    - name: contour
//     versions: [1.21.1]  # stable       versions: [1.21.1, 1.22.3]  # stable

#ifndef PKGREPO_PACKAGING_STAGE_EDIT_H_
#define PKGREPO_PACKAGING_STAGE_EDIT_H_

#include <string>
#include <vector>

#include "packaging/stage_file.h"

namespace pkgrepo::packaging {

// `text`, the content of `file`, with the version added: behind the next lower one of its package, or at the end. Of
// `entry` the name, the version, and in the long form the domain count. Precondition: the file is a valid stage file,
// and does not have the version. Throws Error with the place for a form in which that cannot be done.
std::string AddToStage(const std::string& file, const std::string& text, const StagedVersion& entry);
// The same with many, in time that is linear: each of them goes where the text as it was has its place.
std::string AddToStage(const std::string& file, const std::string& text, const std::vector<StagedVersion>& entries);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_STAGE_EDIT_H_
