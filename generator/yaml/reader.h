// Reads YAML as ytt does: YAML 1.1, with positions, and with comments if asked for.
//
//   RefPtr<Node> documents = ReadDocuments(MakeRef<Source>("config.yml", text), {.comments = true});
//
// What is special, all from observing ytt:
//   - scalars resolve by YAML 1.1 (scalar.h); dates stay text
//   - an alias becomes an independent copy of what its anchor names, with the anchor's positions
//   - a merge key (<<) takes one map; keys written after it win over merged ones, a merge that comes after
//     keys overrides them
//   - equal keys stay both in the map: whether that is an error or the last one wins is decided by the caller
//     (MergeEqualKeys)
//   - a comment belongs to the last node that starts on its line, else to the outermost node of those that
//     start on the next line that starts any
//   - the empty text has one document with a null value
//
// Errors: Error with the message of Go's yaml package, "yaml: line 4: found character that cannot start any
// token", without the name of the source. Nesting deeper than kMaxDepth and aliases that multiply beyond
// bounds are errors.

#ifndef PKGREPO_YAML_READER_H_
#define PKGREPO_YAML_READER_H_

#include "yaml/node.h"

namespace pkgrepo::yaml {

struct ReadOptions {
  // Attach comments to items.
  bool comments = false;
  // Refuse what YAML 1.1 and people read differently: unquoted yes, no, 1e3, 0755, "a:b" and so on
  // (ytt --strict).
  bool strict = false;
};

RefPtr<Node> ReadDocuments(const RefPtr<const Source>& source, const ReadOptions& options);

// In all maps of `documents`: of equal keys the last value is kept, in the place of the first. ytt does this
// to files without templating.
void MergeEqualKeys(Node& node);

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_READER_H_
