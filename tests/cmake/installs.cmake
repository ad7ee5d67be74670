# A repository file says what is installed from the repository; a stage may be for the first releases with packages; and
# packages may be delivered as Apps in a list.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

copy_project(orchard)
write(repos/fruit-alpha.yaml
"stage: alpha
namespace: fruit
paused: true
tagSelection: {semver: {constraints: \">=1.0.0\"}}
installs:
- package: apple
  values: [apple-values.yaml]
  spec: {syncPeriod: 30m}
- package: pear
  version: 2.0.0
  name: pears
  namespace: orchard
  spec: {serviceAccountName: gardener}
")
write(repos/apple-values.yaml "replicas: 3\n")
configure()
build()
set(resource "${BUILD}/carvel/repositories/fruit-alpha.yaml")
file(READ "${resource}" text)
expect_equal("${text}"
"apiVersion: packaging.carvel.dev/v1alpha1
kind: PackageRepository
metadata:
  name: fruit-alpha
  namespace: fruit
spec:
  fetch:
    imgpkgBundle:
      image: registry.example.com/fruit/alpha
      tagSelection:
        semver:
          constraints: '>=1.0.0'
  paused: true
---
# What the PackageInstall apple in namespace fruit needs, as `pkgrepo rbac` derives it from the manifests.
apiVersion: v1
kind: ServiceAccount
metadata:
  name: apple-fruit-sa
  namespace: fruit
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: apple-fruit-role
  namespace: apple
rules:
- apiGroups:
  - apps
  resources:
  - deployments
  verbs:
  - create
  - list
- apiGroups:
  - apps
  resourceNames:
  - apple
  resources:
  - deployments
  verbs:
  - delete
  - get
  - update
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: apple-fruit-rolebinding
  namespace: apple
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: apple-fruit-role
subjects:
- kind: ServiceAccount
  name: apple-fruit-sa
  namespace: fruit
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: apple-fruit-role
  namespace: fruit
rules:
- apiGroups:
  - \"\"
  resources:
  - configmaps
  verbs:
  - create
  - delete
  - list
- apiGroups:
  - \"\"
  resourceNames:
  - apple-ctrl
  - apple-ctrl.apps.k14s.io
  - apple.app.apps.k14s.io
  resources:
  - configmaps
  verbs:
  - get
- apiGroups:
  - \"\"
  resourceNames:
  - apple.app
  resources:
  - configmaps
  verbs:
  - get
  - update
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: apple-fruit-rolebinding
  namespace: fruit
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: apple-fruit-role
subjects:
- kind: ServiceAccount
  name: apple-fruit-sa
  namespace: fruit
---
apiVersion: v1
kind: Secret
metadata:
  name: apple-fruit-values
  namespace: fruit
stringData:
  values.yaml: |
    replicas: 3
---
apiVersion: packaging.carvel.dev/v1alpha1
kind: PackageInstall
metadata:
  name: apple
  namespace: fruit
spec:
  packageRef:
    refName: apple.fruit.example.com
    versionSelection:
      constraints: 1.1.0
  serviceAccountName: apple-fruit-sa
  syncPeriod: 30m0s
  values:
  - secretRef:
      name: apple-fruit-values
---
apiVersion: packaging.carvel.dev/v1alpha1
kind: PackageInstall
metadata:
  name: pears
  namespace: orchard
spec:
  packageRef:
    refName: pear.fruit.example.com
    versionSelection:
      constraints: 2.0.0
  serviceAccountName: gardener
")
run(COMMAND "${PKGREPO}" check-resources "${resource}")
expect_in("${output}" "3 resources are as a cluster takes them")

# Values are an input; nothing else is made again.
write(repos/apple-values.yaml "replicas: 4\n")
build()
expect_ran(repositories/fruit-alpha.yaml)
build()
expect_ran()

# The same as a command prints of a version of the build.
run(COMMAND "${PKGREPO}" install apple@1.1.0 --build "${BUILD}" -n fruit --values "${SOURCE}/repos/apple-values.yaml")
set(installed "${output}")
file(READ "${resource}" text)
string(FIND "${text}" "# What the PackageInstall apple" begin)
string(FIND "${text}" "---\napiVersion: packaging.carvel.dev/v1alpha1\nkind: PackageInstall\nmetadata:\n  name: apple\n" end)
math(EXPR length "${end} - ${begin}")
string(SUBSTRING "${text}" ${begin} ${length} text)
expect_in("${installed}" "--- ")
string(FIND "${installed}" "${text}" found)
if(found EQUAL -1)
  message(FATAL_ERROR "expected:\n${text}\nin:\n${installed}")
endif()
run(COMMAND "${PKGREPO}" install apple@3 --build "${BUILD}" MUST_FAIL "the build has no package version apple 3")
run(COMMAND "${PKGREPO}" install apple@1.1.0 --build "${BUILD}" --rights needed --rbac rights.yaml
  MUST_FAIL "--rbac has all rights: leave out --rights and --roles")

# The rights follow the manifests with these values, or, without values, those of all cases; a values case changes no bundle.
function(expect_rights)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "ARE;ARE_NOT")
  file(READ "${resource}" text)
  foreach(part IN LISTS arg_ARE)
    expect_in("${text}" "${part}")
  endforeach()
  string(REGEX REPLACE "[ \n]+" " " flat "${text}")
  foreach(part IN LISTS arg_ARE_NOT)
    string(FIND "${flat}" "${part}" found)
    if(NOT found EQUAL -1)
      message(FATAL_ERROR "there is '${part}' in:\n${text}")
    endif()
  endforeach()
endfunction()
function(install_apple)
  write(repos/fruit-alpha.yaml "stage: alpha\nnamespace: fruit\ninstalls:\n- package: apple\n" ${ARGN})
endfunction()
write(repos/apple-values.yaml "namespace: basket\n")
build()
expect_rights(ARE "name: apple-fruit-role namespace: basket" ARE_NOT "namespace: apple")
install_apple()
build()
expect_rights(ARE "name: apple-fruit-role namespace: apple" ARE_NOT "namespace: cellar")
write(packages/apple/1.1.0/test/values/cellar.yaml "namespace: cellar\n")
build()
expect_ran(packages/apple/1.1.0/rendered.json packages/apple/1.1.0/schema.json packages/apple/1.1.0/images.yml
  repositories/fruit-alpha.yaml)
expect_rights(ARE "name: apple-fruit-role namespace: apple" "name: apple-fruit-role namespace: cellar")
install_apple("  rights: {cases: [default], roles: escalate}\n")
build()
expect_rights(ARE "name: apple-fruit-role namespace: apple" ARE_NOT "namespace: cellar")
file(REMOVE "${SOURCE}/packages/apple/1.1.0/test/values/cellar.yaml")
write(packages/apple/1.1.0/bundle/config/role.yaml
  "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: apple\n\
rules:\n- {apiGroups: [''], resources: [secrets], verbs: [list]}\n")
install_apple()
build()
expect_rights(ARE "- secrets verbs: - list")

# Overlays and values in Secrets of the cluster can change what is needed; the rights say so.
install_apple("  annotations:\n    ext.packaging.carvel.dev/ytt-paths-from-secret-name.0: more\n"
  "    ext.packaging.carvel.dev/fetch-0-secret-name: login\n")
build()
expect_rights(ARE "# * What the Secret \"more\" changes in the manifests (ext.packaging.carvel.dev/ytt-paths-from-secret-name.0) \
is not counted: it is no part of this project. Grant by hand what that needs." ARE_NOT "Secret \"login\"")
install_apple()
build()

# Of all versions that the constraint lets in, and of those that were there before.
write(stages/alpha.yaml "packages:\n- {name: apple, versions: [1.0.0, 1.1.0]}\n- {name: pear, version: 2.0.0}\n")
write(packages/apple/1.0.0/bundle/config/old.yaml "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: old, namespace: apple}\n")
install_apple("  version: 1.1.0\n")
build()
expect_rights(ARE_NOT "- configmaps resourceNames: - old")
install_apple("  version: 1.1.0\n  spec: {packageRef: {versionSelection: {constraints: '>=1.0.0'}}}\n")
build()
expect_rights(ARE "resourceNames: - old")
install_apple("  version: 1.1.0\n  rights: {from: [1.0.0]}\n")
build()
expect_rights(ARE "resourceNames: - old")
replace(packages/apple/1.0.0/bundle/config/old.yaml "name: old" "name: older")
build()
expect_rights(ARE "resourceNames: - older")

# Other rights have to be asked for.
install_apple("  version: 1.1.0\n  rights: cluster-admin\n")
build()
expect_rights(ARE "kind: ClusterRole name: cluster-admin subjects: - kind: ServiceAccount name: apple-fruit-sa" ARE_NOT "rules:")
install_apple("  version: 1.1.0\n  rights: none\n")
build()
expect_rights(ARE "kind: ServiceAccount metadata: name: apple-fruit-sa" ARE_NOT "kind: Role")

# What is wrong has file and line.
write(stages/alpha.yaml "packages:\n- {name: apple, versions: [1.1.0]}\n- {name: pear, version: 2.0.0}\n")
write(repos/bad-values.yaml "replicas: many\n")
function(refuse line text)
  write(repos/fruit-alpha.yaml "stage: alpha\n${text}")
  list(POP_FRONT ARGN first)
  build(MUST_FAIL "repos/fruit-alpha.yaml:${line}: ${first}" ${ARGN})
endfunction()
refuse(3 "installs:\n- package: aple\n" "stage 'alpha' has no package 'aple'")
refuse(4 "installs:\n- package: apple\n  version: 7.0.0\n" "stage 'alpha' has no version '7.0.0' of package 'apple'")
refuse(3 "installs:\n- package: apple\n" "'namespace' is missing here, and the repository has none")
refuse(3 "installs:\n- {packages: apple}\n" "'package' is missing here")
refuse(5 "namespace: a\ninstalls:\n- package: apple\n  spec: {syncperiod: 5m}\n" "unknown field spec.syncperiod")
refuse(4 "namespace: a\ninstalls:\n- {package: apple, values: [none.yaml]}\n" "")
refuse(5 "namespace: a\ninstalls:\n- {package: apple}\n- {package: apple}\n" "'apple' is installed twice in namespace 'a'")
refuse(4 "namespace: a\ninstalls:\n- {package: pear, values: [bad-values.yaml]}\n"
  "pear 2.0.0 refuses the values: ytt: Error:" "bad-values.yaml: | 1 | replicas: many" "found: string" "expected: integer")
refuse(4 "namespace: a\ninstalls:\n- {package: pear, rights: all}\n" "unknown rights 'all'")
refuse(4 "namespace: a\ninstalls:\n- {package: pear, rights: {roles: some}}\n" "unknown way 'some' to make roles")
refuse(4 "namespace: a\ninstalls:\n- {package: pear, rights: {cases: [none]}}\n" "pear 2.0.0: there is no case 'none'")
refuse(4 "namespace: a\ninstalls:\n- {package: pear, rights: {from: [7.0.0]}}\n"
  "the project has no version '7.0.0' of package 'pear'")
refuse(4 "namespace: a\ninstalls:\n- {package: pear, rights: none, spec: {serviceAccountName: b}}\n"
  "these rights are nobody's: 'spec' says whose are used")
refuse(2 "paused: 1\n" "paused is '1', not true or false")
refuse(2 "tagSelection: {semver: {constraint: '>1.0.0'}}\n" "unknown key 'constraint'")
refuse(2 "extensions: {version: latest}\n" "'branch' is missing here")

# The forms of the first releases.
write(stages/alpha.yaml "api: package.carvel.dev/v1alpha1
packages:
- name: apple
  versions: [1.1.0]
- name: pear
  version: 2.0.0
")
write(repos/fruit-alpha.yaml
"stage: alpha
name: fruit.example.com
installs:
- {package: pear, namespace: default, spec: {serviceAccountName: default-ns-sa}}
extensions:
  version: latest
  branch: main
  minsupported: v0.2.0
  namespace: tanzu-extensions
  spec: {syncPeriod: 5m}
")
build()
file(GLOB files RELATIVE "${BUILD}/carvel/stages/alpha/bundle/packages" "${BUILD}/carvel/stages/alpha/bundle/packages/*")
expect_equal("${files}" "apple.fruit.example.com.1.1.0.yml;pear.fruit.example.com.2.0.0.yml")
get_digest(pear/2.0.0 pear)
file(READ "${BUILD}/carvel/stages/alpha/bundle/packages/pear.fruit.example.com.2.0.0.yml" text)
expect_equal("${text}"
"apiVersion: package.carvel.dev/v1alpha1
kind: Package
metadata:
  name: pear.fruit.example.com.2.0.0
spec:
  description: A fruit that ripens off the tree
  displayName: Pear
  publicName: pear.fruit.example.com
  template:
    spec:
      deploy:
      - kapp: {}
      fetch:
      - imgpkgBundle:
          image: registry.example.com/fruit/pear@${pear}
      template:
      - ytt:
          paths:
          - config/
      - kbld:
          paths:
          - '-'
          - .imgpkg/images.yml
  version: 2.0.0
")
file(READ "${resource}" text)
string(REGEX REPLACE "@sha256:[0-9a-f]+" "@DIGEST" text "${text}")
expect_equal("${text}"
"apiVersion: install.package.carvel.dev/v1alpha1
kind: PackageRepository
metadata:
  name: fruit.example.com
spec:
  fetch:
    imgpkgBundle:
      image: registry.example.com/fruit/alpha@DIGEST
---
apiVersion: install.package.carvel.dev/v1alpha1
kind: InstalledPackage
metadata:
  name: pear
  namespace: default
spec:
  packageRef:
    publicName: pear.fruit.example.com
    version: 2.0.0
  serviceAccountName: default-ns-sa
")
set(extensions "${BUILD}/carvel/repositories/fruit-alpha.extensions")
file(READ "${extensions}/metadata.yaml" text)
expect_equal("${text}"
"version: latest
branch: main
extensions:
- name: apple
  version: 1.1.0
  minsupported: v0.2.0
  maxsupported: 1.1.0
  files:
  - filename: addon.yaml
- name: pear
  version: 2.0.0
  minsupported: v0.2.0
  maxsupported: 2.0.0
  files:
  - filename: addon.yaml
")
file(READ "${extensions}/pear/2.0.0/addon.yaml" text)
expect_equal("${text}"
"apiVersion: kappctrl.k14s.io/v1alpha1
kind: App
metadata:
  name: pear
  namespace: tanzu-extensions
spec:
  deploy:
  - kapp: {}
  fetch:
  - imgpkgBundle:
      image: registry.example.com/fruit/pear@${pear}
  serviceAccountName: pear-tanzu-extensions-sa
  syncPeriod: 5m0s
  template:
  - ytt:
      paths:
      - config/
  - kbld:
      paths:
      - '-'
      - .imgpkg/images.yml
")
run(COMMAND "${PKGREPO}" check-resources "${resource}" "${extensions}/pear/2.0.0/addon.yaml"
  "${BUILD}/carvel/stages/alpha/bundle/packages/apple.fruit.example.com.1.1.0.yml")

# What the early forms do not have is refused; the list goes with what asks for it.
function(refuse_early file line text)
  write(repos/fruit-alpha.yaml "stage: alpha\n${text}")
  build(MUST_FAIL "${file}:${line}: ${ARGN}")
endfunction()
refuse_early(repos/fruit-alpha.yaml 2 "syncPeriod: 5m\n"
  "a PackageRepository of install.package.carvel.dev/v1alpha1 has no 'syncPeriod'")
refuse_early(repos/fruit-alpha.yaml 3 "installs:\n- {package: pear, namespace: a, spec: {paused: true}}\n"
  "unknown field spec.paused")
write(repos/fruit-alpha.yaml "stage: alpha\n")
build()
if(EXISTS "${extensions}")
  message(FATAL_ERROR "the extensions are still there")
endif()
replace(packages/pear/2.0.0/package.yaml "  releaseNotes" "  kubernetesVersionSelection: {constraints: '>=1.20.0'}\n  releaseNotes")
build(MUST_FAIL "packages/pear/2.0.0/package.yaml:9: unknown field spec.kubernetesVersionSelection"
  "the stage has Packages of package.carvel.dev/v1alpha1")
write(stages/alpha.yaml "api: carvel.dev/v1\npackages: [{name: apple, version: 1.1.0}]\n")
build(MUST_FAIL "stages/alpha.yaml:1: unknown api 'carvel.dev/v1'")
