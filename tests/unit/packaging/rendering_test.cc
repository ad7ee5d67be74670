#include "packaging/rendering.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace pkgrepo::packaging {
namespace {

// A package whose manifests show its values.
struct Package {
  Package() {
    files.WriteFile("/p/bundle/config/schema.yaml",
                    "#@data/values-schema\n---\n#@schema/desc \"Size\"\nsize: 1\n");
    files.WriteFile("/p/bundle/config/a.yaml",
                    "#@ load(\"@ytt:data\", \"data\")\n---\nkind: A\nsize: #@ data.values.size\n");
  }

  std::string Render(const std::string& name) {
    for (const Case& values : FindCases("/p/test/values", {}, inputs)) {
      if (values.name == name) return RenderCase("/p/bundle", values, inputs);
    }
    return "no such case";
  }

  MemoryFileSystem files;
  StepInputs inputs{files};
};

TEST_CASE("Values files count as values, with the annotation or without") {
  Package package;
  package.files.WriteFile("/p/test/values/marked.yaml", "#@data/values\n---\nsize: 2\n");
  package.files.WriteFile("/p/test/values/plain.yml", "size: 3\n");
  package.files.WriteFile("/p/test/values/README.md", "no case\n");
  CHECK(package.Render("default") == "kind: A\nsize: 1\n");
  CHECK(package.Render("marked") == "kind: A\nsize: 2\n");
  CHECK(package.Render("plain") == "kind: A\nsize: 3\n");
  CHECK(FindCases("/p/test/values", {}, package.inputs).size() == 3);
}

TEST_CASE("Everything that was read is noted, folders as well") {
  Package package;
  package.files.WriteFile("/p/test/values/plain.yaml", "size: 3\n");
  package.Render("plain");
  for (const char* path : {"/p/bundle/config", "/p/bundle/config/a.yaml", "/p/bundle/config/schema.yaml",
                           "/p/test/values", "/p/test/values/plain.yaml"}) {
    CAPTURE(path);
    CHECK(package.inputs.paths().contains(path));
  }
}

TEST_CASE("What the schema refuses is an error") {
  Package package;
  package.files.WriteFile("/p/test/values/bad.yaml", "size: many\n");
  CHECK_THROWS_AS(package.Render("bad"), Error);
}

TEST_CASE("Two files cannot make one case") {
  Package package;
  package.files.WriteFile("/p/test/values/default.yaml", "size: 3\n");
  CHECK_THROWS_WITH_AS(FindCases("/p/test/values", {}, package.inputs), "there is a case 'default' already",
                       Error);
}

TEST_CASE("The schema of the values, where there is one") {
  Package package;
  const nlohmann::json schema = ValuesSchema("/p/bundle", package.inputs);
  CHECK(schema["properties"]["size"]["description"] == "Size");
  MemoryFileSystem files;
  files.WriteFile("/q/bundle/config/a.yaml", "kind: A\n");
  StepInputs inputs(files);
  CHECK(ValuesSchema("/q/bundle", inputs).is_null());
}

}  // namespace
}  // namespace pkgrepo::packaging
