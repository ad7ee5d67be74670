# Wrong files are found by the build, and the message says where, what, and what to do.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

copy_project(orchard)
configure()
set(config packages/apple/1.0.0/bundle/config)

# refuse(<path> <message>...): the build fails with these messages. The file is then as it was.
function(refuse path)
  build(MUST_FAIL ${ARGN})
  file(REMOVE "${SOURCE}/${path}")
  if(EXISTS "${PROJECTS}/orchard/${path}")
    file(COPY_FILE "${PROJECTS}/orchard/${path}" "${SOURCE}/${path}")
  endif()
endfunction()

# A template without its end.
replace(${config}/deployment.yaml "---" "#@ if True:\n---")
refuse(${config}/deployment.yaml "${SOURCE}/${config}: the package does not render:" "deployment.yaml:" "end")

# A bundle without templates, of which no package.yaml says what is rendered.
file(RENAME "${SOURCE}/${config}" "${SOURCE}/${config}s")
build(MUST_FAIL "${SOURCE}/packages/apple/1.0.0/bundle: there is neither a package.yaml nor a folder config/ in the bundle to render"
  "put templates into ${SOURCE}/${config}/, or write ${SOURCE}/packages/apple/1.0.0/package.yaml, which says what is rendered")
file(RENAME "${SOURCE}/${config}s" "${SOURCE}/${config}")

# A case of which CMake could make no test; what an editor leaves is no case.
write(packages/apple/1.0.0/test/values/a[b.yaml "replicas: 4\n")
build(MUST_FAIL "b.yaml: this case cannot give its name to a test" "rename this file")
file(REMOVE_RECURSE "${SOURCE}/packages/apple/1.0.0/test/values")
file(MAKE_DIRECTORY "${SOURCE}/packages/apple/1.0.0/test/values")
file(CREATE_LINK someone@somewhere.1 "${SOURCE}/packages/apple/1.0.0/test/values/.#a.yaml" SYMBOLIC)
build()
file(REMOVE_RECURSE "${SOURCE}/packages/apple/1.0.0/test")

# A value that the schema refuses.
write(${config}/values.yaml "#@data/values\n---\nreplicas: many\n")
refuse(${config}/values.yaml "the package does not render:" "3 | replicas: many" "found: string" "expected: integer (by schema.yaml:6)")

# A package that does not build keeps back the stages that hold it, and no others.
write(${config}/values.yaml "#@data/values\n---\nreplicas: many\n")
build(TARGETS repository-fruit-beta MUST_FAIL "replicas: many")
build(TARGETS repository-fruit-alpha)
# Nor a stage that held it until now.
file(READ "${SOURCE}/stages/beta.yaml" stage)
replace(stages/beta.yaml "[1.0.0]" "[1.1.0]")
build(TARGETS repository-fruit-beta)
expect_ran(stages/beta/stage.json repositories/fruit-beta.yaml)
write(stages/beta.yaml "${stage}")
replace(repos/fruit-beta.yaml "stage: beta" "stage: alpha")
build(TARGETS repository-fruit-beta)
replace(repos/fruit-beta.yaml "stage: alpha" "stage: beta")
file(REMOVE "${SOURCE}/${config}/values.yaml")

# An image that is not locked.
replace(${config}/deployment.yaml "apple:1.0.0" "apple:1.0.9")
refuse(${config}/deployment.yaml
  "${SOURCE}/packages/apple/1.0.0/bundle/.imgpkg/images.yml: image example.com/apple:1.0.9 of deployment/apple (apps/v1)"
  "in the case 'default' is not in the lock"
  "build the target apple-1.0.0-lock to resolve it")

# A test that runs after such a build says so, too.
build()
replace(${config}/deployment.yaml "apple:1.0.0" "apple:1.0.9")
build(MUST_FAIL "is not in the lock")
ctest(ARGUMENTS -R "apple-1.0.0/default/images" MUST_FAIL
  "${SOURCE}/packages/apple/1.0.0/bundle/.imgpkg/images.yml: image example.com/apple:1.0.9 of deployment/apple (apps/v1)"
  "build the target apple-1.0.0-lock to resolve it")
replace(${config}/deployment.yaml "apple:1.0.9" "apple:1.0.0")

# Nor is there anything that an earlier build has left.
file(REMOVE "${BUILD}/carvel/packages/apple/1.0.0/images.yml")
replace(${config}/deployment.yaml "apple:1.0.0" "apple:1.0.9")
build(MUST_FAIL "is not in the lock")
ctest(ARGUMENTS -R "apple-1.0.0/default/images" MUST_FAIL "the last build could not check the images: "
  "image example.com/apple:1.0.9 of deployment/apple (apps/v1)")
replace(${config}/deployment.yaml "apple:1.0.9" "apple:1.0.0")

# A bundle without a lock.
file(REMOVE_RECURSE "${SOURCE}/packages/apple/1.0.0/bundle/.imgpkg")
build(MUST_FAIL "no such file: ${SOURCE}/packages/apple/1.0.0/bundle/.imgpkg/images.yml"
                "build the target apple-1.0.0-lock to create it")
copy_project(orchard)

# Stages.
write(stages/beta.yaml "packages:\n- name: aple\n  version: 1.0.0\n")
refuse(stages/beta.yaml "${SOURCE}/stages/beta.yaml:2: unknown package 'aple'" "did you mean 'apple'?")
write(stages/beta.yaml "packages:\n- name: apple\n  versions:\n  - 1.0.0\n  - 3.0.0\n")
refuse(stages/beta.yaml "${SOURCE}/stages/beta.yaml:5: package 'apple' has no version '3.0.0'" "it has 1.0.0, 1.1.0")
write(stages/beta.yaml "pakages: []\n")
refuse(stages/beta.yaml "${SOURCE}/stages/beta.yaml:1: unknown key 'pakages'" "did you mean 'packages'?")

file(REMOVE "${SOURCE}/stages/beta.yaml")
build(TARGETS stage-alpha apple-1.0.0)
refuse(stages/beta.yaml "cannot read '${SOURCE}/stages/beta.yaml': No such file or directory")

# Repositories.
write(repos/fruit-beta.yaml "name: fruit-beta.example.com\nstage: bета\n")
refuse(repos/fruit-beta.yaml "${SOURCE}/repos/fruit-beta.yaml:2: unknown stage" "alpha, beta")

write(repos/fruit-beta.yaml "stage: beta\nname: Bad_Name\nsyncPeriod: soon\nlabels: {\"a b\": c}\n")
refuse(repos/fruit-beta.yaml "${SOURCE}/repos/fruit-beta.yaml:2: name 'Bad_Name' may only contain a-z, 0-9 and '-'"
  "${SOURCE}/repos/fruit-beta.yaml:3: syncPeriod 'soon' is not a duration"
  "${SOURCE}/repos/fruit-beta.yaml:4: labels: the key 'a b' may only contain")

# Stages' tags are those of their versions.
write(stages/beta.yaml "tag: 0.0.1+git.c9cc39a\npackages:\n- {name: apple, version: 1.0.0}\n")
build(TARGETS stage-beta)
expect_contains("${BUILD}/carvel/stages/beta/stage.json" "\"tag\": \"0.0.1_git.c9cc39a\"")
write(stages/beta.yaml "tag: a b\npackages:\n- {name: apple, version: 1.0.0}\n")
refuse(stages/beta.yaml "${SOURCE}/stages/beta.yaml:1: 'a b' is not a valid tag")
write(stages/beta.yaml "packages: []\n")
refuse(stages/beta.yaml "${SOURCE}/stages/beta.yaml:1: 'packages' is empty")

# Hand-written resources.
replace(packages/pear/2.0.0/package.yaml "version: 2.0.0" "version: 2.0.1")
refuse(packages/pear/2.0.0/package.yaml "package.yaml:5: expected 'pear.fruit.example.com.2.0.1'")
replace(packages/pear/2.0.0/package.yaml "kapp:" "kap:")
refuse(packages/pear/2.0.0/package.yaml "package.yaml:19: unknown field spec.template.spec.deploy[0].kap"
  "did you mean 'kapp'?")
replace(packages/pear/2.0.0/package.yaml "releaseNotes:" "licenses:")
refuse(packages/pear/2.0.0/package.yaml "package.yaml:9: spec.licenses is a string, not a list of strings")
replace(packages/pear/2.0.0/package.yaml "releaseNotes:" "releasedAt:")
refuse(packages/pear/2.0.0/package.yaml "package.yaml:9: spec.releasedAt: 'First release' is not a time")
replace(packages/pear/metadata.yaml "pear.fruit" "pear.plant")
refuse(packages/pear/metadata.yaml "metadata.yaml:4: expected 'pear.fruit.example.com', found 'pear.plant.example.com'")
replace(packages/pear/metadata.yaml "displayName" "displayNmae")
refuse(packages/pear/metadata.yaml "unknown field spec.displayNmae" "did you mean 'displayName'?")

# With everything as it was, all is well.
build()

# Manifests that a cluster would refuse are found by the tests.
write(${config}/twice.yaml "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: apple\n  namespace: apple
  annotations:\n    kapp.k14s.io/change-rule: upsert after upserting fruit/pear\n---\nkind: Nothing\n")
build()
ctest(ARGUMENTS -R "apple-1.0.0/default/objects" MUST_FAIL "(apps/v1) namespace: apple) is defined twice" "twice.yaml:9: object")
ctest(ARGUMENTS -R "apple-1.0.0/default/ordering" MUST_FAIL "'upsert after upserting fruit/pear' names a change group that no object has")
