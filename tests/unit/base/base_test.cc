// The small parts of base/: errors, digests, strings, depfiles.

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/depfile.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/json_print.h"
#include "base/memory_budget.h"
#include "base/strings.h"
#include "support/memory_file_system.h"

namespace pkgrepo {

TEST_CASE("an Error shows position, trace, notes and hint") {
  const Error error = Error("unknown package 'contur'")
                          .At({"stages/beta.yaml", 4, 7})
                          .Frame("load", {"stages/main.yaml", 2})
                          .Note("two packages are known")
                          .Hint("did you mean 'contour'?");
  CHECK(error.Render() ==
        "stages/beta.yaml:4:7: unknown package 'contur'\n"
        "  in load (stages/main.yaml:2)\n"
        "  note: two packages are known\n"
        "  hint: did you mean 'contour'?\n");
  CHECK(Error("no place").Render() == "no place\n");
}

TEST_CASE("whatever is thrown can be told as an Error") {
  const auto told = [](auto thrown, const std::string& doing) {
    try {
      throw thrown;
    } catch (...) {
      return CurrentError(doing).Render();
    }
  };
  CHECK(told(Error("no place").Hint("make one"), "pkgrepo render") == "no place\n  hint: make one\n");
  CHECK(told(std::bad_alloc(), "pkgrepo render") ==
        OutOfMemoryText() + "\n  note: in `pkgrepo render`\n");
  CHECK(told(std::length_error("basic_string"), "") == OutOfMemoryText() + "\n");
  CHECK(told(std::runtime_error("odd"), "") == "unexpected failure: odd\n");
  CHECK(told(7, "") == "unexpected failure\n");
}

TEST_CASE("JSON is printed of UTF-8 only") {
  CHECK(PrintJsonText(nlohmann::json{{"a", "\xc3\xa4"}}) == "{\"a\":\"\xc3\xa4\"}");
  CHECK_THROWS_WITH_AS(PrintJsonText(nlohmann::json{{"a", "\xff"}}, 2),
                       "this text is not UTF-8, as it has to be in JSON: \"\xef\xbf\xbd\"", Error);
}

TEST_CASE("SHA-256 and MD5 of the test vectors") {
  const char* kAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  CHECK(Sha256Hex("abc") == kAbc);
  CHECK(Md5Hex("abc") == "900150983cd24fb0d6963f7d28e17f72");
  Sha256 hash;
  hash.Update("a");
  hash.Update("bc");
  CHECK(hash.Finish().ToString() == std::string("sha256:") + kAbc);
}

TEST_CASE("only 64 lower-case digits after sha256: are a digest") {
  const std::string hex(64, 'a');
  CHECK(Digest::Parse("sha256:" + hex)->hex() == hex);
  for (const std::string& text : {hex, "sha256:" + hex + "a", "sha256:" + hex.substr(1), "sha512:" + hex,
                                  "sha256:" + hex.substr(1) + "A", std::string()}) {
    CAPTURE(text);
    CHECK_FALSE(Digest::Parse(text));
  }
}

TEST_CASE("splitting and joining") {
  CHECK(Split("a,,b", ',').size() == 3);
  CHECK(Split("", ',').size() == 1);
  CHECK(SplitLines("a\nb\n").size() == 2);
  CHECK(SplitLines("a\n\n").size() == 2);
  CHECK(SplitLines("").empty());
  CHECK(Trim(" \t a b\n") == "a b");
  CHECK(ReplaceAll("aXbX", "X", "--") == "a--b--");
}

TEST_CASE("base64 both ways") {
  const struct {
    const char* plain;
    const char* encoded;
  } cases[] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}};
  for (const auto& c : cases) {
    CHECK(Base64Encode(c.plain) == c.encoded);
    CHECK(Base64Decode(c.encoded) == c.plain);
  }
  for (const char* wrong : {"Zg=", "Zg", "Z===", "Zm9v!m9v", "Zg==Zg=="}) {
    CAPTURE(wrong);
    CHECK_FALSE(Base64Decode(wrong));
  }
}

TEST_CASE("the nearest name is offered only when it is near") {
  CHECK(ShellWord("/a/b-1.yaml") == "/a/b-1.yaml");
  CHECK(ShellWord("/a b/it's") == "'/a b/it'\\''s'");
  CHECK(ShellWord("") == "''");
  CHECK(ClosestMatch("contur", {"cert-manager", "contour"}) == "contour");
  CHECK_FALSE(ClosestMatch("x", {"contour", "gatekeeper"}));
  CHECK(EditDistance("kitten", "sitting") == 3);
}

TEST_CASE("depfiles sort, unify and escape") {
  CHECK(FormatDepfile("out", {"b", "a b", "b", "c$d#e"}) == "out: \\\n  a\\ b \\\n  b \\\n  c$$d\\#e\n");
}

TEST_CASE("a depfile cannot name every path") {
  const struct {
    std::string path;
    size_t to_link;
  } cases[] = {
      {"a/b c", 0},
      {"caf\xc3\xa9/$a#1@[2]", 0},
      {"-a/~b", 0},
      {"a/b'c", 5},
      {"a'b/c/d", 3},
      {"a;/b/c&/d", 7},
      {"/p:q/r", 4},
      {"a\nb/c", 3},
      {"a\\ b", 4},
      {"a\x7f", 2},
      {std::string("a\t"), 2},
      {"x?y/<z>", 7},
  };
  for (const auto& c : cases) {
    CAPTURE(c.path);
    CHECK(LengthToLink(c.path) == c.to_link);
  }
  std::string deep;
  for (int i = 0; i < 60; ++i) deep += "/d";
  CHECK(LengthToLink(deep) == deep.size());
}

TEST_CASE("a depfile that CMake rewrites has paths from another folder") {
  MemoryFileSystem files;
  WriteDepfile(files, ParseDepfilePlace("../.././b/out.d"), "b/out", {"b/in", "/s/plain", "/s/$"});
  const std::vector<std::string> links = files.ListDirectory("b/out.links");
  REQUIRE(links.size() == 1);
  CHECK(files.ReadFile("b/out.d") ==
        "../../b/out: \\\n  ../../b/in \\\n  ../../b/out.links/" + links[0] + " \\\n  /s/plain\n");
  CHECK(ParseDepfilePlace("././b/out.d").base == "./");
  CHECK(ParseDepfilePlace("b/out.d").base.empty());
}

TEST_CASE("what a depfile cannot name is named by a link, and old links go") {
  MemoryFileSystem files;
  WriteDepfile(files, {.file = "/b/out.d"}, "out", {"/s/it's/a", "/s/it's/b", "/s/plain", "/s/x;y"});
  const std::vector<std::string> names = files.ListDirectory("/b/out.links");
  REQUIRE(names.size() == 2);
  std::vector<std::string> targets;
  for (const std::string& name : names) targets.push_back(files.ReadSymlink("/b/out.links/" + name));
  std::sort(targets.begin(), targets.end());
  CHECK(targets == std::vector<std::string>{"/s/it's", "/s/x;y"});
  const std::string link = files.ReadSymlink("/b/out.links/" + names[0]) == "/s/it's" ? names[0] : names[1];
  const std::string text = files.ReadFile("/b/out.d");
  CHECK(text.find("  /b/out.links/" + link + "/a \\\n") != std::string::npos);
  CHECK(text.find("  /b/out.links/" + link + "/b \\\n") != std::string::npos);
  CHECK(text.find('\'') == std::string::npos);

  WriteDepfile(files, {.file = "/b/out.d"}, "out", {"/s/it's/a"});
  CHECK(files.ListDirectory("/b/out.links") == std::vector<std::string>{link});
  WriteDepfile(files, {.file = "/b/out.d"}, "out", {"/s/plain"});
  CHECK_FALSE(files.Stat("/b/out.links"));
}

}  // namespace pkgrepo
