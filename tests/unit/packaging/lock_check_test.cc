#include "packaging/lock_check.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "kbld/resource.h"
#include "packaging/kbld_inputs.h"

namespace pkgrepo::packaging {
namespace {

std::string Digest(char digit) { return "@sha256:" + std::string(64, digit); }

// The lock of reg.test/app:1, as kbld writes it.
std::string LockText(const std::string& id = "kbld.carvel.dev/id: reg.test/app:1") {
  return "apiVersion: imgpkg.carvel.dev/v1alpha1\nkind: ImagesLock\nimages:\n- image: reg.test/app" +
         Digest('1') + "\n  annotations:\n    " + id +
         "\n    kbld.carvel.dev/origins: |\n      - resolved: {url: reg.test/app:1}\n";
}

Resources Inputs(const std::string& image, const std::string& lock, const std::string& new_image = "") {
  std::string text = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {image: '" + image + "'}\n";
  if (!lock.empty()) text += "---\n" + lock;
  if (!new_image.empty()) {
    text += "---\napiVersion: kbld.k14s.io/v1alpha1\nkind: Config\noverrides: [{image: '" + image +
            "', newImage: '" + new_image + "'}]\n";
  }
  return kbld::ParseResources(text, "file 'm.yaml'");
}

template <typename Function>
std::string FailureOf(Function function) {
  try {
    function();
    return "";
  } catch (const Error& error) {
    return error.Render();
  }
}

TEST_CASE("What the cases use is kept, once") {
  LockCheck check("images.yml", LockText(), "app-lock");
  check.Add("default", Inputs("reg.test/app:1", LockText()), true);
  check.Add("other", Inputs("reg.test/app:1", LockText()), true);
  check.RequireIds();
  CHECK(check.Finish().images == check.lock().images);
  CHECK(LockCheck("images.yml", LockText(), "app-lock").Finish().images.empty());
  CHECK(LockCheck("images.yml", std::nullopt, "app-lock").Finish().images.empty());
}

TEST_CASE("An image that is not locked is named with its case, and the target that locks it") {
  LockCheck check("images.yml", LockText(), "app-lock");
  check.Add("large", Inputs("reg.test/app:2", LockText()), true);
  const std::string failure = FailureOf([&] { check.Finish(); });
  CHECK(
      failure.find(
          "images.yml: image reg.test/app:2 of pod/a (v1) cluster in the case 'large' is not in the lock") !=
      std::string::npos);
  CHECK(failure.find("build the target app-lock to resolve it") != std::string::npos);
  LockCheck without("images.yml", std::nullopt, "app-lock");
  without.Add("default", Inputs("reg.test/app:2", ""), true);
  CHECK(FailureOf([&] { without.Finish(); }).find("no such file: images.yml") != std::string::npos);
}

TEST_CASE("An override that the lock hides is refused, and both are named") {
  for (const std::string& new_image :
       {std::string("reg.test/app:2"), "reg.test/app" + Digest('2'), std::string("reg.test/side:1")}) {
    LockCheck check("images.yml", LockText(), "app-lock");
    check.Add("default", Inputs("reg.test/app:1", LockText(), new_image), true);
    const std::string failure = FailureOf([&] { check.Finish(); });
    CHECK(failure.find("reg.test/app" + Digest('1')) != std::string::npos);
    CHECK(failure.find(new_image) != std::string::npos);
    CHECK(failure.find("build the target app-lock") != std::string::npos);
  }
  LockCheck same("images.yml", LockText(), "app-lock");
  same.Add("default", Inputs("reg.test/app:1", LockText(), "reg.test/app:1"), true);
  CHECK(same.Finish().images.size() == 1);
  // Where the cluster does not read the lock, it hides nothing.
  LockCheck unread("images.yml", LockText(), "app-lock");
  unread.Add("default", Inputs("reg.test/app:1", LockText(), "reg.test/app:2"), false);
  CHECK(unread.Finish().images.size() == 1);
}

TEST_CASE("Images that the project makes are locked beside those of the file, which may not have them") {
  const imgpkg::ImagesLock own{
      .images = {{.image = "reg.test/own" + Digest('3'), .annotations = {{"kbld.carvel.dev/id", "reg.test/own:1"}}}}};
  KbldInputs read{.resources = Inputs("reg.test/own:1", LockText()), .origins = {"m.yaml", "images.yml"}};
  AddToLock(read, own);
  CHECK(read.origins.size() == read.resources.size());
  LockCheck check("images.yml", LockText(), "app-lock", own);
  check.Add("default", read.resources, true);
  CHECK(check.AreAllLocked());
  CHECK(check.Finish().images == own.images);
  LockCheck unlocked("images.yml", LockText(), "app-lock");
  unlocked.Add("default", Inputs("reg.test/own:1", LockText()), true);
  CHECK_FALSE(unlocked.AreAllLocked());
  CHECK(FailureOf([] {
          LockCheck("images.yml", LockText("kbld.carvel.dev/id: reg.test/own:1"), "app-lock",
                    {.images = {{.image = "reg.test/own@x", .annotations = {{"kbld.carvel.dev/id", "reg.test/own:1"}}}}});
        }) ==
        "images.yml:4: the project builds reg.test/own:1 itself, as reg.test/own@x, so no lock may say what it is\n"
        "  hint: build the target app-lock to remove this entry\n");
}

TEST_CASE("An entry that does not say what it is for is refused with its line") {
  const LockCheck check("images.yml", LockText("note: mine"), "app-lock");
  CHECK(FailureOf([&] {
          check.RequireIds();
        }).find("images.yml:4: this entry has no annotation kbld.carvel.dev/id") != std::string::npos);
}

}  // namespace
}  // namespace pkgrepo::packaging
