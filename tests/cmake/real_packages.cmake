# Ten versions of packages that others have written, taken over as they are: all manifests are as expected, and all go
# into one repository.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

set(packages "${REAL_PACKAGES}/packages")
get_tree("${packages}" before)
write(CMakeLists.txt
"cmake_minimum_required(VERSION 3.24)
project(real_packages LANGUAGES NONE)
find_package(PackageRepo REQUIRED)
set(PACKAGE_REPO_REGISTRY registry.example.com/tce CACHE STRING \"\")
add_carvel_packages(\"${packages}\" EXPECTED_DIR \"${REAL_PACKAGES}/expected\")
add_carvel_stage(all FILE all.yaml)
add_carvel_repository(all FILE repository.yaml)
")
write(repository.yaml "stage: all\n")
set(stage "packages:\n")
file(GLOB versions RELATIVE "${packages}" "${packages}/*/*/bundle")
list(LENGTH versions count)
foreach(version IN LISTS versions)
  string(REGEX MATCH "^([^/]+)/([^/]+)/" unused "${version}")
  string(APPEND stage "- {name: ${CMAKE_MATCH_1}, version: ${CMAKE_MATCH_2}}\n")
endforeach()
write(all.yaml "${stage}")

configure()
build()
get_tree("${packages}" after)
expect_equal("${after}" "${before}")

# Every expected file was compared, and every package is in the stage. One of the packages has a flaw that the tests
# find: it puts an annotation's path among the labels of its pods.
set(flawed "^external-dns-0.12.2/deployment-observability/objects$")
ctest(ARGUMENTS -R "${flawed}" MUST_FAIL
  "spec.template.metadata.labels.prometheus.io/path: '/metrics' may only contain letters, digits, '-', '_' and '.'")
ctest(ARGUMENTS -E "${flawed}")
file(GLOB_RECURSE expected "${REAL_PACKAGES}/expected/*.yaml" "${REAL_PACKAGES}/expected/*.stderr")
list(LENGTH expected expected_count)
string(REGEX MATCHALL "/(expected|refused) \\.+ +Passed" compared "${output}")
list(LENGTH compared compared_count)
expect_equal("${compared_count}" "${expected_count}")
file(GLOB staged "${BUILD}/carvel/stages/all/bundle/packages/*/[0-9]*.yml")
list(LENGTH staged staged_count)
expect_equal("${staged_count}" "${count}")

build()
expect_ran()
