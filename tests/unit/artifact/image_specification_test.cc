#include "artifact/image_specification.h"

#include <doctest/doctest.h>

namespace pkgrepo::artifact {
namespace {

const std::string kHead =
    "# Of add_container_image(hello) in /src/CMakeLists.txt\nIMAGE r/hello\nTAG 1.0\nPLATFORM linux/amd64\n";

std::string FaultOf(const std::string& text) {
  try {
    ImageSpecification::Parse("spec", text);
  } catch (const Error& error) {
    return error.Render();
  }
  return "";
}

TEST_CASE("A specification says what CMake was told") {
  const ImageSpecification read =
      ImageSpecification::Parse("spec", kHead +
                                            "PLATFORM linux/arm/v7\nLAYER\nCOPY /src/a b;c\nTO /opt//a\nCOPY "
                                            "/src/tree\nTO /etc/\nLAYER\nENV A=b c=d\n"
                                            "CMD --x\nCMD \nWORKDIR /opt/./a\nLABEL x=y=z\nANNOTATION "
                                            "k=v\nOWNER /opt/=1:4294967294\nMODE /opt/a=4755\nMODE /data/=1777\nUSER 1:2\n");
  CHECK(read.call == "add_container_image(hello) in /src/CMakeLists.txt");
  CHECK(read.repository == "r/hello");
  REQUIRE(read.platforms.size() == 2);
  CHECK(NameOf(read.platforms[1]) == "linux/arm/v7");
  REQUIRE(read.layers.size() == 2);
  REQUIRE(read.layers[0].size() == 2);
  CHECK(read.layers[0][0].source == "/src/a b;c");
  CHECK(read.layers[0][0].destination == "/opt/a");
  CHECK(read.layers[0][1].destination == "/etc/");
  CHECK(read.layers[0][1].position.line == 9);
  CHECK(read.settings.environment == std::vector<std::string>{"A=b c=d"});
  CHECK(read.settings.command == std::vector<std::string>{"--x", ""});
  CHECK(read.owners.at("/opt").owner == oci::TarOwner{.user = 1, .group = 4294967294});
  CHECK(read.settings.working_directory == "/opt/a");
  CHECK(read.settings.labels.at("x") == "y=z");
  CHECK(read.annotations.at("k") == "v");
  CHECK(read.modes.at("/opt/a").mode == 04755);
  CHECK(read.modes.at("/data").is_folder);
  CHECK_FALSE(read.modes.at("/opt/a").is_folder);
}

TEST_CASE("What makes no image is refused with its line") {
  const struct {
    const char* lines;
    const char* message;
  } cases[] = {
      {"LAYER\nCOPY /a\nTO b\n", "spec:7: 'b' is no path in an image: it has to begin with '/'"},
      {"LAYER\nCOPY /a\nTO /../etc/passwd\n", "spec:7: the path /../etc/passwd leads out of the image"},
      {"LAYER\nCOPY /a\nTO /b/../../c\n", "spec:7: the path /b/../../c leads out of the image"},
      {"LAYER\nCOPY /a\n", "spec:6: '/a' has no destination"},
      {"LAYER\nTO /a\n", "spec:6: a destination has no source"},
      {"COPY /a\nTO /a\n", "spec:5: a file is copied ahead of the first layer"},
      {"PLATFORM linux\n", "spec:5: 'linux' is not a platform: use one such as linux/amd64 or linux/arm/v7"},
      {"PLATFORM linux/amd64\n", "spec:5: platform linux/amd64 is given twice"},
      {"ENV A\n", "spec:5: ENV takes <name>=<value>, not 'A'"},
      {"LABEL =b\n", "spec:5: LABELS takes <name>=<value>, not '=b'"},
      {"MODE /a=0999\n", "spec:5: '/a=0999' is not <path>=<mode>: use an octal mode such as 0755"},
      {"MODE /a=077777\n", "spec:5: '/a=077777' is not <path>=<mode>: use an octal mode such as 0755"},
      {"MODE /a=1\nMODE /a=2\n", "spec:6: the mode of /a is given twice"},
      {"OWNER /a=root:root\n", "spec:5: '/a=root:root' is not <path>=<uid>:<gid>: use numbers such as 1000:1000"},
      {"OWNER /a=4294967295:0\n",
       "spec:5: '/a=4294967295:0' is not <path>=<uid>:<gid>: use numbers such as 1000:1000"},
      {"OWNER /a=1:1\nOWNER /a/=2:2\n", "spec:6: the owner of /a is given twice"},
      {"VOLUME /a\n", "spec:5: 'VOLUME' is no word of the specification of an image"},
  };
  for (const auto& [lines, message] : cases) CHECK(FaultOf(kHead + lines) == std::string(message) + "\n");
  CHECK(FaultOf("IMAGE a\nPLATFORM linux/amd64\n") == "spec: TAG is missing\n");
  CHECK(FaultOf("IMAGE a\nTAG 1\n") == "spec: PLATFORM is missing\n");
}

}  // namespace
}  // namespace pkgrepo::artifact
