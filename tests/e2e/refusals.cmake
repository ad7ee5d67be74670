# A registry that refuses, and one that is not there.
include("${CMAKE_CURRENT_LIST_DIR}/../cmake/harness.cmake")

copy_project(orchard)
configure(ARGUMENTS "-DPACKAGE_REPO_REGISTRY=127.0.0.1:1/fruit")
build()
build(TARGETS pear-2.0.0-push MUST_FAIL "127.0.0.1:1" "connection refused")

# This one wants a password.
configure(ARGUMENTS "-DPACKAGE_REPO_REGISTRY=${REGISTRY}/fruit")
build()
build(TARGETS pear-2.0.0-push MUST_FAIL "${REGISTRY}" "unexpected status code 401 Unauthorized")
