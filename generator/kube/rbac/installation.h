// How a package is installed, as far as the rights of its ServiceAccount depend on it.

#ifndef PKGREPO_KUBE_RBAC_INSTALLATION_H_
#define PKGREPO_KUBE_RBAC_INSTALLATION_H_

#include <map>
#include <set>
#include <string>

namespace pkgrepo::kube {

struct Installation {
  // Of the PackageInstall, and of the App that kapp-controller makes of it.
  std::string name;
  std::string name_space = "default";
  // "" is NAME-NAMESPACE-sa, as kctrl calls it.
  std::string service_account = {};
  // spec.defaultNamespace of the PackageInstall: where objects go that name none. "" is its own.
  std::string default_namespace = {};
  // deploy.kapp.intoNs of the Package: the namespace of all objects; "" if that is theirs.
  std::string into_namespace = {};
  // deploy.kapp.mapNs: the namespaces that take the place of others; empty if each stays.
  std::map<std::string, std::string> mapped_namespaces = {};
  // Namespaces that are there ahead of the installation, although the package has them as well.
  std::set<std::string> existing_namespaces = {};
  // An API server lets only those make a role who hold all that it grants, or may escalate; and only those bind one who
  // hold it, or may bind it (kube/rbac/role_needs.h).
  enum class Roles {
    kHold,  // hold what the package's roles grant
    kEscalate,  // may escalate: any role of the kind, since an API server does not know the name of one that is new
  };
  Roles roles = Roles::kHold;

  std::string ServiceAccount() const {
    return service_account.empty() ? name + "-" + name_space + "-sa" : service_account;
  }
};

}  // namespace pkgrepo::kube

#endif  // PKGREPO_KUBE_RBAC_INSTALLATION_H_
