# Images on a base that is in a registry: pinned by a lock, built without the registry, pushed with layers that the registry
# takes over from the base, and as declared once another client has unpacked them.
include("${CMAKE_CURRENT_LIST_DIR}/../cmake/harness.cmake")
set(ENV{HOME} "${WORK}")

# get_image(<name> <member> <variable>): what the record of an image says.
function(get_image name member variable)
  file(READ "${BUILD}/carvel/images/${name}/image.json" json)
  string(JSON value GET "${json}" "${member}")
  set(${variable} "${value}" PARENT_SCOPE)
endfunction()

# expect_pushed(<name> <image>): the registry reports the digest that the build has computed.
function(expect_pushed name image)
  get_image("${name}" digest digest)
  run(COMMAND "${SKOPEO}" inspect --raw --tls-verify=false "docker://${REGISTRY}/${image}")
  string(SHA256 reported "${output}")
  expect_equal("sha256:${reported}" "${digest}")
endfunction()

# count_requests(<variable> <regex>): how many requests the registry has had whose line matches.
function(count_requests variable regex)
  file(STRINGS "$ENV{REGISTRY_LOG}" requests REGEX "${regex}")
  list(LENGTH requests count)
  set(${variable} "${count}" PARENT_SCOPE)
endfunction()

# write_project(<text>): a CMakeLists.txt with it.
function(write_project text)
  write(CMakeLists.txt "cmake_minimum_required(VERSION 3.24)\nproject(shop LANGUAGES NONE)\nfind_package(PackageRepo REQUIRED)\n"
    "set(PACKAGE_REPO_REGISTRY ${REGISTRY}/shop CACHE STRING \"\")\n"
    "set(PACKAGE_REPO_NOTE_PUBLISHED OFF)  # the images of a published version stay as they are\n${text}")
endfunction()

# The base, for two platforms.
set(SOURCE "${WORK}/base")
set(BUILD "${WORK}/base-build")
write(system/bin/sh "a shell\n")
file(CHMOD "${SOURCE}/system/bin/sh" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
write(system/etc/os-release "NAME=base\n")
write_project("add_container_image(base IMAGE ${REGISTRY}/base TAG 1 FILES system:/ PLATFORMS linux/amd64 linux/arm64
  ENV PATH=/bin A=base CMD /bin/sh LABELS from=base PERMISSIONS /tmp/=1777)\n")
configure()
build(TARGETS base-push)
expect_in("${output}" "Pushed ${REGISTRY}/base:1@sha256:")
expect_pushed(base base:1)

# The image on it, not built before the base is pinned.
set(SOURCE "${WORK}/source")
set(BUILD "${WORK}/build")
set(on_base "IMAGE ${REGISTRY}/team/hello TAG 1.0 BASE ${REGISTRY}/base:1")
set(hello "add_container_image(hello ${on_base} FILES run.sh:/usr/bin/ FILES conf:/etc/hello
  PLATFORMS linux/amd64 linux/arm64 ENTRYPOINT /usr/bin/run.sh ENV A=hello B=b USER 1000:1000 WORKDIR /data
  LABELS org.opencontainers.image.title=hello ANNOTATIONS team=red PERMISSIONS /etc/hello/secret=0600 /data/=0777
  OWNERS /etc/hello=1000:2000)\n")
write(run.sh "#!/bin/sh\n")
file(CHMOD "${SOURCE}/run.sh" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
write(conf/secret "secret\n")
write(conf/plain "plain\n")
file(CREATE_LINK plain "${SOURCE}/conf/link" SYMBOLIC)
file(CREATE_LINK /usr/bin/run.sh "${SOURCE}/conf/program" SYMBOLIC)
write(packages/app/1.0.0/bundle/config/pod.yaml "apiVersion: v1\nkind: Pod\nmetadata:\n  name: app\n  namespace: default\n"
  "spec:\n  containers:\n  - name: app\n    image: ${REGISTRY}/team/hello:1.0\n")
write(stages/beta.yaml "packages:\n- {name: app, version: 1.0.0}\n")
set(packages "add_carvel_packages(packages DOMAIN shop.example.com)\nadd_carvel_stage(beta FILE stages/beta.yaml)\n")
write_project("${hello}${packages}")
configure()
build(MUST_FAIL "the base ${REGISTRY}/base:1 is not pinned: there is no ${SOURCE}/hello.base.lock.yml"
  "build the target hello-lock, and commit ${SOURCE}/hello.base.lock.yml")
build(TARGETS hello-lock)
expect_in("${output}" "${REGISTRY}/base:1 is ${REGISTRY}/base@sha256:")
expect_in("${output}" "Wrote ${SOURCE}/hello.base.lock.yml, to be committed")
build(TARGETS hello-lock)
expect_in("${output}" "hello.base.lock.yml is unchanged")

# The build needs no registry.
count_requests(before "\"(GET|HEAD) ")
build()
count_requests(after "\"(GET|HEAD) ")
expect_equal("${after}" "${before}")
get_image(hello digest digest)
expect_contains("${BUILD}/carvel/packages/app/1.0.0/images.yml" "image: ${REGISTRY}/team/hello@${digest}")

# The push of a stage brings the image first, whose base stays in the registry.
build(TARGETS stage-beta-push)
expect_in("${output}" "Pushed ${REGISTRY}/team/hello:1.0@${digest} Pushed ${REGISTRY}/shop/app:1.0.0@")
expect_pushed(hello team/hello:1.0)
count_requests(mounted "\"POST /v2/team/hello/blobs/uploads/[?]mount=[^ ]*from=base [^\"]*\" 201")
if(NOT mounted GREATER 0)
  message(FATAL_ERROR "the registry has taken over no layer from the base")
endif()
build(TARGETS hello-push)
expect_pushed(hello team/hello:1.0)

# Another client unpacks it for one of the platforms.
run(COMMAND "${SKOPEO}" --override-os linux --override-arch arm64 copy --src-tls-verify=false
  "docker://${REGISTRY}/team/hello:1.0" "oci:${WORK}/copy:hello")
run(COMMAND "${SKOPEO}" inspect --config "oci:${WORK}/copy:hello")
string(JSON architecture GET "${output}" architecture)
expect_equal("${architecture}" arm64)
string(JSON settings GET "${output}" config)
string(JSON environment GET "${settings}" Env)
string(REGEX REPLACE "[ \n]+" "" environment "${environment}")
expect_equal("${environment}" "[\"PATH=/bin\",\"A=hello\",\"B=b\"]")
foreach(pair User=1000:1000 WorkingDir=/data)
  string(REGEX MATCH "^(.*)=(.*)$" pair "${pair}")
  string(JSON value GET "${settings}" "${CMAKE_MATCH_1}")
  expect_equal("${value}" "${CMAKE_MATCH_2}")
endforeach()
string(JSON command ERROR_VARIABLE absent GET "${settings}" Cmd)
if(absent STREQUAL "NOTFOUND")
  message(FATAL_ERROR "the command of the base is for its own entrypoint:\n${settings}")
endif()
string(JSON label GET "${settings}" Labels from)
expect_equal("${label}" base)
if(UMOCI)
  run(COMMAND sh -c "umask 022; exec \"$@\"" unpack "${UMOCI}" unpack --rootless --image "${WORK}/copy:hello" "${WORK}/unpacked")
  set(root "${WORK}/unpacked/rootfs")
else()
  set(root "${WORK}/unpacked")
  file(MAKE_DIRECTORY "${root}")
  run(COMMAND "${SKOPEO}" inspect --raw "oci:${WORK}/copy:hello")
  string(JSON count LENGTH "${output}" layers)
  math(EXPR last "${count} - 1")
  set(manifest "${output}")
  foreach(i RANGE ${last})
    string(JSON layer GET "${manifest}" layers ${i} digest)
    string(REPLACE ":" "/" layer "${layer}")
    run(COMMAND sh -c "umask 022; exec \"$@\"" unpack tar -xpzf "${WORK}/copy/blobs/${layer}" -C "${root}")
  endforeach()
endif()
run(COMMAND sh -c "cd \"$0\" && find . -mindepth 1 -printf '%M %p %l\\n' | sed 's/ *$//' | sort -k 2" "${root}")
expect_equal("${output}" "drwxr-xr-x ./bin
-rwxr-xr-x ./bin/sh
drwxrwxrwx ./data
drwxr-xr-x ./etc
drwxr-xr-x ./etc/hello
lrwxrwxrwx ./etc/hello/link plain
-rw-r--r-- ./etc/hello/plain
lrwxrwxrwx ./etc/hello/program /usr/bin/run.sh
-rw------- ./etc/hello/secret
-rw-r--r-- ./etc/os-release
drwxrwxrwt ./tmp
drwxr-xr-x ./usr
drwxr-xr-x ./usr/bin
-rwxr-xr-x ./usr/bin/run.sh
")

run(COMMAND sh -c "for blob in \"$0\"/*; do tar --numeric-owner -tvzf \"$blob\" 2>/dev/null; done | grep etc/hello/plain"
  "${WORK}/copy/blobs/sha256")
expect_in("${output}" " 1000/2000 ")

# In one file, with the layers of the base; the same bytes each time.
set(archive "${BUILD}/carvel/images/hello/hello.tar")
build(TARGETS hello-archive)
expect_in("${output}" "Wrote ${archive}")
file(SHA256 "${archive}" written)
count_requests(before "\"(GET|HEAD) ")
build(TARGETS hello-archive)
expect_in("${output}" "${archive} is unchanged")
count_requests(after "\"(GET|HEAD) ")
expect_equal("${after}" "${before}")
file(REMOVE "${archive}")
build(TARGETS hello-archive)
file(SHA256 "${archive}" again)
expect_equal("${again}" "${written}")
run(COMMAND "${SKOPEO}" inspect --raw "oci-archive:${archive}:1.0")
string(SHA256 reported "${output}")
expect_equal("sha256:${reported}" "${digest}")
run(COMMAND "${SKOPEO}" --override-os linux --override-arch arm64 copy "oci-archive:${archive}:1.0" "oci:${WORK}/unarchived:hello")
run(COMMAND "${SKOPEO}" inspect --raw "oci:${WORK}/unarchived:hello")
set(unarchived "${output}")
run(COMMAND "${SKOPEO}" inspect --raw "oci:${WORK}/copy:hello")
expect_equal("${unarchived}" "${output}")

# The base moves: nothing happens before it is locked anew.
set(SOURCE "${WORK}/base")
set(BUILD "${WORK}/base-build")
write(system/etc/os-release "NAME=newer\n")
build(TARGETS base-push)
set(SOURCE "${WORK}/source")
set(BUILD "${WORK}/build")
build()
expect_ran()
build(TARGETS hello-lock)
expect_in("${output}" ", was ${REGISTRY}/base@sha256:")
build()
expect_ran(images/hello/image.json packages/app/1.0.0/images.yml packages/app/1.0.0/bundle.json packages/app/1.0.0/package.yaml
  packages/app/1.0.0/metadata.yaml stages/beta/stage.json)
build(TARGETS hello-push)
expect_pushed(hello team/hello:1.0)
# To another registry's name, as far as the client knows, the layers go through this machine.
string(REPLACE "127.0.0.1" "localhost" elsewhere "${REGISTRY}")
write_project("add_container_image(hello IMAGE ${elsewhere}/far/hello TAG 1.0 BASE ${REGISTRY}/base:1 FILES run.sh:/usr/bin/)\n")
configure()
build(TARGETS hello-push)
expect_pushed(hello far/hello:1.0)

# What the lock and the base do not have.
string(REPLACE "linux/arm64" "linux/s390x" other "${hello}")
write_project("${other}")
configure()
build(MUST_FAIL "${SOURCE}/hello.base.lock.yml:5: the base is locked for other platforms than linux/s390x" "build the target hello-lock")
build(TARGETS hello-lock MUST_FAIL "the base ${REGISTRY}/base:1 has no image for linux/s390x; it has linux/amd64, linux/arm64")
string(REPLACE "/base:1" "/base:2" other "${hello}")
write_project("${other}")
configure()
build(MUST_FAIL "${SOURCE}/hello.base.lock.yml:2: this is the lock of the base ${REGISTRY}/base:1, but the base is ${REGISTRY}/base:2 now")

# Images that other tools have made.
run(COMMAND "${SKOPEO}" --override-arch amd64 --override-os linux copy --src-tls-verify=false "docker://${REGISTRY}/base:1"
  "docker-archive:${SOURCE}/docker.tar:base:1")
run(COMMAND "${SKOPEO}" copy --all --src-tls-verify=false "docker://${REGISTRY}/base:1" "oci-archive:${SOURCE}/oci.tar:base")
run(COMMAND "${SKOPEO}" copy --all --src-tls-verify=false "docker://${REGISTRY}/base:1" "oci:${SOURCE}/layout:base")
run(COMMAND "${SKOPEO}" inspect --raw --tls-verify=false "docker://${REGISTRY}/base:1")
string(SHA256 base "${output}")
set(copy "${SKOPEO} copy --all --src-tls-verify=false docker://${REGISTRY}/base@sha256:${base}")
write_project("imported_image(docker ARCHIVE docker.tar)
imported_image(archive ARCHIVE oci.tar)
imported_image(layout LAYOUT layout TAG 2)
imported_image(referred REFERENCE ${REGISTRY}/base:1@sha256:${base})
imported_image(copied REFERENCE ${REGISTRY}/base@sha256:${base} IMAGE ${REGISTRY}/shop/copied)
imported_image(made COMMAND ${copy} oci-archive:made.tar OUTPUT made.tar)
imported_image(made-layout COMMAND ${copy} oci:made:x OUTPUT made)
${packages}")
write(packages/app/1.0.0/bundle/config/pod.yaml "apiVersion: v1\nkind: Pod\nmetadata:\n  name: app\n  namespace: default\n"
  "spec:\n  containers:\n  - name: app\n    image: ${REGISTRY}/base:1\n")
configure()
build()
expect_contains("${BUILD}/carvel/packages/app/1.0.0/images.yml" "image: ${REGISTRY}/base@sha256:${base}")
foreach(name archive layout referred copied made made-layout)
  get_image(${name} digest digest)
  expect_equal("${digest}" "sha256:${base}")
endforeach()
build(TARGETS docker-push archive-push layout-push copied-push made-layout-push referred-push)
expect_pushed(docker shop/docker:latest)
expect_pushed(layout shop/layout:2)
expect_pushed(copied shop/copied:latest)
run(COMMAND "${SKOPEO}" --override-arch arm64 --override-os linux inspect --tls-verify=false "docker://${REGISTRY}/shop/docker:latest")
build(TARGETS referred-archive docker-archive)
run(COMMAND "${SKOPEO}" copy --all "oci-archive:${BUILD}/carvel/images/referred/referred.tar:1" "oci:${WORK}/referred:x")
run(COMMAND "${SKOPEO}" inspect --raw "oci:${WORK}/referred:x")
string(SHA256 reported "${output}")
expect_equal("${reported}" "${base}")
run(COMMAND "${SKOPEO}" inspect --raw "oci-archive:${BUILD}/carvel/images/docker/docker.tar:latest")
string(JSON config GET "${output}" config digest)
run(COMMAND "${SKOPEO}" copy "docker-archive:${BUILD}/carvel/images/docker/docker.tar:${REGISTRY}/shop/docker:latest"
  "oci:${WORK}/loaded:x")
run(COMMAND "${SKOPEO}" inspect --raw "oci:${WORK}/loaded:x")
string(JSON loaded GET "${output}" config digest)
expect_equal("${loaded}" "${config}")
build()
expect_ran()

# A published version keeps its image when the project has gone on to another: its lock takes it from the registry.
set(SOURCE "${WORK}/published")
set(BUILD "${WORK}/published-build")
set(pod "apiVersion: v1\nkind: Pod\nmetadata:\n  name: app\n  namespace: default\nspec:\n  containers:\n  - name: app\n    image: ")
write(tool.sh "one\n")
write(packages/app/1.0.0/bundle/config/pod.yaml "${pod}${REGISTRY}/tool:1.0\n")
set(text "cmake_minimum_required(VERSION 3.24)\nproject(shop LANGUAGES NONE)\nfind_package(PackageRepo REQUIRED)\n")
string(APPEND text "set(PACKAGE_REPO_REGISTRY ${REGISTRY}/published CACHE STRING \"\")\n")
string(APPEND text "add_container_image(tool IMAGE ${REGISTRY}/tool TAG 1.0 FILES tool.sh:/tool.sh)\n")
string(APPEND text "add_carvel_packages(packages DOMAIN shop.example.com)\n")
write(CMakeLists.txt "${text}")
configure()
build(TARGETS app-1.0.0-push)
write(tool.sh "two\n")
build(MUST_FAIL "version 1.0.0 of package 'app' is published, and its content has changed since" "changed: .imgpkg/images.yml")
replace(CMakeLists.txt "TAG 1.0" "TAG 2.0")
build(MUST_FAIL "the lock must contain image ${REGISTRY}/tool:1.0" "build the target app-1.0.0-lock to create it")
build(TARGETS app-1.0.0-lock)
build()
