#include "packaging/published_lock.h"

#include <doctest/doctest.h>

#include "base/temp_dir.h"
#include "imgpkg/bundle.h"
#include "packaging/ignore_rules.h"
#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

// Bundles in a layout of their own.
class Bundles {
 public:
  BundleRecord Make(const std::map<std::string, std::string>& files, const std::string& tag = "1.0.0") {
    std::vector<imgpkg::ContentEntry> entries = {{.name = ".", .path = "", .is_directory = true, .mode = 0700}};
    for (const auto& [name, content] : files) {
      entries.push_back({.name = name,
                         .path = "",
                         .mode = name.ends_with(".sh") ? 0700u : 0600u,
                         .size = static_cast<int64_t>(content.size()),
                         .content = content});
    }
    return {.repository = "r.example.com/app",
            .tag = tag,
            .manifest = imgpkg::BuildBundle(std::move(entries), layout).manifest};
  }

 private:
  TempDir directory_;

 public:
  const oci::Layout layout = oci::Layout::Create(directory_.path() + "/layout");
};

const std::map<std::string, std::string> kFiles = {{"a.yml", "a"}, {"b.yml", "b"}, {"c.sh", "c"}};

PublishedLock LockOf(const BundleRecord& bundle, const oci::Layout& layout) {
  MemoryFileSystem files;
  NotePublished("/p/published.lock.yml", PublishedLock::Of(bundle, layout).ToYaml(), files);
  return PublishedLock::Parse("published.lock.yml", files.ReadFile("/p/published.lock.yml"));
}

std::string FaultOf(const PublishedLock& lock, const BundleRecord& bundle, const oci::Layout& layout) {
  try {
    CheckPublished(lock, "app", bundle, layout);
  } catch (const Error& error) {
    return error.Render();
  }
  return "";
}

std::string ParseFault(const std::string& text) {
  try {
    PublishedLock::Parse("p.yml", text);
  } catch (const Error& error) {
    return error.Render();
  }
  return "";
}

TEST_CASE("A lock has the image by digest, its tag, and each file of the bundle") {
  Bundles bundles;
  const BundleRecord bundle = bundles.Make(kFiles);
  const PublishedLock lock = LockOf(bundle, bundles.layout);
  CHECK(lock.image == "r.example.com/app@" + bundle.manifest.digest.ToString());
  CHECK(lock.digest == bundle.manifest.digest);
  CHECK(lock.tag == "1.0.0");
  CHECK(lock.files == BundleFiles{{"a.yml", Digest::Of("a").ToString()},
                                  {"b.yml", Digest::Of("b").ToString()},
                                  {"c.sh", Digest::Of("c").ToString() + " executable"}});
  CHECK(FaultOf(lock, bundle, bundles.layout) == "");
}

TEST_CASE("Other content than was published is refused, with the files that differ") {
  Bundles bundles;
  const PublishedLock lock = LockOf(bundles.Make(kFiles), bundles.layout);
  CHECK(FaultOf(lock, bundles.Make({{"a.yml", "A"}, {"c.sh", "c"}, {"d.yml", "d"}}), bundles.layout) ==
        "published.lock.yml:2: version 1.0.0 of package 'app' is published, and its content has changed since\n"
        "  note: changed: a.yml\n"
        "  note: removed: b.yml\n"
        "  note: added: d.yml\n"
        "  hint: make a new version: pkgrepo new version app NEW --from 1.0.0; or, if the push was a mistake, remove this "
        "file\n");
  PublishedLock other_mode = lock;
  other_mode.digest = Digest::Of("");
  other_mode.files["c.sh"] = Digest::Of("c").ToString();
  CHECK(FaultOf(other_mode, bundles.Make(kFiles), bundles.layout).find("note: changed in whether it is executable: c.sh\n") !=
        std::string::npos);
  PublishedLock other_program = lock;
  other_program.digest = Digest::Of("");
  CHECK(FaultOf(other_program, bundles.Make(kFiles), bundles.layout).find("note: its files are the same: ") !=
        std::string::npos);
}

TEST_CASE("A lock that was copied to another version is told as such") {
  Bundles bundles;
  const PublishedLock lock = LockOf(bundles.Make(kFiles), bundles.layout);
  CHECK(FaultOf(lock, bundles.Make(kFiles, "1.1.0"), bundles.layout) ==
        "published.lock.yml:3: this is what was published as 1.0.0, and not of version 1.1.0 of package 'app'\n"
        "  hint: if it was copied along with another version's files, remove it\n");
}

TEST_CASE("A lock that is there is left as it is, and the time of its folder, too") {
  Bundles bundles;
  MemoryFileSystem files;
  files.MakeDirectories("/p");
  const int64_t before = files.Stat("/p")->mtime;
  NotePublished("/p/published.lock.yml", PublishedLock::Of(bundles.Make(kFiles), bundles.layout).ToYaml(), files);
  CHECK(files.Stat("/p")->mtime == before);
  const std::string text = files.ReadFile("/p/published.lock.yml");
  BundleRecord elsewhere = bundles.Make(kFiles);
  elsewhere.repository = "other.example.com/app";
  NotePublished("/p/published.lock.yml", PublishedLock::Of(elsewhere, bundles.layout).ToYaml(), files);
  CHECK(files.ReadFile("/p/published.lock.yml") == text);
}

TEST_CASE("Names that a file of text cannot hold are refused") {
  const PublishedLock lock{.image = "r/app", .tag = "1", .files = {{"a\x7f.yml", Digest::Of("").ToString()}}};
  CHECK_THROWS_WITH_AS(lock.ToYaml(), doctest::Contains("whose name has a control character"), Error);
  CHECK(ParseFault("image: \"r/\\x7fapp@" + Digest::Of("").ToString() + "\"\ntag: 1\nfiles: {}\n").find("is not an image") !=
        std::string::npos);
}

TEST_CASE("A malformed lock is refused with file and line") {
  const std::string digest = Digest::Of("").ToString();
  const std::string hint = "  hint: a push writes this file: take it as version control has it\n";
  CHECK(ParseFault("") == "p.yml:1: expected a map with 'image'\n" + hint);
  CHECK(ParseFault("image: r/app:1\ntag: 1\nfiles: {}\n") ==
        "p.yml:1: 'r/app:1' is not an image by its digest\n" + hint);
  CHECK(ParseFault("image: r/app@" + digest + "\ntag: 1\n") == "p.yml:1: 'files' is missing here\n" + hint);
  CHECK(ParseFault("image: r/app@" + digest + "\ntag: 1\nfiles:\n  a: sha256:12\n") ==
        "p.yml:4: 'sha256:12' is not the digest of a file\n" + hint);
  CHECK(ParseFault("image: r/app@" + digest + "\ntag: 1\nfile: {}\n") ==
        "p.yml:3: unknown key 'file'\n  hint: did you mean 'files'?\n");
  CHECK(ParseFault("<<<<<<< ours\nimage: a\n").starts_with("p.yml:"));
}

TEST_CASE("It is no part of a bundle whose folder is the version's own") {
  CHECK(IgnoreRules().Ignores("published.lock.yml", false));
  CHECK_FALSE(IgnoreRules().Ignores("config/published.lock.yml", false));
}

}  // namespace
}  // namespace pkgrepo::packaging
