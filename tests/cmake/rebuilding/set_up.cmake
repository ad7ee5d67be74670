# The project of the tests in this folder: everything in it is made once.
include("${CMAKE_CURRENT_LIST_DIR}/../harness.cmake")

build_project(orchard)
list(LENGTH RAN count)
expect_equal("${count}" 25)  # 3 versions of 7 files, 2 stages, 2 repositories
