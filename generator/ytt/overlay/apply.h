// Overlays: edits written as YAML, applied to other YAML.
//
//   a: {x: 1, y: 1}      left
//   a: {x: 2}            right
//   a: {x: 2, y: 1}      ApplyOverlay(thread, left, right)
//
// The right side is matched against the left one node by node. What a node of the right side does is told by
// its annotations (annotations.h); without any, map items merge into the item of the same key, which must
// exist, and array items are appended.
//
// The functions given to by=, via=, expects= and when= run on `thread` and see the nodes themselves, as
// yamlfragments.
//
// Errors: Error with one line that names the nodes on the way down, outermost first, "Document on line
// a.yml:3: Map item (key 'b') on line a.yml:5: Expected number of matched nodes to be 1, but was 0". After
// an error the left side is half edited and must be thrown away.
//
// Behaviour: https://carvel.dev/ytt/docs/v0.48.0/lang-ref-ytt-overlay/

#ifndef PKGREPO_YTT_OVERLAY_APPLY_H_
#define PKGREPO_YTT_OVERLAY_APPLY_H_

#include <vector>

#include "starlark/eval/interpreter.h"
#include "yaml/node.h"

namespace pkgrepo::ytt {

// overlay.apply(): the result of `right` over `left`, which are document sets, maps or arrays of the same
// kind. Computed nodes are fine on both sides. Parsed nodes of `left` change in place, as ytt does it;
// `right` stays as it is, and what is taken over from it is copied.
yaml::Value ApplyOverlay(starlark::Thread& thread, const yaml::Value& left, const yaml::Value& right);

// Whether a document is an overlay and not output: it has an overlay/match annotation.
bool IsOverlay(const yaml::Item& document);

// Applies the overlay `document` to all documents of all `targets`, which change in place. A document that is
// inserted lands in the set of the one it was matched by; one that is added lands in the first set
// (or_add=True) or in the last one (overlay/append).
// Preconditions: there is a target; the values of `targets` are parsed (MakeParsed in value/convert.h).
struct OverlayEffects {
  // Functions put values into the targets that are not parsed: they must be made so before the next call.
  bool has_computed = false;
  // Map items were chosen by other means than their keys: in the end, RefuseEqualKeys() must look.
  bool may_have_equal_keys = false;
};
OverlayEffects OverlayDocuments(starlark::Thread& thread,
                                const std::vector<yaml::RefPtr<yaml::Node>>& targets,
                                const yaml::Item& document);

// Throws Error "Unexpected duplicate key: a" if a map in `node`, at any depth, has a key twice.
void RefuseEqualKeys(yaml::Node& node);

// Applies `overlay`, a data values or schema document, to the one document `base`; whatever it says, it
// matches by=overlay.all. Returns the new document.
yaml::Item OverlayDocument(starlark::Thread& thread, const yaml::Item& base, const yaml::Item& overlay);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_OVERLAY_APPLY_H_
