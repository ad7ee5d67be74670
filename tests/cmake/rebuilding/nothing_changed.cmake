# A second build runs nothing.
include("${CMAKE_CURRENT_LIST_DIR}/built.cmake")

build()
expect_ran()
expect_in("${output}" "no work to do")
