#include "packaging/new_stage.h"

#include "base/error.h"
#include "kube/names.h"
#include "packaging/named_version.h"
#include "packaging/repository_file.h"
#include "packaging/stage_file.h"

namespace pkgrepo::packaging {
namespace {

constexpr const char* kShortHead = R"(# The stage {name}: which package versions its repository bundle holds.
#
# Where the bundle will live, if the build does not say so, and its tag:
# image: registry.example.com/acme/{name}
# tag: latest
packages:
)";

constexpr const char* kLongHead = R"(#@data/values
---
#! The stage {name}: which package versions its repository bundle holds.
package_repository:
  #! The name of the PackageRepository; a repository file may say another.
  #! example: {name}.example.com
  name:

  #! Where the repository bundle will live; the build computes its digest.
  #! example: registry.example.com/acme/{name}:v1
  imageBundle:

  #! For archives at a URL, which a stage is not: stays empty.
  url:

  packages:
)";

constexpr const char* kLongPackage =
    R"(    #! The package's name, and its domain, which the build knows of packages that are its own.
    #! example: foo, example.com
  - name:{name}
    domain:{domain}

    #! example: 0.0.1
    version:{version}

    #! Only of packages that were published elsewhere: the bundle, by digest.
    #! example: registry.example.com/foo/foo@sha256:abababababababababababababababababababababababababababababababab
    image:

    #! What catalogues show, if the package has no metadata.yaml.
    description:
)";

constexpr const char* kRepositoryForm = R"(# The PackageRepository {name}: what a cluster subscribes to.
stage: {stage}
name: {full_name}
{namespace}# How often a cluster looks for what is new.
# syncPeriod: 10m
# The Secret with the login at the registry, in the same namespace:
# secretRef: {name: registry-login}
)";

NamedVersion ParsePackage(const std::string& text) {
  if (const std::optional<NamedVersion> named = ParseNamedVersion(text)) return *named;
  throw Error("'" + text + "' is not a package of a stage").Hint("write NAME@VERSION, such as contour@1.22.3");
}

void CheckFileName(const char* what, const std::string& name) {
  if (const kube::NameFault fault = kube::DnsSubdomainFault(name)) {
    throw Error(std::string(what) + " '" + name + "' " + *fault);
  }
}

std::string AfterKey(const std::string& value) { return value.empty() ? "" : " " + value; }

}  // namespace

NewFiles MakeNewStage(const NewStageOptions& options) {
  CheckFileName("stage", options.name);
  std::vector<NamedVersion> packages;
  for (const std::string& text : options.packages) packages.push_back(ParsePackage(text));
  std::string text = FillTemplate(options.is_long ? kLongHead : kShortHead, {{"name", options.name}});
  if (packages.empty()) packages.push_back({});
  for (const NamedVersion& package : packages) {
    if (options.is_long) {
      text += FillTemplate(kLongPackage, {{"name", AfterKey(package.name)},
                                          {"domain", package.name.empty() ? "" : AfterKey(options.domain)},
                                          {"version", AfterKey(package.version)}});
    } else {
      text += "- name:" + AfterKey(package.name) + "\n  version:" + AfterKey(package.version) + "\n";
    }
  }
  const std::string path = JoinPath(options.folder, options.name + ".yaml");
  if (!options.packages.empty()) ParseStageFile(path, text);
  NewFiles files;
  files.Add(path, text);
  return files;
}

NewFiles MakeNewRepository(const NewRepositoryOptions& options) {
  CheckFileName("repository", options.name);
  const std::string full_name = options.full_name.empty() ? options.name : options.full_name;
  const std::string text = FillTemplate(
      kRepositoryForm,
      {{"namespace", options.name_space.empty() ? "" : "namespace: " + options.name_space + "\n"},
       {"name", options.name},
       {"stage", options.stage},
       {"full_name", full_name}});
  const std::string path = JoinPath(options.folder, options.name + ".yaml");
  ParseRepositoryFile(path, text);
  NewFiles files;
  files.Add(path, text);
  return files;
}

}  // namespace pkgrepo::packaging
