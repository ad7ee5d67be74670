# A repository of packages is taken over by three lines, with no change to its files.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

file(COPY "${PROJECTS}/orchard/packages" DESTINATION "${WORK}/existing")
file(REMOVE "${WORK}/existing/packages/apple/CMakeLists.txt" "${WORK}/existing/packages/pear/CMakeLists.txt")
set(existing "${WORK}/existing/packages")
get_tree("${existing}" before)
write(CMakeLists.txt
"cmake_minimum_required(VERSION 3.24)
project(adopted LANGUAGES NONE)
find_package(PackageRepo REQUIRED)
add_carvel_packages(\"${existing}\" DOMAIN fruit.example.com)
")
configure()
build()
get_tree("${existing}" after)
expect_equal("${after}" "${before}")
foreach(version apple/1.0.0 apple/1.1.0 pear/2.0.0)
  get_digest(${version} digest)
  expect_contains("${BUILD}/carvel/packages/${version}/package.yaml" "@${digest}")
endforeach()
ctest(ARGUMENTS -L apple)

# A version that appears is noticed, and so is one that vanishes.
file(COPY "${existing}/apple/1.1.0/" DESTINATION "${existing}/apple/1.2.0")
build()
get_digest(apple/1.2.0 digest)
file(REMOVE_RECURSE "${existing}/apple/1.2.0")
build()
file(READ "${BUILD}/carvel/packages.list" list)
expect_equal("${list}" "apple 1.0.0\napple 1.1.0\npear 2.0.0\n")

# Versions are left out, given values, or known to fail; names that match nothing are refused (bad_arguments.cmake).
function(adopt arguments)
  file(REMOVE_RECURSE "${BUILD}")
  write(CMakeLists.txt
"cmake_minimum_required(VERSION 3.24)
project(adopted LANGUAGES NONE)
find_package(PackageRepo REQUIRED)
add_carvel_packages(\"${existing}\" ${arguments})
${ARGN}
")
  configure()
  set(output "${output}" PARENT_SCOPE)
endfunction()
function(expect_packages text)
  file(READ "${BUILD}/carvel/packages.list" list)
  expect_equal("${list}" "${text}")
endfunction()
function(expect_told)
  foreach(text IN LISTS ARGN)
    expect_in("${output}" "${text}")
  endforeach()
endfunction()

adopt("DOMAIN fruit.example.com EXCLUDE pear apple/1.0.0")
expect_packages("apple 1.1.0\n")

# Version control writes to its folder all the time; cmake runs again for what is a package only.
file(MAKE_DIRECTORY "${existing}/.git")
file(MAKE_DIRECTORY "${existing}/apple/.git")
adopt("DOMAIN fruit.example.com")
file(READ "${BUILD}/build.ninja" graph)
if(graph MATCHES "/[.]git")
  message(FATAL_ERROR "cmake runs again after each commit")
endif()
file(REMOVE_RECURSE "${existing}/.git" "${existing}/apple/.git")

write(values.yaml "replicas: 7\n")
adopt("DOMAIN fruit.example.com VALUES apple/1.1.0=values.yaml")
build()
expect_contains("${BUILD}/carvel/packages/apple/1.1.0/rendered/default.yaml" "replicas: 7")
expect_contains("${BUILD}/carvel/packages/apple/1.0.0/rendered/default.yaml" "replicas: 1")

file(RENAME "${existing}/apple/1.0.0/bundle/config/schema.yaml" "${WORK}/schema.yaml")
write(beta.yaml "packages: [{name: apple, version: 1.0.0}]\n")
adopt("DOMAIN fruit.example.com ALLOW_FAILURES apple/1.0.0" "add_carvel_stage(beta FILE beta.yaml)")
build(TARGETS apple pear)
expect_contains("${BUILD}/carvel/packages/apple/1.0.0/failure.txt" "the package does not render")
expect_packages("apple 1.1.0\npear 2.0.0\n")
build(MUST_FAIL "beta.yaml:1: package 'apple' version '1.0.0' is among ALLOW_FAILURES: it does not build")
file(RENAME "${WORK}/schema.yaml" "${existing}/apple/1.0.0/bundle/config/schema.yaml")
build(TARGETS apple MUST_FAIL "apple-1.0.0 is among ALLOW_FAILURES, but it builds")

# A Package that fetches something else goes into a stage as it is; what it fetches by digest is in the stage's lock.
string(REPEAT "0" 64 zeros)
function(write_package path ref version fetch)
  file(WRITE "${path}"
"# as it is
apiVersion: data.packaging.carvel.dev/v1alpha1
kind: Package
metadata:
  name: ${ref}.${version}
spec:
  refName: ${ref}
  version: ${version}
  template:
    spec:
      fetch:
      - ${fetch}
      template:
      - helmTemplate: {}
      deploy:
      - kapp: {}
")
endfunction()
set(chart "helmChart: {name: app, version: 1.2.3, repository: {url: https://charts.example.com}}")
set(published "imgpkgBundle: {image: ghcr.io/acme/app@sha256:${zeros}}")
set(existing "${WORK}/layouts")
write_package("${existing}/chart/1.2.3/package.yaml" chart.acme.example.com 1.2.3 "${chart}")
write_package("${existing}/beside/1.0.0/package.yml" beside.acme.example.com 1.0.0 "${chart}")
file(WRITE "${existing}/beside/1.0.0/bundle/config/a.yaml" "")
write_package("${existing}/files.acme.example.com/0.0.1.yaml" files.acme.example.com 0.0.1 "${published}")
write_package("${existing}/files.acme.example.com/files-0.0.2.yml" files.acme.example.com 0.0.2 "${published}")
file(WRITE "${existing}/files.acme.example.com/metadata.yaml"
"apiVersion: data.packaging.carvel.dev/v1alpha1
kind: PackageMetadata
metadata: {name: files.acme.example.com}
spec: {displayName: Files}
")
file(WRITE "${existing}/nothing/README.md" "")
file(WRITE "${existing}/chart/hack/README.md" "")
file(WRITE "${existing}/.github/1.0.0/bundle/a.yaml" "")
file(WRITE "${existing}/chart/.git/bundle/a.yaml" "")
# One version, whose bundle is in the package's folder; and a package that declares itself.
file(COPY "${WORK}/existing/packages/pear/2.0.0/" DESTINATION "${existing}/pear")
file(COPY "${WORK}/existing/packages/apple" DESTINATION "${existing}")
file(WRITE "${existing}/apple/CMakeLists.txt" "add_carvel_package(apple DOMAIN fruit.example.com VERSIONS 1.1.0)\n")
write(all.yaml
"packages:
- name: files.acme.example.com
  versions:
  - 0.0.1
  - 0.0.2
- {name: chart, version: 1.2.3}
- name: beside
  version: \"1.0.0\"   # not pear 2.0.0
")
adopt("" "add_carvel_stage(all FILE all.yaml)")
expect_told("PackageRepo skips ${existing}/nothing: it has no version with a bundle/ or package.yaml, and no Packages"
            "PackageRepo skips ${existing}/.github: its name begins with a dot"
            "PackageRepo skips ${existing}/chart/.git: its name begins with a dot"
            "PackageRepo skips ${existing}/chart/hack: it has neither bundle/ nor package.yaml"
            "PackageRepo adds ${existing}/apple as a subdirectory"
            "PackageRepo ignores ${existing}/beside/1.0.0/bundle")
build(TARGETS stage-all)
expect_ran(packages/beside/1.0.0/metadata.yaml packages/beside/1.0.0/package.yaml
           packages/chart/1.2.3/metadata.yaml packages/chart/1.2.3/package.yaml
           packages/files.acme.example.com/0.0.1/metadata.yaml packages/files.acme.example.com/0.0.1/package.yaml
           packages/files.acme.example.com/0.0.2/metadata.yaml packages/files.acme.example.com/0.0.2/package.yaml
           stages/all/stage.json)
set(staged "${BUILD}/carvel/stages/all/bundle")
expect_same_files("${existing}/chart/1.2.3/package.yaml" "${staged}/packages/chart.acme.example.com/1.2.3.yml")
expect_same_files("${existing}/files.acme.example.com/0.0.1.yaml" "${staged}/packages/files.acme.example.com/0.0.1.yml")
expect_contains("${staged}/packages/files.acme.example.com/metadata.yml" "displayName: Files")
expect_contains("${staged}/.imgpkg/images.yml" "image: ghcr.io/acme/app@sha256:${zeros}")
build()
expect_packages("apple 1.1.0\nbeside 1.0.0\nchart 1.2.3\nfiles.acme.example.com 0.0.1\nfiles.acme.example.com 0.0.2\npear 2.0.0\n")

# A bundle that appears later is noticed.
file(COPY "${existing}/pear/bundle" DESTINATION "${existing}/chart/hack")
file(WRITE "${existing}/chart/hack/package.yaml" "kind: Package\nspec:\n  version: 0.0.1\n  # imgpkgBundle\n")
build(MUST_FAIL "hack")

# A package elsewhere, whose bundle has a name of its own.
set(existing "${WORK}/elsewhere")
file(COPY "${WORK}/existing/packages/pear/2.0.0/bundle/" DESTINATION "${existing}/src/app")
file(REMOVE_RECURSE "${BUILD}")
write(CMakeLists.txt
"cmake_minimum_required(VERSION 3.24)
project(adopted LANGUAGES NONE)
find_package(PackageRepo REQUIRED)
add_carvel_package(pear SOURCE \"${existing}\" BUNDLE src/app VERSION 3.0.0 DOMAIN fruit.example.com)
")
configure()
build()
expect_contains("${BUILD}/carvel/packages/pear/3.0.0/package.yaml" "name: pear.fruit.example.com.3.0.0")
ctest()  # the bundle is not called so
