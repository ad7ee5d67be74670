#include "packaging/rendering.h"

#include <doctest/doctest.h>

#include <sstream>

#include "base/error.h"
#include "support/memory_file_system.h"

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
    const AppTemplate app = App("ytt: {paths: [config/]}");
    const Renderer renderer(app, "/p/bundle", folders, inputs, messages);
    for (const Case& values : FindCases("/p/test/values", {}, inputs)) {
      if (values.name == name) return renderer.Render(values).text;
    }
    return "no such case";
  }

  // An App that fetches the bundle, with these steps (or another `fetch`).
  static AppTemplate App(const std::string& steps, const std::string& fetch = "imgpkgBundle: {image: i}") {
    return AppTemplate::Parse(
        "package.yaml", "spec: {template: {spec: {fetch: [{" + fetch + "}], template: [{" + steps + "}]}}}");
  }
  std::string RenderWith(const AppTemplate& app) {
    return Renderer(app, "/p/bundle", folders, inputs, messages)
        .Render({.name = "default", .values_files = {}})
        .text;
  }

  MemoryFileSystem files;
  StepInputs inputs{files};
  std::ostringstream messages;
  PackageFolders folders{.source = SourceTree("/p"), .output = "/out/p/1.0.0"};
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

TEST_CASE("What the schema refuses is a refusal") {
  Package package;
  package.files.WriteFile("/p/test/values/bad.yaml", "size: many\n");
  CHECK(package.Render("bad").find("expected: integer") != std::string::npos);
}

TEST_CASE("Two files cannot make one case") {
  Package package;
  package.files.WriteFile("/p/test/values/default.yaml", "size: 3\n");
  CHECK_THROWS_WITH_AS(FindCases("/p/test/values", {}, package.inputs), "there is already a case 'default'",
                       Error);
}

TEST_CASE("The schema of the values, where there is one") {
  Package package;
  const AppTemplate app = Package::App("ytt: {paths: [config]}");
  const nlohmann::json schema =
      Renderer(app, "/p/bundle", package.folders, package.inputs, package.messages).ValuesSchema();
  CHECK(schema["properties"]["size"]["description"] == "Size");
  package.files.RemoveAll("/p/bundle/config/schema.yaml");
  package.files.WriteFile("/p/bundle/config/a.yaml", "kind: A\n");
  CHECK(
      Renderer(app, "/p/bundle", package.folders, package.inputs, package.messages).ValuesSchema().is_null());
}

TEST_CASE("Values without a schema have one that lets other keys in") {
  Package package;
  package.files.RemoveAll("/p/bundle/config/schema.yaml");
  package.files.WriteFile("/p/bundle/config/values.yaml",
                          "#@data/values\n---\n#! Size\nsize: 1\nadditionalProperties: {a: \"\"}\nnone:\n");
  const AppTemplate app = Package::App("ytt: {paths: [config]}");
  const Renderer renderer(app, "/p/bundle", package.folders, package.inputs, package.messages);
  CHECK(renderer.ValuesSchema() == nlohmann::json::parse(R"({
      "type": "object",
      "properties": {
        "size": {"type": "integer", "description": "Size", "default": 1},
        "additionalProperties": {
          "type": "object",
          "properties": {"a": {"type": "string", "default": ""}}
        },
        "none": {"nullable": true, "default": null}
      }})"));
  CHECK_FALSE(renderer.HasSchema());
  CHECK(renderer.InferSchema()->values_file == "/p/bundle/config/values.yaml");
}

TEST_CASE("The steps of the Package are what is rendered") {
  Package package;
  package.files.WriteFile("/p/bundle/more/b.yaml", "# not a comment that ytt knows\nkind: B\n");
  package.files.WriteFile("/p/bundle/defaults.yaml", "size: 5\n");
  CHECK(package.RenderWith(Package::App("ytt: {ignoreUnknownComments: true, paths: [more]}")) == "kind: B\n");
  CHECK(package.RenderWith(Package::App("ytt: {paths: [config], valuesFrom: [{path: defaults.yaml}]}")) ==
        "kind: A\nsize: 5\n");
  CHECK(package.RenderWith(Package::App("ytt: {inline: {paths: {c.yaml: 'kind: C'}}, paths: [config]}")) ==
        "kind: A\nsize: 1\n---\nkind: C\n");
  CHECK(
      package.RenderWith(Package::App(
          "ytt: {paths: [config, more], ignoreUnknownComments: true, fileMarks: ['b.yaml:exclude=true']}")) ==
      "kind: A\nsize: 1\n");
  CHECK(package.RenderWith(Package::App("ytt: {paths: [config]}}, {ytt: {paths: ['-']}}, {kbld: {}")) ==
        "kind: A\nsize: 1\n");
  CHECK(package.RenderWith(Package::App(
            "ytt: {paths: [0/config]}",
            "imgpkgBundle: {image: i}}, {inline: {paths: {d.yaml: 'kind: D'}}")) == "kind: A\nsize: 1\n");
  CHECK(package.RenderWith(Package::App(
            "ytt: {paths: [x]}",
            "imgpkgBundle: {image: i}}, {path: x, inline: {paths: {d.yaml: 'kind: D'}}")) == "kind: D\n");
}

TEST_CASE("Steps that are not supported are refused") {
  const std::pair<const char*, const char*> cases[] = {
      {"cue: {}", "the template step cue is not supported here, so nothing could be checked"},
      {"jsonnet: {}", "unknown template step 'jsonnet'"},
      {"ytt: {paths: [../x]}", "path '../x' leads outside of what is fetched"},
      {"ytt: {inline: {pathsFrom: [{secretRef: {name: s}}]}}",
       "files of Secrets and ConfigMaps are known only in a cluster"},
      {"kbld: {}", "kbld is the first template step, so there is nothing to resolve images in"},
      {"ytt: {paths: [config, '-']}",
       "the first template step has the path '-', but there is no earlier step whose output it could read"},
      {"helmTemplate: {valuesFrom: [{path: '-'}]}",
       "the first template step has the path '-', but there is no earlier step whose output it could read"},
      {"ytt: {}}, {kbld: {paths: [.imgpkg/images.yml]}",
       "kbld's paths lack '-', so the rendered manifests would not be deployed"},
      {"ytt: {}}, {kbld: {}}, {ytt: {}",
       "a template step after kbld is not supported here: it would read resolved images"},
  };
  for (const auto& [steps, message] : cases) {
    CAPTURE(steps);
    CHECK_THROWS_WITH_AS(Package::App(steps), message, Error);
  }
  CHECK_THROWS_WITH_AS(Package::App("ytt: {}", "git: {url: u}"),
                       "what git fetches is not known here, so it could not be checked",
                       Error);
  CHECK_THROWS_WITH_AS(Package::App("ytt: {}", "imgpkgBundle: {image: a}}, {imgpkgBundle: {image: b}"),
                       "two bundles are fetched, and it is not clear which of them this project builds",
                       Error);
  Package package;
  const AppTemplate missing = Package::App("ytt: {paths: [none]}");
  CHECK_THROWS_WITH_AS(package.RenderWith(missing), "the step reads 'none', which is not in /p/bundle",
                       Error);
  CHECK(Package::App("ytt: {valuesFrom: [{secretRef: {name: s}}]}").steps.size() == 1);
}

}  // namespace
}  // namespace pkgrepo::packaging
