# A chart of which vendir.yml asks for a range of versions: the lock says which one is vendored and fetched.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

# A stand-in for helm. As Helm 3 does, it leaves an empty folder named like the archive beside the chart. It gives the
# newest version unless it is asked for one.
file(WRITE "${WORK}/programs/helm" [=[#!/bin/sh
directory= version=v1.4.0
while [ $# -gt 0 ]; do
  case "$1" in
    --untardir) directory=$2 ;;
    --version) case "$2" in v*) version=$2 ;; [0-9]*) version=v$2 ;; esac ;;
  esac
  shift
done
[ -n "$directory" ] || exit 0
mkdir -p "$directory/fruit/templates" "$directory/fruit-$version.tgz"
printf 'apiVersion: v2\nname: fruit\nversion: %s\n' "$version" > "$directory/fruit/Chart.yaml"
]=])
file(CHMOD "${WORK}/programs/helm" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
set(ENV{PATH} "${WORK}/programs:$ENV{PATH}")

copy_project(orchard)
set(bundle packages/pear/2.0.0/bundle)
function(ask_for version)
  write(${bundle}/vendir.yml
"apiVersion: vendir.k14s.io/v1alpha1
kind: Config
directories:
- path: chart
  contents:
  - path: .
    helmChart: {name: fruit, version: \"${version}\", repository: {url: \"http://127.0.0.1:1\"}}
")
endfunction()
function(expect_version folder version)
  expect_contains("${folder}/chart/Chart.yaml" "version: ${version}\n")
endfunction()

ask_for("^1.0")
configure()
build(TARGETS pear-2.0.0-sync)
expect_version("${SOURCE}/${bundle}" v1.4.0)
expect_contains("${SOURCE}/${bundle}/vendir.lock.yml" "version: v1.4.0")
file(REMOVE_RECURSE "${SOURCE}/${bundle}/chart")
replace(${bundle}/vendir.lock.yml "v1.4.0" "v1.3.0")
foreach(version "^1.0" 1.3.0 v1.3.0)
  ask_for("${version}")
  build(TARGETS pear)
  expect_version("${BUILD}/carvel/packages/pear/2.0.0/vendored" v1.3.0)
endforeach()
ask_for("^2.0")
build(TARGETS pear MUST_FAIL "${SOURCE}/${bundle}/vendir.yml:6:" "the lock has version v1.3.0, vendir.yml says ^2.0"
                             "build the target pear-2.0.0-sync")
