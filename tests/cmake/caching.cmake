# What one build has made, another one takes from a cache, wherever its trees are, and however the cache is damaged.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

set(STORE "${WORK}/cache")
# The versions are so small that nothing would be looked for.
set(ENV{PKGREPO_CACHE_MIN_COST} 0)
set(parts packages stages repositories)

# check_out(<folder>): another checkout, built in another place.
macro(check_out folder)
  set(SOURCE "${WORK}/${folder}/src")
  set(BUILD "${WORK}/${folder}/out/build")
  copy_project(orchard)
endmacro()

macro(build_with_cache)
  configure(ARGUMENTS -D "PACKAGE_REPO_CACHE=${STORE}" ${ARGN})
  build()
endmacro()

# Sets `variable` to the files of the cache, each with its inode, which is another once the file is written again.
function(get_cache variable)
  run(COMMAND sh -c "find '${STORE}' -type f -printf '%P %i\n' | sort")
  set(${variable} "${output}" PARENT_SCOPE)
endfunction()

function(age_cache)
  run(COMMAND sh -c "find '${STORE}' -type f -exec touch -d 2001-02-03 '{}' +")
endfunction()

# All files of the cache were used since age_cache(), and none was written.
function(expect_found before)
  get_cache(after)
  expect_equal("${after}" "${before}")
  run(COMMAND find "${STORE}" -type f -not -newermt 2002-01-01)
  expect_equal("${output}" "")
endfunction()

function(expect_same_results)
  foreach(part IN LISTS parts)
    get_tree("${BUILD}/carvel/${part}" tree)
    expect_equal("${tree}" "${${part}}")
  endforeach()
  if(NOT "${ARGN}" STREQUAL "AFTER_EDITS")  # which leave images
    get_tree("${BUILD}/registry/blobs" tree)
    expect_equal("${tree}" "${blobs}")
  endif()
  build()
  expect_in("${output}" "ninja: no work to do.")
  ctest()
endfunction()

# What is to come out, from a build without a cache.
build_project(orchard)
foreach(part IN LISTS parts)
  get_tree("${BUILD}/carvel/${part}" ${part})
endforeach()
get_tree("${BUILD}/registry/blobs" blobs)

# A build fills the cache: for two steps of each of three versions what was found, and what came out.
check_out(first)
build_with_cache()
expect_in("${output}" "cache: 0 found, 6 not found")
run(COMMAND "${PKGREPO}" cache stats "${STORE}")
expect_in("${output}" "results: 12 files,")
expect_same_results()
get_cache(full)

# Another one takes all from there.
check_out("another place")
age_cache()
build_with_cache()
expect_in("${output}" "cache: 6 found, 0 not found")
expect_same_results()
expect_found("${full}")

# What was found there is as exact as what was made here.
replace(packages/pear/2.0.0/bundle/config/schema.yaml "replicas: 1" "replicas: 7")
build()
get_chain_of(pear/2.0.0 chain)
expect_ran(${chain})
expect_contains("${BUILD}/carvel/packages/pear/2.0.0/rendered/default.yaml" "replicas: 7")
replace(packages/pear/2.0.0/bundle/config/schema.yaml "replicas: 7" "replicas: 1")
build()
expect_same_results(AFTER_EDITS)
file(REMOVE "${BUILD}/carvel/packages/pear/2.0.0/rendered/default.yaml")
build()
expect_same_results(AFTER_EDITS)

# A case that comes and goes.
write(packages/pear/2.0.0/test/values/five.yaml "replicas: 5\n")
build()
expect_contains("${BUILD}/carvel/packages/pear/2.0.0/rendered/five.yaml" "replicas: 5")
file(REMOVE_RECURSE "${SOURCE}/packages/pear/2.0.0/test")
copy_project(orchard)
build()
expect_same_results(AFTER_EDITS)

# A link in the place of a file is refused as ever.
set(schema "${SOURCE}/packages/pear/2.0.0/bundle/config/schema.yaml")
file(RENAME "${schema}" "${WORK}/schema.yaml")
file(CREATE_LINK "${WORK}/schema.yaml" "${schema}" SYMBOLIC)
build(MUST_FAIL "this is a symbolic link, and a bundle cannot contain links")
file(REMOVE "${schema}")
file(RENAME "${WORK}/schema.yaml" "${schema}")

# Damage costs time only.
foreach(damage "truncate -s 100 '{}'" "truncate -s 0 '{}'" "sed -i 's/a/b/g' '{}'" "sh -c 'echo no > \"\$1\"' - '{}'")
  run(COMMAND sh -c "find '${STORE}' -type f -exec ${damage} ';'")
  file(REMOVE_RECURSE "${BUILD}")
  build_with_cache()
  expect_same_results()
endforeach()
age_cache()
get_cache(healed)
file(REMOVE_RECURSE "${BUILD}")
build_with_cache()
expect_same_results()
# What no build has asked for since is damaged still.
run(COMMAND "${PKGREPO}" cache verify "${STORE}" MUST_FAIL "removed: ${STORE}/ac/")
run(COMMAND "${PKGREPO}" cache verify "${STORE}")
expect_in("${output}" "all of it is whole")

# Nothing is put where only reading is wanted; the variable counts before what was configured.
run(COMMAND "${PKGREPO}" cache clean "${STORE}")
get_cache(empty)
expect_equal("${empty}" "")
file(REMOVE_RECURSE "${BUILD}")
build_with_cache(-D PACKAGE_REPO_CACHE_READ_ONLY=ON)
expect_same_results()
get_cache(after)
expect_equal("${after}" "")
file(REMOVE_RECURSE "${BUILD}")
set(ENV{PKGREPO_CACHE} "${WORK}/environment")
build_with_cache()
unset(ENV{PKGREPO_CACHE})
get_cache(after)
expect_equal("${after}" "")
run(COMMAND "${PKGREPO}" cache stats "${WORK}/environment")
expect_in("${output}" "results: 12 files,")

# A cache that may not hold anything.
file(REMOVE_RECURSE "${BUILD}")
set(ENV{PKGREPO_CACHE_LIMIT} 1)
build_with_cache()
unset(ENV{PKGREPO_CACHE_LIMIT})
get_cache(after)
expect_equal("${after}" "")

# A cache that fails is told once.
file(REMOVE_RECURSE "${BUILD}")
file(WRITE "${WORK}/no_folder" "")
set(STORE "${WORK}/no_folder")
build_with_cache()
expect_in("${output}" "note: for some minutes nothing is put in the cache: ${WORK}/no_folder: ")
string(REGEX MATCHALL "for some minutes" notes "${output}")
expect_equal("${notes}" "for some minutes")
expect_same_results()

run(COMMAND "${PKGREPO}" cache stats "${WORK}/nowhere")
expect_in("${output}" "there is no folder '${WORK}/nowhere'")
expect_in("${output}" "results: 0 files")
run(COMMAND "${PKGREPO}" cache stats "${WORK}/no_folder" MUST_FAIL "is a file")

# An upstream is asked once, and may be gone for other checkouts.
set(STORE "${WORK}/fetched")
set(upstream "${WORK}/upstream")
set(ENV{GIT_CONFIG_NOSYSTEM} 1)
set(ENV{HOME} "${WORK}")
function(git)
  run(COMMAND git -c user.name=A -c user.email=a@example.com ${ARGN} DIRECTORY "${upstream}")
endfunction()
file(WRITE "${upstream}/service.yaml" "apiVersion: v1\nkind: Service\nmetadata:\n  name: first\n")
file(WRITE "${upstream}/run/start.sh" "#!/bin/sh\n")
run(COMMAND chmod 755 "${upstream}/run/start.sh")
git(init -q -b main .)
git(add .)
git(commit -q -m "First")
macro(check_out_with_upstream folder)
  check_out("${folder}")
  write(packages/pear/2.0.0/bundle/vendir.yml
"apiVersion: vendir.k14s.io/v1alpha1
kind: Config
directories:
- path: config/upstream
  contents:
  - path: .
    git:
      url: file://${upstream}
      ref: origin/main
")
  if(EXISTS "${WORK}/vendir.lock.yml")
    file(COPY "${WORK}/vendir.lock.yml" DESTINATION "${SOURCE}/packages/pear/2.0.0/bundle")
  endif()
endmacro()
check_out_with_upstream(locking)
configure()
build(TARGETS pear-2.0.0-sync)
file(COPY "${SOURCE}/packages/pear/2.0.0/bundle/vendir.lock.yml" DESTINATION "${WORK}")

check_out_with_upstream(fetching)
build_with_cache()
foreach(part IN LISTS parts)
  get_tree("${BUILD}/carvel/${part}" ${part})
endforeach()
get_tree("${BUILD}/registry/blobs" blobs)
get_cache(full)
file(RENAME "${upstream}" "${WORK}/gone")
check_out_with_upstream(finding)
age_cache()
build_with_cache()
expect_found("${full}")
expect_same_results()
run(COMMAND test -x "${BUILD}/carvel/packages/pear/2.0.0/vendored/config/upstream/run/start.sh")

# Without what is in the cache, the upstream has to be there.
run(COMMAND sh -c "find '${STORE}' -type f -exec truncate -s 100 '{}' +")
check_out_with_upstream(failing)
configure(ARGUMENTS -D "PACKAGE_REPO_CACHE=${STORE}")
build(MUST_FAIL "does not appear to be a git repository")
file(RENAME "${WORK}/gone" "${upstream}")
build()
expect_same_results()
