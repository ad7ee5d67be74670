# Targets with the names of a Makefile's tasks. For use within the module only.

include_guard(GLOBAL)

# Targets that do the same as others.
function(_package_repo_add_task_aliases)
  foreach(alias_of vendir-sync-all=sync-all lock-images-all=lock-all)
    string(REGEX MATCH "^(.+)=(.+)$" none "${alias_of}")
    _package_repo_add_target("${arg_PREFIX}${CMAKE_MATCH_1}" "${call}")
    add_dependencies("${arg_PREFIX}${CMAKE_MATCH_1}" "${CMAKE_MATCH_2}")
  endforeach()
endfunction()

# _package_repo_add_task(<task> <comment>)
#
# A target that reads its parameters from the environment each time it is built: a step that always runs, because its second
# output is never there, tells Ninja what the task waits for.
function(_package_repo_add_task task comment)
  set(output "carvel/tasks/${task}")
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}.dd" "${CMAKE_BINARY_DIR}/${output}.always"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" task "${task}" --tree carvel --order
    DEPENDS "${CMAKE_BINARY_DIR}/carvel/generator.id"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    COMMENT "Reading the variables of ${task}"
    VERBATIM)
  set_property(SOURCE "${CMAKE_BINARY_DIR}/${output}" "${CMAKE_BINARY_DIR}/${output}.always" PROPERTY SYMBOLIC TRUE)
  _package_repo_read_order("${output}" "${output}.dd")
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" task "${task}" --tree carvel --layout registry
    DEPENDS "${CMAKE_BINARY_DIR}/${output}.dd" "${CMAKE_BINARY_DIR}/registry/oci-layout"
    ${in_order}
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    COMMENT "${comment}"
    VERBATIM)
  _package_repo_add_target("${arg_PREFIX}${task}" "${call}" DEPENDS "${CMAKE_BINARY_DIR}/${output}")
  add_dependencies("${arg_PREFIX}${task}" carvel-registry)
endfunction()
