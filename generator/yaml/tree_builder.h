// Makes a document set of events.

#ifndef PKGREPO_YAML_TREE_BUILDER_H_
#define PKGREPO_YAML_TREE_BUILDER_H_

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "yaml/event_stream.h"
#include "yaml/node.h"

namespace pkgrepo::yaml {

class TreeBuilder {
 public:
  TreeBuilder(RefPtr<const Source> source, bool strict);

  // Takes the next event. Throws Error for what does not resolve: aliases, excessive nesting; and at the end
  // of a document tags and merges.
  void Add(const Event& event);
  // The document set, after the last event.
  RefPtr<Node> Finish() { return documents_; }

 private:
  // A map or an array (or, at the bottom, the document set) whose items are being read.
  struct Level {
    RefPtr<Node> node;      // without items until it is complete
    size_t first_item = 0;  // in items_
    Item item;              // the one being read
    bool has_key = false;   // of a map: the item's key is there, the value is next
    bool is_merge = false;  // that key is "<<"
  };

  void StartCollection(Node::Kind kind, const Event& event);
  void EndCollection();
  void AddScalar(const Event& event);
  void AddAlias(const Event& event);
  // Notes where a key or an array's item begins. Returns the position for a collection that starts there.
  const Position& Begin(const Event& event);
  // Puts a finished value where it belongs: as a key or a value of the innermost level.
  void Place(Value value, bool is_merge_key = false);
  void Merge(const Value& value);
  // Keeps the first error about what a document means until it is read to its end: errors about its form come
  // first.
  void Defer(Error error);
  void Remember(std::string_view anchor, const Value& value);
  Value Resolve(const Event& event);
  Value MakeString(std::string_view text);
  Value CopyCounted(const Value& value, size_t depth);
  void Count(bool by_alias);
  Position At(uint32_t line) const { return {source_, line}; }

  RefPtr<const Source> source_;
  bool strict_;
  RefPtr<Node> documents_;
  std::vector<Level> levels_;
  std::vector<Item>
      items_;  // complete ones of all levels, innermost last, so that no node holds more than it needs
  std::unordered_map<std::string, Value> anchors_;  // of the current document, open collections included
  // Strings made lately, by hash, so that equal keys and short texts are mostly shared.
  std::array<RefPtr<const SharedString>, 512> recent_strings_;
  std::optional<Error> deferred_;
  uint64_t decoded_ = 0;  // values made, all and by way of aliases
  uint64_t aliased_ = 0;
};

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_TREE_BUILDER_H_
