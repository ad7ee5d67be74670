# A stage file concerns that stage alone, and the repository that serves it; a comment in it, the stage only. CMake does
# not run for it.
include("${CMAKE_CURRENT_LIST_DIR}/built.cmake")
file(TIMESTAMP "${BUILD}/build.ninja" configured "%s.%f")

replace(stages/beta.yaml "[1.0.0]" "[1.0.0, 1.1.0]")
build()
expect_ran(stages/beta/stage.json repositories/fruit-beta.yaml)
replace(stages/beta.yaml "[1.0.0, 1.1.0]" "[1.0.0]")
build()
expect_ran(stages/beta/stage.json repositories/fruit-beta.yaml)
replace(stages/beta.yaml "packages:" "# Two of them\npackages:")
build()
expect_ran(stages/beta/stage.json)
file(TIMESTAMP "${BUILD}/build.ninja" still "%s.%f")
expect_equal("${still}" "${configured}")
