# PACKAGE_REPO_LAUNCHER: the whole build passes in a sandbox without network, in which it can write to the build folder
# alone, and comes to what a build without it makes; each step passes in one that holds only what it is known to read.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

find_program(BWRAP bwrap)
set(isolated --unshare-all --die-with-parent)
if(BWRAP)
  execute_process(COMMAND "${BWRAP}" ${isolated} --ro-bind / / --dev /dev true RESULT_VARIABLE status)
endif()
if(NOT BWRAP OR NOT status EQUAL 0)
  message("bubblewrap does not work here")
  return()
endif()

build_project(orchard)
file(REMOVE "${BUILD}/carvel/contents.list")
get_tree("${BUILD}/carvel" expected)

# expect_same(): what is built is what the build without a launcher has made.
function(expect_same)
  get_tree("${BUILD}/carvel" found)
  expect_equal("${found}" "${expected}")
endfunction()

file(REMOVE_RECURSE "${BUILD}")
configure(ARGUMENTS
  "-DPACKAGE_REPO_LAUNCHER=${BWRAP};${isolated};--ro-bind;/;/;--dev;/dev;--bind;${BUILD};${BUILD}")
build()
expect_same()
ctest()

# In this sandbox, writing elsewhere fails.
run(COMMAND "${BWRAP}" ${isolated} --ro-bind / / --dev /dev --bind "${BUILD}" "${BUILD}"
      "${CMAKE_COMMAND}" -E touch "${SOURCE}/stages/alpha.yaml"
  MUST_FAIL "alpha.yaml")

# A launcher that gives a step what `pkgrepo inputs` lists, the folder of its outputs, and the registry. The three steps
# that all others depend on have no such list.
file(WRITE "${WORK}/launcher" "#!/bin/bash
set -euo pipefail
words=(\"$@\")
output=
for ((i = 0; i < $# - 1; ++i)); do
  [ \"\${words[i]}\" != --depfile ] || output=\${words[i + 1]%.d}
done
sandbox=('${BWRAP}' --unshare-all --die-with-parent --dev /dev --proc /proc --tmpfs /tmp --chdir '${BUILD}')
for system in /usr /bin /lib /lib64 /etc '${PKGREPO}'; do
  sandbox+=(--ro-bind-try \"$system\" \"$system\")
done
if [ -z \"$output\" ]; then
  sandbox+=(--bind '${BUILD}' '${BUILD}')
else
  while read -r path; do
    sandbox+=(--ro-bind-try \"$path\" \"$path\")
  done < <('${PKGREPO}' inputs \"$output\")
  for folder in \"$(dirname \"$output\")\" registry; do
    sandbox+=(--bind '${BUILD}'/\"$folder\" '${BUILD}'/\"$folder\")
  done
  echo \"$output\" >> '${WORK}/launched'
fi
exec \"\${sandbox[@]}\" \"$@\"
")
file(CHMOD "${WORK}/launcher" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
configure(ARGUMENTS "-DPACKAGE_REPO_LAUNCHER=${WORK}/launcher")
build()
expect_same()
file(STRINGS "${WORK}/launched" launched)
list(LENGTH launched count)
expect_equal("${count}" 25)  # 3 versions of 5 steps; 2 stages and 2 repositories, what they and 2 pushes wait for

# A file that is not listed is not there.
run(COMMAND "${PKGREPO}" inputs "${BUILD}/carvel/packages/pear/2.0.0/rendered.json")
expect_in("${output}" "${SOURCE}/packages/pear/2.0.0/bundle/config/schema.yaml ")
string(REGEX MATCH "packages/apple|stages/" others "${output}")
expect_equal("${others}" "")
run(COMMAND "${PKGREPO}" inputs "${BUILD}/carvel/packages.list" MUST_FAIL "it has no record of inputs"
  "name the first output of a step that has run")
