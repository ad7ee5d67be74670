#include "packaging/rights_diff.h"

#include "base/error.h"
#include "base/strings.h"
#include "kube/rbac/right_text.h"
#include "packaging/build_tree.h"
#include "packaging/package_rights.h"

namespace pkgrepo::packaging {
namespace {

using kube::Right;

std::set<Right> NotAllowedBy(const std::set<Right>& held, const std::set<Right>& rights) {
  std::set<Right> missing;
  for (const Right& right : rights) {
    if (!kube::Allows(held, right)) missing.insert(right);
  }
  return missing;
}

bool HasManifests(const BuiltVersion& version, const FileSystem& files) {
  return files.IsFile(JoinPath(version.folder, kRenderedRecord));
}

PackageRights Definitions(const BuiltVersion& version, const std::string& definitions, const FileSystem& files) {
  PackageRights rights({.name = version.name});
  if (files.IsFile(definitions)) rights.AddDefinitions(definitions, files.ReadFile(definitions));
  return rights;
}

RightsDiff Diff(PackageRights& before, PackageRights& after) {
  const kube::Derivation was = before.DeriveKnown();
  const kube::Derivation is = after.DeriveKnown();
  const std::set<Right> held = was.Rights();
  const std::set<Right> needed = is.Rights();
  RightsDiff diff{.gained = NotAllowedBy(held, needed), .lost = NotAllowedBy(needed, held)};
  diff.gained_lines = kube::RightLines(diff.gained, after.kinds());
  diff.lost_lines = kube::RightLines(diff.lost, before.kinds());
  std::set<std::string> unknown = UnknownKinds(was);
  unknown.merge(UnknownKinds(is));
  if (!unknown.empty()) {
    diff.note = "rights to " + Join({unknown.begin(), unknown.end()}, ", ") +
                " are not compared: neither Kubernetes, nor the package, nor definitions.yaml defines it";
  }
  return diff;
}

}  // namespace

RightsDiff DiffRights(const BuiltVersion& before, const BuiltVersion& after, const std::string& definitions,
                      FileSystem& files) {
  if (!HasManifests(before, files) || !HasManifests(after, files)) return {};
  PackageRights rights_before = Definitions(before, definitions, files);
  PackageRights rights_after = Definitions(after, definitions, files);
  try {
    StepInputs inputs(files);
    rights_before.AddVersion(before.folder, inputs);
    rights_after.AddVersion(after.folder, inputs);
    return Diff(rights_before, rights_after);
  } catch (const Error& error) {
    return {.note = "rights are not compared: " + error.message()};
  }
}

}  // namespace pkgrepo::packaging
