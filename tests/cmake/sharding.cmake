# PACKAGE_REPO_SHARD: each shard builds and tests its packages alone, all of them together all packages; what is left,
# stages and repositories, a build without it makes.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

copy_project(orchard)
write(notes.yaml "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: notes\n")
file(APPEND "${SOURCE}/CMakeLists.txt" "add_helm_chart(notes MANIFESTS notes.yaml VERSION 1.0.0)\nadd_helm_repository(site CHARTS notes)\n")

# expect_shard(<shard> <package>...): a build of this shard, from nothing, makes and tests these packages alone.
function(expect_shard shard)
  file(REMOVE_RECURSE "${BUILD}")
  configure(ARGUMENTS -D PACKAGE_REPO_SHARD=${shard})
  build()
  string(REGEX REPLACE "packages/([a-z]+)/[^;]*" "\\1" packages "${RAN}")
  list(REMOVE_DUPLICATES packages)
  expect_equal("${shard} ${packages}" "${shard} ${ARGN}")
  ctest(ARGUMENTS -N)
  string(REGEX MATCHALL "[a-z]+-[0-9.]+/" tests "${output}")
  list(TRANSFORM tests REPLACE "-.*" "")
  list(REMOVE_DUPLICATES tests)
  expect_equal("${tests}" "${ARGN}")
  run(COMMAND ninja -C "${BUILD}" -n -v push-all update-expected-all)
  string(REGEX MATCHALL "push --layout registry --tree carvel --package [a-z]+" pushed "${output}")
  list(TRANSFORM pushed REPLACE ".* " "")
  list(REMOVE_DUPLICATES pushed)
  expect_equal("${pushed}" "${ARGN}")
endfunction()

# Of three versions, two are of one package.
expect_shard(1/1 apple pear)
expect_shard(2/2 pear)
expect_shard(1/3)
expect_shard(2/3 apple)
expect_shard(1/2 apple)

# What another shard has is a target here, too.
build(TARGETS pear)
list(FILTER RAN EXCLUDE REGEX "^packages/pear/2.0.0/")
expect_equal("${RAN}" "")
configure(ARGUMENTS -D PACKAGE_REPO_SHARD=)
build()
expect_ran(stages/alpha/stage.json stages/beta/stage.json repositories/fruit-alpha.yaml repositories/fruit-beta.yaml
  charts/notes/chart.json chart-repositories/site/index.yaml)

# By what they cost: of three packages, the last of which is not in the file, and costs as much a version as the others.
file(COPY "${SOURCE}/packages/pear/" DESTINATION "${SOURCE}/packages/plum")
file(REMOVE_RECURSE "${SOURCE}/packages/plum/2.0.0/package.yaml" "${SOURCE}/packages/plum/metadata.yaml")
write(packages/plum/CMakeLists.txt "add_carvel_package(plum VERSIONS 2.0.0 DOMAIN fruit.example.com)\n")
file(APPEND "${SOURCE}/CMakeLists.txt" "add_subdirectory(packages/plum)\n")
write(costs.txt "unknown 7\napple 100\npear 1000\n")
# Apple 100, pear 1000, plum 367 of 1467: half of that is in pear, whose middle is before it.
function(expect_owners shards)
  set(owners "")
  set(splits "")
  foreach(shard RANGE 1 ${shards})
    file(REMOVE_RECURSE "${BUILD}")
    configure(ARGUMENTS -D PACKAGE_REPO_SHARD=${shard}/${shards} -D PACKAGE_REPO_SHARD_COSTS=costs.txt ${SHARD_ARGUMENTS})
    string(REGEX MATCH "part ${shard} of ${shards} of the split [0-9a-f]+" split "${output}")
    string(REGEX REPLACE ".* " "" split "${split}")
    list(APPEND splits "${split}")
    file(COPY "${BUILD}/carvel/shard" DESTINATION "${WORK}/part-${shard}/carvel")
    build()
    string(REGEX REPLACE "packages/([a-z]+)/[^;]*" "\\1" packages "${RAN}")
    list(REMOVE_DUPLICATES packages)
    foreach(package IN LISTS packages)
      list(APPEND owners "${package}=${shard}")
    endforeach()
  endforeach()
  expect_equal("${owners}" "${ARGN}")
  # All jobs tell of the same split.
  list(REMOVE_DUPLICATES splits)
  list(LENGTH splits count)
  expect_equal("${count}" 1)
  set(split "${splits}" PARENT_SCOPE)
endfunction()
expect_owners(2 apple=1 pear=1 plum=2)
run(COMMAND "${PKGREPO}" shards "${WORK}/part-1" "${WORK}/part-2")
expect_equal("${output}" "These are all 2 parts of the split ${split}\n")
run(COMMAND "${PKGREPO}" shards "${WORK}/part-2" MUST_FAIL "no build folder is for part 1/2: its packages may be built and tested by nobody")
# A job that has another file of costs is told so, and refused by who has all of them.
write(costs.txt "apple 100\npear 1001\n")
configure(ARGUMENTS -D PACKAGE_REPO_SHARD=2/2 -D PACKAGE_REPO_SHARD_COSTS=costs.txt)
if(output MATCHES "${split}")
  message(FATAL_ERROR "another file of costs is not told:\n${output}")
endif()
run(COMMAND "${PKGREPO}" shards "${WORK}/part-1" "${BUILD}" MUST_FAIL "some packages may be in neither, built and tested by nobody"
  "give all jobs the same sources, options and PACKAGE_REPO_SHARD_COSTS")
# A build without it is for all.
configure(ARGUMENTS -D PACKAGE_REPO_SHARD=)
run(COMMAND "${PKGREPO}" shards "${WORK}/part-1" "${BUILD}" MUST_FAIL "'${BUILD}' is not for a part of the packages: it has no carvel/shard")
write(costs.txt "unknown 7\napple 100\npear 1000\n")
# Where the earlier builds were, their costs are.
run(COMMAND "${PKGREPO}" costs "${BUILD}")
if(NOT output MATCHES "^plum [1-9][0-9]*\n$")
  message(FATAL_ERROR "expected the cost of plum alone:\n${output}")
endif()
run(COMMAND "${PKGREPO}" costs "${SOURCE}" MUST_FAIL "nothing was built in '${SOURCE}'" "name a folder in which Ninja has built")
run(COMMAND "${PKGREPO}" costs MUST_FAIL "expected build folders")

# With a cache, each part is rendered once, and the last job renders nothing: it puts nothing in the cache, and finds all.
set(STORE "${WORK}/cache")
set(ENV{PKGREPO_CACHE_MIN_COST} 0)  # these steps take less time than is worth a lookup
function(get_cache variable)
  run(COMMAND sh -c "find '${STORE}' -type f -printf '%P %i\n' | sort")
  set(${variable} "${output}" PARENT_SCOPE)
endfunction()
set(SHARD_ARGUMENTS -D "PACKAGE_REPO_CACHE=${STORE}")
expect_owners(2 apple=1 pear=1 plum=2)
get_cache(full)
run(COMMAND sh -c "find '${STORE}' -type f -exec touch -d 2001-02-03 '{}' +")
file(REMOVE_RECURSE "${BUILD}")
configure(ARGUMENTS ${SHARD_ARGUMENTS})
build()
list(FILTER RAN EXCLUDE REGEX "^packages/")
expect_ran(stages/alpha/stage.json stages/beta/stage.json repositories/fruit-alpha.yaml repositories/fruit-beta.yaml
  charts/notes/chart.json chart-repositories/site/index.yaml)
get_cache(after)
expect_equal("${after}" "${full}")
run(COMMAND find "${STORE}" -type f -not -newermt 2002-01-01)
expect_equal("${output}" "")

write(costs.txt "apple 100\npear much\n")
configure(ARGUMENTS -D PACKAGE_REPO_SHARD=1/2 -D PACKAGE_REPO_SHARD_COSTS=costs.txt
  MUST_FAIL "${SOURCE}/costs.txt:2: expected 'NAME MILLISECONDS', not 'pear much': make the file with `pkgrepo costs`")
configure(ARGUMENTS -D PACKAGE_REPO_SHARD=1/2 -D PACKAGE_REPO_SHARD_COSTS=none.txt
  MUST_FAIL "PACKAGE_REPO_SHARD_COSTS: there is no file ${SOURCE}/none.txt")

foreach(shard 0/2 3/2 1/0 2 1/2/3 -1/2 one/two 01/2 " ")
  configure(ARGUMENTS "-DPACKAGE_REPO_SHARD=${shard}"
    MUST_FAIL "PACKAGE_REPO_SHARD is '${shard}': give which part of how many, such as 2/5")
endforeach()
