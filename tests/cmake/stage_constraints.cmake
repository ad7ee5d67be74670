# Stages that name versions by constraints, build on other stages, keep the newest, and mark versions.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

function(write_version name version)
  write(packages/${name}/${version}/bundle/config/all.yaml
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: default\ndata:\n  version: ${version}\n")
endfunction()

# Sets `variable` to the files of a stage's bundle, less metadata and lock.
function(get_versions stage variable)
  set(root "${BUILD}/carvel/stages/${stage}/bundle/packages")
  file(GLOB_RECURSE files RELATIVE "${root}" "${root}/*.yml")
  list(FILTER files EXCLUDE REGEX "metadata.yml$")
  list(TRANSFORM files REPLACE "^([a-z]+)[^/]*/(.*)\\.yml$" "\\1-\\2")
  list(SORT files COMPARE NATURAL)
  set(${variable} "${files}" PARENT_SCOPE)
endfunction()

function(expect_versions stage)
  get_versions(${stage} found)
  set(expected ${ARGN})
  expect_equal("${found}" "${expected}")
endfunction()

write(CMakeLists.txt [=[
cmake_minimum_required(VERSION 3.24)
project(orchard LANGUAGES NONE)
find_package(PackageRepo REQUIRED)
set(PACKAGE_REPO_REGISTRY registry.example.com/fruit CACHE STRING "")
add_carvel_packages(packages DOMAIN fruit.example.com)
add_carvel_stage(beta FILE stages/beta.yaml)
add_carvel_stage(main FILE stages/main.yaml)
add_carvel_stage(old FILE stages/old.yaml)
]=])
foreach(version 1.0.0 1.1.0 1.1.1 2.0.0-rc.1)
  write_version(apple ${version})
endforeach()
write_version(pear 3.0.0)
write(stages/beta.yaml "packages:\n- name: apple\n  versionSelection: {constraints: '>=1.0.0'}\n- {name: pear, version: 3.0.0}\n")
write(stages/main.yaml "from: beta\nleaveOut: [pear]\n")
write(stages/old.yaml "archives: beta\npackages:\n- {name: pear, version: 3.0.0}\n")

# Before anything was chosen, the build says so; the other stage waits for no more than it needs.
configure()
build(TARGETS stage-beta MUST_FAIL "stages/beta.yaml:3: it was not yet chosen which versions of package 'apple' this stage has"
  "build the target stage-beta-lock, and commit ${SOURCE}/stages/beta.lock.yaml")
build(TARGETS stage-old)
expect_versions(old pear-3.0.0)

# The lock takes what fits, as kapp-controller does: no prerelease.
build(TARGETS stage-beta-lock)
expect_in("${output}" "apple: 1.0.0 comes apple: 1.1.0 comes apple: 1.1.1 comes Wrote")
build()
expect_versions(beta apple-1.0.0 apple-1.1.0 apple-1.1.1 pear-3.0.0)
expect_versions(main apple-1.0.0 apple-1.1.0 apple-1.1.1)
build()
expect_ran()

# A new version enters by an update only.
write_version(apple 1.2.0)
configure()
build()
expect_versions(beta apple-1.0.0 apple-1.1.0 apple-1.1.1 pear-3.0.0)
build(TARGETS stage-beta-lock)
expect_in("${output}" "beta.lock.yaml is unchanged")
build(TARGETS stage-beta-relock)
expect_in("${output}" "apple: 1.2.0 comes Wrote")
build()
expect_ran(stages/beta/stage.json stages/main/stage.json stages/old/stage.json)  # which reads the lock
expect_versions(main apple-1.0.0 apple-1.1.0 apple-1.1.1 apple-1.2.0)

# What a stage keeps no longer goes to the one that archives it.
replace(stages/beta.yaml "packages:" "keep: {latest: 1, per: minor}\npackages:")
build(TARGETS stage-beta-relock)
expect_in("${output}" "apple: 1.1.0 goes to the archive Wrote")
file(READ "${SOURCE}/stages/beta.lock.yaml" once)
build(TARGETS stage-beta-relock)
expect_in("${output}" "beta.lock.yaml is unchanged")
expect_contains("${SOURCE}/stages/beta.lock.yaml" "${once}")
build()
expect_versions(beta apple-1.0.0 apple-1.1.1 apple-1.2.0 pear-3.0.0)
expect_versions(old apple-1.1.0 pear-3.0.0)

# Without such a stage nothing leaves.
replace(stages/old.yaml "archives: beta\n" "")
replace(stages/beta.yaml "latest: 1, per: minor" "latest: 1, per: major")
build(TARGETS stage-beta-relock MUST_FAIL "stages/beta.yaml:4: version '1.0.0' of package 'apple' would leave this stage"
  "declare a stage with 'archives:'")
replace(stages/beta.yaml "latest: 1, per: major" "latest: 1, per: minor")
write(stages/old.yaml "archives: beta\npackages:\n- {name: pear, version: 3.0.0}\n")

# Nor does a version that is gone from the project, until it is called withdrawn.
file(REMOVE_RECURSE "${SOURCE}/packages/apple/1.1.1")
configure()
build(TARGETS stage-beta MUST_FAIL "stages/beta.lock.yaml:6: package 'apple' has no version '1.1.1'" "list it under 'withdrawn'")
build(TARGETS stage-beta-relock MUST_FAIL "version '1.1.1' of package 'apple', which this stage has had, is gone from the project")
file(APPEND "${SOURCE}/stages/beta.yaml" "withdrawn: [{name: apple, version: 1.1.1, reason: lost data}]\n")
build(TARGETS stage-beta MUST_FAIL "stages/beta.lock.yaml:6: version '1.1.1' of package 'apple' is withdrawn" "stage-beta-lock")
build(TARGETS stage-beta-lock)
expect_in("${output}" "apple: 1.1.0 comes apple: 1.1.1 is withdrawn Wrote")
build()
expect_versions(beta apple-1.0.0 apple-1.1.0 apple-1.2.0 pear-3.0.0)
expect_versions(old pear-3.0.0)

# What is locked has to fit.
replace(stages/beta.yaml "'>=1.0.0'" "'>=1.1.0'")
build(TARGETS stage-beta MUST_FAIL "stages/beta.lock.yaml:5: version '1.0.0' of package 'apple' does not fit the constraints of the stage"
  "they stand at ${SOURCE}/stages/beta.yaml:4")
replace(stages/beta.yaml "'>=1.1.0'" "'>=1.0.0'")

# Marks and overrides reach the resources, also of the stage that builds on this one.
file(APPEND "${SOURCE}/stages/beta.yaml" [=[
deprecated: [{name: apple, version: 1.0.0, reason: use 1.2}]
overrides:
- name: apple
  package: {releaseNotes: Tried in beta}
  metadata: {displayName: Apple (beta)}
]=])
build()
foreach(stage beta main)
  set(folder "${BUILD}/carvel/stages/${stage}/bundle/packages/apple.fruit.example.com")
  expect_contains("${folder}/1.0.0.yml" "pkgrepo/deprecated: use 1.2")
  expect_contains("${folder}/1.0.0.yml" "Deprecated: use 1.2\n\n    Tried in beta")
  expect_contains("${folder}/1.2.0.yml" "releaseNotes: Tried in beta")
  expect_contains("${folder}/metadata.yml" "displayName: Apple (beta)")
endforeach()

# Faults, each with its place.
function(expect_fault text)
  write(stages/main.yaml ${ARGN})
  build(TARGETS stage-main MUST_FAIL "${text}")
endfunction()
expect_fault("stages/main.yaml:1: unknown stage 'bata'" "from: bata\n")
expect_fault("did you mean 'beta'?" "from: bata\n")
expect_fault("stages/main.yaml:1: stage 'main' builds on itself: main from main" "from: main\n")
expect_fault("stages/main.yaml:1: there is nothing to leave a package out of, without 'from'" "leaveOut: [pear]\npackages: [{name: pear, version: 3.0.0}]\n")
expect_fault("stages/main.yaml:2: 'few' is not a number from 1 to 1000" "from: beta\nkeep: {latest: few}\n")
expect_fault("stages/main.yaml:2: 'patch' is not one of package, major, minor" "from: beta\nkeep: {latest: 2, per: patch}\n")
expect_fault("stages/main.yaml:4: package 'apple' version '1.1.0' is more than 'keep' allows"
  "keep: {latest: 1, per: major}\npackages:\n- name: apple\n  versions: [1.1.0, 1.2.0, 2.0.0-rc.1]\n")
expect_fault("stages/main.yaml:3: '^1.0.0' is not a constraint on versions" "packages:\n- name: apple\n  versionSelection: {constraints: ^1.0.0}\n")
expect_fault("unknown key 'constraint' hint: did you mean 'constraints'?" "packages:\n- name: apple\n  versionSelection: {constraint: 1.x}\n")
expect_fault("give either 'version' or 'versionSelection', not both" "packages:\n- name: apple\n  version: 1.0.0\n  versionSelection: {constraints: 1.x}\n")
expect_fault("package 'apple' has a 'versionSelection' already"
  "packages:\n- {name: apple, versionSelection: {constraints: 1.x}}\n- {name: apple, versionSelection: {constraints: 2.x}}\n")
expect_fault("stages/main.yaml:2: package 'pear' version '3.0.0' is withdrawn"
  "packages:\n- {name: pear, version: 3.0.0}\nwithdrawn: [{name: pear, version: 3.0.0, reason: none}]\n")
expect_fault("stages/main.yaml:2: 'reason' is missing here" "from: beta\ndeprecated: [{name: pear, version: 3.0.0}]\n")
expect_fault("stages/main.yaml:4: nothing is overridden here" "from: beta\noverrides:\n\n- name: pear\n")
expect_fault("unknown key 'capactiyRequirementsDescription'"
  "from: beta\noverrides: [{name: pear, package: {capactiyRequirementsDescription: much}}]\n")
expect_fault("unknown key 'template'" "from: beta\noverrides: [{name: pear, package: {template: {}}}]\n")
expect_fault("all versions of a package share its metadata"
  "from: beta\noverrides: [{name: pear, version: 3.0.0, metadata: {displayName: P}}]\n")
expect_fault("categories" "from: beta\noverrides: [{name: pear, metadata: {categories: fruit}}]\n")
write(stages/main.yaml "packages: [{name: apple, versionSelection: {constraints: '>9.0.0'}}]\n")
build(TARGETS stage-main-lock MUST_FAIL "stages/main.yaml:1: no version of package 'apple' fits '>9.0.0'"
  "it has 1.0.0, 1.1.0, 1.2.0, 2.0.0-rc.1")
write(stages/main.yaml "packages:\n- {name: aple, versionSelection: {constraints: '>9.0.0'}}\n")
build(TARGETS stage-main-lock MUST_FAIL "stages/main.yaml:2: unknown package 'aple'" "did you mean 'apple'?")
