# The embedded registry is filled again after it was removed, with the same images.
include("${CMAKE_CURRENT_LIST_DIR}/built.cmake")

get_digest(alpha before)
file(REMOVE_RECURSE "${BUILD}/registry")
build()
get_digest(alpha after)
expect_equal("${after}" "${before}")
string(REPLACE "sha256:" "sha256/" blob "${before}")
if(NOT EXISTS "${BUILD}/registry/blobs/${blob}")
  message(FATAL_ERROR "the stage is not in the registry again")
endif()
build()
expect_ran()
