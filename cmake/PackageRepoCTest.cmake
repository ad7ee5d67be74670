# The tests of a package version, found by CTest when it starts: <build>/carvel/tests.cmake includes this file.
#
#   <name>-<version>/<case>/renders    the package takes the case's values
#                          /refused    or, where test/expected/<case>.stderr says so, refuses them with that message
#                          /expected   the manifests equal test/expected/<case>.yaml
#                          /objects    every object has apiVersion, kind and name, and is defined once
#                          /images     every image is in the lock
#                          /ordering   every kapp change rule names a change group that exists
#
# Labels: `packages` and the package's name; `ctest -L` takes a regular expression, so one package is `-L '^<name>$'`, and
# one version `-R '^<name>-<version>/'`. (CTest ends with a line for each label.) Where the last build could not render a
# version, this is its only test: <name>-<version>/default/renders fails and says why. Where the values of a case are refused,
# its first test fails, and the others are skipped.

cmake_minimum_required(VERSION 3.24)

# `output` is relative to the build tree, in which CTest runs.
function(package_repo_test_version name version source bundle output expected)
  if(EXISTS "${output}/vendor.json.failed" OR EXISTS "${output}/rendered.json.failed")
    set(case default)
    set(checks renders)
    package_repo_add_case()
    return()
  endif()
  package_repo_find_results("${source}/test/values" "ya?ml" cases)
  list(PREPEND cases default)
  foreach(case IN LISTS cases)
    set(checks renders objects images ordering)
    if(EXISTS "${expected}/${case}.stderr")
      set(checks refused)
    elseif(EXISTS "${expected}/${case}.yaml")
      set(checks renders expected objects images ordering)
    endif()
    package_repo_add_case()
  endforeach()
  # An expected result without a case fails one test.
  package_repo_find_results("${expected}" "yaml|stderr" results)
  list(REMOVE_ITEM results ${cases})
  set(checks expected)
  foreach(case IN LISTS results)
    package_repo_add_case()
  endforeach()
endfunction()

# The files that add_derived_files(<name>) declares are what their command gives.
function(package_repo_test_derived name)
  add_test("generated.${name}" "${pkgrepo}" check-derived --run --name "${name}" --tree carvel)
  set_tests_properties("generated.${name}" PROPERTIES LABELS generated)
endfunction()

# References of the project are right: set_reference_policy() says how.
function(package_repo_test_references)
  add_test(references "${pkgrepo}" verify .)
  set_tests_properties(references PROPERTIES LABELS references)
endfunction()

# Sets `variable` to the names, without ending, of the files in `folder` that have this ending. Files that the render
# step ignores or rejects are left out: hidden ones, and those with names that no test can have.
function(package_repo_find_results folder ending variable)
  file(GLOB files RELATIVE "${folder}" "${folder}/*")
  list(FILTER files INCLUDE REGEX "^[^].[\\][^][\\]*\\.(${ending})$")
  list(TRANSFORM files REPLACE "\\.[a-z]+$" "")
  list(REMOVE_DUPLICATES files)
  set(${variable} "${files}" PARENT_SCOPE)
endfunction()

# The tests of `case` in `checks`, for package_repo_test_version().
macro(package_repo_add_case)
  foreach(check IN LISTS checks)
    set(test "${name}-${version}/${case}/${check}")
    add_test("${test}" "${pkgrepo}" validate --check "${check}" --case "${case}"
      --source "${source}" --bundle "${bundle}" --output-dir "${output}" --expected "${expected}"
      --cache carvel/cache)
    set_tests_properties("${test}" PROPERTIES SKIP_RETURN_CODE 77 LABELS "packages;${name}")
  endforeach()
endmacro()
