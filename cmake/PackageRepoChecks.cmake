# What is refused when configuring, in messages that begin with the line of the user's own file. Nothing here is for use
# elsewhere.
#
# Functions whose name begins with _package_repo read the parsed arguments of the public function as arg_<NAME>, and what
# _package_repo_begin() sets: `call` and `user_file`.

include_guard(GLOBAL)

# Sets `variable` to the place of a call of a function of this module: the user's file, and the line where it can be told.
# CMake tells that line last, after those of the module. Here it is looked for by the first argument of the call as it was
# given, else by the name of the function, if there is one such call only. FIRST and LAST say which of several is meant.
function(_package_repo_find_place file call variable)
  set(${variable} "${file}" PARENT_SCOPE)
  file(READ "${file}" text)
  string(REGEX REPLACE "\\(.*$" "" called "${call}")
  string(REGEX REPLACE "^[^(]*\\(|\\)$" "" word "${call}")
  string(REGEX REPLACE "([][.+*?^$(){}|\\\\])" "\\\\\\1" word "${word}")
  foreach(argument "\"?${word}[ \t\n\")]" "")
    string(REGEX MATCHALL "${called}[ \t\n]*\\([ \t\n]*${argument}" calls "${text};")
    list(LENGTH calls count)
    if(count EQUAL 1 OR (count AND ARGN))
      list(GET calls 0 first)
      list(GET calls -1 last)
      if(ARGN STREQUAL LAST)
        string(FIND "${text}" "${last}" begin REVERSE)
      else()
        string(FIND "${text}" "${first}" begin)
      endif()
      string(SUBSTRING "${text}" 0 ${begin} above)
      string(REGEX MATCHALL "\n" lines "${above}")
      list(LENGTH lines line)
      math(EXPR line "${line} + 1")
      set(${variable} "${file}:${line}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

# Ends configuring with a message about the user's own file.
function(_package_repo_refuse message)
  _package_repo_find_place("${user_file}" "${call}" place)
  message(FATAL_ERROR "${place}: ${message}")
endfunction()

# The same, but configuring goes on, to tell of all that is wrong, and fails then.
function(_package_repo_report message)
  _package_repo_find_place("${user_file}" "${call}" place)
  message(SEND_ERROR "${place}: ${message}")
endfunction()

# Fails for arguments that are unknown, lack a value, or are required (named here) and missing.
function(_package_repo_check_arguments)
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
      "'${name}' cannot be the name of a ${kind}: use a-z, 0-9, and between them '.', '_' and '-'")
  endif()
  if(kind STREQUAL "package" AND name MATCHES "^(all|clean|edit_cache|help|install|list_install_components|package\
|package_source|preinstall|rebuild_cache|test)$")
    _package_repo_refuse("a package cannot be called '${name}', since CMake has a target of this name: rename it")
  endif()
endfunction()

# Sets `variable` to the absolute path of a file that must be there.
function(_package_repo_check_file file variable)
  get_filename_component(path "${file}" ABSOLUTE)
  if(NOT EXISTS "${path}" OR IS_DIRECTORY "${path}")
    _package_repo_refuse("${call}: no such file: ${path}")
  endif()
  set(${variable} "${path}" PARENT_SCOPE)
endfunction()

# Ends configuring since this call and an earlier one in `file` cannot both be there; the message ends with the earlier place.
function(_package_repo_refuse_second message file earlier_call)
  _package_repo_find_place("${file}" "${earlier_call}" first FIRST)
  _package_repo_find_place("${user_file}" "${call}" second LAST)
  message(FATAL_ERROR "${second}: ${message} ${first}")
endfunction()

# Fails if there is a package, stage or repository of this name already.
function(_package_repo_claim kind name)
  get_property(owner GLOBAL PROPERTY "PACKAGE_REPO_OWNER_OF_${kind}_${name}")
  if(owner)
    _package_repo_refuse_second("${kind} '${name}' is declared twice; it was first declared in" ${owner})
  endif()
  set_property(GLOBAL PROPERTY "PACKAGE_REPO_OWNER_OF_${kind}_${name}" "${user_file}" "${call}")
endfunction()

# _package_repo_add_target(<target> <what> <argument>...): add_custom_target() for something that is declared, of which
# `what` is the name in messages.
macro(_package_repo_add_target target what)
  if(TARGET "${target}")
    _package_repo_refuse_target("${target}" "${what}")
  endif()
  add_custom_target("${target}" ${ARGN} VERBATIM)
  set_property(TARGET "${target}" PROPERTY PACKAGE_REPO_OWNER "${user_file}" "${call}" "${what}")
endmacro()

function(_package_repo_refuse_target target what)
  get_property(owner TARGET "${target}" PROPERTY PACKAGE_REPO_OWNER)
  if(NOT owner)
    _package_repo_refuse("${what} needs the target '${target}', which the project has already: rename one")
  endif()
  list(POP_BACK owner other)
  if(other STREQUAL "PackageRepo")
    string(REGEX REPLACE " .*" "" kind "${what}")
    _package_repo_refuse("${what} and PackageRepo would both have the target '${target}': rename the ${kind}")
  endif()
  if(other STREQUAL what)
    _package_repo_refuse_second("${what} is declared twice; it was first declared in" ${owner})
  endif()
  _package_repo_refuse_second("${what} and ${other} would both have the target '${target}': rename one; \
the other is declared in" ${owner})
endfunction()

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

# Tells of a name or version that kapp-controller would not take from the Package that is generated.
function(_package_repo_check_identity name version)
  set(number "(0|[1-9][0-9]*)")
  set(words "[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*")
  string(REGEX REPLACE "\\+.*$" "" release "${version}")
  if(NOT version MATCHES "^${number}\\.${number}\\.${number}(-${words})?(\\+${words})?$"
      OR release MATCHES "-(.*\\.)?0[0-9]+(\\.|$)")
    _package_repo_report("package '${name}': ${version} is no semantic version, as 1.0.0 and \
1.0.0-rc.1+build.5 are, so kapp-controller would refuse the Package")
  endif()
  set(label "[a-z0-9]([a-z0-9-]*[a-z0-9])?")
  set(full_name "${name}.${arg_DOMAIN}")
  if(NOT full_name MATCHES "^${label}(\\.${label})+$")
    _package_repo_report("package '${name}': ${full_name} is no name of a package: use a-z, 0-9, \
'-' inside, and dots")
  elseif(NOT full_name MATCHES "\\..*\\.")
    _package_repo_report("package '${name}': its full name ${full_name} has fewer than three \
segments, as in contour.acme.com: DOMAIN needs one more")
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
