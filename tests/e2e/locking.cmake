# The target that locks asks the registry for digests and writes the lock, with which the locked build then works.
include("${CMAKE_CURRENT_LIST_DIR}/../cmake/harness.cmake")

copy_project(orchard)
configure(ARGUMENTS "-DPACKAGE_REPO_REGISTRY=${REGISTRY}/fruit")
build()
build(TARGETS pear-2.0.0-push)
get_digest(pear/2.0.0 pear)

# apple now uses an image that is not in its lock.
set(bundle packages/apple/1.0.0/bundle)
replace(${bundle}/config/deployment.yaml "example.com/apple:1.0.0" "${REGISTRY}/fruit/pear:2.0.0")
build(MUST_FAIL "image ${REGISTRY}/fruit/pear:2.0.0 of deployment/apple (apps/v1)" "build the target apple-1.0.0-lock")
build(TARGETS apple-1.0.0-lock)
function(expect_lock pear)
  file(READ "${SOURCE}/${bundle}/.imgpkg/images.yml" lock)
  expect_equal("${lock}"
"---
apiVersion: imgpkg.carvel.dev/v1alpha1
images:
- annotations:
    kbld.carvel.dev/id: ${REGISTRY}/fruit/pear:2.0.0
    kbld.carvel.dev/origins: |
      - resolved:
          tag: 2.0.0
          url: ${REGISTRY}/fruit/pear:2.0.0
  image: ${REGISTRY}/fruit/pear@${pear}
- annotations:
    kbld.carvel.dev/id: example.com/apple:1.0.0
  image: example.com/apple@sha256:3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b
kind: ImagesLock
")
endfunction()
expect_lock(${pear})  # what was there stays
build()

# The tag moves on. What is locked stays so, until it is locked anew; only what kbld has locked is asked for.
replace(packages/pear/2.0.0/bundle/config/schema.yaml "replicas: 1" "replicas: 2")
file(REMOVE "${SOURCE}/packages/pear/2.0.0/published.lock.yml")  # by which the version would have to stay as it is
build(TARGETS pear-2.0.0-push)
get_digest(pear/2.0.0 moved)
expect_different("${moved}" "${pear}")
build(TARGETS apple-1.0.0-lock)
expect_lock(${pear})
file(READ "${SOURCE}/${bundle}/.imgpkg/images.yml" lock)
string(REGEX REPLACE "- annotations:\n    kbld.carvel.dev/id: example.com/apple:1.0.0\n[^\n]*\n" "" lock "${lock}")
write(${bundle}/.imgpkg/images.yml "${lock}")
build(TARGETS apple-1.0.0-relock)
expect_contains("${SOURCE}/${bundle}/.imgpkg/images.yml" "image: ${REGISTRY}/fruit/pear@${moved}")
expect_in("${output}" "~ ${REGISTRY}/fruit/pear:2.0.0 is ${REGISTRY}/fruit/pear@${moved}, was")
build()
