# What a build puts on a server can be checked by it, and be run by a service of remote execution.
include("${CMAKE_CURRENT_LIST_DIR}/../cmake/harness.cmake")
get_filename_component(server "$ENV{REGISTRY_LOG}" DIRECTORY)
set(ENV{PKGREPO_CACHE_MIN_COST} 0)
copy_project(orchard)
string(REPEAT "many words " 40000 text)
write(packages/pear/2.0.0/bundle/config/large.yaml
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: large}\ndata: {text: ${text}}\n")

# build_with(<manner> <found> <not found>): from nothing.
function(build_with manner found not_found)
  file(REMOVE_RECURSE "${BUILD}")
  configure(ARGUMENTS -D "PACKAGE_REPO_CACHE=http://${REGISTRY}/${manner}")
  build()
  expect_in("${output}" "cache: ${found} found, ${not_found} not found")
  file(READ "$ENV{REGISTRY_LOG}" log)
  # A frame of zstd in the place of its content is how a server is asked whether it decodes.
  string(REGEX REPLACE "[^\n]* 400 the content has another digest" "" log "${log}")
  string(REGEX MATCH "PUT [^\n]* [45][0-9][0-9] [^\n]*" refused "${log}")
  expect_equal("${refused}" "")
  set(log "${log}" PARENT_SCOPE)
endfunction()

foreach(manner results inputs)
  if(manner STREQUAL inputs)
    set(ENV{PKGREPO_CACHE_INPUTS} 1)
  endif()
  build_with(${manner} 0 6)
  build_with(${manner} 6 0)
endforeach()
expect_in("${log}" " 201 zstd")

run(COMMAND "${PYTHON}" -B "${CMAKE_CURRENT_LIST_DIR}/run_actions.py" "${server}/data/inputs" "${PKGREPO}" "${WORK}/runs")
expect_equal("${output}" "check-lock: 3, render: 3\n")
