# `pkgrepo diff REVISION` tells what the working tree changes, as a comparison of two builds does, and leaves nothing behind.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

set(BUILD "${SOURCE}/build")
set(ENV{GIT_CONFIG_NOSYSTEM} 1)
set(ENV{HOME} "${WORK}")
set(ENV{TMPDIR} "${WORK}/temporary")
file(MAKE_DIRECTORY "$ENV{TMPDIR}")

function(git)
  run(COMMAND git -c user.name=A -c user.email=a@example.com -c protocol.file.allow=always ${ARGN} DIRECTORY "${SOURCE}")
  set(output "${output}" PARENT_SCOPE)
endfunction()

# Nothing is left in the build folder, among temporary files, in the repository, or in the working tree.
function(get_traces variable)
  file(GLOB traces "${BUILD}/*" "${BUILD}/.*" "$ENV{TMPDIR}/*" "${SOURCE}/.git/*")
  list(FILTER traces EXCLUDE REGEX "/\\.ninja_[a-z]+$")
  git(status --short --branch)
  set(${variable} "${traces}\n${output}" PARENT_SCOPE)
endfunction()

# diff(<argument>... [MUST_FAIL <text>...]), in the source tree.
function(diff)
  get_traces(before)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "MUST_FAIL")
  run(COMMAND "${PKGREPO}" diff ${arg_UNPARSED_ARGUMENTS} DIRECTORY "${SOURCE}" MUST_FAIL ${arg_MUST_FAIL})
  get_traces(after)
  expect_equal("${after}" "${before}")
  set(output "${output}" PARENT_SCOPE)
endfunction()

copy_project(orchard)
write(.gitignore "build\n")
git(init -q -b main .)
git(add .)
git(commit -q -m "First")
configure(ARGUMENTS -D PACKAGE_REPO_REGISTRY=registry.example.com/other)
build()
run(COMMAND cp -a "${BUILD}" "${WORK}/first")

diff(main --exit-code)
expect_in("${output}" "Nothing differs from main (")

# What differs is what differs between the builds, whether files are new, changed, or gone, and committed or not.
replace(packages/pear/2.0.0/bundle/config/schema.yaml "replicas: 1" "replicas: 2")
git(commit -q -a -m "Second")
file(COPY "${SOURCE}/packages/apple/1.0.0/" DESTINATION "${SOURCE}/packages/apple/1.2.0")
replace(packages/apple/CMakeLists.txt "1.1.0" "1.1.0 1.2.0")
replace(stages/beta.yaml "1.0.0" "1.2.0")
file(REMOVE_RECURSE "${SOURCE}/packages/apple/1.1.0/test")
write(packages/apple/1.1.0/bundle/config/more.yaml "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: more\n")
diff(HEAD~1 --exit-code --format json MUST_FAIL "\"revision\": \"HEAD~1\"")
string(REGEX REPLACE "^[^{]*Building[^\n]*\n" "" found "${output}")
string(JSON found REMOVE "${found}" before)
run(COMMAND "${PKGREPO}" diff "${WORK}/first" "${BUILD}" --format json)
string(JSON expected REMOVE "${output}" nothing)
expect_equal("${found}" "${expected}")
diff(HEAD~1)
expect_in("${output}" "~ pear 2.0.0 (alpha)")
expect_in("${output}" "differ from HEAD~1 (")
diff(HEAD --format markdown)
expect_in("${output}" "** differ from `HEAD` (")
string(FIND "${output}" "pear 2.0.0" pear)
expect_equal("${pear}" -1)

# An option of the project is one of the revision.
git(add .)
git(commit -q -m "Third")
replace(packages/pear/CMakeLists.txt "pear" "pear REGISTRY registry.example.com/pears")
diff(main)
expect_in("${output}" "~ pear 2.0.0 (alpha) ~ package/pear.fruit.example.com.2.0.0 (data.packaging.carvel.dev/v1alpha1) \
cluster ~ spec.template.spec.fetch[0].imgpkgBundle.image: \"registry.example.com/other/pear@")
git(checkout -q packages/pear)

# So are defaults of what the user has not given, however they have changed; what was given stays.
replace(CMakeLists.txt "find_package" "set(FRUIT_DOMAIN fruit.example.com CACHE STRING \"Of all\")
option(FRUIT_RIPE \"More of them\" OFF)
set(FRUIT_PLACE pears CACHE STRING \"In the registry\")
find_package")
replace(packages/pear/CMakeLists.txt "add_carvel_package(pear"
  "string(TOLOWER \"\${FRUIT_DOMAIN}/\${FRUIT_RIPE}/\${FRUIT_PLACE}\" place)\nadd_carvel_package(pear REGISTRY \${place}")
git(commit -q -a -m "Defaults")
configure(ARGUMENTS -D FRUIT_PLACE=given)
build()
diff(main --exit-code)
replace(CMakeLists.txt "fruit.example.com" "fruits.example.com")
replace(CMakeLists.txt "OFF" "ON")
replace(CMakeLists.txt "set(FRUIT_PLACE pears" "set(FRUIT_PLACE trees")
configure(ARGUMENTS -U FRUIT_DOMAIN -U FRUIT_RIPE)
diff(main)
expect_in("${output}" "fetch[0].imgpkgBundle.image: \"fruit.example.com/off/given/pear@")
expect_in("${output}" " -> \"fruits.example.com/on/given/pear@")
git(reset -q --hard HEAD~1)
configure(ARGUMENTS -U FRUIT_*)
build()

# Or if it is the module's default now.
replace(CMakeLists.txt "set(PACKAGE_REPO_REGISTRY" "set(OTHER")
configure(ARGUMENTS -U PACKAGE_REPO_REGISTRY)
diff(main)
expect_in("${output}" "fetch[0].imgpkgBundle.image: \"registry.example.com/fruit/pear@")
expect_in("${output}" " -> \"localhost:5000/pear@")
git(checkout -q CMakeLists.txt)
configure(ARGUMENTS -D PACKAGE_REPO_REGISTRY=registry.example.com/other)
build()

# A project in a folder of the repository.
file(MAKE_DIRECTORY "${WORK}/outer")
run(COMMAND git clone -q "${SOURCE}" "${WORK}/outer/project")
file(REMOVE_RECURSE "${WORK}/outer/project/.git")
set(SOURCE "${WORK}/outer/project")
set(BUILD "${WORK}/outer/build")
file(WRITE "${WORK}/outer/.gitignore" "build\n")
run(COMMAND git init -q -b main . DIRECTORY "${WORK}/outer")
git(add ..)
git(commit -q -m "Outer")
configure()
replace(packages/pear/2.0.0/bundle/config/schema.yaml "replicas: 2" "replicas: 4")
run(COMMAND "${PKGREPO}" diff main "${BUILD}")
expect_in("${output}" "~ pear 2.0.0 (alpha)")
expect_in("${output}" "~ spec.replicas: 2 -> 4")
git(rm -q --cached CMakeLists.txt)
git(commit -q -m "Without the project")
run(COMMAND "${PKGREPO}" diff main "${BUILD}" MUST_FAIL ") has no project/CMakeLists.txt")
set(SOURCE "${WORK}/source")
set(BUILD "${SOURCE}/build")

# A submodule is that of the working tree.
run(COMMAND git clone -q "${SOURCE}" "${WORK}/module")
git(submodule --quiet add "${WORK}/module" module)
git(commit -q -m "A submodule")
diff(HEAD)
expect_in("${output}" "Nothing differs")
# Of packages in it, the revision's commit counts.
file(COPY "${SOURCE}/packages/pear/2.0.0" DESTINATION "${SOURCE}/module/plums/plum")
file(REMOVE "${SOURCE}/module/plums/plum/2.0.0/package.yaml")
function(commit_plums message)
  run(COMMAND git -c user.name=A -c user.email=a@example.com commit -q -a -m "${message}" DIRECTORY "${SOURCE}/module")
  git(commit -q -a -m "${message}")
endfunction()
file(APPEND "${SOURCE}/CMakeLists.txt" "add_carvel_packages(module/plums DOMAIN fruit.example.com)\n")
run(COMMAND git add plums DIRECTORY "${SOURCE}/module")
commit_plums("Plums")
replace(module/plums/plum/2.0.0/bundle/config/schema.yaml "replicas: 2" "replicas: 7")
diff(HEAD)
expect_in("${output}" "~ plum 2.0.0")
expect_in("${output}" "~ spec.replicas: 2 -> 7")
commit_plums("More plums")
diff(HEAD --exit-code)
diff(HEAD~1)
expect_in("${output}" "~ spec.replicas: 2 -> 7")
git(submodule --quiet deinit --force module)
file(REMOVE_RECURSE "${SOURCE}/.git/modules")
git(reset -q --hard HEAD~2)
diff(HEAD MUST_FAIL "the submodule 'module' has no commit" "git submodule update --init")
git(reset -q --hard HEAD~1)

# What cannot be compared with, and the status then.
diff(nonsense MUST_FAIL "'nonsense' is neither a build folder nor a revision that git knows in '${SOURCE}'")
execute_process(COMMAND "${PKGREPO}" diff nonsense --exit-code WORKING_DIRECTORY "${SOURCE}"
  RESULT_VARIABLE status ERROR_QUIET)
expect_equal("${status}" 128)
replace(packages/pear/2.0.0/bundle/config/schema.yaml "replicas: 2" "replicas: #@ nothing")
diff(HEAD MUST_FAIL "the working tree does not build: 1 step failed" "pear 2.0.0: render: "
  "undefined: nothing (schema.yaml:")
git(commit -q -a -m "Broken")
git(checkout -q HEAD~1 -- packages)
diff(main MUST_FAIL "main (" ") does not build: 1 step failed" "pear 2.0.0: render: packages/pear/2.0.0/bundle")
write(CMakeLists.txt "message(FATAL_ERROR \"not this one\")\n")
git(commit -q -a -m "More broken")
git(checkout -q HEAD~2 -- CMakeLists.txt)
diff(main MUST_FAIL "main (" ") cannot be configured" "CMake Error at CMakeLists.txt:1" "not this one")
run(COMMAND git clone -q --depth 1 "file://${SOURCE}" "${WORK}/shallow")
set(SOURCE "${WORK}/shallow")
run(COMMAND cp "${WORK}/source/CMakeLists.txt" "${SOURCE}/CMakeLists.txt")
set(BUILD "${SOURCE}/build")
configure()
diff(HEAD~2 MUST_FAIL "'HEAD~2' is neither" "this clone is shallow" "git fetch --depth=1 origin HEAD~2")
set(path "$ENV{PATH}")
set(ENV{PATH} "${WORK}")
run(COMMAND "${PKGREPO}" diff main DIRECTORY "${SOURCE}" MUST_FAIL "cannot run 'git'" "install git, or compare with a build folder")
set(ENV{PATH} "${path}")

# Ended while a step runs.
set(SOURCE "${WORK}/source")
set(BUILD "${SOURCE}/build")
git(reset -q --hard HEAD~2)
file(WRITE "${WORK}/launcher" "#!/bin/sh
case $PWD in *pkgrepo-*) touch '${WORK}/started'
  i=0; until [ -e '${WORK}/go' ] || [ $i = 300 ]; do sleep 0.1; i=$((i + 1)); done;; esac
exec \"$@\"
")
file(CHMOD "${WORK}/launcher" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
configure(ARGUMENTS "-DPACKAGE_REPO_LAUNCHER=${WORK}/launcher")
build()
get_traces(before)
run(COMMAND bash -c "'${PKGREPO}' diff main & id=$!
until [ -e '${WORK}/started' ]; do kill -0 $id || exit 3; sleep 0.05; done
kill -TERM $id
wait $id"
  DIRECTORY "${SOURCE}" MUST_FAIL "Building main")
get_traces(after)
expect_equal("${after}" "${before}")

# One that is killed leaves its folder, which the next run removes; while it runs, it has a lock.
file(REMOVE "${WORK}/started")
run(COMMAND bash -c "'${PKGREPO}' diff main & id=$!
until [ -e '${WORK}/started' ]; do kill -0 $id || exit 3; sleep 0.05; done
flock -n '${BUILD}'/pkgrepo-*/lock true && exit 4
read -r ninja </proc/$id/task/$id/children
kill -KILL $id
touch '${WORK}/go'
while kill -0 $ninja; do sleep 0.05; done
wait $id"
  DIRECTORY "${SOURCE}" MUST_FAIL "Building main")
get_traces(after)
expect_different("${after}" "${before}")
run(COMMAND "${PKGREPO}" diff main DIRECTORY "${SOURCE}")
get_traces(after)
expect_equal("${after}" "${before}")
