# Metadata written by hand is no part of the bundle: what describes the version, and what holds it, is made again.
include("${CMAKE_CURRENT_LIST_DIR}/built.cmake")

replace(packages/pear/metadata.yaml "displayName: Pear" "displayName: Pears")
build()
expect_ran(packages/pear/2.0.0/package.yaml packages/pear/2.0.0/metadata.yaml stages/alpha/stage.json
           repositories/fruit-alpha.yaml)
