# Versions that are wrong in a project whose charts, images, hooks and scripts refer to one another: each is found, with file and
# line and what to do, and none in the project as it should be.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

copy_project(kubestellar)
set(root "${SOURCE}")
set(SOURCE "${root}/kubestellar")
set(operator ghcr.io/kubestellar/kubestellar/kubestellar-operator)
configure(ARGUMENTS -DCMAKE_BUILD_TYPE=Release)
# Nothing has to be built for it.
run(COMMAND "${PKGREPO}" verify "${BUILD}")
build()
run(COMMAND "${PKGREPO}" verify "${BUILD}")
expect_in("${output}" " references, no faults")
ctest(ARGUMENTS -L references)
expect_in("${output}" "100% tests passed, 0 tests failed out of 1")
file(READ "${BUILD}/carvel/images/kcm-image/image.json" json)
string(JSON digest GET "${json}" digest)
set(planted 0)

# expect_fault(<place> <message>...): exactly one, or as many as `expected_faults` says, at this place.
set(expected_faults 1)
function(expect_fault place)
  run(COMMAND "${PKGREPO}" verify "${BUILD}" MUST_FAIL "pkgrepo: error: ${SOURCE}/${place}: " ${ARGN} "hint: ")
  string(REGEX MATCHALL "pkgrepo: error: " faults "${output}")
  list(LENGTH faults count)
  if(NOT count EQUAL expected_faults)
    message(FATAL_ERROR "expected ${expected_faults} fault:\n${output}")
  endif()
  math(EXPR planted "${planted} + 1")
  set(planted ${planted} PARENT_SCOPE)
endfunction()

# plant(<file> <old> <new> <place> <message>...)
function(plant file old new)
  file(READ "${SOURCE}/${file}" before)
  replace("${file}" "${old}" "${new}")
  if(file STREQUAL CMakeLists.txt)
    configure()
  endif()
  expect_fault(${ARGN})
  set(planted ${planted} PARENT_SCOPE)
  file(WRITE "${SOURCE}/${file}" "${before}")
  if(file STREQUAL CMakeLists.txt)
    configure()
  endif()
endfunction()

# Those of KubeStellar: a version without the suffix of a pre-release, another appVersion, a hook with a fixed image of long ago, a
# default tag in a Makefile.
plant(core-helm-chart/Chart.yaml "version: 0.21.0-alpha.1\nappV" "version: 0.21.0\nappV" core-helm-chart/Chart.yaml:4
  "Chart.yaml has the version 0.21.0, but chart ${operator}-chart is published as 0.21.0-alpha.1")
plant(core-helm-chart/Chart.yaml "appVersion: 0.21.0-alpha.1" "appVersion: 0.1.0" core-helm-chart/Chart.yaml:5
  "Chart.yaml has the appVersion 0.1.0, but chart ${operator}-chart is published with 0.21.0-alpha.1")
plant(config/postcreate-hooks/ocm.yaml ":0.8.1" ":0.7.2" config/postcreate-hooks/ocm.yaml:16
  "quay.io/kubestellar/clusteradm:0.7.2 is not what the project makes now: that is quay.io/kubestellar/clusteradm:0.8.1 (CMakeLists.txt:33)"
  "ALLOW it in set_reference_policy()")
plant(Makefile "IMAGE_TAG := $(shell cmake --build build --target print-version)" "IMAGE_TAG ?= 0.21.0-alpha.1" Makefile:2
  "the version of ${operator} is a default of IMAGE_TAG, 0.21.0-alpha.1, which each release has to edit")

# Versions of what is published.
set(expected_faults 3)  # its chart names and has the other one
plant(CMakeLists.txt "TAG \${version}" "TAG 0.21.0" CMakeLists.txt:20
  "image ${operator}:0.21.0 has the version 0.21.0, but the project publishes 0.21.0-alpha.1")
set(expected_faults 1)
plant(CMakeLists.txt "image.version=\${clusteradm}" "image.version=0.8.0" CMakeLists.txt:33
  "image quay.io/kubestellar/clusteradm:0.8.1 says by org.opencontainers.image.version that it has 0.8.0")
plant(CMakeLists.txt "APP_VERSION \${version}" "APP_VERSION 0.1.0" core-helm-chart/Chart.yaml:5 "Chart.yaml has the appVersion 0.21.0-alpha.1")

# References to what is made.
plant(core-helm-chart/values.yaml "tag: 0.21.0-alpha.1" "tag: 0.20.0" core-helm-chart/values.yaml:4
  "${operator}:0.20.0 is not what the project makes now: that is ${operator}:0.21.0-alpha.1")
plant(config/postcreate-hooks/kubestellar.yaml "\"0.21.0-alpha.1\"" "\"0.20.0-alpha.1\"" config/postcreate-hooks/kubestellar.yaml:23
  "oci://${operator}-chart 0.20.0-alpha.1 is not what the project makes now: that is ${operator}-chart:0.21.0-alpha.1")
plant(config/postcreate-hooks/kubestellar.yaml "            - --version\n            - \"0.21.0-alpha.1\"\n" ""
  config/postcreate-hooks/kubestellar.yaml:21 "oci://${operator}-chart is not pinned")
plant(docs/release.md "| 0.21.0-alpha.1 |" "| 0.20.0 |" docs/release.md:5
  "${operator}-chart 0.20.0 is not what the project makes now")
plant(scripts/install.sh "kubectl apply -f config" "docker run ${operator}:latest\nkubectl apply -f config" scripts/install.sh:5
  "${operator}:latest is not pinned: it means something else after the next release")
plant(scripts/install.sh "kubectl apply -f config" "docker run ${operator}s:0.21.0-alpha.1\nkubectl apply -f config" scripts/install.sh:5
  "${operator}s:0.21.0-alpha.1 is of the project's own, but the project makes no ${operator}s; did you mean ${operator}?")
string(REPEAT "a" 64 other)
plant(scripts/install.sh "kubectl apply -f config" "docker run ${operator}@sha256:${other}\nkubectl apply -f config" scripts/install.sh:5
  "${operator}@sha256:${other} is not what the project makes now: that is ${operator}:0.21.0-alpha.1" "${digest}")
plant(scripts/install.sh "kubectl apply -f config" "docker run ${operator}:\${TAG:-0.21.0-alpha.1}\nkubectl apply -f config" scripts/install.sh:5
  "the version of ${operator} is a default of TAG")

# URLs of the source tree.
plant(scripts/install.sh "/v0.21.0-alpha.1/" "/main/" scripts/install.sh:6 "is not pinned: main moves")
plant(scripts/install.sh "/v0.21.0-alpha.1/" "/v0.20.0-alpha.1/" scripts/install.sh:6
  "is of v0.20.0-alpha.1, but the project publishes 0.21.0-alpha.1")
plant(scripts/install.sh "hooks/kubestellar.yaml" "hooks/kubestelar.yaml" scripts/install.sh:6
  "names config/postcreate-hooks/kubestelar.yaml, which is not in the source tree")

# What others make.
plant(config/postcreate-hooks/kubestellar.yaml "helm:v3.14.0" "helm:latest" config/postcreate-hooks/kubestellar.yaml:16
  "quay.io/kubestellar/helm:latest is not pinned: latest means something else from day to day")
plant(config/postcreate-hooks/kubestellar.yaml "helm:v3.14.0" "helm" config/postcreate-hooks/kubestellar.yaml:16
  "quay.io/kubestellar/helm has no tag, so it means the newest")
plant(scripts/install.sh " --version 0.6.1" "" scripts/install.sh:4 "oci://ghcr.io/kubestellar/kubeflex/chart has no version, so it means the newest")
plant(scripts/install.sh "kubectl apply -f config" "curl -LO https://github.com/kubestellar/kubeflex/releases/latest/download/kflex.tar.gz\nkubectl apply -f config"
  scripts/install.sh:5 "releases/latest/download/kflex.tar.gz is not pinned: latest moves")
plant(docs/release.md "beside it." "beside it, with quay.io/kubestellar/helm:v3.13.0." docs/release.md:3
  "quay.io/kubestellar/helm:v3.13.0 is another version than v3.14.0 in config/postcreate-hooks/kubestellar.yaml:16")
if(planted LESS 20)
  message(FATAL_ERROR "only ${planted} were planted")
endif()

# All at once are told together, and the test fails.
replace(config/postcreate-hooks/ocm.yaml ":0.8.1" ":0.7.2")
replace(scripts/install.sh "/v0.21.0-alpha.1/" "/main/")
run(COMMAND "${PKGREPO}" verify "${BUILD}" MUST_FAIL "ocm.yaml:16: " "install.sh:6: " "references, 2 faults")
ctest(ARGUMENTS -R "^references$" MUST_FAIL "references, 2 faults")
# What is meant so can be allowed.
replace(CMakeLists.txt "  ONE_VERSION)" "  ALLOW quay.io/kubestellar/clusteradm:0.7.2 \"https://raw.*/main/.*\" ONE_VERSION)")
configure()
run(COMMAND "${PKGREPO}" verify "${BUILD}")
replace(config/postcreate-hooks/ocm.yaml ":0.7.2" ":0.8.1")
replace(scripts/install.sh "/main/" "/v0.21.0-alpha.1/")

# Policies.
replace(CMakeLists.txt " ONE_VERSION)" " PINNED digest)")
configure()
run(COMMAND "${PKGREPO}" verify "${BUILD}" MUST_FAIL "kubestellar.yaml:16: quay.io/kubestellar/helm:v3.14.0 has no digest" "1 fault")

# The version of the commit's tag.
set(SOURCE "${root}/ocm-status-addon")
set(BUILD "${WORK}/build-addon")
replace(CMakeLists.txt "set(version 0.2.0-alpha.1)\nset_reference_policy(VERSION \${version})"
  "set(version 0.2.0-alpha.1 CACHE STRING \"\")\nset(PACKAGE_REPO_VERSION_FROM git)\nset_reference_policy(SOURCE github.com/acme/addon)\nadd_references(docs FILES readme.md)\npackage_repo_git_version(git_version)\nmessage(STATUS \"of git: \${git_version}.\")")
write(readme.md "https://raw.githubusercontent.com/acme/addon/v0.2.0-alpha.1/chart/values.yaml\n")
function(git)
  run(COMMAND git -c user.name=x -c user.email=x@example.com -c init.defaultBranch=main ${ARGN} DIRECTORY "${SOURCE}")
endfunction()
git(init -q .)
git(add .)
git(commit -q -m one)
git(tag v0.2.0-alpha.1)
configure()
expect_in("${output}" "of git: 0.2.0-alpha.1.")
run(COMMAND "${PKGREPO}" verify "${BUILD}")
configure(ARGUMENTS -Dversion=0.2.0)
run(COMMAND "${PKGREPO}" verify "${BUILD}" MUST_FAIL
  "CMakeLists.txt:13: image ghcr.io/kubestellar/ocm-status-addon:0.2.0 has the version 0.2.0, but the commit that it is built from has the tag v0.2.0-alpha.1"
  "CMakeLists.txt:14: chart ghcr.io/kubestellar/ocm-status-addon-chart has the version 0.2.0, but the commit")
configure(ARGUMENTS -Dversion=0.2.0-alpha.1)
git(commit -q --allow-empty -m two)
build(TARGETS carvel-configured)  # configures again, since the commit is another one
expect_in("${output}" "of git: 0.2.0-alpha.1.dev.1.g")
run(COMMAND "${PKGREPO}" verify "${BUILD}" MUST_FAIL
  "CMakeLists.txt:13: image ghcr.io/kubestellar/ocm-status-addon:0.2.0-alpha.1 has the version 0.2.0-alpha.1, but v0.2.0-alpha.1 is the tag of another commit"
  "CMakeLists.txt:14: chart " "2 faults")
write(readme.md "https://raw.githubusercontent.com/acme/addon/v0.3.0/chart/values.yaml\n")
configure(ARGUMENTS -Dversion=0.2.0-alpha.2)
run(COMMAND "${PKGREPO}" verify "${BUILD}" MUST_FAIL "readme.md:1: " "names v0.3.0, which is no tag that git knows" "1 fault")

# Package versions: the newest names what is made now, earlier ones what was made then.
set(SOURCE "${WORK}/packages")
set(BUILD "${WORK}/build-packages")
set(pod "apiVersion: v1\nkind: Pod\nmetadata:\n  name: app\n  namespace: default\nspec:\n  containers:\n  - name: app\n    image: ")
set(lock "---\napiVersion: imgpkg.carvel.dev/v1alpha1\nkind: ImagesLock\nimages:\n- image: ghcr.io/acme/app@sha256:${other}\n  annotations: {kbld.carvel.dev/id: \"ghcr.io/acme/app:1.0\"}\n")
write(CMakeLists.txt "cmake_minimum_required(VERSION 3.24)\nproject(shop LANGUAGES NONE)\nfind_package(PackageRepo REQUIRED)\n"
  "add_container_image(app-image IMAGE ghcr.io/acme/app TAG 2.0 FILES CMakeLists.txt:/x)\nset_reference_policy(OWNS ghcr.io/acme)\n"
  "add_carvel_packages(packages DOMAIN shop.example.com)\n")
write(packages/app/1.0.0/bundle/config/pod.yaml "${pod}ghcr.io/acme/app:1.0\n")
write(packages/app/1.0.0/bundle/.imgpkg/images.yml "${lock}")
write(packages/app/2.0.0/bundle/config/pod.yaml "${pod}ghcr.io/acme/app:2.0\n")
configure()
build()
run(COMMAND "${PKGREPO}" verify "${BUILD}")
write(packages/app/2.0.0/bundle/config/pod.yaml "${pod}ghcr.io/acme/app:1.0\n")
write(packages/app/2.0.0/bundle/.imgpkg/images.yml "${lock}")
build()
expect_fault(packages/app/2.0.0/bundle/config/pod.yaml:9 "ghcr.io/acme/app:1.0 is not what the project makes now: that is ghcr.io/acme/app:2.0")

# Calls that make no sense.
function(refuse call message)
  write(CMakeLists.txt "cmake_minimum_required(VERSION 3.24)\nproject(shop LANGUAGES NONE)\nfind_package(PackageRepo REQUIRED)\n${call}\n")
  configure(MUST_FAIL "CMakeLists.txt:4: ${message}")
endfunction()
refuse("add_references(x)" "add_references(x): FILES is missing")
refuse("add_references(x FILES none.sh)" "add_references(x): no such file: ${SOURCE}/none.sh")
refuse("add_references(x FILES ../x.sh)" "add_references(x): no such file: ${WORK}/x.sh")
refuse("add_references(x FILES CMakeLists.txt KIND image)" "add_references(x): KIND and OF say what PATTERN finds, which is missing")
refuse("add_references(x FILES CMakeLists.txt PATTERN y KIND book)" "add_references(x): KIND is 'book': use image, chart or url")
refuse("set_reference_policy(APP_VERSION none)" "set_reference_policy(): APP_VERSION is 'none': use image, same or any")
refuse("set_reference_policy(SOURCE https://github.com/a/b)" "set_reference_policy(): SOURCE is 'https://github.com/a/b': use github.com/<owner>/<repository>")
write(CMakeLists.txt "cmake_minimum_required(VERSION 3.24)\nproject(shop LANGUAGES NONE)\nfind_package(PackageRepo REQUIRED)\n"
  "add_references(x FILES CMakeLists.txt PATTERN \"a(b\" c)\n")
configure()
run(COMMAND "${PKGREPO}" verify "${BUILD}" MUST_FAIL "carvel/references/x/specification:2: error parsing regexp: missing closing ): `a(b`")
