# A server whose certificate is of an authority that only the user knows.
include("${CMAKE_CURRENT_LIST_DIR}/../cmake/harness.cmake")

set(ENV{PKGREPO_CACHE_MIN_COST} 0)
get_filename_component(server "$ENV{REGISTRY_LOG}" DIRECTORY)
copy_project(orchard)

macro(build_anew)
  file(REMOVE_RECURSE "${BUILD}")
  configure(ARGUMENTS -D "PACKAGE_REPO_CACHE=https://${REGISTRY}/good")
  build()
endmacro()

build_anew()
expect_in("${output}" "note: for some minutes the cache is not used: https://${REGISTRY}/good: ")
expect_in("${output}" "certificate")
set(ENV{PKGREPO_CACHE_CA} "${server}/ca.pem")
build_anew()
expect_in("${output}" "cache: 0 found, 6 not found")
build_anew()
expect_in("${output}" "cache: 6 found, 0 not found")
set(ENV{PKGREPO_CACHE_CA} "${server}/nowhere.pem")
build_anew()
expect_in("${output}" "note: for some minutes the cache is not used: https://${REGISTRY}/good: cannot read '${server}/nowhere.pem'")
