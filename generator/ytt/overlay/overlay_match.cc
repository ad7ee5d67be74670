// Finding the items of the left side that an item of the right side is about.

#include "ytt/overlay/equality.h"
#include "ytt/overlay/matchers.h"
#include "ytt/overlay/overlay_run.h"
#include "ytt/value/convert.h"
#include "ytt/value/module_function.h"

namespace pkgrepo::ytt {

using yaml::Item;
using yaml::Node;
using yaml::RefPtr;

OverlayRun::Matches OverlayRun::FindMatches(const Targets& targets, const Item& right, OverlayPlace place,
                                            const OverlayEdit& edit) {
  if (edit.by.is_string()) return FindByCall(targets, right, place, MapKeyMatcher(edit.by.as_string()));
  if (edit.by.is_set()) return FindByCall(targets, right, place, edit.by);

  Matches matches;
  const RefPtr<Node>& map = targets.front();
  for (size_t i = 0; i < map->items.size(); ++i) {
    if (SameScalar(map->items[i].key, right.key)) matches.push_back({map, i});
  }
  return matches;
}

OverlayRun::Matches OverlayRun::FindByCall(const Targets& targets, const Item& right, OverlayPlace place,
                                           const starlark::Value& by) {
  effects_.may_have_equal_keys = effects_.may_have_equal_keys || place == OverlayPlace::kMapItem;
  const starlark::Value wanted = ToStarlark(right.value.DeepCopy());
  Matches matches;
  int64_t index = 0;  // counts on from one document set to the next
  for (const RefPtr<Node>& container : targets) {
    for (size_t i = 0; i < container->items.size(); ++i, ++index) {
      const Item candidate = container->items[i];
      const starlark::Value place_or_key =
          place == OverlayPlace::kMapItem ? ToStarlark(candidate.key) : starlark::Value::Int(index);
      if (ExpectBool(starlark::Call(thread_, by, {place_or_key, ToStarlark(candidate.value), wanted}))) {
        matches.push_back({container, i});
      }
    }
  }
  return matches;
}

}  // namespace pkgrepo::ytt
