# A repository of hand-written Packages as its README tells to publish it: with kbld and imgpkg, by their names, as typed.
# The same folder is then taken as it is by the module, whose stage has the same Packages.
include("${CMAKE_CURRENT_LIST_DIR}/../cmake/harness.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/make.cmake")

push_upstream("${REGISTRY}/bundles/simple:1.0.0")
get_pushed("${REGISTRY}/bundles/simple:1.0.0" bundle)
write(packages/simple/1.0.0.yaml "apiVersion: data.packaging.carvel.dev/v1alpha1
kind: Package
metadata:
  name: simple.example.com.1.0.0
spec:
  refName: simple.example.com
  version: 1.0.0
  template:
    spec:
      fetch:
      - imgpkgBundle:
          image: ${REGISTRY}/bundles/simple:1.0.0
      template:
      - ytt:
          paths:
          - config/
      - kbld: {}
      deploy:
      - kapp: {}
")
write(packages/simple/metadata.yaml "apiVersion: data.packaging.carvel.dev/v1alpha1
kind: PackageMetadata
metadata:
  name: simple.example.com
spec:
  displayName: Simple
  shortDescription: A simple package
")
file(MAKE_DIRECTORY "${SOURCE}/.imgpkg")
write_makefile()
file(REMOVE "${SOURCE}/Makefile")

type("kbld -f packages/ --imgpkg-lock-output .imgpkg/images.yml")
expect_in("${output}" "image: ${REGISTRY}/bundles/simple@${bundle}")
expect_contains("${SOURCE}/.imgpkg/images.yml" "image: ${REGISTRY}/bundles/simple@${bundle}")
expect_contains("${SOURCE}/.imgpkg/images.yml" "kind: ImagesLock")
type("imgpkg push -b ${REGISTRY}/ti-package-repo:0.0.1 -f .")
expect_in("${output}" "Pushed '${REGISTRY}/ti-package-repo@sha256:")
expect_in("${output}" "Succeeded")

# A cluster finds the Packages and their lock in it.
run(COMMAND "${PKGREPO}" imgpkg pull -b "${REGISTRY}/ti-package-repo:0.0.1" -o "${WORK}/pulled")
foreach(file packages/simple/1.0.0.yaml packages/simple/metadata.yaml)
  expect_same_files("${WORK}/pulled/${file}" "${SOURCE}/${file}")
endforeach()

# As a project of the module, without a change to its files.
write(CMakeLists.txt "cmake_minimum_required(VERSION 3.24)
project(sample LANGUAGES NONE)
find_package(PackageRepo REQUIRED)
set(PACKAGE_REPO_REGISTRY ${REGISTRY}/sample CACHE STRING \"\")
add_carvel_packages(packages)
add_carvel_stage(sample FILE stage.yaml)
add_carvel_repository(ti-package-repo FILE repository.yaml)
")
write(stage.yaml "packages:\n- name: simple\n  version: 1.0.0\n")
write(repository.yaml "stage: sample\n")
set(BUILD "${WORK}/build")
configure()
build(TARGETS publish-ti-package-repo)
get_digest(sample digest)
get_pushed("${REGISTRY}/sample/sample:latest" pushed)
expect_equal("${pushed}" "${digest}")
expect_same_files("${BUILD}/carvel/stages/sample/bundle/packages/simple.example.com/1.0.0.yml" "${SOURCE}/packages/simple/1.0.0.yaml")
