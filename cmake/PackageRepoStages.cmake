# The steps and targets of stages and repositories, and what they wait for. Nothing here is for use elsewhere.
#
# Functions whose name begins with _package_repo read the parsed arguments of their caller as arg_<NAME>.

include_guard(GLOBAL)

# A stage is built after the package versions that its file names. Ninja takes these dependencies of targets as
# order-only: what a stage has read, its dependency file tells.
function(_package_repo_order_stages)
  get_property(stages GLOBAL PROPERTY PACKAGE_REPO_LIST_OF_stages)
  foreach(stage IN LISTS stages)
    get_property(file GLOBAL PROPERTY "PACKAGE_REPO_FILE_OF_stage_${stage}")
    _package_repo_targets_of_stage("${file}")
    if(targets)
      add_dependencies("stage-${stage}" ${targets})
    endif()
  endforeach()
endfunction()

# Sets `targets` in the caller's scope to those of the versions that a stage file lists; the file is watched.
#
# The step reads the file as YAML; here each entry of a list is looked through for its `name:` and for the words behind its
# `version:` or `versions:`. Where that is not enough (a list on one line, anchors, tags), all words count, and where words
# are escaped, all versions: a target too many is waited for, but none is missing.
function(_package_repo_targets_of_stage file)
  _package_repo_read_words("${file}")
  if(form STREQUAL "escaped")
    _package_repo_targets_of_all()
    set(targets "${targets}" PARENT_SCOPE)
    return()
  endif()
  set(entries "${text}")
  if(form STREQUAL "plain")
    string(REGEX REPLACE "\n[ \t]*-[ \t]+([A-Za-z]+[ \t]*:|\\{)" ";\\1" entries "${text}")
  endif()
  set(found "")
  foreach(entry IN LISTS entries)
    string(REGEX MATCHALL "name" keys "${entry}")
    list(LENGTH keys count)
    if(count EQUAL 1 AND form STREQUAL "plain" AND entry MATCHES "name[ \t]*:[ \t]*([^ \t\n,}]+)")
      set(names "${CMAKE_MATCH_1}")
      string(REGEX MATCHALL "versions?[ \t]*:[^:]*" entry "${entry}")
    else()
      string(REGEX MATCHALL "[0-9A-Za-z.+_-]+" names "${entry}")
      list(REMOVE_DUPLICATES names)
    endif()
    string(REGEX MATCHALL "[0-9A-Za-z.+_-]+" words "${entry}")
    foreach(name IN LISTS names)
      get_property(versions GLOBAL PROPERTY "PACKAGE_REPO_VERSIONS_OF_${name}")
      foreach(version IN LISTS versions)
        get_property(own_version GLOBAL PROPERTY "PACKAGE_REPO_OWN_VERSION_OF_${name}-${version}")
        if(version IN_LIST words OR own_version IN_LIST words)
          list(APPEND found "${name}-${version}")
        endif()
      endforeach()
    endforeach()
  endforeach()
  set(targets "${found}" PARENT_SCOPE)
endfunction()

# Sets `targets` in the caller's scope to those of all package versions.
function(_package_repo_targets_of_all)
  get_property(versions GLOBAL PROPERTY PACKAGE_REPO_LIST_OF_packages)
  list(TRANSFORM versions REPLACE "^([^ ]+) ([^ ]+).*$" "\\1-\\2")
  set(targets "${versions}" PARENT_SCOPE)
endfunction()

# A repository is built after the stage that its file names, and a push of the stage leaves no resource behind that names
# an earlier bundle.
function(_package_repo_order_repositories)
  get_property(stages GLOBAL PROPERTY PACKAGE_REPO_LIST_OF_stages)
  get_property(repositories GLOBAL PROPERTY PACKAGE_REPO_LIST_OF_repositories)
  foreach(repository IN LISTS repositories)
    get_property(file GLOBAL PROPERTY "PACKAGE_REPO_FILE_OF_repository_${repository}")
    _package_repo_read_words("${file}")
    string(REGEX MATCHALL "stage" keys "${text}")
    list(LENGTH keys count)
    if(form STREQUAL "escaped")
      set(words "${stages}")
    elseif(count EQUAL 1 AND form STREQUAL "plain" AND text MATCHES "stage[ \t]*:[ \t]*([^ \t\n,}]+)")
      set(words "${CMAKE_MATCH_1}")
    else()
      string(REGEX MATCHALL "[0-9A-Za-z.+_-]+" words "${text}")
    endif()
    foreach(stage IN LISTS stages)
      if(stage IN_LIST words)
        add_dependencies("repository-${repository}" "stage-${stage}")
        add_dependencies("stage-${stage}-push" "repository-${repository}")
      endif()
    endforeach()
  endforeach()
endfunction()

function(_package_repo_add_stage stage file)
  _package_repo_find_registry()
  _package_repo_claim_place("${registry}/${stage}" "stage '${stage}'")
  set(output "carvel/stages/${stage}/stage.json")
  set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_stages "${stage}")
  set_property(GLOBAL PROPERTY "PACKAGE_REPO_FILE_OF_stage_${stage}" "${file}")
  _package_repo_step(
    COMMENT "Building stage ${stage}"
    OUTPUT "${output}"
    COMMAND stage --stage "${stage}" --file "${file}" --tree carvel --layout registry
            --repository "${registry}/${stage}"
    BUILT carvel/packages.list registry/oci-layout
    DEPENDS "${file}")
  _package_repo_add_target("stage-${stage}" "stage '${stage}'" ALL DEPENDS "${CMAKE_BINARY_DIR}/${output}")
  add_dependencies("stage-${stage}" carvel-registry)
  _package_repo_action("stage-${stage}-push" "stage '${stage}'"
    COMMENT "Pushing stage ${stage}"
    COMMAND push --layout registry --tree carvel --stage "${stage}")
  add_dependencies("stage-${stage}-push" "stage-${stage}")
endfunction()

function(_package_repo_add_repository repository file)
  set(output "carvel/repositories/${repository}.yaml")
  set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_repositories "${repository}")
  set_property(GLOBAL PROPERTY "PACKAGE_REPO_FILE_OF_repository_${repository}" "${file}")
  _package_repo_step(
    COMMENT "Writing repository ${repository}"
    OUTPUT "${output}"
    COMMAND repository --name "${repository}" --file "${file}" --tree carvel --output "${output}"
    BUILT carvel/stages.list
    DEPENDS "${file}")
  _package_repo_add_target("repository-${repository}" "repository '${repository}'" ALL DEPENDS "${CMAKE_BINARY_DIR}/${output}")
  _package_repo_action("publish-${repository}" "repository '${repository}'"
    COMMENT "Publishing repository ${repository}"
    COMMAND push --layout registry --tree carvel --repository-file "${file}" --resource "${output}")
  add_dependencies("publish-${repository}" "repository-${repository}")
endfunction()
