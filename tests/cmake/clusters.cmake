# Repositories that share a cluster may not bring different content under one name, as kapp-controller would find there.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

build_project(orchard)
set(alpha "${SOURCE}/repos/fruit-alpha.yaml")
set(beta "${SOURCE}/repos/fruit-beta.yaml")
write(repos/fruit-alpha.yaml "stage: alpha\n")
# Another place of the same version gives the Package another image.
set(elsewhere "package_repository:\n  packages:\n  - name: pear\n    version: 2.0.0\n    image: r.example.com/pear@sha256:\
abababababababababababababababababababababababababababababababab\n")
write(stages/beta.yaml "${elsewhere}")
# Without a cluster that both have, nothing is compared.
build()
write(repos/fruit-alpha.yaml "stage: alpha\nclusters: [dev]\n")
write(repos/fruit-beta.yaml "stage: beta\nclusters: [prod]\n")
build()

# In one cluster they conflict, at either of them.
get_digest(pear/2.0.0 pear)
write(repos/fruit-beta.yaml "stage: beta\nclusters:\n- prod\n- dev\n")
foreach(name alpha beta)
  if(name STREQUAL "alpha")
    set(here "${alpha}:2")
    set(there "${beta}:4")
  else()
    set(here "${beta}:4")
    set(there "${alpha}:2")
  endif()
  build(TARGETS repository-fruit-${name} MUST_FAIL
    "${here}: in cluster 'dev' this repository and ${there} have different content for Package/pear.fruit.example.com.2.0.0"
    "two images for one version, " "r.example.com/pear@sha256:abab" "registry.example.com/fruit/pear@${pear}"
    "note: carvel/stages/alpha/bundle/packages/pear.fruit.example.com/2.0.0.yml:"
    "raise the annotation packaging.carvel.dev/revision")
endforeach()

# The content of both counts, also when only the other one changes.
write(stages/beta.yaml "packages:\n- name: pear\n  version: 2.0.0\n")
build()
replace(packages/pear/metadata.yaml "displayName" "longDescription: tasty\n  displayName")
build()
write(stages/beta.yaml "${elsewhere}")
build(TARGETS repository-fruit-alpha MUST_FAIL "have different content for Package/pear.fruit.example.com.2.0.0")

# Namespaces keep them apart; a file without one may end up in that of the other.
write(repos/fruit-alpha.yaml "stage: alpha\nnamespace: kapp-controller-packaging-global\nclusters: [dev]\n")
build(TARGETS repository-fruit-alpha MUST_FAIL "have different content for Package/pear.fruit.example.com.2.0.0")
write(repos/fruit-beta.yaml "stage: beta\nnamespace: fruit\nclusters: [dev]\n")
build()
write(repos/fruit-beta.yaml "stage: beta\nnamespace: kapp-controller-packaging-global\nclusters: [dev]\n")
build(TARGETS repository-fruit-alpha MUST_FAIL "have different content for Package/pear.fruit.example.com.2.0.0")

# Equal names are one repository.
write(stages/beta.yaml "packages:\n- name: apple\n  version: 1.0.0\n")
write(repos/fruit-alpha.yaml "stage: alpha\nname: fruit.example.com\nclusters: [dev]\n")
write(repos/fruit-beta.yaml "stage: beta\nname: fruit.example.com\nclusters: [dev]\n")
build(TARGETS repository-fruit-beta MUST_FAIL  # either of them finds it
  "${beta}:3: in cluster 'dev' this repository and ${alpha}:3 are both the PackageRepository 'fruit.example.com'")
write(repos/fruit-beta.yaml "stage: beta\nclusters: [dev]\n")
build()
build()
expect_ran()

# Wrong lists.
write(repos/fruit-beta.yaml "stage: beta\nclusters: dev\n")
build(MUST_FAIL "${beta}:2: expected a list here")
write(repos/fruit-beta.yaml "stage: beta\nclusters: [dev,\n  dev]\n")
build(MUST_FAIL "${beta}:3: cluster 'dev' is given twice")
