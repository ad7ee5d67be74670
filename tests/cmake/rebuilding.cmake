# Exactly what is stale is made again, counted in Ninja's log.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

copy_project(orchard)
configure()
build()
set(apple packages/apple/1.1.0)
set(config ${apple}/bundle/config)
get_digest(apple/1.1.0 digest)
get_digest(alpha stage_digest)

# Everything was made once.
list(LENGTH RAN count)
expect_equal("${count}" 25)  # 3 versions of 7 files, 2 stages, 2 repositories

# A second build runs nothing.
build()
expect_ran()
if(NOT output MATCHES "no work to do")
  message(FATAL_ERROR "the second build had work to do:\n${output}")
endif()

# A file that is only touched: the steps that read it run, and change nothing for the ones after them.
file(TOUCH "${SOURCE}/${config}/schema.yaml")
build()
expect_ran(${apple}/rendered.json ${apple}/schema.json ${apple}/bundle.json)
build()
expect_ran()

# A changed value: the steps of that version, the stage that holds it, and the repository that serves the stage.
set(steps_of_change
  ${apple}/rendered.json
  ${apple}/schema.json
  ${apple}/images.yml
  ${apple}/bundle.json
  ${apple}/package.yaml
  ${apple}/metadata.yaml
  stages/alpha/stage.json
  repositories/fruit-alpha.yaml)
replace(${config}/schema.yaml "replicas: 1" "replicas: 2")
build()
expect_ran(${steps_of_change})
get_digest(apple/1.1.0 digest_after)
get_digest(alpha stage_digest_after)
expect_different("${digest}" "${digest_after}")
expect_different("${stage_digest}" "${stage_digest_after}")
expect_contains("${BUILD}/carvel/repositories/fruit-alpha.yaml" "${stage_digest_after}")
build()
expect_ran()

# A new file is noticed, and so is its removal.
write(${config}/extra.yaml "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: extra\n")
build()
expect_ran(${steps_of_change})
expect_contains("${BUILD}/carvel/${apple}/rendered/default.yaml" "name: extra")
file(REMOVE "${SOURCE}/${config}/extra.yaml")
build()
expect_ran(${steps_of_change})
get_digest(apple/1.1.0 digest_without)
expect_equal("${digest_without}" "${digest_after}")

# A comment changes the bundle, but not what is rendered.
replace(${config}/deployment.yaml "kind: Deployment" "kind: Deployment #! one of many")
build()
list(REMOVE_ITEM steps_of_change ${apple}/images.yml)
expect_ran(${steps_of_change})

# A stage file concerns that stage alone, and the repository that serves it.
replace(stages/beta.yaml "[1.0.0]" "[1.0.0, 1.1.0]")
build()
expect_ran(stages/beta/stage.json repositories/fruit-beta.yaml)
replace(stages/beta.yaml "packages:" "# Two of them\npackages:")
build()
expect_ran(stages/beta/stage.json)

# Hand-written resources.
replace(packages/pear/metadata.yaml "displayName: Pear" "displayName: Pears")
build()
expect_ran(packages/pear/2.0.0/package.yaml packages/pear/2.0.0/metadata.yaml stages/alpha/stage.json
           repositories/fruit-alpha.yaml)

# The embedded registry is filled again after it was removed, with the same images.
get_digest(alpha stage_digest)
file(REMOVE_RECURSE "${BUILD}/registry")
build()
get_digest(alpha stage_digest_after)
expect_equal("${stage_digest_after}" "${stage_digest}")
string(REPLACE "sha256:" "sha256/" blob "${stage_digest}")
if(NOT EXISTS "${BUILD}/registry/blobs/${blob}")
  message(FATAL_ERROR "the stage is not in the registry again")
endif()
build()
expect_ran()
