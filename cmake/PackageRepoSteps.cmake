# The commands and targets behind the functions of PackageRepo.cmake. Nothing here is for use elsewhere.
#
# Functions whose name begins with _package_repo read the parsed arguments of their caller as arg_<NAME>.

include_guard(GLOBAL)

# Sets `place` in the caller's scope to the user's file, with the line of the call of a function of this module. CMake tells
# that line last, after those of the module; here it is looked for by the first argument of the call, as it stands in the
# variables of the function.
function(_package_repo_find_place)
  set(place "${CMAKE_CURRENT_LIST_FILE}" PARENT_SCOPE)
  set(called "add_carvel_[a-z]+")
  if(call MATCHES "^(add_carvel_[a-z]+)\\(")
    set(called "${CMAKE_MATCH_1}")
  endif()
  file(READ "${CMAKE_CURRENT_LIST_FILE}" text)
  foreach(word "${name}" "${stage}" "${repository}" "[^)]*")
    if(NOT word STREQUAL "[^)]*")
      string(REGEX REPLACE "([][.+*?^$(){}|\\\\])" "\\\\\\1" word "${word}")
    endif()
    string(REGEX MATCHALL "${called}[ \t\n]*\\([ \t\n]*\"?${word}[ \t\n\")]" calls "${text};")
    list(LENGTH calls count)
    if(word AND count EQUAL 1)
      string(FIND "${text}" "${calls}" begin)
      string(SUBSTRING "${text}" 0 ${begin} above)
      string(REGEX MATCHALL "\n" lines "${above}")
      list(LENGTH lines line)
      math(EXPR line "${line} + 1")
      set(place "${CMAKE_CURRENT_LIST_FILE}:${line}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

# Ends configuring with a message about the user's own file.
function(_package_repo_refuse message)
  _package_repo_find_place()
  message(FATAL_ERROR "${place}: ${message}")
endfunction()

# Fails for arguments that are unknown, lack a value, or are required (named after `call`) and missing.
function(_package_repo_check_arguments call)
  if(arg_UNPARSED_ARGUMENTS)
    _package_repo_refuse("${call}: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(arg_KEYWORDS_MISSING_VALUES)
    _package_repo_refuse("${call}: no value for: ${arg_KEYWORDS_MISSING_VALUES}")
  endif()
  foreach(keyword IN LISTS ARGN)
    if(NOT arg_${keyword})
      _package_repo_refuse("${call}: ${keyword} is missing")
    endif()
  endforeach()
endfunction()

# CMake has no way to write some characters in the paths of its commands, targets and globs.
function(_package_repo_check_path path)
  if(path MATCHES "[][*?#;<>|\\\n]")
    _package_repo_refuse("CMake cannot build in ${path}: rename the folder that has '${CMAKE_MATCH_0}' in its name")
  endif()
endfunction()

# Names become targets, files and parts of image references.
function(_package_repo_check_name kind name)
  if(NOT name MATCHES "^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$")
    _package_repo_refuse(
      "'${name}' is no name for a ${kind}: use a-z, 0-9, and between them '.', '_' and '-'")
  endif()
endfunction()

# Sets `variable` to the absolute path of a file that must be there.
function(_package_repo_check_file call file variable)
  get_filename_component(path "${file}" ABSOLUTE)
  if(NOT EXISTS "${path}" OR IS_DIRECTORY "${path}")
    _package_repo_refuse("${call}: no such file: ${path}")
  endif()
  set(${variable} "${path}" PARENT_SCOPE)
endfunction()

# Fails if there is a package, stage or repository of this name already.
function(_package_repo_claim kind name)
  get_property(owner GLOBAL PROPERTY "PACKAGE_REPO_OWNER_OF_${kind}_${name}")
  if(owner)
    _package_repo_refuse("${kind} '${name}' is declared twice; it was first declared in ${owner}")
  endif()
  set_property(GLOBAL PROPERTY "PACKAGE_REPO_OWNER_OF_${kind}_${name}" "${CMAKE_CURRENT_LIST_FILE}")
endfunction()

# What all packages share, declared at the first use of a public function. Sets `offline` in the caller's scope.
function(_package_repo_begin)
  set(offline "")
  if(PACKAGE_REPO_OFFLINE)
    set(offline --offline)
  endif()
  set(offline "${offline}" PARENT_SCOPE)
  get_property(begun GLOBAL PROPERTY PACKAGE_REPO_BEGUN)
  if(begun)
    return()
  endif()
  set_property(GLOBAL PROPERTY PACKAGE_REPO_BEGUN TRUE)
  _package_repo_check_path("${CMAKE_SOURCE_DIR}")
  _package_repo_check_path("${CMAKE_BINARY_DIR}")
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
  foreach(target sync-all lock-all relock-all push-all)
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
  foreach(kind packages failures stages)
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
# `version:` or `versions:`. Where that is not enough (a list on one line, anchors), all words count: a target too many is
# waited for, but none is missing.
function(_package_repo_targets_of_stage file)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
  file(READ "${file}" text)
  string(REGEX REPLACE "(^|[ \t\n])#[^\n]*" "\\1" text "${text}")
  string(REGEX REPLACE "[][;\\\"']" " " text "${text}")
  set(has_references FALSE)
  if(text MATCHES "[&*]")
    set(has_references TRUE)
  endif()
  string(REGEX REPLACE "\n[ \t]*-[ \t]+([A-Za-z]+[ \t]*:|\\{)" ";\\1" entries "${text}")
  if(has_references)
    set(entries "${text}")
  endif()
  set(found "")
  foreach(entry IN LISTS entries)
    string(REGEX MATCHALL "name[ \t]*:[ \t]*[^ \t\n,}]+" names "${entry}")
    list(LENGTH names count)
    if(count EQUAL 1 AND NOT has_references)
      string(REGEX REPLACE "^name[ \t]*:[ \t]*" "" names "${names}")
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

# A repository is built after the stage that its file names, and a push of the stage leaves no resource behind that names
# an earlier bundle.
function(_package_repo_order_repositories)
  get_property(stages GLOBAL PROPERTY PACKAGE_REPO_LIST_OF_stages)
  get_property(repositories GLOBAL PROPERTY PACKAGE_REPO_LIST_OF_repositories)
  foreach(repository IN LISTS repositories)
    get_property(file GLOBAL PROPERTY "PACKAGE_REPO_FILE_OF_repository_${repository}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    file(STRINGS "${file}" lines REGEX "(^|[{, \t])stage[\"']?[ \t]*:")
    string(REGEX REPLACE "#[^;]*" "" lines "${lines}")
    if(NOT lines)
      file(READ "${file}" lines)
    endif()
    string(REGEX MATCHALL "[0-9A-Za-z.+_-]+" words "${lines}")
    foreach(stage IN LISTS stages)
      if(stage IN_LIST words)
        add_dependencies("repository-${repository}" "stage-${stage}")
        add_dependencies("stage-${stage}-push" "repository-${repository}")
      endif()
    endforeach()
  endforeach()
endfunction()

# _package_repo_step(COMMENT <text> OUTPUT <file>... COMMAND <word>... [LAST <word>...] [BUILT <file>...]
#                    [DEPENDS <file>...])
#
# One step of the graph: one call of the generator, which tells by a dependency file what else it has read. OUTPUT and
# BUILT are relative to the build tree, and the command runs there: so Ninja finds the names it knows in that file.
function(_package_repo_step)
  cmake_parse_arguments(PARSE_ARGV 0 step "" "COMMENT" "OUTPUT;COMMAND;LAST;BUILT;DEPENDS")
  list(GET step_OUTPUT 0 depfile)
  string(APPEND depfile ".d")
  list(TRANSFORM step_OUTPUT PREPEND "${CMAKE_BINARY_DIR}/")
  list(TRANSFORM step_BUILT PREPEND "${CMAKE_BINARY_DIR}/")
  add_custom_command(
    OUTPUT ${step_OUTPUT}
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" ${step_COMMAND} --depfile "${depfile}" ${step_LAST}
    DEPENDS "$<TARGET_FILE:PackageRepo::pkgrepo>" ${step_BUILT} ${step_DEPENDS}
    DEPFILE "${depfile}"  # not its full path, in which CMake does not escape a `$`
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
    _package_repo_check_registry(REGISTRY "${arg_REGISTRY}")
  else()
    _package_repo_check_registry(PACKAGE_REPO_REGISTRY "${PACKAGE_REPO_REGISTRY}")
  endif()
endmacro()

# Sets `registry` in the caller's scope to what `variable` says: a host, or none for Docker Hub, and a path.
function(_package_repo_check_registry variable value)
  string(STRIP "${value}" registry)
  string(REGEX REPLACE "/+$" "" registry "${registry}")
  set(form "give the place of images as in ghcr.io/acme/packages")
  if(registry STREQUAL "")
    _package_repo_refuse("${variable} is empty: ${form}")
  elseif(registry MATCHES "^[A-Za-z][A-Za-z0-9+.-]*:/")
    _package_repo_refuse("${variable} has a scheme, which references to images have not: ${value}: ${form}")
  endif()
  string(REGEX REPLACE "/.*$" "" host "${registry}")
  if(host MATCHES "[.:]" OR host STREQUAL "localhost")
    string(LENGTH "${host}" length)
    string(SUBSTRING "${registry}" ${length} -1 path)
    string(TOLOWER "${host}" host)
    set(registry "${host}${path}")
  else()
    set(host docker.io)
    set(path "/${registry}")
  endif()
  if(path MATCHES "[A-Z]")
    _package_repo_refuse("${variable} has capitals in its path, which no registry takes: ${value}")
  elseif(NOT host MATCHES "^([a-z0-9.-]+|\\[[0-9a-f:.]+\\])(:[0-9]+)?$" OR NOT path MATCHES "^(/[a-z0-9._-]+)*$")
    _package_repo_refuse("${variable} is no place in a registry: ${value}: ${form}")
  endif()
  set(registry "${registry}" PARENT_SCOPE)
endfunction()

# The targets of a package. Sets in the caller's scope `registry`, `values`, and of the versions to come `expected_root`.
macro(_package_repo_declare_package name)
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
  _package_repo_claim_place("${registry}/${name}" "package '${name}'")
  add_custom_target("${name}")
endmacro()

# Tells of a name or version that kapp-controller would not take from the Package that is generated; configuring goes on,
# to tell of all of them, and fails.
function(_package_repo_check_identity name version)
  _package_repo_find_place()
  set(number "(0|[1-9][0-9]*)")
  set(words "[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*")
  string(REGEX REPLACE "\\+.*$" "" release "${version}")
  if(NOT version MATCHES "^${number}\\.${number}\\.${number}(-${words})?(\\+${words})?$"
      OR release MATCHES "-(.*\\.)?0[0-9]+(\\.|$)")
    message(SEND_ERROR "${place}: package '${name}': ${version} is no semantic version, as 1.0.0 and "
      "1.0.0-rc.1+build.5 are, so kapp-controller would refuse the Package")
  endif()
  set(label "[a-z0-9]([a-z0-9-]*[a-z0-9])?")
  set(full_name "${name}.${arg_DOMAIN}")
  if(NOT full_name MATCHES "^${label}(\\.${label})+$")
    message(SEND_ERROR "${place}: package '${name}': ${full_name} is no name of a package: use a-z, 0-9, "
      "'-' inside, and dots")
  elseif(NOT full_name MATCHES "\\..*\\.")
    message(SEND_ERROR "${place}: package '${name}': its full name ${full_name} has fewer than three "
      "segments, as in contour.acme.com: DOMAIN needs one more")
  endif()
endfunction()

# Sets `own_version` in the caller's scope: what the Package of a version says, which may differ from its folder's name.
function(_package_repo_find_own_version name version)
  if(package_file)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${package_file}")
  endif()
  _package_repo_version_of("${package_file}" own_version)
  if(NOT own_version)
    set(own_version "${version}")
  elseif(NOT own_version STREQUAL version)
    message(STATUS "PackageRepo: ${name}/${version} is version ${own_version}, as its Package says")
    set_property(GLOBAL PROPERTY "PACKAGE_REPO_OWN_VERSION_OF_${name}-${version}" "${own_version}")
  endif()
  set(own_version "${own_version}" PARENT_SCOPE)
endfunction()

# Fails if something else would live in this repository of the registry.
function(_package_repo_claim_place place owner)
  if(place MATCHES "^[^/]*/.$")
    _package_repo_refuse("${owner} would live at ${place}, whose repository is too short for a registry: \
give PACKAGE_REPO_REGISTRY a path, as in registry.example.com/packages")
  endif()
  get_property(other GLOBAL PROPERTY "PACKAGE_REPO_OWNER_OF_PLACE_${place}")
  if(other)
    _package_repo_refuse("${owner} and ${other} would both live at ${place}: rename one, or give it a REGISTRY of its own")
  endif()
  set_property(GLOBAL PROPERTY "PACKAGE_REPO_OWNER_OF_PLACE_${place}" "${owner}")
endfunction()

# Sets in the caller's scope `source`, the folder of a version, and what it has: `bundle` and `package_file`, or "".
function(_package_repo_find_files folder)
  set(found_bundle "")
  if(IS_DIRECTORY "${folder}/bundle")
    set(found_bundle "${folder}/bundle")
  elseif(EXISTS "${folder}/package-build.yml")
    set(found_bundle "${folder}")
  endif()
  set(found_package "")
  foreach(name package.yaml package.yml)
    if(NOT found_package AND EXISTS "${folder}/${name}")
      set(found_package "${folder}/${name}")
    endif()
  endforeach()
  if(found_bundle AND found_package)
    file(STRINGS "${found_package}" fetched REGEX "imgpkgBundle" LIMIT_COUNT 1)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${found_package}")
    if(NOT fetched)
      message(STATUS "PackageRepo leaves out ${found_bundle}: ${found_package} fetches no bundle")
      set(found_bundle "")
    endif()
  endif()
  set(source "${folder}" PARENT_SCOPE)
  set(bundle "${found_bundle}" PARENT_SCOPE)
  set(package_file "${found_package}" PARENT_SCOPE)
  set(metadata_file "" PARENT_SCOPE)
endfunction()

# Sets `variable` to spec.version of a Package, as far as can be told without reading YAML; "" if it cannot. The step that
# reads the Package checks it.
function(_package_repo_version_of file variable)
  set(${variable} "" PARENT_SCOPE)
  if(NOT file)
    return()
  endif()
  file(READ "${file}" text)
  string(REPLACE ";" " " text "${text}")
  if(text MATCHES "\nspec:[ \t]*(#[^\n]*)?\n(.*\n)?  version:[ \t]*[\"']?([0-9A-Za-z.+_-]+)")
    set(${variable} "${CMAKE_MATCH_3}" PARENT_SCOPE)
  endif()
endfunction()

# One version of a package. Reads of the caller what _package_repo_declare_package() and _package_repo_find_files() set,
# and `must_fail`.
function(_package_repo_add_version name version)
  set(where "package '${name}'")
  if(NOT version MATCHES "^[0-9A-Za-z][0-9A-Za-z.+_-]*$")
    _package_repo_refuse("${where}: '${version}' is no version: use letters, digits, '.', '+', '_' and '-'")
  endif()
  if(NOT bundle AND NOT package_file)
    if(NOT IS_DIRECTORY "${source}")
      _package_repo_refuse("${where}: version ${version} has no directory ${source}")
    endif()
    _package_repo_refuse("${where}: version ${version} has neither a bundle/ nor a package.yaml in ${source}")
  endif()
  if(NOT arg_DOMAIN AND NOT package_file AND NOT EXISTS "${bundle}/package-resources.yml")
    _package_repo_refuse("${where}: version ${version} needs DOMAIN, as it has no package.yaml")
  endif()
  _package_repo_check_path("${source}")
  if(bundle)
    _package_repo_check_path("${bundle}")
    file(REAL_PATH "${bundle}" real_bundle)
    file(REAL_PATH "${CMAKE_BINARY_DIR}" real_build)
    cmake_path(IS_PREFIX real_bundle "${real_build}" is_inside)
    if(is_inside)
      _package_repo_refuse("${where}: the build folder ${CMAKE_BINARY_DIR} is inside the bundle ${bundle}, and would become \
part of it: build elsewhere")
    endif()
  endif()
  set(target "${name}-${version}")
  if(TARGET "${target}")
    _package_repo_refuse("${where}: version ${version} is declared twice")
  endif()
  if(NOT must_fail AND NOT package_file AND NOT EXISTS "${bundle}/package-resources.yml")
    _package_repo_check_identity("${name}" "${version}")
  endif()
  _package_repo_find_own_version("${name}" "${version}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")

  set(output "carvel/packages/${name}/${version}")
  set(folders --source "${source}" --output "${output}")
  if(bundle)
    list(APPEND folders --bundle "${bundle}")
  endif()
  set(package_flags --name "${name}" --version "${version}" "--domain=${arg_DOMAIN}")
  if(package_file)
    list(APPEND folders --package "${package_file}")
  endif()
  if(metadata_file)
    list(APPEND package_flags --metadata "${metadata_file}")
  endif()
  if(must_fail)
    set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_failures "${name} ${version}")
    _package_repo_add_failing_version()
    return()
  endif()
  if(own_version STREQUAL version)
    set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_packages "${name} ${version}")
  else()
    set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_packages "${name} ${version} ${own_version}")
  endif()
  set_property(GLOBAL APPEND PROPERTY "PACKAGE_REPO_VERSIONS_OF_${name}" "${version}")
  if(bundle)
    _package_repo_add_version_steps()
    _package_repo_add_version_targets()
    _package_repo_add_version_tests("${name}" "${version}" "${source}" "${output}")
  else()
    _package_repo_add_foreign_version()
  endif()
endfunction()

# A version without a bundle of this project: its Package is checked, and taken as it is.
macro(_package_repo_add_foreign_version)
  _package_repo_step(
    COMMENT "Describing ${name} ${version}"
    OUTPUT "${output}/package.yaml" "${output}/metadata.yaml"
    COMMAND package ${folders} ${package_flags} --no-bundle)
  add_custom_target("${target}" ALL
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/package.yaml" "${CMAKE_BINARY_DIR}/${output}/metadata.yaml")
  add_dependencies("${name}" "${target}")
  _package_repo_add_version_sync()
endmacro()

# A version of which it is known that it does not build: all of its steps as one, which succeeds if one of them fails.
macro(_package_repo_add_failing_version)
  set(chain
    vendor ${folders} --project "${CMAKE_SOURCE_DIR}" --target "${target}-sync" ${offline} --
    render ${folders} ${values} --
    lock ${folders} --target "${target}-lock" --
    bundle ${folders} --layout registry --repository "${registry}/${name}" --tag "${own_version}" --
    package ${folders} ${package_flags})
  if(NOT bundle)
    set(chain package ${folders} ${package_flags} --no-bundle)
  endif()
  _package_repo_step(
    COMMENT "Expecting ${name} ${version} to fail"
    OUTPUT "${output}/failure.txt"
    COMMAND must-fail --source "${source}" --output "${output}/failure.txt" --target "${target}"
    LAST -- ${chain}
    BUILT registry/oci-layout)
  add_custom_target("${target}" ALL DEPENDS "${CMAKE_BINARY_DIR}/${output}/failure.txt")
  add_dependencies("${target}" carvel-registry)
  add_dependencies("${name}" "${target}")
endmacro()

# The target that syncs every vendir.yml of a version: beside its bundle, and in it.
macro(_package_repo_add_version_sync)
  set(vendir_folders "")
  foreach(folder "${source}" "${bundle}")
    if(folder AND EXISTS "${folder}/vendir.yml" AND NOT folder IN_LIST vendir_folders)
      list(APPEND vendir_folders "${folder}")
    endif()
  endforeach()
  if(vendir_folders)
    _package_repo_add_sync("${target}-sync" "${name} ${version}" ${vendir_folders})
  elseif(bundle)
    # Without a vendir.yml, which may come later, the target says so.
    _package_repo_action("${target}-sync"
      COMMENT "Fetching what ${name} ${version} vendors"
      COMMAND sync --folder "${bundle}" --project "${CMAKE_SOURCE_DIR}")
  endif()
endmacro()

# _package_repo_add_sync(<target> <what> <folder>...): a target that syncs the vendir.yml of each folder.
function(_package_repo_add_sync target what)
  list(TRANSFORM ARGN PREPEND "--folder=" OUTPUT_VARIABLE vendir_flags)
  _package_repo_action("${target}"
    COMMENT "Fetching what ${what} vendors"
    COMMAND sync ${vendir_flags} --project "${CMAKE_SOURCE_DIR}")
  add_dependencies(sync-all "${target}")
endfunction()

# The vendir.yml of a folder of packages, or of all versions of one, if there is one.
function(_package_repo_add_folder_sync folder)
  if(EXISTS "${folder}/vendir.yml")
    get_filename_component(name "${folder}" NAME)
    if(NOT TARGET "${name}-sync")
      _package_repo_add_sync("${name}-sync" "${name}" "${folder}")
    endif()
  endif()
endfunction()

# The chain from the bundle's folder to the Package.
macro(_package_repo_add_version_steps)
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
    COMMAND bundle ${folders} --layout registry --repository "${registry}/${name}" --tag "${own_version}"
    BUILT "${output}/vendor.json" "${output}/images.yml" registry/oci-layout)
  _package_repo_step(
    COMMENT "Describing ${name} ${version}"
    OUTPUT "${output}/package.yaml" "${output}/metadata.yaml"
    COMMAND package ${folders} ${package_flags}
    BUILT "${output}/bundle.json" "${output}/schema.json")
endmacro()

macro(_package_repo_add_version_targets)
  add_custom_target("${target}" ALL
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/package.yaml" "${CMAKE_BINARY_DIR}/${output}/metadata.yaml")
  add_dependencies("${target}" carvel-registry)
  add_dependencies("${name}" "${target}")

  _package_repo_add_version_sync()
  _package_repo_action("${target}-lock"
    COMMENT "Locking images of ${name} ${version}"
    COMMAND update-lock ${folders}
    BUILT "${output}/rendered.json")
  _package_repo_action("${target}-relock"
    COMMENT "Locking images of ${name} ${version} anew"
    COMMAND update-lock ${folders} --relock
    BUILT "${output}/rendered.json")
  _package_repo_action("${target}-push"
    COMMENT "Pushing ${name} ${version}"
    COMMAND push --layout registry --tree carvel --package "${name}" --version "${version}")
  add_dependencies("${target}-push" "${target}")
  add_dependencies(lock-all "${target}-lock")
  add_dependencies(relock-all "${target}-relock")
  add_dependencies(push-all "${target}-push")
endmacro()

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
  _package_repo_action("publish-${repository}"
    COMMENT "Publishing repository ${repository}"
    COMMAND push --layout registry --tree carvel --repository-file "${file}" --resource "${output}")
  add_dependencies("publish-${repository}" "repository-${repository}")
endfunction()
