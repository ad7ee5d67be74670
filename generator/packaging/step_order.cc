#include "packaging/step_order.h"

#include <set>

#include "base/error.h"
#include "base/strings.h"
#include "packaging/repository_file.h"
#include "packaging/shared_cluster.h"
#include "packaging/stage_plan.h"
#include "packaging/version_index.h"

namespace pkgrepo::packaging {
namespace {

// With nothing in it if it cannot be read.
RepositoryFile ReadRepositoryFile(const std::string& file, StepInputs& inputs) {
  try {
    return ParseRepositoryFile(file, inputs.Read(file));
  } catch (const Error&) {
    return {};
  }
}

std::vector<StagedVersion> VersionsOf(const std::string& stage, const std::string& file, const BuildTree& tree,
                                      StepInputs& inputs) {
  try {
    return PlanStage(stage, file, tree, inputs).packages;
  } catch (const Error&) {
    return {};
  }
}

// What the rights of installs follow from: the manifests of all versions of their packages in the stage, which has them
// ready, and of those that were installed before.
void AddManifests(const RepositoryFile& declared, const BuildTree& tree, StepInputs& inputs, StepOrder& order) {
  if (declared.installs.empty()) return;
  const PackageList packages = ParsePackageList(tree.PackageList(), inputs.Read(tree.PackageList()));
  const PackageList foreign =
      ParsePackageList(tree.ForeignList(), inputs.ReadIfPresent(tree.ForeignList()).value_or(""));
  std::set<std::string> manifests;
  const auto add = [&](const std::string& name, const std::string& version) {
    const PackageVersion* found = FindVersion(packages, name, version);
    if (found == nullptr || FindVersion(foreign, name, found->folder) != nullptr) return;
    manifests.insert(JoinPath(tree.Package(name, found->folder), kRenderedRecord));
  };
  std::vector<StagedVersion> staged;
  for (const DeclaredFile& stage : ParseDeclaredFiles(inputs.Read(tree.StageList()))) {
    if (stage.name == declared.stage) staged = VersionsOf(stage.name, stage.file, tree, inputs);
  }
  for (const InstallDeclaration& install : declared.installs) {
    for (const StagedVersion& entry : staged) {
      if (entry.name == install.package) add(entry.name, entry.version);
    }
    for (const std::string& version : install.rights.from) add(install.package, version);
  }
  order.inputs.insert(order.inputs.end(), manifests.begin(), manifests.end());
}

}  // namespace

std::string StepOrder::ToDyndep() const {
  std::string text = "ninja_dyndep_version = 1\nbuild " + output + ": dyndep";
  for (size_t i = 0; i < inputs.size(); ++i) text += (i == 0 ? " | " : " ") + inputs[i];
  return text + "\n";
}

std::vector<std::string> ParseDyndepInputs(std::string_view text) {
  std::vector<std::string> inputs;
  const size_t bar = text.find(" | ");
  if (bar == std::string_view::npos) return inputs;
  constexpr size_t kBar = 3;
  for (std::string_view input : Split(Trim(text.substr(bar + kBar)), ' ')) inputs.emplace_back(input);
  return inputs;
}

StepOrder OrderOfStage(const std::string& stage, const std::string& file, const BuildTree& tree, StepInputs& inputs) {
  StepOrder order{.output = tree.StageRecordOf(stage)};
  const PackageList packages = ParsePackageList(tree.PackageList(), inputs.Read(tree.PackageList()));
  const VersionIndex index(packages);
  for (const StagedVersion& entry : VersionsOf(stage, file, tree, inputs)) {
    const PackageVersion* version = index.Find(entry.name, entry.version);
    if (version == nullptr) continue;
    const std::string folder = tree.Package(entry.name, version->folder);
    for (std::string_view output : {kPackageFile, kMetadataFile}) order.inputs.push_back(JoinPath(folder, output));
  }
  return order;
}

StepOrder OrderOfRepository(const std::string& repository, const std::string& file, const BuildTree& tree,
                            StepInputs& inputs) {
  StepOrder order{.output = tree.Repository(repository)};
  const std::vector<std::string> stages = NamesOf(ParseDeclaredFiles(inputs.Read(tree.StageList())));
  const RepositoryFile declared = ReadRepositoryFile(file, inputs);
  std::set<std::string> waited_for = {declared.stage};
  for (const Neighbour& neighbour : FindNeighbours(repository, declared, tree, inputs)) {
    waited_for.insert(neighbour.file.stage);
  }
  for (const std::string& stage : stages) {
    if (waited_for.contains(stage)) order.inputs.push_back(tree.StageRecordOf(stage));
  }
  AddManifests(declared, tree, inputs, order);
  return order;
}

StepOrder OrderOfPush(const std::string& stage, const BuildTree& tree, StepInputs& inputs) {
  StepOrder order{.output = tree.StagePush(stage)};
  for (const DeclaredFile& repository : ParseDeclaredFiles(inputs.Read(tree.RepositoryList()))) {
    if (ReadRepositoryFile(repository.file, inputs).stage == stage) order.inputs.push_back(tree.Repository(repository.name));
  }
  return order;
}

std::vector<std::string> InputsOfOrder(std::string_view dyndep) {
  constexpr std::string_view kMark = ": dyndep | ";
  std::vector<std::string> inputs;
  const size_t mark = dyndep.find(kMark);
  if (mark == std::string_view::npos) return inputs;
  for (std::string_view input : Split(Trim(dyndep.substr(mark + kMark.size())), ' ')) inputs.emplace_back(input);
  return inputs;
}

}  // namespace pkgrepo::packaging
