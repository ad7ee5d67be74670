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
#   <name>-<version>-lock     resolve the images that .imgpkg/images.yml lacks, and write it to the source tree
#   <name>-<version>-relock   resolve all of its tags again
#   <name>-<version>-push     push the bundle
#   <name>-<version>-update-expected   make what is rendered now what is expected, in the source tree
#   sync-all, lock-all, relock-all, push-all, update-expected-all
#   stage-<stage>-push        push the bundles that the stage holds, then the stage
#   publish-<repository>      the same for the stage of a repository; then say what to apply
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

# Functions keep the policies of the place where they are defined, so the user's are left alone.
cmake_policy(PUSH)
cmake_policy(VERSION 3.24)
# Ninja reads the dependency files of the steps as they are. NEW would start another cmake after each step, which takes
# longer than the step; and a policy that is not set warns in subdirectories.
cmake_policy(SET CMP0116 OLD)

include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoYaml.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoChecks.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoFolder.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoSteps.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoStages.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoTests.cmake")

#[=======================================================================[.md:
add_carvel_package(<name>
  [VERSIONS <version>... | VERSION <version>]
  [SOURCE <directory>]
  [BUNDLE <directory>]
  [DOMAIN <domain>]
  [REGISTRY <registry>]
  [VALUES <file>...]
  [EXPECTED_DIR <directory>])

Declares a package, in the folder of its CMakeLists.txt, or that of SOURCE:

    <version>/bundle/config/             templates, schema, values, overlays
    <version>/bundle/.imgpkg/images.yml  the lock of its images; made by <name>-<version>-lock
    <version>/bundle/vendir.yml          what is vendored, if anything is
    <version>/test/values/<case>.yaml    values to render the package with in tests
    <version>/test/expected/<case>.yaml  the manifests that this gives; or <case>.stderr, the message that refuses them
    <version>/package.yaml               the Package, if it is written by hand; its image is set by the build
    metadata.yaml                        the PackageMetadata, if it is written by hand

Where a version has no bundle/, it is one of these:

* its folder has a `package-build.yml`, as a project of `kctrl package init` has: the folder itself is the bundle;
* it has a package.yaml only, which fetches something else than a bundle of this project: the Package goes into stages as
  it is, checked.

Arguments:

* **VERSIONS**: the versions, each a folder. Where a package.yaml says another version than its folder is called, its own
  one counts, and stage files may name either.
* **VERSION**: the only version; its files, such as `bundle/` and package.yaml, are in the package's folder itself. Without
  VERSION and VERSIONS, package.yaml says the version.
* **SOURCE**: the package's folder. Default: that of the CMakeLists.txt.
* **BUNDLE**: with VERSION, the folder of the bundle, relative to the package's. Default: `bundle`.
* **DOMAIN**: what the full name has after the name: `contour` of the domain `acme.example.com` is
  `contour.acme.example.com`. A version needs it unless it has a package.yaml.
* **REGISTRY**: stands in for PACKAGE_REPO_REGISTRY.
* **VALUES**: values that the package is rendered with in every case, ahead of the case's own. For packages that
  demand values.
* **EXPECTED_DIR**: expected manifests are in `<directory>/<name>/<version>/` instead of `<version>/test/expected/`.

Targets: `<name>`, `<name>-<version>`, and of each version `-sync`, `-lock`, `-relock`, `-push`, and `-update-expected`,
which writes the manifests of all cases to the folder of expected ones.

Values files with the `#@data/values` annotation are given to ytt as `-f`, others as `--data-values-file`.
#]=======================================================================]
function(add_carvel_package name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "VERSION;SOURCE;BUNDLE;DOMAIN;REGISTRY;EXPECTED_DIR" "VERSIONS;VALUES")
  _package_repo_begin("add_carvel_package(${name})")
  _package_repo_check_arguments()
  if(arg_VERSIONS AND (arg_VERSION OR arg_BUNDLE))
    _package_repo_refuse("${call}: VERSIONS excludes VERSION and BUNDLE")
  endif()
  set(directory "${CMAKE_CURRENT_SOURCE_DIR}")
  if(arg_SOURCE)
    get_filename_component(directory "${arg_SOURCE}" ABSOLUTE)
    if(NOT IS_DIRECTORY "${directory}")
      _package_repo_refuse("${call}: no such directory: ${directory}")
    endif()
  endif()
  _package_repo_declare_package("${name}")
  if(arg_VERSIONS)
    foreach(version IN LISTS arg_VERSIONS)
      _package_repo_find_files("${directory}/${version}")
      _package_repo_add_version("${name}" "${version}")
    endforeach()
    return()
  endif()
  _package_repo_find_files("${directory}")
  if(arg_BUNDLE)
    get_filename_component(bundle "${arg_BUNDLE}" ABSOLUTE BASE_DIR "${directory}")
    if(NOT IS_DIRECTORY "${bundle}")
      _package_repo_refuse("${call}: no such directory: ${bundle}")
    endif()
  endif()
  if(NOT arg_VERSION)
    _package_repo_version_of("${package_file}" arg_VERSION)
    if(NOT arg_VERSION)
      _package_repo_refuse("${call}: VERSIONS is missing, and ${directory} has no package.yaml that says a version")
    endif()
  endif()
  _package_repo_add_version("${name}" "${arg_VERSION}")
endfunction()

#[=======================================================================[.md:
add_carvel_packages(<directory>
  [EXCLUDE <name>[/<version>]...]
  [VALUES <name>[/<version>]=<file>...]
  [ALLOW_FAILURES <name>[/<version>]...]
  [DOMAIN <domain>]
  [REGISTRY <registry>]
  [EXPECTED_DIR <directory>])

Declares every package of a folder. Takes over a repository of packages as it is, with no change to its files. A package
or version that is added or removed is noticed by the next build. In the folder may be, of each package:

    <name>/<version>/bundle/             a version; what else may be in its folder add_carvel_package() says
    <name>/<version>/package.yaml        a version that has no bundle of this project
    <name>/bundle/                       the only version, which <name>/package.yaml says
    <name>/*.yaml                        Packages and their PackageMetadata, one a file
    <name>/CMakeLists.txt                a package that declares itself: the folder is added as a subdirectory

What is none of these is told, and skipped.

* **EXCLUDE**: packages or versions that are left out.
* **VALUES**: values that all versions of a package, or one, are rendered with.
* **ALLOW_FAILURES**: versions that are known not to build. They must fail, so that the list stays true; the others are built,
  and no stage can hold them.

The other options are those of add_carvel_package().
#]=======================================================================]
function(add_carvel_packages directory)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "DOMAIN;REGISTRY;EXPECTED_DIR" "EXCLUDE;VALUES;ALLOW_FAILURES")
  _package_repo_begin("add_carvel_packages(${directory})")
  _package_repo_check_arguments()
  get_filename_component(directory "${directory}" ABSOLUTE)
  if(NOT IS_DIRECTORY "${directory}")
    _package_repo_refuse("${call}: no such directory: ${directory}")
  endif()
  _package_repo_add_folder_sync("${directory}")
  _package_repo_add_folder()
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

Packages, stages and their bundles need a repository each: a stage that would live where a package does is refused.
#]=======================================================================]
function(add_carvel_stage stage)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FILE;REGISTRY" "")
  _package_repo_begin("add_carvel_stage(${stage})")
  _package_repo_check_arguments(FILE)
  _package_repo_check_name(stage "${stage}")
  _package_repo_check_file("${arg_FILE}" file)
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

Targets: `repository-<repository>`, and `publish-<repository>`, which builds and pushes all that the repository needs, and
says what to apply.
#]=======================================================================]
function(add_carvel_repository repository)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FILE" "")
  _package_repo_begin("add_carvel_repository(${repository})")
  _package_repo_check_arguments(FILE)
  _package_repo_check_name(repository "${repository}")
  _package_repo_check_file("${arg_FILE}" file)
  _package_repo_claim(repository "${repository}")
  _package_repo_add_repository("${repository}" "${file}")
endfunction()

cmake_policy(POP)
