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
