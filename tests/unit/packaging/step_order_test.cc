#include "packaging/step_order.h"

#include <doctest/doctest.h>

#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

struct Orchard {
  Orchard() {
    files.WriteFile("carvel/packages.list", "apple 1.0.0\napple 1.1.0\npear 2.0.0 2.0.0+a\n");
    files.WriteFile("carvel/stages.list", "alpha stages/alpha.yaml\nbeta stages/beta.yaml\n");
    files.WriteFile("carvel/repositories.list", "one /s/a b.yaml\ntwo /s/two.yaml\n");
  }

  std::string StageOrder(const std::string& text) {
    files.WriteFile("/s/stage.yaml", text);
    return OrderOfStage("beta", "/s/stage.yaml", tree, inputs).ToDyndep();
  }

  std::string RepositoryOrder(const std::string& text) {
    files.WriteFile("/s/two.yaml", text);
    return OrderOfRepository("two", "/s/two.yaml", tree, inputs).ToDyndep();
  }

  MemoryFileSystem files;
  StepInputs inputs{files};
  BuildTree tree{"carvel"};
};

constexpr const char* kNothing = "ninja_dyndep_version = 1\nbuild carvel/stages/beta/stage.json: dyndep\n";

TEST_CASE("A stage waits for the versions that its file names, by either of their names") {
  Orchard orchard;
  CHECK(orchard.StageOrder("packages:\n- {name: apple, versions: [1.1.0]}\n- {name: pear, version: 2.0.0+a}\n") ==
        "ninja_dyndep_version = 1\nbuild carvel/stages/beta/stage.json: dyndep |"
        " carvel/packages/apple/1.1.0/package.yaml carvel/packages/apple/1.1.0/metadata.yaml"
        " carvel/packages/pear/2.0.0/package.yaml carvel/packages/pear/2.0.0/metadata.yaml\n");
  CHECK(orchard.StageOrder("packages:\n- {name: pear, version: 2.0.0}\n").find("pear/2.0.0/package.yaml") !=
        std::string::npos);
}

TEST_CASE("What is not there, or cannot be read, is not waited for") {
  Orchard orchard;
  CHECK(orchard.StageOrder("packages:\n- {name: apple, version: 3.0.0}\n- {name: fig, version: 1.0.0}\n") == kNothing);
  CHECK(orchard.StageOrder("packages: [\n") == kNothing);
  CHECK(OrderOfStage("beta", "/s/none.yaml", orchard.tree, orchard.inputs).ToDyndep() == kNothing);
  CHECK(orchard.RepositoryOrder("stage: gamma\n") ==
        "ninja_dyndep_version = 1\nbuild carvel/repositories/two.yaml: dyndep\n");
  CHECK(orchard.inputs.paths().contains("/s/none.yaml"));
}

TEST_CASE("A repository waits for its stage, and the push of a stage for those repositories") {
  Orchard orchard;
  const std::string order = orchard.RepositoryOrder("stage: beta\n");
  CHECK(order == "ninja_dyndep_version = 1\nbuild carvel/repositories/two.yaml: dyndep | carvel/stages/beta/stage.json\n");
  CHECK(InputsOfOrder(order) == std::vector<std::string>{"carvel/stages/beta/stage.json"});
  CHECK(InputsOfOrder(kNothing).empty());
  orchard.files.WriteFile("/s/a b.yaml", "stage: beta\n");
  const StepOrder push = OrderOfPush("beta", orchard.tree, orchard.inputs);
  CHECK(push.File() == "carvel/stages/beta/push.dd");
  CHECK(push.inputs == std::vector<std::string>{"carvel/repositories/one.yaml", "carvel/repositories/two.yaml"});
  CHECK(OrderOfPush("alpha", orchard.tree, orchard.inputs).inputs.empty());
}

TEST_CASE("A repository waits for the manifests of what it installs, where the project renders it") {
  Orchard orchard;
  orchard.files.WriteFile("stages/beta.yaml",
                          "packages:\n- {name: apple, versions: [1.0.0, 1.1.0]}\n- {name: pear, version: 2.0.0}\n");
  const std::string head =
      "ninja_dyndep_version = 1\nbuild carvel/repositories/two.yaml: dyndep | carvel/stages/beta/stage.json";
  const std::string both = head + " carvel/packages/apple/1.0.0/rendered.json carvel/packages/apple/1.1.0/rendered.json\n";
  CHECK(orchard.RepositoryOrder("stage: beta\ninstalls:\n- {package: apple}\n") == both);
  CHECK(orchard.RepositoryOrder("stage: beta\ninstalls:\n- {package: fig}\n") == head + "\n");
  orchard.files.WriteFile("carvel/foreign.list", "pear 2.0.0\n");
  CHECK(orchard.RepositoryOrder("stage: beta\ninstalls:\n- {package: pear}\n") == head + "\n");
  orchard.files.WriteFile("stages/beta.yaml", "packages:\n- {name: apple, versions: [1.1.0]}\n");
  CHECK(orchard.RepositoryOrder("stage: beta\ninstalls:\n- {package: apple, rights: {from: [1.0.0]}}\n") == both);
}

TEST_CASE("A repository waits for the stages of those in a cluster with it, and reads no other file without a cluster") {
  Orchard orchard;
  orchard.files.WriteFile("/s/a b.yaml", "stage: alpha\nclusters: [dev, prod]\n");
  orchard.RepositoryOrder("stage: beta\n");
  CHECK_FALSE(orchard.inputs.paths().contains("/s/a b.yaml"));
  const std::string head = "ninja_dyndep_version = 1\nbuild carvel/repositories/two.yaml: dyndep | ";
  CHECK(orchard.RepositoryOrder("stage: beta\nclusters: [test]\n") == head + "carvel/stages/beta/stage.json\n");
  CHECK(orchard.inputs.paths().contains("/s/a b.yaml"));
  CHECK(orchard.RepositoryOrder("stage: beta\nclusters: [prod]\n") ==
        head + "carvel/stages/alpha/stage.json carvel/stages/beta/stage.json\n");
  orchard.files.WriteFile("/s/a b.yaml", "stage: alpha\nnamespace: x\nclusters: [dev, prod]\n");
  CHECK(orchard.RepositoryOrder("stage: beta\nnamespace: y\nclusters: [prod]\n") == head + "carvel/stages/beta/stage.json\n");
}

}  // namespace
}  // namespace pkgrepo::packaging
