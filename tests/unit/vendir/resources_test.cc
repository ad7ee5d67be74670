#include "vendir/resources.h"

#include <doctest/doctest.h>

#include <sstream>

#include "base/error.h"
#include "support/memory_file_system.h"

namespace pkgrepo::vendir {
namespace {

const std::string kConfig = "apiVersion: vendir.k14s.io/v1alpha1\nkind: Config\n";

Resources Read(const std::string& text) {
  MemoryFileSystem files;
  files.WriteFile("vendir.yml", text);
  std::istringstream in;
  return ReadResources(files, {"vendir.yml"}, in);
}

std::string Secret(const std::string& rest) { return "---\napiVersion: v1\nkind: Secret\n" + rest + "\n"; }

TEST_CASE("config, secrets and config maps come from all documents of all files") {
  MemoryFileSystem files;
  files.WriteFile("a.yml", kConfig + "directories: [{path: ./v/, contents: [{path: ./x/./y, manual: {}}]}]");
  std::istringstream in("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {a: b}\n" +
                        Secret("metadata: {name: s}\ndata: {k: YWI=}"));
  Resources resources = ReadResources(files, {"a.yml", "-"}, in);
  CHECK(resources.config.directories[0].path == "v");
  CHECK(resources.config.directories[0].contents[0].path == "x/y");
  CHECK(resources.GetSecret("s").data.at("k") == "ab");
  CHECK(resources.GetConfigMap("m").data.at("a") == "b");
  CHECK_THROWS_WITH_AS(resources.GetSecret("t"), "Expected to find one secret 't', but found none", Error);
}

TEST_CASE("a secret may be given twice if it says the same, a config map may not be used then") {
  const std::string secret = Secret("metadata: {name: s}\ndata: {a: YQ==}");
  CHECK(Read(kConfig + secret + secret).secrets.size() == 1);
  CHECK_THROWS_WITH_AS(
      Read(kConfig + secret + Secret("metadata: {name: s}")),
      "Parsing resource config 'vendir.yml': Expected to find one secret 's', but found multiple", Error);
  const std::string map = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\n";
  CHECK_THROWS_WITH_AS(Read(kConfig + map + map).GetConfigMap("m"),
                       "Expected to find one config map 'm', but found multiple", Error);
}

TEST_CASE("faults name the file") {
  const std::string prefix = "Parsing resource config 'vendir.yml': ";
  const std::pair<std::string, std::string> cases[] = {
      {"", "Expected to find at least one config, but found none"},
      {kConfig + "---\n" + kConfig, "Expected to find exactly one config, but found multiple"},
      {"foo: bar", prefix + "Unknown apiVersion '' or kind '' for resource"},
      {"[1]",
       prefix +
           "Unmarshaling doc: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array "
           "into Go value of type config.resource"},
      {kConfig + Secret("data: {a: '*'}"), prefix + "Unmarshaling secret: error unmarshaling JSON: while "
                                                    "decoding JSON: illegal base64 data at input byte 0"},
      {kConfig + "directories: x",
       prefix + "Unmarshaling config: Unmarshaling config: error unmarshaling JSON: while decoding JSON: "
                "json: cannot "
                "unmarshal string into Go struct field Config.directories of type []config.Directory"},
      {kConfig + "---foo", "Parsing config 'vendir.yml': invalid Yaml document separator: foo"},
  };
  for (auto& [text, message] : cases) {
    CAPTURE(text);
    CHECK_THROWS_WITH_AS(Read(text), message.c_str(), Error);
  }
  MemoryFileSystem files;
  std::istringstream in;
  CHECK_THROWS_WITH_AS(ReadResources(files, {"no.yml"}, in),
                       "Reading config 'no.yml': open no.yml: no such file or directory", Error);
}

TEST_CASE("nesting without end is an error") {
  CHECK_THROWS_AS(Read(std::string(100'000, '[')), Error);
  CHECK_THROWS_AS(Read("a: " + std::string(100'000, '{')), Error);
}

}  // namespace
}  // namespace pkgrepo::vendir
