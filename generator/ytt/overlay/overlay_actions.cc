// What is done to the items that matched.

#include "base/error.h"
#include "starlark/values/list.h"
#include "ytt/overlay/apply.h"
#include "ytt/overlay/equality.h"
#include "ytt/overlay/overlay_run.h"
#include "ytt/overlay/words.h"
#include "ytt/template/convert.h"

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
  if (!left.is_node() || left.node()->kind() != right.node()->kind()) throw Error(ExpectedType(right, left));
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
    targets.front()->items.push_back(MakeItem(yaml::Value(), right, place, edit));
  }
  for (const Match& match : matches) {
    const Item* const left = match.item();
    if (left == nullptr) continue;
    Item made = MakeItem(yaml::Value(left->value), right, place, edit);
    if (Item* const replaced = match.item()) *replaced = std::move(made);
  }
}

void OverlayRun::Insert(const Matches& matches, const Item& right, OverlayPlace place,
                        const OverlayEdit& edit) {
  struct Insertion {
    const Node* container;
    size_t index;  // in front of which
    Item item;
  };
  std::vector<Insertion> insertions;
  for (const Match& match : matches) {
    const Item* const left = match.item();
    if (left == nullptr) continue;
    const yaml::Value value = left->value;
    const Node* const container = match.container.get();
    if (edit.before) insertions.push_back({container, match.index, MakeItem(value, right, place, edit)});
    if (edit.after) insertions.push_back({container, match.index + 1, MakeItem(value, right, place, edit)});
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
  const starlark::Value answer = starlark::Call(thread_, edit.via, {ToStarlark(left), ToStarlark(right)});
  const auto refuse = [](const std::string& why) {
    throw Error("Expected via invocation to return true, but was false" + why);
  };
  if (answer.is_none()) return;
  if (answer.is_bool()) {
    if (!answer.as_bool()) refuse("");
    return;
  }
  const auto* const pair = answer.As<starlark::Tuple>();
  if (pair == nullptr || pair->size() != 2 || !pair->at(0).is_bool() || !pair->at(1).is_string()) {
    throw Error(
        "Expected via invocation to return NoneType, Bool or Tuple(Bool,String), but returned neither of "
        "those");
  }
  if (!pair->at(0).as_bool()) refuse(" with message: " + std::string(pair->at(1).as_string()));
}

Item OverlayRun::MakeItem(const yaml::Value& left, const Item& right, OverlayPlace place,
                          const OverlayEdit& edit) {
  if (!edit.via.is_set()) return right.DeepCopy();
  const starlark::Value result =
      starlark::Call(thread_, edit.via, {ToStarlark(left), ToStarlark(right.value)});
  // A copy, as the result may hold nodes of either side: they would then belong to two trees, or to
  // themselves.
  yaml::Value value = ToYaml(result).DeepCopy();
  if (value.is_document_set()) {
    throw Error(std::string(AllowedContent(place)) + "; this is a document set");
  }
  // A whole document stays computed, so that an empty one is printed.
  const bool is_empty_document =
      place == OverlayPlace::kDocument && value.is_node() && value.node()->items.empty();
  Item item = right;
  if (!is_empty_document) MakeParsed(value);
  item.value = std::move(value);
  return item;
}

}  // namespace pkgrepo::ytt
