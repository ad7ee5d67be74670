# A Package's own version counts, whatever its folder is called.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

copy_project(orchard)
set(pear packages/pear/2.0.0/package.yaml)
replace(${pear} "name: pear.fruit.example.com.2.0.0" "name: pear.fruit.example.com.2.0.0-1+a.2")
replace(${pear} "  version: 2.0.0" "  version: 2.0.0-1+a.2")
configure()
expect_in("${output}" "pear/2.0.0 is version 2.0.0-1+a.2, according to its Package")

# It names the tag, the file in the stage and the resource.
write(stages/beta.yaml "packages:\n- name: pear\n  version: 2.0.0\n")
build(TARGETS stage-beta)
expect_contains("${BUILD}/carvel/packages/pear/2.0.0/bundle.json" "\"tag\": \"2.0.0-1_a.2\"")
set(staged "${BUILD}/carvel/stages/beta/bundle/packages/pear.fruit.example.com/2.0.0-1+a.2.yml")
expect_contains("${staged}" "name: pear.fruit.example.com.2.0.0-1+a.2")

# A stage that names neither version nor folder is told both, and may name either.
write(stages/beta.yaml "packages:\n- name: pear\n  version: 2.0.0-2\n")
build(TARGETS stage-beta MUST_FAIL "package 'pear' has no version '2.0.0-2'" "it has 2.0.0-1+a.2 (folder 2.0.0)")
file(REMOVE_RECURSE "${BUILD}")
write(stages/beta.yaml "packages:\n- name: pear\n  version: 2.0.0-1+a.2\n")
configure()
build(TARGETS stage-beta)
expect_contains("${staged}" "name: pear.fruit.example.com.2.0.0-1+a.2")
