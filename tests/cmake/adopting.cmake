# `pkgrepo adopt` writes what builds a repository of packages as it is, and tells what it left out.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

# adopt(<argument>... [MUST_FAIL <text>...]) in the project's folder.
function(adopt)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "MUST_FAIL")
  run(DIRECTORY "${SOURCE}" COMMAND "${PKGREPO}" adopt . ${arg_UNPARSED_ARGUMENTS} MUST_FAIL ${arg_MUST_FAIL})
  set(output "${output}" PARENT_SCOPE)
endfunction()

function(start_over)
  file(REMOVE_RECURSE "${SOURCE}" "${BUILD}")
  file(MAKE_DIRECTORY "${SOURCE}")
endfunction()

# Packages in folders of versions, and stages beside them.
start_over()
file(COPY "${PROJECTS}/orchard/packages/" DESTINATION "${SOURCE}/addons/packages")
file(REMOVE "${SOURCE}/addons/packages/apple/CMakeLists.txt" "${SOURCE}/addons/packages/pear/CMakeLists.txt")
file(COPY "${SOURCE}/addons/packages/apple/1.0.0/" DESTINATION "${SOURCE}/addons/packages/apple/latest")
write(addons/packages/odd/bundle/config.yaml "a: 1\n")
write(addons/repos/main.yaml "packages: [{name: apple, version: 1.0.0}]\n")
write(addons/repos/broken.yaml "packages:\n- name: apple\n  version:\n")
get_tree("${SOURCE}" before)
adopt(MUST_FAIL "packages in 'addons/packages' do not state their full names" "give --domain")
adopt(--domain fruit.example.com --dry-run)
expect_in("${output}" "add_carvel_packages(addons/packages DOMAIN fruit.example.com EXCLUDE apple/latest odd)")
get_tree("${SOURCE}" after)
expect_equal("${after}" "${before}")
adopt(--domain fruit.example.com)
foreach(text "adopted package apple, 2 versions" "adopted stage main"
             "not understood: ./addons/packages/apple/latest: 'latest' is not a semantic version"
             "not understood: ./addons/packages/odd has a bundle, but no package.yaml that states its version"
             "not understood: stage file ./addons/repos/broken.yaml:2: 'version' is missing here")
  expect_in("${output}" "${text}")
endforeach()
configure()
build()
file(READ "${BUILD}/carvel/packages.list" list)
expect_equal("${list}" "apple 1.0.0\napple 1.1.0\npear 2.0.0\n")
get_digest(main digest)

# A second run changes nothing; what somebody has changed stays.
file(REMOVE_RECURSE "${BUILD}")
get_tree("${SOURCE}" before)
adopt(--domain fruit.example.com)
expect_in("${output}" "CMakeLists.txt is up to date")
get_tree("${SOURCE}" after)
expect_equal("${after}" "${before}")
file(APPEND "${SOURCE}/CMakeLists.txt" "# edited\n")
adopt(--domain fruit.example.com MUST_FAIL "CMakeLists.txt is there with other content, and nothing is overwritten")

# Packages one a file, with the lock of their repository bundle; the stage of all of them is new.
start_over()
string(REPEAT "0" 64 zeros)
write(packages/files.acme.example.com/0.0.1.yaml
"apiVersion: data.packaging.carvel.dev/v1alpha1
kind: Package
metadata:
  name: files.acme.example.com.0.0.1
spec:
  refName: files.acme.example.com
  version: 0.0.1
  template:
    spec:
      fetch:
      - imgpkgBundle: {image: ghcr.io/acme/app@sha256:${zeros}}
      template:
      - ytt: {}
      deploy:
      - kapp: {}
")
write(.imgpkg/images.yml "")
write(pkgrepo-build.yml
  "apiVersion: kctrl.carvel.dev/v1alpha1\nkind: PackageRepositoryBuild\nmetadata: {name: demo.acme.example.com}\n")
adopt(--registry ghcr.io/acme)
configure()
build()
get_digest(main digest)
expect_contains("${BUILD}/carvel/repositories/main.yaml" "name: demo.acme.example.com")
expect_contains("${BUILD}/carvel/repositories/main.yaml" "ghcr.io/acme/main@${digest}")
file(REMOVE_RECURSE "${BUILD}")
adopt(--registry ghcr.io/acme)
expect_in("${output}" "CMakeLists.txt is up to date")

# Projects of kctrl.
start_over()
write(apps/demo/package-build.yml
"apiVersion: kctrl.carvel.dev/v1alpha1
kind: PackageBuild
metadata: {name: demo.acme.example.com}
spec:
  template:
    spec:
      app:
        spec:
          deploy: [{kapp: {}}]
          template: [{ytt: {paths: [config]}}, {kbld: {}}]
      export: [{includePaths: [config]}]
")
write(apps/demo/package-resources.yml
"apiVersion: data.packaging.carvel.dev/v1alpha1
kind: Package
metadata: {name: demo.acme.example.com.1.0.0}
spec: {refName: demo.acme.example.com, version: 1.0.0}
---
apiVersion: data.packaging.carvel.dev/v1alpha1
kind: PackageMetadata
metadata: {name: demo.acme.example.com}
spec: {displayName: Demo}
")
write(apps/demo/config/app.yaml "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: demo, namespace: default}\n")
write(apps/demo/.imgpkg/images.yml "---\napiVersion: imgpkg.carvel.dev/v1alpha1\nimages: []\nkind: ImagesLock\n")
write(apps/unnamed/package-build.yml "kind: PackageBuild\n")
adopt()
expect_in("${output}" "adopted package demo 1.0.0 of kctrl")
expect_in("${output}" "not understood: ./apps/unnamed/package-build.yml does not name its package")
configure()
build()
expect_contains("${BUILD}/carvel/packages/demo/1.0.0/package.yaml" "name: demo.acme.example.com.1.0.0")

start_over()
write(README.md "nothing")
adopt(MUST_FAIL "there are no packages in ." "expected NAME/VERSION/bundle")
