# A changed value: the steps of that version run, and those of the stage and the repository with it, which are pinned
# anew.
include("${CMAKE_CURRENT_LIST_DIR}/built.cmake")

get_digest(apple/1.1.0 digest)
get_digest(alpha stage_digest)
replace(${config}/schema.yaml "replicas: 1" "replicas: 2")
build()
expect_ran(${chain_of_apple})
get_digest(apple/1.1.0 digest_after)
get_digest(alpha stage_digest_after)
expect_different("${digest}" "${digest_after}")
expect_different("${stage_digest}" "${stage_digest_after}")
expect_contains("${BUILD}/carvel/repositories/fruit-alpha.yaml" "${stage_digest_after}")
build()
expect_ran()
