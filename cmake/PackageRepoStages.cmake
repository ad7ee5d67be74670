# The targets of stages and repositories. For use within the module only.
#
# Functions whose name begins with _package_repo read the parsed arguments of their caller as arg_<NAME>.

include_guard(GLOBAL)

function(_package_repo_add_stage stage file)
  _package_repo_find_registry()
  _package_repo_claim_place("${registry}/${stage}" "stage '${stage}'")
  set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_stages "${stage} ${file}")
  set(stage_flags "")
  if(arg_ONE_FILE)
    set(stage_flags --one-file)
  endif()
  _package_repo_find_depfiles()
  _package_repo_add_steps_of_stage()
  _package_repo_add_target("stage-${stage}" "stage '${stage}'" ALL DEPENDS ${results})
  set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_RESULTS_OF_STAGES ${results})
  add_dependencies("stage-${stage}" carvel-registry)
  _package_repo_add_actions_of_stage()
  _package_repo_task("stage-${stage}-promote" "stage '${stage}'"
    COMMENT "Promoting to stage ${stage}"
    OUTPUT "carvel/tasks/stage-${stage}-promote"
    COMMAND promote --stage "${stage}")
endfunction()

macro(_package_repo_declare_action_of_stage kind)
  set_property(SOURCE "${CMAKE_BINARY_DIR}/${output}/${kind}" PROPERTY SYMBOLIC TRUE)
  _package_repo_add_target("stage-${stage}-${kind}" "stage '${stage}'" DEPENDS "${CMAKE_BINARY_DIR}/${output}/${kind}")
  if("${kind}" STREQUAL push)  # what locks a stage comes before it can be built
    add_dependencies("stage-${stage}-${kind}" "stage-${stage}")
  endif()
endmacro()

function(_package_repo_add_repository repository file)
  set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_repositories "${repository} ${file}")
  _package_repo_find_depfiles()
  _package_repo_add_steps_of_repository()
  _package_repo_add_target("repository-${repository}" "repository '${repository}'" ALL DEPENDS ${results})
  set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_RESULTS_OF_STAGES ${results})
  _package_repo_add_actions_of_repository()
endfunction()

macro(_package_repo_declare_action_of_repository kind)
  set_property(SOURCE "${CMAKE_BINARY_DIR}/${output}.${kind}" PROPERTY SYMBOLIC TRUE)
  _package_repo_add_target("${kind}-${repository}" "repository '${repository}'"
    DEPENDS "${CMAKE_BINARY_DIR}/${output}.${kind}")
  add_dependencies("${kind}-${repository}" "repository-${repository}")
endmacro()
