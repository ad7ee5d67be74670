# What the chain makes of a small repository: resources, pins, locks, tests.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

copy_project(orchard)
configure()
build()
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
replace(packages/apple/1.1.0/test/expected/three.yaml "replicas: 3" "replicas: 4")
build(TARGETS update-expected-all)
ctest(ARGUMENTS -R "apple-1.1.0/three/expected")

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
ctest(ARGUMENTS -R "pear-2.0.0/default/objects" MUST_FAIL "no object is rendered, and kapp refuses to deploy none")
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
