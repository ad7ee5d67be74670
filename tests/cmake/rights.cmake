# `rbac-all` writes the rights of each version where it is not up to date, and `pkgrepo rbac` prints those of some.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

copy_project(orchard)
configure()
set(pear "${BUILD}/carvel/packages/pear/2.0.0/rbac.yaml")
build(TARGETS rbac-all)
expect_contains("${pear}" "pear-default-role")
run(COMMAND ninja -C "${BUILD}" rbac-all)
expect_in("${output}" "rbac.yaml: 0 written")

# One version has other manifests; the bundle of another one differs in nothing that a cluster sees.
replace(packages/pear/2.0.0/bundle/config/schema.yaml "replicas: 1" "replicas: 2")
run(COMMAND ninja -C "${BUILD}" rbac-all)
expect_in("${output}" "rbac.yaml: 1 written")

# A kind that nobody defines, until the project does.
write(packages/pear/2.0.0/bundle/config/widget.yaml
  "apiVersion: acme.example/v1\nkind: Widget\nmetadata:\n  name: w\n  namespace: other\n")
build(TARGETS rbac-all MUST_FAIL "pear 2.0.0: neither Kubernetes nor the package defines Widget of acme.example"
  "widget.yaml:1: widget/w (acme.example/v1) namespace: other")
if(EXISTS "${pear}")
  message(FATAL_ERROR "what does not hold any more is left")
endif()
write(definitions.yaml "kind: CustomResourceDefinition\napiVersion: apiextensions.k8s.io/v1\n\
spec: {group: acme.example, scope: Namespaced, names: {kind: Widget, plural: widgetry}}\n")
build(TARGETS rbac-all)
expect_contains("${pear}" "widgetry")
file(REMOVE "${SOURCE}/definitions.yaml")
build(TARGETS rbac-all MUST_FAIL "neither Kubernetes nor the package defines Widget")
file(REMOVE "${SOURCE}/packages/pear/2.0.0/bundle/config/widget.yaml")
build(TARGETS rbac-all)

run(COMMAND "${PKGREPO}" rbac pear@2.0.0 --build "${BUILD}" --explain)
expect_in("${output}" "deployment/pear (apps/v1) namespace: pear")
run(COMMAND "${PKGREPO}" rbac pear@2.0.0 --build "${BUILD}" --case none MUST_FAIL "pear 2.0.0: there is no case 'none'")
run(COMMAND "${PKGREPO}" rbac pear@3.0.0 --build "${BUILD}" MUST_FAIL "the build has no package version pear 3.0.0")

# What one command prints, another one takes: the rights for an upgrade, in place of those for the version alone.
set(install "${PKGREPO}" install apple@1.1.0 --build "${BUILD}" -n shop)
execute_process(
  COMMAND "${PKGREPO}" rbac apple@1.0.0 apple@1.1.0 --build "${BUILD}" -n shop
  COMMAND ${install} --rbac -
  OUTPUT_FILE "${WORK}/installed.yaml"
  RESULTS_VARIABLE statuses)
expect_equal("${statuses}" "0;0")
run(COMMAND "${PKGREPO}" rbac apple@1.0.0 apple@1.1.0 --build "${BUILD}" -n shop)
file(READ "${WORK}/installed.yaml" installed)
string(FIND "${installed}" "---\n${output}---\napiVersion: packaging.carvel.dev/v1alpha1\nkind: PackageInstall\n" found)
expect_equal("${found}" "0")
expect_in("${installed}" "serviceAccountName: apple-shop-sa")
run(COMMAND "${PKGREPO}" check-resources "${WORK}/installed.yaml")
execute_process(
  COMMAND "${PKGREPO}" rbac apple@1.1.0 --build "${BUILD}" -n other
  COMMAND ${install} --rbac -
  ERROR_VARIABLE error
  RESULTS_VARIABLE statuses)
expect_equal("${statuses}" "0;1")
expect_in("${error}" "there is no ServiceAccount apple-shop-sa in namespace shop")

# For one version it is what is printed anyway.
run(COMMAND ${install})
set(derived "${output}")
execute_process(
  COMMAND "${PKGREPO}" rbac apple@1.1.0 --build "${BUILD}" -n shop
  COMMAND ${install} --rbac -
  OUTPUT_VARIABLE output)
expect_equal("${output}" "${derived}")
