# A registry behind TLS whose certificate is of an authority that only --registry-ca-cert-path makes known.
include("${CMAKE_CURRENT_LIST_DIR}/../cmake/harness.cmake")
set(ENV{HOME} "${WORK}")
get_filename_component(registry_directory "$ENV{REGISTRY_LOG}" DIRECTORY)
set(known --registry-ca-cert-path "${registry_directory}/ca.pem")
set(imgpkg "${PKGREPO}" imgpkg)
set(app "${REGISTRY}/acme/app")

file(WRITE "${WORK}/files/a" "content")
run(COMMAND ${imgpkg} push -i "${app}:1" -f "${WORK}/files" ${known})
run(COMMAND ${imgpkg} pull -i "${app}:1" -o "${WORK}/pulled" ${known})
expect_contains("${WORK}/pulled/a" "content")
run(COMMAND ${imgpkg} copy -i "${app}:1" --to-repo "${REGISTRY}/other/app" ${known})
run(COMMAND ${imgpkg} tag list -i "${REGISTRY}/other/app" ${known})

# kbld has the flag, too.
file(WRITE "${WORK}/pod.yaml" "image: ${app}:1\n")
run(COMMAND "${PKGREPO}" kbld -f "${WORK}/pod.yaml" ${known})
if(NOT output MATCHES "image: ${app}@sha256:")
  message(FATAL_ERROR "not resolved:\n${output}")
endif()

# Another authority of the same name, none at all, or another name of the same server.
set(unknown "x509: certificate signed by unknown authority")
foreach(flags "--registry-ca-cert-path;${registry_directory}/other-ca.pem" "")
  run(COMMAND ${imgpkg} pull -i "${app}:1" -o "${WORK}/refused" ${flags} MUST_FAIL "https://${REGISTRY}/v2/" "${unknown}")
  run(COMMAND "${PKGREPO}" kbld -f "${WORK}/pod.yaml" ${flags} MUST_FAIL "${unknown}")
endforeach()
string(REPLACE "127.0.0.1" "localhost" misnamed "${app}")
run(COMMAND ${imgpkg} pull -i "${misnamed}:1" -o "${WORK}/refused" ${known}
    MUST_FAIL "x509: certificate is not valid for localhost")
if(EXISTS "${WORK}/refused")
  message(FATAL_ERROR "something came from a registry that is not trusted")
endif()

# Who does not want to know is not told.
set(unverified --registry-verify-certs=false)
run(COMMAND ${imgpkg} pull -i "${app}:1" -o "${WORK}/pulled" ${unverified})
run(COMMAND ${imgpkg} push -i "${misnamed}:1" -f "${WORK}/files" ${unverified})
run(COMMAND ${imgpkg} pull -i "${misnamed}:1" -o "${WORK}/pulled" ${unverified})
run(COMMAND "${PKGREPO}" kbld -f "${WORK}/pod.yaml" ${unverified})
