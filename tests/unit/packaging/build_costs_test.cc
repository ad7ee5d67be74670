#include "packaging/build_costs.h"

#include <doctest/doctest.h>

namespace pkgrepo::packaging {
namespace {

TEST_CASE("A package costs what the last runs of the steps of its versions took") {
  BuildCosts costs;
  AddCosts(
      "# ninja log v5\n"
      "0\t900\t1\tcarvel/packages/app/1.0.0/rendered.json\t1f\n"
      "100\t140\t1\tcarvel/packages/app/1.0.0/rendered.json\t1f\n"
      "100\t140\t1\tcarvel/packages/app/1.0.0/schema.json\t1f\n"
      "0\t7\t1\tcarvel/packages/app/2.0.0/bundle.json\t1f\n"
      "5\t5\t1\tcarvel/packages/web/1.0.0/vendor.json\t1f\n"
      "0\t50\t1\tcarvel/stages/beta/stage.json\t1f\n"
      "0\t50\t1\tbin/tool\t1f\n",
      costs);
  CHECK(costs == BuildCosts{{"app", 47}, {"web", 1}});
}

TEST_CASE("Of several builds the one counts that has built the whole package") {
  BuildCosts costs;
  AddCosts("0\t90\t1\tcarvel/packages/app/1.0.0/rendered.json\t1f\n", costs);
  AddCosts("0\t3\t1\tcarvel/packages/app/1.0.0/vendor.json\t1f\n0\t4\t1\tcarvel/packages/web/1.0.0/vendor.json\t1f\n", costs);
  CHECK(costs == BuildCosts{{"app", 90}, {"web", 4}});
}

}  // namespace
}  // namespace pkgrepo::packaging
