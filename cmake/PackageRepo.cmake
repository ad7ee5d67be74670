# Carvel packages, stages and package repositories as targets of a CMake project.
#
#   cmake_minimum_required(VERSION 3.24)
#   project(acme_packages LANGUAGES NONE)
#   find_package(PackageRepo REQUIRED)
#
#   set(PACKAGE_REPO_REGISTRY ghcr.io/acme/packages CACHE STRING "Where images will live")
#   add_carvel_packages(packages)
#   add_carvel_stage(beta FILE stages/beta.yaml)
#   add_carvel_repository(acme-beta FILE repos/acme-beta.yaml)
#
# Functions:
#
#   add_carvel_package()      one package and its versions
#   add_carvel_packages()     every package of a folder
#   add_carvel_stage()        a repository bundle that holds chosen package versions
#   add_carvel_repository()   the PackageRepository that serves a stage
#
# The default target builds every bundle, stage and PackageRepository. It needs no network, publishes nothing, and
# writes nothing to the source tree. Results are in <build>/carvel (generator/packaging/build_tree.h lists them); the
# images are in <build>/registry, an OCI image layout. Targets that reach out, one each and all together:
#
#   <name>-<version>-sync     fetch what vendir.yml names, and write it and vendir.lock.yml to the source tree
#   <name>-<version>-lock     resolve the images of the manifests, and write .imgpkg/images.yml to the source tree
#   <name>-<version>-push     push the bundle
#   sync-all, lock-all, push-all
#   stage-<stage>-push        push the bundles that the stage holds, then the stage
#
# Tests check each package version; `ctest -L <name>` runs those of one package. Like the push targets they refuse what
# is older than its sources.
#
# Variables:
#
#   PACKAGE_REPO_REGISTRY     registry and path ahead of the names of packages and stages: where images will live once
#                             they are pushed. It is part of the files that refer to images, and of no bundle.
#                             Default: localhost:5000
#   PACKAGE_REPO_OFFLINE      a vendored tree that is not committed is an error. Without it, such a tree is fetched at the
#                             revision in vendir.lock.yml when a build first needs it. Default: OFF

include_guard(GLOBAL)

# Ninja reads the dependency files of the steps as they are. (NEW would start another cmake after each step.)
set(_package_repo_warn_deprecated "${CMAKE_WARN_DEPRECATED}")
set(CMAKE_WARN_DEPRECATED OFF)
cmake_policy(SET CMP0116 OLD)
set(CMAKE_WARN_DEPRECATED "${_package_repo_warn_deprecated}")

include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoSteps.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoTests.cmake")

if(NOT DEFINED BUILD_TESTING OR BUILD_TESTING)
  enable_testing()
endif()

#[=======================================================================[.md:
add_carvel_package(<name>
  VERSIONS <version>...
  [DOMAIN <domain>]
  [REGISTRY <registry>]
  [VALUES <file>...]
  [EXPECTED_DIR <directory>])

Declares a package, in the folder of its CMakeLists.txt:

    <version>/bundle/config/             templates, schema, values, overlays
    <version>/bundle/.imgpkg/images.yml  the lock of its images; made by <name>-<version>-lock
    <version>/bundle/vendir.yml          what is vendored, if anything is
    <version>/test/values/<case>.yaml    values to render the package with in tests
    <version>/test/expected/<case>.yaml  the manifests that this gives; or <case>.stderr, the message that refuses them
    <version>/package.yaml               the Package, if it is written by hand; its image is set by the build
    metadata.yaml                        the PackageMetadata, if it is written by hand

* **VERSIONS**: the versions, each a folder.
* **DOMAIN**: what the full name has after the name: `contour` of the domain `acme.example.com` is
  `contour.acme.example.com`. A version needs it unless it has a package.yaml.
* **REGISTRY**: stands in for PACKAGE_REPO_REGISTRY.
* **VALUES**: values that the package is rendered with in every case, ahead of the case's own. For packages that
  demand values.
* **EXPECTED_DIR**: expected manifests are in `<directory>/<name>/<version>/` instead of `<version>/test/expected/`.

Targets: `<name>`, `<name>-<version>`, and of each version `-sync`, `-lock`, `-push`, and `-update-expected`, which
writes the manifests of all cases to the folder of expected ones.

Values files with the `#@data/values` annotation are given to ytt as `-f`, others as `--data-values-file`.
#]=======================================================================]
function(add_carvel_package name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "DOMAIN;REGISTRY;EXPECTED_DIR" "VERSIONS;VALUES")
  _package_repo_check_arguments("add_carvel_package(${name})" VERSIONS)
  _package_repo_begin()
  _package_repo_add_package("${name}" "${CMAKE_CURRENT_SOURCE_DIR}")
endfunction()

#[=======================================================================[.md:
add_carvel_packages(<directory>
  [DOMAIN <domain>]
  [REGISTRY <registry>]
  [EXPECTED_DIR <directory>])

Declares every package of a folder: `<directory>/<name>/<version>/bundle` is a version of a package. Takes over a
repository of packages as it is, with no change to its files. A package or version that is added or removed is
noticed by the next build.

The options are those of add_carvel_package().
#]=======================================================================]
function(add_carvel_packages directory)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "DOMAIN;REGISTRY;EXPECTED_DIR" "")
  _package_repo_check_arguments("add_carvel_packages(${directory})")
  _package_repo_begin()
  get_filename_component(directory "${directory}" ABSOLUTE)
  if(NOT IS_DIRECTORY "${directory}")
    message(FATAL_ERROR "${CMAKE_CURRENT_LIST_FILE}: add_carvel_packages(): no such directory: ${directory}")
  endif()
  file(GLOB bundles RELATIVE "${directory}" "${directory}/*/*/bundle")
  set(names "")
  foreach(bundle IN LISTS bundles)
    string(REGEX MATCH "^([^/]+)/([^/]+)/" unused "${bundle}")
    list(APPEND names "${CMAKE_MATCH_1}")
    list(APPEND versions_of_${CMAKE_MATCH_1} "${CMAKE_MATCH_2}")
  endforeach()
  list(REMOVE_DUPLICATES names)
  if(NOT names)
    message(FATAL_ERROR
      "${CMAKE_CURRENT_LIST_FILE}: add_carvel_packages(): no <name>/<version>/bundle in ${directory}")
  endif()
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${directory}")
  foreach(name IN LISTS names)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${directory}/${name}")
    set(arg_VERSIONS "${versions_of_${name}}")
    list(SORT arg_VERSIONS COMPARE NATURAL)
    _package_repo_add_package("${name}" "${directory}/${name}")
  endforeach()
endfunction()

#[=======================================================================[.md:
add_carvel_stage(<stage>
  FILE <file>
  [REGISTRY <registry>])

Declares a stage: a repository bundle with the package versions that the file lists (generator/packaging/stage_file.h
describes it). It is built after these, and again when one of them has changed; a package that does not build keeps back
only the stages that hold it.

* **FILE**: the stage file.
* **REGISTRY**: stands in for PACKAGE_REPO_REGISTRY.

Targets: `stage-<stage>`, and `stage-<stage>-push`, which pushes the bundles of the packages first.
#]=======================================================================]
function(add_carvel_stage stage)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FILE;REGISTRY" "")
  _package_repo_check_arguments("add_carvel_stage(${stage})" FILE)
  _package_repo_begin()
  _package_repo_check_name(stage "${stage}")
  _package_repo_check_file("add_carvel_stage(${stage})" "${arg_FILE}" file)
  _package_repo_claim(stage "${stage}")
  _package_repo_add_stage("${stage}" "${file}")
endfunction()

#[=======================================================================[.md:
add_carvel_repository(<repository>
  FILE <file>)

Declares a PackageRepository: what a cluster subscribes to. The file says which stage it serves
(generator/packaging/repository_file.h describes it); the resource in <build>/carvel/repositories/<repository>.yaml
refers to the stage's bundle by digest.

* **FILE**: the repository file.

Target: `repository-<repository>`.
#]=======================================================================]
function(add_carvel_repository repository)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FILE" "")
  _package_repo_check_arguments("add_carvel_repository(${repository})" FILE)
  _package_repo_begin()
  _package_repo_check_name(repository "${repository}")
  _package_repo_check_file("add_carvel_repository(${repository})" "${arg_FILE}" file)
  _package_repo_claim(repository "${repository}")
  _package_repo_add_repository("${repository}" "${file}")
endfunction()
