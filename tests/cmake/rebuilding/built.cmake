# Begins each test in this folder: the project of set_up.cmake, built. The tests share it, in any order: each leaves
# the versions in the stages as they were, and what an earlier one has left to build is built here.
set(KEEP_WORK ON)
include("${CMAKE_CURRENT_LIST_DIR}/../harness.cmake")

build()

set(apple packages/apple/1.1.0)
set(config ${apple}/bundle/config)

get_chain_of(apple/1.1.0 chain_of_apple)
