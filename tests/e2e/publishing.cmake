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

# Sets `variable` to how many requests of a kind the registry had, for paths that begin so.
function(count_requests method variable)
  file(STRINGS "$ENV{REGISTRY_LOG}" requests REGEX "\"${method} /v2/${ARGN}")
  list(LENGTH requests count)
  set(${variable} "${count}" PARENT_SCOPE)
endfunction()

# Other clients read the layout of the build tree by name, and publish from it what the build has computed.
set(in_layout "oci:${BUILD}/registry:${REGISTRY}/fruit/pear:2.0.0")
run(COMMAND "${SKOPEO}" inspect "${in_layout}")
run(COMMAND "${SKOPEO}" inspect --config "${in_layout}")
run(COMMAND "${SKOPEO}" copy --preserve-digests --dest-tls-verify=false "${in_layout}" "docker://${REGISTRY}/by-skopeo/pear:1")
run(COMMAND "${SKOPEO}" inspect --tls-verify=false --format "{{.Digest}}" "docker://${REGISTRY}/by-skopeo/pear:1")
string(STRIP "${output}" reported)
expect_equal("${reported}" "${pear}")

# Collecting removes what no name leads to, and nothing else.
string(REPEAT "0" 64 nothing)
file(WRITE "${BUILD}/registry/blobs/sha256/${nothing}" "old")
run(COMMAND "${PKGREPO}" layout gc "${BUILD}/registry")
expect_equal("${output}" "Removed 1 blobs, 3 bytes\n")
run(COMMAND "${SKOPEO}" inspect "${in_layout}")

# The default target has published nothing.
count_requests("PUT" puts "fruit/")
expect_equal("${puts}" 0)

build(TARGETS pear-2.0.0-push)
expect_pushed(pear:2.0.0 "${pear}")

# A stage brings the packages that it holds.
build(TARGETS stage-alpha-push)
expect_pushed(alpha:latest "${alpha}")
expect_pushed(apple:1.1.0 "${apple}")

# Nothing is uploaded of a stage, or of several versions, of which one is out of date.
configure(ARGUMENTS "-DPACKAGE_REPO_REGISTRY=${REGISTRY}/stale" -D PACKAGE_REPO_NOTE_PUBLISHED=OFF)
build()
replace(packages/pear/2.0.0/bundle/config/schema.yaml "replicas: 1" "replicas: 7")
set(push "${PKGREPO}" push --layout registry --tree carvel)
run(COMMAND ${push} --stage alpha DIRECTORY "${BUILD}" MUST_FAIL "carvel/packages/pear/2.0.0" "is out of date" "schema.yaml")
set(ENV{OCI_REPOSITORY} "${REGISTRY}/stale")
run(COMMAND "${PKGREPO}" task push-package-all --layout registry --tree carvel DIRECTORY "${BUILD}" MUST_FAIL
  "carvel/packages/pear/2.0.0" "is out of date")
unset(ENV{OCI_REPOSITORY})
count_requests("[A-Z]+" requests "stale/")
expect_equal("${requests}" 0)
replace(packages/pear/2.0.0/bundle/config/schema.yaml "replicas: 7" "replicas: 1")
configure(ARGUMENTS "-DPACKAGE_REPO_REGISTRY=${REGISTRY}/fruit" -D PACKAGE_REPO_NOTE_PUBLISHED=ON)
build()

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

# Publishing a repository elsewhere: all that it needs is built and pushed, and the resource names the new place.
file(REMOVE_RECURSE "${BUILD}/carvel/stages/alpha")
configure(ARGUMENTS "-DPACKAGE_REPO_REGISTRY=${REGISTRY}/plants")
build(TARGETS publish-fruit-alpha)
get_digest(alpha alpha)
set(resource "${BUILD}/carvel/repositories/fruit-alpha.yaml")
expect_contains("${resource}" "image: ${REGISTRY}/plants/alpha@${alpha}")
foreach(image alpha:latest apple:1.1.0 pear:2.0.0)
  run(COMMAND "${SKOPEO}" inspect --tls-verify=false "docker://${REGISTRY}/plants/${image}")
endforeach()
build(TARGETS publish-fruit-alpha)
string(REGEX MATCH "kubectl apply -f [^\n]*" command "${output}")
expect_in("${command}" "${resource}")
# Nor does the push of a stage leave a resource behind that names an earlier place.
configure(ARGUMENTS "-DPACKAGE_REPO_REGISTRY=${REGISTRY}/trees")
build(TARGETS stage-alpha-push)
expect_contains("${resource}" "image: ${REGISTRY}/trees/alpha@")
