# A build takes from a server what another one has put there; a server that lies, breaks off, fails, is slow or silent costs
# time, and never a wrong result.
include("${CMAKE_CURRENT_LIST_DIR}/../cmake/harness.cmake")

build_project(orchard)
get_tree("${BUILD}/carvel/packages" packages)

# Sets `output` to the requests since the last call.
set(seen 0)
macro(get_requests)
  file(READ "$ENV{REGISTRY_LOG}" log)
  string(SUBSTRING "${log}" ${seen} -1 output)
  string(LENGTH "${log}" seen)
endmacro()

# build_with(<url> [<argument>...]): from nothing.
function(build_with url)
  file(REMOVE_RECURSE "${BUILD}")
  configure(ARGUMENTS -D "PACKAGE_REPO_CACHE=${url}" ${ARGN})
  build()
  get_tree("${BUILD}/carvel/packages" tree)
  expect_equal("${tree}" "${packages}")
  set(output "${output}" PARENT_SCOPE)
endfunction()

function(expect_not_in text part)
  string(FIND "${text}" "${part}" found)
  if(NOT found EQUAL -1)
    message(FATAL_ERROR "did not expect '${part}' in:\n${text}")
  endif()
endfunction()

# A server is asked only for what takes longer than asking, which nothing of this project does.
get_requests()
build_with("http://${REGISTRY}/good/")
expect_not_in("${output}" "cache:")
get_requests()
expect_not_in("${output}" "/good/")
set(ENV{PKGREPO_CACHE_MIN_COST} 0)

# Nothing is put where only reading is wanted.
build_with("http://${REGISTRY}/good/" -D PACKAGE_REPO_CACHE_READ_ONLY=ON)
expect_in("${output}" "cache: 0 found, 6 not found")
get_requests()
expect_in("${output}" "GET /good/ac/")
expect_not_in("${output}" "PUT")

build_with("http://${REGISTRY}/good/")
expect_in("${output}" "cache: 0 found, 6 not found")
get_requests()
string(REGEX MATCHALL "PUT /good/ac/" puts "${output}")
list(LENGTH puts count)
expect_equal("${count}" 12)

# Found: nothing is put.
build_with("http://${REGISTRY}/good")
expect_in("${output}" "cache: 6 found, 0 not found")
get_requests()
expect_in("${output}" "GET /good/ac/")
expect_not_in("${output}" "PUT")

build_with("http://me:p%40ss@${REGISTRY}/guarded")
expect_in("${output}" "cache: 6 found, 0 not found")
set(ENV{PKGREPO_CACHE_TOKEN} pass)
build_with("http://${REGISTRY}/guarded")
expect_in("${output}" "cache: 6 found, 0 not found")
set(ENV{PKGREPO_CACHE_TOKEN} past)
build_with("http://${REGISTRY}/guarded")
expect_in("${output}" "the server answers with HTTP 401")
unset(ENV{PKGREPO_CACHE_TOKEN})

# The server's manner is told where it has one, but not what lets one in; once, however many steps meet it.
set(unused "the cache is not used")
foreach(case "silent:${unused}" "failing:${unused}" "short:${unused}" "stalling:${unused}" "endless:${unused}"
             "trickling:${unused}" "slow:${unused}" "babbling:${unused}" "wandering:${unused}" portal: lying: mistaken:
             good: moved:)
  string(REGEX MATCH "^([a-z]+):(.*)$" matched "${case}")
  set(manner "${CMAKE_MATCH_1}")
  set(note "${CMAKE_MATCH_2}")
  build_with("http://me:secret@${REGISTRY}/${manner}")
  string(REGEX MATCHALL "for some minutes" notes "${output}")
  if(note)
    expect_in("${output}" "note: for some minutes ${note}: http://***@${REGISTRY}/${manner}: ")
    expect_equal("${notes}" "for some minutes")
  else()
    expect_equal("${notes}" "")
  endif()
endforeach()
# The good one has the results again that were put in the place of those that were damaged, wherever it is.
expect_in("${output}" "cache: 6 found, 0 not found")
build_with("http://me:wrong@${REGISTRY}/guarded")
expect_in("${output}" "the server answers with HTTP 401")
build_with("http://127.0.0.1:1")
expect_in("${output}" "note: for some minutes the cache is not used: http://127.0.0.1:1: ")

# What is large is kept beside the results, and comes compressed where the server has that.
string(REPEAT "many words " 40000 text)
write(packages/pear/2.0.0/bundle/config/large.yaml
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: large}\ndata: {text: ${text}}\n")
file(REMOVE_RECURSE "${BUILD}")
configure()
build()
get_tree("${BUILD}/carvel/packages" packages)
get_requests()
build_with("http://${REGISTRY}/zstd")
get_requests()
expect_in("${output}" "PUT /zstd/cas/")
foreach(manner zstd good)
  build_with("http://${REGISTRY}/${manner}")
  expect_in("${output}" "cache: 6 found, 0 not found")
  get_requests()
  expect_in("${output}" "GET /${manner}/cas/")
endforeach()
foreach(manner lying short bomb)
  build_with("http://${REGISTRY}/${manner}")
endforeach()
expect_in("${output}" "note: for some minutes ${unused}: http://${REGISTRY}/bomb: ")

# Where nothing can be put, what is there can be found.
replace(packages/pear/2.0.0/bundle/config/schema.yaml "replicas: 1" "replicas: 7")
foreach(manner full forbidden)
  file(REMOVE_RECURSE "${BUILD}")
  configure(ARGUMENTS -D "PACKAGE_REPO_CACHE=http://${REGISTRY}/${manner}")
  build()
  expect_in("${output}" "note: for some minutes nothing is put in the cache: http://${REGISTRY}/${manner}: ")
  expect_in("${output}" "cache: 4 found, 2 not found")
endforeach()
