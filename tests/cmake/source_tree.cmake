# Nothing is written to the source tree, and there may be blanks in every path.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

set(SOURCE "${WORK}/a source with blanks")
set(BUILD "${WORK}/a build with blanks")
copy_project(orchard)
get_tree("${SOURCE}" before)
configure()
build()
ctest()
get_tree("${SOURCE}" after)
expect_equal("${after}" "${before}")
build()
expect_ran()

# A changed file is noticed there, too.
replace(packages/apple/1.0.0/bundle/config/schema.yaml "replicas: 1" "replicas: 7")
build()
expect_contains("${BUILD}/carvel/packages/apple/1.0.0/rendered/default.yaml" "replicas: 7")
