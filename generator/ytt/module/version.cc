// @ytt:version: require_at_least("0.40.0") fails when this ytt is older.

#include "base/error.h"
#include "base/original_versions.h"
#include "go/semver.h"
#include "ytt/module/modules.h"
#include "ytt/value/module_function.h"

namespace pkgrepo::ytt {
namespace {

// Without build metadata, which does not count here.
go::SemanticVersion ParseRequired(const std::string& text) {
  try {
    go::SemanticVersion version = go::SemanticVersion::Parse(text);
    version.build.clear();
    return version;
  } catch (const Error&) {
    throw Error("version string '" + text + "' must be a valid semver");
  }
}

starlark::Value RequireAtLeast(starlark::Thread&, const starlark::CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  const std::string wanted(ExpectString(arguments[0]));
  if (go::SemanticVersion::Parse(originals::kYtt.version) < ParseRequired(wanted)) {
    throw Error("ytt version '" + std::string(originals::kYtt.version) +
                "' does not meet the minimum required version '" + wanted + "'");
  }
  return starlark::Value::None();
}

}  // namespace

starlark::Value MakeVersionModule() {
  return starlark::Struct::MakeModule(
      "version", {{"require_at_least", MakeModuleFunction("version.require_at_least", RequireAtLeast)}});
}

}  // namespace pkgrepo::ytt
