#include "packaging/rendered_cases.h"

#include <set>

#include "base/digest.h"
#include "base/error.h"
#include "base/json_print.h"
#include "kbld/resource.h"
#include "packaging/build_tree.h"
#include "packaging/records.h"
#include "packaging/vendored_bundle.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {

using nlohmann::json;

void WriteRenderedCases(const std::vector<RenderedCase>& cases, const std::string& output,
                        FileSystem& files) {
  const std::string directory = JoinPath(output, kRenderedDirectory);
  files.MakeDirectories(directory);
  std::set<std::string> wanted;
  json record = json::array();
  json origins = json::object();
  for (const RenderedCase& rendered : cases) {
    wanted.insert(rendered.FileName());
    record.push_back(
        {{"name", rendered.name}, {"refused", rendered.refused}, {"sha256", Sha256Hex(rendered.text)}});
    origins[rendered.name] = rendered.origins;
    files.WriteFileIfChanged(JoinPath(directory, rendered.FileName()), rendered.text);
  }
  for (const std::string& name : files.ListDirectory(directory)) {
    if (!wanted.contains(name)) files.RemoveAll(JoinPath(directory, name));
  }
  // An origin is for a message: a name that is not UTF-8 may lose a byte.
  files.WriteFileIfChanged(JoinPath(output, kOriginsFile),
                           origins.dump(-1, ' ', false, json::error_handler_t::replace) + "\n");
  files.WriteFileIfChanged(JoinPath(output, kRenderedRecord), PrintJsonText(record, 2) + "\n");
}

std::vector<RenderedCase> ReadRenderedCases(const std::string& output, StepInputs& inputs) {
  const std::string record_path = JoinPath(output, kRenderedRecord);
  if (!inputs.IsFile(record_path))
    throw Error("nothing is rendered in " + output).Hint("build the package first");
  std::vector<RenderedCase> cases;
  ReadRecord(record_path, inputs.Read(record_path), [&](const json& record) {
    for (const json& entry : record) {
      RenderedCase rendered{.name = entry.at("name"), .refused = entry.at("refused"), .text = {}};
      rendered.text = inputs.Read(JoinPath(JoinPath(output, kRenderedDirectory), rendered.FileName()));
      cases.push_back(std::move(rendered));
    }
  });
  return cases;
}

std::vector<std::string> ReadOrigins(const std::string& case_name, const std::string& output,
                                     StepInputs& inputs) {
  const std::string path = JoinPath(output, kOriginsFile);
  std::vector<std::string> origins;
  if (!inputs.IsFile(path)) return origins;
  ReadRecord(path, inputs.Read(path), [&](const json& record) {
    if (record.contains(case_name)) origins = record.at(case_name).get<std::vector<std::string>>();
  });
  return origins;
}

Resources ParseManifests(const RenderedCase& rendered) {
  return kbld::ParseResources(rendered.text, "file '" + rendered.FileName() + "'");
}

std::vector<std::string> ObjectOrigins(const RenderedCase& rendered) {
  std::vector<std::string> origins;
  if (rendered.origins.empty()) return origins;
  const std::vector<std::string> documents = yaml::SplitYamlDocuments(rendered.text);
  if (documents.size() != rendered.origins.size()) return origins;
  for (size_t i = 0; i < documents.size(); ++i) {
    // A list stands for its items, an empty document for nothing.
    origins.resize(origins.size() + kbld::ParseResources(documents[i], "document").size(),
                   rendered.origins[i]);
  }
  return origins;
}

}  // namespace pkgrepo::packaging
