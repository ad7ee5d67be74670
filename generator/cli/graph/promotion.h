// A promotion (packaging/promotion.h) as `pkgrepo promote` and the targets of stages do it.

#ifndef PKGREPO_CLI_GRAPH_PROMOTION_H_
#define PKGREPO_CLI_GRAPH_PROMOTION_H_

#include <ostream>

#include "base/file_system.h"
#include "packaging/promotion.h"

namespace pkgrepo::cli {

// Says what changes for the users of the stage, and writes the files, or with `check` which ones it would write. Returns the
// exit status: 1 if it would.
int RunPromotion(const packaging::PromotionRequest& request, bool check, const packaging::BuildTree& tree, FileSystem& disk,
                 std::ostream& out);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_GRAPH_PROMOTION_H_
