# What is installed serves another project by find_package(PackageRepo).
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

set(prefix "${WORK}/prefix")
run(COMMAND "${CMAKE_COMMAND}" --install "${PACKAGE_REPO_BUILD_DIR}" --prefix "${prefix}")
copy_project(orchard)
run(COMMAND "${CMAKE_COMMAND}" -G Ninja -S "${SOURCE}" -B "${BUILD}" "-DCMAKE_PREFIX_PATH=${prefix}")
build()
get_digest(alpha digest)
file(STRINGS "${BUILD}/build.ninja" commands REGEX "bin/pkgrepo")
foreach(command IN LISTS commands)
  string(REPLACE "$ " " " command "${command}")  # Ninja's way to write a blank in a path
  string(FIND "${command}" "${prefix}/bin/pkgrepo" found)
  if(found EQUAL -1)
    message(FATAL_ERROR "not the installed program: ${command}")
  endif()
endforeach()

# The drop-in commands are installed on demand, as links to the program beside them.
if(EXISTS "${prefix}/bin/ytt")
  message(FATAL_ERROR "links were installed that nobody asked for")
endif()
run(COMMAND "${CMAKE_COMMAND}" -G Ninja -S "${PACKAGE_REPO_SOURCE_DIR}" -B "${WORK}/linking" -D BUILD_TESTING=OFF
            -D PACKAGE_REPO_INSTALL_SYMLINKS=ON)
run(COMMAND "${CMAKE_COMMAND}" --install "${WORK}/linking" --prefix "${prefix}" --component symlinks)
foreach(tool ytt kbld imgpkg vendir kctrl)
  file(READ_SYMLINK "${prefix}/bin/${tool}" target)
  expect_equal("${target}" pkgrepo)
  run(COMMAND "${prefix}/bin/${tool}" version)
  string(FIND "${output}" "${tool} version " found)
  expect_equal("${found}" 0)
endforeach()
