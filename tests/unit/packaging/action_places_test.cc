#include "packaging/action_places.h"

#include <doctest/doctest.h>

namespace pkgrepo::packaging {
namespace {

ActionPlaces PlacesOf(const std::vector<std::string>& paths, const std::string& bundle = "") {
  return ActionPlaces({.source = SourceTree("/src/app/1.0.0", bundle), .output = "carvel/packages/app/1.0.0"},
                      paths);
}

TEST_CASE("The version's folder is the source tree where nothing is above it") {
  const ActionPlaces places = PlacesOf({"render", "--values"});
  CHECK(places.InRoot("/src/app/1.0.0") == "source");
  CHECK(places.InRoot("/src/app/1.0.0/bundle/a.yaml") == "source/bundle/a.yaml");
  CHECK(places.InRoot("carvel/packages/app/1.0.0/vendor.json") == "carvel/packages/app/1.0.0/vendor.json");
  CHECK(places.InRoot("/src/app") == "");
  CHECK(places.OnDisk("source") == "/src/app/1.0.0");
  CHECK(places.OnDisk("source/bundle/a.yaml") == "/src/app/1.0.0/bundle/a.yaml");
  CHECK(places.OnDisk("carvel/packages/app/1.0.0/vendor.json") == "carvel/packages/app/1.0.0/vendor.json");
}

TEST_CASE("Paths that lead up have a place above it") {
  const ActionPlaces places = PlacesOf({"render", "--values", "/src/common.yaml"}, "/src/app/common");
  for (const auto& [path, place] :
       {std::pair("/src/common.yaml", "source/common.yaml"), std::pair("/src", "source"),
        std::pair("/src/app/common/a", "source/_/common/a"), std::pair("/src/app/1.0.0", "source/_/_"),
        std::pair("/src/app/1.0.0/_/a", "source/_/_/_/a")}) {
    CHECK(places.InRoot(path) == place);
    CHECK(places.OnDisk(place) == path);
  }
  CHECK(places.InRoot("/elsewhere") == "");
}

TEST_CASE("What would lie where something else does is not found again") {
  const ActionPlaces places = PlacesOf({"/src/common.yaml"});
  CHECK(places.OnDisk(places.InRoot("/src/_/a")) != "/src/_/a");
  CHECK(places.OnDisk(places.InRoot("source/a")) != "source/a");
}

}  // namespace
}  // namespace pkgrepo::packaging
