#include "oci/layer_tar.h"

#include <doctest/doctest.h>

#include <cstring>

#include "base/error.h"
#include "net/file_body.h"
#include "oci/layer_reader.h"
#include "oci/tar_header.h"
#include "oci/tar_reader.h"

namespace pkgrepo::oci {
namespace {

LayerWriter::Reader ReaderOf(const std::string& bytes) {
  return [&bytes, offset = size_t{0}](char* buffer, size_t room) mutable {
    const size_t count = bytes.copy(buffer, room, offset);
    offset += count;
    return count;
  };
}

std::string Decompress(std::string blob) {
  const net::StringBody body(std::move(blob));
  LayerStream stream(body);
  std::string bytes;
  char buffer[1000];
  while (const size_t count = stream.Read(buffer, sizeof buffer)) bytes.append(buffer, count);
  return bytes;
}

std::string Field(std::string_view header, size_t offset, size_t size) {
  return {header.data() + offset, strnlen(header.data() + offset, size)};
}

}  // namespace

TEST_CASE("an empty layer is two empty blocks") {
  std::string blob;
  LayerWriter writer([&](std::string_view bytes) { blob += bytes; });
  const LayerInfo layer = writer.Finish();
  CHECK(layer.uncompressed_size == 1024);
  CHECK(layer.diff_id.ToString() ==
        "sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef");
  CHECK(layer.digest == Digest::Of(blob));
  CHECK(layer.size == static_cast<int64_t>(blob.size()));
}

TEST_CASE("digests are those of the bytes, and the content comes back") {
  const std::string large(1'000'003, 'x');
  std::string blob;
  LayerWriter writer([&](std::string_view bytes) { blob += bytes; });
  writer.AddDirectory(".", 0700);
  writer.AddFile("small", 0600, 5, ReaderOf("hello"));
  writer.AddFile("large", 0600, static_cast<int64_t>(large.size()), ReaderOf(large));
  const LayerInfo layer = writer.Finish();
  const std::string tar = Decompress(blob);
  CHECK(layer.diff_id == Digest::Of(tar));
  CHECK(layer.uncompressed_size == static_cast<int64_t>(tar.size()));
  CHECK(tar.size() % 512 == 0);
  const net::StringBody body(blob);
  CHECK(ReadLayerFile(body, "large", 2'000'000) == large);
  CHECK(blob.substr(0, 10) == std::string("\x1f\x8b\x08\0\0\0\0\0\x04\xff", 10));
}

TEST_CASE("a file that changes while it is read is an error") {
  for (const int64_t size : {4, 6}) {
    LayerWriter writer([](std::string_view) {});
    CHECK_THROWS_AS(writer.AddFile("f", 0600, size, ReaderOf("hello")), Error);
  }
}

TEST_CASE("ustar headers") {
  const std::string header = MakeTarHeader({.name = "config/app.yml", .mode = 0600, .size = 10});
  REQUIRE(header.size() == 512);
  CHECK(Field(header, 0, 100) == "config/app.yml");
  CHECK(header.substr(100, 8) == std::string("0000600\0", 8));
  CHECK(header.substr(124, 12) == std::string("00000000012\0", 12));
  CHECK(header.substr(257, 8) == std::string("ustar\00000", 8));
  CHECK(header.substr(329, 16) == std::string("0000000\0"
                                              "0000000\0",
                                              16));
  CHECK(header[156] == '0');
}

TEST_CASE("long names are split, or go into a pax header") {
  const std::string folder(120, 'd');
  const std::string split = MakeTarHeader({.name = folder + "/file"});
  CHECK(split.size() == 512);
  CHECK(Field(split, 345, 155) == folder);
  CHECK(Field(split, 0, 100) == "file");

  const std::string name(101, 'n');
  const std::string pax = MakeTarHeader({.name = name});
  REQUIRE(pax.size() == 3 * 512);
  CHECK(pax[156] == 'x');
  CHECK(Field(pax, 0, 100) == "PaxHeaders.0/" + std::string(87, 'n'));
  CHECK(pax.substr(512, 111) == "111 path=" + name + "\n");
  CHECK(Field(pax, 1024, 100) == std::string(100, 'n'));

  const std::string unicode = MakeTarHeader({.name = "d/\xC3\xA4"
                                                     "b"});
  REQUIRE(unicode.size() == 3 * 512);
  CHECK(Field(unicode, 0, 100) == "d/PaxHeaders.0/b");
  CHECK(unicode.substr(512, 14) ==
        "14 path=d/\xC3\xA4"
        "b\n");
  CHECK(Field(unicode, 1024, 100) == "d/b");
}

TEST_CASE("Owners are numbers, if need be in a pax record") {
  const std::string header = MakeTarHeader({.name = "a", .owner = {.user = 1000, .group = 07777777}});
  CHECK(header.size() == 512);
  CHECK(Field(header, 108, 8) == "0001750");
  CHECK(Field(header, 116, 8) == "7777777");
  const std::string pax = MakeTarHeader({.name = "a", .owner = {.user = 4294967294, .group = 2097152}});
  REQUIRE(pax.size() == 3 * 512);
  CHECK(Field(pax, 512, 512) == "15 gid=2097152\n18 uid=4294967294\n");
  CHECK(Field(pax, 1024 + 108, 8) == "0000000");
  CHECK(Field(pax, 1024 + 116, 8) == "0000000");
}

TEST_CASE("modes beyond ustar make a GNU header") {
  const std::string header = MakeTarHeader({.name = ".", .type = TarType::kDirectory, .mode = 020000000755});
  CHECK(header.substr(257, 8) == std::string("ustar  \0", 8));
  CHECK(header.substr(100, 8) == std::string("\x80\0\0\0\x80\0\x01\xED", 8));
  const std::string name(150, 'n');
  const std::string with_name =
      MakeTarHeader({.name = name, .type = TarType::kDirectory, .mode = 020000000755});
  REQUIRE(with_name.size() == 3 * 512);
  CHECK(Field(with_name, 0, 100) == "././@LongLink");
  CHECK(with_name.substr(512, 151) == name + '\0');
}

TEST_CASE("a name with a NUL cannot be written") {
  CHECK_THROWS_AS(MakeTarHeader({.name = std::string_view("a\0b", 3)}), Error);
}

TEST_CASE("A link says what it leads to, if need be in a pax record") {
  std::string blob;
  LayerWriter writer([&](std::string_view bytes) { blob += bytes; });
  writer.AddSymlink("a", "b/c");
  writer.AddSymlink("long", std::string(101, 'x'));
  writer.AddSymlink("words", "gr\xc3\xbc\xc3\x9f");
  writer.Finish();
  const std::string tar = Decompress(blob);
  CHECK(Field(tar, 156, 1) == "2");
  CHECK(Field(tar, 157, 100) == "b/c");
  CHECK(Field(tar, 100, 8) == "0000777");
  CHECK(Field(tar, 512 + 156, 1) == "x");
  CHECK(Field(tar, 1024, 512) == "115 linkpath=" + std::string(101, 'x') + "\n");
  TarReader reader([&, offset = size_t{0}](char* buffer, size_t room) mutable {
    const size_t count = tar.copy(buffer, room, offset);
    offset += count;
    return count;
  });
  for (const std::string& target : {std::string("b/c"), std::string(101, 'x'), std::string("gr\xc3\xbc\xc3\x9f")}) {
    const std::optional<TarMember> member = reader.Next();
    REQUIRE(member);
    CHECK(member->type == TarMember::Type::kSymlink);
    CHECK(member->link_target == target);
  }
}

}  // namespace pkgrepo::oci
