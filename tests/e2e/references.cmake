# What registries say of references: what others make is there, and no tag of the project would move.
include("${CMAKE_CURRENT_LIST_DIR}/../cmake/harness.cmake")
set(ENV{HOME} "${WORK}")

write(CMakeLists.txt "cmake_minimum_required(VERSION 3.24)\nproject(shop LANGUAGES NONE)\nfind_package(PackageRepo REQUIRED)
set(PACKAGE_REPO_REGISTRY ${REGISTRY}/shop CACHE STRING \"\")
add_container_image(tool TAG 1.0 FILES tool.sh:/tool.sh)
add_helm_chart(hello SOURCE chart VERSION 1.0.0+b1 IMAGES tool=image)
add_references(scripts FILES install.sh)\n")
write(tool.sh "#!/bin/sh\n")
write(chart/Chart.yaml "apiVersion: v2\nname: hello\ndescription: Says hello\n")
write(chart/values.yaml "image: \"\"\n")
write(chart/templates/pod.yaml "apiVersion: v1\nkind: Pod\nmetadata:\n  name: hello\nspec:\n  containers:\n  - name: hello\n    image: {{ .Values.image }}\n")
write(install.sh "helm install hello oci://${REGISTRY}/shop/hello --version 1.0.0+b1\ndocker run ${REGISTRY}/others/tool:2.0\n"
  "docker run 127.0.0.1:1/nobody/tool:2.0\n")
configure()
build()

# Nothing was published yet: what the project makes need not be there, what others make has to.
run(COMMAND "${PKGREPO}" verify "${BUILD}")
run(COMMAND "${PKGREPO}" verify "${BUILD}" --registry --registry-retry-count 1 MUST_FAIL
  "${SOURCE}/install.sh:2: ${REGISTRY}/others/tool:2.0 is not in its registry"
  "${SOURCE}/install.sh:3: 127.0.0.1:1/nobody/tool:2.0 could not be looked for: " "3 references, 2 faults")

build(TARGETS tool-push hello-push)
run(COMMAND "${SKOPEO}" copy --src-tls-verify=false --dest-tls-verify=false
  "docker://${REGISTRY}/shop/tool:1.0" "docker://${REGISTRY}/others/tool:2.0")
write(install.sh "helm install hello oci://${REGISTRY}/shop/hello --version 1.0.0+b1\ndocker run ${REGISTRY}/others/tool:2.0\n")
run(COMMAND "${PKGREPO}" verify "${BUILD}" --registry)
expect_in("${output}" "2 references, no faults")

# A changed file makes another image, and another chart, of versions that are published.
write(tool.sh "#!/bin/sh\necho\n")
build()
run(COMMAND "${PKGREPO}" verify "${BUILD}")
run(COMMAND "${PKGREPO}" verify "${BUILD}" --registry MUST_FAIL
  "${SOURCE}/CMakeLists.txt:5: ${REGISTRY}/shop/tool:1.0 is published as sha256:" ": a push would move the tag"
  "${SOURCE}/CMakeLists.txt:6: ${REGISTRY}/shop/hello:1.0.0_b1 is published as sha256:" "2 references, 2 faults")
