#include "oci/tar_reader.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "oci/tar_header.h"

namespace pkgrepo::oci {
namespace {

std::string Entry(const TarEntry& entry, std::string content = "") {
  content.resize(content.size() + TarPadding(static_cast<int64_t>(content.size())), '\0');
  return MakeTarHeader(entry) + content;
}

// A header that says anything, its checksum right.
std::string RawHeader(std::string name, char type, const std::string& size) {
  std::string header(512, '\0');
  header.replace(0, name.size(), name);
  header.replace(100, 8, std::string("0000644\0", 8));
  header.replace(124, size.size(), size);
  header[156] = type;
  header.replace(148, 8, "        ");
  unsigned sum = 0;
  for (char c : header) sum += static_cast<unsigned char>(c);
  char text[8];
  std::snprintf(text, sizeof text, "%06o", sum);
  header.replace(148, 7, std::string(text, 7));
  return header;
}

std::string PaxEntry(std::string records) {
  char size[12];
  std::snprintf(size, sizeof size, "%011zo", records.size());
  records.resize(records.size() + TarPadding(static_cast<int64_t>(records.size())), '\0');
  return RawHeader("pax", 'x', size) + records;
}

// A header with these bytes as its time, its checksum right.
std::string WithTime(std::string header, const std::string& bytes) {
  header.replace(136, 12, bytes);
  header.replace(148, 8, "        ");
  unsigned sum = 0;
  for (char c : header) sum += static_cast<unsigned char>(c);
  char text[8];
  std::snprintf(text, sizeof text, "%06o", sum);
  header.replace(148, 7, std::string(text, 7));
  return header;
}

struct Read {
  TarMember member;
  std::string content;
};

// Reads with a source that gives a few bytes at a time.
std::vector<Read> ReadAll(const std::string& archive) {
  size_t offset = 0;
  TarReader reader([&](char* buffer, size_t room) {
    const size_t count = archive.copy(buffer, std::min<size_t>(room, 100), offset);
    offset += count;
    return count;
  });
  std::vector<Read> members;
  while (const auto member = reader.Next()) {
    members.push_back({*member, ""});
    reader.ReadContent([&](std::string_view bytes) { members.back().content += bytes; });
  }
  return members;
}

const std::string kEnd(1024, '\0');

}  // namespace

TEST_CASE("what the writer writes is read") {
  const std::string long_name = "d/" + std::string(200, 'n') + "/\xC3\xA4";
  const auto members = ReadAll(Entry({.name = ".", .type = TarType::kDirectory, .mode = 0700}) +
                               Entry({.name = "a", .mode = 0640, .size = 600}, std::string(600, 'x')) +
                               Entry({.name = long_name, .mode = 0600, .size = 1}, "y") + kEnd);
  REQUIRE(members.size() == 3);
  CHECK(members[0].member.type == TarMember::Type::kDirectory);
  CHECK(members[1].member.mode == 0640);
  CHECK(members[1].content == std::string(600, 'x'));
  CHECK(members[2].member.name == long_name);
  CHECK(members[2].content == "y");
}

TEST_CASE("GNU long names and split names are joined") {
  const std::string name(300, 'n');
  const auto members = ReadAll(Entry({.name = name, .type = TarType::kDirectory, .mode = 020000000755}) +
                               Entry({.name = std::string(120, 'd') + "/f", .mode = 0600}) + kEnd);
  REQUIRE(members.size() == 2);
  CHECK(members[0].member.name == name);
  CHECK(members[1].member.name == std::string(120, 'd') + "/f");
}

TEST_CASE("content that is not read is passed over") {
  const std::string archive =
      Entry({.name = "a", .size = 700}, std::string(700, 'x')) + Entry({.name = "b"}) + kEnd;
  size_t offset = 0;
  TarReader reader([&](char* buffer, size_t room) {
    const size_t count = archive.copy(buffer, room, offset);
    offset += count;
    return count;
  });
  CHECK(reader.Next()->name == "a");
  CHECK(reader.Next()->name == "b");
  CHECK_FALSE(reader.Next().has_value());
}

TEST_CASE("links and devices are told apart") {
  const std::string size = "00000000000";
  const auto members = ReadAll(RawHeader("l", '2', size) + RawHeader("h", '1', size) +
                               RawHeader("c", '3', size) + RawHeader("old-folder/", '0', size) + kEnd);
  REQUIRE(members.size() == 4);
  CHECK(members[0].member.type == TarMember::Type::kSymlink);
  CHECK(members[1].member.type == TarMember::Type::kHardlink);
  CHECK(members[2].member.type == TarMember::Type::kOther);
  CHECK(members[3].member.type == TarMember::Type::kDirectory);
}

TEST_CASE("sparse files are refused, in each of their forms") {
  const std::string file = Entry({.name = "f", .mode = 0600, .size = 1}, "x");
  std::string old = RawHeader("f", 'S', "00000000001");
  CHECK_THROWS_WITH(ReadAll(old + std::string(512, 'x') + kEnd),
                    "archive/tar: sparse files are not supported: 'f'");
  for (const char* record :
       {"26 GNU.sparse.numblocks=2\n", "22 GNU.sparse.major=1\n", "30 GNU.sparse.realsize=100000\n"}) {
    CHECK_THROWS_WITH(ReadAll(PaxEntry(record) + file + kEnd),
                      "archive/tar: sparse files are not supported: 'f'");
  }
}

TEST_CASE("times before 1970") {
  const std::pair<const char*, int64_t> cases[] = {{"12 mtime=-1\n", -1},
                                                   {"14 mtime=-1.5\n", -2},
                                                   {"14 mtime=-1.0\n", -1},
                                                   {"13 mtime=1.9\n", 1},
                                                   {"20 mtime=-123456789\n", -123456789}};
  for (const auto& [record, time] : cases) {
    CAPTURE(record);
    const auto members = ReadAll(PaxEntry(record) + Entry({.name = "f", .mode = 0600}) + kEnd);
    REQUIRE(members.size() == 1);
    CHECK(members[0].member.mtime == time);
  }
  std::string header = RawHeader("f", '0', "00000000000");
  CHECK(ReadAll(WithTime(header, std::string(12, '\xff')) + kEnd).at(0).member.mtime == -1);
  CHECK(ReadAll(WithTime(header, std::string(11, '\xff') + '\x00') + kEnd).at(0).member.mtime == -256);
  CHECK(ReadAll(WithTime(header, '\x80' + std::string(10, '\0') + '\x05') + kEnd).at(0).member.mtime == 5);
  CHECK_THROWS_AS(ReadAll(WithTime(header, '\x80' + std::string(11, '\xff')) + kEnd), Error);
}

TEST_CASE("headers without end are refused") {
  std::string records;
  for (int i = 100; i < 900; ++i) records += "14 key" + std::to_string(i) + "=xxx\n";
  std::string archive;
  for (int i = 0; i < 20; ++i) archive += PaxEntry(records);
  CHECK_THROWS_WITH(ReadAll(archive + Entry({.name = "f", .mode = 0600}) + kEnd),
                    "archive/tar: too many headers of one file");
}

TEST_CASE("malformed archives are refused") {
  const std::string good = Entry({.name = "a", .size = 600}, std::string(600, 'x'));
  std::string bad_checksum = good;
  bad_checksum[0] = 'b';
  for (const std::string& archive :
       {std::string(512, 'x'), good.substr(0, 700), good.substr(0, 100), bad_checksum,
        RawHeader("a", '0', "zzzzzzzzzzz"),
        RawHeader("a", '0', std::string("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 12)),
        RawHeader("a", '0', std::string("\x80\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 12)),
        RawHeader("p", 'x', "00000000010") + std::string(512, 'q'), RawHeader("p", 'x', "77777777777"),
        RawHeader("p", 'L', "77777777777")}) {
    CAPTURE(archive.size());
    CHECK_THROWS_AS(ReadAll(archive), Error);
  }
  CHECK(ReadAll("").empty());
  CHECK(ReadAll(good).size() == 1);
}

}  // namespace pkgrepo::oci
