# The time of a release is told, and is no clock's.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

copy_project(orchard)
set(apple "${BUILD}/carvel/packages/apple/1.1.0/package.yaml")
configure()
build()
file(READ "${apple}" text)
if(text MATCHES "releasedAt")
  message(FATAL_ERROR "nobody told the time")
endif()
configure(ARGUMENTS -D PACKAGE_REPO_RELEASED_AT=1654084800)
build()
expect_contains("${apple}" "releasedAt: \"2022-06-01T12:00:00Z\"")

# That of the files comes first.
replace(packages/pear/2.0.0/package.yaml "  releaseNotes" "  releasedAt: 2021-05-05T00:00:00Z\n  releaseNotes")
build()
expect_contains("${BUILD}/carvel/packages/pear/2.0.0/package.yaml" "releasedAt: 2021-05-05T00:00:00Z\n")

configure(ARGUMENTS -D PACKAGE_REPO_RELEASED_AT=yesterday)
build(MUST_FAIL "--released-at: 'yesterday' is not a time in seconds since 1970")

file(REMOVE_RECURSE "${BUILD}")
set(ENV{SOURCE_DATE_EPOCH} 0)
configure()
build(TARGETS apple-1.1.0)
expect_contains("${apple}" "releasedAt: \"1970-01-01T00:00:00Z\"")
