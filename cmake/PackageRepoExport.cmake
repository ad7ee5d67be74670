# Makes find_package(PackageRepo) work for other projects: with what is installed, and with this build tree
# (-D PackageRepo_DIR=<build>/package-repo), which is what tests/cmake does.
#
#   PACKAGE_REPO_INSTALL_SYMLINKS  also install ytt, kbld, imgpkg and vendir as links to pkgrepo. OFF by default, because
#                                  the prefix may contain the original tools. The links are the install component
#                                  `symlinks`.

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

option(PACKAGE_REPO_INSTALL_SYMLINKS "Install ytt, kbld, imgpkg and vendir as links to pkgrepo" OFF)

set(package_repo_install_dir "${CMAKE_INSTALL_LIBDIR}/cmake/PackageRepo")
# As with `cmake --install --strip`: most of the program is debug information.
install(CODE "set(CMAKE_INSTALL_DO_STRIP TRUE)")
install(TARGETS pkgrepo EXPORT PackageRepoTargets RUNTIME)
install(EXPORT PackageRepoTargets NAMESPACE PackageRepo:: DESTINATION "${package_repo_install_dir}")
export(EXPORT PackageRepoTargets NAMESPACE PackageRepo::
  FILE "${PROJECT_BINARY_DIR}/package-repo/PackageRepoTargets.cmake")

set(PACKAGE_REPO_MODULE_DIR "${PROJECT_SOURCE_DIR}/cmake")
configure_file("${PROJECT_SOURCE_DIR}/cmake/PackageRepoConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/package-repo/PackageRepoConfig.cmake" @ONLY)
set(PACKAGE_REPO_MODULE_DIR "\${CMAKE_CURRENT_LIST_DIR}")
configure_file("${PROJECT_SOURCE_DIR}/cmake/PackageRepoConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/package-repo/install/PackageRepoConfig.cmake" @ONLY)
foreach(directory package-repo package-repo/install)
  write_basic_package_version_file("${PROJECT_BINARY_DIR}/${directory}/PackageRepoConfigVersion.cmake"
    COMPATIBILITY SameMajorVersion ARCH_INDEPENDENT)
endforeach()

install(
  FILES
    "${PROJECT_BINARY_DIR}/package-repo/install/PackageRepoConfig.cmake"
    "${PROJECT_BINARY_DIR}/package-repo/install/PackageRepoConfigVersion.cmake"
    "${PROJECT_SOURCE_DIR}/cmake/PackageRepo.cmake"
    "${PROJECT_SOURCE_DIR}/cmake/PackageRepoApps.cmake"
    "${PROJECT_SOURCE_DIR}/cmake/PackageRepoArguments.cmake"
    "${PROJECT_SOURCE_DIR}/cmake/PackageRepoCTest.cmake"
    "${PROJECT_SOURCE_DIR}/cmake/PackageRepoChecks.cmake"
    "${PROJECT_SOURCE_DIR}/cmake/PackageRepoDeliveries.cmake"
    "${PROJECT_SOURCE_DIR}/cmake/PackageRepoDerived.cmake"
    "${PROJECT_SOURCE_DIR}/cmake/PackageRepoFolder.cmake"
    "${PROJECT_SOURCE_DIR}/cmake/PackageRepoCharts.cmake"
    "${PROJECT_SOURCE_DIR}/cmake/PackageRepoImages.cmake"
    "${PROJECT_SOURCE_DIR}/cmake/PackageRepoMakefile.cmake"
    "${PROJECT_SOURCE_DIR}/cmake/PackageRepoReferences.cmake"
    "${PROJECT_SOURCE_DIR}/cmake/PackageRepoShard.cmake"
    "${PROJECT_SOURCE_DIR}/cmake/PackageRepoStages.cmake"
    "${PROJECT_SOURCE_DIR}/cmake/PackageRepoStepTable.cmake"
    "${PROJECT_SOURCE_DIR}/cmake/PackageRepoSteps.cmake"
    "${PROJECT_SOURCE_DIR}/cmake/PackageRepoTests.cmake"
    "${PROJECT_SOURCE_DIR}/cmake/PackageRepoYaml.cmake"
  DESTINATION "${package_repo_install_dir}")
install(FILES "${PROJECT_SOURCE_DIR}/cmake/slice/CMakeLists.txt" DESTINATION "${package_repo_install_dir}/slice")

if(PACKAGE_REPO_INSTALL_SYMLINKS)
  foreach(tool ytt kbld imgpkg vendir kctrl)
    set(link "${PROJECT_BINARY_DIR}/package-repo/install/${tool}")
    file(CREATE_LINK pkgrepo "${link}" SYMBOLIC)
    install(FILES "${link}" DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT symlinks)
  endforeach()
endif()
