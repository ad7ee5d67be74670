# nginx keeps what a build has made, for another one.
include("${CMAKE_CURRENT_LIST_DIR}/../cmake/harness.cmake")
get_filename_component(server "$ENV{REGISTRY_LOG}" DIRECTORY)
set(ENV{PKGREPO_CACHE_MIN_COST} 0)
copy_project(orchard)
string(REPEAT "many words " 40000 text)
write(packages/pear/2.0.0/bundle/config/large.yaml
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: large}\ndata: {text: ${text}}\n")

# build_with(<url>): from nothing.
function(build_with url)
  file(REMOVE_RECURSE "${BUILD}")
  configure(ARGUMENTS -D "PACKAGE_REPO_CACHE=${url}")
  build()
  get_tree("${BUILD}/carvel/packages" tree)
  set(tree "${tree}" PARENT_SCOPE)
  set(output "${output}" PARENT_SCOPE)
endfunction()

build_with("")
set(packages "${tree}")
build_with("http://${REGISTRY}")
expect_in("${output}" "cache: 0 found, 6 not found")
build_with("http://${REGISTRY}")
expect_in("${output}" "cache: 6 found, 0 not found")
expect_equal("${tree}" "${packages}")
file(GLOB results "${server}/data/ac/*")
list(LENGTH results count)
expect_equal("${count}" 12)

# Each content is what its name says: nginx would keep what is encoded as it comes.
file(GLOB content "${server}/data/cas/*")
foreach(path IN LISTS content)
  file(SHA256 "${path}" digest)
  get_filename_component(name "${path}" NAME)
  expect_equal("${digest}" "${name}")
endforeach()

# What is damaged is made, and put, again.
foreach(path IN LISTS content results)
  file(WRITE "${path}" "no more what it was")
endforeach()
build_with("http://${REGISTRY}")
expect_in("${output}" "cache: 0 found, 6 not found")
build_with("http://${REGISTRY}")
expect_in("${output}" "cache: 6 found, 0 not found")
expect_equal("${tree}" "${packages}")
