#include "cache/action_cache.h"

#include <doctest/doctest.h>

#include <map>

namespace pkgrepo::cache {
namespace {

// Gives back what it was told to keep, or something else.
class FakeStore : public Store {
 public:
  std::optional<std::string> Get(Kind kind, const Digest& digest, int64_t max_size) override {
    const auto kept = files.find({kind, digest});
    if (kept == files.end() || kept->second.size() > static_cast<size_t>(max_size)) return std::nullopt;
    if (kind == Kind::kContent && Digest::Of(kept->second) != digest) return std::nullopt;
    return kept->second;
  }
  void Put(Kind kind, const Digest& digest, std::string_view bytes) override {
    files[{kind, digest}] = bytes;
  }

  std::map<std::pair<Kind, Digest>, std::string> files;
};

const Command kCommand{.arguments = {"render"}};

InputRoot RootOf(const std::string& text) {
  InputRoot root;
  root.AddText("input", text);
  return root;
}

std::string Found(ActionCache& cache, const std::string& inputs) {
  const auto found = cache.Find(kCommand, {RootOf("never seen"), RootOf(inputs)});
  if (!found || found->index != 1) return "none";
  std::string text;
  for (const Output& output : found->outputs) {
    text += output.path + (output.is_executable ? "*=" : "=") + output.content.substr(0, 10) + ";";
  }
  return text;
}

TEST_CASE("What was made of these inputs is found again") {
  FakeStore store;
  ActionCache cache(store);
  CHECK(cache.FindLists(kCommand).empty());
  cache.Put(kCommand, RootOf("contents"), {{"a", "one"}, {"b", "", true}}, {}, "list");
  CHECK(cache.FindLists(kCommand) == std::vector<std::string>{"list"});
  CHECK(Found(cache, "contents") == "a=one;b*=;");
  CHECK(Found(cache, "others") == "none");
  CHECK_FALSE(cache.Find({.arguments = {"render", "again"}}, {RootOf("contents")}));
  CHECK(store.files.size() == 2);
}

TEST_CASE("Some lists of inputs are kept, the latest first") {
  FakeStore store;
  ActionCache cache(store);
  for (const char* list : {"1", "2", "3", "4", "5", "3"}) {
    cache.Put(kCommand, RootOf("contents"), {}, cache.FindLists(kCommand), list);
  }
  CHECK(cache.FindLists(kCommand) == std::vector<std::string>{"3", "5", "4", "2"});
}

TEST_CASE("Large outputs are kept by their digest") {
  FakeStore store;
  ActionCache cache(store);
  const std::string large(1 << 20, 'x');
  cache.Put(kCommand, RootOf("contents"), {{"a", large}, {"b", "small"}}, {}, "list");
  CHECK(store.files.contains({Kind::kContent, Digest::Of(large)}));
  CHECK(Found(cache, "contents") == "a=xxxxxxxxxx;b=small;");
  SUBCASE("Damaged") {
    store.files[{Kind::kContent, Digest::Of(large)}][7] = 'y';
    CHECK(Found(cache, "contents") == "none");
  }
  SUBCASE("Missing") {
    store.files.erase({Kind::kContent, Digest::Of(large)});
    CHECK(Found(cache, "contents") == "none");
  }
}

TEST_CASE("A result that was damaged anywhere, cut off or put in the place of another is none") {
  FakeStore store;
  ActionCache cache(store);
  cache.Put(kCommand, RootOf("contents"), {{"a", "one"}}, {}, "list");
  const std::map<std::pair<Kind, Digest>, std::string> whole = store.files;
  for (const auto& [key, bytes] : whole) {
    for (size_t i = 0; i < bytes.size(); ++i) {
      store.files[key] = bytes;
      store.files[key][i] = static_cast<char>(bytes[i] ^ 4);
      const std::vector<std::string> lists = cache.FindLists(kCommand);
      CHECK((lists.empty() || lists == std::vector<std::string>{"list"}));
      const std::string found = Found(cache, "contents");
      CHECK((found == "none" || found == "a=one;"));
      store.files[key] = bytes.substr(0, i);
      CHECK((cache.FindLists(kCommand).empty() || Found(cache, "contents") == "none"));
    }
    store.files[key] = bytes;
  }
  for (const auto& [key, bytes] : whole) {
    for (const auto& [other, others_bytes] : whole) {
      if (key != other) store.files[key] = others_bytes;
    }
  }
  CHECK(cache.FindLists(kCommand).empty());
  CHECK(Found(cache, "contents") == "none");
}

TEST_CASE("What is damaged is told from what is whole") {
  FakeStore store;
  ActionCache cache(store);
  cache.Put(kCommand, RootOf("contents"), {{"a", "one"}, {"b", std::string(1 << 20, 'x')}}, {}, "list");
  size_t results = 0;
  for (auto& [key, bytes] : store.files) {
    if (key.first == Kind::kContent) continue;
    ++results;
    CHECK(IsResultOf(key.second, bytes));
    CHECK_FALSE(IsResultOf(Digest::Of("another"), bytes));
    bytes[bytes.size() / 2] ^= 1;
    CHECK_FALSE(IsResultOf(key.second, bytes));
  }
  CHECK(results == 2);
}

// Knows in which order it was told to keep what.
class StoreWithOrder : public FakeStore {
 public:
  void Put(Kind kind, const Digest& digest, std::string_view bytes) override {
    order += kind == Kind::kContent ? 'c' : 'r';
    FakeStore::Put(kind, digest, bytes);
  }
  std::string order;
};

TEST_CASE("A result is put when what it refers to is there") {
  StoreWithOrder store;
  ActionCache cache(store);
  const std::string large(1 << 20, 'x');
  cache.Put(kCommand, RootOf("contents"), {{"a", large}, {"b", large + "x"}}, {}, "list");
  CHECK(store.order == "ccrr");
}

// Wants more than results.
class DetailedStore : public FakeStore {
 public:
  explicit DetailedStore(Detail detail) : detail_(detail) {}
  Detail detail() const override { return detail_; }
  std::optional<std::string> Content(const Digest& digest) { return Get(Kind::kContent, digest, 1 << 20); }

 private:
  const Detail detail_;
};

TEST_CASE("Who checks results finds the actions, and all outputs") {
  DetailedStore store(Detail::kActions);
  ActionCache(store).Put(kCommand, RootOf("contents"), {{"a", "one"}, {"b", ""}}, {}, "list");
  CHECK(store.Content(Digest::Of("one")));
  CHECK(store.Content(Digest::Of("list")));
  CHECK(store.Content(Digest::Of(kCommand.Encode())));
  CHECK_FALSE(store.Content(Digest::Of("contents")));
  size_t results = 0;
  for (const auto& [key, bytes] : store.files) {
    if (key.first != Kind::kResult) continue;
    ++results;
    CHECK(store.Content(key.second));
  }
  CHECK(results == 2);
}

TEST_CASE("Who runs actions finds their inputs") {
  DetailedStore store(Detail::kInputs);
  const InputRoot root = RootOf("contents");
  ActionCache(store).Put(kCommand, root, {{"a", "one"}});
  CHECK(store.Content(Digest::Of("contents")));
  CHECK(store.Content(root.Messages().back().digest));
  SUBCASE("but nothing that is not what it was") {
    InputRoot changed;
    changed.AddFile("input", {.digest = Digest::Of("two"), .size = 3, .place = "/dev/null"});
    store.files.clear();
    ActionCache(store).Put(kCommand, changed, {{"a", "one"}});
    changed.AddFile("input", {.digest = Digest::Of("two"), .size = 3, .place = "/nowhere"});
    ActionCache(store).Put(kCommand, changed, {{"a", "one"}});
    CHECK(store.files.empty());
  }
}

TEST_CASE("A name that is no text is in no result") {
  FakeStore store;
  ActionCache(store).Put(kCommand, RootOf("contents"), {{"\xff", "one"}});
  CHECK(store.files.empty());
}

TEST_CASE("A result of outputs without end is none") {
  FakeStore store;
  ActionCache cache(store);
  cache.Put(kCommand, RootOf("contents"), {{"a", "one"}}, {}, "list");
  for (auto& [key, bytes] : store.files) {
    std::optional<ActionResult> result = ActionResult::Decode(bytes);
    REQUIRE(result);
    result->files[0].contents.reset();
    result->files[0].size = int64_t{1} << 60;
    bytes = result->Encode();
  }
  CHECK(Found(cache, "contents") == "none");
}

}  // namespace
}  // namespace pkgrepo::cache
