# Applications, from source to package: add_carvel_app(), and what is behind it.
#
# Functions whose name begins with _package_repo read the parsed arguments of their caller as arg_<NAME>, and what
# _package_repo_begin() sets.

include_guard(GLOBAL)

#[=======================================================================[.md:
add_carvel_app(<name>
  SOURCE <file or folder>...
  VERSION <version>
  IMAGE <image>...
  CONFIG <directory>
  DOMAIN <domain>
  [TEST <word>... | TEST_LABEL <label>]
  [TEST_DEPENDS <target or file>...]
  [REGISTRY <registry>]
  [VALUES <file>...])

Declares an application: its source is tested, becomes an image, which its configuration names, which is the content of an "ops"
bundle, which a Package names, which is the content of a "package" bundle. Each step runs only if what it depends on has changed, and
none runs behind a test that fails. The package bundle is what is delivered: with it come, by digest, the ops bundle and the image.

* **SOURCE**: what the image is made of, for the test to run again when it changes, and as the revision that `pkgrepo status` shows.
* **VERSION**: the version of the package, and the tag of both bundles.
* **IMAGE**: images of the project, which the same CMakeLists.txt has declared ahead (add_container_image(), imported_image()).
* **CONFIG**: the folder of the ops bundle, with `config/`: templates, schema and values for ytt. What differs between places where
  the application runs, such as its name, its resources and its parameters, is data values.
* **DOMAIN**: the domain in the full name of the package.
* **TEST**: a command that succeeds if the source is good. It runs in the folder of the build tree.
* **TEST_LABEL**: the same with the tests of the project that have this label: `ctest -L`.
* **TEST_DEPENDS**: what the test runs and reads beside SOURCE, such as a program that is compiled of it.
* **REGISTRY**: used instead of PACKAGE_REPO_REGISTRY. The bundles are `<registry>/<name>` and `<registry>/<name>-package`.
* **VALUES**: as of add_carvel_package(). Other files of a package, such as `metadata.yaml` and `test/values/<case>.yaml`, are beside the
  CMakeLists.txt.

Targets: `<name>`, which builds all of it; `<name>-test`; those of the package `<name>` and of the stage `<name>-package`:
`stage-<name>-package-push` pushes the image, the ops bundle and the package bundle, and notes beside CONFIG, in
`<name>-<version>.published.lock.yml`, what the version is published as.
#]=======================================================================]
function(add_carvel_app name)
  set(one_value VERSION CONFIG DOMAIN REGISTRY TEST_LABEL)
  set(many_values SOURCE IMAGE TEST TEST_DEPENDS VALUES)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "${one_value}" "${many_values}")
  _package_repo_begin("add_carvel_app(${name})")
  _package_repo_check_arguments(SOURCE VERSION IMAGE CONFIG DOMAIN)
  _package_repo_check_name(application "${name}")
  _package_repo_claim(application "${name}")
  _package_repo_check_directory("${arg_CONFIG}" config)
  if(NOT IS_DIRECTORY "${config}/config")
    _package_repo_refuse("${call}: CONFIG is no bundle: there is no folder config/ in ${config}")
  endif()
  if(arg_TEST AND arg_TEST_LABEL)
    _package_repo_refuse("${call}: give TEST or TEST_LABEL, not both")
  elseif(arg_TEST_DEPENDS AND NOT arg_TEST AND NOT arg_TEST_LABEL)
    _package_repo_refuse("${call}: TEST_DEPENDS belongs to TEST or TEST_LABEL")
  endif()
  _package_repo_find_app_images()
  _package_repo_find_app_sources()
  _package_repo_find_depfiles()
  _package_repo_add_steps_of_app()
  set(gate ${results})
  set(is_tested -)
  if(arg_TEST OR arg_TEST_LABEL)
    set(is_tested test)
    _package_repo_find_app_test()
    _package_repo_add_steps_of_app_test()
    set(gate ${results})
  endif()
  _package_repo_add_target("${name}-test" "application '${name}'" DEPENDS ${gate})
  _package_repo_add_app_package()
  list(JOIN arg_IMAGE " " images)
  set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_apps "${name} ${arg_VERSION} ${is_tested} ${name}-package ${images}")
  foreach(image IN LISTS arg_IMAGE)
    add_custom_command(OUTPUT "${CMAKE_BINARY_DIR}/carvel/images/${image}/image.json" APPEND DEPENDS ${gate})
  endforeach()
  add_custom_command(OUTPUT "${CMAKE_BINARY_DIR}/carvel/packages/${name}/${arg_VERSION}/vendor.json" APPEND DEPENDS ${gate})
endfunction()

# Fails for images whose steps cannot be told to wait.
function(_package_repo_find_app_images)
  foreach(image IN LISTS arg_IMAGE)
    _package_repo_require_declared(IMAGE image images "${image}")
    get_property(folder GLOBAL PROPERTY "PACKAGE_REPO_FOLDER_OF_IMAGE_${image}")
    if(NOT folder STREQUAL CMAKE_CURRENT_SOURCE_DIR)
      _package_repo_refuse("${call}: IMAGE names '${image}', which ${folder}/CMakeLists.txt declares: declare it in the same \
CMakeLists.txt as the application")
    endif()
  endforeach()
endfunction()

# Sets `sources`, flags with what the source is.
macro(_package_repo_find_app_sources)
  set(sources "")
  foreach(path IN LISTS arg_SOURCE)
    get_filename_component(path "${path}" ABSOLUTE)
    if(NOT EXISTS "${path}")
      _package_repo_refuse_path(file "${path}")
    endif()
    list(APPEND sources "--source=${path}")
  endforeach()
endmacro()

# Sets `test`, the command, and `depends`, what it waits for.
macro(_package_repo_find_app_test)
  set(test ${arg_TEST})
  if(arg_TEST_LABEL)
    set(test "${CMAKE_CTEST_COMMAND}" --test-dir "${CMAKE_BINARY_DIR}" -L "^${arg_TEST_LABEL}$" --no-tests=error --output-on-failure)
  endif()
  set(depends ${arg_TEST_DEPENDS})
  list(POP_FRONT arg_TEST program)
  if(TARGET "${program}")
    set(test "$<TARGET_FILE:${program}>" ${arg_TEST})
    list(APPEND depends "${program}")
  endif()
endmacro()

# The package, and the stage that has it alone.
macro(_package_repo_add_app_package)
  set(package_arguments VERSION "${arg_VERSION}" BUNDLE "${config}" DOMAIN "${arg_DOMAIN}")
  set(stage_arguments FILE "${CMAKE_BINARY_DIR}/carvel/apps/${name}/stage.yaml")
  if(arg_REGISTRY)
    list(APPEND package_arguments REGISTRY "${arg_REGISTRY}")
    list(APPEND stage_arguments REGISTRY "${arg_REGISTRY}")
  endif()
  if(arg_VALUES)
    list(APPEND package_arguments VALUES ${arg_VALUES})
  endif()
  set_property(GLOBAL PROPERTY "PACKAGE_REPO_IS_APP_${name}" TRUE)
  add_carvel_package("${name}" ${package_arguments})
  file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/carvel/apps/${name}/stage.yaml" CONTENT
    "tag: \"${arg_VERSION}\"\npackages:\n- name: ${name}\n  version: \"${arg_VERSION}\"\n" @ONLY)
  add_carvel_stage("${name}-package" ${stage_arguments})
  add_dependencies("${name}" "stage-${name}-package")
endmacro()
