# A version that was pushed never changes in silence: the push notes what it has published in the source tree.
include("${CMAKE_CURRENT_LIST_DIR}/../cmake/harness.cmake")

copy_project(orchard)
configure(ARGUMENTS "-DPACKAGE_REPO_REGISTRY=${REGISTRY}/fruit")
build()
get_digest(pear/2.0.0 digest)
set(pear "${SOURCE}/packages/pear/2.0.0")
set(lock "${pear}/published.lock.yml")
set(config packages/pear/2.0.0/bundle/config)

# What is not pushed, is not published.
file(GLOB_RECURSE locks "${SOURCE}/*published.lock.yml")
expect_equal("${locks}" "")

# A push notes it, and makes nothing stale.
build(TARGETS pear-2.0.0-push)
expect_in("${output}" "Wrote ${lock}, to be committed")
expect_contains("${lock}" "image: ${REGISTRY}/fruit/pear@${digest}\ntag: 2.0.0\nfiles:\n")
foreach(name .imgpkg/images.yml config/deployment.yaml config/schema.yaml)
  file(SHA256 "${pear}/bundle/${name}" content)
  expect_contains("${lock}" "  ${name}: sha256:${content}\n")
endforeach()
build()
expect_ran()
# Nor does the next push go by what it has not read.
file(READ "${lock}" before)
replace(packages/pear/2.0.0/published.lock.yml "tag: 2.0.0" "tag: 1.0.0")
build(TARGETS pear-2.0.0-push MUST_FAIL "${lock}:3: this is what was published as 1.0.0, and not of version 2.0.0")
write(packages/pear/2.0.0/published.lock.yml "${before}")

# Changed, added and removed files are named, and so is what to do.
replace(${config}/schema.yaml "replicas: 1" "replicas: 7")
write(${config}/more.yaml "#! nothing\n")
build(MUST_FAIL "${lock}:2: version 2.0.0 of package 'pear' is published, and its content has changed since"
  "note: changed: config/schema.yaml" "note: added: config/more.yaml"
  "hint: make a new version: pkgrepo new version pear NEW --from 2.0.0; or, if the push was a mistake, remove this file")
build(TARGETS pear-2.0.0-push MUST_FAIL "is published, and its content has changed since")
# Other versions are as they were.
build(TARGETS apple)

# Without the file, it is as if it had not been published; with it, it is again, also where only that comes and goes.
file(RENAME "${lock}" "${WORK}/kept")
build()
file(RENAME "${WORK}/kept" "${lock}")
build(MUST_FAIL "note: changed: config/schema.yaml")
replace(${config}/schema.yaml "replicas: 7" "replicas: 1")
file(REMOVE "${SOURCE}/${config}/more.yaml")
build()
get_digest(pear/2.0.0 again)
expect_equal("${again}" "${digest}")

# A push of the same content is fine, elsewhere, too, and leaves the file as it is. A stage's push notes its packages;
# several at a time do not disturb one another.
file(READ "${lock}" before)
build(TARGETS pear-2.0.0-push)
configure(ARGUMENTS "-DPACKAGE_REPO_REGISTRY=${REGISTRY}/plants")
build(TARGETS stage-alpha-push pear-2.0.0-push apple-push)
file(READ "${lock}" after)
expect_equal("${after}" "${before}")
expect_contains("${SOURCE}/packages/apple/1.1.0/published.lock.yml" "image: ${REGISTRY}/plants/apple@")
build()
build()
expect_ran()
ctest()

# A file that is none is refused with its line; one that was copied along with a version is told.
replace(packages/pear/2.0.0/published.lock.yml "tag: 2.0.0" "tags: 2.0.0")
build(MUST_FAIL "${lock}:3: unknown key 'tags'" "did you mean 'tag'?")
write(packages/pear/2.0.0/published.lock.yml "${before}")
file(COPY "${SOURCE}/packages/apple/1.1.0/" DESTINATION "${SOURCE}/packages/apple/1.2.0")
replace(packages/apple/CMakeLists.txt "1.1.0" "1.1.0 1.2.0")
build(MUST_FAIL "packages/apple/1.2.0/published.lock.yml:3: this is what was published as 1.1.0, and not of version 1.2.0"
  "if it was copied along with another version's files, remove it")
file(REMOVE_RECURSE "${SOURCE}/packages/apple/1.2.0")
replace(packages/apple/CMakeLists.txt " 1.2.0" "")

# The file of a bundle that is the version's folder is no part of it; that of a bundle of another name is beside it.
file(RENAME "${pear}/bundle" "${pear}/content")
replace(packages/pear/CMakeLists.txt "VERSIONS 2.0.0" "SOURCE 2.0.0 BUNDLE content VERSION 2.0.0")
file(RENAME "${lock}" "${pear}/content.published.lock.yml")
replace(packages/pear/2.0.0/content/config/schema.yaml "replicas: 1" "replicas: 7")
build(MUST_FAIL "${pear}/content.published.lock.yml:2: version 2.0.0 of package 'pear' is published")
file(REMOVE "${pear}/content.published.lock.yml")

# Pushes that publish nothing note nothing.
configure(ARGUMENTS -D PACKAGE_REPO_NOTE_PUBLISHED=OFF)
build(TARGETS pear-2.0.0-push)
file(GLOB locks "${pear}/*.lock.yml")
expect_equal("${locks}" "")
