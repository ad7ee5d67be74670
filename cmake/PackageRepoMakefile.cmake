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
function(_package_repo_add_task task comment)
  _package_repo_task("${arg_PREFIX}${task}" "${call}"
    COMMENT "${comment}"
    OUTPUT "carvel/tasks/${task}"
    COMMAND "${task}")
endfunction()
