# A project may lie in a folder of any name that CMake can take, and is refused in one clear line where it cannot.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

foreach(name "a b" "it's" "say \"so\"" "a$b" "\$HOME" "a:b" "a&b" "a(b)" "50%" "a=b" "a,b" "grün" "a^b" "{a}" "a@b"
        "a`b" "~a" "-a")
  set(SOURCE "${WORK}/${name}/source")
  set(BUILD "${WORK}/${name}/build")
  copy_project(orchard)
  configure()
  build()
  build()
  expect_ran()
  replace(packages/apple/1.0.0/bundle/config/schema.yaml "replicas: 1" "replicas: 2")
  build()
  expect_contains("${BUILD}/carvel/packages/apple/1.0.0/rendered/default.yaml" "replicas: 2")
  build()
  expect_ran()
  ctest()
endforeach()

foreach(name "a#b" "a<b" "a>b" "a|b" "a*b" "what?")
  set(SOURCE "${WORK}/${name}")
  set(BUILD "${WORK}/build of odd source")
  copy_project(orchard)
  configure(MUST_FAIL "CMake cannot handle the" "in the path ${SOURCE}: rename that folder")
  file(REMOVE_RECURSE "${BUILD}")
endforeach()
run(COMMAND sh -ec "for name in 'a;b' 'a[b' 'a]b'; do
    cp -r '${PROJECTS}/orchard' \"$name\"
    ! cmake -G Ninja -S \"$name\" -B \"build of $name\" -D PackageRepo_DIR='${PACKAGE_REPO_DIR}' > log 2>&1
    tr '\\n' ' ' < log | tr -s ' ' | grep -F \"in the path ${WORK}/$name: rename that folder\" || { cat log; exit 1; }
  done")
