#include "packaging/shards.h"

#include <charconv>
#include <set>

#include "base/error.h"
#include "packaging/build_tree.h"

namespace pkgrepo::packaging {
namespace {

// Takes a number from 1 off the text; 0 if there is none.
int TakeNumber(std::string_view& text) {
  int number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc() || number < 1) return 0;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  return number;
}

bool TakeCharacter(char character, std::string_view& text) {
  if (!text.starts_with(character)) return false;
  text.remove_prefix(1);
  return true;
}

Shard ReadShard(const std::string& build, const FileSystem& files) {
  const std::string file = BuildTree(JoinPath(build, kBuildTree)).Shard();
  if (!files.IsFile(file)) {
    throw Error("'" + build + "' is not for a part of the packages: it has no " + std::string(kBuildTree) + "/shard")
        .Hint("name build folders that were configured with PACKAGE_REPO_SHARD");
  }
  return ParseShard(file, files.ReadFile(file));
}

std::string PartOf(const Shard& shard) { return std::to_string(shard.part) + "/" + std::to_string(shard.parts); }

}  // namespace

Shard ParseShard(const std::string& file, std::string_view text) {
  Shard shard;
  shard.part = TakeNumber(text);
  const bool has_slash = TakeCharacter('/', text);
  shard.parts = TakeNumber(text);
  const bool has_blank = TakeCharacter(' ', text);
  shard.split = text.substr(0, text.find('\n'));
  if (!has_slash || !has_blank || shard.part == 0 || shard.part > shard.parts || shard.split.empty()) {
    throw Error("this does not say which part of the packages a build is for, such as '2/5 3f8a90b1c2d4'")
        .At({.file = file, .line = 1})
        .Hint("configure the build again");
  }
  return shard;
}

Shard RequireAllShards(const std::vector<std::string>& builds, const FileSystem& files) {
  const Shard first = ReadShard(builds.at(0), files);
  std::set<int> missing;
  for (int part = 1; part <= first.parts; ++part) missing.insert(part);
  for (const std::string& build : builds) {
    const Shard shard = ReadShard(build, files);
    if (shard.parts != first.parts || shard.split != first.split) {
      throw Error("'" + build + "' is for part " + PartOf(shard) + " of the split " + shard.split + ", and '" + builds[0] +
                  "' for part " + PartOf(first) + " of the split " + first.split +
                  ": some packages may be in neither, built and tested by nobody")
          .Hint("give all jobs the same sources, options and PACKAGE_REPO_SHARD_COSTS, and run them again");
    }
    missing.erase(shard.part);
  }
  if (missing.empty()) return first;
  throw Error("no build folder is for part " + PartOf({.part = *missing.begin(), .parts = first.parts, .split = {}}) +
              ": its packages may be built and tested by nobody")
      .Hint("name the build folders of all parts");
}

}  // namespace pkgrepo::packaging
