# A program becomes an image, the image a value of a chart, the chart an archive in a repository and in a package that vendors
# it; exactly what depends on a change is made again.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

write(CMakeLists.txt [=[
cmake_minimum_required(VERSION 3.24)
project(shop LANGUAGES C)
find_package(PackageRepo REQUIRED)
set(PACKAGE_REPO_REGISTRY registry.example.com/shop CACHE STRING "")
set(release 1.0.0-alpha.1 CACHE STRING "")
add_executable(hello hello.c)
add_container_image(hello-image IMAGE ghcr.io/acme/hello TAG ${release} TARGET hello:/usr/bin/hello)
add_helm_chart(roles MANIFESTS roles.yaml VERSION 0.3.0 DESCRIPTION "Roles of hello")
add_helm_chart(hello-chart SOURCE chart CHART hello REPOSITORY ghcr.io/acme/charts/hello
  VERSION ${release} APP_VERSION ${release}
  IMAGES hello-image=web.image hello-image=job.image hello-image
  DEPENDENCIES roles)
add_helm_repository(site CHARTS hello-chart roles URL https://charts.example.com/stable)
add_carvel_packages(packages DOMAIN shop.example.com)
]=])
file(WRITE "${SOURCE}/hello.c" "#include <stdio.h>\nint main(void) { puts(\"hello\"); return 0; }\n")
write(roles.yaml "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: hello\n"
  "  annotations: {note: \"{{ is no template }}\"}\nrules: []\n")
write(chart/Chart.yaml "# A comment\napiVersion: v2\nname: hello\ndescription: Says hello\nkeywords: [b, a]\n"
  "maintainers: [{name: Jo, email: jo@example.com}, {name: Al}]\nhome: https://example.com\nsources: [https://a.example.com]\n"
  "dependencies:\n- {name: roles, condition: roles.enabled}\n")
write(chart/values.yaml "# What answers.\nweb:\n  image:  # set by the build\n    repository: ''\n    tag: \"\"  # and this\n  replicas: 1\n"
  "job: {image: none, pull: Always}\n")
write(chart/templates/deployment.yaml "image: {{ .Values.web.image.repository }}:{{ .Values.web.image.tag }}\n"
  "other: \"ghcr.io/acme/hello:1.0.0-alpha.1\" # not ghcr.io/acme/hello:1.0.0-alpha.10\n")
write(chart/notes.txt "notes\n")
write(chart/.helmignore "*.bak\n")
write(chart/templates/deployment.yaml.bak "left out\n")
write(packages/app/1.0.0/bundle/config/app.yaml "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app\n  namespace: default\n")
write(packages/app/1.0.0/bundle/vendir.yml "apiVersion: vendir.k14s.io/v1alpha1\nkind: Config\ndirectories:\n- path: charts\n  contents:\n"
  "  - path: hello\n    helmChart: {name: hello, version: 1.0.0-alpha.1, repository: {url: \"oci://ghcr.io/acme/charts\"}}\n")
configure(ARGUMENTS -DCMAKE_BUILD_TYPE=Release)
build(TARGETS app-1.0.0-sync)  # the chart is built first, and needs no helm
build()

set(charts "${BUILD}/carvel/charts")
function(unpack archive folder)
  file(REMOVE_RECURSE "${WORK}/${folder}")
  file(ARCHIVE_EXTRACT INPUT "${archive}" DESTINATION "${WORK}/${folder}")
endfunction()
function(get_record path member variable)
  file(READ "${path}" json)
  string(JSON value GET "${json}" ${member})
  set(${variable} "${value}" PARENT_SCOPE)
endfunction()

get_record("${BUILD}/carvel/images/hello-image/image.json" digest image)
unpack("${charts}/hello-chart/hello-1.0.0-alpha.1.tgz" hello)
file(GLOB_RECURSE files RELATIVE "${WORK}/hello" "${WORK}/hello/*")
expect_equal("${files}" "hello/.helmignore;hello/Chart.lock;hello/Chart.yaml;hello/charts/roles-0.3.0.tgz;hello/notes.txt;hello/templates/deployment.yaml;hello/values.yaml")
file(READ "${WORK}/hello/hello/Chart.yaml" chart)
expect_equal("${chart}" "apiVersion: v2
appVersion: 1.0.0-alpha.1
dependencies:
- condition: roles.enabled
  name: roles
  repository: oci://registry.example.com/shop
  version: 0.3.0
description: Says hello
home: https://example.com
keywords:
- b
- a
maintainers:
- email: jo@example.com
  name: Jo
- name: Al
name: hello
sources:
- https://a.example.com
version: 1.0.0-alpha.1
")
file(READ "${WORK}/hello/hello/values.yaml" values)
expect_equal("${values}" "# What answers.\nweb:\n  image:  # set by the build\n    repository: \"ghcr.io/acme/hello\"\n    tag: \"1.0.0-alpha.1@${image}\"  # and this\n  replicas: 1
job: {image: \"ghcr.io/acme/hello:1.0.0-alpha.1@${image}\", pull: Always}\n")
expect_contains("${WORK}/hello/hello/templates/deployment.yaml"
  "other: \"ghcr.io/acme/hello:1.0.0-alpha.1@${image}\" # not ghcr.io/acme/hello:1.0.0-alpha.10\n")
file(READ "${WORK}/hello/hello/Chart.lock" lock)
expect_in("${lock}" "- name: roles repository: oci://registry.example.com/shop version: 0.3.0 digest: sha256:")
unpack("${charts}/roles/roles-0.3.0.tgz" roles)
expect_contains("${WORK}/roles/roles/templates/roles.yaml" "{{ \"{{\" }} is no template }}")

# The manifest is what Helm would push, with its annotations.
get_record("${charts}/hello-chart/chart.json" digest digest)
string(REPLACE "sha256:" "" blob "${digest}")
file(READ "${BUILD}/registry/blobs/sha256/${blob}" manifest)
foreach(pair "config;mediaType=application/vnd.cncf.helm.config.v1+json"
    "layers;0;mediaType=application/vnd.cncf.helm.chart.content.v1.tar+gzip"
    "annotations;org.opencontainers.image.title=hello"
    "annotations;org.opencontainers.image.version=1.0.0-alpha.1"
    "annotations;org.opencontainers.image.authors=Jo (jo@example.com), Al"
    "annotations;org.opencontainers.image.url=https://example.com"
    "annotations;org.opencontainers.image.source=https://a.example.com")
  string(REGEX MATCH "^(.*)=(.*)$" pair "${pair}")
  set(expected "${CMAKE_MATCH_2}")
  string(JSON value GET "${manifest}" ${CMAKE_MATCH_1})
  expect_equal("${value}" "${expected}")
endforeach()

# The package has the chart as it is built, locked as vendir locks it; the repository has its archive.
expect_contains("${SOURCE}/packages/app/1.0.0/bundle/charts/hello/values.yaml" "${image}")
expect_contains("${SOURCE}/packages/app/1.0.0/bundle/vendir.lock.yml" "version: 1.0.0-alpha.1")
file(READ "${BUILD}/carvel/chart-repositories/site/index.yaml" index)
file(SHA256 "${BUILD}/carvel/chart-repositories/site/hello-1.0.0-alpha.1.tgz" archive)
expect_in("${index}" "digest: ${archive}")
expect_in("${index}" "- https://charts.example.com/stable/hello-1.0.0-alpha.1.tgz version: 1.0.0-alpha.1")

build()
expect_ran()
run(COMMAND "${PKGREPO}" summary "${BUILD}" --all)
expect_in("${output}" "chart hello-chart ${digest}")

# The program is the same by bytes.
replace(hello.c "#include <stdio.h>\n" "#include <stdio.h>  // for puts()\n")
build()
expect_ran(images/hello-image/image.json)

# It is another one: its image, the chart that names it, and the repository. What is vendored stays until it is synced.
replace(hello.c "puts(\"hello\")" "puts(\"hello, world\")")
build()
expect_ran(images/hello-image/image.json charts/hello-chart/chart.json chart-repositories/site/index.yaml)
get_record("${charts}/hello-chart/chart.json" digest changed)
expect_different("${changed}" "${digest}")

# A template, and a file that is ignored.
replace(chart/templates/deployment.yaml "image:" "# The image.\nimage:")
run(COMMAND "${PKGREPO}" why "${BUILD}")
expect_in("${output}" "chart hello-chart chart: chart/templates/deployment.yaml has changed")
build()
expect_ran(charts/hello-chart/chart.json chart-repositories/site/index.yaml)
write(chart/templates/deployment.yaml.bak "left out still\n")
build()
expect_ran()

# The chart that it brings.
replace(roles.yaml "rules: []" "rules: [{apiGroups: [\"\"], resources: [pods], verbs: [get]}]")
build()
expect_ran(charts/roles/chart.json charts/hello-chart/chart.json chart-repositories/site/index.yaml)

# A new version, from one place: the former archive is gone.
write(chart/templates/deployment.yaml "image: {{ .Values.web.image.repository }}\nother: \"ghcr.io/acme/hello:1.0.0\"\n")
configure(ARGUMENTS -Drelease=1.0.0)
build()
file(GLOB archives RELATIVE "${BUILD}/carvel" "${charts}/hello-chart/*.tgz" "${BUILD}/carvel/chart-repositories/site/*.tgz")
expect_equal("${archives}" "chart-repositories/site/hello-1.0.0.tgz;chart-repositories/site/roles-0.3.0.tgz;charts/hello-chart/hello-1.0.0.tgz")
build(TARGETS app-1.0.0-sync MUST_FAIL "helm")  # vendir.yml names the former version, which the project makes no more
build()

# A removed archive is made again; another checkout, by another user, in another time zone, gives the same digest.
file(REMOVE "${charts}/hello-chart/hello-1.0.0.tgz")
build()
expect_ran(charts/hello-chart/chart.json)
get_record("${charts}/hello-chart/chart.json" digest digest)
file(COPY "${SOURCE}/" DESTINATION "${WORK}/another/deep/checkout")
set(SOURCE "${WORK}/another/deep/checkout")
set(BUILD "${WORK}/another/build")
run(COMMAND sh -c "umask 077 && TZ=Pacific/Auckland LC_ALL=C \"$0\" -G Ninja -S \"$1\" -B \"$2\" -DPackageRepo_DIR=\"$3\" -Drelease=1.0.0 -DCMAKE_BUILD_TYPE=Release && TZ=Pacific/Auckland ninja -C \"$2\" hello-chart"
  "${CMAKE_COMMAND}" "${SOURCE}" "${BUILD}" "${PACKAGE_REPO_DIR}")
get_record("${BUILD}/carvel/charts/hello-chart/chart.json" digest other)
expect_equal("${other}" "${digest}")

# An index of earlier releases keeps its versions.
write(index.yaml "apiVersion: v1\nentries:\n  hello:\n  - {name: hello, version: 0.9.0, digest: abc, created: \"2024-01-01T00:00:00Z\", urls: [hello-0.9.0.tgz]}\n")
replace(CMakeLists.txt "URL https" "INDEX index.yaml URL https")
build()
file(READ "${BUILD}/carvel/chart-repositories/site/index.yaml" index)
expect_in("${index}" "created: \"2024-01-01T00:00:00Z\" digest: abc name: hello urls: - hello-0.9.0.tgz version: 0.9.0")
write(index.yaml "apiVersion: v1\nentries:\n  hello:\n  - {name: hello, version: 1.0.0, digest: abc, urls: [hello-1.0.0.tgz]}\n")
build(MUST_FAIL "${SOURCE}/index.yaml:4: version 1.0.0 of chart 'hello' was published as another archive, abc"
  "give the chart a new VERSION")
