#include "oci/layer_reader.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/file_system.h"
#include "base/temp_dir.h"
#include "net/file_body.h"
#include "oci/layer_tar.h"
#include "oci/tar_header.h"

namespace pkgrepo::oci {
namespace {

struct File {
  std::string name;
  std::string content = {};
  uint64_t mode = 0600;
};

net::StringBody MakeLayer(const std::vector<File>& files) {
  std::string blob;
  LayerWriter writer([&](std::string_view bytes) { blob += bytes; });
  for (const File& file : files) {
    size_t offset = 0;
    writer.AddFile(file.name, file.mode, static_cast<int64_t>(file.content.size()),
                   [&](char* buffer, size_t room) {
                     const size_t count = file.content.copy(buffer, room, offset);
                     offset += count;
                     return count;
                   });
  }
  writer.Finish();
  return net::StringBody(blob);
}

class Fixture {
 public:
  std::vector<std::string> Tree() const {
    std::vector<std::string> paths;
    for (const auto& entry : files.Walk(directory.path())) paths.push_back(entry.path);
    return paths;
  }

  TempDir directory;
  RealFileSystem files;
  LayerUnpacker unpacker{directory.path()};
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "files get their modes, less the umask") {
  const mode_t umask_before = umask(022);
  unpacker.Apply(
      MakeLayer({{"a/run", "x", 0700}, {"a/data", "y", 0600}, {"group", "", 0640}, {"locked", "", 0400}}));
  umask(umask_before);
  CHECK(Tree() == std::vector<std::string>{"a", "a/data", "a/run", "group", "locked"});
  CHECK(files.Stat(directory.path() + "/a")->mode == 0755);
  CHECK(files.Stat(directory.path() + "/a/run")->mode == 0755);
  CHECK(files.Stat(directory.path() + "/a/data")->mode == 0644);
  CHECK(files.Stat(directory.path() + "/group")->mode == 0640);
  CHECK(files.Stat(directory.path() + "/locked")->mode == 0444);
  CHECK(files.ReadFile(directory.path() + "/a/data") == "y");
}

TEST_CASE_FIXTURE(Fixture, "names that leave the folder are refused") {
  for (const char* name : {"../evil", "a/../../evil", "..", "a/b/../../../evil"}) {
    CAPTURE(name);
    CHECK_THROWS_AS(unpacker.Apply(MakeLayer({{name, "x"}})), Error);
  }
  CHECK(Tree().empty());
  unpacker.Apply(MakeLayer({{"/absolute", "x"}, {"./dotted", "x"}, {"..hidden", "x"}}));
  CHECK(Tree() == std::vector<std::string>{"..hidden", "absolute", "dotted"});
}

TEST_CASE_FIXTURE(Fixture, "upper layers replace and hide what lower ones brought") {
  unpacker.Apply(
      MakeLayer({{"kept", "1"}, {"changed", "1"}, {"gone", "1"}, {"d/x", "1"}, {"d/y", "1"}, {"e/x", "1"}}));
  unpacker.Apply(MakeLayer({{"changed", "2"}, {".wh.gone"}, {"d/new", "2"}, {"d/.wh..wh..opq"}, {".wh.e"}}));
  CHECK(Tree() == std::vector<std::string>{"changed", "d", "d/new", "kept"});
  CHECK(files.ReadFile(directory.path() + "/changed") == "2");
}

TEST_CASE_FIXTURE(Fixture, "a file and a folder may take each other's place") {
  unpacker.Apply(MakeLayer({{"a", "1"}, {"b/x", "1"}}));
  unpacker.Apply(MakeLayer({{"a/x", "2"}, {"b", "2"}}));
  CHECK(Tree() == std::vector<std::string>{"a", "a/x", "b"});
}

TEST_CASE_FIXTURE(Fixture, "strange whiteouts touch nothing outside") {
  files.WriteFile(directory.path() + "/.keep", "x");
  unpacker.Apply(MakeLayer({{".wh."}, {".wh..."}, {".wh..."}, {"none/.wh..wh..opq"}, {".wh.none"}}));
  CHECK(files.IsFile(directory.path() + "/.keep"));
}

TEST_CASE_FIXTURE(Fixture, "an image beyond the limits is refused while it unpacks") {
  const auto first = MakeLayer({{"a/b/c", "123"}, {"d", "45"}});
  const auto second = MakeLayer({{"e", "6"}, {"a/f", "7"}});
  LayerUnpacker(directory.path(), {.bytes = 7, .files = 6, .name_bytes = 14}).Apply(first);
  const auto unpack = [&](const UnpackLimits& limits) {
    LayerUnpacker limited(directory.path(), limits);
    limited.Apply(first);
    limited.Apply(second);
  };
  unpack({.bytes = 7, .files = 7, .name_bytes = 15});
  CHECK_THROWS_WITH(unpack({.bytes = 6}), "The image unpacks to more than 6 bytes");
  CHECK_THROWS_WITH(unpack({.files = 6}), "The image unpacks to more than 6 files");
  CHECK_THROWS_WITH(unpack({.name_bytes = 14}), "The names of the image's files take more than 14 bytes");
  const std::string big = MakeTarHeader({.name = "big", .mode = 0600, .size = int64_t{1} << 40});
  CHECK_THROWS_WITH(unpacker.Apply(net::StringBody(big)), "The image unpacks to more than 68719476736 bytes");
}

TEST_CASE("zstd is named") {
  CHECK_THROWS_WITH(LayerStream(net::StringBody("\x28\xb5\x2f\xfd rest")),
                    "The layer is compressed with zstd, which is not supported");
}

TEST_CASE("damaged layers are errors") {
  const TempDir directory;
  std::string blob(static_cast<size_t>(MakeLayer({{"f", "content"}}).size()), '\0');
  MakeLayer({{"f", "content"}}).Read(0, blob.data(), blob.size());
  for (const size_t length : {blob.size() / 2, size_t{12}}) {
    const net::StringBody truncated(blob.substr(0, length));
    CHECK_THROWS_AS(ReadLayerFile(truncated, "none", 100), Error);
  }
  std::string corrupted = blob;
  corrupted[15] ^= 0x40;
  CHECK_THROWS_AS(ReadLayerFile(net::StringBody(corrupted), "none", 100), Error);
  CHECK_THROWS_AS(
      LayerUnpacker(directory.path()).Apply(net::StringBody("neither gzip nor tar" + std::string(600, 'x'))),
      Error);
}

TEST_CASE("one file of a layer") {
  const net::StringBody layer = MakeLayer({{"a", "1"}, {"./.imgpkg/images.yml", "lock"}});
  CHECK(ReadLayerFile(layer, ".imgpkg/images.yml", 4) == "lock");
  CHECK_FALSE(ReadLayerFile(layer, "b", 4).has_value());
  CHECK_THROWS_AS(ReadLayerFile(layer, ".imgpkg/images.yml", 3), Error);
}

TEST_CASE("a layer that is not compressed is read as it is") {
  std::string tar = MakeTarHeader({.name = "f", .mode = 0600, .size = 2}) + "ab";
  tar.resize(tar.size() + TarPadding(2) + 2 * kTarBlockSize, '\0');
  CHECK(ReadLayerFile(net::StringBody(tar), "f", 10) == "ab");
}

}  // namespace pkgrepo::oci
