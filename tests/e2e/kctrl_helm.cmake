# `kctrl package release` of a chart, which the installed helm renders.
include("${CMAKE_CURRENT_LIST_DIR}/../cmake/harness.cmake")

write(chart/Chart.yaml "apiVersion: v2\nname: web\nversion: 1.0.0\n")
write(chart/values.yaml "replicas: 2\nnames: [a, b]\n")
write(chart/templates/web.yaml [=[
{{- range .Values.names }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ $.Release.Name }}-{{ . }}
  namespace: {{ $.Release.Namespace }}
data:
  replicas: {{ $.Values.replicas | quote }}
{{- end }}
]=])
set(steps
"      template:
      - helmTemplate:
          path: chart
      - ytt:
          paths: ['-']
      - kbld: {}
")
string(REPLACE "\n      " "\n          " app_steps "\n${steps}")
string(STRIP "${app_steps}" app_steps)
write(package-build.yml
"apiVersion: kctrl.carvel.dev/v1alpha1
kind: PackageBuild
metadata:
  name: web.example.com
spec:
  template:
    spec:
      app:
        spec:
          deploy:
          - kapp: {}
          ${app_steps}
      export:
      - imgpkgBundle:
          image: ${REGISTRY}/web
          useKbldImagesLock: true
        includePaths:
        - chart
  release:
  - resource: {}
")
write(package-resources.yml
"apiVersion: data.packaging.carvel.dev/v1alpha1
kind: Package
metadata:
  name: web.example.com.0.0.0
spec:
  refName: web.example.com
  version: 0.0.0
  template:
    spec:
      deploy:
      - kapp: {}
      fetch:
      - git: {}
${steps}---
apiVersion: data.packaging.carvel.dev/v1alpha1
kind: PackageMetadata
metadata:
  name: web.example.com
spec:
  displayName: web
---
apiVersion: packaging.carvel.dev/v1alpha1
kind: PackageInstall
metadata:
  name: web
spec:
  packageRef:
    refName: web.example.com
    versionSelection:
      constraints: 0.0.0
  serviceAccountName: web-sa
")
run(DIRECTORY "${SOURCE}" COMMAND "${PKGREPO}" kctrl package release --version 1.0.0 --yes)
expect_in("${output}" "Pushed '${REGISTRY}/web@sha256:")
set(package "${SOURCE}/carvel-artifacts/packages/web.example.com/package.yml")
expect_contains("${package}" "      - helmTemplate:\n          path: chart\n")
expect_contains("${package}" "          default: 2\n          type: integer\n")

# What helm refuses, it says itself, and nothing is released.
file(REMOVE_RECURSE "${SOURCE}/carvel-artifacts")
write(chart/templates/web.yaml "{{ required \"give it replicas\" .Values.none }}\n")
run(DIRECTORY "${SOURCE}" COMMAND "${PKGREPO}" kctrl package release --version 1.1.0 --yes MUST_FAIL "give it replicas")
if(EXISTS "${package}")
  message(FATAL_ERROR "${package} is there")
endif()
