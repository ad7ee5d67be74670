# The commands and targets behind the functions of PackageRepo.cmake. For use within the module only.
#
# Functions whose name begins with _package_repo read the parsed arguments of their caller as arg_<NAME>.

include_guard(GLOBAL)

# The first call in every public function. Sets what the private functions read: `call`, the call as written;
# `user_file`, the file that contains it; `offline`; `note_published`; and defaults for what belongs to one version. No other variable of
# the caller is read. The first time, it also declares what all packages share.
function(_package_repo_begin call)
  set(user_file "${CMAKE_CURRENT_LIST_FILE}")
  set(offline "")
  if(PACKAGE_REPO_OFFLINE)
    set(offline --offline)
  endif()
  set(note_published TRUE)
  if(DEFINED PACKAGE_REPO_NOTE_PUBLISHED)
    set(note_published "${PACKAGE_REPO_NOTE_PUBLISHED}")
  endif()
  set(launcher ${PACKAGE_REPO_LAUNCHER})
  foreach(variable call user_file offline note_published launcher)
    set(${variable} "${${variable}}" PARENT_SCOPE)
  endforeach()
  set(must_fail FALSE PARENT_SCOPE)
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
  # An earlier one does not know dyndep, and would not tell (_package_repo_read_order()).
  execute_process(COMMAND "${CMAKE_MAKE_PROGRAM}" --version OUTPUT_VARIABLE ninja OUTPUT_STRIP_TRAILING_WHITESPACE
    COMMAND_ERROR_IS_FATAL ANY)
  if(ninja VERSION_LESS 1.11)
    message(FATAL_ERROR "PackageRepo needs Ninja 1.11; ${CMAKE_MAKE_PROGRAM} is ${ninja}: give another with -D \
CMAKE_MAKE_PROGRAM")
  endif()
  if(NOT DEFINED PACKAGE_REPO_REGISTRY)
    set(PACKAGE_REPO_REGISTRY localhost:5000 CACHE STRING "Registry and path where images will live")
  endif()
  _package_repo_read_shard()
  _package_repo_restore()
  _package_repo_add_shared_steps()
  _package_repo_begin_tests()
  cmake_language(DEFER DIRECTORY "${CMAKE_SOURCE_DIR}" CALL _package_repo_finish)
endfunction()

# Makes a build tree that was kept serve a fresh checkout, whose files are younger than the last build. A generator that this
# project builds itself may not be there yet.
function(_package_repo_restore)
  get_target_property(is_imported PackageRepo::pkgrepo IMPORTED)
  if(is_imported AND EXISTS "${CMAKE_BINARY_DIR}/carvel/configured"
      AND "${CMAKE_SOURCE_DIR}/CMakeLists.txt" IS_NEWER_THAN "${CMAKE_BINARY_DIR}/.ninja_log")
    get_target_property(program PackageRepo::pkgrepo LOCATION)
    execute_process(COMMAND "${program}" restore "${CMAKE_BINARY_DIR}" COMMAND_ERROR_IS_FATAL ANY)
  endif()
endfunction()

# What all packages share.
function(_package_repo_add_shared_steps)
  _package_repo_write_cache()
  file(WRITE "${CMAKE_BINARY_DIR}/carvel/configuring" "")
  _package_repo_add_steps_of_project()
  list(POP_FRONT results registry)
  _package_repo_add_target(carvel-registry "PackageRepo" DEPENDS "${registry}")
  _package_repo_add_target(carvel-configured "PackageRepo" ALL DEPENDS ${results})
  _package_repo_get_names()
  foreach(kind IN LISTS action_kinds)
    _package_repo_add_target(${kind}-all "PackageRepo")
  endforeach()
  # One command for all: what a command for each version would cost CMake and Ninja, whether or not anyone asks for it, is
  # more than it takes to look which rights are up to date.
  _package_repo_add_target(rbac-all "PackageRepo"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" rbac --all --build .
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    COMMENT "Deriving the rights of all packages")
endfunction()

# Writes where the cache is. Steps read this file, and do not depend on it: where something was found does not matter.
function(_package_repo_write_cache)
  set(cache "${PACKAGE_REPO_CACHE}")
  if(cache AND NOT cache MATCHES "^https?://")
    cmake_path(ABSOLUTE_PATH cache BASE_DIRECTORY "${CMAKE_SOURCE_DIR}" NORMALIZE)
  endif()
  if(PACKAGE_REPO_CACHE_READ_ONLY)
    string(APPEND cache "\nread-only")
  endif()
  file(WRITE "${CMAKE_BINARY_DIR}/carvel/cache" "${cache}\n")
endfunction()

# Sets `results`: what the default target makes of packages.
macro(_package_repo_find_results_of_packages)
  set(results "")
  get_property(packages GLOBAL PROPERTY PACKAGE_REPO_PACKAGES)
  foreach(name IN LISTS packages)
    get_property(is_left_out GLOBAL PROPERTY "PACKAGE_REPO_LEAVES_OUT_${name}")
    if(NOT is_left_out)
      get_property(results_of_package GLOBAL PROPERTY "PACKAGE_REPO_RESULTS_OF_${name}")
      list(APPEND results ${results_of_package})
    endif()
  endforeach()
endmacro()

# The step behind all bundles of a large project. Where the index of the registry is long, a bundle leaves its name beside it
# (generator/oci/layout.h), because writing the index anew for each takes time that grows with the square of their number.
# Other clients read the index alone.
function(_package_repo_add_index)
  get_property(versions GLOBAL PROPERTY PACKAGE_REPO_LIST_OF_packages)
  list(LENGTH versions count)
  if(count LESS 50)
    return()
  endif()
  set(launcher ${PACKAGE_REPO_LAUNCHER})
  _package_repo_find_results_of_packages()
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/carvel/registry.indexed"
    COMMAND ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" layout index registry
    COMMAND "${CMAKE_COMMAND}" -E touch carvel/registry.indexed
    DEPENDS ${results}
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    COMMENT "Indexing the embedded registry"
    VERBATIM)
  _package_repo_add_target(carvel-index "PackageRepo" ALL DEPENDS "${CMAKE_BINARY_DIR}/carvel/registry.indexed")
endfunction()

# The last step of a build with a cache, which tells in a line what was found there.
function(_package_repo_add_lookups)
  if(NOT PACKAGE_REPO_CACHE AND "$ENV{PKGREPO_CACHE}" STREQUAL "")
    return()
  endif()
  set(launcher ${PACKAGE_REPO_LAUNCHER})
  _package_repo_find_results_of_packages()
  get_property(shard GLOBAL PROPERTY PACKAGE_REPO_SHARD)
  if(NOT shard)
    get_property(results_of_stages GLOBAL PROPERTY PACKAGE_REPO_RESULTS_OF_STAGES)
    list(APPEND results ${results_of_stages})
  endif()
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/carvel/cache.told"
    COMMAND ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" cache lookups --cache carvel/cache --output carvel/cache.told
    DEPENDS ${results}
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    COMMENT "Counting what the cache had"
    VERBATIM)
  _package_repo_add_target(carvel-cache-told "PackageRepo" ALL DEPENDS "${CMAKE_BINARY_DIR}/carvel/cache.told")
endfunction()

# Runs once everything is declared.
function(_package_repo_finish)
  _package_repo_finish_references()
  _package_repo_write_lists()
  _package_repo_choose_shard()
  _package_repo_gather_actions()
  _package_repo_add_index()
  _package_repo_add_lookups()
  _package_repo_write_tests()
endfunction()

# Lists the images, packages, stages and repositories for the steps, because the build tree may contain results of removed ones.
function(_package_repo_write_lists)
  set(at "@")
  _package_repo_get_names()
  foreach(kind IN LISTS list_names)
    get_property(lines GLOBAL PROPERTY PACKAGE_REPO_LIST_OF_${kind})
    list(JOIN lines "\n" text)
    if(lines)
      string(APPEND text "\n")
    endif()
    string(REPLACE "@" "@at@" text "${text}")
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/carvel/${kind}.list" CONTENT "${text}" @ONLY)
    # If the list is removed, cmake runs again.
    set_property(DIRECTORY "${CMAKE_SOURCE_DIR}" APPEND PROPERTY
      CMAKE_CONFIGURE_DEPENDS "${CMAKE_BINARY_DIR}/carvel/${kind}.list")
  endforeach()
endfunction()

# Sets `depfiles`, which stands ahead of the path of a dependency file, relative to the build tree, as CMake takes it in the
# current folder. (A full path CMake would not escape where it has a `$`.) And `exec`, which stands ahead of the command where the
# shell that Ninja starts may become it, rather than start it and wait: where no command of CMake's own follows, and no launcher
# stands ahead, whose words may be for the shell.
macro(_package_repo_find_depfiles)
  set(depfiles "")
  set(exec "")
  cmake_policy(GET CMP0116 is_rewritten)
  if(is_rewritten STREQUAL "NEW")
    # CMake takes this path, and those in the file, as relative to the current binary directory.
    set(depfiles "${CMAKE_BINARY_DIR}")
    cmake_path(RELATIVE_PATH depfiles BASE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}")
    string(APPEND depfiles "/./")
  elseif("${PACKAGE_REPO_LAUNCHER}" STREQUAL "")
    set(exec exec)
  endif()
endmacro()

# _package_repo_read_order(<output> <file> [<pool>])
#
# Sets `in_order`, arguments of add_custom_command() by which the step that makes `output` is in the pool, if there is one, and
# Ninja reads in the file, if there is one, what it waits for; both relative to the build tree (generator/packaging/step_order.h).
#
# CMake has no argument for the latter. It writes that of JOB_POOL to the build statement as it is, as a variable `pool`; where
# that is empty, as the one that is named here is, a step is in no pool.
macro(_package_repo_read_order output order)
  set(in_order "")
  if(NOT "${order}" STREQUAL "")
    _package_repo_write_first_order("${output}" "${order}")
    set(in_order JOB_POOL "${ARGN}")
    if("${ARGN}" STREQUAL "")
      set(in_order JOB_POOL "\$package_repo_no_pool")
    endif()
    string(APPEND in_order "\n  dyndep = ${order}")
  endif()
endmacro()

# `ninja -n`, by which `pkgrepo why` knows what is stale, fails where a file of an order is missing. That its dependency file is
# missing makes the step run.
function(_package_repo_write_first_order output order)
  if(NOT EXISTS "${CMAKE_BINARY_DIR}/${order}")
    file(REMOVE "${CMAKE_BINARY_DIR}/${order}.d")
    file(WRITE "${CMAKE_BINARY_DIR}/${order}" "ninja_dyndep_version = 1\nbuild ${output}: dyndep\n")
  endif()
endfunction()

# _package_repo_task(<target> <what> COMMENT <text> OUTPUT <path> COMMAND <word>...)
#
# A target that reads its parameters from the environment each time it is built, by `pkgrepo task`: a step that always runs,
# because its second output is never there, tells Ninja what the task waits for. OUTPUT, which is never there either, is a
# path in the build tree.
function(_package_repo_task target what)
  cmake_parse_arguments(PARSE_ARGV 2 task "" "COMMENT;OUTPUT" "COMMAND")
  set(path "${CMAKE_BINARY_DIR}/${task_OUTPUT}")
  add_custom_command(
    OUTPUT "${path}.dd" "${path}.always"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" task ${task_COMMAND} --tree carvel --order
    DEPENDS "${CMAKE_BINARY_DIR}/carvel/generator.id"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    COMMENT "Reading the variables of ${target}"
    VERBATIM)
  set_property(SOURCE "${path}" "${path}.always" PROPERTY SYMBOLIC TRUE)
  _package_repo_read_order("${task_OUTPUT}" "${task_OUTPUT}.dd")
  add_custom_command(
    OUTPUT "${path}"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" task ${task_COMMAND} --tree carvel --layout registry
    DEPENDS "${path}.dd" "${CMAKE_BINARY_DIR}/registry/oci-layout"
    ${in_order}
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    COMMENT "${task_COMMENT}"
    VERBATIM)
  _package_repo_add_target("${target}" "${what}" DEPENDS "${path}")
  add_dependencies("${target}" carvel-registry)
endfunction()

# _package_repo_action(<target> <what> COMMENT <text> COMMAND <word>... [BUILT <file>...])
#
# A target that runs the generator each time it is built. `what` names its owner in messages.
function(_package_repo_action target what)
  cmake_parse_arguments(PARSE_ARGV 2 action "" "COMMENT" "COMMAND;BUILT")
  list(TRANSFORM action_BUILT PREPEND "${CMAKE_BINARY_DIR}/")
  _package_repo_add_target("${target}" "${what}"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" ${action_COMMAND}
    DEPENDS ${action_BUILT}
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    COMMENT "${action_COMMENT}")
endfunction()

# What building <name>-<version>-<kind> does to a version, whose command follows. It is not a CMake target, because targets
# cost CMake more than all steps of a version. The target <name>-<kind> does the same to all versions of the package.
macro(_package_repo_declare_action_of_version kind)
  _package_repo_claim_target("${target}-${kind}" "${what}")
  set_property(SOURCE "${CMAKE_BINARY_DIR}/${target}-${kind}" PROPERTY SYMBOLIC TRUE)  # it is never there
  set_property(GLOBAL APPEND PROPERTY "PACKAGE_REPO_ACTIONS_OF_${name}-${kind}" "${CMAKE_BINARY_DIR}/${target}-${kind}")
endmacro()

# _package_repo_add_package_actions(<name> <folder>): the targets of a package that do something to all of its versions.
# `folder` may have a vendir.yml of them all.
function(_package_repo_add_package_actions name folder)
  set(command "")
  if(folder AND EXISTS "${folder}/vendir.yml")
    get_property(charts GLOBAL PROPERTY PACKAGE_REPO_RESULTS_OF_CHARTS)
    set(command
      COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" sync "--folder=${folder}" --project "${CMAKE_SOURCE_DIR}" --tree carvel
      DEPENDS ${charts}
      WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
      COMMENT "Fetching what ${name} vendors")
  endif()
  _package_repo_get_names()
  foreach(kind IN LISTS action_kinds)
    get_property(actions GLOBAL PROPERTY "PACKAGE_REPO_ACTIONS_OF_${name}-${kind}")
    if(actions OR command)
      _package_repo_add_target("${name}-${kind}" "package '${name}'" ${command} DEPENDS ${actions})
      set_property(GLOBAL APPEND PROPERTY "PACKAGE_REPO_PACKAGES_WITH_${kind}" "${name}")
      set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_actions "${name}-${kind}")
    endif()
    set(command "")
  endforeach()
endfunction()

# sync-all and its like do it to all packages, or all of the shard.
function(_package_repo_gather_actions)
  get_property(names GLOBAL PROPERTY PACKAGE_REPO_PACKAGES)
  foreach(name IN LISTS names)
    get_property(is_left_out GLOBAL PROPERTY "PACKAGE_REPO_LEAVES_OUT_${name}")
    if(NOT is_left_out)
      add_dependencies(rbac-all "${name}")
    endif()
  endforeach()
  _package_repo_get_names()
  foreach(kind IN LISTS action_kinds)
    get_property(names GLOBAL PROPERTY "PACKAGE_REPO_PACKAGES_WITH_${kind}")
    foreach(name IN LISTS names)
      get_property(is_left_out GLOBAL PROPERTY "PACKAGE_REPO_LEAVES_OUT_${name}")
      if(NOT is_left_out)
        add_dependencies("${kind}-all" "${name}-${kind}")
      endif()
    endforeach()
  endforeach()
endfunction()

# Sets `registry` in the caller's scope.
macro(_package_repo_find_registry)
  if(arg_REGISTRY)
    _package_repo_check_registry(REGISTRY "${arg_REGISTRY}")
  else()
    _package_repo_check_registry(PACKAGE_REPO_REGISTRY "${PACKAGE_REPO_REGISTRY}")
  endif()
endmacro()

# Sets `repository` in the caller's scope: what the argument `keyword` says, else `last` in PACKAGE_REPO_REGISTRY.
macro(_package_repo_find_repository keyword last)
  set(arg_REGISTRY "")
  if(arg_${keyword})
    _package_repo_check_registry(${keyword} "${arg_${keyword}}")
    set(repository "${registry}")
  else()
    _package_repo_find_registry()
    set(repository "${registry}/${last}")
  endif()
endmacro()

# The targets of a package. Sets in the caller's scope `registry`, `values`, and of the versions to come
# `expected_root`.
macro(_package_repo_declare_package name)
  _package_repo_check_name(package "${name}")
  _package_repo_claim(package "${name}")
  set(values "")
  foreach(file IN LISTS arg_VALUES)
    _package_repo_check_file("${file}" path)
    list(APPEND values --values "${path}")
  endforeach()
  if(arg_EXPECTED_DIR)
    get_filename_component(arg_EXPECTED_DIR "${arg_EXPECTED_DIR}" ABSOLUTE)
  endif()
  _package_repo_find_registry()
  _package_repo_find_depfiles()
  _package_repo_claim_place("${registry}/${name}" "package '${name}'")
  _package_repo_add_target("${name}" "package '${name}'")
  set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_PACKAGES "${name}")
endmacro()

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
      message(STATUS "PackageRepo ignores ${found_bundle}, because ${found_package} fetches no bundle")
      set(found_bundle "")
    endif()
  endif()
  set(source "${folder}" PARENT_SCOPE)
  set(bundle "${found_bundle}" PARENT_SCOPE)
  set(package_file "${found_package}" PARENT_SCOPE)
  set(metadata_file "" PARENT_SCOPE)
endfunction()

# One version of a package. Reads of the caller what _package_repo_declare_package() and _package_repo_find_files() set,
# and `must_fail`.
function(_package_repo_add_version name version)
  set(where "package '${name}'")
  if(NOT version MATCHES "^[0-9A-Za-z][0-9A-Za-z.+_-]*$")
    _package_repo_refuse("${where}: '${version}' is not a valid version: use letters, digits, '.', '+', '_' and '-'")
  endif()
  if(NOT bundle AND NOT package_file)
    if(NOT IS_DIRECTORY "${source}")
      _package_repo_suggest_path(suggestion directory "${source}")
      _package_repo_refuse("${where}: version ${version} has no directory ${source}${suggestion}")
    endif()
    _package_repo_refuse("${where}: version ${version} has neither a bundle/ nor a package.yaml in ${source}")
  endif()
  if(NOT arg_DOMAIN AND NOT package_file AND NOT EXISTS "${bundle}/package-resources.yml")
    _package_repo_refuse("${where}: version ${version} has no package.yaml, so DOMAIN is required")
  endif()
  _package_repo_check_path("${source}")
  if(bundle)
    _package_repo_check_path("${bundle}")
    file(REAL_PATH "${bundle}" real_bundle)
    file(REAL_PATH "${CMAKE_BINARY_DIR}" real_build)
    cmake_path(IS_PREFIX real_bundle "${real_build}" is_inside)
    if(is_inside)
      _package_repo_refuse("${where}: the build directory ${CMAKE_BINARY_DIR} is inside the bundle ${bundle} and would \
become part of it: build elsewhere")
    endif()
  endif()
  set(target "${name}-${version}")
  set_property(GLOBAL APPEND PROPERTY "PACKAGE_REPO_TARGETS_OF_${name}" "${target}")
  set(what "version ${version} of package '${name}'")
  if(NOT must_fail AND NOT package_file AND NOT EXISTS "${bundle}/package-resources.yml")
    _package_repo_check_identity("${name}" "${version}")
  endif()
  _package_repo_find_own_version("${name}" "${version}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")

  _package_repo_find_published_lock()
  set(folders --source "${source}")
  if(bundle)
    list(APPEND folders --bundle "${bundle}")
  endif()
  set(package_flags --name "${name}" --version "${version}" --own-version "${own_version}" "--domain=${arg_DOMAIN}")
  if(package_file)
    list(APPEND folders --package "${package_file}")
  endif()
  if(metadata_file)
    list(APPEND package_flags --metadata "${metadata_file}")
  endif()
  if(NOT "${PACKAGE_REPO_RELEASED_AT}" STREQUAL "")
    list(APPEND package_flags --released-at "${PACKAGE_REPO_RELEASED_AT}")
  endif()
  set(image_order "")
  set(image_order_path "")
  set(image_flags "")
  if(must_fail)
    set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_failures "${name} ${version}")
    _package_repo_add_steps_of_failing_version()
    _package_repo_add_version_target()
    return()
  endif()
  if(own_version STREQUAL version)
    set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_packages "${name} ${version}")
  else()
    set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_packages "${name} ${version} ${own_version}")
  endif()
  set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_sources "package ${name}/${version} ${source}")
  if(bundle AND note_published)
    set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_published "${name} ${version} ${published}")
  endif()
  if(bundle)
    _package_repo_find_image_order()
    _package_repo_add_steps_of_version()
  else()
    set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_foreign "${name} ${version}")
    _package_repo_add_steps_of_foreign_version()
  endif()
  _package_repo_add_version_target()
  _package_repo_find_vendir_folders()
  if(bundle)
    _package_repo_find_expected()
    _package_repo_add_actions_of_version()
    _package_repo_add_version_tests()
  elseif(vendir_folders)
    _package_repo_add_actions_of_foreign_version()
  endif()
endfunction()

# Sets `published`: the file that tells what the version was published as, beside its bundle, or in it if that is the
# version's folder. Where the bundle's folder is not called `bundle`, another may be beside it. Of an application, all versions come
# from one folder, one after the other.
macro(_package_repo_find_published_lock)
  set(published "${source}/published.lock.yml")
  get_property(is_app GLOBAL PROPERTY "PACKAGE_REPO_IS_APP_${name}")
  if(is_app)
    cmake_path(GET bundle PARENT_PATH published)
    string(APPEND published "/${name}-${version}.published.lock.yml")
  elseif(bundle AND NOT "${bundle}" STREQUAL "${source}")
    cmake_path(GET bundle PARENT_PATH published)
    cmake_path(GET bundle FILENAME bundle_name)
    if(NOT bundle_name STREQUAL "bundle")
      string(APPEND published "/${bundle_name}.published.lock.yml")
    else()
      string(APPEND published "/published.lock.yml")
    endif()
  endif()
endmacro()

macro(_package_repo_add_version_target)
  _package_repo_add_target("${target}" "${what}" ALL DEPENDS ${results})
  set_property(GLOBAL APPEND PROPERTY "PACKAGE_REPO_RESULTS_OF_${name}" ${results})
  add_dependencies("${target}" carvel-registry)
  add_dependencies("${name}" "${target}")
endmacro()

# Sets `vendir_folders`: flags with the folders of a version that have a vendir.yml, beside its bundle and in it; that of the
# bundle where none has, so that the command fails and says so. Sets `charts`: those of the project, which it may name.
macro(_package_repo_find_vendir_folders)
  set(vendir_folders "")
  set(charts "")
  foreach(vendir_folder "${source}" "${bundle}")
    if(vendir_folder AND EXISTS "${vendir_folder}/vendir.yml" AND NOT "--folder=${vendir_folder}" IN_LIST vendir_folders)
      get_property(charts GLOBAL PROPERTY PACKAGE_REPO_RESULTS_OF_CHARTS)
      list(APPEND vendir_folders "--folder=${vendir_folder}")
    endif()
  endforeach()
  if(bundle AND NOT vendir_folders)
    set(vendir_folders "--folder=${bundle}")
  endif()
endmacro()

# The vendir.yml of a folder of packages, if there is one.
function(_package_repo_add_folder_sync folder)
  get_filename_component(name "${folder}" NAME)
  if(EXISTS "${folder}/vendir.yml" AND NOT TARGET "${name}-sync")
    _package_repo_action("${name}-sync" "the vendir.yml of ${name}"
      COMMENT "Fetching what ${name} vendors"
      COMMAND sync "--folder=${folder}" --project "${CMAKE_SOURCE_DIR}" --tree carvel)
    get_property(charts GLOBAL PROPERTY PACKAGE_REPO_LIST_OF_charts)
    foreach(chart IN LISTS charts)
      string(REGEX REPLACE " .*" "" chart "${chart}")
      add_dependencies("${name}-sync" "${chart}")
    endforeach()
    add_dependencies(sync-all "${name}-sync")
  endif()
endfunction()
