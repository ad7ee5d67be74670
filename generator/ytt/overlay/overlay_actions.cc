// What is done to the items that matched.

#include <algorithm>
#include <unordered_set>

#include "base/error.h"
#include "ytt/overlay/equality.h"
#include "ytt/overlay/overlay_run.h"
#include "ytt/overlay/words.h"
#include "ytt/value/convert.h"

namespace pkgrepo::ytt {

using yaml::Item;
using yaml::Node;
using yaml::RefPtr;

namespace {

std::string_view AllowedContent(OverlayPlace place) {
  switch (place) {
    case OverlayPlace::kDocument:
      return "documents can only contain arrays, maps, or scalars";
    case OverlayPlace::kMapItem:
      return "map items can only contain arrays, maps, or scalars";
    case OverlayPlace::kArrayItem:
      break;
  }
  return "array items can only contain maps, arrays, or scalars";
}

// Whether `wanted` is in the tree of `value`.
class ReachSearch {
 public:
  explicit ReachSearch(const Node& wanted) : wanted_(wanted) {}

  bool Find(const yaml::Value& value) {
    if (!value.is_node() || !seen_.insert(value.node()).second) return false;
    if (value.node() == &wanted_) return true;
    const auto& items = value.node()->items;
    return std::any_of(items.begin(), items.end(), [this](const Item& item) { return Find(item.value); });
  }

 private:
  const Node& wanted_;
  std::unordered_set<const Node*> seen_;  // nodes may be shared many times over
};

void TakeValue(Item& left, const Item& right, OverlayPlace place) {
  left.value = right.value.DeepCopy();
  if (place != OverlayPlace::kDocument) left.position = right.position;
}

}  // namespace

void OverlayRun::Merge(const Targets& targets, const Matches& matches, const Item& right, OverlayPlace place,
                       const OverlayEdit& edit) {
  if (matches.empty() && place != OverlayPlace::kDocument) targets.front()->items.push_back(right.DeepCopy());
  for (const Match& match : matches) {
    Item* const left = match.item();
    if (left == nullptr) continue;
    if (!right.value.is_node() || left->value.is_null()) {
      TakeValue(*left, right, place);
    } else {
      MergeNode(left->value, right.value, edit.child_defaults);
    }
  }
}

void OverlayRun::MergeNode(const yaml::Value& left, const yaml::Value& right, const MatchCount& defaults) {
  RequireSameCollection(left, right);
  const RefPtr<Node> right_node = right.shared_node();
  ApplyNode(left.shared_node(), *right_node, defaults);
}

void OverlayRun::Remove(const Matches& matches) {
  size_t next = 0;
  while (next < matches.size()) {
    const RefPtr<Node> container = matches[next].container;
    std::vector<Item> kept;
    for (size_t i = 0; i < container->items.size(); ++i) {
      if (next < matches.size() && matches[next].container == container && matches[next].index == i) {
        ++next;
      } else {
        kept.push_back(std::move(container->items[i]));
      }
    }
    // What user code has made unreachable counts as removed.
    while (next < matches.size() && matches[next].container == container) ++next;
    container->items = std::move(kept);
  }
}

void OverlayRun::Replace(const Targets& targets, const Matches& matches, const Item& right,
                         OverlayPlace place, const OverlayEdit& edit) {
  if (matches.empty() && edit.or_add) {
    targets.front()->items.push_back(MakeItem(yaml::Value(), *targets.front(), right, place, edit));
  }
  for (const Match& match : matches) {
    const Item* const left = match.item();
    if (left == nullptr) continue;
    Item made = MakeItem(yaml::Value(left->value), *match.container, right, place, edit);
    if (Item* const replaced = match.item()) *replaced = std::move(made);
  }
}

void OverlayRun::Insert(const Matches& matches, const Item& right, OverlayPlace place, OverlayEdit edit) {
  ReadInsertArguments(right, edit);
  struct Insertion {
    const Node* container;
    size_t index;  // in front of which
    Item item;
  };
  std::vector<Insertion> insertions;
  for (const Match& match : matches) {
    const Item* const left = match.item();
    if (left == nullptr) continue;
    Node* const container = match.container.get();
    const Item item = MakeItem(yaml::Value(left->value), *container, right, place, edit);
    if (edit.before) insertions.push_back({container, match.index, item});
    if (edit.after) insertions.push_back({container, match.index + 1, item});
  }

  size_t next = 0;
  for (size_t m = 0; m < matches.size(); ++m) {
    const RefPtr<Node>& container = matches[m].container;
    if (m > 0 && matches[m - 1].container == container) continue;
    std::vector<Item> items;
    items.reserve(container->items.size() + insertions.size() - next);
    for (size_t i = 0; i <= container->items.size(); ++i) {
      while (next < insertions.size() && insertions[next].container == container.get() &&
             insertions[next].index <= i) {
        items.push_back(std::move(insertions[next++].item));
      }
      if (i < container->items.size()) items.push_back(std::move(container->items[i]));
    }
    container->items = std::move(items);
  }
}

void OverlayRun::Assert(const Matches& matches, const Item& right, const OverlayEdit& edit) {
  for (const Match& match : matches) {
    const Item* const left = match.item();
    if (left == nullptr) continue;
    const yaml::Value value = left->value;
    CheckAssertion(value, right.value, edit);
    if (right.value.is_node()) MergeNode(value, right.value, edit.child_defaults);
  }
}

void OverlayRun::CheckAssertion(const yaml::Value& left, const yaml::Value& right, const OverlayEdit& edit) {
  if (!edit.via.is_set()) {
    const std::string difference = FindDifference(left, right);
    if (!difference.empty()) throw Error("Expected objects to equal, but did not: " + difference);
    return;
  }
  CheckVia(OverlayAction::kAssert, edit.via);
  const starlark::Value answer =
      starlark::Call(thread_, edit.via, {ToStarlark(left.DeepCopy()), ToStarlark(right.DeepCopy())});
  const auto refuse = [](const std::string& why) {
    throw Error("Expected via invocation to return true, but was false" + why);
  };
  if (answer.is_none()) return;
  if (answer.is_bool()) {
    if (!answer.as_bool()) refuse("");
    return;
  }
  const yaml::Value pair = ToYaml(answer);
  if (!pair.is_array() || !pair.node()->is_computed() || pair.node()->items.size() != 2 ||
      !pair.node()->items[0].value.is_bool() || !pair.node()->items[1].value.is_string()) {
    throw Error(
        "Expected via invocation to return NoneType, Bool or Tuple(Bool,String), but returned neither of "
        "those");
  }
  const std::vector<Item>& items = pair.node()->items;
  if (!items[0].value.as_bool()) refuse(" with message: " + std::string(items[1].value.string()));
}

Item OverlayRun::MakeItem(const yaml::Value& left, Node& container, const Item& right, OverlayPlace place,
                          const OverlayEdit& edit) {
  if (!edit.via.is_set()) return right.DeepCopy();
  const starlark::Value result =
      starlark::Call(thread_, edit.via, {ToStarlark(left.DeepCopy()), ToStarlark(right.value.DeepCopy())});
  yaml::Value value = ToYaml(result);
  // Functions can get hold of what is around the item; it must not become a part of itself.
  if (ReachSearch(container).Find(value)) value = value.DeepCopy();
  if (value.is_document_set()) {
    throw Error(std::string(AllowedContent(place)) + "; this is a document set");
  }
  CheckNesting(container, value);
  Item item = right;
  item.value = std::move(value);
  effects_.has_computed = effects_.has_computed || item.value.is_node();
  return item;
}

}  // namespace pkgrepo::ytt
