# A registry that refuses, and one that is not there.
include("${CMAKE_CURRENT_LIST_DIR}/../cmake/harness.cmake")

copy_project(orchard)
configure(ARGUMENTS "-DPACKAGE_REPO_REGISTRY=127.0.0.1:1/fruit")
build()
build(TARGETS pear-2.0.0-push MUST_FAIL "127.0.0.1:1" "connection refused"
      "start a registry there, or set PACKAGE_REPO_REGISTRY to where images will live")
configure(ARGUMENTS "-DPACKAGE_REPO_REGISTRY=registry.invalid/fruit")
build()
build(TARGETS pear-2.0.0-push MUST_FAIL "lookup registry.invalid on" "check the name registry.invalid")
set(ENV{HTTPS_PROXY} "http://me:s3cret@127.0.0.1:1")
build(TARGETS pear-2.0.0-push MUST_FAIL "proxyconnect tcp: dial tcp 127.0.0.1:1: connect: connection refused"
      "the proxy is http://***@127.0.0.1:1, from HTTPS_PROXY" "add registry.invalid to NO_PROXY")
unset(ENV{HTTPS_PROXY})

# This one wants a password.
configure(ARGUMENTS "-DPACKAGE_REPO_REGISTRY=${REGISTRY}/fruit")
build()
build(TARGETS pear-2.0.0-push MUST_FAIL "${REGISTRY}" "unexpected status code 401 Unauthorized"
      "log in first: `docker login ${REGISTRY}`, or IMGPKG_USERNAME and IMGPKG_PASSWORD")
set(ENV{IMGPKG_USERNAME} "nobody")
set(ENV{IMGPKG_PASSWORD} "s3cret")
build(TARGETS pear-2.0.0-push MUST_FAIL "unexpected status code 401 Unauthorized" "log in first")
if(output MATCHES "s3cret")
  message(FATAL_ERROR "the password is shown:\n${output}")
endif()
