# A build tree that was kept serves a fresh checkout, in which all times are new: only what has changed is built.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

build_project(orchard)
file(RENAME "${BUILD}" "${WORK}/kept")

# check_out(): a fresh checkout, and the build tree as it was kept, with its times.
function(check_out)
  file(REMOVE_RECURSE "${SOURCE}" "${BUILD}")
  copy_project(orchard)
  file(GLOB_RECURSE files "${SOURCE}/*")
  file(TOUCH ${files})
  run(COMMAND cp -a "${WORK}/kept" "${BUILD}")
endfunction()

function(restore)
  run(COMMAND "${PKGREPO}" restore "${BUILD}")
  set(output "${output}" PARENT_SCOPE)
endfunction()

# expect_clean(): what is built now is what a build from nothing makes.
function(expect_clean)
  get_tree("${BUILD}/carvel" here)
  file(REMOVE_RECURSE "${BUILD}")
  configure()
  build()
  get_tree("${BUILD}/carvel" clean)
  string(REGEX REPLACE "contents.list [^\n]*\n" "" here "${here}")
  expect_equal("${here}" "${clean}")
endfunction()

set(pear packages/pear/2.0.0)

# Nothing has changed.
check_out()
restore()
expect_in("${output}" "inputs are as the last build read them")
build()
expect_in("${output}" "ninja: no work to do.")
restore()
expect_in("${output}" "; 0 of them were given the time that they had then")
ctest()

# Configuring, which Ninja or a script begins with, finds out by itself.
check_out()
build()
expect_in("${output}" "inputs are as the last build read them")
expect_ran()

get_chain_of(pear/2.0.0 chain_of_pear)

# change(<path>...): in a fresh checkout of which these paths are others than they were, pear alone is made again, and the
# result is that of a clean build.
function(change)
  restore()
  list(LENGTH ARGN count)
  list(TRANSFORM ARGN PREPEND "${SOURCE}/${pear}/" OUTPUT_VARIABLE paths)
  list(JOIN paths " " paths)
  expect_in("${output}" "${count} inputs have changed since: ${paths} ")
  build()
  expect_ran(${chain_of_pear})
  expect_clean()
endfunction()

# Of the same size, and older than the build.
check_out()
replace(${pear}/bundle/config/schema.yaml "replicas: 1" "replicas: 7")
run(COMMAND touch -d 2001-01-01 "${SOURCE}/${pear}/bundle/config/schema.yaml")
change(bundle/config/schema.yaml)

# A file that comes, and one that goes.
check_out()
write(${pear}/bundle/config/extra.yaml "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: extra\n")
run(COMMAND touch -d 2001-01-01 "${SOURCE}/${pear}/bundle/config")
change(bundle/config)
check_out()
file(REMOVE "${SOURCE}/${pear}/bundle/config/schema.yaml")
write(${pear}/bundle/config/other.yaml "#@data/values-schema\n---\nnamespace: pear\nreplicas: 3\n")
change(bundle/config bundle/config/schema.yaml)

# A mode.
check_out()
file(CHMOD "${SOURCE}/${pear}/bundle/config/deployment.yaml" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
list(REMOVE_ITEM chain_of_pear ${pear}/images.yml)
change(bundle/config/deployment.yaml)

# A version that comes.
check_out()
file(COPY "${SOURCE}/packages/apple/1.0.0/" DESTINATION "${SOURCE}/packages/apple/1.2.0")
replace(packages/apple/CMakeLists.txt "1.1.0" "1.1.0 1.2.0")
restore()
build()
list(FILTER RAN INCLUDE REGEX "rendered.json")
expect_equal("${RAN}" packages/apple/1.2.0/rendered.json)
expect_clean()

# What has failed runs again, also where its inputs are again those of the run before.
check_out()
restore()
build()
replace(${pear}/bundle/config/deployment.yaml "---" "#@ if True:\n---")
build(MUST_FAIL "the package does not render")
replace(${pear}/bundle/config/deployment.yaml "#@ if True:\n---" "---")
restore()
build()
expect_ran(${pear}/rendered.json ${pear}/schema.json)
run(COMMAND "${PKGREPO}" summary "${BUILD}")
if(output MATCHES "does not render")
  message(FATAL_ERROR "a failure is told that is no more:\n${output}")
endif()

# A record, which came with the build tree, has no say elsewhere.
check_out()
write(../elsewhere.yaml "replicas: 2\n")
run(COMMAND touch -d 2001-01-01 "${WORK}/elsewhere.yaml")
file(SHA256 "${WORK}/elsewhere.yaml" digest)
file(APPEND "${BUILD}/carvel/configured.inputs.d" "f 12 1000000000000000000 ${digest} ${WORK}/elsewhere.yaml\n")
restore()
expect_in("${output}" "1 inputs outside the project have another time, and make their steps run: ${WORK}/elsewhere.yaml")
file(TIMESTAMP "${WORK}/elsewhere.yaml" time "%Y" UTC)
expect_equal("${time}" "2001")

# What is no build tree is refused.
run(COMMAND "${PKGREPO}" restore "${SOURCE}" MUST_FAIL "'${SOURCE}' is no build tree: it has no CMakeCache.txt")
