// What the template steps of a Package find in their folder.

#ifndef PKGREPO_PACKAGING_FETCHED_TREE_H_
#define PKGREPO_PACKAGING_FETCHED_TREE_H_

#include <string>

#include "packaging/app_template.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

// Where FetchedTree() has put it.
std::string FetchedFolder(const AppTemplate& app, const std::string& bundle, const std::string& output);

// The folder with all that the App fetches: `bundle` itself if it is that alone, else fetched/ in `output`, the
// version's folder in the build tree, which is made here.
std::string FetchedTree(const AppTemplate& app, const std::string& bundle, const std::string& output,
                        StepInputs& inputs);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_FETCHED_TREE_H_
