# The operations of a repository of packages as its guide tells to type them, from fetching upstream to the
# PackageRepository, with the results that it describes.
include("${CMAKE_CURRENT_LIST_DIR}/../cmake/harness.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/make.cmake")

write(CMakeLists.txt "cmake_minimum_required(VERSION 3.24)
project(operations LANGUAGES NONE)
find_package(PackageRepo REQUIRED)
set(PACKAGE_REPO_REGISTRY ${REGISTRY}/tce CACHE STRING \"\")
add_carvel_packages(addons/packages DOMAIN example.com)
add_carvel_stage(delta FILE addons/repos/delta.yaml ONE_FILE)
add_carvel_repository(delta-package-repository FILE addons/repos/delta-package-repository.yaml)
add_carvel_makefile_targets()
")
foreach(name foobar other)
  push_upstream("${REGISTRY}/upstream/${name}:1.0")
  write(addons/packages/${name}/0.0.1/bundle/vendir.yml "apiVersion: vendir.k14s.io/v1alpha1
kind: Config
directories:
- path: config/upstream
  contents:
  - path: .
    inline:
      paths:
        deployment.yaml: |
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: ${name}, namespace: default}
          spec:
            selector: {matchLabels: {app: ${name}}}
            template:
              metadata: {labels: {app: ${name}}}
              spec: {containers: [{name: main, image: \"${REGISTRY}/upstream/${name}:1.0\"}]}
")
endforeach()
write(addons/repos/delta-package-repository.yaml "stage: delta\n")
# The file of a stage as the guide has it, filled in; digests are left to the build.
type([==[export STAGE=delta
cat >> addons/repos/${STAGE}.yaml <<EOL
#@data/values
---

package_repository:
  #! The name of the Package Repository.
  #! example: delta-foo.example.com
  name: delta-foo.example.com

  #! The imageBundle or URL for the repo image.
  #! Note: this value is not known until a imgpkgBundle/image has been pushed to an OCI registry
  #! example: registry.example.com/foo/delta:v1
  imageBundle:
  url:

  packages:
      #! The name of the package.
      #! example: foo
    - name: foobar

      #! The domain that the package belongs to. This is used in conjunction with the name to create a fully qualified domain name for the package.
      #! example: example.com
      domain: example.com

      #! The version of the package.
      #! example: 0.0.1
      version: 0.0.1

      #! The path to the image in the OCI repository.
      #! example: registry.example.com/foo/foo@sha256:abababababababababababababababababababababababababababababababab
      image:

      #! A short description of the package.
      #! example: The foo package provides f, o and more o functionality.
      description: The foobar package provides f, o and more o functionality.
EOL]==])
write_makefile()
set(foobar "${SOURCE}/addons/packages/foobar/0.0.1")

# Updating upstream assets.
type("make vendir-sync-package PACKAGE=foobar")
expect_contains("${foobar}/bundle/config/upstream/deployment.yaml" "image: \"${REGISTRY}/upstream/foobar:1.0\"")
expect_contains("${foobar}/bundle/vendir.lock.yml" "kind: LockConfig")
if(EXISTS "${SOURCE}/addons/packages/other/0.0.1/bundle/config")
  message(FATAL_ERROR "another package was fetched, too")
endif()
type("make vendir-sync-all")
expect_contains("${SOURCE}/addons/packages/other/0.0.1/bundle/config/upstream/deployment.yaml" "name: other")

# Locking container images.
get_pushed("${REGISTRY}/upstream/foobar:1.0" upstream)
type("make lock-package-images PACKAGE=foobar")
expect_contains("${foobar}/bundle/.imgpkg/images.yml" "image: ${REGISTRY}/upstream/foobar@${upstream}")
if(EXISTS "${SOURCE}/addons/packages/other/0.0.1/bundle/.imgpkg/images.yml")
  message(FATAL_ERROR "another package was locked, too")
endif()
type("make lock-images-all")
expect_contains("${SOURCE}/addons/packages/other/0.0.1/bundle/.imgpkg/images.yml" "image: ${REGISTRY}/upstream/other@")

# Pushing packages: a tag of one's own publishes no version.
type("make push-package PACKAGE=foobar TAG=baz")
get_digest(foobar/0.0.1 bundle)
get_pushed("${REGISTRY}/tce/foobar:baz" pushed)
expect_equal("${pushed}" "${bundle}")
type("make push-package-all OCI_REPOSITORY=${REGISTRY}/elsewhere TAG=SHA")
get_pushed("${REGISTRY}/elsewhere/foobar:SHA" pushed)
expect_equal("${pushed}" "${bundle}")
get_digest(other/0.0.1 other)
get_pushed("${REGISTRY}/elsewhere/other:SHA" pushed)
expect_equal("${pushed}" "${other}")
file(GLOB_RECURSE notes "${SOURCE}/addons/*published.lock.yml")
expect_equal("${notes}" "")
type("make push-package PACKAGE=foobar")
get_pushed("${REGISTRY}/tce/foobar:0.0.1" pushed)
expect_equal("${pushed}" "${bundle}")
expect_contains("${foobar}/published.lock.yml" "image: ${REGISTRY}/tce/foobar@${bundle}")

# Generating the resources: a folder with the Packages in one file and an image lock.
type("make generate-package-metadata STAGE=delta REPO_TAG=latest")
set(stage "${BUILD}/carvel/stages/delta/bundle")
file(GLOB_RECURSE files RELATIVE "${stage}" "${stage}/*" "${stage}/.imgpkg/*")
list(REMOVE_DUPLICATES files)
list(SORT files)
expect_equal("${files}" ".imgpkg/images.yml;packages/packages.yaml")
expect_contains("${stage}/packages/packages.yaml" "image: ${REGISTRY}/tce/foobar@${bundle}")
expect_contains("${stage}/packages/packages.yaml" "shortDescription: The foobar package provides f, o and more o functionality.")
get_digest(delta digest)

# The command that is printed pushes it, with the digest that the build has computed.
string(REGEX MATCH "imgpkg push [^\n]*" command "${output}")
expect_in("${command}" "imgpkg push -b ${REGISTRY}/tce/delta:latest -f")
expect_in("${command}" "${stage}")
type("${command}")
expect_in("${output}" "dir: .imgpkg file: .imgpkg/images.yml dir: packages file: packages/packages.yaml")
expect_in("${output}" "Pushed '${REGISTRY}/tce/delta@${digest}'")
expect_in("${output}" "Succeeded")

# The PackageRepository names it by digest, and the next command is told.
type("make generate-package-repository-metadata STAGE=delta")
set(resource "${BUILD}/carvel/repositories/delta-package-repository.yaml")
expect_in("${output}" "===> Generating package repository metadata for delta")
expect_in("${output}" "To push this repository to your cluster, run the following command:")
string(REGEX MATCH "kubectl apply -f [^\n]*" command "${output}")
expect_in("${command}" "${resource}")
expect_contains("${resource}" "name: delta-foo.example.com")
expect_contains("${resource}" "image: ${REGISTRY}/tce/delta@${digest}")

# What is missing or unknown is told with what there is.
type("make vendir-sync-package" MUST_FAIL "vendir-sync-package needs the variable PACKAGE, such as PACKAGE=foobar"
  "this project has foobar, other")
type("make lock-package-images PACKAGE=fobar" MUST_FAIL "PACKAGE names the unknown package 'fobar'" "did you mean 'foobar'?")
type("make push-package PACKAGE=foobar/9" MUST_FAIL "PACKAGE names 'foobar/9', and package 'foobar' has no such version"
  "it has foobar/0.0.1")
type("make generate-package-metadata STAGE=gamma" MUST_FAIL "STAGE names the unknown stage 'gamma'" "this project has delta")
file(COPY "${foobar}/bundle" DESTINATION "${SOURCE}/addons/packages/foobar/0.0.2")
type("make push-package PACKAGE=foobar TAG=baz" MUST_FAIL "package 'foobar' has several versions" "PACKAGE=foobar/0.0.2")
type("make push-package PACKAGE=foobar/0.0.2 TAG=baz")
get_digest(foobar/0.0.2 bundle)
get_pushed("${REGISTRY}/tce/foobar:baz" pushed)
expect_equal("${pushed}" "${bundle}")

# Beside targets of the project's own that have these names.
replace(CMakeLists.txt "add_carvel_makefile_targets()"
  "add_custom_target(push-package COMMAND echo ours)\nadd_carvel_makefile_targets(PREFIX carvel-)")
type("make push-package")
expect_in("${output}" "ours")
type("make carvel-push-package PACKAGE=other")
expect_in("${output}" "Pushed ${REGISTRY}/tce/other:0.0.1@")
