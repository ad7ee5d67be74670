#include "packaging/action_places.h"

#include <algorithm>
#include <filesystem>

#include "base/file_system.h"

namespace pkgrepo::packaging {
namespace {

constexpr std::string_view kSource = "source";
constexpr std::string_view kBetween = "_/";
constexpr std::string_view kUp = "../";

std::string Repeat(std::string_view text, size_t times) {
  std::string all;
  for (size_t i = 0; i < times; ++i) all += text;
  return all;
}

// Takes `prefix` off the front as often as it is there, up to `most` times; returns how often.
size_t TakeOff(std::string_view prefix, size_t most, std::string& text) {
  size_t times = 0;
  while (times < most && text.starts_with(prefix)) {
    text.erase(0, prefix.size());
    ++times;
  }
  return times;
}

}  // namespace

ActionPlaces::ActionPlaces(const PackageFolders& folders, const std::vector<std::string>& paths)
    : directory_(CleanPath(folders.source.directory())) {
  std::vector<std::string> all = paths;
  all.push_back(folders.source.bundle());
  all.push_back(folders.output);
  for (const std::string& file : folders.source.PackageFiles()) all.push_back(file);
  for (const std::string& path : all) {
    if (path.starts_with('/')) depth_ = std::max(depth_, RelativeTo(path).ups);
  }
}

ActionPlaces::Relative ActionPlaces::RelativeTo(const std::string& path) const {
  Relative relative{.rest = std::filesystem::path(path).lexically_relative(directory_).string() + "/"};
  relative.ups = TakeOff(kUp, relative.rest.size(), relative.rest);
  return relative;
}

std::string ActionPlaces::InRoot(const std::string& path) const {
  if (!path.starts_with('/')) return path;
  const Relative relative = RelativeTo(path);
  if (relative.ups > depth_) return "";
  return CleanPath(JoinPath(kSource, Repeat(kBetween, depth_ - relative.ups) + relative.rest));
}

std::string ActionPlaces::OnDisk(const std::string& place) const {
  if (!IsInside(place, kSource)) return place;
  std::string rest = place.substr(kSource.size()) + "/";
  rest.erase(0, 1);
  const size_t between = TakeOff(kBetween, depth_, rest);
  return CleanPath(JoinPath(directory_, Repeat(kUp, depth_ - between) + rest));
}

}  // namespace pkgrepo::packaging
