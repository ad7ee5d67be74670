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
kind: ImagesLock
")
build()
