# What the Package's own template says is what is rendered, checked and locked.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

build_project(orchard)
set(pear packages/pear/2.0.0)
set(rendered "${BUILD}/carvel/${pear}/rendered/default.yaml")

# Paths, inline files, and marks of a step; values of the bundle; a second step.
write(${pear}/bundle/more/b.yaml "# ytt does not know this comment\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: more}\n")
write(${pear}/bundle/left-out.yaml "broken: [")
replace(${pear}/package.yaml "ytt: {paths: [config/]}"
  "ytt: {ignoreUnknownComments: true, paths: [config/, more], inline: {paths: {c.yaml: 'kind: Other'}}, fileMarks: ['c.yaml:exclude=true']}
      - ytt: {paths: ['-', overlay.yaml]}")
write(${pear}/bundle/overlay.yaml
"#@ load(\"@ytt:overlay\", \"overlay\")
#@overlay/match by=overlay.subset({\"kind\": \"ConfigMap\"})
---
metadata:
  #@overlay/match missing_ok=True
  labels: {second: step}
")
build()
expect_contains("${rendered}" "second: step")
expect_contains("${rendered}" "kind: Deployment")

# What is not supported is refused, with its line.
function(refuses_step from to)
  replace(${pear}/package.yaml "${from}" "${to}")
  build(TARGETS pear MUST_FAIL ${ARGN})
  replace(${pear}/package.yaml "${to}" "${from}")
endfunction()
refuses_step("- ytt: {paths: ['-', overlay.yaml]}" "- cue: {}"
  "${SOURCE}/${pear}/package.yaml:17: the template step cue is not supported here")
refuses_step("paths: [config/, more]" "paths: [config/, mroe]"
  "${SOURCE}/${pear}/package.yaml:16: the step reads 'mroe', which is not in ${SOURCE}/${pear}/bundle")
refuses_step("- imgpkgBundle:" "- git: {url: 'https://example.com/app'}\n      - imgpkgBundle:"
  "${SOURCE}/${pear}/package.yaml:13: what git fetches is not known here")
set(path "$ENV{PATH}")
set(ENV{PATH} "${WORK}/no-programs:/usr/bin:/bin")
find_program(helm helm PATHS /usr/bin /bin NO_DEFAULT_PATH)
if(NOT helm)
  refuses_step("- ytt: {paths: ['-', overlay.yaml]}" "- helmTemplate: {path: chart}"
    "this step renders a chart with helm, which is not installed, so nothing could be checked")
endif()
# A stand-in that shows what it is given.
file(WRITE "${WORK}/programs/helm" "#!/bin/sh\necho \"kind: Chart\nmetadata: {name: \\\"$*\\\"}\napiVersion: v1\"\n")
file(CHMOD "${WORK}/programs/helm" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
set(ENV{PATH} "${WORK}/programs:${path}")
write(${pear}/bundle/chart/Chart.yaml "name: chart\n")
replace(${pear}/package.yaml "- ytt: {paths: ['-', overlay.yaml]}" "- helmTemplate: {path: chart, namespace: fruit}")
build()
expect_contains("${rendered}" "template pear ${SOURCE}/${pear}/bundle/chart --namespace fruit --include-crds")
replace(${pear}/package.yaml "namespace: fruit}"
  "kubernetesVersion: {version: 1.30.0}, kubernetesAPIs: {groupVersions: [a/v1, b/v1]}}")
build()
expect_contains("${rendered}" "--include-crds --kube-version 1.30.0 --api-versions a/v1 --api-versions b/v1")
# Values that the chart refuses are a refused case, as those that ytt refuses.
file(WRITE "${WORK}/programs/helm" "#!/bin/sh\ncase \"$(cat)\" in *99*)
echo \"Error: execution error at (chart/templates/a.yaml:1:3): too large\" >&2; exit 1;; esac\necho 'a: 1'\n")
write(${pear}/test/values/large.yaml "replicas: 99\n")
write(${pear}/test/expected/large.stderr
  "helm: Error: execution error at (chart/templates/a.yaml:1:3): too large\n")
replace(${pear}/package.yaml "helmTemplate: {path: chart, " "helmTemplate: {path: ./chart, ")
build()
expect_contains("${BUILD}/carvel/packages/pear/2.0.0/rendered/large.stderr" "a.yaml:1:3): too large")
file(REMOVE "${SOURCE}/${pear}/test/values/large.yaml" "${SOURCE}/${pear}/test/expected/large.stderr")
replace(${pear}/package.yaml "helmTemplate: {path: ./chart, " "helmTemplate: {path: chart, ")
set(ENV{PATH} "${path}")
replace(${pear}/package.yaml
  "- helmTemplate: {path: chart, kubernetesVersion: {version: 1.30.0}, kubernetesAPIs: {groupVersions: [a/v1, b/v1]}}" "- ytt: {paths: ['-', overlay.yaml]}")

# kbld reads in the order of its paths: an override ahead of the lock makes the cluster ask the registry.
write(${pear}/bundle/config/kbld.yaml
"apiVersion: kbld.k14s.io/v1alpha1
kind: Config
overrides:
- image: example.com/pear:2.0.0
  newImage: example.com/side:1
")
build(TARGETS pear MUST_FAIL
  "${pear}/bundle/.imgpkg/images.yml: image example.com/side:1 of deployment/pear"
  "(with which an override replaces example.com/pear:2.0.0 before kbld reads the lock)"
  "an override before the lock makes the cluster ask the registry")
# So does one that is rendered, which reaches kbld ahead of all files, where the Package is generated.
file(COPY "${SOURCE}/${pear}/bundle/config/kbld.yaml" DESTINATION "${SOURCE}/packages/apple/1.0.0/bundle/config")
replace(packages/apple/1.0.0/bundle/config/kbld.yaml "example.com/pear:2.0.0" "example.com/apple:1.0.0")
build(TARGETS apple-1.0.0 MUST_FAIL "packages/apple/1.0.0/bundle/.imgpkg/images.yml: image example.com/side:1 of deployment/apple"
  "an override before the lock makes the cluster ask the registry")
file(REMOVE "${SOURCE}/packages/apple/1.0.0/bundle/config/kbld.yaml")
# Behind the lock it has no effect, so the lock is to follow it.
file(RENAME "${SOURCE}/${pear}/bundle/config/kbld.yaml" "${SOURCE}/${pear}/bundle/kbld.yaml")
replace(${pear}/package.yaml ".imgpkg/images.yml]" ".imgpkg/images.yml, kbld.yaml]")
build(TARGETS pear MUST_FAIL
  "${pear}/bundle/.imgpkg/images.yml: image example.com/pear:2.0.0 is locked as example.com/pear@sha256:"
  "but an override replaces it with example.com/side:1"
  "build the target pear-2.0.0-lock to resolve the override")

file(REMOVE "${SOURCE}/${pear}/bundle/kbld.yaml")
replace(${pear}/package.yaml ".imgpkg/images.yml, kbld.yaml]" ".imgpkg/images.yml]")

# An entry that does not say what it is for is refused by kbld in the cluster; -lock mends it, and keeps what was there.
file(READ "${SOURCE}/${pear}/bundle/.imgpkg/images.yml" lock)
string(REPEAT "1" 64 ones)
string(REPLACE "kind: ImagesLock\n"
  "- image: example.com/operand@sha256:${ones}\n  annotations: {reason: started at run time}\nkind: ImagesLock\n" lock "${lock}")
write(${pear}/bundle/.imgpkg/images.yml "${lock}")
build(TARGETS pear MUST_FAIL "images.yml:" "this entry has no annotation kbld.carvel.dev/id"
                             "build the target pear-2.0.0-lock to add it")
build(TARGETS pear-2.0.0-lock)
expect_contains("${SOURCE}/${pear}/bundle/.imgpkg/images.yml" "reason: started at run time")
expect_contains("${SOURCE}/${pear}/bundle/.imgpkg/images.yml" "kbld.carvel.dev/id: example.com/pear:2.0.0")
build()

# What an editor or version control has left in a file is named.
file(READ "${SOURCE}/${pear}/bundle/more/b.yaml" text)
string(ASCII 239 187 191 mark)
write(${pear}/bundle/more/b.yaml "${mark}${text}")
build(TARGETS pear MUST_FAIL "${pear}/bundle/more/b.yaml:1: the file begins with a byte order mark")
foreach(file ${pear}/bundle/config/schema.yaml ${pear}/package.yaml)
  file(READ "${SOURCE}/${file}" whole)
  write(${file} "${mark}${whole}")
  build(TARGETS pear MUST_FAIL "${file}:1: the file begins with a byte order mark")
  write(${file} "${whole}")
endforeach()
write(${pear}/bundle/more/b.yaml "version https://git-lfs.github.com/spec/v1\noid sha256:${ones}\nsize 5\n")
build(TARGETS pear MUST_FAIL "${pear}/bundle/more/b.yaml:1: the file is a Git LFS pointer")
write(${pear}/bundle/more/b.yaml "${text}")

# A project of kctrl: its template, deploy options, metadata and included paths are taken, its two files stay out.
write(packages/plum/1.0.0/package-build.yml
"apiVersion: kctrl.carvel.dev/v1alpha1
kind: PackageBuild
metadata: {name: plum.fruit.example.com}
spec:
  template:
    spec:
      app:
        spec:
          deploy: [{kapp: {rawOptions: [--wait-timeout=5m]}}]
          template: [{ytt: {paths: [config]}}, {kbld: {}}]
      export:
      - imgpkgBundle: {image: registry.example.com/plum, useKbldImagesLock: true}
        includePaths: [config]
")
write(packages/plum/1.0.0/package-resources.yml
"apiVersion: data.packaging.carvel.dev/v1alpha1
kind: Package
metadata: {name: plum.fruit.example.com.0.0.0}
spec:
  refName: plum.fruit.example.com
  version: 0.0.0
  licenses: [Apache 2.0]
  template: {spec: {fetch: [{git: {}}], template: [{ytt: {}}], deploy: [{kapp: {}}]}}
---
apiVersion: data.packaging.carvel.dev/v1alpha1
kind: PackageMetadata
metadata: {name: plum.fruit.example.com}
spec: {displayName: Plum, shortDescription: Blue}
")
write(packages/plum/1.0.0/config/schema.yaml "#@data/values-schema\n---\nsize: 1\n")
write(packages/plum/1.0.0/config/a.yaml "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plum}\n")
write(packages/plum/1.0.0/notes.md "stays out")
write(packages/plum/CMakeLists.txt "add_carvel_package(plum VERSIONS 1.0.0)\n")
file(APPEND "${SOURCE}/CMakeLists.txt" "add_subdirectory(packages/plum)\n")
build()
set(plum "${BUILD}/carvel/packages/plum/1.0.0")
foreach(text "name: plum.fruit.example.com.1.0.0" "- --wait-timeout=5m" "- .imgpkg/images.yml" "- Apache 2.0" "openAPIv3:")
  expect_contains("${plum}/package.yaml" "${text}")
endforeach()
expect_contains("${plum}/metadata.yaml" "shortDescription: Blue")
get_digest(plum/1.0.0 before)
write(packages/plum/1.0.0/notes.md "changed")
build()
get_digest(plum/1.0.0 after)
expect_equal("${after}" "${before}")
