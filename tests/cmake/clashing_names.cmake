# Names of which two would be one target are refused, with the places of both.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

# clash(<calls> <message>...): a project with these calls is refused with all the texts; it has folders for versions
# 1-2, 2, and 1.0.0.
function(clash calls)
  file(REMOVE_RECURSE "${SOURCE}" "${BUILD}")
  copy_project(orchard)
  foreach(version 1-2 2)
    file(COPY "${SOURCE}/packages/apple/1.0.0/bundle" DESTINATION "${SOURCE}/${version}")
    write(${version}/package.yaml "kind: Package\nspec:\n  version: ${version}\n  template: {imgpkgBundle: {}}\n")
  endforeach()
  file(COPY "${SOURCE}/packages/apple/1.0.0" DESTINATION "${SOURCE}")
  write(CMakeLists.txt
    "cmake_minimum_required(VERSION 3.24)\nproject(orchard LANGUAGES NONE)\nfind_package(PackageRepo REQUIRED)\n${calls}\n")
  configure(MUST_FAIL ${ARGN})
endfunction()
set(file "${SOURCE}/CMakeLists.txt")

clash("add_carvel_package(aa VERSIONS 1-2)\nadd_carvel_package(aa-1 VERSIONS 2)"
  "${file}:5: version 2 of package 'aa-1' and version 1-2 of package 'aa' both need the target 'aa-1-2': rename one of them"
  "the other is declared in ${file}:4")
clash("add_carvel_package(stage-xx DOMAIN a.example.com VERSIONS 1.0.0)\nadd_carvel_stage(xx FILE stages/alpha.yaml)"
  "${file}:5: stage 'xx' and package 'stage-xx' both need the target 'stage-xx'"
  "the other is declared in ${file}:4")
clash("add_carvel_package(push-all DOMAIN a.example.com VERSIONS 1.0.0)"
  "${file}:4: package 'push-all' needs the target 'push-all', which PackageRepo itself defines: rename the package")
clash("add_custom_target(plum)\nadd_carvel_package(plum DOMAIN a.example.com VERSIONS 1.0.0)"
  "${file}:5: package 'plum' needs the target 'plum', which the project already defines: rename one of them")
foreach(name all clean edit_cache help install package rebuild_cache test)
  clash("add_carvel_package(${name} DOMAIN a.example.com VERSIONS 1.0.0)"
    "${file}:4: a package cannot be named '${name}', because CMake reserves this target name")
endforeach()

# Two of one name in different folders.
foreach(kind_calls
    "stage=add_carvel_stage(xx FILE ../stages/alpha.yaml)"
    "repository=add_carvel_repository(xx FILE ../repos/fruit-alpha.yaml)"
    "package=add_carvel_package(xx DOMAIN a.example.com SOURCE .. VERSIONS 1.0.0)")
  string(REGEX MATCH "^([a-z]+)=(.*)$" none "${kind_calls}")
  set(kind "${CMAKE_MATCH_1}")
  set(call "${CMAKE_MATCH_2}")
  clash("foreach(folder a b)
  file(WRITE \${CMAKE_CURRENT_SOURCE_DIR}/\${folder}/CMakeLists.txt [==[\n\n${call}]==])
  add_subdirectory(\${folder})
endforeach()"
    "${SOURCE}/b/CMakeLists.txt:2: ${kind} 'xx' is declared twice; it was first declared in ${SOURCE}/a/CMakeLists.txt:2")
endforeach()
