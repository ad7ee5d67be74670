# PACKAGE_REPO_LAUNCHER with srun: each step is a job of a Slurm cluster, and the build comes to what a local one makes.
include("${CMAKE_CURRENT_LIST_DIR}/../cmake/harness.cmake")

build_project(orchard)
file(REMOVE "${BUILD}/carvel/contents.list")
get_tree("${BUILD}/carvel" expected)
get_tree("${BUILD}/registry/blobs" expected_blobs)

file(REMOVE_RECURSE "${BUILD}")
file(WRITE "${WORK}/launcher" "#!/bin/sh
exec srun --quiet --ntasks=1 --input=none sh -c 'echo \"$SLURMD_NODENAME $SLURM_JOB_ID\" >> \"${WORK}/nodes\"; exec \"$@\"' job \"$@\"
")
file(CHMOD "${WORK}/launcher" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
set(srun "srun;--quiet;--ntasks=1;--input=none")
configure(ARGUMENTS "-DPACKAGE_REPO_LAUNCHER=${WORK}/launcher")
build()
get_tree("${BUILD}/carvel" found)
expect_equal("${found}" "${expected}")
get_tree("${BUILD}/registry/blobs" found)
expect_equal("${found}" "${expected_blobs}")
ctest()

# Each step was a job of its own, and both nodes had some.
file(STRINGS "${WORK}/nodes" jobs)
list(REMOVE_DUPLICATES jobs)
list(LENGTH jobs count)
expect_equal("${count}" 28)  # 3 versions of 5 steps, 2 stages of 3 with their orders, 2 repositories of 2, and 3 that all share
list(TRANSFORM jobs REPLACE " .*" "")
list(REMOVE_DUPLICATES jobs)
list(SORT jobs)
expect_equal("${jobs}" "one;two")

# With srun itself as the launcher: what is stale runs, and what fails is told as ever.
configure(ARGUMENTS "-DPACKAGE_REPO_LAUNCHER=${srun}")
build()
replace(packages/pear/2.0.0/bundle/config/schema.yaml "replicas: 1" "replicas: 2")
build()
get_chain_of(pear/2.0.0 chain)
expect_ran(${chain})
replace(packages/pear/2.0.0/bundle/config/schema.yaml "replicas: 2" "replicas: #@ nothing")
build(MUST_FAIL "pkgrepo: error:" "schema.yaml" "nothing")
