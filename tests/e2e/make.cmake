# For scripts that run commands as their users type them: `make`, with the Makefile of docs/coming-from-a-makefile.md, and
# the tools by their own names, from ${SOURCE}.

# Writes the Makefile to ${SOURCE}, whose `make` then finds the module and builds in ${SOURCE}/build.
function(write_makefile)
  file(READ "${DOCS}/coming-from-a-makefile.md" page)
  string(REGEX MATCH "\n    [.]DEFAULT_GOAL[^%]*%:[^\n]*\n" lines "${page}")
  string(REPLACE "\n    " "\n" lines "${lines}")
  file(WRITE "${SOURCE}/Makefile" "${lines}")
  file(MAKE_DIRECTORY "${WORK}/bin")
  foreach(tool kbld vendir ytt)
    file(CREATE_LINK "${PKGREPO}" "${WORK}/bin/${tool}" SYMBOLIC)
  endforeach()
  # It tells what it does with this flag only, as the original does on a terminal only.
  file(WRITE "${WORK}/bin/imgpkg" "#!/bin/sh\nexec '${PKGREPO}' imgpkg \"$@\" --tty\n")
  file(CHMOD "${WORK}/bin/imgpkg" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
  cmake_path(GET PKGREPO PARENT_PATH bin)
  set(ENV{PATH} "${WORK}/bin:${bin}:$ENV{PATH}")
  set(ENV{PackageRepo_DIR} "${PACKAGE_REPO_DIR}")
  set(ENV{HOME} "${WORK}")
  set(BUILD "${SOURCE}/build" PARENT_SCOPE)
endfunction()

# type(<line> [MUST_FAIL <text>...]): in a shell in ${SOURCE}; sets `output`.
function(type line)
  run(DIRECTORY "${SOURCE}" COMMAND sh -ec "${line}" ${ARGN})
  set(output "${output}" PARENT_SCOPE)
endfunction()

# Pushes an image with one file.
function(push_upstream image)
  file(WRITE "${WORK}/upstream/hello" "hello\n")
  run(COMMAND "${PKGREPO}" imgpkg push -i "${image}" -f "${WORK}/upstream")
endfunction()

# Sets `variable` to the digest that the registry has under a reference.
function(get_pushed image variable)
  run(COMMAND "${SKOPEO}" inspect --tls-verify=false --format "{{.Digest}}" "docker://${image}")
  string(STRIP "${output}" digest)
  set(${variable} "${digest}" PARENT_SCOPE)
endfunction()
