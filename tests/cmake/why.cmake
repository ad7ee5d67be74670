# `pkgrepo why` tells what a build would do and why, and the build then does no more than that.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

build_project(orchard)

function(why)
  run(COMMAND "${PKGREPO}" why "${BUILD}" ${ARGN})
  set(output "${output}" PARENT_SCOPE)
endfunction()

# expect_why(<text>): the whole of what it says.
function(expect_why text)
  why()
  expect_equal("${output}" "${text}")
endfunction()

expect_why("Nothing would run\n")
why(--last)
expect_in("${output}" "apple 1.0.0 fetch, render, check-lock, bundle, package: it had not run before")

set(config packages/apple/1.1.0/bundle/config)
set(chain "May follow: stage alpha, repository fruit-alpha\n")

# A value; of another version, a file that is only touched.
replace(${config}/schema.yaml "replicas: 1" "replicas: 2")
file(TOUCH "${SOURCE}/packages/pear/2.0.0/bundle/config/schema.yaml")
set(touched "packages/pear/2.0.0/bundle/config/schema.yaml was touched, or is as before again")
expect_why("apple 1.1.0
  render, bundle: ${config}/schema.yaml has changed
  may follow: check-lock, package
  objects: deployment/apple (apps/v1) namespace: apple
pear 2.0.0
  render: ${touched}
  may follow: check-lock, bundle, package
  objects: deployment/pear (apps/v1) namespace: pear
${chain}10 steps may run
")
why(apple-1.1.0)
expect_in("${output}" "apple 1.1.0 render, bundle: ${config}/schema.yaml has changed")
expect_in("${output}" "namespace: apple 4 steps may run")
why(--format json)
string(JSON owner GET "${output}" steps 0 owner)
string(JSON step GET "${output}" steps 0 step)
string(JSON reason GET "${output}" steps 0 reasons 0 reason)
string(JSON path GET "${output}" steps 0 reasons 0 path)
string(JSON object GET "${output}" steps 0 objects 0)
string(JSON followers LENGTH "${output}" steps 1 reasons)
expect_equal("${owner} ${step}: ${path} ${reason} ${object} ${followers}"
  "apple 1.1.0 render: ${config}/schema.yaml changed deployment/apple (apps/v1) namespace: apple 0")
build()
list(FILTER RAN INCLUDE REGEX "rendered.json")
expect_equal("${RAN}" "packages/apple/1.1.0/rendered.json;packages/pear/2.0.0/rendered.json")
expect_why("Nothing would run\n")

# What it has done, also after a build that does nothing.
build()
why(--last)
expect_equal("${output}" "apple 1.1.0
  render, bundle: ${config}/schema.yaml has changed
  followed: check-lock, package
  objects: deployment/apple (apps/v1) namespace: apple
pear 2.0.0
  render, bundle: ${touched}
  objects: deployment/pear (apps/v1) namespace: pear
Followed: stage alpha, repository fruit-alpha
8 steps ran
")
why(--last pear)
expect_in("${output}" "pear 2.0.0 render, bundle: ${touched} objects: deployment/pear (apps/v1) namespace: pear 2 steps ran ")
# A stage is made of what its file names, a repository of its stage.
foreach(target stage-alpha repository-fruit-alpha)
  why(--last ${target})
  expect_in("${output}" "apple 1.1.0 render, bundle: ${config}/schema.yaml has changed followed: check-lock, package")
endforeach()
why(--last stage-beta)
if(output MATCHES "apple")
  message(FATAL_ERROR "that is not of stage beta:\n${output}")
endif()
why(--last --format json)
string(JSON reason GET "${output}" steps 0 reasons 0 reason)
expect_equal("${reason}" "changed")
run(COMMAND "${PKGREPO}" why "${BUILD}" --last nonsense MUST_FAIL "Ninja does not know the target" "nonsense")

# What failed in the last build, also where no step has succeeded; Ninja's log does not have it. The test makes a pause, as a
# person does between two builds.
execute_process(COMMAND sleep 1.1)
set(broken packages/pear/2.0.0/bundle/config)
replace(${broken}/schema.yaml "replicas: 1" "replicas: #@ nothing")
build(MUST_FAIL "undefined: nothing")
set(failure "pear 2.0.0
  render failed: ${broken}: the package does not render: Overlaying data values schema \
(in following order: schema.yaml): Templating file 'schema.yaml': undefined: nothing (schema.yaml:6)
")
why(--last)
expect_equal("${output}" "${failure}1 step ran; 1 failed\n")
string(REGEX REPLACE "[ \n]+" " " failure "${failure}")
why(--last --format json)
string(JSON found GET "${output}" steps 0 failure)
string(JSON count LENGTH "${output}" steps)
expect_equal("${count} ${found}" "1 ${broken}: the package does not render: Overlaying data values schema \
(in following order: schema.yaml): Templating file 'schema.yaml': undefined: nothing (schema.yaml:6)")
execute_process(COMMAND sleep 1.1)
replace(${config}/schema.yaml "replicas: 2" "replicas: 3")
build(TARGETS -k 0 MUST_FAIL "undefined: nothing")
why(--last)
expect_in("${output}" "apple 1.1.0 render, bundle: ${config}/schema.yaml has changed followed: check-lock, package objects: ")
expect_in("${output}" "${failure}5 steps ran; 1 failed ")
why(--last apple)
expect_in("${output}" "4 steps ran ")
execute_process(COMMAND sleep 1.1)
build(TARGETS apple)
why(--last)
expect_in("${output}" "${failure}5 steps ran; 1 failed ")
replace(${broken}/schema.yaml "replicas: #@ nothing" "replicas: 1")
build()
why(--last)
string(FIND "${output}" "failed" found)
expect_equal("${found}" -1)

# A file that comes and one that goes.
file(RENAME "${SOURCE}/${config}/deployment.yaml" "${SOURCE}/${config}/workload.yaml")
why()
expect_in("${output}" "render, bundle: ${config}/deployment.yaml is gone")
expect_in("${output}" "render, bundle: ${config}/workload.yaml is new")
build()
why(--last)
expect_in("${output}" "apple 1.1.0 render, bundle: ${config}/workload.yaml is new render, bundle: ${config}/deployment.yaml is gone")

# A stage file, by which Ninja knows what the stage waits for; an output that was removed.
replace(stages/beta.yaml "[1.0.0]" "[1.0.0, 1.1.0]")
file(REMOVE "${BUILD}/carvel/packages/pear/2.0.0/images.yml")
why()
expect_in("${output}" "pear 2.0.0 check-lock: its output is missing may follow: bundle, package stage beta order, stage: \
stages/beta.yaml has changed May follow:")
build()
expect_why("Nothing would run\n")

# An option, seen once CMake has run.
replace(packages/apple/CMakeLists.txt "DOMAIN fruit.example.com" "DOMAIN fruits.example.com")
why()
expect_in("${output}" "configuration cmake: packages/apple/CMakeLists.txt has changed")
expect_in("${output}" "CMake runs first, and may add or remove steps")
configure()
why()
expect_in("${output}" "apple 1.0.0 package: its command line has changed apple 1.1.0 package: its command line has changed \
May follow: stage alpha")
build()
why(--last)
expect_in("${output}" "apple 1.0.0 package: its command line has changed apple 1.1.0 package: its command line has changed")

# Another generator, on which all depends.
file(WRITE "${BUILD}/carvel/generator.id" "another\n")
why()
expect_in("${output}" "fetch: the generator is another may follow: render, check-lock, bundle, package")
build()
expect_why("Nothing would run\n")

# A step that has failed, and succeeds with the inputs of before.
replace(packages/pear/2.0.0/bundle/config/schema.yaml "replicas: 1" "replicas: #@ nothing")
build(MUST_FAIL "undefined: nothing")
replace(packages/pear/2.0.0/bundle/config/schema.yaml "replicas: #@ nothing" "replicas: 1")
build()
why(--last pear)
expect_in("${output}" "pear 2.0.0 render, bundle: packages/pear/2.0.0/bundle/config/schema.yaml was touched")

run(COMMAND "${PKGREPO}" why "${BUILD}" nonsense MUST_FAIL "Ninja does not say what it would do" "nonsense")
run(COMMAND "${PKGREPO}" why "${SOURCE}" MUST_FAIL "'${SOURCE}' is no build tree: it has no CMakeCache.txt")
