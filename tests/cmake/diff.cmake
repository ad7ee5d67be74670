# `pkgrepo diff` tells what a change does to packages, objects, stages and repositories.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

build_project(orchard)
file(RENAME "${BUILD}" "${WORK}/base")
configure()
build()

function(diff)
  run(COMMAND "${PKGREPO}" diff "${WORK}/base" "${BUILD}" ${ARGN})
  set(output "${output}" PARENT_SCOPE)
endfunction()

diff(--exit-code)
expect_equal("${output}" "Nothing differs\n")

# A value, an object that comes, one that goes, a case that comes, and a version that comes.
replace(packages/pear/2.0.0/bundle/config/schema.yaml "replicas: 1" "replicas: 2")
write(packages/pear/2.0.0/bundle/config/extra.yaml
  "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: extra\ndata:\n  text: |\n    one\n    two\n")
write(packages/pear/2.0.0/test/values/more.yaml "replicas: 5\n")
file(COPY "${SOURCE}/packages/apple/1.0.0/" DESTINATION "${SOURCE}/packages/apple/1.2.0")
replace(packages/apple/CMakeLists.txt "1.1.0" "1.1.0 1.2.0")
replace(stages/beta.yaml "1.0.0" "1.2.0")
build()
run(COMMAND "${PKGREPO}" diff "${WORK}/base" "${BUILD}" --exit-code
  MUST_FAIL "~ pear 2.0.0 (alpha)" "case default" "+ configmap/extra (v1) cluster"
    "~ deployment/pear (apps/v1) namespace: pear ~ spec.replicas: 1 -> 2" "case more is new"
    "+ apple 1.2.0 (beta)" "~ stage beta" "- apple 1.0.0 + apple 1.2.0"
    "~ stage alpha" "~ pear 2.0.0" "~ repository fruit-alpha"
    "2 package versions, 2 stages, 2 repositories differ")

# What went, seen from the other side; text of several lines line by line.
replace(packages/pear/2.0.0/bundle/config/extra.yaml "two" "three")
file(RENAME "${BUILD}" "${WORK}/second")
file(REMOVE_RECURSE "${WORK}/base")
file(RENAME "${WORK}/second" "${WORK}/base")
configure()
build()
diff()
expect_in("${output}" "~ configmap/extra (v1) cluster ~ data.text: @@ -1,2 +1,2 @@ one -two +three \
case more differs as case default")
string(ASCII 27 escape)
string(FIND "${output}" "${escape}" colour)
expect_equal("${colour}" "-1")
diff(--color always)
expect_in("${output}" "${escape}[33m~ pear 2.0.0")

diff(--format markdown)
expect_in("${output}" "**1 package version, 1 stage, 1 repository** differ.")
expect_in("${output}" "@@ case default @@ configmap/extra (v1) cluster data.text: @@ -1,2 +1,2 @@ one - two + three")
expect_in("${output}" "<details><summary>pear 2.0.0</summary>")
expect_in("${output}" "| stage `alpha` |")
diff(--format markdown --limit 300)
string(LENGTH "${output}" length)
if(length GREATER 300)
  message(FATAL_ERROR "longer than asked for:\n${output}")
endif()
expect_in("${output}" "parts are left out")

diff(--format json)
string(JSON change GET "${output}" packages 0 change)
string(JSON path GET "${output}" packages 0 cases 0 objects 0 fields 0 path)
string(JSON after GET "${output}" packages 0 cases 0 objects 0 fields 0 after)
expect_equal("${change} ${path}=${after}" "changed data.text=one\nthree\n")

run(COMMAND "${PKGREPO}" diff "${WORK}/base" "${BUILD}" --format yaml MUST_FAIL "--format takes text, markdown or json")
run(COMMAND "${PKGREPO}" diff a b c MUST_FAIL "expected a build folder or a git revision, and a build folder")

# What the Package alone has, and what no template reads.
file(REMOVE_RECURSE "${WORK}/base")
run(COMMAND cp -a "${BUILD}" "${WORK}/base")
replace(packages/pear/metadata.yaml "Pear" "Pears")
write(packages/apple/1.1.0/bundle/README.md "Apples.\n")
build()
diff()
expect_in("${output}" "~ apple 1.1.0 (alpha) ~ digest: ")
expect_in("${output}" "what it renders to is the same: files of the bundle alone differ")
expect_in("${output}" "~ pear 2.0.0 (alpha) ~ packagemetadata/pear.fruit.example.com (data.packaging.carvel.dev/v1alpha1) \
cluster ~ spec.displayName: \"Pear\" -> \"Pears\"")
expect_in("${output}" "~ stage alpha ~ digest: ")

# What it takes to install a version: more, then less again.
file(REMOVE_RECURSE "${WORK}/base")
run(COMMAND cp -a "${BUILD}" "${WORK}/base")
write(packages/pear/2.0.0/bundle/config/role.yaml
  "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: pear\n\
rules:\n- {apiGroups: [''], resources: [secrets], verbs: [list]}\n")
build()
diff()
expect_in("${output}" "+ now asks for clusterroles.rbac.authorization.k8s.io, 'pear': delete, get, update")
expect_in("${output}" "+ now asks for secrets in all namespaces: list case default")
diff(--format markdown)
expect_in("${output}" "**asks for more rights**; in `alpha` |")
expect_in("${output}" "+ now asks for secrets in all namespaces: list")
diff(--format json)
string(JSON gained GET "${output}" packages 0 rights added)
expect_in("${gained}" "\"namespace\" : \"\"")
expect_in("${gained}" "\"resources\" : [ \"secrets\" ], \"verbs\" : [ \"list\" ]")
run(COMMAND "${PKGREPO}" diff "${BUILD}" "${WORK}/base")
expect_in("${output}" "- no longer asks for secrets in all namespaces: list")
run(COMMAND "${PKGREPO}" diff "${BUILD}" "${WORK}/base" --format markdown)
expect_in("${output}" "objects: -1; asks for fewer rights; in `alpha` |")

# A new version, against the one that its users come from; what nothing defines is not passed over in silence.
file(COPY "${SOURCE}/packages/pear/2.0.0/" DESTINATION "${SOURCE}/packages/pear/2.1.0")
replace(packages/pear/2.1.0/package.yaml "2.0.0" "2.1.0")
replace(packages/pear/2.1.0/bundle/config/role.yaml "[list]" "[list, watch]")
write(packages/pear/2.1.0/bundle/config/widget.yaml "apiVersion: acme.example/v1\nkind: Widget\nmetadata: {name: w}\n")
replace(packages/pear/CMakeLists.txt "2.0.0" "2.0.0 2.1.0")
file(REMOVE_RECURSE "${WORK}/base")
run(COMMAND cp -a "${BUILD}" "${WORK}/base")
build()
diff()
expect_in("${output}" "+ now asks for secrets in all namespaces: watch (2.0.0 does not) rights to Widget of acme.example \
are not compared: neither Kubernetes, nor the package, nor definitions.yaml defines it")
write(definitions.yaml "kind: CustomResourceDefinition\napiVersion: apiextensions.k8s.io/v1\n\
spec: {group: acme.example, scope: Namespaced, names: {kind: Widget, plural: widgetry}}\n")
diff(--format json)
string(JSON against GET "${output}" packages 0 rights against)
expect_equal("${against}" "2.0.0")
expect_in("${output}" "\"resources\": [ \"widgetry\" ]")

# A build that has failed has results of earlier sources.
replace(packages/pear/2.0.0/bundle/config/schema.yaml "replicas: 2" "replicas: #@ nothing")
build(MUST_FAIL "undefined: nothing")
run(COMMAND "${PKGREPO}" diff "${WORK}/base" "${BUILD}" MUST_FAIL
  "'${BUILD}' is not built: pear 2.0.0: render: " "`pkgrepo summary ${BUILD}` lists what has failed")
