# A C program becomes an image, which a package names: its digest goes into the lock of the bundle, and exactly what depends
# on it is made again.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

write(CMakeLists.txt [=[
cmake_minimum_required(VERSION 3.24)
project(shop LANGUAGES C)
find_package(PackageRepo REQUIRED)
set(PACKAGE_REPO_REGISTRY registry.example.com/shop CACHE STRING "")
add_executable(hello hello.c)
set(words "" CACHE STRING "")
add_container_image(hello-image IMAGE ghcr.io/acme/hello TAG 1.0
  FILES etc:/etc/hello
  TARGET hello:/usr/bin/hello
  ENTRYPOINT /usr/bin/hello ${words}
  PERMISSIONS /etc/hello/secret.conf=0600)
add_container_image(data FILES etc:/data PLATFORMS linux/amd64 linux/arm64)
add_carvel_packages(packages DOMAIN shop.example.com)
add_carvel_stage(beta FILE stages/beta.yaml)
]=])
file(WRITE "${SOURCE}/hello.c" "#include <stdio.h>\nint main(void) { puts(\"hello\"); return 0; }\n")
write(etc/greeting.conf "hello\n")
write(etc/secret.conf "secret\n")
set(pod "apiVersion: v1\nkind: Pod\nmetadata:\n  name: app\n  namespace: default\nspec:\n  containers:\n  - name: app\n    image: ")
write(packages/app/1.0.0/bundle/config/pod.yaml "${pod}ghcr.io/acme/hello:1.0\n")
write(packages/untagged/1.0.0/bundle/config/pod.yaml "${pod}registry.example.com/shop/data\n")
write(packages/other/1.0.0/bundle/config/pod.yaml "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: other\n  namespace: default\n")
write(stages/beta.yaml "packages:\n- {name: app, version: 1.0.0}\n- {name: other, version: 1.0.0}\n")
configure(ARGUMENTS -DCMAKE_BUILD_TYPE=Release)
build()

function(get_image_digest name variable)
  file(READ "${BUILD}/carvel/images/${name}/image.json" json)
  string(JSON digest GET "${json}" digest)
  set(${variable} "${digest}" PARENT_SCOPE)
endfunction()

get_image_digest(hello-image hello)
get_image_digest(data data)
expect_contains("${BUILD}/carvel/packages/app/1.0.0/images.yml" "image: ghcr.io/acme/hello@${hello}")
expect_contains("${BUILD}/carvel/packages/app/1.0.0/images.yml" "kbld.carvel.dev/id: ghcr.io/acme/hello:1.0")
expect_contains("${BUILD}/carvel/packages/untagged/1.0.0/images.yml" "registry.example.com/shop/data@${data}")
ctest()

# Nothing has changed.
build()
expect_ran()

# The program is the same by bytes.
replace(hello.c "#include <stdio.h>\n" "#include <stdio.h>  // for puts()\n")
build()
expect_ran(images/hello-image/image.json)
build()
expect_ran()

# It is another one: the image, and what names it.
set(after_hello images/hello-image/image.json packages/app/1.0.0/images.yml packages/app/1.0.0/bundle.json
  packages/app/1.0.0/package.yaml packages/app/1.0.0/metadata.yaml stages/beta/stage.json)
replace(hello.c "puts(\"hello\")" "puts(\"hello, world\")")
build()
expect_ran(${after_hello})
get_image_digest(hello-image changed)
expect_different("${changed}" "${hello}")
expect_contains("${BUILD}/carvel/packages/app/1.0.0/images.yml" "ghcr.io/acme/hello@${changed}")

# So does an option make it.
configure(ARGUMENTS "-Dwords=--loud")
build()
expect_ran(${after_hello})

# A file is in both images.
write(etc/greeting.conf "good morning\n")
run(COMMAND "${PKGREPO}" why "${BUILD}")
expect_in("${output}" "image data image: etc/greeting.conf has changed")
expect_in("${output}" "image hello-image image: etc/greeting.conf has changed")
build()
expect_ran(${after_hello} images/data/image.json packages/untagged/1.0.0/images.yml packages/untagged/1.0.0/bundle.json
  packages/untagged/1.0.0/package.yaml packages/untagged/1.0.0/metadata.yaml)
run(COMMAND "${PKGREPO}" why "${BUILD}" --last)
expect_in("${output}" "image data image: etc/greeting.conf has changed")

# A file that comes is noticed, and a mode of it that does not count.
write(etc/more.conf "more\n")
build(TARGETS data)
expect_ran(images/data/image.json)
file(CHMOD "${SOURCE}/etc/more.conf" PERMISSIONS OWNER_READ OWNER_WRITE)
get_image_digest(data data)
build()
get_image_digest(data same)
expect_equal("${same}" "${data}")

# A version that names no image any more waits for none.
write(packages/app/1.0.0/bundle/config/pod.yaml "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app\n  namespace: default\n")
build()
replace(hello.c "hello, world" "nothing for it")
build()
expect_ran(images/hello-image/image.json)
write(packages/app/1.0.0/bundle/config/pod.yaml "${pod}ghcr.io/acme/hello:1.0\n")
build()
expect_contains("${BUILD}/carvel/packages/app/1.0.0/images.yml" "ghcr.io/acme/hello@sha256:")

# An image that does not build holds up those alone that name it.
file(CREATE_LINK ../../outside "${SOURCE}/etc/link" SYMBOLIC)
build(TARGETS -k 0 MUST_FAIL "carvel/images/data/specification:7: the link ${SOURCE}/etc/link leads to ../../outside, out of the folder that is copied"
  "of add_container_image(data) in ${SOURCE}/CMakeLists.txt")
run(COMMAND "${PKGREPO}" summary "${BUILD}" MUST_FAIL "image data: image: ")
write(packages/other/1.0.0/bundle/config/pod.yaml "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: another\n  namespace: default\n")
build(TARGETS other)
file(REMOVE "${SOURCE}/etc/link")
build()

# Removed results are made again; a kept build tree serves a fresh checkout.
string(REPLACE "sha256:" "" blob "${data}")
file(REMOVE "${BUILD}/registry/blobs/sha256/${blob}")
build()
expect_ran(images/data/image.json)
file(TOUCH "${SOURCE}/etc/greeting.conf" "${SOURCE}/CMakeLists.txt" "${SOURCE}/packages/app/1.0.0/bundle/config/pod.yaml")
run(COMMAND "${PKGREPO}" restore "${BUILD}")
build(TARGETS data)
expect_ran()

# A link that leads somewhere in the image alone is followed by nobody, and noticed when it leads elsewhere.
file(CREATE_LINK /opt/nowhere "${SOURCE}/etc/inside" SYMBOLIC)
build(TARGETS data)
build(TARGETS data)
expect_ran()
get_image_digest(data before)
foreach(kept OFF ON)
  file(REMOVE "${SOURCE}/etc/inside")
  file(CREATE_LINK /opt/elsewhere-${kept} "${SOURCE}/etc/inside" SYMBOLIC)
  if(kept)
    run(COMMAND touch -d "2001-01-01" "${SOURCE}/etc")
    run(COMMAND "${PKGREPO}" restore "${BUILD}")
  endif()
  build(TARGETS data)
  expect_ran(images/data/image.json)
  get_image_digest(data after)
  if(after STREQUAL before)
    message(FATAL_ERROR "the image has the link of before")
  endif()
  set(before "${after}")
endforeach()
file(REMOVE "${SOURCE}/etc/inside")
build(TARGETS data)

# Another checkout, by another user, in another time zone, gives the same digest.
get_image_digest(data data)
file(COPY "${SOURCE}/" DESTINATION "${WORK}/another/deep/checkout")
file(CHMOD "${WORK}/another/deep/checkout/etc/greeting.conf" PERMISSIONS OWNER_READ)
set(SOURCE "${WORK}/another/deep/checkout")
set(BUILD "${WORK}/another/build")
run(COMMAND sh -c "umask 077 && TZ=Pacific/Auckland LC_ALL=C \"$0\" -G Ninja -S \"$1\" -B \"$2\" -DPackageRepo_DIR=\"$3\" && TZ=Pacific/Auckland ninja -C \"$2\" data"
  "${CMAKE_COMMAND}" "${SOURCE}" "${BUILD}" "${PACKAGE_REPO_DIR}")
get_image_digest(data other)
expect_equal("${other}" "${data}")
