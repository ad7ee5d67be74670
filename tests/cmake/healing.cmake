# Whatever folder of the build tree is removed, the next build makes it again, with the same content.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

copy_project(orchard)
write(upstream/deep/down/service.yaml "apiVersion: v1\nkind: Service\nmetadata:\n  name: upstream\n")
set(directory "directories:\n- path: config/upstream\n  contents:\n  - path: .\n    directory: ")
write(packages/pear/2.0.0/bundle/vendir.yml
  "apiVersion: vendir.k14s.io/v1alpha1\nkind: Config\n${directory}{path: ../../../../upstream}\n")
write(packages/pear/2.0.0/bundle/vendir.lock.yml
  "apiVersion: vendir.k14s.io/v1alpha1\nkind: LockConfig\n${directory}{}\n")
write(packages/apple/1.1.0/bundle/docs/it's/README "Fruit\n")
configure()
build()

# Sets `tree` to all that the build has made.
function(read_results)
  get_tree("${BUILD}/carvel" carvel)
  get_tree("${BUILD}/registry/blobs" blobs)
  set(tree "${carvel}${blobs}" PARENT_SCOPE)
endfunction()
read_results()
set(whole "${tree}")

foreach(folder
    carvel
    carvel/packages
    carvel/packages/apple
    carvel/packages/apple/1.1.0
    carvel/packages/apple/1.1.0/rendered
    carvel/packages/apple/1.1.0/bundle.json.links
    carvel/packages/pear/2.0.0/vendored
    carvel/packages/pear/2.0.0/vendored/.imgpkg
    carvel/packages/pear/2.0.0/vendored/config
    carvel/packages/pear/2.0.0/vendored/config/upstream
    carvel/packages/pear/2.0.0/vendored/config/upstream/deep/down
    carvel/stages
    carvel/stages/alpha
    carvel/stages/alpha/bundle
    carvel/stages/alpha/bundle/.imgpkg
    carvel/stages/alpha/bundle/packages
    carvel/repositories
    registry
    registry/blobs
    registry/blobs/sha256)
  message("${folder}")
  if(NOT IS_DIRECTORY "${BUILD}/${folder}")
    message(FATAL_ERROR "the build has not made ${folder}")
  endif()
  file(REMOVE_RECURSE "${BUILD}/${folder}")
  build()
  read_results()
  expect_equal("${tree}" "${whole}")
  build()
  expect_ran()
  ctest()
endforeach()
