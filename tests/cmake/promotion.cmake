# Versions go from one stage to the next by a command that edits the stage file as a person would.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

copy_project(orchard)
write(stages/main.yaml "# What everybody has.\npackages:\n- name: apple\n  versions: [1.0.0]  # since spring\n")
file(APPEND "${SOURCE}/CMakeLists.txt" "add_carvel_stage(main FILE stages/main.yaml)\nadd_carvel_stage(next FILE stages/next.yaml)\n")
write(stages/beta.yaml "packages:\n- name: apple\n  versions: [1.0.0, 1.1.0]\n- {name: pear, version: 2.0.0}\n")
file(COPY "${SOURCE}/packages/apple/1.1.0/test/values" DESTINATION "${SOURCE}/packages/apple/1.0.0/test")
write(stages/next.yaml "packages:\n- {name: apple, versionSelection: {constraints: '>=1.0.0 <1.1.0'}}\n")
write(packages/apple/1.1.0/bundle/config/token.yaml "apiVersion: v1\nkind: Secret\nmetadata:\n  name: token\n  namespace: apple\n")
configure()

function(promote)
  run(COMMAND "${PKGREPO}" promote ${ARGN} DIRECTORY "${WORK}")
  set(output "${output}" PARENT_SCOPE)
endfunction()

# What was not built is not proven.
run(COMMAND "${PKGREPO}" promote apple@1.1.0 --from beta --to main MUST_FAIL "stage 'beta' is not built" "build the target stage-beta")
build(TARGETS stage-beta)

# A check changes nothing, and fails as long as there is something to promote.
file(READ "${SOURCE}/stages/main.yaml" before)
run(COMMAND "${PKGREPO}" promote apple@1.1.0 --from beta --to main --check MUST_FAIL "~ apple 1.0.0 -> 1.1.0"
  "Would change ${SOURCE}/stages/main.yaml")
file(READ "${SOURCE}/stages/main.yaml" after)
expect_equal("${after}" "${before}")

# What changes is told of each case; without the version that users have, it cannot be.
expect_in("${output}" "case default ~ deployment/apple (apps/v1) namespace: apple ~ spec.template.spec.containers[apple].image: ")
expect_in("${output}" "case three differs as case default")
expect_in("${output}" "+ now asks for secrets in namespace apple: ")
build(TARGETS stage-alpha)
file(RENAME "${BUILD}/carvel/packages/apple/1.0.0/package.yaml" "${WORK}/package.yaml")
run(COMMAND "${PKGREPO}" promote apple@1.1.0 --from alpha --to main MUST_FAIL
  "package 'apple' version '1.0.0' of stage 'main' is not built" "build the target apple-1.0.0, so that it can be told what changes")
file(RENAME "${WORK}/package.yaml" "${BUILD}/carvel/packages/apple/1.0.0/package.yaml")
replace(packages/apple/1.0.0/test/values/three.yaml "3" "4")
run(COMMAND "${PKGREPO}" promote apple@1.1.0 --from alpha --to main MUST_FAIL "packages/apple/1.0.0/rendered.json is out of date")
build(TARGETS stage-beta)
run(COMMAND "${PKGREPO}" promote apple@1.1.0 --from beta --to main --check MUST_FAIL "case three ~ deployment/apple" "spec.replicas: 4 -> 3")
replace(packages/apple/1.0.0/test/values/three.yaml "4" "3")
build(TARGETS stage-beta)

# A stage that keeps fewer takes no more, as long as nothing says where the rest goes.
replace(stages/main.yaml "packages:" "keep: {latest: 1}\npackages:")
run(COMMAND "${PKGREPO}" promote apple@1.1.0 --from beta --to main MUST_FAIL
  "stages/main.yaml:5: package 'apple' version '1.0.0' is more than 'keep' allows" "move it to the stage that archives this one")
replace(stages/main.yaml "keep: {latest: 1}\n" "")

# The file keeps its comments; the output tells what users will get, and as which bundle.
get_digest(apple/1.1.0 digest)
promote(apple@1.1.0 --from beta --to main)
expect_in("${output}" "~ apple 1.0.0 -> 1.1.0")
expect_in("${output}" "as stage beta has it: registry.example.com/fruit/apple@${digest}")
file(READ "${SOURCE}/stages/main.yaml" text)
expect_equal("${text}" "# What everybody has.\npackages:\n- name: apple\n  versions: [1.0.0, 1.1.0]  # since spring\n")

# Twice is once.
promote(apple@1.1.0 --from beta --to main)
expect_equal("${output}" "stage main has that already\n")
promote(apple@1.1.0 --from beta --to main --check)

# As a whole.
promote(--all --from beta --to main)
expect_in("${output}" "+ pear 2.0.0")
promote(--all --from beta --to main --check)
expect_equal("${output}" "stage main has all that stage beta has\n")
build(TARGETS stage-main)
file(READ "${BUILD}/carvel/stages/main/bundle/.imgpkg/images.yml" main)
file(READ "${BUILD}/carvel/stages/beta/bundle/.imgpkg/images.yml" beta)
expect_equal("${main}" "${beta}")

# Where constraints choose, the version goes to the lock, if it fits.
build(TARGETS stage-next-lock)
run(COMMAND "${PKGREPO}" promote apple@1.1.0 --from beta --to next MUST_FAIL
  "stages/next.yaml:2: version '1.1.0' of package 'apple' does not fit the constraints of stage 'next'")
replace(stages/next.yaml "<1.1.0" "<2.0.0")
promote(apple@1.1.0 --from beta --to next)
expect_contains("${SOURCE}/stages/next.lock.yaml" "  versions:\n  - 1.0.0\n  - 1.1.0\n")

# What was built of other sources is not what beta has.
file(APPEND "${SOURCE}/packages/pear/2.0.0/bundle/config/schema.yaml" "#! changed\n")
run(COMMAND "${PKGREPO}" promote pear@2.0.0 --from beta --to next MUST_FAIL "pear/2.0.0")
build(TARGETS pear-2.0.0)
run(COMMAND "${PKGREPO}" promote pear@2.0.0 --from beta --to next MUST_FAIL "stages/beta")

# As a target, which builds what the promotion looks at.
file(REMOVE_RECURSE "${BUILD}/carvel/stages" "${BUILD}/carvel/packages")
write(stages/main.yaml "# What everybody has.\npackages:\n- name: apple\n  versions: [1.0.0]  # since spring\n")
configure()
set(ENV{FROM} beta)
set(ENV{PACKAGE} apple@1.1.0)
build(TARGETS stage-main-promote)
expect_in("${output}" "~ apple 1.0.0 -> 1.1.0")
expect_in("${output}" "Wrote ${SOURCE}/stages/main.yaml")
expect_contains("${SOURCE}/stages/main.yaml" "  versions: [1.0.0, 1.1.0]  # since spring\n")
build(TARGETS stage-main-promote)
expect_in("${output}" "stage main has that already")
set(ENV{PACKAGE} "apple@1.0.0 pear@2.0.0")
build(TARGETS stage-main-promote)
expect_in("${output}" "+ pear 2.0.0")
set(ENV{PACKAGE} all)
build(TARGETS stage-main-promote)
expect_in("${output}" "stage main has all that stage beta has")
set(ENV{PACKAGE} apple)
build(TARGETS stage-main-promote MUST_FAIL "PACKAGE is 'apple'"
  "write PACKAGE=NAME@VERSION, or PACKAGE=all for what stage 'main' lacks")
unset(ENV{PACKAGE})
build(TARGETS stage-main-promote MUST_FAIL "promote needs the variable PACKAGE")
unset(ENV{FROM})
build(TARGETS stage-main-promote MUST_FAIL "promote needs the variable FROM, such as FROM=alpha" "this project has alpha, beta, main, next")

# Faults.
run(COMMAND "${PKGREPO}" promote apple@9.0.0 --from beta --to main MUST_FAIL
  "stage 'beta' has no version '9.0.0' of package 'apple'" "it has 1.0.0, 1.1.0")
run(COMMAND "${PKGREPO}" promote apple@1.0.0 --from bata --to main MUST_FAIL "unknown stage 'bata'" "did you mean 'beta'?")
run(COMMAND "${PKGREPO}" promote apple --from beta --to main MUST_FAIL "expected NAME@VERSION, not 'apple'")
run(COMMAND "${PKGREPO}" promote --from beta --to main MUST_FAIL "or all of them with --all")
