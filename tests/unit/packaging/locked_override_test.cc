#include "packaging/locked_override.h"

#include <doctest/doctest.h>

namespace pkgrepo::packaging {
namespace {

std::string Digest(char digit) { return "@sha256:" + std::string(64, digit); }

kbld::Override Locked(kbld::Origins origins) {
  return {.match = {},
          .new_image = "reg.test/app" + Digest('1'),
          .preresolved = true,
          .origins = std::move(origins)};
}

bool IsUpToDateFor(const kbld::Override& locked, const std::string& new_image) {
  return IsUpToDate(locked, {.match = {}, .new_image = new_image});
}

TEST_CASE("An entry with origins is up to date for what it was resolved from") {
  for (const kbld::Origin& origin :
       {kbld::ResolvedOrigin("reg.test/app:1", "1"), kbld::PreresolvedOrigin("reg.test/app:1")}) {
    const kbld::Override locked = Locked({origin});
    CHECK(IsUpToDateFor(locked, "reg.test/app:1"));
    CHECK_FALSE(IsUpToDateFor(locked, "reg.test/app:2"));
    CHECK_FALSE(IsUpToDateFor(locked, "reg.test/other:1"));
    CHECK(IsUpToDateFor(locked, ""));
  }
  CHECK(IsUpToDateFor(Locked({kbld::ResolvedOrigin("nginx:1", "")}), "index.docker.io/library/nginx:1"));
}

TEST_CASE("Digests are compared as such, wherever the image lives") {
  const kbld::Override locked = Locked({kbld::ResolvedOrigin("reg.test/app:1", "1")});
  CHECK(IsUpToDateFor(locked, "reg.test/app" + Digest('1')));
  CHECK(IsUpToDateFor(locked, "mirror.test/app" + Digest('1')));
  CHECK_FALSE(IsUpToDateFor(locked, "reg.test/app" + Digest('2')));
}

TEST_CASE("Repositories are compared where the entry or the override names no tag") {
  CHECK(IsUpToDateFor(Locked({}), "reg.test/app:2"));
  CHECK_FALSE(IsUpToDateFor(Locked({}), "reg.test/other:2"));
  const kbld::Override selection{
      .match = {}, .new_image = "reg.test/app", .tag_selection = kbld::TagSelection()};
  CHECK(IsUpToDate(Locked({kbld::ResolvedOrigin("reg.test/app:1.2.3", "1.2.3")}), selection));
}

}  // namespace
}  // namespace pkgrepo::packaging
