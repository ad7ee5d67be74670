#include "references/verification.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/ascii.h"
#include "base/strings.h"
#include "go/semver.h"
#include "packaging/records.h"
#include "references/artifact_index.h"

namespace pkgrepo::references {
namespace {

constexpr size_t kShortCommit = 7;
constexpr size_t kCommitSize = 40;
constexpr std::string_view kMovingNames[] = {"latest", "main",  "master", "HEAD",    "develop",
                                             "dev",    "trunk", "edge",   "nightly", "head"};

bool Moves(const std::string& version) {
  return std::ranges::find(kMovingNames, version) != std::end(kMovingNames);
}

bool IsCommit(const std::string& text) {
  return text.size() >= kShortCommit && text.size() <= kCommitSize &&
         std::ranges::all_of(text, [](char c) { return IsHexDigit(static_cast<unsigned char>(c)); });
}

// Whether a tag of git, v1.0 or 1.0, is that of a version.
bool IsTagOf(const std::string& tag, const std::string& version) {
  return tag == version || tag == "v" + version;
}

std::string Short(const std::string& commit) { return commit.substr(0, kShortCommit); }

// "ghcr.io/acme/app:1.0", "chart oci://ghcr.io/acme/chart 1.0".
std::string Shown(const TextReference& reference) {
  const bool has_version =
      reference.version.empty() || reference.text.find(reference.version) != std::string::npos;
  if (has_version && reference.text != reference.version) return reference.text;
  if (reference.text == reference.version) return reference.repository + " " + reference.version;
  return reference.text + " " + reference.version;
}

std::string ShownAs(const Published& published) { return published.shown + ":" + published.tag; }

class Verifier {
 public:
  Verifier(const Project& project, const VerificationSources& sources, const FileSystem& disk)
      : project_(project),
        policy_(project.policy),
        sources_(sources),
        disk_(disk),
        projects_{project},
        index_(projects_) {
    if (policy_.version_from_git && sources_.git) tags_here_ = sources_.git->TagsHere();
  }

  Verification Run() {
    if (policy_.version_from_git && !sources_.git) {
      Report({.file = project_.source}, "PACKAGE_REPO_VERSION_FROM is git, but git knows no commit here",
             "commit what there is");
    }
    for (const MadeImage& image : project_.images) CheckImage(image);
    for (const MadeChart& chart : project_.charts) CheckChart(chart);
    for (const FileSet& set : project_.files) CheckAll(set.references);
    CheckPackages();
    if (policy_.wants_one_version) CheckOneVersion();
    if (sources_.find_in_registry) CheckPublished();
    std::ranges::sort(found_, {},
                      [](const Found& found) { return std::tie(found.file, found.line, found.message); });
    Verification result{.faults = {}, .references = references_};
    for (Found& found : found_) result.faults.push_back(std::move(found.error));
    return result;
  }

 private:
  struct Found {
    std::string file;
    int line = 0;
    std::string message;
    Error error;
  };

  void Report(const Position& place, const std::string& message, const std::string& hint) {
    const Position absolute{.file = JoinPath(project_.source, place.file), .line = place.line};
    if (!seen_.insert(absolute.ToString() + ": " + message).second) return;
    found_.push_back({absolute.file, absolute.line, message, Error(message).At(absolute).Hint(hint)});
  }

  bool IsAllowed(const TextReference& reference) const {
    return policy_.Allows(reference.text) || policy_.Allows(reference.repository + ":" + reference.version);
  }

  // What is made and published as `tag` is of the version that is asked for.
  void CheckVersion(const std::string& what, const std::string& version, const Position& place) {
    if (!policy_.version.empty() &&
        packaging::TagOfVersion(policy_.version) != packaging::TagOfVersion(version)) {
      Report(place, what + " has the version " + version + ", but the project publishes " + policy_.version,
             "give it that version, or say by org.opencontainers.image.version whose version it has");
    }
    CheckTagOfGit(what, version, place);
  }

  void CheckTagOfGit(const std::string& what, const std::string& version, const Position& place) {
    if (!policy_.version_from_git || !sources_.git) return;
    const auto is_tag = [&](const std::string& tag) {
      return packaging::TagOfVersion(tag) == version || IsTagOf(tag, version);
    };
    if (!tags_here_.empty()) {
      if (std::ranges::any_of(tags_here_, is_tag)) return;
      return Report(place,
                    what + " has the version " + version +
                        ", but the commit that it is built from has the tag " + Join(tags_here_, ", "),
                    "take the version from the tag, as package_repo_git_version() does");
    }
    for (const auto& [tag, commit] : sources_.git->tags) {
      if (!is_tag(tag)) continue;
      Report(place,
             what + " has the version " + version + ", but " + tag + " is the tag of another commit, " +
                 Short(commit) + ": what is built of " + Short(sources_.git->commit) +
                 " would be published as what that is",
             "give it a version of its own, as package_repo_git_version() does");
    }
  }

  void CheckImage(const MadeImage& image) {
    const std::string what = "image " + ShownAs(image.published);
    if (image.upstream_version.empty()) {
      CheckVersion(what, image.published.tag, image.place);
    } else if (packaging::TagOfVersion(image.upstream_version) != image.published.tag) {
      Report(image.place,
             what + " says by org.opencontainers.image.version that it has " + image.upstream_version,
             "make the tag and the version one");
    }
  }

  void CheckChart(const MadeChart& chart) {
    const std::string what = "chart " + chart.published.shown;
    const bool is_written = !chart.written_version.empty();
    const std::string version = chart.version.empty() ? chart.written_version : chart.version;
    const Position place = is_written ? chart.written_version_place : chart.place;
    if (is_written && chart.written_version != version) {
      Report(place,
             "Chart.yaml has the version " + chart.written_version + ", but " + what + " is published as " +
                 version,
             "write that version, or leave it out: the build sets it");
    } else {
      CheckVersion(what, version, place);
    }
    CheckAppVersion(chart, what, version);
    CheckAll(chart.references);
  }

  void CheckAppVersion(const MadeChart& chart, const std::string& what, const std::string& version) {
    const bool is_written = !chart.written_app_version.empty();
    const std::string app_version = chart.app_version.empty() ? chart.written_app_version : chart.app_version;
    const Position place = is_written ? chart.written_app_version_place : chart.place;
    if (is_written && chart.written_app_version != app_version) {
      return Report(place,
                    "Chart.yaml has the appVersion " + chart.written_app_version + ", but " + what +
                        " is published with " + app_version,
                    "write that version, or leave it out: the build sets it");
    }
    if (policy_.app_version == Policy::AppVersion::kSame && app_version != version) {
      return Report(place,
                    what + " has the version " + version + " and the appVersion " + app_version +
                        ", which are to be the same",
                    "make them the same, or give APP_VERSION of set_reference_policy() another value");
    }
    if (policy_.app_version != Policy::AppVersion::kImage || app_version.empty() || chart.images.empty())
      return;
    std::vector<std::string> images;
    for (const MadeImage& image : project_.images) {
      if (std::ranges::find(chart.images, image.name) == chart.images.end()) continue;
      if (image.published.tag == packaging::TagOfVersion(app_version)) return;
      images.push_back(ShownAs(image.published));
    }
    Report(place, what + " has the appVersion " + app_version + ", but runs " + Join(images, ", "),
           "make the appVersion the tag of an image, or give APP_VERSION of set_reference_policy() another "
           "value");
  }

  // The newest version of each package: earlier ones go on with what they were made of, and so do those that are published.
  void CheckPackages() {
    std::map<std::string, const MadePackage*> newest;
    for (const MadePackage& package : project_.packages) {
      const auto [known, is_new] = newest.try_emplace(package.name, &package);
      if (!is_new && IsNewer(package.version, known->second->version)) known->second = &package;
    }
    for (const auto& [name, package] : newest) {
      if (!package->is_published) CheckLocked(*package);
    }
  }

  static std::optional<go::SemanticVersion> ParseVersion(const std::string& text) {
    try {
      return go::SemanticVersion::ParseTag(text);
    } catch (const Error&) {
      return std::nullopt;
    }
  }

  static bool IsNewer(const std::string& a, const std::string& b) {
    const std::optional<go::SemanticVersion> left = ParseVersion(a);
    const std::optional<go::SemanticVersion> right = ParseVersion(b);
    return left && right && *left > *right;
  }

  // Each has a digest, which is that of the tag that it was locked for.
  void CheckLocked(const MadePackage& package) {
    for (TextReference image : package.images) {
      ++references_;
      if (IsAllowed(image)) continue;
      const bool is_own = !index_.Of(image.repository).empty() || policy_.Owns(image.repository);
      if (!is_own) continue;
      if (!image.version.empty()) image.digest.clear();
      CheckOwn(image);
    }
  }

  void CheckAll(const std::vector<TextReference>& references) {
    for (const TextReference& reference : references) {
      ++references_;
      if (!IsAllowed(reference)) Check(reference);
    }
  }

  void Check(const TextReference& reference) {
    if (reference.kind == ReferenceKind::kUrl) return CheckUrl(reference);
    // Named, not referred to.
    if (reference.is_bare) return;
    if (!index_.Of(reference.repository).empty() || policy_.Owns(reference.repository))
      return CheckOwn(reference);
    CheckForeign(reference);
  }

  void CheckOwn(const TextReference& reference) {
    const Position& place = reference.version_position;
    const std::string what = Shown(reference);
    const std::vector<Artifact>& made = index_.Of(reference.repository);
    if (made.empty()) {
      return Report(place,
                    what + " is of the project's own, but the project makes no " + reference.repository +
                        SuggestionFor(reference.repository),
                    "declare it, or refer to what is made");
    }
    const Artifact& nearest = *index_.Nearest(reference);
    const std::string is = ShownAs(nearest.published) + " (" + nearest.place.ToString() + ")";
    if (!reference.default_of.empty()) {
      Report(place,
             "the version of " + reference.repository + " is a default of " + reference.default_of + ", " +
                 reference.version + ", which each release has to edit",
             "have whoever calls it say " + reference.default_of +
                 ", or derive the file from what the build makes");
    }
    if (reference.digest.empty() && (reference.version.empty() || Moves(reference.version))) {
      return Report(place, what + " is not pinned: it means something else after the next release",
                    "name what the project makes: " + is);
    }
    if (ArtifactIndex::IsMeant(nearest, reference)) return;
    const std::string now = reference.digest.empty() ? is : is + ", " + nearest.published.digest;
    Report(place, what + " is not what the project makes now: that is " + now,
           "name what is made, or, where an earlier release is meant, ALLOW it in set_reference_policy()");
  }

  std::string SuggestionFor(const std::string& repository) const {
    std::vector<std::string> known;
    for (const Artifact& artifact : index_.All()) known.push_back(artifact.published.repository);
    const std::optional<std::string> closest = ClosestMatch(repository, known);
    return closest ? "; did you mean " + *closest + "?" : "";
  }

  void CheckForeign(const TextReference& reference) {
    const Position& place = reference.version_position;
    const std::string what = Shown(reference);
    const bool is_chart = reference.kind == ReferenceKind::kChart;
    if (reference.digest.empty() && reference.version.empty()) {
      return Report(place, what + " has no " + (is_chart ? "version" : "tag") + ", so it means the newest",
                    is_chart ? "give its version: --version, or a tag" : "give a tag or a digest");
    }
    if (reference.digest.empty() && Moves(reference.version)) {
      return Report(place,
                    what + " is not pinned: " + reference.version + " means something else from day to day",
                    "give a version or a digest");
    }
    if (reference.digest.empty() && policy_.wants_digests && !is_chart) {
      return Report(place, what + " has no digest, which set_reference_policy() asks for",
                    "add @sha256:… behind the tag");
    }
    if (!sources_.find_in_registry) return;
    const std::string name =
        reference.repository + (reference.digest.empty() ? ":" + packaging::TagOfVersion(reference.version)
                                                         : "@" + reference.digest);
    if (!FindInRegistry(name, what, place))
      Report(place, what + " is not in its registry", "correct it, or publish it first");
  }

  // Its digest, "" if the registry cannot be asked, which is a fault of its own; nullopt if it is not there.
  std::optional<std::string> FindInRegistry(const std::string& name, const std::string& what,
                                            const Position& place) {
    try {
      return sources_.find_in_registry(name);
    } catch (const Error& error) {
      Report(place, what + " could not be looked for: " + error.message(),
             "see that the registry can be reached, or verify without it");
      return "";
    }
  }

  void CheckUrl(const TextReference& reference) {
    const Position& place = reference.version_position;
    if (Moves(reference.version)) {
      return Report(place, reference.text + " is not pinned: " + reference.version + " moves",
                    "name a tag or a commit");
    }
    if (policy_.source.empty() || policy_.source != reference.repository) return;
    const std::string& path = reference.path;
    if (!path.empty() && (!IsLocalPath(path) || !disk_.StatFollowing(JoinPath(project_.source, path)))) {
      return Report(place, reference.text + " names " + path + ", which is not in the source tree",
                    "name a file that is there");
    }
    if (!policy_.version.empty()) {
      if (IsTagOf(reference.version, policy_.version)) return;
      return Report(
          place,
          reference.text + " is of " + reference.version + ", but the project publishes " + policy_.version,
          "name that version, or, where an earlier release is meant, ALLOW it in set_reference_policy()");
    }
    if (!tags_here_.empty() && std::ranges::find(tags_here_, reference.version) == tags_here_.end()) {
      return Report(
          place,
          reference.text + " is of " + reference.version + ", but the commit has the tag " +
              Join(tags_here_, ", "),
          "name that tag, or, where an earlier release is meant, ALLOW it in set_reference_policy()");
    }
    const bool is_unknown =
        sources_.git && !sources_.git->tags.contains(reference.version) && !IsCommit(reference.version);
    if (is_unknown) {
      Report(place, reference.text + " names " + reference.version + ", which is no tag that git knows",
             "name a tag, or make it");
    }
  }

  // By kind and repository, the first reference with a version.
  void CheckOneVersion() {
    std::map<std::string, const TextReference*> first;
    const auto look = [&](const TextReference& reference) {
      const bool is_own = !index_.Of(reference.repository).empty() || policy_.Owns(reference.repository) ||
                          reference.repository == policy_.source;
      if (is_own || reference.version.empty() || Moves(reference.version) || IsAllowed(reference)) return;
      const auto [known, is_new] =
          first.try_emplace(std::string(NameOf(reference.kind)) + " " + reference.repository, &reference);
      if (is_new || known->second->version == reference.version) return;
      Report(reference.version_position,
             Shown(reference) + " is another version than " + known->second->version + " in " +
                 known->second->version_position.ToString(),
             "use one version of it, as set_reference_policy() asks for");
    };
    for (const FileSet& set : project_.files) std::ranges::for_each(set.references, look);
    for (const MadeChart& chart : project_.charts) std::ranges::for_each(chart.references, look);
  }

  // A tag that is in its registry never moves.
  void CheckPublished() {
    for (const Artifact& artifact : index_.All()) {
      const Published& published = artifact.published;
      if (published.digest.empty() || Moves(published.tag)) continue;
      const std::optional<std::string> there =
          FindInRegistry(published.repository + ":" + published.tag, ShownAs(published), artifact.place);
      if (!there || there->empty() || *there == published.digest) continue;
      Report(artifact.place,
             ShownAs(published) + " is published as " + *there + ", but the build makes " + published.digest +
                 ": a push would move the tag",
             "give what has changed a version of its own");
    }
  }

  const Project& project_;
  const Policy& policy_;
  const VerificationSources& sources_;
  const FileSystem& disk_;
  std::vector<Project> projects_;
  ArtifactIndex index_;
  std::vector<std::string> tags_here_;
  std::set<std::string> seen_;
  std::vector<Found> found_;
  size_t references_ = 0;
};

}  // namespace

Verification Verify(const Project& project, const VerificationSources& sources, const FileSystem& disk) {
  return Verifier(project, sources, disk).Run();
}

}  // namespace pkgrepo::references
