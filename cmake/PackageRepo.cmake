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
#   add_container_image()     an image from files and programs of the project (PackageRepoImages.cmake)
#   add_helm_chart()          a Helm chart of the project, whose values name images by digest (PackageRepoCharts.cmake)
#   imported_image()          an image that another tool has made
#   add_carvel_app()          an application: source, test, image, configuration, package (PackageRepoApps.cmake)
#   add_carvel_delivery()     what an environment gets of an application, pinned by a lock (PackageRepoDeliveries.cmake)
#   add_derived_files()       committed files that a command makes of others (PackageRepoDerived.cmake)
#   add_references()          scripts, instructions and hooks that refer to what is published (PackageRepoReferences.cmake)
#   set_reference_policy()    what is demanded of references
#   package_repo_git_version()  the version that a commit has
#   add_carvel_makefile_targets()   targets with the names that Makefiles of package repositories have
#
# The default target builds every bundle, stage and PackageRepository. It needs no network, publishes nothing, and
# writes nothing to the source tree. Results are in <build>/carvel (generator/packaging/build_tree.h lists them); the
# images are in <build>/registry, an OCI image layout. Other targets update the sources, publish, or tell more:
#
#   <name>-<version>-sync     fetch what vendir.yml names, and write it and vendir.lock.yml to the source tree
#   <name>-<version>-lock     resolve the images that .imgpkg/images.yml lacks, and write it to the source tree
#   <name>-<version>-relock   resolve all of its tags again
#   <name>-<version>-push     push the bundle, and note what the version is published as in the source tree
#   <name>-<version>-update-expected   replace the expected manifests in the source tree by those rendered now
#   <name>-sync, <name>-lock, ...      the same for all versions of a package
#   sync-all, lock-all, relock-all, push-all, update-expected-all
#   rbac-all                  derive the rights that each installed package needs: rbac.yaml, beside its other results
#   all-generated             run the commands that derive committed files, and write these to the source tree
#   verify-generated          fail with a difference where a committed file is not what its command gives
#   <image>-push              push a container image
#   <image>-lock              resolve the base of an image, and write its lock to the source tree
#   stage-<stage>-push        push the bundles that the stage holds, then the stage
#   stage-<stage>-promote     add package versions of another stage, which FROM and PACKAGE in the environment name
#   publish-<repository>      the same for the stage that a repository serves; then print the command that applies it
#
# Names of the form <name>-<version>-… are built with `cmake --build <build> --target …`. They are not CMake targets, so
# a project cannot add dependencies to them.
#
# Tests check each package version; `ctest -L <name>` runs those of one package. Like the push targets, they refuse
# results that are older than their sources.
#
# Variables:
#
#   PACKAGE_REPO_REGISTRY     registry and path under which packages and stages are pushed. It appears in the files that
#                             refer to images, and never in a bundle.
#                             Default: localhost:5000
#   PACKAGE_REPO_OFFLINE      makes a vendored tree that is not committed an error. By default such a tree is fetched,
#                             at the revision in vendir.lock.yml, when a build first needs it. Default: OFF
#   PACKAGE_REPO_NOTE_PUBLISHED   a push notes in the source tree, in published.lock.yml beside the bundle, what the version
#                             is published as. Where such a file is, a build of other content is refused. OFF is for
#                             builds that push for tests. Default: ON
#   PACKAGE_REPO_RELEASED_AT  when the package versions were released, in seconds since 1970: their releasedAt, unless their
#                             files have one. Nothing else tells the time. Default: SOURCE_DATE_EPOCH of the environment
#                             in which the project is configured first, else none
#   PACKAGE_REPO_VERSION_FROM   with git, what the project makes has the version that the tag of the commit says, and
#                             `pkgrepo verify` and the test `references` see to that. Default: none
#   PACKAGE_REPO_LAUNCHER     words, as a list, that stand ahead of the command of each step, as CMake's launchers do:
#                             a program that runs it in a sandbox or elsewhere. docs/ci.md shows one.
#   PACKAGE_REPO_SHARD        with 2/5, the default target and the tests are those of the second fifth of the packages, in
#                             the order of their names, each fifth with about as many versions; so are sync-all and its
#                             like. Stages, repositories and Helm charts are left to a build without it.
#   PACKAGE_REPO_SHARD_COSTS  a file that `pkgrepo costs` has written of earlier builds: each shard takes about as long as
#                             the others. All shards of a build need the same file, such as one that is committed;
#                             `pkgrepo shards` refuses those that had others.
#                             Default: none
#   PACKAGE_REPO_CACHE        a folder, or the URL of a server with the protocol of Bazel's remote cache, in which
#                             builds keep what they have rendered, fetched, checked and tested, by the content of all
#                             that was read. Others, in other places and on other machines, take it from there. Whoever
#                             may write to it decides what is found. The variable PKGREPO_CACHE of the environment comes
#                             before it. docs/cache.md tells more. Default: none
#   PACKAGE_REPO_CACHE_READ_ONLY   nothing is put there. Default: OFF

include_guard(GLOBAL)

# Functions keep the policies of the place where they are defined, so the user's are left alone.
cmake_policy(PUSH)
cmake_policy(VERSION 3.24)
# Before CMake 3.28, which calls it deprecated, Ninja reads the dependency files of the steps as they are. The policy's
# new behaviour starts another cmake after each step, which takes longer than the step.
if(CMAKE_VERSION VERSION_LESS 3.28 AND NOT CMAKE_POLICY_DEFAULT_CMP0116 STREQUAL "NEW")
  cmake_policy(SET CMP0116 OLD)
endif()

set(PACKAGE_REPO_RELEASED_AT "$ENV{SOURCE_DATE_EPOCH}" CACHE STRING "When packages were released, in seconds since 1970")

include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoYaml.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoChecks.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoArguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoFolder.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoStepTable.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoSteps.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoStages.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoImages.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoDerived.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoCharts.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoApps.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoDeliveries.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoMakefile.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoReferences.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageRepoShard.cmake")
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
    <version>/bundle/vendir.yml          what is vendored, if anything
    <version>/test/values/<case>.yaml    values to render the package with in tests
    <version>/test/expected/<case>.yaml  the manifests that they must give; or <case>.stderr, the error they must cause
    <version>/published.lock.yml         what the version was published as: made by its push, and to be committed. From then
                                         on its bundle never changes in silence: the build names the files that differ
    <version>/package.yaml               the Package, if written by hand; the build sets its image
    metadata.yaml                        the PackageMetadata, if written by hand

A version without bundle/ is one of these:

* its folder has a `package-build.yml`, as a project of `kctrl package init` has: the folder itself is the bundle;
* it has only a package.yaml, which fetches something other than a bundle of this project: the Package is checked, and
  goes into stages unchanged.

Arguments:

* **VERSIONS**: the versions, each a folder. If a package.yaml states another version than the name of its folder, the
  version in package.yaml counts, and stage files may use either.
* **VERSION**: the only version, whose files, such as `bundle/` and package.yaml, are in the package's folder itself.
  Without VERSION and VERSIONS, package.yaml must state the version.
* **SOURCE**: the package's folder. Default: that of the CMakeLists.txt.
* **BUNDLE**: with VERSION, the folder of the bundle, relative to the package's. Default: `bundle`.
* **DOMAIN**: the domain in the full name: `contour` with the domain `acme.example.com` is `contour.acme.example.com`.
  Required for versions without package.yaml.
* **REGISTRY**: used instead of PACKAGE_REPO_REGISTRY.
* **VALUES**: values that the package is rendered with in every case, before the values of the case. For packages
  without usable defaults.
* **EXPECTED_DIR**: expected manifests are in `<directory>/<name>/<version>/` instead of `<version>/test/expected/`.

Targets: `<name>`, `<name>-<version>`, and behind either of these `-sync`, `-lock`, `-relock`, `-push`, and
`-update-expected`, which writes the manifests of all cases to the folder of expected ones.

Values files with the `#@data/values` annotation are passed to ytt with `-f`, others with `--data-values-file`.
#]=======================================================================]
function(add_carvel_package name)
  set(one_value VERSION SOURCE BUNDLE DOMAIN REGISTRY EXPECTED_DIR)
  set(many_values VERSIONS VALUES)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "${one_value}" "${many_values}")
  _package_repo_begin("add_carvel_package(${name})")
  _package_repo_check_arguments()
  if(arg_VERSIONS AND (arg_VERSION OR arg_BUNDLE))
    _package_repo_refuse("${call}: VERSIONS cannot be combined with VERSION or BUNDLE")
  endif()
  set(bundles "")
  set(directory "${CMAKE_CURRENT_SOURCE_DIR}")
  if(arg_SOURCE)
    _package_repo_check_directory("${arg_SOURCE}" directory)
  endif()
  _package_repo_declare_package("${name}")
  foreach(version IN LISTS arg_VERSIONS)
    _package_repo_find_files("${directory}/${version}")
    _package_repo_add_version("${name}" "${version}")
    list(APPEND bundles ${bundle})
  endforeach()
  if(NOT arg_VERSIONS)
    _package_repo_find_files("${directory}")
    if(arg_BUNDLE)
      _package_repo_check_directory("${arg_BUNDLE}" bundle BASE_DIR "${directory}")
    endif()
    if(NOT arg_VERSION)
      _package_repo_version_of("${package_file}" arg_VERSION)
      if(NOT arg_VERSION)
        _package_repo_refuse("${call}: VERSIONS is missing, and no package.yaml in ${directory} states a version")
      endif()
    endif()
    _package_repo_add_version("${name}" "${arg_VERSION}")
    list(APPEND bundles ${bundle})
  endif()
  if(arg_VALUES AND NOT bundles)
    _package_repo_refuse("${call}: VALUES has no effect, because no version has a bundle to render: remove it")
  endif()
  if(source STREQUAL directory)  # its only version, to which a vendir.yml belongs
    set(directory "")
  endif()
  _package_repo_add_package_actions("${name}" "${directory}")
endfunction()

#[=======================================================================[.md:
add_carvel_packages(<directory>
  [EXCLUDE <name>[/<version>]...]
  [VALUES <name>[/<version>]=<file>...]
  [ALLOW_FAILURES <name>[/<version>]...]
  [DOMAIN <domain>]
  [REGISTRY <registry>]
  [EXPECTED_DIR <directory>])

Declares every package in a folder. An existing repository of packages can be adopted without changing its files. The
next build notices packages and versions that are added or removed. Each package may have one of these layouts:

    <name>/<version>/bundle/             a version; add_carvel_package() describes what else its folder may hold
    <name>/<version>/package.yaml        a version that has no bundle of this project
    <name>/bundle/                       the only version, stated in <name>/package.yaml
    <name>/*.yaml                        Packages and their PackageMetadata, one per file
    <name>/CMakeLists.txt                a package that declares itself: the folder is added as a subdirectory

Anything else is reported and skipped, as are folders whose names begin with a dot.

* **EXCLUDE**: packages or versions that are left out.
* **VALUES**: values for all versions of a package, or for one.
* **ALLOW_FAILURES**: versions that are known not to build. The build expects them to fail, so that the list stays
  accurate; no stage can hold them.

A name that has no effect here is an error: no such package or version exists, EXCLUDE already leaves it out, or it has
its own CMakeLists.txt. The other options are those of add_carvel_package().
#]=======================================================================]
function(add_carvel_packages directory)
  set(one_value DOMAIN REGISTRY EXPECTED_DIR)
  set(many_values EXCLUDE VALUES ALLOW_FAILURES)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "${one_value}" "${many_values}")
  _package_repo_begin("add_carvel_packages(${directory})")
  _package_repo_check_arguments()
  _package_repo_check_directory("${directory}" directory)
  if(arg_EXPECTED_DIR)
    get_filename_component(arg_EXPECTED_DIR "${arg_EXPECTED_DIR}" ABSOLUTE)
  endif()
  _package_repo_add_folder_sync("${directory}")
  _package_repo_add_folder()
endfunction()

#[=======================================================================[.md:
add_carvel_stage(<stage>
  FILE <file>
  [REGISTRY <registry>]
  [ONE_FILE])

Declares a stage: a repository bundle with the package versions that the file lists (generator/packaging/stage_file.h
describes it). It is rebuilt when one of them changes; a package that does not build holds up only the stages that
contain it.

* **FILE**: the stage file.
* **REGISTRY**: used instead of PACKAGE_REPO_REGISTRY.
* **ONE_FILE**: all Packages and PackageMetadata are in one file of the bundle, `packages/packages.yaml`, instead of one
  each.

Targets:
* `stage-<stage>`, and `stage-<stage>-push`, which pushes the bundles of the packages first.
* `stage-<stage>-lock` writes to the lock beside the file, in the source tree, which versions its constraints choose;
  what is locked stays while it fits. `stage-<stage>-relock` chooses anew, so that new versions enter.
* `stage-<stage>-promote` builds the stage FROM, and adds versions that it has to the file of this one, as `pkgrepo promote`
  does. FROM and PACKAGE are variables of the environment; PACKAGE is `NAME@VERSION`, several of them, or `all`:

      FROM=beta PACKAGE=contour@1.22.3 cmake --build build --target stage-main-promote

Each package and each stage needs its own repository in the registry, so a stage cannot have the name of a package
there.
#]=======================================================================]
function(add_carvel_stage stage)
  set(one_value FILE REGISTRY)
  set(many_values "")
  cmake_parse_arguments(PARSE_ARGV 1 arg "ONE_FILE" "${one_value}" "${many_values}")
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

Declares a PackageRepository: what a cluster subscribes to. The file states which stage it serves
(generator/packaging/repository_file.h describes it); the resource in <build>/carvel/repositories/<repository>.yaml
refers to the stage's bundle by digest.

* **FILE**: the repository file.

Targets: `repository-<repository>`, and `publish-<repository>`, which builds and pushes everything the repository needs,
and prints the command that applies it.
#]=======================================================================]
function(add_carvel_repository repository)
  set(one_value FILE)
  set(many_values "")
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "${one_value}" "${many_values}")
  _package_repo_begin("add_carvel_repository(${repository})")
  _package_repo_check_arguments(FILE)
  _package_repo_check_name(repository "${repository}")
  _package_repo_check_file("${arg_FILE}" file)
  _package_repo_claim(repository "${repository}")
  _package_repo_add_repository("${repository}" "${file}")
endfunction()

#[=======================================================================[.md:
add_carvel_makefile_targets(
  [PREFIX <prefix>])

Declares targets with the names and parameters of the tasks in Makefiles of package repositories, for people and scripts
that know these (docs/coming-from-a-makefile.md). Parameters are variables of the environment:

    PACKAGE=contour cmake --build build --target vendir-sync-package

* **PREFIX**: stands ahead of each name, where the project has targets of these names.

Targets: `vendir-sync-package`, `vendir-sync-all`, `lock-package-images`, `lock-images-all`, `push-package`,
`push-package-all`, `generate-package-metadata`, `generate-package-repository-metadata`.
#]=======================================================================]
function(add_carvel_makefile_targets)
  set(one_value PREFIX)
  set(many_values "")
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "${one_value}" "${many_values}")
  _package_repo_begin("add_carvel_makefile_targets()")
  _package_repo_check_arguments()
  _package_repo_add_task_aliases()
  _package_repo_add_task(vendir-sync-package "Fetching what a package vendors")
  _package_repo_add_task(lock-package-images "Locking images of a package")
  _package_repo_add_task(push-package "Pushing a package")
  _package_repo_add_task(push-package-all "Pushing all packages")
  _package_repo_add_task(generate-package-metadata "Building a stage")
  _package_repo_add_task(generate-package-repository-metadata "Building repositories of a stage")
endfunction()

cmake_policy(POP)
