# Versions go from one stage to the next by a command that edits the stage file as a person would.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

copy_project(orchard)
write(stages/main.yaml "# What everybody has.\npackages:\n- name: apple\n  versions: [1.0.0]  # since spring\n")
file(APPEND "${SOURCE}/CMakeLists.txt" "add_carvel_stage(main FILE stages/main.yaml)\nadd_carvel_stage(next FILE stages/next.yaml)\n")
write(stages/beta.yaml "packages:\n- name: apple\n  versions: [1.0.0, 1.1.0]\n- {name: pear, version: 2.0.0}\n")
write(stages/next.yaml "packages:\n- {name: apple, versionSelection: {constraints: '>=1.0.0 <1.1.0'}}\n")
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

# Faults.
run(COMMAND "${PKGREPO}" promote apple@9.0.0 --from beta --to main MUST_FAIL
  "stage 'beta' has no version '9.0.0' of package 'apple'" "it has 1.0.0, 1.1.0")
run(COMMAND "${PKGREPO}" promote apple@1.0.0 --from bata --to main MUST_FAIL "unknown stage 'bata'" "did you mean 'beta'?")
run(COMMAND "${PKGREPO}" promote apple --from beta --to main MUST_FAIL "expected NAME@VERSION, not 'apple'")
run(COMMAND "${PKGREPO}" promote --from beta --to main MUST_FAIL "or all of them with --all")
