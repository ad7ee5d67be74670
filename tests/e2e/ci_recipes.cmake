# The commands of docs/ci build, test, compare and publish a fresh clone; in another clone, with the kept build folder
# and new times, nothing is built.
include("${CMAKE_CURRENT_LIST_DIR}/../cmake/harness.cmake")
set(ENV{HOME} "${WORK}")
set(ENV{PackageRepo_DIR} "${PACKAGE_REPO_DIR}")
set(SOURCE "${WORK}/origin")
set(CLONE "${WORK}/clone")
set(BUILD "${CLONE}/build")

# What stands in for the services' own clients, and for what needs root or half an hour, writes down how it is called.
foreach(program apt-get curl gh)
  file(WRITE "${WORK}/bin/${program}" "#!/bin/sh\necho \"${program} $*\" >> '${WORK}/calls'\n")
  file(CHMOD "${WORK}/bin/${program}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
endforeach()
cmake_path(GET PKGREPO PARENT_PATH bin)
set(ENV{PATH} "${WORK}/bin:${bin}:$ENV{PATH}")

function(git)
  run(COMMAND "${GIT}" -C "${SOURCE}" -c user.name=t -c user.email=t@example.com -c init.defaultBranch=main ${ARGN})
endfunction()

copy_project(orchard)
write(.gitignore "/build/\n/base/\n/diff.md\n")
git(init -q)
git(add -A)
git(commit -q -m first)

# keep(<format>): the build folder goes to where the service keeps it, as an archive, whose times may be whole seconds.
function(keep format)
  run(COMMAND tar --format=${format} -C "${CLONE}" -cf "${WORK}/kept.tar" build)
endfunction()

# check_out(): a fresh clone, in the place of the last one, with the kept build.
function(check_out)
  file(REMOVE_RECURSE "${CLONE}")
  file(REMOVE "${WORK}/calls" "${WORK}/summary")
  run(COMMAND "${GIT}" clone -q "file://${SOURCE}" --depth 1 "${CLONE}")
  if(EXISTS "${WORK}/kept.tar")
    run(COMMAND tar -C "${CLONE}" -xf "${WORK}/kept.tar")
  endif()
endfunction()

# Sets RAN, as build() does, to what Ninja has run since `before`.
macro(note_ran)
  read_log()
  list(REMOVE_ITEM lines ${before})
  set(RAN "")
  foreach(line IN LISTS lines)
    if(line MATCHES "\tcarvel/([^\t/]+/[^\t]*)\t")
      list(APPEND RAN "${CMAKE_MATCH_1}")
    endif()
  endforeach()
  set(RAN "${RAN}" PARENT_SCOPE)
  set(output "${output}" PARENT_SCOPE)
endmacro()

# github(push|pull_request)
function(github event)
  set(is_push false)
  set(is_pull_request false)
  set(is_${event} true)
  set(ENV{GITHUB_PATH} "${WORK}/path")
  set(ENV{GITHUB_STEP_SUMMARY} "${WORK}/summary")
  set(ENV{GITHUB_WORKSPACE} "${CLONE}")
  check_out()
  read_log()
  set(before "${lines}")
  run(DIRECTORY "${CLONE}"
    COMMAND "${PYTHON}" -B "${RUN_RECIPE}" github
      --let "github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository=${is_pull_request}"
      --let "github.event_name == 'push' && github.ref_name == inputs.main=${is_push}"
      --let "steps.pkgrepo.outputs.cache-hit != 'true'=false"
      --let "env.REGISTRY=${REGISTRY}"
      --let "github.event.pull_request.number=7"
      --let "github.repository=fruit"
      --let "github.workspace=${CLONE}"
      --let "github.actor=somebody"
      --let "github.token=secret"
      "${PKGREPO}" "${RECIPES}/github/workflow.yml" "${RECIPES}/github/action.yml")
  note_ran()
endfunction()

# gitlab(<variable>...)
function(gitlab)
  check_out()
  read_log()
  set(before "${lines}")
  run(DIRECTORY "${CLONE}"
    COMMAND "${CMAKE_COMMAND}" -E env CI_REGISTRY=${REGISTRY} CI_REGISTRY_IMAGE=${REGISTRY}/fruit CI_REGISTRY_USER=somebody
      CI_REGISTRY_PASSWORD=secret CI_API_V4_URL=http://127.0.0.1/api CI_PROJECT_ID=3 CI_DEFAULT_BRANCH=main ${ARGN}
      "${PYTHON}" -B "${RUN_RECIPE}" gitlab "${PKGREPO}" "${RECIPES}/gitlab-ci.yml")
  note_ran()
endfunction()

# expect_rebuilt(<count>): so many steps ran, all of pear or of what holds it.
function(expect_rebuilt count)
  list(LENGTH RAN ran)
  list(FILTER RAN EXCLUDE REGEX "^packages/pear/|^stages/alpha/|^repositories/fruit-alpha")
  expect_equal("${ran} ${RAN}" "${count} ")
endfunction()

foreach(service github gitlab)
  file(REMOVE "${WORK}/kept.tar")
  if(service STREQUAL "github")
    set(on_main github push)
    set(on_request github pull_request)
    set(format posix)
    set(commented "gh pr comment 7 --body-file diff.md --edit-last")
  else()
    set(on_main gitlab CI_COMMIT_BRANCH=main)
    set(on_request gitlab CI_MERGE_REQUEST_IID=7 COMMENT_TOKEN=secret)
    set(format gnu)
    set(commented "body@diff.md http://127.0.0.1/api/projects/3/merge_requests/7/notes")
  endif()
  list(POP_FRONT on_main function)
  list(POP_FRONT on_request)

  # From nothing.
  cmake_language(CALL ${function} ${on_main})
  list(LENGTH RAN count)
  expect_equal("${count}" 31)
  expect_in("${output}" "100% tests passed")
  expect_in("${output}" "Pushed ${REGISTRY}/fruit/pear:2.0.0@sha256:")
  keep(${format})

  # Nothing has changed but the times.
  cmake_language(CALL ${function} ${on_main})
  expect_equal("${RAN}" "")
  expect_in("${output}" "100% tests passed")
  expect_contains("${CLONE}/diff.md" "Nothing differs")
  keep(${format})

  # A change is proposed: it alone is built, and shown.
  replace(packages/pear/2.0.0/bundle/config/schema.yaml "replicas: 1" "replicas: 2")
  git(commit -q -a -m second)
  cmake_language(CALL ${function} ${on_request})
  expect_rebuilt(8)
  expect_in("${output}" "render, bundle: packages/pear/2.0.0/bundle/config/schema.yaml has changed")
  expect_contains("${CLONE}/diff.md" "spec.replicas")
  expect_contains("${WORK}/calls" "${commented}")
  if(output MATCHES "Pushed")
    message(FATAL_ERROR "a proposed change was published:\n${output}")
  endif()
  replace(packages/pear/2.0.0/bundle/config/schema.yaml "replicas: 2" "replicas: 1")
  git(commit -q -a -m third)
endforeach()
expect_contains("${WORK}/path" ".pkgrepo/bin")
