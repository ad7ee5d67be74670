#include "vendir/describe_source.h"

#include <nlohmann/json.hpp>

#include "yaml/json_yaml.h"

namespace pkgrepo::vendir {
namespace {

std::string DescribeSelection(const std::string& key, const Selection& selection) {
  nlohmann::json json = nlohmann::json::object();
  if (selection.semver) {
    json["semver"] = nlohmann::json::object();
    if (!selection.semver->constraints.empty()) json["semver"]["constraints"] = selection.semver->constraints;
    if (selection.semver->prereleases) {
      json["semver"]["prereleases"] = nlohmann::json::object();
      if (!selection.semver->prereleases->identifiers.empty()) {
        json["semver"]["prereleases"]["identifiers"] = selection.semver->prereleases->identifiers;
      }
    }
  }
  return key + "=" + yaml::PrintCompactJson(json);
}

std::string OrUnknown(const std::string& text) { return text.empty() ? "?" : text; }

std::string DescribeGit(const GitSource& git) {
  std::string ref = OrUnknown(git.ref);
  if (git.ref_selection) ref = DescribeSelection("ref", *git.ref_selection);
  return "git from " + OrUnknown(git.url) + "@" + ref;
}

std::string DescribeImage(const std::string& url, const std::optional<Selection>& selection) {
  return OrUnknown(url) + (selection ? ":" + DescribeSelection("tag", *selection) : "");
}

std::string DescribeRelease(const GithubReleaseSource& release) {
  if (!release.url.empty()) return release.url;
  if (!release.tag.empty()) return release.slug + "@" + release.tag;
  if (release.latest) return release.slug + "@latest";
  return release.tag_selection ? release.slug + "@" + DescribeSelection("tag", *release.tag_selection) : "";
}

std::string DescribeChart(const HelmChartSource& chart) {
  std::string repository = chart.repository ? OrUnknown(chart.repository->url) + "@" : "";
  return repository + chart.name + ":" + (chart.version.empty() ? "latest" : chart.version);
}

}  // namespace

std::string DescribeSource(const Contents& contents) {
  if (contents.git) return DescribeGit(*contents.git);
  if (contents.hg) return "hg from " + contents.hg->url + "@" + OrUnknown(contents.hg->ref);
  if (contents.http) return "http from " + OrUnknown(contents.http->url);
  if (contents.image)
    return "image from " + DescribeImage(contents.image->url, contents.image->tag_selection);
  if (contents.imgpkg_bundle) {
    return "imgpkgBundle from " +
           DescribeImage(contents.imgpkg_bundle->image, contents.imgpkg_bundle->tag_selection);
  }
  if (contents.github_release) return "github release " + DescribeRelease(*contents.github_release);
  if (contents.helm_chart) return "helm chart from " + DescribeChart(*contents.helm_chart);
  if (contents.directory) return "directory";
  return contents.inline_source ? "inline" : "manual";
}

}  // namespace pkgrepo::vendir
