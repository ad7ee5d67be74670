#include "cache/input_root.h"

#include <doctest/doctest.h>

namespace pkgrepo::cache {
namespace {

std::string Named(const std::string& name, const std::string& digest) {
  return "\x0a\x01" + name + "\x12" + static_cast<char>(digest.size()) + digest;
}

std::string Field(char tag, const std::string& message) {
  return tag + std::string(1, static_cast<char>(message.size())) + message;
}

TEST_CASE("A tree of files is a message for each folder, the root's last") {
  InputRoot root;
  root.AddText("b/f", "hi");
  root.AddFile("a", {.digest = Digest::Of("run"), .size = 3, .is_executable = true, .place = "/bin/run"});
  root.AddFolder("c");
  const std::vector<Blob> messages = root.Messages();
  REQUIRE(messages.size() == 3);
  CHECK(messages[0].bytes == Field('\x0a', Named("f", EncodeDigest(Digest::Of("hi"), 2))));
  CHECK(messages[1].bytes.empty());
  CHECK(messages[2].bytes ==
        Field('\x0a', Named("a", EncodeDigest(Digest::Of("run"), 3)) + "\x20\x01") +
            Field('\x12', Named("b", EncodeDigest(messages[0].digest,
                                                  static_cast<int64_t>(messages[0].bytes.size())))) +
            Field('\x12', Named("c", EncodeDigest(Digest::Of(""), 0))));
  REQUIRE(root.Files().size() == 2);
  CHECK(root.Files()[0].place == "/bin/run");
  CHECK(root.Files()[1].text == "hi");
}

TEST_CASE("It does not count in which order files come") {
  InputRoot one;
  InputRoot other;
  for (const char* path : {"a/1", "a/2", "b"}) one.AddText(path, path);
  for (const char* path : {"b", "a/2", "a/1"}) other.AddText(path, path);
  CHECK(one.Messages().back().digest == other.Messages().back().digest);
  other.AddFolder("a/3");
  CHECK(one.Messages().back().digest != other.Messages().back().digest);
}

TEST_CASE("Nothing is the empty message") {
  const std::vector<Blob> messages = InputRoot().Messages();
  REQUIRE(messages.size() == 1);
  CHECK(messages[0].bytes.empty());
}

}  // namespace
}  // namespace pkgrepo::cache
