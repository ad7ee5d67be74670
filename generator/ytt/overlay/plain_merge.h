// Annotations for documents that come without any: files of plain values and flags.
//
//   AnnotateForPlainMerge(document);                       // --data-values-file
//
//   AnnotateForPlainMerge(document);                       // --data-value-yaml a.b=[1]: {a: {b: [1]}}
//   AnnotateForAssignment(*b);                             // whatever a.b was, it is [1] now
//
// Overlaid then by OverlayDocument() (apply.h).

#ifndef PKGREPO_YTT_OVERLAY_PLAIN_MERGE_H_
#define PKGREPO_YTT_OVERLAY_PLAIN_MERGE_H_

#include "yaml/node.h"

namespace pkgrepo::ytt {

// As an overlay, the document will merge maps, add what is missing, and replace arrays. One that is not a map
// will replace all that was there.
void AnnotateForPlainMerge(yaml::Item& document);

// The map item will be added, or replace the one of its key.
void AnnotateForAssignment(yaml::Item& item);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_OVERLAY_PLAIN_MERGE_H_
