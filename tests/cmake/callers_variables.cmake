# What a caller calls its own variables does not matter to the module, which leaves them alone, too; and the module
# configures without any warning.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

copy_project(orchard)
file(COPY "${PROJECTS}/orchard/packages/apple" DESTINATION "${SOURCE}/found")
file(REMOVE "${SOURCE}/found/apple/CMakeLists.txt")
file(RENAME "${SOURCE}/found/apple" "${SOURCE}/found/plum")
replace(CMakeLists.txt "add_carvel_stage(alpha" "add_carvel_packages(found DOMAIN fruit.example.com)\nadd_carvel_stage(alpha")
file(READ "${SOURCE}/CMakeLists.txt" project)

# Every name of a variable in the module's files, and of the arguments.
file(GLOB files "${PACKAGE_REPO_SOURCE_DIR}/cmake/PackageRepo*.cmake")
set(names "")
foreach(file IN LISTS files)
  file(READ "${file}" text)
  string(REGEX MATCHALL "[$]{[a-z_]+|(set|unset|foreach|get_property|list)\\(([A-Z]+ )?[a-z_]+" found "${text}")
  list(TRANSFORM found REPLACE "^.*[{( ]" "")
  list(APPEND names ${found})
endforeach()
list(REMOVE_DUPLICATES names)
foreach(prefix arg step action)
  foreach(keyword VERSION VERSIONS SOURCE BUNDLE DOMAIN REGISTRY EXPECTED_DIR VALUES EXCLUDE ALLOW_FAILURES FILE COMMENT
                  DIRECTORY OUTPUT COMMAND LAST BUILT DEPENDS UNPARSED_ARGUMENTS KEYWORDS_MISSING_VALUES)
    list(APPEND names ${prefix}_${keyword})
  endforeach()
endforeach()

# Configures with the given lines ahead of the calls; sets `graph` to what Ninja is to do.
function(configure_with lines)
  string(REPLACE "find_package(PackageRepo REQUIRED)" "find_package(PackageRepo REQUIRED)\n${lines}" text "${project}")
  write(CMakeLists.txt "${text}${ARGN}")
  configure(ARGUMENTS -Wdev -Werror=dev -Wdeprecated -Werror=deprecated --warn-uninitialized)
  if(output MATCHES "[Ww]arning")
    message(FATAL_ERROR "a warning:\n${output}")
  endif()
  file(READ "${BUILD}/build.ninja" graph)
  set(graph "${graph}" PARENT_SCOPE)
endfunction()

configure_with("")
configure_with("")  # the first time more of CMake's own files are read
set(clean "${graph}")

set(poison "")
set(check "")
foreach(name IN LISTS names)
  string(APPEND poison "set(${name} poison)\n")
  string(APPEND check "if(NOT \"\${${name}}\" STREQUAL poison)\n  message(FATAL_ERROR \"${name} was changed\")\nendif()\n")
endforeach()
configure_with("${poison}" "${check}")
expect_equal("${graph}" "${clean}")
