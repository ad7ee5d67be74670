# What makes no image is refused, with the line of the call where CMake can know, else with that of its specification.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

write(tool.sh "#!/bin/sh\n")
write(conf/a.conf "a\n")
file(WRITE "${SOURCE}/hello.c" "int main(void) { return 0; }\n")
file(MAKE_DIRECTORY "${SOURCE}/layout")

function(write_project)
  write(CMakeLists.txt "cmake_minimum_required(VERSION 3.24)\nproject(shop LANGUAGES C)\nfind_package(PackageRepo REQUIRED)\n"
    "set(PACKAGE_REPO_REGISTRY registry.example.com/shop CACHE STRING \"\")\nadd_executable(hello hello.c)\n" ${ARGN} "\n")
endfunction()

# refuse(<call> <message>): configuring fails at line 6.
function(refuse call message)
  write_project("${call}")
  configure(MUST_FAIL "CMakeLists.txt:6: ${message}")
endfunction()

# refuse_to_build(<call> <message>...)
function(refuse_to_build call)
  write_project("${call}")
  configure()
  build(MUST_FAIL ${ARGN})
endfunction()

refuse("add_container_image(tool)" "add_container_image(tool): FILES and TARGET are missing, so the image would be empty")
refuse("add_container_image(tool FILES tool.sh)"
  "add_container_image(tool): FILES takes <what>:<destination>, with a destination that begins with '/', not 'tool.sh'")
refuse("add_container_image(tool FILES tools.sh:/tool.sh)" "add_container_image(tool): no such file: ${SOURCE}/tools.sh")
refuse("add_container_image(tool TARGET helo:/hello)"
  "add_container_image(tool): TARGET names 'helo', but the project has no such target yet: declare it first")
refuse("add_container_image(tool TARGET hello:/hello PLATFORMS linux/amd64 linux/arm64)"
  "add_container_image(tool): a TARGET is compiled for one platform, but PLATFORMS has 2: give FILES with {arch} in their names instead")
refuse("add_container_image(tool FILES tool.sh:/t PLATFORMS amd64)"
  "add_container_image(tool): 'amd64' is not a platform: use one such as linux/amd64 or linux/arm/v7")
refuse("add_container_image(tool FILES tool.sh:/t ENV PATH)" "add_container_image(tool): ENV takes <name>=<value>, not 'PATH'")
refuse("add_container_image(tool FILES tool.sh:/t PERMISSIONS /t=rwx)"
  "add_container_image(tool): PERMISSIONS takes <path>=<mode>, such as /usr/bin/tool=0755, not '/t=rwx'")
refuse("add_container_image(tool FILES tool.sh:/t OWNERS /t=root)"
  "add_container_image(tool): OWNERS takes <path>=<uid>:<gid>, such as /var/lib/tool=1000:1000, not '/t=root'")
refuse("add_container_image(tool FILES tool.sh:/t TAG a/b)" "add_container_image(tool): TAG is not a valid tag: a/b")
refuse("add_container_image(tool FILES tool.sh:/t IMAGE https://ghcr.io/acme)"
  "IMAGE starts with a scheme, which image references do not have: https://ghcr.io/acme")
refuse("add_container_image(hello FILES tool.sh:/t)"
  "image 'hello' needs the target 'hello', which the project already defines: rename one of them")
write_project("add_container_image(one IMAGE r.io/acme FILES tool.sh:/t)\nadd_container_image(two IMAGE r.io/acme FILES tool.sh:/t)")
configure(MUST_FAIL "CMakeLists.txt:7: image 'two' and image 'one' would both be pushed to r.io/acme:latest")
refuse("add_container_image(tool FILE tool.sh:/t)" "add_container_image(tool): unknown arguments: FILE")
refuse("imported_image(tool ARCHIVE tool.sh LAYOUT layout)"
  "imported_image(tool): give one of ARCHIVE, LAYOUT, REFERENCE and COMMAND, not ARCHIVE and LAYOUT")
refuse("imported_image(tool REFERENCE nginx:1.25)"
  "imported_image(tool): REFERENCE has to end with a digest, such as @sha256:…, so that it means the same tomorrow: nginx:1.25")
refuse("imported_image(tool COMMAND make)" "imported_image(tool): OUTPUT is missing: the tar or the folder that COMMAND leaves")

set(specification "carvel/images/tool/specification")
set(of "of add_container_image(tool) in ${SOURCE}/CMakeLists.txt")
refuse_to_build("add_container_image(tool FILES tool.sh:/../etc/passwd)"
  "${specification}:7: the path /../etc/passwd leads out of the image")
refuse_to_build("add_container_image(tool FILES tool.sh:/t FILES tool.sh:/u conf/a.conf:/u)"
  "${specification}:11: two files of one layer have the place /u in the image" "${of}")
refuse_to_build("add_container_image(tool FILES tool.sh:/t PERMISSIONS /bin/t=0755)"
  "${specification}:8: a mode is given for /bin/t, which none of its files brings into the image"
  "for an empty folder, end the path with '/'")
refuse_to_build("add_container_image(tool BASE debian:12 FILES tool.sh:/t)"
  "${specification}:4: the base debian:12 is not pinned: there is no ${SOURCE}/tool.base.lock.yml" "${of}"
  "build the target tool-lock, and commit ${SOURCE}/tool.base.lock.yml")
execute_process(COMMAND mkfifo "${SOURCE}/conf/pipe")
refuse_to_build("add_container_image(tool FILES conf:/etc)"
  "${specification}:6: ${SOURCE}/conf/pipe is no file, folder or link, and an image holds nothing else" "${of}")
file(REMOVE "${SOURCE}/conf/pipe")
file(CREATE_LINK /etc/../../passwd "${SOURCE}/conf/link" SYMBOLIC)
refuse_to_build("add_container_image(tool FILES conf:/etc)"
  "${specification}:6: the link ${SOURCE}/conf/link leads to /etc/../../passwd, out of the image")
file(REMOVE "${SOURCE}/conf/link")
refuse_to_build("add_container_image(tool FILES tool-{arch}.sh:/t)" "${specification}:6: no such file or folder: ${SOURCE}/tool-amd64.sh")
refuse_to_build("imported_image(tool ARCHIVE tool.sh)" "tool.sh: "
  "it has to be a tar that is not compressed, of an OCI image layout or as docker save writes it")
refuse_to_build("imported_image(tool LAYOUT layout)" "${SOURCE}/layout: it is no OCI image layout, since it has no file oci-layout")

# A lock that names what the project builds itself, and a package that is declared too early.
set(pod "apiVersion: v1\nkind: Pod\nmetadata:\n  name: app\n  namespace: default\nspec:\n  containers:\n  - name: app\n    image: registry.example.com/shop/tool\n")
write(packages/app/1.0.0/bundle/config/pod.yaml "${pod}")
string(REPEAT "0" 64 zeros)
write(packages/app/1.0.0/bundle/.imgpkg/images.yml
  "apiVersion: imgpkg.carvel.dev/v1alpha1\nkind: ImagesLock\nimages:\n- annotations:\n    kbld.carvel.dev/id: registry.example.com/shop/tool\n"
  "  image: registry.example.com/shop/tool@sha256:${zeros}\n")
refuse_to_build("add_container_image(tool FILES tool.sh:/t)\nadd_carvel_packages(packages DOMAIN shop.example.com)"
  "packages/app/1.0.0/bundle/.imgpkg/images.yml:4" "the project builds registry.example.com/shop/tool itself, as registry.example.com/shop/tool@sha256:"
  "build the target app-1.0.0-lock to remove this entry")
build(TARGETS app-1.0.0-lock)
expect_in("${output}" "- registry.example.com/shop/tool: the project makes it")
build()
file(REMOVE_RECURSE "${BUILD}")
refuse_to_build("add_carvel_packages(packages DOMAIN shop.example.com)\nadd_container_image(tool FILES tool.sh:/t)"
  "the manifests name the project's image 'tool', which is declared after this package"
  "in CMakeLists.txt, declare images ahead of packages")
