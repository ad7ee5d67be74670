# The commands and targets behind the functions of PackageRepo.cmake. Nothing here is for use elsewhere.
#
# Functions whose name begins with _package_repo read the parsed arguments of their caller as arg_<NAME>.

include_guard(GLOBAL)

# The first call in every public function. Sets what the functions behind it read: `call`, the call as it was written, and
# `user_file`, where it is written; `offline`; and defaults for what belongs to one version. Nothing else that a caller may
# have set is read. At the first use it declares what all packages share.
function(_package_repo_begin call)
  set(user_file "${CMAKE_CURRENT_LIST_FILE}")
  set(offline "")
  if(PACKAGE_REPO_OFFLINE)
    set(offline --offline)
  endif()
  foreach(variable call user_file offline)
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
  _package_repo_add_target(carvel-registry "PackageRepo" DEPENDS "${CMAKE_BINARY_DIR}/registry/oci-layout")
  foreach(target sync-all lock-all relock-all push-all update-expected-all)
    _package_repo_add_target(${target} "PackageRepo")
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

# _package_repo_action(<target> <what> COMMENT <text> COMMAND <word>... [BUILT <file>...])
#
# A target that runs the generator each time it is asked for; `what` it belongs to.
function(_package_repo_action target what)
  cmake_parse_arguments(PARSE_ARGV 2 action "" "COMMENT" "COMMAND;BUILT")
  list(TRANSFORM action_BUILT PREPEND "${CMAKE_BINARY_DIR}/")
  _package_repo_add_target("${target}" "${what}"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" ${action_COMMAND}
    DEPENDS ${action_BUILT}
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    COMMENT "${action_COMMENT}")
endfunction()

# Sets `registry` in the caller's scope.
macro(_package_repo_find_registry)
  if(arg_REGISTRY)
    _package_repo_check_registry(REGISTRY "${arg_REGISTRY}")
  else()
    _package_repo_check_registry(PACKAGE_REPO_REGISTRY "${PACKAGE_REPO_REGISTRY}")
  endif()
endmacro()

# The targets of a package. Sets in the caller's scope `registry`, `values`, and of the versions to come `expected_root`.
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
  _package_repo_claim_place("${registry}/${name}" "package '${name}'")
  _package_repo_add_target("${name}" "package '${name}'")
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
      message(STATUS "PackageRepo leaves out ${found_bundle}: ${found_package} fetches no bundle")
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
  set(what "version ${version} of package '${name}'")
  if(NOT must_fail AND NOT package_file AND NOT EXISTS "${bundle}/package-resources.yml")
    _package_repo_check_identity("${name}" "${version}")
  endif()
  _package_repo_find_own_version("${name}" "${version}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")

  set(output "carvel/packages/${name}/${version}")
  set(folders --source "${source}" --output-dir "${output}")
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
  _package_repo_add_target("${target}" "${what}" ALL
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/package.yaml" "${CMAKE_BINARY_DIR}/${output}/metadata.yaml")
  add_dependencies("${name}" "${target}")
  _package_repo_add_version_sync()
endmacro()

# A version of which it is known that it does not build: all of its steps as one, which succeeds if one of them fails.
macro(_package_repo_add_failing_version)
  set(chain
    fetch ${folders} --project "${CMAKE_SOURCE_DIR}" --target "${target}-sync" ${offline} --
    render ${folders} ${values} --
    check-lock ${folders} --target "${target}-lock" --
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
  _package_repo_add_target("${target}" "${what}" ALL DEPENDS "${CMAKE_BINARY_DIR}/${output}/failure.txt")
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
    _package_repo_action("${target}-sync" "${what}"
      COMMENT "Fetching what ${name} ${version} vendors"
      COMMAND sync --folder "${bundle}" --project "${CMAKE_SOURCE_DIR}")
  endif()
endmacro()

# _package_repo_add_sync(<target> <what> <folder>...): a target that syncs the vendir.yml of each folder.
function(_package_repo_add_sync target what)
  list(TRANSFORM ARGN PREPEND "--folder=" OUTPUT_VARIABLE vendir_flags)
  _package_repo_action("${target}" "the vendir.yml of ${what}"
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
    COMMAND fetch ${folders} --project "${CMAKE_SOURCE_DIR}" --target "${target}-sync" ${offline})
  _package_repo_step(
    COMMENT "Rendering ${name} ${version}"
    OUTPUT "${output}/rendered.json" "${output}/schema.json"
    COMMAND render ${folders} ${values}
    BUILT "${output}/vendor.json")
  _package_repo_step(
    COMMENT "Checking images of ${name} ${version}"
    OUTPUT "${output}/images.yml"
    COMMAND check-lock ${folders} --target "${target}-lock"
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
  _package_repo_add_target("${target}" "${what}" ALL
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/package.yaml" "${CMAKE_BINARY_DIR}/${output}/metadata.yaml")
  add_dependencies("${target}" carvel-registry)
  add_dependencies("${name}" "${target}")

  _package_repo_add_version_sync()
  _package_repo_action("${target}-lock" "${what}"
    COMMENT "Locking images of ${name} ${version}"
    COMMAND update-lock ${folders}
    BUILT "${output}/rendered.json")
  _package_repo_action("${target}-relock" "${what}"
    COMMENT "Locking images of ${name} ${version} anew"
    COMMAND update-lock ${folders} --relock
    BUILT "${output}/rendered.json")
  _package_repo_action("${target}-push" "${what}"
    COMMENT "Pushing ${name} ${version}"
    COMMAND push --layout registry --tree carvel --package "${name}" --version "${version}")
  add_dependencies("${target}-push" "${target}")
  add_dependencies(lock-all "${target}-lock")
  add_dependencies(relock-all "${target}-relock")
  add_dependencies(push-all "${target}-push")
endmacro()
