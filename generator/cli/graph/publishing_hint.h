// What to set when a push fails for the place it goes to, or for who pushes.

#ifndef PKGREPO_CLI_GRAPH_PUBLISHING_HINT_H_
#define PKGREPO_CLI_GRAPH_PUBLISHING_HINT_H_

#include <functional>

#include "oci/reference.h"

namespace pkgrepo::cli {

// Calls `push`; what it throws gets a hint where the registry of `target` is not there, not trusted, or denies.
void WithPublishingHint(const oci::Reference& target, const std::function<void()>& push);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_GRAPH_PUBLISHING_HINT_H_
