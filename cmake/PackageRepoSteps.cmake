# The commands and targets behind the functions of PackageRepo.cmake. Nothing here is for use elsewhere.
#
# Functions whose name begins with _package_repo read the parsed arguments of their caller as arg_<NAME>.

include_guard(GLOBAL)

# Fails for arguments that are unknown, lack a value, or are required (named after `call`) and missing.
function(_package_repo_check_arguments call)
  set(where "${CMAKE_CURRENT_LIST_FILE}: ${call}")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "${where}: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "${where}: no value for: ${arg_KEYWORDS_MISSING_VALUES}")
  endif()
  foreach(keyword IN LISTS ARGN)
    if(NOT arg_${keyword})
      message(FATAL_ERROR "${where}: ${keyword} is missing")
    endif()
  endforeach()
endfunction()

# Names become targets, files and parts of image references.
function(_package_repo_check_name kind name)
  if(NOT name MATCHES "^[a-z0-9][a-z0-9._-]*[a-z0-9]$")
    message(FATAL_ERROR
      "${CMAKE_CURRENT_LIST_FILE}: '${name}' is no name for a ${kind}: use two or more of a-z, 0-9, '.', '_' and '-'")
  endif()
endfunction()

# Sets `variable` to the absolute path of a file that must be there.
function(_package_repo_check_file call file variable)
  get_filename_component(path "${file}" ABSOLUTE)
  if(NOT EXISTS "${path}" OR IS_DIRECTORY "${path}")
    message(FATAL_ERROR "${CMAKE_CURRENT_LIST_FILE}: ${call}: no such file: ${path}")
  endif()
  set(${variable} "${path}" PARENT_SCOPE)
endfunction()

# Fails if there is a package, stage or repository of this name already.
function(_package_repo_claim kind name)
  get_property(owner GLOBAL PROPERTY "PACKAGE_REPO_OWNER_OF_${kind}_${name}")
  if(owner)
    message(FATAL_ERROR
      "${CMAKE_CURRENT_LIST_FILE}: ${kind} '${name}' is declared twice; it was first declared in ${owner}")
  endif()
  set_property(GLOBAL PROPERTY "PACKAGE_REPO_OWNER_OF_${kind}_${name}" "${CMAKE_CURRENT_LIST_FILE}")
endfunction()

# What all packages share, declared at the first use of a public function.
function(_package_repo_begin)
  get_property(begun GLOBAL PROPERTY PACKAGE_REPO_BEGUN)
  if(begun)
    return()
  endif()
  set_property(GLOBAL PROPERTY PACKAGE_REPO_BEGUN TRUE)
  if(NOT CMAKE_GENERATOR MATCHES "Ninja")
    message(FATAL_ERROR "PackageRepo needs the Ninja generator: run cmake with -G Ninja")
  endif()
  if(NOT DEFINED PACKAGE_REPO_REGISTRY)
    set(PACKAGE_REPO_REGISTRY localhost:5000 CACHE STRING "Registry and path where images will live")
  endif()
  # A registry that was removed is made again, and filled again, since every bundle depends on this file.
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/registry/oci-layout"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" layout registry
    DEPENDS "$<TARGET_FILE:PackageRepo::pkgrepo>"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    COMMENT "Making the embedded registry"
    VERBATIM)
  add_custom_target(carvel-registry DEPENDS "${CMAKE_BINARY_DIR}/registry/oci-layout")
  foreach(target sync-all lock-all push-all)
    add_custom_target(${target})
  endforeach()
  cmake_language(DEFER DIRECTORY "${CMAKE_SOURCE_DIR}" CALL _package_repo_finish)
endfunction()

# What can be done when everything is declared.
function(_package_repo_finish)
  _package_repo_write_lists()
  _package_repo_order_stages()
  _package_repo_order_repositories()
endfunction()

# Tells the steps which packages and stages there are: what is left in the build tree may be of an earlier time.
function(_package_repo_write_lists)
  foreach(kind packages stages)
    get_property(lines GLOBAL PROPERTY PACKAGE_REPO_LIST_OF_${kind})
    list(JOIN lines "\n" text)
    if(lines)
      string(APPEND text "\n")
    endif()
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/carvel/${kind}.list" CONTENT "${text}" @ONLY)
    # Once it is removed, cmake runs again.
    set_property(DIRECTORY "${CMAKE_SOURCE_DIR}" APPEND PROPERTY
      CMAKE_CONFIGURE_DEPENDS "${CMAKE_BINARY_DIR}/carvel/${kind}.list")
  endforeach()
endfunction()

# Sets `words` in the caller's scope to all that can be a name or a version in a file, which is watched: no dependency on
# what it does not name can be missing then, whatever the form of its YAML.
function(_package_repo_words_of file)
  file(READ "${file}" text)
  string(REGEX MATCHALL "[0-9A-Za-z.+_-]+" words "${text}")
  list(REMOVE_DUPLICATES words)
  set(words "${words}" PARENT_SCOPE)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
endfunction()

# A stage is built after the package versions that its file names. Ninja takes these dependencies of targets as
# order-only: what a stage has read, its dependency file tells.
function(_package_repo_order_stages)
  get_property(stages GLOBAL PROPERTY PACKAGE_REPO_LIST_OF_stages)
  get_property(packages GLOBAL PROPERTY PACKAGE_REPO_LIST_OF_packages)
  foreach(stage IN LISTS stages)
    get_property(file GLOBAL PROPERTY "PACKAGE_REPO_FILE_OF_stage_${stage}")
    _package_repo_words_of("${file}")
    foreach(package IN LISTS packages)
      string(REGEX MATCH "^([^ ]+) (.+)$" unused "${package}")
      if(CMAKE_MATCH_1 IN_LIST words AND CMAKE_MATCH_2 IN_LIST words)
        add_dependencies("stage-${stage}" "${CMAKE_MATCH_1}-${CMAKE_MATCH_2}")
      endif()
    endforeach()
  endforeach()
endfunction()

# A repository is built after the stage that its file names, in the same way.
function(_package_repo_order_repositories)
  get_property(stages GLOBAL PROPERTY PACKAGE_REPO_LIST_OF_stages)
  get_property(repositories GLOBAL PROPERTY PACKAGE_REPO_LIST_OF_repositories)
  foreach(repository IN LISTS repositories)
    get_property(file GLOBAL PROPERTY "PACKAGE_REPO_FILE_OF_repository_${repository}")
    _package_repo_words_of("${file}")
    foreach(stage IN LISTS stages)
      if(stage IN_LIST words)
        add_dependencies("repository-${repository}" "stage-${stage}")
      endif()
    endforeach()
  endforeach()
endfunction()

# _package_repo_step(COMMENT <text> OUTPUT <file>... COMMAND <word>... [BUILT <file>...] [DEPENDS <file>...])
#
# One step of the graph: one call of the generator, which tells by a dependency file what else it has read. OUTPUT and
# BUILT are relative to the build tree, and the command runs there: so Ninja finds the names it knows in that file.
function(_package_repo_step)
  cmake_parse_arguments(PARSE_ARGV 0 step "" "COMMENT" "OUTPUT;COMMAND;BUILT;DEPENDS")
  list(GET step_OUTPUT 0 depfile)
  string(APPEND depfile ".d")
  list(TRANSFORM step_OUTPUT PREPEND "${CMAKE_BINARY_DIR}/")
  list(TRANSFORM step_BUILT PREPEND "${CMAKE_BINARY_DIR}/")
  add_custom_command(
    OUTPUT ${step_OUTPUT}
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" ${step_COMMAND} --depfile "${depfile}"
    DEPENDS "$<TARGET_FILE:PackageRepo::pkgrepo>" ${step_BUILT} ${step_DEPENDS}
    DEPFILE "${CMAKE_BINARY_DIR}/${depfile}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    COMMENT "${step_COMMENT}"
    VERBATIM)
endfunction()

# _package_repo_action(<target> COMMENT <text> COMMAND <word>... [DIRECTORY <directory>] [BUILT <file>...])
#
# A target that runs the generator each time it is asked for.
function(_package_repo_action target)
  cmake_parse_arguments(PARSE_ARGV 1 action "" "COMMENT;DIRECTORY" "COMMAND;BUILT")
  if(NOT action_DIRECTORY)
    set(action_DIRECTORY "${CMAKE_BINARY_DIR}")
  endif()
  list(TRANSFORM action_BUILT PREPEND "${CMAKE_BINARY_DIR}/")
  add_custom_target("${target}"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" ${action_COMMAND}
    DEPENDS ${action_BUILT}
    WORKING_DIRECTORY "${action_DIRECTORY}"
    COMMENT "${action_COMMENT}"
    VERBATIM)
endfunction()

# Sets `registry` in the caller's scope.
macro(_package_repo_find_registry)
  if(arg_REGISTRY)
    set(registry "${arg_REGISTRY}")
  else()
    set(registry "${PACKAGE_REPO_REGISTRY}")
  endif()
  string(REGEX REPLACE "/+$" "" registry "${registry}")
endmacro()

# A package with arg_VERSIONS in `directory`.
function(_package_repo_add_package name directory)
  _package_repo_check_name(package "${name}")
  _package_repo_claim(package "${name}")
  set(values "")
  foreach(file IN LISTS arg_VALUES)
    _package_repo_check_file("add_carvel_package(${name})" "${file}" path)
    list(APPEND values --values "${path}")
  endforeach()
  if(arg_EXPECTED_DIR)
    get_filename_component(arg_EXPECTED_DIR "${arg_EXPECTED_DIR}" ABSOLUTE)
  endif()
  _package_repo_find_registry()
  add_custom_target("${name}")
  foreach(version IN LISTS arg_VERSIONS)
    _package_repo_add_version("${name}" "${version}" "${directory}/${version}")
  endforeach()
endfunction()

# One version of a package; `source` is its folder. Reads `values` and `registry` of the caller.
function(_package_repo_add_version name version source)
  set(where "${CMAKE_CURRENT_LIST_FILE}: package '${name}'")
  if(NOT version MATCHES "^[0-9A-Za-z][0-9A-Za-z.+_-]*$")
    message(FATAL_ERROR "${where}: '${version}' is no version: use letters, digits, '.', '+', '_' and '-'")
  endif()
  if(NOT IS_DIRECTORY "${source}/bundle")
    message(FATAL_ERROR "${where}: version ${version} has no directory ${source}/bundle")
  endif()
  if(NOT arg_DOMAIN AND NOT EXISTS "${source}/package.yaml")
    message(FATAL_ERROR "${where}: version ${version} needs DOMAIN, as it has no package.yaml")
  endif()
  set(target "${name}-${version}")
  if(TARGET "${target}")
    message(FATAL_ERROR "${where}: version ${version} is declared twice")
  endif()
  set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_packages "${name} ${version}")

  set(output "carvel/packages/${name}/${version}")
  set(folders --source "${source}" --output "${output}")
  _package_repo_add_version_steps()
  _package_repo_add_version_targets()
  _package_repo_add_version_tests("${name}" "${version}" "${source}" "${output}")
endfunction()

# The chain from the bundle's folder to the Package.
macro(_package_repo_add_version_steps)
  set(offline "")
  if(PACKAGE_REPO_OFFLINE)
    set(offline --offline)
  endif()
  _package_repo_step(
    COMMENT "Vendoring ${name} ${version}"
    OUTPUT "${output}/vendor.json"
    COMMAND vendor ${folders} --project "${CMAKE_SOURCE_DIR}" --target "${target}-sync" ${offline})
  _package_repo_step(
    COMMENT "Rendering ${name} ${version}"
    OUTPUT "${output}/rendered.json" "${output}/schema.json"
    COMMAND render ${folders} ${values}
    BUILT "${output}/vendor.json")
  _package_repo_step(
    COMMENT "Checking images of ${name} ${version}"
    OUTPUT "${output}/images.yml"
    COMMAND lock ${folders} --target "${target}-lock"
    BUILT "${output}/rendered.json")
  _package_repo_step(
    COMMENT "Bundling ${name} ${version}"
    OUTPUT "${output}/bundle.json"
    COMMAND bundle ${folders} --layout registry --repository "${registry}/${name}" --tag "${version}"
    BUILT "${output}/vendor.json" "${output}/images.yml" registry/oci-layout)
  _package_repo_step(
    COMMENT "Describing ${name} ${version}"
    OUTPUT "${output}/package.yaml" "${output}/metadata.yaml"
    COMMAND package ${folders} --name "${name}" --version "${version}" "--domain=${arg_DOMAIN}"
    BUILT "${output}/bundle.json" "${output}/schema.json")
endmacro()

macro(_package_repo_add_version_targets)
  add_custom_target("${target}" ALL
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/package.yaml" "${CMAKE_BINARY_DIR}/${output}/metadata.yaml")
  add_dependencies("${target}" carvel-registry)
  add_dependencies("${name}" "${target}")

  _package_repo_action("${target}-sync"
    COMMENT "Fetching what ${name} ${version} vendors"
    COMMAND sync --folder "${source}/bundle" --project "${CMAKE_SOURCE_DIR}")
  _package_repo_action("${target}-lock"
    COMMENT "Locking images of ${name} ${version}"
    COMMAND update-lock ${folders}
    BUILT "${output}/rendered.json")
  _package_repo_action("${target}-push"
    COMMENT "Pushing ${name} ${version}"
    COMMAND push --layout registry --tree carvel --package "${name}" --version "${version}")
  add_dependencies("${target}-push" "${target}")
  if(EXISTS "${source}/bundle/vendir.yml")
    add_dependencies(sync-all "${target}-sync")
  endif()
  add_dependencies(lock-all "${target}-lock")
  add_dependencies(push-all "${target}-push")
endmacro()

function(_package_repo_add_stage stage file)
  _package_repo_find_registry()
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
  add_custom_target("stage-${stage}" ALL DEPENDS "${CMAKE_BINARY_DIR}/${output}")
  add_dependencies("stage-${stage}" carvel-registry)
  _package_repo_action("stage-${stage}-push"
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
  add_custom_target("repository-${repository}" ALL DEPENDS "${CMAKE_BINARY_DIR}/${output}")
endfunction()
