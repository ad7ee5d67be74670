# What VALUES, REGISTRY and EXPECTED_DIR change.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

copy_project(orchard)
write(packages/apple/CMakeLists.txt
"add_carvel_package(apple DOMAIN fruit.example.com VERSIONS 1.0.0 1.1.0
  REGISTRY orchards.example.com/apples/
  VALUES plain.yaml annotated.yaml
  EXPECTED_DIR expected)\n")
write(packages/apple/plain.yaml "replicas: 5\n")
write(packages/apple/annotated.yaml "#@data/values\n---\nnamespace: grove\n")
replace(CMakeLists.txt "FILE stages/alpha.yaml" "FILE stages/alpha.yaml REGISTRY stages.example.com")
configure()
build()
set(tree "${BUILD}/carvel")

# Every case has these values, and its own come after them.
expect_contains("${tree}/packages/apple/1.1.0/rendered/default.yaml" "replicas: 5")
expect_contains("${tree}/packages/apple/1.1.0/rendered/default.yaml" "namespace: grove")
expect_contains("${tree}/packages/apple/1.1.0/rendered/three.yaml" "replicas: 3")
expect_contains("${tree}/packages/apple/1.1.0/rendered/three.yaml" "namespace: grove")

# They are no part of the bundle; a change of one renders the package anew and goes no further than what is different.
get_digest(apple/1.1.0 digest)
replace(packages/apple/plain.yaml "5" "6")
build()
expect_ran(
  packages/apple/1.0.0/rendered.json packages/apple/1.0.0/schema.json packages/apple/1.0.0/images.yml
  packages/apple/1.1.0/rendered.json packages/apple/1.1.0/schema.json packages/apple/1.1.0/images.yml)
get_digest(apple/1.1.0 digest_after)
expect_equal("${digest_after}" "${digest}")

# Images live where REGISTRY says, others where PACKAGE_REPO_REGISTRY does.
get_digest(pear/2.0.0 pear)
get_digest(alpha alpha)
expect_contains("${tree}/packages/apple/1.1.0/package.yaml" "image: orchards.example.com/apples/apple@${digest}")
expect_contains("${tree}/stages/alpha/bundle/.imgpkg/images.yml" "image: orchards.example.com/apples/apple@${digest}")
expect_contains("${tree}/stages/alpha/bundle/.imgpkg/images.yml" "image: registry.example.com/fruit/pear@${pear}")
expect_contains("${tree}/repositories/fruit-alpha.yaml" "image: stages.example.com/alpha@${alpha}")
expect_contains("${tree}/repositories/fruit-beta.yaml" "image: registry.example.com/fruit/beta@sha256:")

# Expected manifests are elsewhere, and made there.
set(expected "${SOURCE}/packages/apple/expected/apple/1.1.0")
build(TARGETS apple-1.1.0-update-expected)
expect_same_files("${expected}/three.yaml" "${tree}/packages/apple/1.1.0/rendered/three.yaml")
configure()
ctest(ARGUMENTS -R "apple-1.1.0/three/expected")
