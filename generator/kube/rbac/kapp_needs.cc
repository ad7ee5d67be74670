#include "kube/rbac/kapp_needs.h"

#include <initializer_list>

namespace pkgrepo::kube {
namespace {

// It is not deleted when the app is.
bool IsLeft(const PlacedObject& object) {
  return object.Annotation("kapp.k14s.io/delete-strategy") == "orphan" ||
         (object.group.empty() && object.kind == "Namespace" && IsSystemNamespace(object.name));
}

// An update may delete it, and make it again.
bool IsReplaced(const PlacedObject& object) {
  const std::string strategy = object.Annotation("kapp.k14s.io/update-strategy");
  return strategy == "always-replace" || strategy == "fallback-on-replace";
}

}  // namespace

bool HasUnknownName(const PlacedObject& object) {
  return object.name.empty() || object.HasAnnotation("kapp.k14s.io/versioned");
}

void AddRecordNeeds(const Installation& installation, Needs& needs) {
  const auto add = [&](const std::string& verb, const std::string& name, const std::string& reason) {
    needs.push_back(
        {{installation.name_space, "", "configmaps", verb, name}, "kapp's record of the app", reason});
  };
  const std::string app = installation.name + ".app";
  const std::string former = installation.name + "-ctrl";
  // An API server does not know the name of what is made.
  add("create", "", "it makes " + app + ", and a " + app + "-change-… for each change");
  add("get", app, "it reads what it knows of the app");
  add("update", app, "it writes what it knows of the app");
  for (const std::string& name : {app + ".apps.k14s.io", former, former + ".apps.k14s.io"}) {
    add("get", name, "it looks for a record of an earlier form");
  }
  add("list", "", "it lists the records of changes");
  add("delete", "", "it deletes " + app + " and the records of changes, whose names are made up");
}

void AddObjectNeeds(const PlacedObject& object, Needs& needs) {
  const std::string name = HasUnknownName(object) ? "" : object.name;
  const auto add = [&](const char* verb, const std::string& of, const char* reason) {
    needs.push_back({{object.scope, object.group, object.plural, verb, of}, object.label, reason});
  };
  if (!object.is_applied) return add("get", name, "kapp looks whether it is there");
  add("get", name, "kapp looks for it, and waits for it");
  add("create", "", "kapp makes it");
  add("update", name, "kapp changes it, and notes in it what was applied");
  if (IsLeft(object)) add("patch", name, "kapp leaves it, and takes its labels away");
  if (!IsLeft(object) || IsReplaced(object)) add("delete", name, "kapp deletes it");
  add("list", "", "kapp finds by their label those that are no longer wanted");
}

}  // namespace pkgrepo::kube
