# The tests of package versions. For use within the module only.
#
# CMake does not know these tests, because it would keep a hundred thousand of them in memory. A file lists the
# versions, and CTest itself determines their tests (PackageRepoCTest.cmake).

include_guard(GLOBAL)

# Sets `expected`, the folder with the expected manifests of a version.
macro(_package_repo_find_expected)
  if(arg_EXPECTED_DIR)
    set(expected "${arg_EXPECTED_DIR}/${name}/${version}")
  else()
    set(expected "${source}/test/expected")
  endif()
endmacro()

# Tests of one version; `source` is its folder, `output` that in the build tree.
macro(_package_repo_add_version_tests)
  if(NOT DEFINED BUILD_TESTING OR BUILD_TESTING)
    set_property(GLOBAL APPEND PROPERTY "PACKAGE_REPO_TESTS_OF_${name}"
      "${name} ${version} [==[${source}]==] [==[${bundle}]==] ${output} [==[${expected}]==]")
  endif()
endmacro()

# Writes the file that CTest reads, from a folder in which the generator is known.
function(_package_repo_begin_tests)
  file(GENERATE OUTPUT "${CMAKE_BINARY_DIR}/carvel/tests.cmake" CONTENT "\
set(pkgrepo [==[$<TARGET_FILE:PackageRepo::pkgrepo>]==])
include([==[${CMAKE_CURRENT_FUNCTION_LIST_DIR}/PackageRepoCTest.cmake]==])
include([==[${CMAKE_BINARY_DIR}/carvel/versions.cmake]==])
")
endfunction()

# Gives CTest the list of versions. CTest starts in the project's top folder, where testing has to be enabled.
function(_package_repo_write_tests)
  get_property(names GLOBAL PROPERTY PACKAGE_REPO_PACKAGES)
  set(tests "")
  foreach(name IN LISTS names)
    get_property(is_left_out GLOBAL PROPERTY "PACKAGE_REPO_LEAVES_OUT_${name}")
    if(NOT is_left_out)
      get_property(tests_of_package GLOBAL PROPERTY "PACKAGE_REPO_TESTS_OF_${name}")
      list(APPEND tests ${tests_of_package})
    endif()
  endforeach()
  list(TRANSFORM tests PREPEND "package_repo_test_version(")
  list(TRANSFORM tests APPEND ")")
  get_property(shard GLOBAL PROPERTY PACKAGE_REPO_SHARD)
  if(NOT shard AND (NOT DEFINED BUILD_TESTING OR BUILD_TESTING))
    get_property(tests_of_project GLOBAL PROPERTY PACKAGE_REPO_TESTS)
    list(APPEND tests ${tests_of_project})
  endif()
  if(NOT tests)
    return()
  endif()
  list(JOIN tests "\n" calls)
  file(GENERATE OUTPUT "${CMAKE_BINARY_DIR}/carvel/versions.cmake" CONTENT "${calls}\n")
  # CMake writes the path between quotes as it is.
  string(REGEX REPLACE "([\"$])" "\\\\\\1" file "${CMAKE_BINARY_DIR}/carvel/tests.cmake")
  set_property(DIRECTORY "${CMAKE_SOURCE_DIR}" APPEND PROPERTY TEST_INCLUDE_FILES "${file}")
  cmake_language(DEFER DIRECTORY "${CMAKE_SOURCE_DIR}" CALL enable_testing)
endfunction()
