# A program that builds otherwise than the module needs it is refused, before anything is built with it.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

copy_project(orchard)
file(WRITE "${WORK}/ninja" "#!/bin/sh\necho 1.10.2\n")
file(CHMOD "${WORK}/ninja" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
configure(ARGUMENTS -D "CMAKE_MAKE_PROGRAM=${WORK}/ninja" MUST_FAIL "PackageRepo needs Ninja 1.11" "is 1.10.2")
file(REMOVE_RECURSE "${BUILD}")
configure(ARGUMENTS -G "Unix Makefiles" MUST_FAIL "PackageRepo needs the Ninja generator")
