# An application, from a program in C to the package that installs it: each step runs for what it depends on, and none behind a
# test that fails.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

file(COPY "${PROJECTS}/hello/" DESTINATION "${SOURCE}")
configure(ARGUMENTS -DCMAKE_BUILD_TYPE=Release)
run(COMMAND "${PKGREPO}" status "${BUILD}")
expect_equal("${output}" "hello-app 1.0.0
  source             not built
  test               not built
  image hello-image  not built
  ops bundle         not built
  package bundle     not built
")
build()

function(get_record path member variable)
  file(READ "${BUILD}/carvel/${path}" json)
  string(JSON value GET "${json}" "${member}")
  set(${variable} "${value}" PARENT_SCOPE)
endfunction()

# Each names the one before it by digest.
get_record(apps/hello-app/source.json revision revision)
get_record(images/hello-image/image.json digest image)
get_record(packages/hello-app/1.0.0/bundle.json digest ops)
get_record(stages/hello-app-package/stage.json digest package)
file(SHA256 "${SOURCE}/hello.c" hello)
string(SHA256 expected "${hello}  hello.c\n")
expect_equal("${revision}" "sha256:${expected}")
expect_contains("${BUILD}/carvel/packages/hello-app/1.0.0/images.yml" "registry.example.com/hello/hello-image@${image}")
expect_contains("${BUILD}/carvel/packages/hello-app/1.0.0/package.yaml" "registry.example.com/hello/hello-app@${ops}")
get_record(stages/hello-app-package/stage.json tag tag)
expect_equal("${tag}" "1.0.0")
run(COMMAND "${PKGREPO}" status "${BUILD}")
set(status "hello-app 1.0.0
  source             ${revision}
  test               passed
  image hello-image  registry.example.com/hello/hello-image@${image}
  ops bundle         registry.example.com/hello/hello-app@${ops}
  package bundle     registry.example.com/hello/hello-app-package@${package}
")
expect_equal("${output}" "${status}")
ctest()
build()
expect_ran()

# A comment: the source is another one and is tested, the program is the same by bytes, and so is all behind it.
set(source apps/hello-app/source.json)
set(test apps/hello-app/test.json)
set(image images/hello-image/image.json)
set(ops packages/hello-app/1.0.0/images.yml packages/hello-app/1.0.0/bundle.json packages/hello-app/1.0.0/package.yaml
  packages/hello-app/1.0.0/metadata.yaml)
set(rendered packages/hello-app/1.0.0/rendered.json packages/hello-app/1.0.0/schema.json)
set(package stages/hello-app-package/stage.json)
replace(hello.c "#include <stdio.h>\n" "#include <stdio.h>  // for puts()\n")
run(COMMAND "${PKGREPO}" status "${BUILD}")
expect_in("${output}" "source ${revision} (out of date: ")
expect_in("${output}" "(out of date: waits for the source)")
run(COMMAND "${PKGREPO}" why "${BUILD}")
expect_in("${output}" "app hello-app app-source: hello.c has changed")
build()
expect_ran(${source} ${test} ${image})
build()
expect_ran()

# Another program.
replace(hello.c "puts(\"hello\")" "puts(\"hello, world\")")
build()
expect_ran(${source} ${test} ${image} ${ops} ${package})

# The configuration: neither tested nor made into an image.
replace(ops/config/deployment.yaml "- name: hello\n" "- name: greeter\n")
build()
expect_ran(${rendered} ${ops} ${package})

# A test that fails keeps back all behind it, whatever else has changed, and is told with its output.
replace(hello.c "puts(\"hello, world\")" "puts(\"good bye\")")
replace(ops/config/schema.yaml "replicas: 1" "replicas: 2")
build(TARGETS -k 0 MUST_FAIL "the test has failed with status 8: " "Required regular expression not found"
  "what is made of this source waits until its test passes")
expect_ran(${source})
run(COMMAND "${PKGREPO}" status "${BUILD}")
expect_in("${output}" "test failed: the test has failed with status 8: ")
expect_in("${output}" "image hello-image registry.example.com/hello/hello-image@")
expect_in("${output}" "(out of date: waits for the test)")
build(TARGETS stage-hello-app-package-push MUST_FAIL "the test has failed")
run(COMMAND "${PKGREPO}" summary "${BUILD}" MUST_FAIL "app hello-app: app-test: the test has failed with status 8")
replace(hello.c "puts(\"good bye\")" "puts(\"hello again\")")
build()
expect_ran(${source} ${test} ${image} ${rendered} ${ops} ${package})
run(COMMAND "${PKGREPO}" status "${BUILD}" --format json)
string(JSON state GET "${output}" 0 steps 4 state)
expect_equal("${state}" done)

# A release has its version from one place.
configure(ARGUMENTS -Drelease=1.1.0)
build()
get_record(stages/hello-app-package/stage.json tag tag)
expect_equal("${tag}" "1.1.0")
get_record(images/hello-image/image.json tag tag)
expect_equal("${tag}" "1.1.0")

# What makes no application.
function(refuse call message)
  write(CMakeLists.txt "cmake_minimum_required(VERSION 3.24)\nproject(hello LANGUAGES NONE)\nfind_package(PackageRepo REQUIRED)\n"
    "set(PACKAGE_REPO_REGISTRY registry.example.com/hello)\nadd_container_image(image FILES hello.c:/hello.c)\n${call}\n")
  configure(MUST_FAIL "CMakeLists.txt:6: add_carvel_app(app): ${message}")
endfunction()
set(app "VERSION 1.0.0 DOMAIN example.com")
refuse("add_carvel_app(app SOURCE hello.c IMAGE image CONFIG ops VERSION 1.0.0)" "DOMAIN is missing")
refuse("add_carvel_app(app SOURCE helo.c IMAGE image CONFIG ops ${app})" "no such file: ${SOURCE}/helo.c: there are CMakeLists.txt, hello.c; did you mean hello.c?")
refuse("add_carvel_app(app SOURCE hello.c IMAGE imag CONFIG ops ${app})" "IMAGE names 'imag', but the project has no such image yet: declare it first: there is image; did you mean image?")
refuse("add_carvel_app(app SOURCE hello.c IMAGE image CONFIG ops/config ${app})" "CONFIG is no bundle: there is no folder config/ in ${SOURCE}/ops/config")
refuse("add_carvel_app(app SOURCE hello.c IMAGE image CONFIG ops TEST true TEST_LABEL a ${app})" "give TEST or TEST_LABEL, not both")
refuse("add_carvel_app(app SOURCE hello.c IMAGE image CONFIG ops TEST_DEPENDS a ${app})" "TEST_DEPENDS belongs to TEST or TEST_LABEL")
write(sub/CMakeLists.txt "add_container_image(other FILES ../hello.c:/hello.c)\n")
write(CMakeLists.txt "cmake_minimum_required(VERSION 3.24)\nproject(hello LANGUAGES NONE)\nfind_package(PackageRepo REQUIRED)\n"
  "add_subdirectory(sub)\nadd_carvel_app(app SOURCE hello.c IMAGE other CONFIG ops ${app})\n")
configure(MUST_FAIL "CMakeLists.txt:5: add_carvel_app(app): IMAGE names 'other', which ${SOURCE}/sub/CMakeLists.txt declares: declare it in the same CMakeLists.txt as the application")
