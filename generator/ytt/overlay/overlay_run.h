// One application of an overlay: walks the right side and edits the left one.
//
// User code runs in between (by=, via=, …) and can reach both sides, though it is given copies of the right
// one. So references and iterators into a node are not kept across a call: nodes are held by reference count, the items
// of the right side are copied first, and positions in the left side are checked before use.

#ifndef PKGREPO_YTT_OVERLAY_OVERLAY_RUN_H_
#define PKGREPO_YTT_OVERLAY_OVERLAY_RUN_H_

#include <vector>

#include "starlark/eval/interpreter.h"
#include "yaml/node.h"
#include "ytt/overlay/annotations.h"
#include "ytt/overlay/apply.h"

namespace pkgrepo::ytt {

// Throws "Expected map, but was integer" unless both are maps, or both arrays, or both document sets, the
// left one parsed.
void RequireSameCollection(const yaml::Value& left, const yaml::Value& right);

class OverlayRun {
 public:
  // The containers whose items one item of the right side is matched against: all document sets, or one map
  // or array.
  using Targets = std::vector<yaml::RefPtr<yaml::Node>>;

  explicit OverlayRun(starlark::Thread& thread) : thread_(thread) {}

  // `right` over `left`, nodes of the same kind.
  void ApplyNode(const yaml::RefPtr<yaml::Node>& left, const yaml::Node& right, const MatchCount& defaults);

  // What via= put into the left side stays computed, so that nothing merges into it.
  const OverlayEffects& effects() const { return effects_; }

  // One item of the right side. Errors name it.
  void ApplyItem(const Targets& targets, const yaml::Item& right, OverlayPlace place,
                 const MatchCount& defaults);

 private:
  struct Match {
    yaml::RefPtr<yaml::Node> container;
    size_t index;
    // The item, or null if user code has removed it meanwhile.
    yaml::Item* item() const { return index < container->items.size() ? &container->items[index] : nullptr; }
  };
  using Matches = std::vector<Match>;
  static std::vector<yaml::Position> PositionsOf(const Matches& matches);

  void ApplyEdit(const Targets& targets, const yaml::Item& right, OverlayPlace place,
                 const OverlayEdit& edit);

  // overlay_match.cc
  Matches FindMatches(const Targets& targets, const yaml::Item& right, OverlayPlace place,
                      const OverlayEdit& edit);
  Matches FindByCall(const Targets& targets, const yaml::Item& right, OverlayPlace place,
                     const starlark::Value& by);

  // overlay_actions.cc
  void Merge(const Targets& targets, const Matches& matches, const yaml::Item& right, OverlayPlace place,
             const OverlayEdit& edit);
  void MergeNode(const yaml::Value& left, const yaml::Value& right, const MatchCount& defaults);
  static void Remove(const Matches& matches);
  void Replace(const Targets& targets, const Matches& matches, const yaml::Item& right, OverlayPlace place,
               const OverlayEdit& edit);
  void Insert(const Matches& matches, const yaml::Item& right, OverlayPlace place, OverlayEdit edit);
  void Assert(const Matches& matches, const yaml::Item& right, const OverlayEdit& edit);
  void CheckAssertion(const yaml::Value& left, const yaml::Value& right, const OverlayEdit& edit);

  // What is to be put into `container`: a copy of `right`, its value computed by via= if there is one, which
  // sees a copy of `left`. That is null when nothing was matched.
  yaml::Item MakeItem(const yaml::Value& left, yaml::Node& container, const yaml::Item& right,
                      OverlayPlace place, const OverlayEdit& edit);

  starlark::Thread& thread_;
  OverlayEffects effects_;
};

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_OVERLAY_OVERLAY_RUN_H_
