# A file that is only touched: the steps that read it run, and change nothing for those after them.
include("${CMAKE_CURRENT_LIST_DIR}/built.cmake")

file(TOUCH "${SOURCE}/${config}/schema.yaml")
build()
expect_ran(${apple}/rendered.json ${apple}/schema.json ${apple}/bundle.json)
build()
expect_ran()
