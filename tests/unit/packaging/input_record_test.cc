#include "packaging/input_record.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "packaging/step_inputs.h"
#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

std::string Complaint(const std::vector<std::string>& outputs, FileSystem& files, size_t required = 9) {
  try {
    RequireFresh(outputs, files, required);
    return "";
  } catch (const Error& error) {
    return error.message();
  }
}

// What a step that reads /s leaves in /b.
void Make(MemoryFileSystem& files) {
  StepInputs inputs(files);
  inputs.Walk("/s");
  files.WriteFile("/b/out.json", "{}");
  inputs.WriteDepfile("/b/out.json.d", "/b/out.json");
}

TEST_CASE("Results are fresh until an input changes in any way") {
  const struct {
    void (*change)(MemoryFileSystem&);
    const char* complaint;
  } cases[] = {
      {[](MemoryFileSystem& f) { f.WriteFile("/s/a\nb", "y"); }, "/s/a\nb was modified"},
      {[](MemoryFileSystem& f) { f.WriteFile("/s/a\nb", "long"); }, "/s/a\nb has changed in size"},
      {[](MemoryFileSystem& f) { f.SetMode("/s/a\nb", 0755); }, "/s/a\nb is executable now"},
      {[](MemoryFileSystem& f) { f.SetMode("/s/x", 0600); }, "/s/x is no longer executable"},
      {[](MemoryFileSystem& f) { f.SetModificationTime("/s/x", -5); }, "/s/x was modified"},
      {[](MemoryFileSystem& f) { f.RemoveAll("/s/x"); }, "/s/x is gone"},
      {[](MemoryFileSystem& f) { f.RemoveAll("/b/out.json"); }, "it was not built"},
      {[](MemoryFileSystem& f) { f.RemoveAll("/b/out.json.inputs.d"); }, "its inputs are not recorded"},
      {[](MemoryFileSystem& f) { f.WriteFile("/b/out.json.inputs.d", "out\nf x"); },
       "its inputs are not recorded"},
      {[](MemoryFileSystem& f) {
         f.WriteFile("/s/new", "");
         f.SetModificationTime("/s", 100);
       },
       "/s/new is new"},
      {[](MemoryFileSystem& f) { f.SetModificationTime("/s", 100); }, "/s has other files now"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.complaint);
    MemoryFileSystem files;
    files.WriteFile("/s/a\nb", "x");
    files.WriteFile("/s/x", "x", 0755);
    Make(files);
    CHECK(Complaint({"/b/out.json"}, files).empty());
    CHECK(files.IsFile("/b/out.json.d"));
    c.change(files);
    CHECK(Complaint({"/b/out.json"}, files, 0).empty());
    CHECK(Complaint({"/b/out.json"}, files) == std::string("/b/out.json is out of date: ") + c.complaint);
    CHECK_FALSE(files.IsFile("/b/out.json.d"));
    Make(files);
    CHECK(Complaint({"/b/out.json"}, files).empty());
  }
}

TEST_CASE("Modes of others than the owner are no change") {
  MemoryFileSystem files;
  files.WriteFile("/s/x", "x", 0755);
  Make(files);
  files.SetMode("/s/x", 0500);
  CHECK(Complaint({"/b/out.json"}, files).empty());
}

TEST_CASE("Relative inputs are found from elsewhere, too") {
  MemoryFileSystem files;
  files.WriteFile("/w/b/in", "x");
  WriteInputRecord({{"b/in", {.state = StateOf(files.Stat("/w/b/in")), .content = std::nullopt}}}, "b/out", files);
  files.WriteFile("/w/b/out.inputs.d", files.ReadFile("b/out.inputs.d"));
  files.WriteFile("/w/b/out", "");
  CHECK(Complaint({"/w/b/out"}, files).empty());
}

TEST_CASE("Products get the time of the youngest input, so that Ninja takes them as older than the step") {
  MemoryFileSystem files;
  files.WriteFile("/s/x", "x");
  const int64_t time = files.Stat("/s/x")->mtime;
  StepInputs inputs(files);
  inputs.Walk("/s");
  files.WriteFile("/b/made/file", "f");
  files.WriteFile("/b/out.json", "{}");
  inputs.AddProducts("/b/made");
  inputs.WriteDepfile("/b/out.json.d", "/b/out.json");
  CHECK(files.Stat("/b/made/file")->mtime == time);
  CHECK(files.ReadFile("/b/out.json.d").find("/b/made/file") != std::string::npos);
  CHECK(files.ReadFile("/b/out.json.inputs.d").find("/b/made/file") == std::string::npos);
}

}  // namespace
}  // namespace pkgrepo::packaging
