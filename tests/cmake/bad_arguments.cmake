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
  "add_carvel_package(apple): VERSIONS is missing, and no package.yaml in ${SOURCE}/packages/apple states a version")
refuse(${apple} "add_carvel_package(apple VERSIONEN 1.0.0)"
  "add_carvel_package(apple): unknown arguments: VERSIONEN;1.0.0: there are VERSION, SOURCE, BUNDLE, DOMAIN, REGISTRY, \
EXPECTED_DIR, VERSIONS, VALUES; did you mean VERSION?")
refuse(${apple} "add_carvel_package(apple VERSION 1.0.0 VERSIONS 1.1.0)"
  "add_carvel_package(apple): VERSIONS cannot be combined with VERSION or BUNDLE")
refuse(${apple} "add_carvel_package(apple DOMAIN a.example.com VERSION 1.0.0 BUNDLE none)"
  "add_carvel_package(apple): no such directory: ${SOURCE}/packages/apple/none: there are 1.0.0, 1.1.0")
refuse(${apple} "add_carvel_package(apple DOMAIN VERSIONS 1.0.0)"
  "add_carvel_package(apple): no value given for: DOMAIN")
refuse(${apple} "add_carvel_package(apple DOMAIN a.example.com VERSIONS 1.0.0 1.0.1)"
  "package 'apple': version 1.0.1 has no directory ${SOURCE}/packages/apple/1.0.1: there are 1.0.0, 1.1.0; did you mean 1.0.0?")
refuse(${apple} "add_carvel_package(apple DOMAIN a.example.com VERSIONS 1.0.0 VALEUS values.yaml)"
  "package 'apple': version VALEUS has no directory ${SOURCE}/packages/apple/VALEUS: there are 1.0.0, 1.1.0; did you mean VALUES?")
refuse(${apple} "add_carvel_package(apple VERSIONS 1.0.0)"
  "package 'apple': version 1.0.0 has no package.yaml, so DOMAIN is required")
refuse(${apple} "add_carvel_package(apple DOMAIN a.example.com VERSIONS 1.0.0 1.0.0)"
  "version 1.0.0 of package 'apple' is declared twice; it was first declared in ${SOURCE}/${apple}:1")
refuse(${apple} "add_carvel_package(apple DOMAIN a.example.com VERSIONS 1.0.0 VALUES 1.1.0/test/values/tree.yaml)"
  "add_carvel_package(apple): no such file: ${SOURCE}/packages/apple/1.1.0/test/values/tree.yaml: there is three.yaml; \
did you mean three.yaml?")
refuse(${apple} "add_carvel_package(Apple DOMAIN a.example.com VERSIONS 1.0.0)"
  "'Apple' is not a valid name for a package: use a-z and 0-9, with '.', '_' and '-' only between them")
refuse(${apple} "add_carvel_package(apple DOMAIN a.example.com VERSIONS ../apple/1.0.0)"
  "package 'apple': '../apple/1.0.0' is not a valid version")
refuse(packages/pear/CMakeLists.txt "add_carvel_package(pear VERSIONS 2.0.0)\nadd_carvel_package(pear VERSIONS 2.0.0)"
  "package 'pear' is declared twice; it was first declared in ${SOURCE}/packages/pear/CMakeLists.txt:1")
expect_in("${output}" "${SOURCE}/packages/pear/CMakeLists.txt:2: package 'pear'")

set(project "cmake_minimum_required(VERSION 3.24)\nproject(orchard LANGUAGES NONE)\nfind_package(PackageRepo REQUIRED)\n")
refuse(CMakeLists.txt "${project}add_carvel_packages(none)"
  "add_carvel_packages(none): no such directory: ${SOURCE}/none: there are packages, repos, stages")
refuse(CMakeLists.txt "${project}add_carvel_packages(packages DOMAINS a.example.com)"
  "unknown arguments: DOMAINS;a.example.com: there are DOMAIN, REGISTRY, EXPECTED_DIR, EXCLUDE, VALUES, ALLOW_FAILURES; \
did you mean DOMAIN?")
refuse(CMakeLists.txt "${project}add_carvel_packages(stages)"
  "add_carvel_packages(stages): there is no package in ${SOURCE}/stages")

# Names that EXCLUDE, VALUES and ALLOW_FAILURES give for nothing. `plum` is a Package without a bundle.
set(prepare "file(REMOVE packages/apple/CMakeLists.txt)
file(WRITE \${CMAKE_CURRENT_SOURCE_DIR}/packages/plum/1.0.0/package.yaml \"kind: Package\\nspec:\\n  version: 1.0.0\\n\")
file(WRITE \${CMAKE_CURRENT_SOURCE_DIR}/values.yaml \"\")
")
function(refuse_entry arguments message)
  refuse(CMakeLists.txt "${project}${prepare}add_carvel_packages(packages DOMAIN a.example.com ${arguments})"
    "add_carvel_packages(packages): ${message}")
  expect_in("${output}" "${SOURCE}/CMakeLists.txt:7: ")
  set(output "${output}" PARENT_SCOPE)
endfunction()
set(no_such "but there is no such package or version in ${SOURCE}/packages")
refuse_entry("EXCLUDE aple" "EXCLUDE names 'aple', ${no_such}: there are apple, pear, plum; did you mean apple?")
refuse_entry("EXCLUDE cherry" "EXCLUDE names 'cherry', ${no_such}: there are apple, pear, plum Call Stack")
refuse_entry("EXCLUDE apple/1.0.1"
  "EXCLUDE names 'apple/1.0.1', ${no_such}: there are apple/1.0.0, apple/1.1.0; did you mean apple/1.0.0?")
refuse_entry("ALLOW_FAILURES Plum/1.0.0"
  "ALLOW_FAILURES names 'Plum/1.0.0', ${no_such}: there are apple, pear, plum; did you mean plum/1.0.0?")
refuse_entry("VALUES plumm=values.yaml"
  "VALUES names 'plumm', ${no_such}: there are apple, pear, plum; did you mean plum?")
refuse_entry("EXCLUDE apple ALLOW_FAILURE pear"
  "EXCLUDE names 'ALLOW_FAILURE', ${no_such}: there are apple, pear, plum; did you mean ALLOW_FAILURES?")
refuse_entry("VALUES apple/1.0.0"
  "VALUES contains 'apple/1.0.0': expected <name>=<file> or <name>/<version>=<file>")
refuse_entry("EXCLUDE apple VALUES apple=value.yaml"
  "no such file: ${SOURCE}/value.yaml: there are CMakeLists.txt, values.yaml; did you mean values.yaml?")
refuse_entry("EXCLUDE apple VALUES apple=values.yaml" "VALUES names 'apple', but EXCLUDE already leaves out all of 'apple': remove it")
refuse_entry("EXCLUDE apple apple/1.0.0" "EXCLUDE names 'apple/1.0.0', but EXCLUDE already leaves out all of 'apple': remove it")
refuse_entry("EXCLUDE apple/1.0.0 ALLOW_FAILURES apple/1.0.0"
  "ALLOW_FAILURES names 'apple/1.0.0', but EXCLUDE leaves it out: remove it")
refuse_entry("EXCLUDE apple/1.0.0 apple/1.1.0 ALLOW_FAILURES apple" "ALLOW_FAILURES names 'apple', but EXCLUDE leaves it out: remove it")
refuse_entry("VALUES plum=values.yaml"
  "VALUES names 'plum', but it has no bundle to render: remove it")
foreach(argument "EXCLUDE pear/2.0.0" "VALUES pear=values.yaml" "ALLOW_FAILURES pear")
  string(REGEX MATCH "^[A-Z_]+" keyword "${argument}")
  refuse_entry("${argument}" "${keyword} names 'pear")
  expect_in("${output}" "but 'pear' is declared by its own call, which ignores this argument: change that call")
endforeach()
refuse(packages/pear/CMakeLists.txt "file(WRITE \${CMAKE_CURRENT_SOURCE_DIR}/chart/package.yaml
\"kind: Package\\nspec:\\n  version: 1.0.0\\n\")
add_carvel_package(pear SOURCE chart VALUES 2.0.0/package.yaml)"
  "add_carvel_package(pear): VALUES has no effect, because no version has a bundle to render: remove it")

# Calls in folders that declare themselves do not mix with those around them.
file(REMOVE_RECURSE "${SOURCE}" "${BUILD}")
copy_project(orchard)
file(MAKE_DIRECTORY "${SOURCE}/packages/apple/more/plum")
file(RENAME "${SOURCE}/packages/apple/1.1.0" "${SOURCE}/packages/apple/more/plum/1.1.0")
write(${apple} "add_carvel_packages(more DOMAIN a.example.com)")
file(MAKE_DIRECTORY "${SOURCE}/packages/almond")  # seen before apple
write(CMakeLists.txt "${project}add_carvel_packages(packages EXCLUDE almond)")
configure()
refuse(CMakeLists.txt "${project}add_carvel_packages(packages)\nadd_carvel_stage(apple FILE stages/beta.yaml)"
  "stage 'apple' and package 'apple' would both be pushed to localhost:5000/apple")
refuse(CMakeLists.txt "${project}add_carvel_stage(alpha)"
  "add_carvel_stage(alpha): FILE is missing")
refuse(CMakeLists.txt "${project}add_carvel_stage(alpha FILE none.yaml)"
  "add_carvel_stage(alpha): no such file: ${SOURCE}/none.yaml")
refuse(CMakeLists.txt "${project}add_carvel_stage(alpha FILE stages/alfa.yaml)"
  "no such file: ${SOURCE}/stages/alfa.yaml: there are alpha.yaml, beta.yaml; did you mean alpha.yaml?")
refuse(CMakeLists.txt "${project}add_carvel_repository(fruit FILE repos/fruit-beta.yaml STAGE beta)"
  "add_carvel_repository(fruit): unknown arguments: STAGE;beta")

# Names and versions that kapp-controller would not take.
foreach(version latest 2.0 v1.0.0 0.0.1.rc1 01.2.3 1.0.0_vmware.1 1.2.3- 1.0.0-01 1.0.0-rc.01 1.0.0-a..b)
  refuse(${apple}
    "file(MAKE_DIRECTORY \${CMAKE_CURRENT_SOURCE_DIR}/${version}/bundle)
add_carvel_package(apple DOMAIN a.example.com VERSIONS ${version})"
    "package 'apple': ${version} is not a semantic version")
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
    "package 'apple': apple.${domain} is not a valid package name")
endforeach()

# The registry.
foreach(registry https://ghcr.io/acme ghcr.io/Acme ghcr.io/acme:1 "a b" ghcr.io//acme /acme)
  refuse(${apple} "add_carvel_package(apple DOMAIN a.example.com VERSIONS 1.0.0 REGISTRY \"${registry}\")" "REGISTRY ")
endforeach()
copy_project(orchard)
file(REMOVE_RECURSE "${BUILD}")
configure(ARGUMENTS -DPACKAGE_REPO_REGISTRY= MUST_FAIL "PACKAGE_REPO_REGISTRY is empty")
configure(ARGUMENTS -DPACKAGE_REPO_REGISTRY=http://localhost:5000 MUST_FAIL "PACKAGE_REPO_REGISTRY starts with a scheme")
configure(ARGUMENTS -DPACKAGE_REPO_REGISTRY=GHCR.io/acme//)

# A build folder in a bundle, by whatever path.
file(REMOVE_RECURSE "${SOURCE}")
copy_project(orchard)
file(CREATE_LINK "${SOURCE}/packages/apple/1.0.0/bundle" "${WORK}/link" SYMBOLIC)
set(BUILD "${WORK}/link/config/build")
configure(MUST_FAIL "package 'apple': the build directory ${BUILD} is inside the bundle ${SOURCE}/packages/apple/1.0.0/bundle"
                    "build elsewhere")
