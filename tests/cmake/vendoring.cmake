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
build(TARGETS pear MUST_FAIL "no such file: ${SOURCE}/${bundle}/vendir.lock.yml"
                             "config/upstream is not committed, so its revision must be locked"
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
build(TARGETS pear MUST_FAIL "does not match vendir.yml: config/upstream: the lock has another kind of source")

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
