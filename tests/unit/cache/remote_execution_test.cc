#include "cache/remote_execution.h"

#include <doctest/doctest.h>

namespace pkgrepo::cache {
namespace {

TEST_CASE("A result is written in the encoding of Protocol Buffers") {
  const ActionResult result{.files = {{.path = "a", .digest = Digest::Of("hi"), .size = 2, .contents = "hi"}},
                            .worker = "w"};
  const std::string digest = "\x0a\x40" + Digest::Of("hi").hex() + "\x10\x02";
  const std::string file =
      "\x0a\x01"
      "a"
      "\x12" +
      std::string(1, static_cast<char>(digest.size())) + digest + "\x2a\x02hi";
  CHECK(result.Encode() ==
        "\x12" + std::string(1, static_cast<char>(file.size())) + file + "\x4a\x03\x0a\x01w");
}

TEST_CASE("What is written can be read") {
  const ActionResult written{
      .files = {{.path = "large", .digest = Digest::Of("large"), .size = int64_t{1} << 40},
                {.path = "empty", .digest = Digest::Of(""), .size = 0, .contents = ""}},
      .worker = "w"};
  const std::optional<ActionResult> read = ActionResult::Decode(written.Encode());
  REQUIRE(read);
  REQUIRE(read->files.size() == 2);
  CHECK(read->files[0].path == "large");
  CHECK(read->files[0].digest == Digest::Of("large"));
  CHECK(read->files[0].size == int64_t{1} << 40);
  CHECK_FALSE(read->files[0].contents);
  CHECK(read->files[1].size == 0);
  CHECK(read->worker == "w");
}

TEST_CASE("Fields that others write are passed over") {
  // exit_code = 0, stdout_raw = "x", and fields of fixed size that no version has
  std::string bytes("\x20\x00\x2a\x01x", 5);
  bytes += "\xc1\x3e";
  bytes += "12345678";
  bytes += "\xc5\x3e";
  bytes += "1234";
  CHECK(ActionResult::Decode(bytes));
}

TEST_CASE("What is no result of a success is none") {
  const std::string whole =
      ActionResult{.files = {{.path = "a", .digest = Digest::Of("hi"), .size = 2, .contents = "hi"}},
                   .worker = "w"}
          .Encode();
  CHECK_FALSE(ActionResult::Decode(whole + "\x20\x01"));  // exit_code = 1
  CHECK_FALSE(ActionResult::Decode("<html>Log in first</html>"));
  CHECK_FALSE(ActionResult::Decode("\x12\x02\x0a\x00"));  // a file without path and digest
  CHECK_FALSE(ActionResult::Decode("\x20\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"));
  CHECK_FALSE(
      ActionResult::Decode("\x12\xff\xff\xff\xff\x0f"
                           "a"));
}

TEST_CASE("All that makes an action another one is in its message") {
  const Command command{
      .arguments = {"pkgrepo", "render"}, .outputs = {"out"}, .properties = {{"pkgrepo", "1"}}};
  const auto with = [&](auto change) {
    Command other = command;
    change(other);
    return EncodeAction(other, "inputs");
  };
  const std::string action = EncodeAction(command, "inputs");
  CHECK(action == with([](Command&) {}));
  CHECK(action != with([](Command& other) { other.arguments = {"pkgrepo", "rendera"}; }));
  CHECK(action != with([](Command& other) {
          other = {.arguments = {"pkgrepo", "render", "out"}, .properties = other.properties};
        }));
  CHECK(action != with([](Command& other) { other.properties["pkgrepo"] = "2"; }));
  CHECK(action != EncodeAction(command, "others"));
  CHECK(action != EncodeAction(command, "inputs", "salt"));
}

TEST_CASE("A command and an action are written in the encoding of Protocol Buffers") {
  const Command command{.arguments = {"a", ""}, .outputs = {"o"}, .properties = {{"n", "v"}}};
  const std::string platform = "\x0a\x06\x0a\x01n\x12\x01v";
  const std::string encoded =
      std::string("\x0a\x01", 2) + "a" + std::string("\x0a\x00", 2) + "\x2a\x08" + platform + "\x3a\x01o";
  CHECK(command.Encode() == encoded);
  const std::string root = "\x0a\x40" + Digest::Of("").hex();  // of no bytes: the size is left out
  const std::string digest = "\x0a\x40" + Digest::Of(encoded).hex() + "\x10\x12";
  CHECK(EncodeAction(command, "") == "\x0a\x44" + digest + "\x12\x42" + root + "\x52\x08" + platform);
}

}  // namespace
}  // namespace pkgrepo::cache
