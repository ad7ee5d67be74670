# References between what a project publishes: add_references(), set_reference_policy(), package_repo_git_version(), and what is
# behind them.
#
# Functions whose name begins with _package_repo read the parsed arguments of their caller as arg_<NAME>, and what
# _package_repo_begin() sets.

include_guard(GLOBAL)

#[=======================================================================[.md:
add_references(<name>
  FILES <file or folder>...
  [TITLE <text>]
  [PATTERN <regular expression>... [KIND image|chart|url] [OF <repository>]]
  [IGNORE <regular expression>...])

Declares files of the source tree that are no manifests and refer to what is published: scripts, Makefiles, instructions in
Markdown, hooks. They become one node of `pkgrepo graph`, and `pkgrepo verify` checks what they refer to. Found are, by their forms:

* images, `ghcr.io/acme/app:1.0`, and what `image:`, `--image`, FROM, and `repository:` beside `tag:` say;
* charts, `oci://ghcr.io/acme/chart`, with their version as a tag, or near by as `--version` or `version:`;
* URLs of files and releases on GitHub, of a revision;
* the paths of files in other sets.

Variables of scripts and Makefiles are replaced by what the same file says of them.

* **FILES**: the files; of a folder all that are in it.
* **TITLE**: what `pkgrepo graph` calls them. Default: `<name>`
* **PATTERN**: finds more, in the syntax of RE2. Its first group is the reference.
* **KIND**: what PATTERN finds. Default: `image`
* **OF**: the first group of PATTERN is a version, of this image or chart, or of `github.com/<owner>/<repository>`.
* **IGNORE**: what is found and matches as a whole is no reference.
#]=======================================================================]
function(add_references name)
  set(one_value TITLE KIND OF)
  set(many_values FILES PATTERN IGNORE)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "${one_value}" "${many_values}")
  _package_repo_begin("add_references(${name})")
  _package_repo_check_arguments(FILES)
  _package_repo_check_name("set of references" "${name}")
  _package_repo_claim("set of references" "${name}")
  if(arg_KIND AND NOT arg_KIND MATCHES "^(image|chart|url)$")
    _package_repo_refuse("${call}: KIND is '${arg_KIND}': use image, chart or url")
  elseif(NOT arg_PATTERN AND (arg_KIND OR arg_OF))
    _package_repo_refuse("${call}: KIND and OF say what PATTERN finds, which is missing")
  endif()
  set(specification "# Of ${call} in ${user_file}\n")
  _package_repo_specify_words("TITLE;KIND;OF" "PATTERN;IGNORE")
  foreach(path IN LISTS arg_FILES)
    get_filename_component(path "${path}" ABSOLUTE)
    if(NOT EXISTS "${path}")
      _package_repo_refuse_path(file "${path}")
    endif()
    _package_repo_find_in_source_tree(FILES "${path}")
    _package_repo_specify(FILE "${inside}")
  endforeach()
  _package_repo_write_specification("carvel/references/${name}/specification")
  set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_references "${name}")
  set_property(GLOBAL PROPERTY PACKAGE_REPO_VERIFIES TRUE)
endfunction()

#[=======================================================================[.md:
set_reference_policy(
  [VERSION <version>]
  [SOURCE github.com/<owner>/<repository>]
  [OWNS <repository or prefix>...]
  [APP_VERSION image|same|any]
  [ALLOW <regular expression>...]
  [PINNED digest|tag]
  [ONE_VERSION])

Says what `pkgrepo verify` demands of the project's references besides what it always does: that they are pinned, and that those to
what the project makes itself name what it makes now. To be called once.

* **VERSION**: the version that the project publishes now: each image and chart has it, but for images that say by the label or
  annotation `org.opencontainers.image.version` whose version they have, which have that. Default: none is demanded. Where
  PACKAGE_REPO_VERSION_FROM is `git`, it is that of the tag of the commit; of a commit without a tag, any but that of another one.
* **SOURCE**: where the source tree is published. A URL to it has to name a file that is there, and a tag that git knows; on a commit
  with a tag, that one.
* **OWNS**: repositories of which the project makes all that may be referred to, and prefixes of these: what is below and is not
  made is a fault.
* **APP_VERSION**: the appVersion of a chart is the tag of an image of the project that the chart names (`image`, if it names any), or
  the version of the chart (`same`), or any. Default: `image`
* **ALLOW**: references that match as a whole are not looked at, such as those of a page about earlier versions.
* **PINNED**: `digest` demands one of each image. Default: `tag`, which may be neither `latest` nor a branch
* **ONE_VERSION**: what the project does not make has one version in all files.
#]=======================================================================]
function(set_reference_policy)
  set(one_value VERSION SOURCE APP_VERSION PINNED)
  set(many_values OWNS ALLOW)
  cmake_parse_arguments(PARSE_ARGV 0 arg "ONE_VERSION" "${one_value}" "${many_values}")
  _package_repo_begin("set_reference_policy()")
  _package_repo_check_arguments()
  _package_repo_claim("policy" "of references")
  if(arg_APP_VERSION AND NOT arg_APP_VERSION MATCHES "^(image|same|any)$")
    _package_repo_refuse("${call}: APP_VERSION is '${arg_APP_VERSION}': use image, same or any")
  elseif(arg_PINNED AND NOT arg_PINNED MATCHES "^(digest|tag)$")
    _package_repo_refuse("${call}: PINNED is '${arg_PINNED}': use digest or tag")
  elseif(arg_SOURCE AND NOT arg_SOURCE MATCHES "^github[.]com/[^/]+/[^/]+$")
    _package_repo_refuse("${call}: SOURCE is '${arg_SOURCE}': use github.com/<owner>/<repository>")
  endif()
  set(specification "# Of ${call} in ${user_file}\n")
  _package_repo_specify_words("VERSION;SOURCE;APP_VERSION;PINNED" "OWNS;ALLOW")
  if(arg_ONE_VERSION)
    _package_repo_specify(ONE_VERSION "")
  endif()
  set_property(GLOBAL PROPERTY PACKAGE_REPO_POLICY "${specification}")
  set_property(GLOBAL PROPERTY PACKAGE_REPO_VERIFIES TRUE)
endfunction()

#[=======================================================================[.md:
package_repo_git_version(<variable>
  [PREFIX <prefix>])

Sets the variable to the version that the commit has: `1.2.0` where it has the tag `v1.2.0`; else one above that of the nearest tag
behind it, and below the next: `1.2.1-dev.4.g1a2b3c4`, four commits further on. To be used as TAG and VERSION of what the project
makes. Configuring runs again when the commit or a tag changes.

* **PREFIX**: of the tags that are versions. Default: `v`
#]=======================================================================]
function(package_repo_git_version variable)
  set(one_value PREFIX)
  set(many_values "")
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "${one_value}" "${many_values}")
  _package_repo_begin("package_repo_git_version(${variable})")
  _package_repo_check_arguments()
  if(NOT arg_PREFIX)
    set(arg_PREFIX v)
  endif()
  _package_repo_watch_git()
  _package_repo_ask_git(described describe --tags --match "${arg_PREFIX}[0-9]*" --long --abbrev=7)
  string(REGEX REPLACE "([][.+*?^$(){}|\\\\])" "\\\\\\1" prefix "${arg_PREFIX}")
  if(described MATCHES "^${prefix}([0-9]+)[.]([0-9]+)[.]([0-9]+)([-+].*)?-([0-9]+)-(g[0-9a-f]+)$")
    set(minor "${CMAKE_MATCH_1}.${CMAKE_MATCH_2}")
    set(patch "${CMAKE_MATCH_3}")
    set(rest "${CMAKE_MATCH_4}")
    set(count "${CMAKE_MATCH_5}")
    set(commit "${CMAKE_MATCH_6}")
    set(version "${minor}.${patch}${rest}")
    if(count AND rest MATCHES "^-")
      string(REGEX REPLACE "[+].*$" "" version "${version}")
      string(APPEND version ".dev.${count}.${commit}")
    elseif(count)
      math(EXPR patch "${patch} + 1")
      set(version "${minor}.${patch}-dev.${count}.${commit}")
    endif()
  elseif(described)
    _package_repo_refuse("${call}: the tag in '${described}' is no version: use one such as ${arg_PREFIX}1.2.0")
  else()
    _package_repo_ask_git(commit rev-parse --short=7 HEAD)
    _package_repo_ask_git(count rev-list --count HEAD)
    if(NOT commit)
      _package_repo_refuse("${call}: git knows no commit in ${CMAKE_CURRENT_SOURCE_DIR}")
    endif()
    set(version "0.0.0-dev.${count}.g${commit}")
  endif()
  set(${variable} "${version}" PARENT_SCOPE)
endfunction()

# Adds arguments to `specification`, those with one value and those with many.
macro(_package_repo_specify_words ones manies)
  foreach(keyword ${ones})
    if(arg_${keyword})
      _package_repo_specify(${keyword} "${arg_${keyword}}")
    endif()
  endforeach()
  foreach(keyword ${manies})
    foreach(value IN LISTS arg_${keyword})
      _package_repo_specify(${keyword} "${value}")
    endforeach()
  endforeach()
endmacro()

# Sets `variable` to what git says of the folder of the CMakeLists.txt; "" where it fails.
function(_package_repo_ask_git variable)
  execute_process(COMMAND git ${ARGN} WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}"
    OUTPUT_VARIABLE said ERROR_VARIABLE ignored RESULT_VARIABLE status OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT status STREQUAL "0")
    set(said "")
  endif()
  set(${variable} "${said}" PARENT_SCOPE)
endfunction()

# What changes with the commit, and with tags.
function(_package_repo_watch_git)
  foreach(name HEAD logs/HEAD packed-refs refs/tags)
    _package_repo_ask_git(path rev-parse --git-path "${name}")
    cmake_path(ABSOLUTE_PATH path BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
    if(path AND EXISTS "${path}")
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${path}")
    endif()
  endforeach()
endfunction()

# Writes `specification` as it stands: what CMake would expand is no part of it.
function(_package_repo_write_specification path)
  set(at "@")
  string(REPLACE "@" "@at@" text "${specification}")
  file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/${path}" CONTENT "${text}" @ONLY)
endfunction()

# Runs once everything is declared: where the sources of images are, the policy, and the test.
function(_package_repo_finish_references)
  get_property(pairs GLOBAL PROPERTY PACKAGE_REPO_IMAGE_TARGETS)
  foreach(pair IN LISTS pairs)
    string(REGEX MATCH "^[^ ]+" image "${pair}")
    string(REGEX REPLACE "^[^ ]+ " "" target "${pair}")
    set(seen "")
    _package_repo_list_sources("${image}" "${target}")
  endforeach()
  get_property(specification GLOBAL PROPERTY PACKAGE_REPO_POLICY)
  if(PACKAGE_REPO_VERSION_FROM)
    if(NOT PACKAGE_REPO_VERSION_FROM STREQUAL "git")
      message(FATAL_ERROR "PACKAGE_REPO_VERSION_FROM is '${PACKAGE_REPO_VERSION_FROM}': the only value is git")
    endif()
    string(APPEND specification "VERSION_FROM git\n")
    set_property(GLOBAL PROPERTY PACKAGE_REPO_VERIFIES TRUE)
  endif()
  _package_repo_write_specification(carvel/references.policy)
  get_property(verifies GLOBAL PROPERTY PACKAGE_REPO_VERIFIES)
  if(verifies)
    set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_TESTS "package_repo_test_references()")
  endif()
endfunction()

# Lists the sources of a target of the project that is in an image, and of the libraries it is linked with.
function(_package_repo_list_sources image target)
  if("${target}" IN_LIST seen OR NOT TARGET "${target}")
    return()
  endif()
  list(APPEND seen "${target}")
  get_target_property(is_imported "${target}" IMPORTED)
  get_target_property(aliased "${target}" ALIASED_TARGET)
  if(is_imported)
    return()
  elseif(aliased)
    set(target "${aliased}")
  endif()
  get_target_property(folder "${target}" SOURCE_DIR)
  get_target_property(sources "${target}" SOURCES)
  foreach(source IN LISTS sources)
    if(source AND NOT source MATCHES "[$]<")
      cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY "${folder}" NORMALIZE)
      set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_sources "image ${image} ${source}")
    endif()
  endforeach()
  get_target_property(libraries "${target}" LINK_LIBRARIES)
  foreach(library IN LISTS libraries)
    _package_repo_list_sources("${image}" "${library}")
  endforeach()
  set(seen "${seen}" PARENT_SCOPE)
endfunction()
