#include "packaging/lock_update.h"

#include <doctest/doctest.h>

namespace pkgrepo::packaging {
namespace {

std::string Digest(char digit) { return "@sha256:" + std::string(64, digit); }

imgpkg::LockedImage Entry(const std::string& id, const std::string& image,
                          std::map<std::string, std::string> annotations = {}) {
  if (!id.empty()) annotations["kbld.carvel.dev/id"] = id;
  return {.image = image, .annotations = std::move(annotations)};
}

// Resolves everything to the digest of nines.
kbld::ResolvedImages Resolve(const std::vector<std::string>& references) {
  kbld::ResolvedImages images;
  for (const std::string& reference : references) {
    images[reference] = {.url = reference.substr(0, reference.rfind(':')) + Digest('9'), .origins = {}};
  }
  return images;
}

kbld::ResolvedImages NoRegistry(const std::vector<std::string>&) {
  FAIL("a registry was asked");
  return {};
}

// Made by hand: one that no manifest names, one with an annotation of its own.
const imgpkg::ImagesLock kOld{
    .images = {Entry("reg.test/operand" + Digest('1'), "reg.test/operand" + Digest('1')),
               Entry("reg.test/web:1", "reg.test/web" + Digest('2'), {{"note", "mine"}})}};

}  // namespace

TEST_CASE("Entries that hold stay as they are, and no registry is asked") {
  const LockUpdate update = UpdateLock(kOld, {"reg.test/web:1"}, {}, {}, NoRegistry);
  CHECK(update.lock.images == kOld.images);
  CHECK(update.changes.empty());
}

TEST_CASE("An entry that does not say what it is for gets an id, as kbld wants it") {
  const imgpkg::ImagesLock old{
      .images = {Entry("", "reg.test/operand" + Digest('1'), {{"reason", "at run time"}})}};
  const LockUpdate update = UpdateLock(old, {}, {}, {}, NoRegistry);
  CHECK(update.lock.images == std::vector<imgpkg::LockedImage>{Entry("reg.test/operand" + Digest('1'),
                                                                     "reg.test/operand" + Digest('1'),
                                                                     {{"reason", "at run time"}})});
  CHECK(update.changes.size() == 1);
}

TEST_CASE("An entry's image may be spelt short") {
  const imgpkg::ImagesLock old{
      .images = {
          Entry("web", "web" + Digest('9'), {{"kbld.carvel.dev/origins", "- resolved: {url: web}"}}),
          Entry("side:1", "side" + Digest('1'), {{"kbld.carvel.dev/origins", "- resolved: {url: side:1}"}})}};
  const LockUpdate update = UpdateLock(
      old, {"web", "docker.io/library/side" + Digest('1')}, {}, {.relock = true},
      [](const std::vector<std::string>& references) {
        kbld::ResolvedImages images;
        for (const std::string& name : references) {
          const char digit = name == "web" ? '9' : '1';
          images[name] = {.url = "index.docker.io/library/" + name.substr(0, name.find(':')) + Digest(digit),
                          .origins = {}};
        }
        return images;
      });
  CHECK(update.lock.images == old.images);
  CHECK(update.changes.empty());
}

TEST_CASE("What is missing is added in its place") {
  const LockUpdate update = UpdateLock(kOld, {"reg.test/web:1", "reg.test/side:2"}, {}, {}, Resolve);
  REQUIRE(update.lock.images.size() == 3);
  CHECK(update.lock.images[1].image == "reg.test/side" + Digest('9'));
  CHECK(update.lock.images[2] == kOld.images[1]);
  CHECK(update.changes == std::vector<std::string>{"+ reg.test/side:2 is reg.test/side" + Digest('9')});
}

TEST_CASE("An entry that an override gives another repository is resolved again") {
  kbld::Config config;
  kbld::Override other{.match = {}, .new_image = "reg.test/other:1"};
  other.match.image = "reg.test/web:1";
  config.overrides = {other};
  const LockUpdate update = UpdateLock(kOld, {"reg.test/web:1"}, config, {}, Resolve);
  CHECK(update.changes == std::vector<std::string>{"~ reg.test/web:1 is reg.test/web" + Digest('9') +
                                                   ", was reg.test/web" + Digest('2')});
}

TEST_CASE("An entry that an override gives another tag of the same repository is resolved again") {
  const imgpkg::ImagesLock old{
      .images = {
          Entry("reg.test/web:1", "reg.test/web" + Digest('2'),
                {{"kbld.carvel.dev/origins", "- resolved: {url: reg.test/web:1}"}, {"note", "mine"}})}};
  const auto update_with = [&](const std::string& new_image) {
    kbld::Config config;
    config.overrides = {{.match = {}, .new_image = new_image}};
    config.overrides[0].match.image = "reg.test/web:1";
    return UpdateLock(old, {"reg.test/web:1"}, config, {}, [&](const std::vector<std::string>&) {
      return kbld::ResolvedImages{{"reg.test/web:1",
                                   {.url = "reg.test/web" + Digest(new_image.ends_with(":3") ? '2' : '9'),
                                    .origins = {kbld::ResolvedOrigin(new_image, "")}}}};
    });
  };
  CHECK(update_with("reg.test/web:1").lock.images == old.images);
  const LockUpdate moved = update_with("reg.test/web:2");
  CHECK(moved.changes == std::vector<std::string>{"~ reg.test/web:1 is reg.test/web" + Digest('9') +
                                                  ", was reg.test/web" + Digest('2')});
  CHECK(moved.lock.images.at(0).annotations.at("kbld.carvel.dev/origins") ==
        "- resolved:\n    url: reg.test/web:2\n");
  CHECK(moved.lock.images.at(0).annotations.at("note") == "mine");
  // The same digest by another tag: else the entry would stay stale for ever.
  const LockUpdate same = update_with("reg.test/web:3");
  CHECK(same.changes.size() == 1);
  CHECK(same.lock.images.at(0).annotations.at("kbld.carvel.dev/origins") ==
        "- resolved:\n    url: reg.test/web:3\n");
}

TEST_CASE("Locking anew moves tags, keeps annotations, and drops what only kbld has put there") {
  imgpkg::ImagesLock old = kOld;
  old.images.push_back(
      Entry("reg.test/gone:1", "reg.test/gone" + Digest('3'), {{"kbld.carvel.dev/origins", "…"}}));
  old.images.push_back(Entry("reg.test/kept:1", "reg.test/kept" + Digest('9')));
  const LockUpdate update = UpdateLock(old, {"reg.test/web:1"}, {}, {.relock = true}, Resolve);
  REQUIRE(update.lock.images.size() == 3);
  CHECK(update.lock.images[0] == old.images[0]);
  CHECK(update.lock.images[1].image == "reg.test/web" + Digest('9'));
  CHECK(update.lock.images[1].annotations.at("note") == "mine");
  CHECK(update.lock.images[2] == old.images[3]);
  CHECK(update.changes == std::vector<std::string>{"- reg.test/gone:1: no manifest names it",
                                                   "~ reg.test/web:1 is reg.test/web" + Digest('9') +
                                                       ", was reg.test/web" + Digest('2')});
}

}  // namespace pkgrepo::packaging
