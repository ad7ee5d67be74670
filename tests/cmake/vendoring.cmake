# Trees that are not committed are fetched into the build tree at their locked revision; committed ones are used.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

copy_project(orchard)
set(bundle packages/pear/2.0.0/bundle)

# An upstream in git, whose branch moves on after it was locked.
set(upstream "${WORK}/upstream")
file(WRITE "${upstream}/deploy/service.yaml" "apiVersion: v1\nkind: Service\nmetadata:\n  name: first\n")
set(ENV{GIT_CONFIG_NOSYSTEM} 1)
set(ENV{HOME} "${WORK}")
function(git)
  run(COMMAND git -c user.name=A -c user.email=a@example.com ${ARGN} DIRECTORY "${upstream}")
  set(output "${output}" PARENT_SCOPE)
endfunction()
git(init -q -b main .)
git(add .)
git(commit -q -m "First")
write(${bundle}/vendir.yml
"apiVersion: vendir.k14s.io/v1alpha1
kind: Config
directories:
- path: config/upstream
  contents:
  - path: .
    git:
      url: file://${upstream}
      ref: origin/main
    newRootPath: deploy
")

# Without a lock nothing is fetched.
configure()
build(TARGETS pear MUST_FAIL "${SOURCE}/${bundle}/vendir.yml:6:"
                             "config/upstream is not committed, so its revision must be locked, but there is no vendir.lock.yml"
                             "build the target pear-2.0.0-sync to fetch and lock it")

# The target that reaches out writes the tree and its lock.
build(TARGETS pear-2.0.0-sync)
expect_contains("${SOURCE}/${bundle}/vendir.lock.yml" "commitTitle: First")
expect_contains("${SOURCE}/${bundle}/config/upstream/service.yaml" "name: first")
build()
get_digest(pear/2.0.0 committed)

# Without the tree, the locked revision gives the same bundle, although the branch is elsewhere now.
file(REMOVE_RECURSE "${SOURCE}/${bundle}/config/upstream")
file(WRITE "${upstream}/deploy/service.yaml" "apiVersion: v1\nkind: Service\nmetadata:\n  name: second\n")
git(commit -q -a -m "Second")
build()
expect_contains("${BUILD}/carvel/packages/pear/2.0.0/rendered/default.yaml" "name: first")
get_digest(pear/2.0.0 fetched)
expect_equal("${fetched}" "${committed}")
if(EXISTS "${SOURCE}/${bundle}/config/upstream")
  message(FATAL_ERROR "the build wrote to the source tree")
endif()
build()
expect_ran()

# A change elsewhere in the bundle does not fetch again: the upstream may be gone.
file(RENAME "${upstream}" "${WORK}/gone")
replace(${bundle}/config/schema.yaml "replicas: 1" "replicas: 5")
build()
expect_contains("${BUILD}/carvel/packages/pear/2.0.0/rendered/default.yaml" "replicas: 5")
expect_contains("${BUILD}/carvel/packages/pear/2.0.0/rendered/default.yaml" "name: first")

# A lock of another source is refused.
replace(${bundle}/vendir.lock.yml "  - git:" "  - hg:")
build(TARGETS pear MUST_FAIL "vendir.lock.yml does not match this vendir.yml: config/upstream: the lock has another kind of source")

# A local folder is an input like any other.
file(WRITE "${SOURCE}/shared/config.yaml" "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: local\n")
file(REMOVE "${SOURCE}/${bundle}/vendir.lock.yml")
write(${bundle}/vendir.yml
"apiVersion: vendir.k14s.io/v1alpha1
kind: Config
directories:
- path: config/upstream
  contents:
  - path: .
    directory:
      path: ../../../../shared
")
write(${bundle}/vendir.lock.yml
"apiVersion: vendir.k14s.io/v1alpha1
directories:
- contents:
  - directory: {}
    path: .
  path: config/upstream
kind: LockConfig
")
build()
expect_contains("${BUILD}/carvel/packages/pear/2.0.0/rendered/default.yaml" "name: local")
replace(shared/config.yaml "name: local" "name: changed")
build()
expect_contains("${BUILD}/carvel/packages/pear/2.0.0/rendered/default.yaml" "name: changed")
build()
expect_ran()

# What leads out of the package, and what nothing pins, is refused with its line.
function(refuses_source contents)
  write(${bundle}/vendir.yml
"apiVersion: vendir.k14s.io/v1alpha1
kind: Config
directories:
${contents}")
  build(TARGETS pear MUST_FAIL "${SOURCE}/${bundle}/vendir.yml:5:" ${ARGN})
endfunction()
file(WRITE "${WORK}/secret/password" "s")
refuses_source("- path: config/upstream\n  contents: [{path: ., directory: {path: ${WORK}/secret}}]\n"
  "'${WORK}/secret' is outside the project")
file(CREATE_LINK "${WORK}/secret" "${SOURCE}/secret" SYMBOLIC)
refuses_source("- path: config/upstream\n  contents: [{path: ., directory: {path: ../../../../secret}}]\n"
  "'../../../../secret' is outside the project")
refuses_source("- path: ../../../../escaped\n  contents: [{path: ., inline: {paths: {a.yml: b}}}]\n"
  "path '../../../../escaped' leads outside of the folder of vendir.yml")
refuses_source("- path: ${WORK}/escaped\n  contents: [{path: ., inline: {paths: {a.yml: b}}}]\n"
  "leads outside of the folder of vendir.yml")
file(CREATE_LINK "${WORK}/secret" "${SOURCE}/${bundle}/link" SYMBOLIC)
refuses_source("- path: link/upstream\n  contents: [{path: ., inline: {paths: {a.yml: b}}}]\n"
  "'link', where files would be vendored, is a symbolic link")
build(TARGETS pear-2.0.0-sync MUST_FAIL "is a symbolic link")
file(REMOVE "${SOURCE}/${bundle}/link" "${SOURCE}/secret")
write(${bundle}/vendir.lock.yml
"apiVersion: vendir.k14s.io/v1alpha1
directories:
- contents:
  - http: {}
    path: .
  path: config/upstream
kind: LockConfig
")
refuses_source("- path: config/upstream\n  contents: [{path: ., http: {url: 'http://127.0.0.1:9/a.yml'}}]\n"
  "nothing pins what http://127.0.0.1:9/a.yml holds")
write(${bundle}/vendir.lock.yml
"apiVersion: vendir.k14s.io/v1alpha1
directories:
- contents:
  - git: {commitTitle: First, sha: 0123456789abcdef0123456789abcdef01234567, tags: [v1.0.0]}
    path: .
  path: config/upstream
kind: LockConfig
")
refuses_source("- path: config/upstream\n  contents: [{path: ., git: {url: 'file:///nowhere', ref: v1.1.0}}]\n"
  "config/upstream: the lock has tag v1.0.0, vendir.yml says v1.1.0")
configure(ARGUMENTS -D PACKAGE_REPO_OFFLINE=ON)
refuses_source("- path: config/upstream\n  contents: [{path: ., git: {url: 'file:///nowhere', ref: v1.0.0}}]\n"
  "config/upstream is not committed, and PACKAGE_REPO_OFFLINE forbids fetching it")

# Files beside what is vendored stay; a folder that no sync has made is not replaced.
file(REMOVE "${SOURCE}/${bundle}/vendir.lock.yml")
write(${bundle}/vendir.yml
"apiVersion: vendir.k14s.io/v1alpha1
kind: Config
directories:
- path: config
  contents:
  - path: upstream
    inline: {paths: {a.yml: \"{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\"}}
")
build(TARGETS pear-2.0.0-sync)
expect_contains("${SOURCE}/${bundle}/config/upstream/a.yml" "name: a")
expect_contains("${SOURCE}/${bundle}/config/schema.yaml" "replicas")
expect_in("${output}" "Kept config/deployment.yaml, config/schema.yaml, which no source owns")
build(TARGETS pear-2.0.0-sync)  # what an earlier sync made may be replaced
replace(${bundle}/vendir.yml "path: upstream" "path: other")
write(${bundle}/config/other/mine.yaml "")
build(TARGETS pear-2.0.0-sync MUST_FAIL "config/other' exists already, and vendir.lock.yml does not say that it was vendored")
file(REMOVE_RECURSE "${SOURCE}/${bundle}/config/other")
build(TARGETS pear-2.0.0-sync)
if(EXISTS "${SOURCE}/${bundle}/config/upstream" OR NOT EXISTS "${SOURCE}/${bundle}/config/other/a.yml")
  message(FATAL_ERROR "the contents have not moved")
endif()
