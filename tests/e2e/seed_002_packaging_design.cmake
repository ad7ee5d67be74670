# An add-on packaged as its design tells: a folder with vendir.yml, upstream's manifests, overlays, values and locks, with
# the commands of the Carvel tools as they are typed there.
include("${CMAKE_CURRENT_LIST_DIR}/../cmake/harness.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/make.cmake")

push_upstream("${REGISTRY}/library/gatekeeper:1.14.2")
get_pushed("${REGISTRY}/library/gatekeeper:1.14.2" image)
set(foo extensions/foo)
write(${foo}/bundle/vendir.yml "apiVersion: vendir.k14s.io/v1alpha1
kind: Config
minimumRequiredVersion: 0.12.0
directories:
- path: config/upstream
  contents:
  - path: .
    inline:
      paths:
        gatekeeper.yaml: |
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: gatekeeper-deployment
            labels:
              app: gatekeeper
          spec:
            replicas: 1
            selector:
              matchLabels:
                app: gatekeeper
            template:
              metadata:
                labels:
                  app: gatekeeper
              spec:
                containers:
                - name: gatekeeper
                  image: ${REGISTRY}/library/gatekeeper:1.14.2
                  ports:
                  - containerPort: 80
")
write(${foo}/bundle/config/overlay/overlay-deployment-gatekeeper.yaml [==[---
#! overlay-deployment-gatekeeper.yaml

#@ load("@ytt:overlay", "overlay")
#@ load("@ytt:data", "data")

#@overlay/match by=overlay.subset({"kind":"Deployment", "metadata":{"name":"gatekeeper-deployment"}})
---
metadata:
  labels:
    #@overlay/match missing_ok=True
    class: gatekeeper
    #@overlay/match missing_ok=True
    owned-by: tanzu

#@overlay/match by=overlay.subset({"kind":"Deployment", "metadata": {"name": "gatekeeper-deployment"}})
---
spec:
  #@overlay/match missing_ok=True
  replicas: #@ data.values.runtime.replicas
]==])
write(${foo}/bundle/config/values.yaml [==[#@data/values
---

#! The namespace in which to deploy foo.
namespace: foo-extension

#! The amount of replicas that should exist in foo.
runtime:
  replicas: 3
]==])
write(${foo}/bundle/.imgpkg/bundle.yaml "apiVersion: imgpkg.carvel.dev/v1alpha1
kind: Bundle
metadata:
  name: foo
authors:
- name: Full Name
  email: name@example.com
websites:
- url: example.com
")
write_makefile()

type("cd ${foo}/bundle && vendir sync")
expect_contains("${SOURCE}/${foo}/bundle/config/upstream/gatekeeper.yaml" "name: gatekeeper-deployment")
expect_contains("${SOURCE}/${foo}/bundle/vendir.lock.yml" "kind: LockConfig")

type("ytt \\\n  -f extensions/foo/bundle/config")
expect_in("${output}" "labels: app: gatekeeper class: gatekeeper owned-by: tanzu spec: replicas: 3")

type("kbld --file extensions/foo/bundle \\\n  --imgpkg-lock-output extensions/foo/bundle/.imgpkg/images.yml")
expect_contains("${SOURCE}/${foo}/bundle/.imgpkg/images.yml" "kbld.carvel.dev/id: ${REGISTRY}/library/gatekeeper:1.14.2")
expect_contains("${SOURCE}/${foo}/bundle/.imgpkg/images.yml" "image: ${REGISTRY}/library/gatekeeper@${image}")

type("imgpkg push \\\n  --bundle ${REGISTRY}/foo-addon:1.0.0 \\\n  --file extensions/foo/bundle")
expect_in("${output}" "Succeeded")
get_pushed("${REGISTRY}/foo-addon:1.0.0" pushed)

# The module takes the folder as it is, and makes the same bundle of it.
write(CMakeLists.txt "cmake_minimum_required(VERSION 3.24)
project(extensions LANGUAGES NONE)
find_package(PackageRepo REQUIRED)
add_carvel_package(foo SOURCE extensions/foo VERSION 1.0.0 DOMAIN tanzu.vmware.com)
")
type("make")
get_digest(foo/1.0.0 built)
expect_equal("${built}" "${pushed}")
expect_contains("${BUILD}/carvel/packages/foo/1.0.0/package.yaml" "description: The amount of replicas that should exist in foo.")

# Nobody writes addon.yaml, the App, and the entry in the list of extensions: they are made of the Package.
write(${foo}/package.yaml "apiVersion: data.packaging.carvel.dev/v1alpha1
kind: Package
metadata:
  name: foo.tanzu.vmware.com.1.0.0
spec:
  refName: foo.tanzu.vmware.com
  version: 1.0.0
  template:
    spec:
      fetch:
      - imgpkgBundle:
          image: todo
      template:
      - ytt:
          ignoreUnknownComments: true
          paths:
          - config/
      - kbld:
          paths: ['-', .imgpkg/images.yml]
      deploy:
      - kapp:
          rawOptions: [\"--wait-timeout=5m\"]
")
write(stages/main.yaml "packages: [{name: foo, version: 1.0.0}]\n")
write(repos/extensions.yaml "stage: main
extensions:
  version: latest
  branch: main
  minsupported: v0.2.0-pre-alpha-1
  maxsupported: v0.2.0-pre-alpha-1
  namespace: tanzu-extensions
  spec:
    syncPeriod: 5m
    serviceAccountName: foo-extension-sa
")
file(APPEND "${SOURCE}/CMakeLists.txt" "add_carvel_stage(main FILE stages/main.yaml)
add_carvel_repository(extensions FILE repos/extensions.yaml)
")
type("make")
get_digest(foo/1.0.0 built)
expect_equal("${built}" "${pushed}")
file(READ "${BUILD}/carvel/repositories/extensions.extensions/metadata.yaml" list)
expect_equal("${list}" "version: latest
branch: main
extensions:
- name: foo
  version: 1.0.0
  minsupported: v0.2.0-pre-alpha-1
  maxsupported: v0.2.0-pre-alpha-1
  files:
  - filename: addon.yaml
")
file(READ "${BUILD}/carvel/repositories/extensions.extensions/foo/1.0.0/addon.yaml" app)
expect_equal("${app}" "apiVersion: kappctrl.k14s.io/v1alpha1
kind: App
metadata:
  name: foo
  namespace: tanzu-extensions
spec:
  deploy:
  - kapp:
      rawOptions:
      - --wait-timeout=5m
  fetch:
  - imgpkgBundle:
      image: localhost:5000/foo@${pushed}
  serviceAccountName: foo-extension-sa
  syncPeriod: 5m0s
  template:
  - ytt:
      ignoreUnknownComments: true
      paths:
      - config/
  - kbld:
      paths:
      - '-'
      - .imgpkg/images.yml
")
