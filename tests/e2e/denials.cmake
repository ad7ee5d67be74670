# A registry that denies what is not there: first pushes to new repositories, and all that looks for what may be beside
# a bundle.
include("${CMAKE_CURRENT_LIST_DIR}/../cmake/harness.cmake")
set(ENV{HOME} "${WORK}")

copy_project(orchard)
configure(ARGUMENTS "-DPACKAGE_REPO_REGISTRY=${REGISTRY}/fruit")
build()
build(TARGETS pear-2.0.0-push stage-alpha-push)
get_digest(pear/2.0.0 pear)

set(imgpkg "${PKGREPO}" imgpkg)
run(COMMAND ${imgpkg} tag resolve -i "${REGISTRY}/fruit/pear:2.0.0")
expect_equal("${output}" "${REGISTRY}/fruit/pear@${pear}")
run(COMMAND ${imgpkg} pull -b "${REGISTRY}/fruit/alpha:latest" -o "${WORK}/pulled")

file(WRITE "${WORK}/bundle/.imgpkg/images.yml" "---\napiVersion: imgpkg.carvel.dev/v1alpha1\nkind: ImagesLock\n")
run(COMMAND ${imgpkg} push -b "${REGISTRY}/first/app:1" -f "${WORK}/bundle")
run(COMMAND ${imgpkg} copy -b "${REGISTRY}/first/app:1" --to-repo "${REGISTRY}/second/app" --cosign-signatures)
run(COMMAND ${imgpkg} copy -b "${REGISTRY}/second/app:1" --to-tar "${WORK}/app.tar")
run(COMMAND ${imgpkg} copy --tar "${WORK}/app.tar" --to-repo "${REGISTRY}/third/app")
run(COMMAND ${imgpkg} describe -b "${REGISTRY}/third/app:1")
run(COMMAND ${imgpkg} pull -b "${REGISTRY}/third/app:1" -o "${WORK}/pulled")

# What is asked for by name has to be there.
run(COMMAND ${imgpkg} pull -b "${REGISTRY}/fruit/grape:1" -o "${WORK}/pulled" MUST_FAIL "MANIFEST_UNKNOWN")
run(COMMAND ${imgpkg} tag resolve -i "${REGISTRY}/fruit/grape:1" MUST_FAIL "MANIFEST_UNKNOWN")
