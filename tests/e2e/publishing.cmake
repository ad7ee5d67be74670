# A package and a stage are pushed as they were built, another client reads them, and pulling gives the tree back.
include("${CMAKE_CURRENT_LIST_DIR}/../cmake/harness.cmake")

copy_project(orchard)
configure(ARGUMENTS "-DPACKAGE_REPO_REGISTRY=${REGISTRY}/fruit")
build()
get_digest(pear/2.0.0 pear)
get_digest(apple/1.1.0 apple)
get_digest(alpha alpha)
set(ENV{HOME} "${WORK}")

# expect_pushed(<image> <digest>): the registry reports the digest that the build has computed.
function(expect_pushed image digest)
  run(COMMAND "${SKOPEO}" inspect --tls-verify=false --format "{{.Digest}}" "docker://${REGISTRY}/fruit/${image}")
  string(STRIP "${output}" reported)
  expect_equal("${reported}" "${digest}")
endfunction()

# Sets `variable` to how many requests of a kind the registry had.
function(count_requests method variable)
  file(STRINGS "$ENV{REGISTRY_LOG}" requests REGEX "\"${method} /v2/")
  list(LENGTH requests count)
  set(${variable} "${count}" PARENT_SCOPE)
endfunction()

# The default target has published nothing.
count_requests(PUT puts)
expect_equal("${puts}" 0)

build(TARGETS pear-2.0.0-push)
expect_pushed(pear:2.0.0 "${pear}")

# A stage brings the packages that it holds.
build(TARGETS stage-alpha-push)
expect_pushed(alpha:latest "${alpha}")
expect_pushed(apple:1.1.0 "${apple}")

# A second push uploads nothing.
count_requests(POST uploads)
count_requests(PUT puts)
build(TARGETS stage-alpha-push pear-2.0.0-push)
count_requests(POST uploads_after)
count_requests(PUT puts_after)
expect_equal("${uploads_after} ${puts_after}" "${uploads} ${puts}")

# Another client copies it.
run(COMMAND "${SKOPEO}" copy --src-tls-verify=false "docker://${REGISTRY}/fruit/pear@${pear}" "dir:${WORK}/copy")
string(REPLACE "sha256:" "sha256/" blob "${pear}")
expect_same_files("${WORK}/copy/manifest.json" "${BUILD}/registry/blobs/${blob}")

# Pulling gives back the bundle, and the stage with all it refers to.
run(COMMAND "${PKGREPO}" imgpkg pull -b "${REGISTRY}/fruit/pear@${pear}" -o "${WORK}/pulled")
get_tree("${WORK}/pulled" pulled)
get_tree("${SOURCE}/packages/pear/2.0.0/bundle" bundle)
expect_equal("${pulled}" "${bundle}")
run(COMMAND "${PKGREPO}" imgpkg pull -b "${REGISTRY}/fruit/alpha:latest" -o "${WORK}/stage")
expect_same_files("${WORK}/stage/packages/pear.fruit.example.com/2.0.0.yml" "${BUILD}/carvel/packages/pear/2.0.0/package.yaml")
