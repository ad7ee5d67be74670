# What the chain makes of a small repository: resources, pins, locks, tests.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

build_project(orchard)
set(tree "${BUILD}/carvel")

# A hand-written Package is kept but for its image.
get_digest(pear/2.0.0 pear)
file(READ "${SOURCE}/packages/pear/2.0.0/package.yaml" written)
string(REPLACE "to-be-set" "registry.example.com/fruit/pear@${pear}" expected "${written}")
file(READ "${tree}/packages/pear/2.0.0/package.yaml" package)
expect_equal("${package}" "${expected}")
expect_same_files("${tree}/packages/pear/2.0.0/metadata.yaml" "${SOURCE}/packages/pear/metadata.yaml")

# Without one it is made, with the schema of the values.
get_digest(apple/1.1.0 apple)
file(READ "${tree}/packages/apple/1.1.0/package.yaml" package)
expect_equal("${package}"
"apiVersion: data.packaging.carvel.dev/v1alpha1
kind: Package
metadata:
  name: apple.fruit.example.com.1.1.0
spec:
  refName: apple.fruit.example.com
  template:
    spec:
      deploy:
      - kapp: {}
      fetch:
      - imgpkgBundle:
          image: registry.example.com/fruit/apple@${apple}
      template:
      - ytt:
          paths:
          - config/
      - kbld:
          paths:
          - '-'
          - .imgpkg/images.yml
  valuesSchema:
    openAPIv3:
      additionalProperties: false
      properties:
        namespace:
          default: apple
          description: Namespace that everything is put into
          type: string
        replicas:
          default: 1
          description: How many of it
          type: integer
      type: object
  version: 1.1.0
")

# The stage holds both, and locks their bundles.
set(stage "${tree}/stages/alpha/bundle")
get_tree("${stage}" files)
string(REGEX REPLACE " [0-9a-f]+\n" "\n" files "${files}")
expect_equal("${files}"
".imgpkg/
.imgpkg/images.yml
packages/
packages/apple.fruit.example.com/
packages/apple.fruit.example.com/1.1.0.yml
packages/apple.fruit.example.com/metadata.yml
packages/pear.fruit.example.com/
packages/pear.fruit.example.com/2.0.0.yml
packages/pear.fruit.example.com/metadata.yml
")
expect_same_files("${stage}/packages/apple.fruit.example.com/1.1.0.yml" "${tree}/packages/apple/1.1.0/package.yaml")
file(READ "${stage}/.imgpkg/images.yml" lock)
expect_equal("${lock}"
"---
apiVersion: imgpkg.carvel.dev/v1alpha1
images:
- annotations:
    kbld.carvel.dev/id: registry.example.com/fruit/apple@${apple}
  image: registry.example.com/fruit/apple@${apple}
- annotations:
    kbld.carvel.dev/id: registry.example.com/fruit/pear@${pear}
  image: registry.example.com/fruit/pear@${pear}
kind: ImagesLock
")

# The repository is pinned to the stage.
get_digest(alpha alpha)
file(READ "${tree}/repositories/fruit-alpha.yaml" repository)
expect_equal("${repository}"
"apiVersion: packaging.carvel.dev/v1alpha1
kind: PackageRepository
metadata:
  name: fruit-alpha
  namespace: kapp-controller-packaging-global
spec:
  fetch:
    imgpkgBundle:
      image: registry.example.com/fruit/alpha@${alpha}
")

# What publishes a stage has the terminal; what is done to each of many versions does not wait for that.
file(READ "${BUILD}/build.ninja" graph)
string(REGEX MATCHALL "\n  pool = console\n  dyndep = carvel/stages/[a-z]+/push.dd\n" owners "${graph}")
list(LENGTH owners count)
expect_equal("${count}" 2)
if(NOT graph MATCHES "build carvel/repositories/fruit-alpha.publish[^\n]*(\n  [^\n]+)*\n  pool = console\n"
    OR graph MATCHES "build pear-2.0.0-push[^\n]*(\n  [^\n]+)*\n  pool = console\n")
  message(FATAL_ERROR "not exactly what publishes a stage is in the pool console")
endif()

# The tests of one package.
ctest(ARGUMENTS -L "^pear$")
if(NOT output MATCHES "pear-2.0.0/default/renders" OR output MATCHES "apple")
  message(FATAL_ERROR "not exactly the tests of pear:\n${output}")
endif()
ctest(ARGUMENTS -R "apple-1.1.0/three/expected")

# An expected file that differs is reported by all that differs, and rewritten on demand.
replace(packages/apple/1.1.0/test/expected/three.yaml "replicas: 3" "replicas: 4")
ctest(ARGUMENTS -R "apple-1.1.0/three/expected" MUST_FAIL
  "test/expected/three.yaml +++ carvel/packages/apple/1.1.0/rendered/three.yaml @@ -4,7 +4,7 @@"
  "- replicas: 4 + replicas: 3"
  "--target apple-1.1.0-update-expected")
build(TARGETS apple-1.1.0-update-expected)
ctest(ARGUMENTS -R "apple-1.1.0/three/expected")
foreach(target apple-update-expected update-expected-all)
  replace(packages/apple/1.1.0/test/expected/three.yaml "replicas: 3" "replicas: 4")
  build(TARGETS ${target})
  ctest(ARGUMENTS -R "apple-1.1.0/three/expected")
endforeach()

# What is expected of no case fails one test, until it is removed.
write(packages/apple/1.1.0/test/expected/tree.yaml "")
write("packages/apple/1.1.0/test/expected/.#three.yaml" "an editor's")
write("packages/apple/1.1.0/test/values/.#three.yaml" "an editor's")
build()
ctest(ARGUMENTS -L "^apple$" MUST_FAIL "1 tests failed" "apple-1.1.0/tree/expected"
  "there is no case 'tree'; the cases are default, three" "--target apple-1.1.0-update-expected")
file(REMOVE "${SOURCE}/packages/apple/1.1.0/test/values/.#three.yaml")
build(TARGETS apple-1.1.0-update-expected)
build()
ctest(ARGUMENTS -L "^apple$")

# Values that are refused fail one test.
write(packages/apple/1.1.0/test/values/wrong.yaml "replicas: many\n")
build()
ctest(ARGUMENTS -R "apple-1.1.0/wrong/" MUST_FAIL "1 tests failed out of 4" "the values are refused"
  "wrong/images (Skipped)")
file(REMOVE "${SOURCE}/packages/apple/1.1.0/test/values/wrong.yaml")

# kapp refuses to deploy nothing.
file(READ "${SOURCE}/packages/pear/2.0.0/bundle/config/deployment.yaml" pear_template)
write(packages/pear/2.0.0/bundle/config/deployment.yaml "#! nothing\n")
build()
ctest(ARGUMENTS -R "pear-2.0.0/default/objects" MUST_FAIL "no objects are rendered, and kapp refuses to deploy nothing")
write(packages/pear/2.0.0/bundle/config/deployment.yaml "${pear_template}")
build()

# A case that is new has tests.
write(packages/apple/1.1.0/test/values/nine.yaml "replicas: 9\n")
build()
expect_contains("${tree}/packages/apple/1.1.0/rendered/nine.yaml" "replicas: 9")
ctest(ARGUMENTS -R "apple-1.1.0/nine/renders")

# The table.
run(COMMAND "${PKGREPO}" summary "${BUILD}")
foreach(row
    "PACKAGE      BUNDLE  *STAGES"
    "apple 1.0.0  sha256:[0-9a-f]+  beta"
    "apple 1.1.0  ${apple}  alpha"
    "pear 2.0.0   ${pear}  alpha"
    "stage alpha  ${alpha}  2 package versions")
  if(NOT output MATCHES "${row}")
    message(FATAL_ERROR "no row '${row}' in:\n${output}")
  endif()
endforeach()

# Where a build has gone on after failures, these are told instead; --all has both.
write(packages/pear/2.0.0/bundle/config/broken.yaml "a: #@ nothing\n")
replace(packages/apple/1.1.0/bundle/config/schema.yaml "replicas:" "replicas: :")
build(TARGETS -k 0 MUST_FAIL "undefined: nothing")
run(COMMAND "${PKGREPO}" summary "${BUILD}" MUST_FAIL "apple 1.1.0")
string(REGEX REPLACE "does not render: [^\n]*" "does not render" output "${output}")
expect_equal("${output}" "apple 1.1.0: render: packages/apple/1.1.0/bundle/config: the package does not render
pear 2.0.0: render: packages/pear/2.0.0/bundle/config: the package does not render

2 steps failed; 1 of 3 package versions and 2 of 2 stages are built; paths are relative to ${SOURCE}/
")
run(COMMAND "${PKGREPO}" summary "${BUILD}" --all
  MUST_FAIL "apple 1.1.0 not built" "pear 2.0.0 not built"
    "pear 2.0.0: render: packages/pear/2.0.0/bundle/config: the package does not render: undefined: nothing (broken.yaml:1)")
