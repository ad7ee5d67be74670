# What is older than its sources is neither tested nor published; the message says which file has changed, and the next
# build sees the change.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

build_project(orchard)
set(apple "${SOURCE}/packages/apple/1.1.0")
set(made carvel/packages/apple/1.1.0)

# refuse(<message>...): the tests and the push of one version fail with these messages, those of others do not.
function(refuse)
  ctest(ARGUMENTS -R "apple-1.1.0/default/images" MUST_FAIL ${ARGN} "run cmake --build")
  run(COMMAND "${PKGREPO}" push --layout registry --tree carvel --package apple --version 1.1.0 DIRECTORY "${BUILD}"
      MUST_FAIL ${ARGN} "run cmake --build")
  run(COMMAND "${PKGREPO}" push --layout registry --tree carvel --stage alpha DIRECTORY "${BUILD}"
      MUST_FAIL ${ARGN} "run cmake --build")
  ctest(ARGUMENTS -E "apple-1.1.0")
endfunction()

# take_up(): a build, and all is well.
macro(take_up)
  build()
  ctest()
  build()
  expect_ran()
endmacro()

file(TOUCH "${apple}/bundle/config/schema.yaml")
refuse("rendered.json is out of date: ${apple}/bundle/config/schema.yaml was modified")
take_up()

write(packages/apple/1.1.0/bundle/config/more.yaml "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: more\n")
ctest(ARGUMENTS -R "apple-1.1.0/default/renders" MUST_FAIL "${apple}/bundle/config/more.yaml is new")
refuse("${made}/rendered.json is out of date: ${apple}/bundle/config/more.yaml is new")
file(REMOVE "${apple}/bundle/config/more.yaml")
refuse("${made}/rendered.json is out of date: ${apple}/bundle/config has other files now")
take_up()

write(packages/apple/1.1.0/bundle/README.md "An apple\n")
refuse("${apple}/bundle/README.md is new")
take_up()
get_digest(apple/1.1.0 digest)

# Ninja does not see modes; what has found the change tells it.
file(CHMOD "${apple}/bundle/README.md" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
refuse("${made}/bundle.json is out of date: ${apple}/bundle/README.md is executable now")
take_up()
get_digest(apple/1.1.0 executable)
expect_different("${executable}" "${digest}")

# Nor does it see a file that is older than the last build.
run(COMMAND touch -d 2001-02-03 "${apple}/bundle/README.md")
refuse("${apple}/bundle/README.md was modified")
take_up()
file(REMOVE "${apple}/bundle/README.md")
refuse("${apple}/bundle/README.md is gone")
take_up()

# What a build could not render fails one test, which says why, and is the only one.
replace(packages/apple/1.1.0/bundle/config/deployment.yaml "---" "#@ if True:\n---")
build(MUST_FAIL "the package does not render")
ctest(ARGUMENTS -R "apple-1.1.0/" MUST_FAIL "could not render the version: ${apple}/bundle/config: the package does not render: mismatched set of block openings"
  "1 tests failed out of 1 ")
replace(packages/apple/1.1.0/bundle/config/deployment.yaml "#@ if True:\n---" "---")
take_up()
