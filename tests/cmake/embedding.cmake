# A project that has PackageRepo as a subdirectory, or fetches it, gets the functions and the program, and nothing else.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

# Sets `variable` to what `ninja -t <argument>...` says.
function(ask_ninja variable)
  run(COMMAND ninja -C "${BUILD}" -t ${ARGN})
  set(${variable} "${output}" PARENT_SCOPE)
endfunction()

# Fails if `text` has a line that matches one of the expressions.
function(expect_no_line text)
  string(REPLACE "\n" ";" lines "${text}")
  foreach(expression IN LISTS ARGN)
    set(found ${lines})
    list(FILTER found INCLUDE REGEX "${expression}")
    if(found)
      message(FATAL_ERROR "of PackageRepo's own in the parent (${expression}):\n${found}")
    endif()
  endforeach()
endfunction()

# What holds however the project is embedded; `binary_dir` is the build folder of PackageRepo, relative to the parent's.
function(expect_embedded binary_dir)
  # The parent's packages, stages and tests, and none of ours.
  ask_ninja(targets targets all)
  expect_no_line("${targets}" "^(certificates|local-storage|stage-main|repository-acme|unit_|Experimental|reference)")
  expect_in("${targets}" "apple-1.1.0: phony")
  ctest(ARGUMENTS -N)
  expect_no_line("${output}" ": (unit|cases|cmake|docs|layers|conformance|certificates)[.-]")
  expect_in("${output}" "apple-1.1.0/three/renders")

  # The steps wait for the program, which is built inside the folder of PackageRepo, as are its libraries.
  ask_ninja(inputs inputs carvel/packages/apple/1.1.0/rendered.json)
  expect_in("${inputs} " "${binary_dir}/bin/pkgrepo ")
  expect_no_line("${inputs}" "^(lib|bin|out|generator)/")

  # Nothing is installed with the parent, or changed in its cache.
  run(COMMAND "${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${WORK}/prefix")
  if(EXISTS "${WORK}/prefix")
    message(FATAL_ERROR "the parent installs what is PackageRepo's:\n${output}")
  endif()
  file(STRINGS "${BUILD}/CMakeCache.txt" cache)
  expect_no_line("${cache}" "^(BUILD_TESTING|CMAKE_BUILD_TYPE:[A-Z]+=R|PACKAGE_REPO_REGISTRY:[A-Z]+=registry.acme|OPENSSL_CRYPTO_LIBRARY:.*[.]a$)")
endfunction()

set(rest [=[
set(PACKAGE_REPO_REGISTRY registry.example.com/fruit CACHE STRING "Where images will live")
add_subdirectory(packages/apple)
add_subdirectory(packages/pear)
add_carvel_stage(alpha FILE stages/alpha.yaml)
add_carvel_repository(fruit-alpha FILE repos/fruit-alpha.yaml)
]=])

# A parent without languages.
copy_project(orchard)
write(CMakeLists.txt "cmake_minimum_required(VERSION 3.24)
project(orchard LANGUAGES NONE)
add_subdirectory([==[${PACKAGE_REPO_SOURCE_DIR}]==] tools)
${rest}")
configure(ARGUMENTS -Wdev -Werror=dev -Werror=deprecated)
expect_embedded(tools)

# A parent of another language level, with flags and output folders of its own, and an older standard.
file(REMOVE_RECURSE "${SOURCE}" "${BUILD}")
copy_project(orchard)
write(main.cc "int main() {}\n")
write(CMakeLists.txt "cmake_minimum_required(VERSION 3.24)
project(orchard LANGUAGES CXX)
set(CMAKE_CXX_STANDARD 14)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY \${CMAKE_BINARY_DIR}/out)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY_DEBUG \${CMAKE_BINARY_DIR}/out)
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY \${CMAKE_BINARY_DIR}/out)
set(CMAKE_BUILD_TYPE Debug)
include(FetchContent)
FetchContent_Declare(PackageRepo URL https://example.invalid/package-repo.tar.gz)
FetchContent_MakeAvailable(PackageRepo)
add_executable(own main.cc)
${rest}")
configure(ARGUMENTS -Wdev -Werror=dev -Werror=deprecated "-DFETCHCONTENT_SOURCE_DIR_PACKAGEREPO=${PACKAGE_REPO_SOURCE_DIR}")
expect_embedded(_deps/packagerepo-build)
ask_ninja(command commands CMakeFiles/own.dir/main.cc.o)
expect_in("${command}" "std=gnu++14")
expect_no_line("${command}" "-Wall|-Werror|-fsanitize|-fPIE|-fstack|FORTIFY")
