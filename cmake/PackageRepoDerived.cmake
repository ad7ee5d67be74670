# Committed files that commands derive from others: add_derived_files(), and what is behind it.
#
# Functions whose name begins with _package_repo read the parsed arguments of their caller as arg_<NAME>, and what
# _package_repo_begin() sets.

include_guard(GLOBAL)

#[=======================================================================[.md:
add_derived_files(<name>
  OUTPUT <file or folder/>...
  COMMAND <word>...
  [DEPENDS <file, folder or target>...]
  [WORKING_DIRECTORY <directory>])

Declares files of the source tree that are committed, and that a command makes of others: definitions of resources that a
generator makes of sources, pages of reference that a program prints. Targets write them; a test tells when they are not what
their command gives. The default target neither runs the command nor writes to the source tree.

* **OUTPUT**: the committed files, relative to the folder of the CMakeLists.txt. With a `/` at its end it is a folder, of which
  all files are derived: others in it are reported, and removed when it is written.
* **COMMAND**: what makes them. Its first word is a program, or a target of the project that is one. It runs in a copy of the
  source tree that holds DEPENDS and the folders of OUTPUT and nothing else, so it cannot touch the source tree; a word with the
  path of something in the source tree names that in the copy. It has to write every OUTPUT. There is no shell: for one, give
  `sh -c "<command>"`.
* **DEPENDS**: what it reads: files and folders of the source tree; targets, and files of the build tree, which it reads where
  they are. What another add_derived_files(), declared ahead, derives is taken from there.
* **WORKING_DIRECTORY**: the folder of the source tree in whose copy it runs. Default: that of the CMakeLists.txt.

Targets:
* `<name>-generate` runs the command if something that it depends on has changed, and writes what it gives to the source tree;
  `all-generated` does so for all.
* `verify-generated` does not write them, but fails with a difference for each file that is not what its command gives.

The test `generated.<name>` runs the command anew, and fails in the same way.
#]=======================================================================]
function(add_derived_files name)
  set(one_value WORKING_DIRECTORY)
  set(many_values OUTPUT COMMAND DEPENDS)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "${one_value}" "${many_values}")
  _package_repo_begin("add_derived_files(${name})")
  _package_repo_check_arguments(OUTPUT COMMAND)
  _package_repo_check_name("set of derived files" "${name}")
  _package_repo_claim("set of derived files" "${name}")
  set(what "derived files '${name}'")
  set(specification "# Of ${call} in ${user_file}\n")
  set(depends "")
  if(NOT arg_WORKING_DIRECTORY)
    set(arg_WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}")
  endif()
  _package_repo_check_directory("${arg_WORKING_DIRECTORY}" folder)
  _package_repo_find_in_source_tree(WORKING_DIRECTORY "${folder}")
  _package_repo_specify(SOURCE_TREE "${CMAKE_SOURCE_DIR}")
  _package_repo_specify(BUILD_TREE "${CMAKE_BINARY_DIR}")
  _package_repo_specify(IN "${inside}")
  _package_repo_specify_command()
  foreach(path IN LISTS arg_DEPENDS)
    _package_repo_specify_dependency("${path}")
  endforeach()
  foreach(path IN LISTS arg_OUTPUT)
    _package_repo_specify_output("${path}")
  endforeach()
  _package_repo_add_derivation()
endfunction()

# Sets `inside` to a path of the source tree, relative to that. Fails for one that is elsewhere.
macro(_package_repo_find_in_source_tree keyword path)
  cmake_path(IS_PREFIX CMAKE_SOURCE_DIR "${path}" NORMALIZE is_source)
  cmake_path(IS_PREFIX CMAKE_BINARY_DIR "${path}" NORMALIZE is_built)
  if(NOT is_source OR is_built)
    _package_repo_refuse("${call}: ${keyword} is not in the source tree: ${path}")
  endif()
  set(inside "${path}")
  cmake_path(RELATIVE_PATH inside BASE_DIRECTORY "${CMAKE_SOURCE_DIR}")
endmacro()

# Adds COMMAND to `specification`, and the program that it runs to `depends`.
macro(_package_repo_specify_command)
  list(GET arg_COMMAND 0 program)
  set(is_first TRUE)
  foreach(word IN LISTS arg_COMMAND)
    if(is_first AND TARGET "${program}")
      _package_repo_check_program("${program}")
      list(APPEND depends "${program}")
      set(word "$<TARGET_FILE:${program}>")
    endif()
    set(is_first FALSE)
    _package_repo_specify(WORD "${word}")
  endforeach()
endmacro()

function(_package_repo_check_program target)
  get_target_property(type "${target}" TYPE)
  if(NOT type STREQUAL "EXECUTABLE")
    _package_repo_refuse("${call}: COMMAND begins with '${target}', a target that is no program")
  endif()
endfunction()

# Adds what one word of DEPENDS says to `specification` and `depends`.
function(_package_repo_specify_dependency path)
  set(target "${path}")
  get_filename_component(path "${path}" ABSOLUTE)
  cmake_path(IS_PREFIX CMAKE_SOURCE_DIR "${path}" NORMALIZE is_source)
  cmake_path(IS_PREFIX CMAKE_BINARY_DIR "${path}" NORMALIZE is_built)
  get_property(owner GLOBAL PROPERTY "PACKAGE_REPO_DERIVES_${path}")
  if(NOT EXISTS "${path}" AND TARGET "${target}")
    list(APPEND depends "${target}")
  elseif(NOT is_source OR is_built)
    list(APPEND depends "${path}")
  else()
    if(NOT owner AND NOT EXISTS "${path}")
      _package_repo_refuse_path(file "${path}")
    endif()
    cmake_path(IS_PREFIX path "${CMAKE_BINARY_DIR}" NORMALIZE has_build)
    if(has_build)
      _package_repo_refuse("${call}: DEPENDS names ${path}, which has the build tree in it: name what of it is read")
    endif()
    set_property(GLOBAL APPEND PROPERTY "PACKAGE_REPO_DERIVES_FROM_${path}" "${name}")
    _package_repo_find_in_source_tree(DEPENDS "${path}")
    _package_repo_specify(DEPENDS "${inside}")
    if(owner)
      _package_repo_specify(FROM "carvel/derived/${owner}/files ${inside}")
      list(APPEND depends "${CMAKE_BINARY_DIR}/carvel/derived/${owner}/outputs.list")
    endif()
  endif()
  set(specification "${specification}" PARENT_SCOPE)
  set(depends "${depends}" PARENT_SCOPE)
endfunction()

# Adds an OUTPUT to `specification`.
function(_package_repo_specify_output path)
  set(end "")
  if(path MATCHES "/$")
    set(end "/")
  endif()
  cmake_path(ABSOLUTE_PATH path BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
  string(REGEX REPLACE "/$" "" path "${path}")
  _package_repo_find_in_source_tree(OUTPUT "${path}")
  if(IS_DIRECTORY "${path}" AND NOT end)
    _package_repo_refuse("${call}: OUTPUT is a folder: ${path}: if all that is in it is derived, end it with '/'")
  elseif(inside STREQUAL ".")
    _package_repo_refuse("${call}: OUTPUT cannot be the whole source tree")
  endif()
  get_property(owner GLOBAL PROPERTY "PACKAGE_REPO_DERIVES_${path}")
  if(owner)
    _package_repo_refuse("${call}: OUTPUT ${inside} is one of add_derived_files(${owner}), too")
  endif()
  get_property(users GLOBAL PROPERTY "PACKAGE_REPO_DERIVES_FROM_${path}")
  list(REMOVE_ITEM users "${name}")
  if(users)
    list(GET users 0 user)
    _package_repo_refuse("${call}: OUTPUT ${inside} is among DEPENDS of add_derived_files(${user}): declare this one first")
  endif()
  set_property(GLOBAL PROPERTY "PACKAGE_REPO_DERIVES_${path}" "${name}")
  _package_repo_specify(OUTPUT "${inside}${end}")
  set(specification "${specification}" PARENT_SCOPE)
endfunction()

# The step that runs the command, its targets and its test, once `specification` is complete.
function(_package_repo_add_derivation)
  set(output "carvel/derived/${name}")
  set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_derived "${name}")
  file(GENERATE OUTPUT "${CMAKE_BINARY_DIR}/${output}/specification" CONTENT "${specification}")
  _package_repo_find_depfiles()
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/outputs.list"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" derive --specification "${output}/specification" --output-dir "${output}"
            --depfile "${depfiles}${output}/outputs.list.d"
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/specification" "${CMAKE_BINARY_DIR}/carvel/generator.id" ${depends}
    DEPFILE "${depfiles}${output}/outputs.list.d"
    COMMENT "Deriving ${name}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  _package_repo_action("${name}-generate" "${what}"
    COMMENT "Writing the derived files ${name}"
    COMMAND update-derived --tree carvel --name "${name}"
    BUILT "${output}/outputs.list")
  if(NOT TARGET all-generated)
    _package_repo_add_target(all-generated "PackageRepo")
    _package_repo_add_target(verify-generated "PackageRepo"
      COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" check-derived --tree carvel
      DEPENDS "$<TARGET_PROPERTY:verify-generated,PACKAGE_REPO_DERIVED>"
      WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
      COMMENT "Comparing derived files with those that are committed")
  endif()
  add_dependencies(all-generated "${name}-generate")
  set_property(TARGET verify-generated APPEND PROPERTY PACKAGE_REPO_DERIVED "${CMAKE_BINARY_DIR}/${output}/outputs.list")
  set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_TESTS "package_repo_test_derived(\"${name}\")")
endfunction()
