// What the overlay annotations of one item of the right side ask for.
//
//   overlay/match by=, expects=, missing_ok=, when=      which items of the left side are meant
//   overlay/match-child-defaults expects=, missing_ok=, when=
//   overlay/merge, remove, replace via= or_add=, insert before= after= via=, append, assert via=
//
// Errors: Error with ytt's message, without the name of the item.

#ifndef PKGREPO_YTT_OVERLAY_ANNOTATIONS_H_
#define PKGREPO_YTT_OVERLAY_ANNOTATIONS_H_

#include <cstdint>

#include "ytt/overlay/match_count.h"
#include "ytt/value/annotations.h"

namespace pkgrepo::ytt {

inline constexpr std::string_view kMatchAnnotation = "overlay/match";
inline constexpr std::string_view kMatchChildDefaultsAnnotation = "overlay/match-child-defaults";

enum class OverlayAction : uint8_t { kMerge, kRemove, kReplace, kInsert, kAppend, kAssert };

// The kinds of items, which differ in how they match and in what may be done to them.
enum class OverlayPlace : uint8_t { kDocument, kMapItem, kArrayItem };

struct OverlayEdit {
  OverlayAction action = OverlayAction::kMerge;
  starlark::Value by;  // a callable of (index or key, left, right); a string: a map key; unset: the default
  MatchCount count;    // for this item
  MatchCount child_defaults;  // for the items below
  bool has_match = false;     // there is an overlay/match
  starlark::Value via;        // of replace, insert and assert; unset if not given
  bool or_add = false;        // of replace
  bool before = false;        // of insert
  bool after = false;
};

// `inherited` is what match-child-defaults further out say. Arguments of insert and assert are checked only when the
// edit is applied: hence the two functions below.
OverlayEdit ReadOverlayEdit(const yaml::Item& item, OverlayPlace place, const MatchCount& inherited);

// Adds the arguments of overlay/insert to `edit`, the edit of `item`.
void ReadInsertArguments(const yaml::Item& item, OverlayEdit& edit);

// Throws unless the via= of `action` is callable.
void CheckVia(OverlayAction action, const starlark::Value& via);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_OVERLAY_ANNOTATIONS_H_
