#include "artifact/chart_specification.h"

#include <map>

#include "packaging/specification.h"

namespace pkgrepo::artifact {

ChartSpecification ChartSpecification::Parse(const std::string& file, std::string_view text) {
  ChartSpecification result;
  result.file = file;
  const std::map<std::string_view, std::string*> texts = {
      {"NAME", &result.name},
      {"REPOSITORY", &result.repository},
      {"VERSION", &result.version},
      {"APP_VERSION", &result.app_version},
      {"DESCRIPTION", &result.description},
      {"SOURCE", &result.source},
  };
  const packaging::Specification specification = packaging::ParseSpecification(file, text);
  result.call = specification.call;
  for (const packaging::SpecifiedWord& line : specification.words) {
    const auto refuse = [&](const std::string& message) { throw Error(message).At(line.position); };
    if (const auto found = texts.find(line.keyword); found != texts.end()) {
      if (!found->second->empty()) refuse(line.keyword + " is given twice");
      *found->second = line.value;
    } else if (line.keyword == "MANIFEST") {
      result.manifests.push_back({line.value, line.position});
    } else if (line.keyword == "DEPENDENCY") {
      result.dependencies.push_back({line.value, line.position});
    } else if (line.keyword == "VALUES") {
      result.values.push_back({line.value, line.position});
    } else if (line.keyword == "IMAGE") {
      result.images.push_back({line.value, "", line.position});
    } else if (line.keyword == "AT") {
      if (result.images.empty()) refuse("a place has no image");
      result.images.back().place = line.value;
    } else {
      packaging::RefuseWord(line, "a chart");
    }
  }
  for (const char* keyword : {"NAME", "REPOSITORY"}) {
    if (texts.at(keyword)->empty()) throw Error(std::string(keyword) + " is missing").At({.file = file});
  }
  if (result.source.empty() && result.manifests.empty()) {
    throw Error("a chart is made of SOURCE, MANIFEST or both").At({.file = file});
  }
  if (result.source.empty() && result.version.empty()) throw Error("VERSION is missing").At({.file = file});
  return result;
}

}  // namespace pkgrepo::artifact
