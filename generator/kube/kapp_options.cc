#include "kube/kapp_options.h"

#include <algorithm>
#include <vector>

#include "base/strings.h"

namespace pkgrepo::kube {
namespace {

// What the controller decides: the app, the cluster, the files.
constexpr std::string_view kForbidden[] = {
    "app",
    "namespace",
    "file",
    "yes",
    "kubeconfig",
    "kubeconfig-context",
    "kubeconfig-yaml",
    "app-namespace",
    "prev-app",
    "app-metadata-file-output",
};

constexpr std::string_view kAllowed[] = {
    "app-changes-max-to-keep",
    "apply-check-interval",
    "apply-concurrency",
    "apply-default-update-strategy",
    "apply-ignored",
    "apply-timeout",
    "column",
    "dangerous-allow-empty-list-of-resources",
    "dangerous-ignore-failing-api-services",
    "dangerous-override-ownership-of-existing-resources",
    "dangerous-scope-to-fallback-allowed-namespaces",
    "debug",
    "diff-against-last-applied",
    "diff-anchored",
    "diff-changes",
    "diff-context",
    "diff-line-numbers",
    "diff-mask",
    "diff-run",
    "diff-summary",
    "existing-non-labeled-resources-check",
    "existing-non-labeled-resources-check-concurrency",
    "exit-early-on-apply-error",
    "exit-early-on-wait-error",
    "filter",
    "filter-age",
    "filter-kind",
    "filter-kind-name",
    "filter-kind-ns",
    "filter-kind-ns-name",
    "filter-name",
    "filter-ns",
    "into-ns",
    "json",
    "kube-api-burst",
    "kube-api-qps",
    "labels",
    "logs",
    "logs-all",
    "map-ns",
    "patch",
    "raw",
    "status",
    "tree",
    "tty",
    "wait",
    "wait-check-interval",
    "wait-concurrency",
    "wait-ignored",
    "wait-timeout",
};

}  // namespace

NameFault KappOptionFault(std::string_view text) {
  if (!text.starts_with("--") || text.size() == 2) return "is not an option of the form '--name=value'";
  const std::string_view name = text.substr(2, text.find('=') - 2);
  if (std::find(std::begin(kAllowed), std::end(kAllowed), name) != std::end(kAllowed)) return std::nullopt;
  if (std::find(std::begin(kForbidden), std::end(kForbidden), name) != std::end(kForbidden)) {
    return "is an option that kapp-controller sets itself and refuses here";
  }
  const std::optional<std::string> meant = ClosestMatch(name, {std::begin(kAllowed), std::end(kAllowed)});
  if (!meant) return std::nullopt;
  return "is not a kapp option; did you mean '--" + *meant + "'?";
}

}  // namespace pkgrepo::kube
