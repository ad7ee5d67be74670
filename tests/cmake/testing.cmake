# Packages that are declared in a subdirectory have their tests in `ctest`, whoever enables testing.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

copy_project(orchard)
write(CMakeLists.txt "cmake_minimum_required(VERSION 3.24)
project(orchard LANGUAGES NONE)
add_subdirectory(packages)\n")
write(packages/CMakeLists.txt "find_package(PackageRepo REQUIRED)\nadd_subdirectory(apple)\nadd_subdirectory(pear)\n")
configure()
build()
ctest(ARGUMENTS -L ^apple$)
expect_in("${output}" "apple-1.1.0/three/expected")
ctest(ARGUMENTS -N -L ^pear$)
expect_in("${output}" "pear-2.0.0/default/renders")

# Without tests on demand.
file(REMOVE_RECURSE "${BUILD}")
configure(ARGUMENTS -DBUILD_TESTING=OFF)
ctest(ARGUMENTS -N)
expect_in("${output}" "Total Tests: 0")
