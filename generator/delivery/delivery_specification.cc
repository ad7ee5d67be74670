#include "delivery/delivery_specification.h"

#include <optional>
#include <utility>

#include "base/file_system.h"
#include "go/regexp.h"
#include "go/semver.h"
#include "oci/reference.h"
#include "packaging/specification.h"

namespace pkgrepo::delivery {
namespace {

constexpr std::string_view kSemver = "semver ";

void TakeWord(const packaging::SpecifiedWord& word, DeliverySpecification& result) {
  const std::string& value = word.value;
  if (word.keyword == "NAME") {
    result.name = value;
  } else if (word.keyword == "REPOSITORY") {
    result.repository = oci::Repository::Parse(value).ToString();
  } else if (word.keyword == "LOCK") {
    result.lock = value;
  } else if (word.keyword == "POLICY") {
    if (value == "newest") return;
    if (!value.starts_with(kSemver)) throw Error("POLICY takes semver <range> or newest, not '" + value + "'");
    result.constraints = value.substr(kSemver.size());
    go::VersionRange::Parse(result.constraints);
  } else if (word.keyword == "TAGS") {
    go::CompileRegexp(value);
    result.tags = value;
  } else if (word.keyword == "PRERELEASES") {
    result.has_prereleases = true;
  } else if (word.keyword == "VALUES") {
    result.values.push_back(value);
  } else if (word.keyword == "NAMESPACE") {
    result.name_space = value;
  } else if (word.keyword == "SERVICE_ACCOUNT") {
    result.service_account = value;
  } else if (word.keyword == "RIGHTS") {
    const std::optional<packaging::InstallRights::Extent> extent = packaging::ParseRightsExtent(value);
    if (!extent || *extent == packaging::InstallRights::Extent::kNeeded) {
      throw Error("RIGHTS takes cluster-admin or none, not '" + value + "'");
    }
    result.rights.extent = *extent;
  } else {
    packaging::RefuseWord(word, "a delivery");
  }
}

}  // namespace

std::string DeliverySpecification::Policy() const {
  std::string text = constraints.empty() ? "newest" : std::string(kSemver) + constraints;
  if (!tags.empty()) text += ", tags " + tags;
  if (has_prereleases) text += ", pre-releases";
  return text;
}

DeliverySpecification DeliverySpecification::Parse(const std::string& file, std::string_view text) {
  DeliverySpecification result{.file = file, .call = {}, .name = {}, .repository = {}, .lock = {}};
  packaging::Specification specification = packaging::ParseSpecification(file, text);
  result.call = std::move(specification.call);
  for (const packaging::SpecifiedWord& word : specification.words) {
    try {
      TakeWord(word, result);
    } catch (Error& error) {
      throw std::move(error.At(word.position).Note("of " + result.call));
    }
  }
  const std::pair<const char*, const std::string*> required[] = {
      {"NAME", &result.name}, {"REPOSITORY", &result.repository}, {"LOCK", &result.lock}};
  for (const auto& [keyword, value] : required) {
    if (value->empty()) throw Error(std::string(keyword) + " is missing").At({.file = file});
  }
  return result;
}

std::string SpecificationOf(const std::string& environment, const std::string& file) {
  return JoinPath(DirName(file), environment + ".specification");
}

}  // namespace pkgrepo::delivery
