#include "kube/object_names.h"

#include <algorithm>

namespace pkgrepo::kube {
namespace {

constexpr std::string_view kRbac = "rbac.authorization.k8s.io";

// Below the label's 63, as a Job's name has a suffix.
NameFault CronJobNameFault(std::string_view text) {
  if (const NameFault fault = DnsSubdomainFault(text)) return fault;
  return text.size() > 52 ? NameFault("is longer than 52 characters") : std::nullopt;
}

// It becomes the value of a label.
NameFault JobNameFault(std::string_view text) {
  if (const NameFault fault = DnsSubdomainFault(text)) return fault;
  return text.size() > 63 ? NameFault("is longer than 63 characters") : std::nullopt;
}

struct Rule {
  std::string_view group;
  std::string_view kind;
  NameFault (*check)(std::string_view);
};

constexpr Rule kRules[] = {
    {"", "Namespace", DnsLabelFault},
    {"", "Service", ServiceNameFault},
    {"apps", "StatefulSet", DnsLabelFault},
    {"batch", "CronJob", CronJobNameFault},
    {"batch", "Job", JobNameFault},
    {kRbac, "Role", PathSegmentFault},
    {kRbac, "RoleBinding", PathSegmentFault},
    {kRbac, "ClusterRole", PathSegmentFault},
    {kRbac, "ClusterRoleBinding", PathSegmentFault},
    {"certificates.k8s.io", "CertificateSigningRequest", PathSegmentFault},
    {"data.packaging.carvel.dev", "Package", PathSegmentFault},
    {"data.packaging.carvel.dev", "PackageMetadata", PackageNameFault},
};

// Its API servers take names such as sha256:… and system:….
bool IsOpenShift(std::string_view group) {
  return group.ends_with(".openshift.io") && !group.starts_with("config.") && !group.starts_with("operator.");
}

}  // namespace

std::string_view GroupOf(std::string_view api_version) {
  const size_t slash = api_version.find('/');
  return slash == std::string_view::npos ? std::string_view() : api_version.substr(0, slash);
}

NameFault ObjectNameFault(std::string_view group, std::string_view kind, std::string_view name) {
  const auto* rule = std::find_if(std::begin(kRules), std::end(kRules),
                                  [&](const Rule& r) { return r.group == group && r.kind == kind; });
  if (rule != std::end(kRules)) return rule->check(name);
  return IsOpenShift(group) ? PathSegmentFault(name) : DnsSubdomainFault(name);
}

}  // namespace pkgrepo::kube
