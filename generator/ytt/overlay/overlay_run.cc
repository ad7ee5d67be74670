#include "ytt/overlay/overlay_run.h"

#include "base/error.h"
#include "yaml/key_text.h"
#include "ytt/overlay/words.h"

namespace pkgrepo::ytt {

using yaml::Item;
using yaml::Node;
using yaml::RefPtr;

namespace {

OverlayPlace PlaceIn(const Node& container) {
  switch (container.kind()) {
    case Node::Kind::kDocumentSet:
      return OverlayPlace::kDocument;
    case Node::Kind::kMap:
      return OverlayPlace::kMapItem;
    case Node::Kind::kArray:
      break;
  }
  return OverlayPlace::kArrayItem;
}

// What messages call an item of the right side.
std::string ItemName(const Item& item, OverlayPlace place) {
  switch (place) {
    case OverlayPlace::kDocument:
      return "Document on " + item.position.ToSentence();
    case OverlayPlace::kArrayItem:
      return "Array item on " + item.position.ToSentence();
    case OverlayPlace::kMapItem:
      break;
  }
  return "Map item (key '" + yaml::KeyText(item.key) + "') on " + item.position.ToSentence();
}

}  // namespace

void RequireSameCollection(const yaml::Value& left, const yaml::Value& right) {
  if (left.is_node() && left.node()->kind() == right.node()->kind() && !left.node()->is_computed()) return;
  throw Error("Expected " + std::string(TypeWord(right)) + ", but was " + std::string(HostTypeWord(left)));
}

void OverlayRun::ApplyNode(const RefPtr<Node>& left, const Node& right, const MatchCount& defaults) {
  const OverlayPlace place = PlaceIn(right);
  const std::vector<Item> items = right.items;
  for (const Item& item : items) ApplyItem({left}, item, place, defaults);
}

void OverlayRun::ApplyItem(const Targets& targets, const Item& right, OverlayPlace place,
                           const MatchCount& defaults) {
  try {
    ApplyEdit(targets, right, place, ReadOverlayEdit(right, place, defaults));
  } catch (const Error& error) {
    throw Error(ItemName(right, place) + ": " + error.message());
  }
}

std::vector<yaml::Position> OverlayRun::PositionsOf(const Matches& matches) {
  std::vector<yaml::Position> positions;
  for (const Match& match : matches) {
    if (const Item* const item = match.item()) positions.push_back(item->position);
  }
  return positions;
}

void OverlayRun::ApplyEdit(const Targets& targets, const Item& right, OverlayPlace place,
                           const OverlayEdit& edit) {
  if (edit.action == OverlayAction::kAppend) {
    targets.back()->items.push_back(right.DeepCopy());
    return;
  }
  // An array item that does not say what it matches matches nothing, and no number of matches is expected.
  Matches matches;
  if (place != OverlayPlace::kArrayItem || edit.has_match) {
    matches = FindMatches(targets, right, place, edit);
    if (!edit.count.Admits(thread_, PositionsOf(matches))) return;
  }

  switch (edit.action) {
    case OverlayAction::kMerge:
      Merge(targets, matches, right, place, edit);
      break;
    case OverlayAction::kRemove:
      Remove(matches);
      break;
    case OverlayAction::kReplace:
      Replace(targets, matches, right, place, edit);
      break;
    case OverlayAction::kInsert:
      Insert(matches, right, place, edit);
      break;
    case OverlayAction::kAssert:
      Assert(matches, right, edit);
      break;
    case OverlayAction::kAppend:
      break;
  }
}

}  // namespace pkgrepo::ytt
