// Whether an entry of an image lock is what a configuration of kbld asks for now.
//
//   overrides: [{image: app:1, newImage: side:2}]      in the configuration
//   resolved: {url: side:1}                            among the origins of the entry for app:1: stale

#ifndef PKGREPO_PACKAGING_LOCKED_OVERRIDE_H_
#define PKGREPO_PACKAGING_LOCKED_OVERRIDE_H_

#include <string>

#include "kbld/config.h"

namespace pkgrepo::packaging {

// Whether `locked`, an entry of a lock (kbld::OverridesFromLock()), is what `wanted` leads to: the same digest where
// that names one, else the reference from which the entry was resolved. Where this is unknown, since the entry has no
// origins or `wanted` selects a tag, the repositories are compared.
bool IsUpToDate(const kbld::Override& locked, const kbld::Override& wanted);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_LOCKED_OVERRIDE_H_
