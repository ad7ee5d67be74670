# A project that fetches PackageRepo builds it from nothing, and then its own packages, with the same results as an
# installed program gives. This compiles the whole program, so it runs only where PACKAGE_REPO_TEST_EMBEDDED_BUILD is
# ON, as in the preset `ci`.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

# Sets `variable` to all results in ${BUILD}.
function(read_results variable)
  set(results "")
  foreach(folder carvel/packages carvel/stages carvel/repositories registry)
    get_tree("${BUILD}/${folder}" tree)
    string(APPEND results "${tree}")
  endforeach()
  set(${variable} "${results}" PARENT_SCOPE)
endfunction()

build_project(orchard)
read_results(installed)

replace(CMakeLists.txt "LANGUAGES NONE" "LANGUAGES CXX")
replace(CMakeLists.txt "find_package(PackageRepo REQUIRED)" "include(FetchContent)
FetchContent_Declare(PackageRepo URL https://example.invalid/package-repo.tar.gz)
FetchContent_MakeAvailable(PackageRepo)")
set(BUILD "${WORK}/embedding")
configure(ARGUMENTS "-DFETCHCONTENT_SOURCE_DIR_PACKAGEREPO=${PACKAGE_REPO_SOURCE_DIR}"
                    -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0)
build()
read_results(embedded)
expect_equal("${embedded}" "${installed}")
build()
expect_ran()
ctest()
