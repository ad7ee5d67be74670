// The documents that a sync is given: one Config, and the Secrets and ConfigMaps that it refers to.
//
//   Resources resources = ReadResources(files, {"vendir.yml"}, std::cin);
//   Secret credentials = resources.GetSecret("creds");

#ifndef PKGREPO_VENDIR_RESOURCES_H_
#define PKGREPO_VENDIR_RESOURCES_H_

#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "vendir/config.h"

namespace pkgrepo::vendir {

struct Secret {
  std::string name;
  std::map<std::string, std::string> data;  // decoded

  bool operator==(const Secret&) const = default;
};

struct ConfigMap {
  std::string name;
  std::map<std::string, std::string> data;
};

struct Resources {
  // Validated, with clean paths.
  Config config;
  std::vector<Secret> secrets;
  std::vector<ConfigMap> config_maps;

  // Throw Error with upstream's words unless there is exactly one of that name.
  const Secret& GetSecret(const std::string& name) const;
  const ConfigMap& GetConfigMap(const std::string& name) const;
};

// Reads the documents of all files in order; "-" is `in`. Throws Error with upstream's words.
Resources ReadResources(const FileSystem& files, const std::vector<std::string>& paths, std::istream& in);

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_RESOURCES_H_
