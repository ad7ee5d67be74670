#include "ytt/overlay/annotations.h"

#include <algorithm>
#include <iterator>

#include "base/error.h"
#include "starlark/values/callable.h"
#include "ytt/value/module_function.h"
#include "ytt/value/type_names.h"

namespace pkgrepo::ytt {

using starlark::Value;

namespace {

struct NamedAction {
  std::string_view annotation;
  OverlayAction action;
};

constexpr NamedAction kActions[] = {
    {"overlay/merge", OverlayAction::kMerge},     {"overlay/remove", OverlayAction::kRemove},
    {"overlay/replace", OverlayAction::kReplace}, {"overlay/insert", OverlayAction::kInsert},
    {"overlay/append", OverlayAction::kAppend},   {"overlay/assert", OverlayAction::kAssert},
};

std::string_view NameOf(OverlayAction action) {
  const auto* const named =
      std::find_if(std::begin(kActions), std::end(kActions),
                   [action](const NamedAction& candidate) { return candidate.action == action; });
  return named->annotation;
}

[[noreturn]] void ThrowUnknown(const Annotation& annotation, std::string_view keyword) {
  throw Error("Unknown '" + annotation.name + "' annotation keyword argument '" + std::string(keyword) + "'");
}

std::string ArgumentName(std::string_view annotation, std::string_view keyword) {
  return "Expected '" + std::string(annotation) + "' annotation keyword argument '" + std::string(keyword) +
         "'";
}

// The one annotation that names an action, or null.
const Annotation* FindAction(const yaml::Item& item, OverlayAction& action) {
  const Annotation* found = nullptr;
  for (const NamedAction& candidate : kActions) {
    const Annotation* const annotation = FindAnnotation(item, candidate.annotation);
    if (annotation == nullptr) continue;
    if (found != nullptr) throw Error("Expected to find only one overlay operation");
    found = annotation;
    action = candidate.action;
  }
  return found;
}

void ReadChildDefaults(const yaml::Item& item, MatchCount& defaults) {
  const Annotation* const annotation = FindAnnotation(item, kMatchChildDefaultsAnnotation);
  if (annotation == nullptr) return;
  for (const auto& [keyword, value] : annotation->named) {
    if (!defaults.Set(keyword, value)) ThrowUnknown(*annotation, keyword);
  }
}

void CheckBy(OverlayPlace place, const Value& by) {
  const bool is_document = place == OverlayPlace::kDocument;
  if (!by.is_set()) {
    if (place == OverlayPlace::kMapItem) return;
    // The second blank before a document's "to be" is ytt's.
    throw Error(ArgumentName(kMatchAnnotation, "by") +
                (is_document ? "  to be specified" : " to be specified"));
  }
  if (starlark::IsCallable(by) || (by.is_string() && !is_document)) return;
  throw Error(ArgumentName(kMatchAnnotation, "by") + " to be " +
              (is_document ? "function" : "either string (for map key) or function") + ", but was " +
              HostTypeName(by));
}

void ReadMatch(const yaml::Item& item, OverlayPlace place, OverlayEdit& edit) {
  const Annotation* const annotation = FindAnnotation(item, kMatchAnnotation);
  edit.has_match = annotation != nullptr;
  if (place != OverlayPlace::kMapItem && (annotation == nullptr || annotation->named.empty())) {
    if (annotation == nullptr && place == OverlayPlace::kArrayItem) return;
    throw Error(
        "Expected 'overlay/match' annotation to have at least one keyword argument (by=..., expects=...)");
  }
  if (annotation == nullptr) return;
  for (const auto& [keyword, value] : annotation->named) {
    if (keyword == "by") {
      edit.by = value;
    } else if (!edit.count.Set(keyword, value)) {
      ThrowUnknown(*annotation, keyword);
    }
  }
}

void ReadActionArguments(const Annotation& annotation, OverlayEdit& edit) {
  const bool is_replace = edit.action == OverlayAction::kReplace;
  const bool is_insert = edit.action == OverlayAction::kInsert;
  for (const auto& [keyword, value] : annotation.named) {
    if (keyword == "via") {
      if (is_replace || is_insert) CheckVia(edit.action, value);
      edit.via = value;
    } else if (is_replace && keyword == "or_add") {
      edit.or_add = ExpectBool(value);
    } else if (is_insert && keyword == "before") {
      edit.before = ExpectBool(value);
    } else if (is_insert && keyword == "after") {
      edit.after = ExpectBool(value);
    } else {
      ThrowUnknown(annotation, keyword);
    }
  }
}

void CheckPlace(const yaml::Item& item, OverlayPlace place, OverlayAction action) {
  if (place != OverlayPlace::kMapItem) return;
  if (action != OverlayAction::kInsert && action != OverlayAction::kAppend) return;
  const std::string name = action == OverlayAction::kInsert ? "@overlay/insert" : "@overlay/append";
  throw Error("Found " + name + " on map item (" + item.position.ToString() +
              "); only array items can be annotated with " + name);
}

}  // namespace

OverlayEdit ReadOverlayEdit(const yaml::Item& item, OverlayPlace place, const MatchCount& inherited) {
  OverlayEdit edit;
  edit.count = inherited;
  edit.child_defaults = inherited;
  const Annotation* const action = FindAction(item, edit.action);
  ReadChildDefaults(item, edit.child_defaults);
  CheckPlace(item, place, edit.action);
  if (edit.action == OverlayAction::kAppend) return edit;

  ReadMatch(item, place, edit);
  if (edit.action == OverlayAction::kReplace || edit.action == OverlayAction::kAssert) {
    ReadActionArguments(*action, edit);
  }
  if (edit.has_match) CheckBy(place, edit.by);
  return edit;
}

void ReadInsertArguments(const yaml::Item& item, OverlayEdit& edit) {
  const Annotation& annotation = *FindAnnotation(item, NameOf(OverlayAction::kInsert));
  if (annotation.named.empty()) {
    throw Error(
        "Expected 'overlay/insert' annotation to have at least one keyword argument (before=..., after=...)");
  }
  ReadActionArguments(annotation, edit);
}

void CheckVia(OverlayAction action, const Value& via) {
  if (starlark::IsCallable(via)) return;
  throw Error(ArgumentName(NameOf(action), "via") + " to be function, but was " + HostTypeName(via));
}

}  // namespace pkgrepo::ytt
