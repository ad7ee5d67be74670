# The tests that each package version registers. Nothing here is for use elsewhere.
#
#   <name>-<version>/<case>/renders    the package takes the case's values
#                          /refused    or, where test/expected/<case>.stderr says so, refuses them with that message
#                          /expected   the manifests equal test/expected/<case>.yaml
#                          /objects    every object has apiVersion, kind and name, and is defined once
#                          /images     every image is in the lock
#                          /ordering   every kapp change rule names a change group that exists
#
# Labels: `packages`, the package's name, and <name>-<version>; `ctest -L` takes a regular expression, so one package is
# `-L '^<name>$'`. Where a version does not render, or a case's values are refused, its first test fails and says why; the
# others are skipped.

include_guard(GLOBAL)

# CTest finds the tests of a folder by way of those above it, of which each must have testing enabled: by the time they are
# complete. (Called in a function, enable_testing() would hold in that function alone.)
function(_package_repo_enable_testing)
  set(folder "${CMAKE_CURRENT_SOURCE_DIR}")
  while(folder)
    cmake_language(DEFER DIRECTORY "${folder}" GET_CALL_IDS ids)
    if("package_repo_testing" IN_LIST ids)
      return()
    endif()
    cmake_language(DEFER DIRECTORY "${folder}" ID package_repo_testing CALL enable_testing)
    get_property(folder DIRECTORY "${folder}" PROPERTY PARENT_DIRECTORY)
  endwhile()
endfunction()

# Tests of one version; `source` is its folder, `output` that in the build tree.
function(_package_repo_add_version_tests name version source output)
  if(arg_EXPECTED_DIR)
    set(expected "${arg_EXPECTED_DIR}/${name}/${version}")
  else()
    set(expected "${source}/test/expected")
  endif()
  _package_repo_action("${name}-${version}-update-expected" "${what}"
    COMMENT "Rewriting the expected manifests of ${name} ${version}"
    COMMAND update-expected --output-dir "${output}" --expected "${expected}"
    BUILT "${output}/rendered.json")
  add_dependencies(update-expected-all "${name}-${version}-update-expected")
  if(DEFINED BUILD_TESTING AND NOT BUILD_TESTING)
    return()
  endif()
  _package_repo_enable_testing()
  # Cases and expected results that come and go change these folders.
  foreach(folder "${source}" "${source}/test" "${source}/test/values" "${expected}")
    if(IS_DIRECTORY "${folder}")
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${folder}")
    endif()
  endforeach()
  file(GLOB values RELATIVE "${source}/test/values" "${source}/test/values/*.yaml" "${source}/test/values/*.yml")
  list(TRANSFORM values REPLACE "\\.ya?ml$" "")
  foreach(case default ${values})
    if(case MATCHES "[][\\]")  # the render step refuses it
      continue()
    endif()
    _package_repo_add_case_tests("${name}-${version}" "${case}" "${expected}" "${source}" "${output}")
    set_tests_properties(${tests} PROPERTIES SKIP_RETURN_CODE 77 LABELS "packages;${name};${name}-${version}")
  endforeach()
endfunction()

# Sets `tests` in the caller's scope to the names of what it added.
function(_package_repo_add_case_tests target case expected source output)
  set(checks renders objects images ordering)
  if(EXISTS "${expected}/${case}.stderr")
    set(checks refused)
  elseif(EXISTS "${expected}/${case}.yaml")
    set(checks renders expected objects images ordering)
  endif()
  set(tests "")
  foreach(check IN LISTS checks)
    add_test(NAME "${target}/${case}/${check}"
      COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" validate --check "${check}" --case "${case}"
              --source "${source}" --output-dir "${output}" --expected "${expected}"
      WORKING_DIRECTORY "${CMAKE_BINARY_DIR}")
    list(APPEND tests "${target}/${case}/${check}")
  endforeach()
  set(tests "${tests}" PARENT_SCOPE)
endfunction()
