#include "vendir/config.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "vendir/config_json.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::vendir {
namespace {

Config Parse(const std::string& yaml) { return ConfigFromJson(yaml::ParseYamlAsJson(yaml, "vendir.yml")); }

TEST_CASE("keys match without regard to case, unknown ones are passed over") {
  Config config =
      Parse("Directories: [{PATH: vendor, contents: [{path: a, INLINE: {paths: {f: x}}, more: 1}]}]");
  REQUIRE(config.directories.size() == 1);
  CHECK(config.directories[0].path == "vendor");
  REQUIRE(config.directories[0].contents.size() == 1);
  CHECK(config.directories[0].contents[0].inline_source->paths.at("f") == "x");
}

TEST_CASE("numbers and booleans become text where text is wanted") {
  Config config = Parse(
      "directories: [{path: 1, contents: [{path: yes, inline: {paths: {a: 1.0, b: 1.23456789012, c: 1e10, d: "
      "12345678901, "
      "e: 0x1f, f: null, g: 0.1, h: 123456.0, i: 1e-5}}}]}]");
  const std::map<std::string, std::string> expected = {
      {"a", "1"}, {"b", "1.2345679"}, {"c", "1e+10"},  {"d", "12345678901"}, {"e", "31"},
      {"f", ""},  {"g", "0.1"},       {"h", "123456"}, {"i", "1e-05"},
  };
  CHECK(config.directories[0].path == "1");
  CHECK(config.directories[0].contents[0].path == "true");
  CHECK(config.directories[0].contents[0].inline_source->paths == expected);
}

TEST_CASE("a value of the wrong kind is named as Go names it") {
  const std::pair<const char*, const char*> cases[] = {
      {"directories: text", "string into Go struct field Config.directories of type []config.Directory"},
      {"directories: [text]", "string into Go struct field Config.directories of type config.Directory"},
      {"directories: [{path: [a]}]", "array into Go struct field Directory.directories.path of type string"},
      {"directories: [{permissions: -1}]",
       "number -1 into Go struct field Directory.directories.permissions of type fs.FileMode"},
      {"directories: [{contents: [{git: {depth: 1.5}}]}]",
       "number 1.5 into Go struct field DirectoryContentsGit.directories.contents.git.depth of type int"},
      {"directories: [{contents: [{lazy: x}]}]",
       "string into Go struct field DirectoryContents.directories.contents.lazy of type bool"},
      {"directories: [{contents: [{inline: {paths: [a]}}]}]",
       "array into Go struct field DirectoryContentsInline.directories.contents.inline.paths of type "
       "map[string]string"},
      {"[1]", "array into Go value of type config.Config"},
  };
  for (auto [text, message] : cases) {
    CAPTURE(text);
    CHECK_THROWS_WITH_AS(Parse(text), (std::string("json: cannot unmarshal ") + message).c_str(), Error);
  }
}

TEST_CASE("validation") {
  const std::pair<const char*, const char*> cases[] = {
      {"directories: [{path: .}]",
       "Validating directory '.' (0): Expected path to not be one of '/', '.', '..', ''"},
      {"directories: [{path: a, contents: [{path: x}]}]",
       "Validating directory 'a' (0): Validating directory contents 'x' (0): Expected directory contents "
       "type to be "
       "specified (one of git, manual, etc.)"},
      {"directories: [{path: a, contents: [{path: x, git: {}, manual: {}}]}]",
       "Validating directory 'a' (0): Validating directory contents 'x' (0): Expected exactly one directory "
       "contents "
       "type to be specified (multiple found: git, manual)"},
      {"directories: [{path: a, contents: [{path: ., manual: {}}, {path: x, manual: {}}]}]",
       "Validating directory 'a' (0): Expected only one directory contents if path is set to '.'"},
      {"directories: [{path: a/b}, {path: ./a}]", "Expected to not manage overlapping paths: 'a/b' and 'a'"},
      {"directories: [{path: a, contents: [{path: b, manual: {}}, {path: b-c, manual: {}}, {path: b/d, "
       "manual: {}}]}]",
       "Expected to not manage overlapping paths: 'a/b/d' and 'a/b'"},
      {"minimumRequiredVersion: v1", "Validating minimum version: Must not have prefix 'v' (e.g. '0.8.0')"},
      {"minimumRequiredVersion: 99.0.0",
       "vendir version '0.40.0' does not meet the minimum required version '99.0.0'"},
  };
  for (auto [text, message] : cases) {
    CAPTURE(text);
    CHECK_THROWS_WITH_AS(ValidateConfig(Parse(text)), message, Error);
  }
  CHECK_NOTHROW(
      ValidateConfig(Parse("directories: [{path: a, contents: [{path: b, manual: {}}]}, {path: ab}]")));
}

TEST_CASE("a config is printed without its defaults") {
  Config config = Parse(
      "apiVersion: vendir.k14s.io/v1alpha1\nkind: Config\ndirectories: [{path: a, permissions: 0750, "
      "contents: [{path: x, "
      "includePaths: [], legalPaths: [], lazy: false, githubRelease: {unpackArchive: {}}}]}]");
  CHECK(FormatConfig(config) ==
        "apiVersion: vendir.k14s.io/v1alpha1\n"
        "directories:\n"
        "- contents:\n"
        "  - githubRelease:\n"
        "      slug: \"\"\n"
        "      tag: \"\"\n"
        "      unpackArchive:\n"
        "        path: \"\"\n"
        "    legalPaths: []\n"
        "    path: x\n"
        "  path: a\n"
        "  permissions: 488\n"
        "kind: Config\n"
        "minimumRequiredVersion: \"\"\n");
}

TEST_CASE("the digest of contents is that of their YAML") {
  Config config =
      Parse("directories: [{path: v, contents: [{path: one, lazy: true, inline: {paths: {a: a}}}]}]");
  // sha256 of "inline:\n  paths:\n    a: a\nlazy: true\npath: one\n"
  CHECK(ConfigDigest(config.directories[0].contents[0]) ==
        "259fa822e530a7c6a4bd862805af1da14329e43b1d60636bcb077d28adbb41c5");
}

}  // namespace
}  // namespace pkgrepo::vendir
