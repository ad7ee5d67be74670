# What a user reads when a build goes on after failures (`-k 0`): each error once and whole, in its step; of steps that
# succeed their line alone; at the end each reason once, with the names of what failed for it.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

# Eight packages of four versions, one of each in a stage.
write(CMakeLists.txt "cmake_minimum_required(VERSION 3.24)
project(many LANGUAGES NONE)
find_package(PackageRepo REQUIRED)
add_carvel_packages(packages DOMAIN example.com)
add_carvel_stage(beta FILE beta.yaml)
")
set(stage "packages:\n")
foreach(package a b c d e f g h)
  foreach(version 1 2 3 4)
    set(bundle packages/${package}/${version}.0.0/bundle)
    write(${bundle}/.imgpkg/images.yml "apiVersion: imgpkg.carvel.dev/v1alpha1\nkind: ImagesLock\n")
    write(${bundle}/config/schema.yaml "#@data/values-schema\n---\nsize: 1\n")
    write(${bundle}/config/config.yaml "#@ load(\"@ytt:data\", \"data\")
apiVersion: v1
kind: ConfigMap
metadata: {name: ${package}}
data:
  size: #@ str(data.values.size)
")
  endforeach()
  string(APPEND stage "- {name: ${package}, version: 4.0.0}\n")
endforeach()
write(beta.yaml "${stage}")
foreach(version 1 2 3)
  replace(packages/c/${version}.0.0/bundle/config/config.yaml "values.size" "values.length")
endforeach()
foreach(package d e)
  write(packages/${package}/4.0.0/bundle/config/values.yaml "#@data/values\n---\nsize: large\n")
endforeach()
file(REMOVE "${SOURCE}/packages/e/4.0.0/bundle/config/config.yaml")  # another one, which does not count
foreach(package a g)
  file(REMOVE_RECURSE "${SOURCE}/packages/${package}/2.0.0/bundle/config")
endforeach()
write(packages/h/3.0.0/bundle/config/pod.yaml "apiVersion: v1
kind: Pod
metadata: {name: h}
spec: {containers: [{name: h, image: example.com/h}]}
")
configure(ARGUMENTS -D PACKAGE_REPO_REGISTRY=registry.example.com/many)

# expect_count(<count> <text>): so often it is in ${output}.
function(expect_count count text)
  string(REPLACE "${text}" "" rest "${output}")
  string(LENGTH "${output}" length)
  string(LENGTH "${rest}" rest)
  string(LENGTH "${text}" one)
  math(EXPR found "(${length} - ${rest}) / ${one}")
  if(NOT found EQUAL count)
    message(FATAL_ERROR "expected ${count} times '${text}', found ${found} in:\n${output}")
  endif()
endfunction()

# The whole output of a build, but for its last line, is lines of steps, and what is told of those that failed.
function(expect_all_told)
  foreach(place c/1.0.0/bundle/config c/2.0.0/bundle/config c/3.0.0/bundle/config d/4.0.0/bundle/config
          e/4.0.0/bundle/config)
    expect_count(1 "pkgrepo: error: ${SOURCE}/packages/${place}: the package does not render:")
  endforeach()
  foreach(place a/2.0.0/bundle g/2.0.0/bundle h/3.0.0/bundle/.imgpkg/images.yml)
    expect_count(1 "pkgrepo: error: ${SOURCE}/packages/${place}: ")
  endforeach()
  expect_count(8 "pkgrepo: error: ")
  expect_count(8 "FAILED: ")
  expect_count(3 "config.yaml:6 |   size: #@ str(data.values.length)")
  expect_count(2 "= expected: integer (by schema.yaml:3)")
endfunction()
build(TARGETS -k 0 MUST_FAIL "cannot make progress due to previous errors")
expect_all_told()
run(COMMAND "${CMAKE_COMMAND}" --build "${BUILD}" -- -k 0 MUST_FAIL "cannot make progress due to previous errors")
expect_all_told()
file(TOUCH "${SOURCE}/packages/b/1.0.0/bundle/config/config.yaml" "${SOURCE}/packages/f/1.0.0/bundle/config/config.yaml")
build(TARGETS --quiet b f)
expect_equal("${output}" "")
expect_ran(packages/b/1.0.0/rendered.json packages/b/1.0.0/schema.json packages/b/1.0.0/bundle.json
  packages/f/1.0.0/rendered.json packages/f/1.0.0/schema.json packages/f/1.0.0/bundle.json)

run(COMMAND "${PKGREPO}" summary "${BUILD}" MUST_FAIL "c 1.0.0")
expect_equal("${output}" "\
c 1.0.0: render: packages/c/1.0.0/bundle/config: the package does not render: struct has no .length field or method (config.yaml:6)
  the same: c 2.0.0, 3.0.0
a 2.0.0: render: packages/a/2.0.0/bundle: there is neither a package.yaml nor a folder config/ in the bundle to render
  the same: g 2.0.0
d 4.0.0: render: packages/d/4.0.0/bundle/config: the package does not render: \
Overlaying data values (in following order: values.yaml): One or more data values were invalid \
(found: string, expected: integer (by schema.yaml:3))
  the same: e 4.0.0
h 3.0.0: check-lock: packages/h/3.0.0/bundle/.imgpkg/images.yml: image example.com/h of pod/h (v1) cluster in the case \
'default' is not in the lock

8 steps failed, for 4 reasons; 24 of 32 package versions and 0 of 1 stages are built; paths are relative to ${SOURCE}/
")

# Each version that does not render fails one test; a label costs CTest a line.
ctest(MUST_FAIL "8 tests failed out of 107")
expect_count(8 "***Failed")
expect_count(0 "Skipped")
expect_count(9 "sec*proc")
expect_count(7 "the last build could not render the version: ${SOURCE}/packages/")
expect_count(1 "the last build could not check the images: ${SOURCE}/packages/h/3.0.0/")
