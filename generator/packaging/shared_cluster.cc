#include "packaging/shared_cluster.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/strings.h"
#include "packaging/config_node.h"
#include "packaging/package_resource.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

constexpr const char* kRevision = "packaging.carvel.dev/revision";
// What kapp-controller and kapp add themselves.
const std::set<std::string> kOwnAnnotations = {"kapp.k14s.io/disable-original", "kapp.k14s.io/disable-wait",
                                               "packaging.carvel.dev/package-repository-ref", "kapp.k14s.io/identity",
                                               "kapp.k14s.io/create-strategy"};
const std::set<std::string> kOwnLabels = {"kapp.k14s.io/app", "kapp.k14s.io/association"};
// So many further conflicts are shown.
constexpr size_t kMaxShown = 5;

// A whole number of any length.
struct Number {
  bool is_negative = false;
  std::string digits;  // none for 0
};

std::optional<Number> ParseNumber(std::string_view text) {
  Number number;
  if (text.starts_with('-') || text.starts_with('+')) {
    number.is_negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  const size_t first = text.find_first_not_of('0');
  if (first != std::string_view::npos) number.digits = text.substr(first);
  number.is_negative = number.is_negative && !number.digits.empty();
  return number;
}

int Compare(const Number& a, const Number& b) {
  if (a.is_negative != b.is_negative) return a.is_negative ? -1 : 1;
  const int sign = a.is_negative ? -1 : 1;
  if (a.digits.size() != b.digits.size()) return a.digits.size() < b.digits.size() ? -sign : sign;
  return sign * a.digits.compare(b.digits);
}

// The part `key` of a resource's metadata, less what the cluster adds.
json MetadataPart(const json& resource, const char* key, const std::set<std::string>& left_out) {
  json part = json::object();
  const json metadata = resource.value("metadata", json::object());
  if (!metadata.is_object() || !metadata.contains(key) || !metadata[key].is_object()) return part;
  for (const auto& [name, value] : metadata[key].items()) {
    if (!left_out.contains(name)) part[name] = value;
  }
  return part;
}

// nullopt if it is written in another way than kapp-controller reads it.
std::optional<std::vector<Number>> RevisionOf(const json& resource) {
  const json annotations = MetadataPart(resource, "annotations", {});
  if (!annotations.contains(kRevision)) return {{{.is_negative = true, .digits = "1"}}};
  if (!annotations[kRevision].is_string()) return std::nullopt;
  std::vector<Number> revision;
  const std::string text = annotations[kRevision];
  for (std::string_view part : Split(text, '.')) {
    std::optional<Number> number = ParseNumber(part);
    if (!number) return std::nullopt;
    revision.push_back(*std::move(number));
  }
  return revision;
}

bool AreEqual(const std::vector<Number>& a, const std::vector<Number>& b) {
  return std::ranges::equal(a, b, [](const Number& x, const Number& y) { return Compare(x, y) == 0; });
}

// As kapp-controller's types print a resource again: without what is empty.
json WithoutEmpty(const json& value) {
  if (value.is_array()) {
    json items = json::array();
    for (const json& item : value) items.push_back(WithoutEmpty(item));
    return items;
  }
  if (!value.is_object()) return value;
  json kept = json::object();
  for (const auto& [key, field] : value.items()) {
    const bool is_empty = field.is_null() || field == false || field == "" || (field.is_array() && field.empty());
    if (key == "openAPIv3") {
      kept[key] = field;  // which it keeps as it is written
    } else if (!is_empty) {
      kept[key] = WithoutEmpty(field);
    }
  }
  return kept;
}

// The images that a Package fetches.
std::string ImagesOf(const json& package) {
  std::vector<std::string> images;
  const json fetch = package.value(json::json_pointer("/spec/template/spec/fetch"), json::array());
  for (const json& source : fetch) {
    const json::json_pointer image("/imgpkgBundle/image");
    if (source.is_object() && source.contains(image) && source[image].is_string()) images.push_back(source[image]);
  }
  return Join(images, ", ");
}

struct Resource {
  std::string file;
  json value;
};

// By kind and name. Of documents that are equal, the first.
using Resources = std::map<std::pair<std::string, std::string>, Resource>;

void AddResources(const std::string& file, const std::string& text, Resources& resources) {
  for (const std::string& document : yaml::SplitYamlDocuments(text)) {
    json value = yaml::ParseYamlAsJson(document, file);
    if (!value.is_object()) continue;
    const auto names = std::pair(value.value("kind", ""), value.value(json::json_pointer("/metadata/name"), ""));
    resources.try_emplace(names, Resource{.file = file, .value = std::move(value)});
  }
}

// Where the field of a resource stands in its file.
Position Find(const Resource& resource, const std::pair<std::string, std::string>& names,
              const std::vector<std::string>& field, FileSystem& files) {
  for (const ConfigNode& node : ConfigNode::ParseAll(resource.file, files.ReadFile(resource.file))) {
    if (node.IsMap() && node.TextOr("kind", "") == names.first &&
        node.Require("metadata").TextOr("name", "") == names.second) {
      return node.PositionOf(field);
    }
  }
  return {.file = resource.file};
}

// What is in the repository bundles of two stages under the same names, and differs in its text. Both have been built, and
// their records, which are inputs, have digests of all of it.
std::pair<Resources, Resources> ReadBoth(const std::string& one, const std::string& other, const BuildTree& tree,
                                         FileSystem& files) {
  const auto folder = [&](const std::string& stage) {
    return JoinPath(tree.Stage(stage), std::string(kStageBundle) + "/packages");
  };
  std::map<std::string, std::string> texts;
  std::pair<Resources, Resources> both;
  for (const FileSystem::Entry& entry : files.Walk(folder(one))) {
    if (entry.info.is_file()) texts[entry.path] = files.ReadFile(JoinPath(folder(one), entry.path));
  }
  for (const FileSystem::Entry& entry : files.Walk(folder(other))) {
    if (!entry.info.is_file()) continue;
    const std::string path = JoinPath(folder(other), entry.path);
    const std::string text = files.ReadFile(path);
    const auto same = texts.find(entry.path);
    if (same != texts.end() && same->second == text) {
      texts.erase(same);
    } else {
      AddResources(path, text, both.second);
    }
  }
  if (both.second.empty()) return both;
  for (const auto& [path, text] : texts) AddResources(JoinPath(folder(one), path), text, both.first);
  return both;
}

std::string NameOf(const std::string& declared, const RepositoryFile& file, const StageRecord& stage) {
  if (!file.name.empty()) return file.name;
  return stage.repository_name.empty() ? declared : stage.repository_name;
}

Error ConflictError(const Neighbour& neighbour, const std::string& what) {
  Error error("in cluster '" + neighbour.cluster + "' this repository and " + neighbour.position.ToString() + " " + what);
  return error.At(neighbour.own_position);
}

void CheckNeighbour(const RepositoryFile& file, const Neighbour& neighbour, const BuildTree& tree, StepInputs& inputs) {
  const auto [own, others] = ReadBoth(file.stage, neighbour.file.stage, tree, inputs.files());
  std::optional<Error> error;
  size_t count = 0;
  for (const auto& [names, resource] : own) {
    const auto other = others.find(names);
    if (other == others.end()) continue;
    std::vector<std::string> field;
    std::string reason = ConflictBetween(resource.value, other->second.value, field);
    if (reason.empty()) continue;
    const std::string what = names.first + "/" + names.second;
    if (++count > 1) {
      if (count <= kMaxShown + 1) error->Note(what + ": " + reason);
      continue;
    }
    const std::string images = ImagesOf(resource.value);
    const std::string other_images = ImagesOf(other->second.value);
    if (images != other_images) reason = "two images for one version, " + images + " and " + other_images;
    error = ConflictError(neighbour, "have different content for " + what + ": " + reason);
    for (const Resource* one : {&resource, &other->second}) {
      error->Note(Find(*one, names, field, inputs.files()).ToString() + ": one of them");
    }
  }
  if (!error) return;
  if (count > kMaxShown + 1) error->Note("and " + std::to_string(count - kMaxShown - 1) + " more");
  throw error->Hint(std::string("kapp-controller refuses the repository that comes second: make a new version of what changed, "
                                "raise the annotation ") +
                    kRevision + " of the one that is to win, or give the repositories different namespaces");
}

}  // namespace

std::vector<Neighbour> FindNeighbours(const std::string& name, const RepositoryFile& file, const BuildTree& tree,
                                      StepInputs& inputs) {
  std::vector<Neighbour> neighbours;
  if (file.clusters.empty()) return neighbours;
  for (const DeclaredFile& declared : ParseDeclaredFiles(inputs.Read(tree.RepositoryList()))) {
    if (declared.name == name) continue;
    RepositoryFile other;
    try {
      other = ParseRepositoryFile(declared.file, inputs.Read(declared.file));
    } catch (const Error&) {
      continue;
    }
    const bool may_meet =
        file.name_space.empty() || other.name_space.empty() || file.name_space == other.name_space;
    if (!may_meet) continue;
    for (const RepositoryFile::Cluster& cluster : file.clusters) {
      const auto shared = std::ranges::find(other.clusters, cluster.name, &RepositoryFile::Cluster::name);
      if (shared == other.clusters.end()) continue;
      neighbours.push_back({.name = declared.name,
                            .file = other,
                            .cluster = cluster.name,
                            .position = shared->position,
                            .own_position = cluster.position});
      break;
    }
  }
  return neighbours;
}

std::string ConflictBetween(const json& one, const json& other, std::vector<std::string>& field) {
  const json spec = WithoutEmpty(one.value("spec", json::object()));
  const json other_spec = WithoutEmpty(other.value("spec", json::object()));
  if (spec != other_spec) {
    json keys = spec;
    if (other_spec.is_object()) keys.update(other_spec);
    for (const auto& [key, value] : keys.items()) {
      if (spec.contains(key) && other_spec.contains(key) && spec[key] == other_spec[key]) continue;
      field = {"spec", key};
      break;
    }
  } else if (MetadataPart(one, "labels", kOwnLabels) != MetadataPart(other, "labels", kOwnLabels)) {
    field = {"metadata", "labels"};
  } else if (MetadataPart(one, "annotations", kOwnAnnotations) != MetadataPart(other, "annotations", kOwnAnnotations)) {
    field = {"metadata", "annotations"};
  } else {
    return "";
  }
  const std::optional<std::vector<Number>> revision = RevisionOf(one);
  const std::optional<std::vector<Number>> other_revision = RevisionOf(other);
  if (!revision || !other_revision) {
    return std::string("the annotation ") + kRevision + " is not numbers with dots between them";
  }
  return AreEqual(*revision, *other_revision) ? Join(field, ".") + " differs" : "";
}

void CheckSharedClusters(const std::string& name, const RepositoryFile& file, const StageRecord& stage,
                         const BuildTree& tree, StepInputs& inputs) {
  for (const Neighbour& neighbour : FindNeighbours(name, file, tree, inputs)) {
    const std::string path = tree.StageRecordOf(neighbour.file.stage);
    inputs.LeaveToNinja(path);
    if (!inputs.IsFile(path)) continue;  // no stage of this project, as its own step says
    const StageRecord other = StageRecord::Parse(path, inputs.Read(path));
    const std::string own_name = NameOf(name, file, stage);
    if (own_name == NameOf(neighbour.name, neighbour.file, other) && file.name_space == neighbour.file.name_space) {
      throw ConflictError(neighbour, "are both the PackageRepository '" + own_name + "'")
          .Hint("give one of them another name, or another namespace");
    }
    if (other.bundle.manifest.digest != stage.bundle.manifest.digest) {
      CheckNeighbour(file, neighbour, tree, inputs);
    }
  }
}

}  // namespace pkgrepo::packaging
