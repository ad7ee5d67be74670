# What cannot be right is said at configure time, naming the file.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

# refuse(<path> <text> <message>): a project where the file has this content is refused with the message.
function(refuse path text message)
  file(REMOVE_RECURSE "${SOURCE}" "${BUILD}")
  copy_project(orchard)
  write(${path} "${text}")
  configure(MUST_FAIL "${SOURCE}/${path}:" "${message}")
  set(output "${output}" PARENT_SCOPE)
endfunction()

set(apple packages/apple/CMakeLists.txt)
refuse(${apple} "add_carvel_package(apple DOMAIN a.example.com)"
  "add_carvel_package(apple): VERSIONS is missing, and ${SOURCE}/packages/apple has no package.yaml that says a version")
refuse(${apple} "add_carvel_package(apple VERSIONEN 1.0.0)"
  "add_carvel_package(apple): unknown arguments: VERSIONEN;1.0.0")
refuse(${apple} "add_carvel_package(apple VERSION 1.0.0 VERSIONS 1.1.0)"
  "add_carvel_package(apple): VERSIONS excludes VERSION and BUNDLE")
refuse(${apple} "add_carvel_package(apple DOMAIN a.example.com VERSION 1.0.0 BUNDLE none)"
  "add_carvel_package(apple): no such directory: ${SOURCE}/packages/apple/none")
refuse(${apple} "add_carvel_package(apple DOMAIN VERSIONS 1.0.0)"
  "add_carvel_package(apple): no value for: DOMAIN")
refuse(${apple} "add_carvel_package(apple DOMAIN a.example.com VERSIONS 1.0.0 1.0.1)"
  "package 'apple': version 1.0.1 has no directory")
refuse(${apple} "add_carvel_package(apple VERSIONS 1.0.0)"
  "package 'apple': version 1.0.0 needs DOMAIN, as it has no package.yaml")
refuse(${apple} "add_carvel_package(apple DOMAIN a.example.com VERSIONS 1.0.0 1.0.0)"
  "version 1.0.0 of package 'apple' is declared twice; it was first declared in ${SOURCE}/${apple}:1")
refuse(${apple} "add_carvel_package(apple DOMAIN a.example.com VERSIONS 1.0.0 VALUES none.yaml)"
  "add_carvel_package(apple): no such file: ${SOURCE}/packages/apple/none.yaml")
refuse(${apple} "add_carvel_package(Apple DOMAIN a.example.com VERSIONS 1.0.0)"
  "'Apple' cannot be the name of a package: use a-z, 0-9, and between them '.', '_' and '-'")
refuse(${apple} "add_carvel_package(apple DOMAIN a.example.com VERSIONS ../apple/1.0.0)"
  "package 'apple': '../apple/1.0.0' is no version")
refuse(packages/pear/CMakeLists.txt "add_carvel_package(pear VERSIONS 2.0.0)\nadd_carvel_package(pear VERSIONS 2.0.0)"
  "package 'pear' is declared twice; it was first declared in ${SOURCE}/packages/pear/CMakeLists.txt:1")
expect_in("${output}" "${SOURCE}/packages/pear/CMakeLists.txt:2: package 'pear'")

set(project "project(orchard LANGUAGES NONE)\nfind_package(PackageRepo REQUIRED)\n")
refuse(CMakeLists.txt "${project}add_carvel_packages(none)"
  "add_carvel_packages(none): no such directory: ${SOURCE}/none")
refuse(CMakeLists.txt "${project}add_carvel_packages(stages)"
  "add_carvel_packages(stages): no package in ${SOURCE}/stages")
refuse(CMakeLists.txt "${project}add_carvel_packages(packages EXCLUDE aple)"
  "add_carvel_packages(packages): EXCLUDE names 'aple', but there is no such package or version in ${SOURCE}/packages")
refuse(CMakeLists.txt "${project}file(REMOVE packages/apple/CMakeLists.txt)
add_carvel_packages(packages VALUES apple/1.0.0 DOMAIN a.example.com)"
  "add_carvel_packages(packages): VALUES has 'apple/1.0.0': expected <name>=<file> or <name>/<version>=<file>")
refuse(CMakeLists.txt "${project}add_carvel_packages(packages)\nadd_carvel_stage(apple FILE stages/beta.yaml)"
  "stage 'apple' and package 'apple' would both live at localhost:5000/apple")
refuse(CMakeLists.txt "${project}add_carvel_stage(alpha)"
  "add_carvel_stage(alpha): FILE is missing")
refuse(CMakeLists.txt "${project}add_carvel_stage(alpha FILE none.yaml)"
  "add_carvel_stage(alpha): no such file: ${SOURCE}/none.yaml")
refuse(CMakeLists.txt "${project}add_carvel_repository(fruit FILE repos/fruit-beta.yaml STAGE beta)"
  "add_carvel_repository(fruit): unknown arguments: STAGE;beta")

# Names and versions that kapp-controller would not take.
foreach(version latest 2.0 v1.0.0 0.0.1.rc1 01.2.3 1.0.0_vmware.1 1.2.3- 1.0.0-01 1.0.0-rc.01 1.0.0-a..b)
  refuse(${apple}
    "file(MAKE_DIRECTORY \${CMAKE_CURRENT_SOURCE_DIR}/${version}/bundle)
add_carvel_package(apple DOMAIN a.example.com VERSIONS ${version})"
    "package 'apple': ${version} is no semantic version")
  expect_in("${output}" "${SOURCE}/${apple}:2: ")
endforeach()
foreach(version 1.0.0-rc.1+build.5 1.0.0+vmware.1-tkg.1 1.0.0+01 1.0.0-0a)
  copy_project(orchard)
  write(${apple} "file(COPY 1.0.0/ DESTINATION \${CMAKE_CURRENT_SOURCE_DIR}/${version})
add_carvel_package(apple DOMAIN a.example.com VERSIONS 1.0.0 1.1.0 ${version})")
  configure()
endforeach()
refuse(${apple} "add_carvel_package(apple DOMAIN acme VERSIONS 1.0.0)"
  "package 'apple': its full name apple.acme has fewer than three segments")
expect_in("${output}" "${SOURCE}/${apple}:1: ")
foreach(domain A.B a_b.c a..b .a.b a.b. -a.b ../b.c)
  refuse(${apple} "add_carvel_package(apple DOMAIN ${domain} VERSIONS 1.0.0)"
    "package 'apple': apple.${domain} is no name of a package")
endforeach()

# The registry.
foreach(registry https://ghcr.io/acme ghcr.io/Acme ghcr.io/acme:1 "a b" ghcr.io//acme /acme)
  refuse(${apple} "add_carvel_package(apple DOMAIN a.example.com VERSIONS 1.0.0 REGISTRY \"${registry}\")" "REGISTRY ")
endforeach()
copy_project(orchard)
file(REMOVE_RECURSE "${BUILD}")
configure(ARGUMENTS -DPACKAGE_REPO_REGISTRY= MUST_FAIL "PACKAGE_REPO_REGISTRY is empty")
configure(ARGUMENTS -DPACKAGE_REPO_REGISTRY=http://localhost:5000 MUST_FAIL "PACKAGE_REPO_REGISTRY has a scheme")
configure(ARGUMENTS -DPACKAGE_REPO_REGISTRY=GHCR.io/acme//)

# A build folder in a bundle, by whatever path.
file(REMOVE_RECURSE "${SOURCE}")
copy_project(orchard)
file(CREATE_LINK "${SOURCE}/packages/apple/1.0.0/bundle" "${WORK}/link" SYMBOLIC)
set(BUILD "${WORK}/link/config/build")
configure(MUST_FAIL "package 'apple': the build folder ${BUILD} is inside the bundle ${SOURCE}/packages/apple/1.0.0/bundle"
                    "build elsewhere")
