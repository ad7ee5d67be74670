# A comment in a template changes the bundle, but not what is rendered, so the images are not looked at again.
include("${CMAKE_CURRENT_LIST_DIR}/built.cmake")

replace(${config}/deployment.yaml "kind: Deployment" "kind: Deployment #! one of many")
build()
list(REMOVE_ITEM chain_of_apple ${apple}/images.yml)
expect_ran(${chain_of_apple})
