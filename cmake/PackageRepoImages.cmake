# Container images of the project: add_container_image(), imported_image(), and what is behind them.
#
# Functions whose name begins with _package_repo read the parsed arguments of their caller as arg_<NAME>, and what
# _package_repo_begin() sets.

include_guard(GLOBAL)

#[=======================================================================[.md:
add_container_image(<name>
  [IMAGE <repository>] [TAG <tag>]
  [BASE <reference>]
  [PLATFORMS <os>/<architecture>[/<variant>]...]
  [FILES <source>:<destination>...]...
  [TARGET <cmake target>:<destination>...]...
  [ENTRYPOINT <word>...] [CMD <word>...]
  [ENV <name>=<value>...] [USER <user>[:<group>]] [WORKDIR <path>]
  [LABELS <name>=<value>...] [ANNOTATIONS <name>=<value>...]
  [PERMISSIONS <path>=<mode>...] [OWNERS <path>=<uid>:<gid>...]
  [DEPENDS <target or file>...])

Declares a container image, made of files of the source tree and of what the project compiles, without a daemon and without
a network. The same files give the same digest on every machine. Package versions whose manifests name the image, as
`<repository>:<tag>` or `<repository>`, get its digest into the lock of their bundle, and are pushed after it; declare images
ahead of the packages that name them.

* **IMAGE**: the repository that it is pushed to, which manifests name. Default: `<name>` below PACKAGE_REPO_REGISTRY.
* **TAG**: the tag that it is pushed under. A `+` becomes a `_`. Default: `latest`
* **BASE**: an image that this one is made upon. The target `<name>-lock` resolves it, and writes
  `<name>.base.lock.yml` beside the CMakeLists.txt, to be committed. Its layers are fetched only for a push. Default: none,
  which other tools call scratch.
* **PLATFORMS**: more than one make an index with an image for each. `{os}`, `{arch}` and `{variant}` in the source of a file
  stand for those of the platform. Default: `linux` and the processor that the project is compiled for, if the image has a
  TARGET; else `linux/amd64`.
* **FILES**: files, and folders with what is in them, and where they go: an absolute path; into a folder if it ends with `/`.
  Each FILES is a layer, so that only what has changed is uploaded.
* **TARGET**: the same with programs and libraries of the project.
* **ENTRYPOINT**, **CMD**, **ENV**, **USER**, **WORKDIR**, **LABELS**: as those of a Dockerfile, over those of the base.
* **ANNOTATIONS**: of the manifest, and of the index.
* **PERMISSIONS**: octal modes. Without, they are 0755 for folders and for what its owner may execute, 0644 for other files.
  A path that ends with `/` is a folder, which is made if it is not there.
* **OWNERS**: user and group, as numbers, of a path and of all that the image has below it; of several, that of the longest path
  counts. Default: root.
* **DEPENDS**: what has to be built before the files can be read, where FILES does not tell: files of the build tree are known,
  folders of it are not.

Targets: `<name>`; `<name>-push`; `<name>-archive`, which writes the image with all its layers to
`carvel/images/<name>/<name>.tar` of the build tree; with a BASE, `<name>-lock`.
#]=======================================================================]
function(add_container_image name)
  set(one_value IMAGE TAG BASE USER WORKDIR)
  set(many_values PLATFORMS FILES TARGET ENTRYPOINT CMD ENV LABELS ANNOTATIONS PERMISSIONS OWNERS DEPENDS)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "${one_value}" "${many_values}")
  _package_repo_begin("add_container_image(${name})")
  _package_repo_check_arguments()
  if(NOT arg_FILES AND NOT arg_TARGET AND NOT arg_BASE)
    _package_repo_refuse("${call}: FILES and TARGET are missing, so the image would be empty")
  endif()
  _package_repo_begin_image("${name}")
  if(arg_BASE)
    _package_repo_specify(BASE "${arg_BASE}")
    _package_repo_specify(LOCK "${CMAKE_CURRENT_SOURCE_DIR}/${name}.base.lock.yml")
    _package_repo_specify(LOCKED_BY "${name}-lock")
  endif()
  _package_repo_find_platforms()
  foreach(platform IN LISTS arg_PLATFORMS)
    _package_repo_specify(PLATFORM "${platform}")
  endforeach()
  set(keyword "")
  math(EXPR last "${ARGC} - 1")
  foreach(i RANGE 1 ${last})
    if("${ARGV${i}}" IN_LIST one_value OR "${ARGV${i}}" IN_LIST many_values)
      set(keyword "${ARGV${i}}")
      if(keyword MATCHES "^(FILES|TARGET)$")
        string(APPEND specification "LAYER\n")
      endif()
    elseif(keyword MATCHES "^(FILES|TARGET)$")
      _package_repo_copy_to_image("${keyword}" "${ARGV${i}}")
    endif()
  endforeach()
  foreach(pair ENTRYPOINT CMD ENV USER WORKDIR LABELS=LABEL ANNOTATIONS=ANNOTATION PERMISSIONS=MODE OWNERS=OWNER)
    string(REGEX REPLACE "=.*" "" keyword "${pair}")
    string(REGEX REPLACE ".*=" "" word "${pair}")
    foreach(value IN LISTS arg_${keyword})
      _package_repo_check_pair("${keyword}" "${value}")
      _package_repo_specify(${word} "${value}")
    endforeach()
  endforeach()
  _package_repo_add_image("${name}")
endfunction()

#[=======================================================================[.md:
imported_image(<name>
  ARCHIVE <file> | LAYOUT <directory> | REFERENCE <reference>@<digest>
    | COMMAND <word>... OUTPUT <file>.tar|<directory> [WORKING_DIRECTORY <directory>]
  [IMAGE <repository>] [TAG <tag>]
  [DEPENDS <target or file>...])

Declares a container image that another tool has made. Manifests name it, and it is pushed, as those of add_container_image().

* **ARCHIVE**: a tar as `docker save` writes it, or of an OCI image layout. The former becomes an image of OCI's form, with
  compressed layers.
* **LAYOUT**: an OCI image layout, with one image, which may be an index for several platforms.
* **REFERENCE**: an image in a registry, by digest. It is copied to IMAGE by a push, with what it is made of.
* **COMMAND**: a command that leaves such a tar, if OUTPUT ends with `.tar`, or such a layout. It runs when one of DEPENDS has
  changed, in the folder WORKING_DIRECTORY (default: that of the build tree for this CMakeLists.txt, to which OUTPUT is
  relative, too).
* **IMAGE**, **TAG**: as in add_container_image(). Of a REFERENCE, the defaults are its own.
* **DEPENDS**: what has to be built first.

Targets: `<name>`, `<name>-push`, `<name>-archive`.
#]=======================================================================]
function(imported_image name)
  set(one_value IMAGE TAG ARCHIVE LAYOUT REFERENCE OUTPUT WORKING_DIRECTORY)
  set(many_values COMMAND DEPENDS)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "${one_value}" "${many_values}")
  _package_repo_begin("imported_image(${name})")
  _package_repo_check_arguments()
  set(sources "")
  foreach(keyword ARCHIVE LAYOUT REFERENCE COMMAND)
    if(arg_${keyword})
      list(APPEND sources ${keyword})
    endif()
  endforeach()
  list(LENGTH sources count)
  if(NOT count EQUAL 1)
    list(JOIN sources " and " sources)
    string(REGEX REPLACE "^$" "none" sources "${sources}")
    _package_repo_refuse("${call}: give one of ARCHIVE, LAYOUT, REFERENCE and COMMAND, not ${sources}")
  endif()
  set(depends "")
  if(arg_REFERENCE)
    _package_repo_read_image_reference()
  elseif(arg_COMMAND)
    _package_repo_add_image_command()
  elseif(arg_OUTPUT OR arg_WORKING_DIRECTORY)
    _package_repo_refuse("${call}: OUTPUT and WORKING_DIRECTORY belong to COMMAND")
  endif()
  set(made_by_command ${depends})
  _package_repo_begin_image("${name}")
  list(APPEND depends ${made_by_command})
  foreach(keyword ARCHIVE LAYOUT)
    if(arg_${keyword})
      get_filename_component(source "${arg_${keyword}}" ABSOLUTE)
      cmake_path(IS_PREFIX CMAKE_BINARY_DIR "${source}" NORMALIZE is_built)
      if(NOT is_built AND NOT EXISTS "${source}")
        _package_repo_refuse_path(file "${source}")
      elseif(is_built AND keyword STREQUAL "ARCHIVE")
        list(APPEND depends "${source}")
      endif()
      _package_repo_specify(${keyword} "${source}")
    endif()
  endforeach()
  if(arg_REFERENCE)
    _package_repo_specify(REFERENCE "${arg_REFERENCE}")
  endif()
  _package_repo_add_image("${name}")
endfunction()

# Takes IMAGE and TAG from arg_REFERENCE where they are not given.
macro(_package_repo_read_image_reference)
  string(REPEAT "[0-9a-f]" 64 hexadecimal)
  if(NOT arg_REFERENCE MATCHES "^([^@]+)@(sha256:${hexadecimal})$")
    _package_repo_refuse("${call}: REFERENCE has to end with a digest, such as @sha256:…, so that it means the same tomorrow: \
${arg_REFERENCE}")
  endif()
  set(referred "${CMAKE_MATCH_1}")
  set(digest "${CMAKE_MATCH_2}")
  set(referred_tag "")
  if(referred MATCHES "^(.*):([^/:]+)$")
    set(referred "${CMAKE_MATCH_1}")
    set(referred_tag "${CMAKE_MATCH_2}")
  endif()
  set(arg_REFERENCE "${referred}@${digest}")
  if(NOT arg_IMAGE)
    set(arg_IMAGE "${referred}")
  endif()
  if(NOT arg_TAG)
    set(arg_TAG "${referred_tag}")
  endif()
endmacro()

# The command that makes an image. Sets arg_ARCHIVE or arg_LAYOUT, and `depends`.
macro(_package_repo_add_image_command)
  if(NOT arg_OUTPUT)
    _package_repo_refuse("${call}: OUTPUT is missing: the tar or the folder that COMMAND leaves")
  endif()
  set(command_folder "${CMAKE_CURRENT_BINARY_DIR}")
  if(arg_WORKING_DIRECTORY)
    _package_repo_check_directory("${arg_WORKING_DIRECTORY}" command_folder)
  endif()
  cmake_path(ABSOLUTE_PATH arg_OUTPUT BASE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}" NORMALIZE OUTPUT_VARIABLE made)
  if(made MATCHES "[.]tar$")
    set(arg_ARCHIVE "${made}")
  else()
    set(arg_LAYOUT "${made}")
    string(APPEND made "/index.json")
  endif()
  add_custom_command(OUTPUT "${made}" COMMAND ${arg_COMMAND} DEPENDS ${arg_DEPENDS} WORKING_DIRECTORY "${command_folder}"
    COMMENT "Making the image ${name}" VERBATIM)
  set(depends "${made}")
endmacro()

# Checks what all images have, and begins `specification`. Sets `depends`, what the step waits for.
macro(_package_repo_begin_image name)
  _package_repo_check_name(image "${name}")
  _package_repo_claim(image "${name}")
  _package_repo_find_repository(IMAGE "${name}")
  if(NOT arg_TAG)
    set(arg_TAG latest)
  endif()
  string(REPLACE "+" "_" tag "${arg_TAG}")
  if(NOT tag MATCHES "^[A-Za-z0-9_][A-Za-z0-9_.-]*$")
    _package_repo_refuse("${call}: TAG is not a valid tag: ${arg_TAG}: use letters, digits, '_', '.' and '-'")
  endif()
  _package_repo_claim_tagged_place(image)
  set(depends ${arg_DEPENDS})
  set(specification "# Of ${call} in ${user_file}\n")
  _package_repo_specify(IMAGE "${repository}")
  _package_repo_specify(TAG "${tag}")
endmacro()

# Adds a line to `specification` of the caller.
function(_package_repo_specify word value)
  if("${value}" MATCHES "\n")
    _package_repo_refuse("${call}: a value has a line break, which is not possible here: ${value}")
  endif()
  set(specification "${specification}${word} ${value}\n" PARENT_SCOPE)
endfunction()

# Fails for what the program would refuse later.
function(_package_repo_check_pair keyword value)
  if(keyword MATCHES "^(ENV|LABELS|ANNOTATIONS)$" AND NOT value MATCHES "^[^=]+=")
    _package_repo_refuse("${call}: ${keyword} takes <name>=<value>, not '${value}'")
  elseif(keyword STREQUAL "PERMISSIONS" AND NOT value MATCHES "^/.*=[0-7]?[0-7][0-7][0-7][0-7]?$")
    _package_repo_refuse("${call}: PERMISSIONS takes <path>=<mode>, such as /usr/bin/tool=0755, not '${value}'")
  elseif(keyword STREQUAL "OWNERS" AND NOT value MATCHES "^/.*=[0-9]+:[0-9]+$")
    _package_repo_refuse("${call}: OWNERS takes <path>=<uid>:<gid>, such as /var/lib/tool=1000:1000, not '${value}'")
  elseif(keyword STREQUAL "WORKDIR" AND NOT value MATCHES "^/")
    _package_repo_refuse("${call}: WORKDIR has to begin with '/': ${value}")
  endif()
endfunction()

# Sets arg_PLATFORMS where they are not given, or fails for what is none.
macro(_package_repo_find_platforms)
  if(arg_TARGET)
    list(LENGTH arg_PLATFORMS count)
    if(count GREATER 1)
      _package_repo_refuse("${call}: a TARGET is compiled for one platform, but PLATFORMS has ${count}: give FILES with \
{arch} in their names instead")
    endif()
  endif()
  foreach(platform IN LISTS arg_PLATFORMS)
    if(NOT platform MATCHES "^[a-z0-9]+/[a-z0-9_]+(/[a-z0-9]+)?$")
      _package_repo_refuse("${call}: '${platform}' is not a platform: use one such as linux/amd64 or linux/arm/v7")
    endif()
  endforeach()
  if(NOT arg_PLATFORMS)
    set(arg_PLATFORMS linux/amd64)
    if(arg_TARGET)
      _package_repo_platform_of_processor(arg_PLATFORMS)
    endif()
  endif()
endmacro()

# Sets `variable` to the platform that this project compiles for.
function(_package_repo_platform_of_processor variable)
  set(names x86_64=amd64 AMD64=amd64 aarch64=arm64 arm64=arm64 armv7l=arm/v7 armv6l=arm/v6 i386=386 i486=386 i586=386 i686=386
    ppc64le=ppc64le s390x=s390x riscv64=riscv64 loongarch64=loong64 mips64=mips64le)
  foreach(pair IN LISTS names)
    if(pair MATCHES "^([^=]+)=(.*)$" AND CMAKE_MATCH_1 STREQUAL CMAKE_SYSTEM_PROCESSOR)
      set(${variable} "linux/${CMAKE_MATCH_2}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
  _package_repo_refuse("${call}: which platform is '${CMAKE_SYSTEM_PROCESSOR}', for which TARGET is compiled? Give PLATFORMS")
endfunction()

# Adds what one word of FILES or TARGET says to `specification` and `depends`.
function(_package_repo_copy_to_image keyword word)
  if(NOT word MATCHES "^(.+):(/.*)$")
    _package_repo_refuse("${call}: ${keyword} takes <what>:<destination>, with a destination that begins with '/', \
not '${word}'")
  endif()
  set(source "${CMAKE_MATCH_1}")
  set(destination "${CMAKE_MATCH_2}")
  if(keyword STREQUAL "TARGET")
    _package_repo_check_built_target("${source}")
    set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_IMAGE_TARGETS "${name} ${source}")
    set(source "$<TARGET_FILE:${source}>")
    list(APPEND depends "${source}")
  elseif(NOT source MATCHES "[$]<")
    get_filename_component(source "${source}" ABSOLUTE)
    cmake_path(IS_PREFIX CMAKE_BINARY_DIR "${source}" NORMALIZE is_built)
    if(is_built AND NOT IS_DIRECTORY "${source}" AND NOT source MATCHES "{")
      list(APPEND depends "${source}")
    elseif(NOT is_built AND NOT EXISTS "${source}" AND NOT source MATCHES "{")
      _package_repo_refuse_path(file "${source}")
    endif()
  endif()
  _package_repo_specify(COPY "${source}")
  _package_repo_specify(TO "${destination}")
  set(specification "${specification}" PARENT_SCOPE)
  set(depends "${depends}" PARENT_SCOPE)
endfunction()

function(_package_repo_check_built_target target)
  if(NOT TARGET "${target}")
    _package_repo_refuse("${call}: TARGET names '${target}', but the project has no such target yet: declare it first")
  endif()
  get_target_property(type "${target}" TYPE)
  if(NOT type MATCHES "^(EXECUTABLE|(SHARED|STATIC|MODULE)_LIBRARY)$")
    _package_repo_refuse("${call}: TARGET names '${target}', which is neither a program nor a library")
  endif()
endfunction()

# The step and the targets of an image, once `specification` is complete.
function(_package_repo_add_image name)
  set_property(GLOBAL PROPERTY "PACKAGE_REPO_FOLDER_OF_IMAGE_${name}" "${CMAKE_CURRENT_SOURCE_DIR}")
  set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_images "${name} ${repository}:${tag}")
  file(GENERATE OUTPUT "${CMAKE_BINARY_DIR}/carvel/images/${name}/specification" CONTENT "${specification}")
  _package_repo_find_depfiles()
  _package_repo_add_steps_of_image()
  set(all ALL)
  get_property(shard GLOBAL PROPERTY PACKAGE_REPO_SHARD)
  if(shard)  # built where a package needs it
    set(all "")
  endif()
  _package_repo_add_target("${name}" "image '${name}'" ${all} DEPENDS ${results})
  add_dependencies("${name}" carvel-registry)
  _package_repo_add_actions_of_image()
  add_dependencies(push-all "${name}-push")
endfunction()

# The target of an action whose command follows. Only a base is locked.
macro(_package_repo_declare_action_of_image kind)
  if(NOT "${kind}" STREQUAL "lock" OR arg_BASE)
    set_property(SOURCE "${CMAKE_BINARY_DIR}/${output}/${kind}" PROPERTY SYMBOLIC TRUE)
    _package_repo_add_target("${name}-${kind}" "image '${name}'" DEPENDS "${CMAKE_BINARY_DIR}/${output}/${kind}")
  endif()
endmacro()

# Sets `image_order`, its full path `image_order_path` and `image_flags` in the caller's scope: how the check of a version's lock knows which images of the
# project its manifests name. A project without images is spared the step.
macro(_package_repo_find_image_order)
  get_property(images GLOBAL PROPERTY PACKAGE_REPO_LIST_OF_images)
  if(images)
    _package_repo_add_steps_of_image_use()
    set(image_order "${output}/images.yml.dd")
    set(image_order_path "${CMAKE_BINARY_DIR}/${image_order}")
    set(image_flags --image-order "${image_order}")
  endif()
endmacro()
