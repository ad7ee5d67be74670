# What an environment gets, from the lock that is committed: without a registry, and for nothing but what it says.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

# project(<line>...): a CMakeLists.txt with these lines from the fourth on.
function(project_with)
  list(JOIN ARGN "\n" lines)
  write(CMakeLists.txt "cmake_minimum_required(VERSION 3.24)\nproject(shop LANGUAGES NONE)\nfind_package(PackageRepo REQUIRED)\n${lines}\n")
endfunction()
set(repository registry.example.com/hello/hello-app-package)
set(dev "add_carvel_delivery(dev REPOSITORY ${repository} POLICY newest RIGHTS cluster-admin NAMESPACE apps-dev VALUES dev-values.yaml)")
set(prod "add_carvel_delivery(prod REPOSITORY ${repository} POLICY semver \">=1.0.0 <2.0.0\" TAGS ^1 SERVICE_ACCOUNT installer)")
project_with("${dev}" "${prod}")
write(dev-values.yaml "replicas: 1\n")
configure()
build()

# Without a lock there is nothing to deliver, and the message says how to get one.
build(TARGETS delivery-dev MUST_FAIL "what is delivered to dev is not pinned: there is no ${SOURCE}/dev.delivery.lock.yml"
  "build the target delivery-dev-lock, and commit ${SOURCE}/dev.delivery.lock.yml")
build(TARGETS delivery-dev-check MUST_FAIL "what is delivered to dev is not pinned")

function(write_lock environment policy tag digest)
  write("${environment}.delivery.lock.yml" "repository: \"${repository}\"\npolicy: \"${policy}\"\ntag: \"${tag}\"\ndigest: \"sha256:${digest}\"\n"
    "package: \"hello-app.example.com\"\nversion: \"${tag}\"\n")
endfunction()
string(REPEAT a 64 digest)
write_lock(dev newest 1.1.0 ${digest})
build(TARGETS delivery-dev)
set(resources "${BUILD}/carvel/deliveries/dev.yaml")
expect_contains("${resources}" "image: ${repository}@sha256:${digest}")
expect_contains("${resources}" "constraints: 1.1.0")
expect_contains("${resources}" "replicas: 1")
expect_contains("${resources}" "namespace: apps-dev")
build(TARGETS delivery-dev)
expect_ran()

# Values and locks are inputs.
write(dev-values.yaml "replicas: 2\n")
build(TARGETS delivery-dev)
expect_contains("${resources}" "replicas: 2")
string(REPEAT b 64 other)
write_lock(dev newest 1.2.0 ${other})
build(TARGETS delivery-dev)
expect_contains("${resources}" "image: ${repository}@sha256:${other}")

# Promotion moves exactly what the other environment has, whatever the policy would choose, and shows it first.
write_lock(prod "semver >=1.0.0 <2.0.0, tags ^1" 1.1.0 ${digest})
build(TARGETS delivery-prod-promote MUST_FAIL "say which environment to take it from: FROM in the environment, or --from")
set(ENV{FROM} stage)
build(TARGETS delivery-prod-promote MUST_FAIL "the project has no delivery 'stage'")
set(ENV{FROM} prod)
build(TARGETS delivery-prod-promote MUST_FAIL "FROM is the environment itself: prod")
set(ENV{FROM} dev)
build(TARGETS delivery-prod-promote)
expect_in("${output}" "dev -> prod tag: 1.1.0 -> 1.2.0 digest: sha256:${digest} -> sha256:${other} version: 1.1.0 -> 1.2.0 Wrote")
unset(ENV{FROM})
build(TARGETS delivery-prod)
expect_contains("${BUILD}/carvel/deliveries/prod.yaml" "serviceAccountName: installer")
expect_contains("${BUILD}/carvel/deliveries/prod.yaml" "image: ${repository}@sha256:${other}")

# A lock of something else.
string(REPLACE "POLICY newest" "POLICY newest PRERELEASES" changed "${dev}")
project_with("${changed}")
configure()
build(TARGETS delivery-dev MUST_FAIL "dev.delivery.lock.yml:2" "this is the lock of the policy 'newest', but that is 'newest, pre-releases' now")
string(REPLACE "${repository}" "registry.example.com/other" changed "${dev}")
project_with("${changed}")
configure()
build(TARGETS delivery-dev MUST_FAIL "dev.delivery.lock.yml:1"
  "this is the lock of the repository ${repository}, but the delivery follows registry.example.com/other now")

# What makes no delivery.
function(refuse arguments message)
  project_with("add_carvel_delivery(dev ${arguments})")
  configure(MUST_FAIL "CMakeLists.txt:4: add_carvel_delivery(dev): ${message}")
endfunction()
set(start "REPOSITORY ${repository}")
refuse("${start} RIGHTS none" "POLICY is missing")
refuse("POLICY newest RIGHTS none" "REPOSITORY is missing")
refuse("${start} POLICY oldest RIGHTS none" "POLICY takes semver <range> or newest, not 'oldest'")
refuse("${start} POLICY semver RIGHTS none" "POLICY takes semver <range> or newest, not 'semver'")
refuse("${start} POLICY newest" "say whose rights it uses: RIGHTS cluster-admin, RIGHTS none, or SERVICE_ACCOUNT <name>")
refuse("${start} POLICY newest RIGHTS all" "RIGHTS takes cluster-admin or none, not 'all'")
refuse("${start} POLICY newest RIGHTS none SERVICE_ACCOUNT a" "give RIGHTS or SERVICE_ACCOUNT, not both")
refuse("${start} POLICY newest RIGHTS none VALUES none.yaml" "no such file: ${SOURCE}/none.yaml")
