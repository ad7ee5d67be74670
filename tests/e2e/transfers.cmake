# imgpkg and a real registry: what was built offline is what the registry has, other clients read it, damage is noticed.
include("${CMAKE_CURRENT_LIST_DIR}/../cmake/harness.cmake")
set(ENV{HOME} "${WORK}")

file(WRITE "${WORK}/bundle/.imgpkg/images.yml" "---\napiVersion: imgpkg.carvel.dev/v1alpha1\nkind: ImagesLock\n")
file(WRITE "${WORK}/bundle/config/a.yml" "a: 1\n")
file(WRITE "${WORK}/bundle/config/empty" "")

# push(<reference>): sets `digest` to what the command has computed.
function(push reference)
  run(COMMAND "${PKGREPO}" imgpkg push -b "${REGISTRY}/${reference}" -f bundle --lock-output "${WORK}/lock.yml")
  file(STRINGS "${WORK}/lock.yml" image REGEX "image:")
  string(REGEX MATCH "sha256:[0-9a-f]+" digest "${image}")
  set(digest "${digest}" PARENT_SCOPE)
endfunction()

# blob_path(<digest> <variable>): where the registry keeps a blob.
function(blob_path digest variable)
  string(REPLACE "sha256:" "" hex "${digest}")
  string(SUBSTRING "${hex}" 0 2 start)
  get_filename_component(directory "$ENV{REGISTRY_LOG}" DIRECTORY)
  set(${variable} "${directory}/data/docker/registry/v2/blobs/sha256/${start}/${hex}/data" PARENT_SCOPE)
endfunction()

push(team/app:v1)
run(COMMAND "${SKOPEO}" inspect --tls-verify=false --format "{{.Digest}}" "docker://${REGISTRY}/team/app:v1")
string(STRIP "${output}" reported)
expect_equal("${reported}" "${digest}")

# A folder that is named by a link is the same bundle.
file(CREATE_LINK bundle "${WORK}/link" SYMBOLIC)
run(COMMAND "${PKGREPO}" imgpkg push -b "${REGISTRY}/team/linked:v1" -f link/)
run(COMMAND "${PKGREPO}" imgpkg tag resolve -i "${REGISTRY}/team/linked:v1")
expect_equal("${output}" "${REGISTRY}/team/linked@${digest}")

# Another client copies it away and back; the digest stays.
run(COMMAND "${SKOPEO}" copy --src-tls-verify=false --dest-tls-verify=false --preserve-digests
            "docker://${REGISTRY}/team/app:v1" "docker://${REGISTRY}/team/by-skopeo:v1")
run(COMMAND "${PKGREPO}" imgpkg tag resolve -i "${REGISTRY}/team/by-skopeo:v1")
expect_equal("${output}" "${REGISTRY}/team/by-skopeo@${digest}")

# Through a tar, and back.
run(COMMAND "${PKGREPO}" imgpkg copy -b "${REGISTRY}/team/app:v1" --to-tar app.tar)
run(COMMAND "${PKGREPO}" imgpkg copy --tar app.tar --to-repo "${REGISTRY}/team/copied")
run(COMMAND "${PKGREPO}" imgpkg pull -b "${REGISTRY}/team/copied:v1" -o pulled)
get_tree("${WORK}/pulled" pulled)
get_tree("${WORK}/bundle" bundle)
expect_equal("${pulled}" "${bundle}")

# A blob that has been damaged or cut on the server is refused, and what was pulled before stays.
run(COMMAND "${SKOPEO}" inspect --tls-verify=false --format "{{index .Layers 0}}" "docker://${REGISTRY}/team/app:v1")
string(STRIP "${output}" layer)
blob_path("${layer}" blob)
file(COPY_FILE "${blob}" "${WORK}/whole")
file(SIZE "${blob}" size)
string(REPEAT "x" ${size} garbage)
file(WRITE "${blob}" "${garbage}")
run(COMMAND "${PKGREPO}" imgpkg pull -b "${REGISTRY}/team/app:v1" -o pulled
    MUST_FAIL "error verifying sha256 checksum" "${layer}")
file(WRITE "${blob}" "cut")
run(COMMAND "${PKGREPO}" imgpkg pull -b "${REGISTRY}/team/app:v1" -o pulled --registry-retry-count 0
    MUST_FAIL "imgpkg: Error:")
file(REMOVE "${blob}")
run(COMMAND "${PKGREPO}" imgpkg pull -b "${REGISTRY}/team/app:v1" -o pulled MUST_FAIL "imgpkg: Error:")
get_tree("${WORK}/pulled" pulled)
expect_equal("${pulled}" "${bundle}")
file(COPY_FILE "${WORK}/whole" "${blob}")
run(COMMAND "${PKGREPO}" imgpkg pull -b "${REGISTRY}/team/app:v1" -o pulled)

# What stays offline does not load libcurl; what asks a registry does.
if(CMAKE_HOST_SYSTEM_NAME STREQUAL "Linux")
  set(ENV{LD_DEBUG} files)
  run(COMMAND "${PKGREPO}" imgpkg version)
  if(output MATCHES "libcurl")
    message(FATAL_ERROR "an offline command loads libcurl")
  endif()
  run(COMMAND "${PKGREPO}" imgpkg tag resolve -i "${REGISTRY}/team/app:v1")
  if(NOT output MATCHES "libcurl")
    message(FATAL_ERROR "the check for libcurl sees nothing")
  endif()
  unset(ENV{LD_DEBUG})
endif()
