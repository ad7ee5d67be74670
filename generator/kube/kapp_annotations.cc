#include "kube/kapp_annotations.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/error.h"
#include "base/strings.h"
#include "kube/metadata_check.h"
#include "kube/time.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::kube {
namespace {

using nlohmann::json;

constexpr std::string_view kPrefix = "kapp.k14s.io/";

std::string OneOf(std::string_view value, const std::vector<std::string>& values) {
  if (std::find(values.begin(), values.end(), value) != values.end()) return "";
  return "is not one of '" + Join(values, "', '") + "'";
}

std::string CheckCreate(const std::string& value) {
  return OneOf(value, {"", "fallback-on-update", "fallback-on-update-or-noop"});
}

std::string CheckUpdate(const std::string& value) {
  return OneOf(value, {"", "fallback-on-replace", "always-replace", "skip"});
}

std::string CheckDelete(const std::string& value) { return OneOf(value, {"", "orphan"}); }

std::string CheckLogs(const std::string& value) {
  return OneOf(value, {"", "for-new", "for-existing", "for-new-or-existing"});
}

std::string CheckEmpty(const std::string& value) { return value.empty() ? "" : "must be empty"; }

std::string CheckCount(const std::string& value) {
  const bool is_number = !value.empty() && value.find_first_not_of("0123456789") == std::string::npos;
  return is_number ? "" : "is not a whole number";
}

std::string CheckDuration(const std::string& value) { return DurationFault(value).value_or(""); }

// kapp looks whether these are there, and not at what they say.
std::string CheckPresence(const std::string& value) {
  static constexpr std::array<std::string_view, 6> kNo = {"false", "no", "off", "0", "n", "f"};
  if (std::find(kNo.begin(), kNo.end(), ToLower(value)) == kNo.end()) return "";
  return "counts as set, whatever its value: remove the annotation";
}

std::string CheckReference(const std::string& value) {
  try {
    const json reference = yaml::ParseYamlAsJson(value, "");
    for (const char* key : {"apiVersion", "kind", "name"}) {
      if (!reference.is_object() || !reference.contains(key))
        return std::string("is not a map with the key ") + key;
    }
  } catch (const Error&) {
    return "is not valid YAML";
  }
  return "";
}

std::string CheckNothing(const std::string&) { return ""; }

struct Annotation {
  std::string_view name;
  // What is wrong with a value; "" if nothing is.
  std::string (*check)(const std::string& value);
  // Whether there may be several, told apart by what follows a dot.
  bool is_many = false;
};

constexpr Annotation kAnnotations[] = {
    {"create-strategy", CheckCreate},
    {"update-strategy", CheckUpdate},
    {"delete-strategy", CheckDelete},
    {"deploy-logs", CheckLogs},
    {"deploy-logs-container-names", CheckNothing},
    {"nonce", CheckEmpty},
    {"num-versions", CheckCount},
    {"renew-duration", CheckDuration},
    {"versioned", CheckPresence},
    {"versioned-keep-original", CheckPresence},
    {"versioned-explicit-ref", CheckReference, true},
    {"exists", CheckPresence},
    {"noop", CheckPresence},
    {"disable-wait", CheckPresence},
    {"disable-original", CheckPresence},
    {"disable-default-change-group-and-rules", CheckPresence},
    {"disable-default-label-scoping-rules", CheckPresence},
    {"disable-default-ownership-label-rules", CheckPresence},
    {"disable-label-scoping", CheckPresence},
    {"owned-for-deletion", CheckPresence},
    {"change-group", CheckNothing, true},
    {"change-rule", CheckNothing, true},
    // Written by kapp itself.
    {"identity", CheckNothing},
    {"original", CheckNothing},
    {"original-diff", CheckNothing},
    {"original-diff-full", CheckNothing},
    {"original-diff-md5", CheckNothing},
    {"last-renewed-time", CheckNothing},
    {"orphaned", CheckNothing},
    {"is-app-change", CheckNothing},
    {"app-changes-use-app-label", CheckNothing},
};

bool IsCalled(std::string_view key, const Annotation& annotation) {
  return key == annotation.name ||
         (annotation.is_many && key.starts_with(annotation.name) && key[annotation.name.size()] == '.');
}

std::optional<std::string> MeantBy(std::string_view key) {
  std::vector<std::string> names;
  for (const Annotation& annotation : kAnnotations) names.emplace_back(annotation.name);
  return ClosestMatch(key.substr(0, key.find('.')), names);
}

}  // namespace

std::vector<FieldFault> CheckKappAnnotations(const json& object) {
  std::vector<FieldFault> faults;
  const json annotations = AnnotationsOf(object);
  for (const auto& [key, value] : annotations.items()) {
    if (!key.starts_with(kPrefix) || !value.is_string()) continue;
    const FieldPath path{"metadata", "annotations", key};
    const std::string_view name = std::string_view(key).substr(kPrefix.size());
    const auto* known = std::find_if(std::begin(kAnnotations), std::end(kAnnotations),
                                     [&](const Annotation& a) { return IsCalled(name, a); });
    if (known == std::end(kAnnotations)) {
      const std::optional<std::string> meant = MeantBy(name);
      if (meant) {
        faults.push_back({path, "annotation " + key + " is unknown to kapp",
                          "did you mean '" + std::string(kPrefix) + *meant + "'?"});
      }
      continue;
    }
    const std::string text = value.get<std::string>();
    if (const std::string fault = known->check(text); !fault.empty()) {
      faults.push_back({path, "annotation " + key + ": '" + text + "' " + fault, ""});
    }
  }
  return faults;
}

}  // namespace pkgrepo::kube
