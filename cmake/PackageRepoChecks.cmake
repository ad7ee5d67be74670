# Checks at configure time. Their messages begin with the line of the user's own file. For use within the module only.
#
# Functions whose name begins with _package_repo read the parsed arguments of the public function as arg_<NAME>, and
# what _package_repo_begin() sets: `call` and `user_file`.

include_guard(GLOBAL)

# Sets `variable` to the place of a call of one of this module's functions: the user's file and, if it can be found, the
# line. (CMake itself reports that line last, after those of the module.) The call is searched for by its first argument
# as written, then by the name of the function if the file calls it once. FIRST and LAST choose among several calls.
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

# Fails with a message about the user's own file.
function(_package_repo_refuse message)
  _package_repo_find_place("${user_file}" "${call}" place)
  message(FATAL_ERROR "${place}: ${message}")
endfunction()

# The same, but configuring continues, so that all errors are reported before it fails.
function(_package_repo_report message)
  _package_repo_find_place("${user_file}" "${call}" place)
  message(SEND_ERROR "${place}: ${message}")
endfunction()

# CMake cannot express some characters in the paths of its commands, targets and globs.
function(_package_repo_check_path path)
  if(path MATCHES "[][*?#;<>|\\\n]")
    _package_repo_refuse("CMake cannot handle the '${CMAKE_MATCH_0}' in the path ${path}: rename that folder")
  endif()
endfunction()

# Names become targets, files and parts of image references.
function(_package_repo_check_name kind name)
  if(NOT name MATCHES "^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$")
    _package_repo_refuse(
      "'${name}' is not a valid name for a ${kind}: use a-z and 0-9, with '.', '_' and '-' only between them")
  endif()
  if(kind STREQUAL "package" AND name MATCHES "^(all|clean|edit_cache|help|install|list_install_components|package\
|package_source|preinstall|rebuild_cache|test)$")
    _package_repo_refuse("a package cannot be named '${name}', because CMake reserves this target name: rename it")
  endif()
endfunction()

# Fails because this call conflicts with an earlier one in `file`; the message ends with the place of the earlier one.
function(_package_repo_refuse_second message file earlier_call)
  _package_repo_find_place("${file}" "${earlier_call}" first FIRST)
  _package_repo_find_place("${user_file}" "${call}" second LAST)
  message(FATAL_ERROR "${second}: ${message} ${first}")
endfunction()

# Fails if a package, stage or repository with this name already exists.
function(_package_repo_claim kind name)
  get_property(owner GLOBAL PROPERTY "PACKAGE_REPO_OWNER_OF_${kind}_${name}")
  if(owner)
    _package_repo_refuse_second("${kind} '${name}' is declared twice; it was first declared in" ${owner})
  endif()
  set_property(GLOBAL PROPERTY "PACKAGE_REPO_OWNER_OF_${kind}_${name}" "${user_file}" "${call}")
endfunction()

# Fails if `target` is taken. `what` names its owner in messages.
macro(_package_repo_claim_target target what)
  get_property(owner GLOBAL PROPERTY "PACKAGE_REPO_OWNER_OF_TARGET_${target}")
  if(owner OR TARGET "${target}")
    _package_repo_refuse_target("${target}" "${what}")
  endif()
  set_property(GLOBAL PROPERTY "PACKAGE_REPO_OWNER_OF_TARGET_${target}" "${user_file}" "${call}" "${what}")
endmacro()

# _package_repo_add_target(<target> <what> <argument>...): add_custom_target() for something that the user declares.
macro(_package_repo_add_target target what)
  _package_repo_claim_target("${target}" "${what}")
  add_custom_target("${target}" ${ARGN} VERBATIM)
endmacro()

function(_package_repo_refuse_target target what)
  if(NOT owner)
    _package_repo_refuse("${what} needs the target '${target}', which the project already defines: rename one of them")
  endif()
  list(POP_BACK owner other)
  if(other STREQUAL "PackageRepo")
    string(REGEX REPLACE " .*" "" kind "${what}")
    _package_repo_refuse("${what} needs the target '${target}', which PackageRepo itself defines: rename the ${kind}")
  endif()
  if(other STREQUAL what)
    _package_repo_refuse_second("${what} is declared twice; it was first declared in" ${owner})
  endif()
  _package_repo_refuse_second("${what} and ${other} both need the target '${target}': rename one of them; \
the other is declared in" ${owner})
endfunction()

# Sets `registry` in the caller's scope to what `variable` says: a host, or none for Docker Hub, and a path.
function(_package_repo_check_registry variable value)
  string(STRIP "${value}" registry)
  string(REGEX REPLACE "/+$" "" registry "${registry}")
  set(form "give a registry and a path, such as ghcr.io/acme/packages")
  if(registry STREQUAL "")
    _package_repo_refuse("${variable} is empty: ${form}")
  elseif(registry MATCHES "^[A-Za-z][A-Za-z0-9+.-]*:/")
    _package_repo_refuse("${variable} starts with a scheme, which image references do not have: ${value}: ${form}")
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
    _package_repo_refuse("${variable} has upper-case letters in its path, which no registry accepts: ${value}")
  elseif(NOT host MATCHES "^([a-z0-9.-]+|\\[[0-9a-f:.]+\\])(:[0-9]+)?$" OR NOT path MATCHES "^(/[a-z0-9._-]+)*$")
    _package_repo_refuse("${variable} is not a valid registry and path: ${value}: ${form}")
  endif()
  set(registry "${registry}" PARENT_SCOPE)
endfunction()

# Reports a name or version that kapp-controller would reject in the generated Package.
function(_package_repo_check_identity name version)
  set(number "(0|[1-9][0-9]*)")
  set(words "[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*")
  string(REGEX REPLACE "\\+.*$" "" release "${version}")
  if(NOT version MATCHES "^${number}\\.${number}\\.${number}(-${words})?(\\+${words})?$"
      OR release MATCHES "-(.*\\.)?0[0-9]+(\\.|$)")
    _package_repo_report("package '${name}': ${version} is not a semantic version such as 1.0.0 or \
1.0.0-rc.1+build.5, so kapp-controller would reject the Package")
  endif()
  set(label "[a-z0-9]([a-z0-9-]*[a-z0-9])?")
  set(full_name "${name}.${arg_DOMAIN}")
  if(NOT full_name MATCHES "^${label}(\\.${label})+$")
    _package_repo_report("package '${name}': ${full_name} is not a valid package name: use a-z, 0-9 \
and dots, with '-' only between letters and digits")
  elseif(NOT full_name MATCHES "\\..*\\.")
    _package_repo_report("package '${name}': its full name ${full_name} has fewer than three \
segments; give a DOMAIN with at least two, such as acme.com")
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
    message(STATUS "PackageRepo: ${name}/${version} is version ${own_version}, according to its Package")
  endif()
  set(own_version "${own_version}" PARENT_SCOPE)
endfunction()

# Fails if something else would be pushed to this repository of the registry.
function(_package_repo_claim_place place owner)
  if(place MATCHES "^[^/]*/.$")
    _package_repo_refuse("${owner} would be pushed to ${place}, but a repository name needs at least two characters: \
give PACKAGE_REPO_REGISTRY a path, as in registry.example.com/packages")
  endif()
  get_property(other GLOBAL PROPERTY "PACKAGE_REPO_OWNER_OF_PLACE_${place}")
  if(other)
    _package_repo_refuse("${owner} and ${other} would both be pushed to ${place}: rename one of them, \
or give it its own REGISTRY")
  endif()
  set_property(GLOBAL PROPERTY "PACKAGE_REPO_OWNER_OF_PLACE_${place}" "${owner}")
endfunction()

# Several images, or charts, may have one `repository`, with a `tag` each; a package or a stage shares its own with nothing.
function(_package_repo_claim_tagged_place kind)
  get_property(other GLOBAL PROPERTY "PACKAGE_REPO_OWNER_OF_PLACE_${repository}")
  if(NOT other MATCHES "^${kind} ")
    _package_repo_claim_place("${repository}" "${kind} '${name}'")
  endif()
  _package_repo_claim_place("${repository}:${tag}" "${kind} '${name}'")
endfunction()
