# Words for the test scripts. Each script begins with include(harness.cmake) and works in ${WORK}, which is empty then,
# or as an earlier script has left it if KEEP_WORK is set.
#
#   copy_project(orchard)                       projects/orchard to ${SOURCE}
#   configure()                                 ${SOURCE} in ${BUILD}
#   build()                                     the default target; ${RAN} is what Ninja ran
#   expect_ran(packages/apple/1.0.0/rendered.json)
#   build(TARGETS pear MUST_FAIL "unlocked image")
#
# A check that fails ends the script with a message that shows what was found.

cmake_minimum_required(VERSION 3.24)

if(NOT KEEP_WORK)
  file(REMOVE_RECURSE "${WORK}")
endif()
file(MAKE_DIRECTORY "${WORK}")
set(SOURCE "${WORK}/source")
set(BUILD "${WORK}/build")

function(copy_project name)
  file(COPY "${PROJECTS}/${name}/" DESTINATION "${SOURCE}")
endfunction()

# write(<path> <text>...) writes a file of ${SOURCE}.
function(write path)
  file(WRITE "${SOURCE}/${path}" ${ARGN})
endfunction()

# replace(<path> <old> <new>) edits a file of ${SOURCE}.
function(replace path old new)
  file(READ "${SOURCE}/${path}" before)
  string(REPLACE "${old}" "${new}" after "${before}")
  if(before STREQUAL after)
    message(FATAL_ERROR "there is no '${old}' in ${path}")
  endif()
  file(WRITE "${SOURCE}/${path}" "${after}")
endfunction()

# Runs a command; sets `output` in the caller's scope. With MUST_FAIL, it has to fail with all these texts.
function(run)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "DIRECTORY" "COMMAND;MUST_FAIL")
  if(NOT arg_DIRECTORY)
    set(arg_DIRECTORY "${WORK}")
  endif()
  execute_process(
    COMMAND ${arg_COMMAND}
    WORKING_DIRECTORY "${arg_DIRECTORY}"
    RESULT_VARIABLE status
    OUTPUT_VARIABLE output
    ERROR_VARIABLE output)
  list(JOIN arg_COMMAND " " command)
  if(NOT arg_MUST_FAIL AND NOT status EQUAL 0)
    message(FATAL_ERROR "failed with ${status}: ${command}\n${output}")
  elseif(arg_MUST_FAIL AND status EQUAL 0)
    message(FATAL_ERROR "did not fail: ${command}\n${output}")
  endif()
  # CMake folds its own messages, so white space is compared loosely.
  string(REGEX REPLACE "[ \n]+" " " flat "${output}")
  foreach(text IN LISTS arg_MUST_FAIL)
    string(FIND "${flat}" "${text}" found)
    if(found EQUAL -1)
      message(FATAL_ERROR "expected '${text}' in the output of: ${command}\n${output}")
    endif()
  endforeach()
  set(output "${output}" PARENT_SCOPE)
endfunction()

# configure([MUST_FAIL <text>...] [ARGUMENTS <argument>...])
function(configure)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "MUST_FAIL;ARGUMENTS")
  run(COMMAND "${CMAKE_COMMAND}" -G Ninja -S "${SOURCE}" -B "${BUILD}" -D "PackageRepo_DIR=${PACKAGE_REPO_DIR}"
              ${arg_ARGUMENTS}
      MUST_FAIL ${arg_MUST_FAIL})
  set(output "${output}" PARENT_SCOPE)
endfunction()

# Sets `lines` to what Ninja's log has now.
function(read_log)
  set(lines "")
  if(EXISTS "${BUILD}/.ninja_log")
    file(STRINGS "${BUILD}/.ninja_log" lines)
  endif()
  set(lines "${lines}" PARENT_SCOPE)
endfunction()

# build([TARGETS <target>...] [MUST_FAIL <text>...])
#
# Sets RAN in the caller's scope: the outputs of the steps that ran, sorted: of packages, stages and repositories, below
# <build>/carvel, less those that only tell Ninja what others wait for.
function(build)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "TARGETS;MUST_FAIL")
  read_log()
  set(before "${lines}")
  run(COMMAND ninja -C "${BUILD}" ${arg_TARGETS} MUST_FAIL ${arg_MUST_FAIL})
  # Ninja compares times, and the clock of files may not have moved on yet, so that a change right now would not be
  # seen.
  execute_process(COMMAND sleep 0.01)
  read_log()
  list(REMOVE_ITEM lines ${before})  # not by number: CMake has Ninja rewrite the log
  set(ran "")
  foreach(line IN LISTS lines)
    if(line MATCHES "\tcarvel/([^\t/]+/[^\t]*)\t")
      list(APPEND ran "${CMAKE_MATCH_1}")
    endif()
  endforeach()
  list(REMOVE_DUPLICATES ran)
  list(FILTER ran EXCLUDE REGEX "\\.dd$")
  list(SORT ran)
  set(RAN "${ran}" PARENT_SCOPE)
  set(output "${output}" PARENT_SCOPE)
endfunction()

# copy_project(), configure(), and the default target.
macro(build_project name)
  copy_project("${name}")
  configure()
  build()
endmacro()

# expect_ran(<output>...): the last build ran exactly the steps with these outputs.
function(expect_ran)
  set(expected ${ARGN})
  list(SORT expected)
  if(NOT "${RAN}" STREQUAL "${expected}")
    list(JOIN expected "\n  " expected)
    list(JOIN RAN "\n  " ran)
    message(FATAL_ERROR "expected these steps to run:\n  ${expected}\nbut these ran:\n  ${ran}")
  endif()
endfunction()

# Sets `variable` to what is made again if the manifests of a package version change, such as pear/2.0.0, which the stage
# alpha of projects/orchard holds: its files, the stage, and the repository that serves the stage.
function(get_chain_of version variable)
  set(chain rendered.json schema.json images.yml bundle.json package.yaml metadata.yaml)
  list(TRANSFORM chain PREPEND "packages/${version}/")
  set(${variable} ${chain} stages/alpha/stage.json repositories/fruit-alpha.yaml PARENT_SCOPE)
endfunction()

function(expect_equal actual expected)
  if(NOT "${actual}" STREQUAL "${expected}")
    message(FATAL_ERROR "expected:\n${expected}\nfound:\n${actual}")
  endif()
endfunction()

function(expect_different a b)
  if("${a}" STREQUAL "${b}")
    message(FATAL_ERROR "expected two different texts, found twice:\n${a}")
  endif()
endfunction()

function(expect_same_files a b)
  file(READ "${a}" text_a)
  file(READ "${b}" text_b)
  expect_equal("${text_a}" "${text_b}")
endfunction()

function(expect_contains path text)
  file(READ "${path}" content)
  string(FIND "${content}" "${text}" found)
  if(found EQUAL -1)
    message(FATAL_ERROR "expected '${text}' in ${path}:\n${content}")
  endif()
endfunction()

# expect_in(<output> <text>): white space is compared loosely, since CMake folds its messages.
function(expect_in output text)
  string(REGEX REPLACE "[ \n]+" " " flat "${output} ")
  string(FIND "${flat}" "${text}" found)
  if(found EQUAL -1)
    message(FATAL_ERROR "expected '${text}' in:\n${output}")
  endif()
endfunction()

# Sets `variable` to the digest of a package version's bundle, or of a stage.
function(get_digest what variable)
  foreach(record packages/${what}/bundle.json stages/${what}/stage.json)
    if(EXISTS "${BUILD}/carvel/${record}")
      file(READ "${BUILD}/carvel/${record}" json)
    endif()
  endforeach()
  string(JSON digest GET "${json}" digest)
  set(${variable} "${digest}" PARENT_SCOPE)
endfunction()

# Sets `variable` to a list of all files below `directory`, each with the digest of its content. Left out are dependency
# files, which alone name the places of things.
function(get_tree directory variable)
  file(GLOB_RECURSE files LIST_DIRECTORIES true RELATIVE "${directory}" "${directory}/*" "${directory}/.*")
  list(FILTER files EXCLUDE REGEX "\\.d$")
  list(SORT files)
  set(tree "")
  foreach(file IN LISTS files)
    if(IS_DIRECTORY "${directory}/${file}")
      string(APPEND tree "${file}/\n")
    else()
      file(SHA256 "${directory}/${file}" digest)
      string(APPEND tree "${file} ${digest}\n")
    endif()
  endforeach()
  set(${variable} "${tree}" PARENT_SCOPE)
endfunction()

# Runs the tests of ${BUILD} whose names match; MUST_FAIL as in run().
function(ctest)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "ARGUMENTS;MUST_FAIL")
  cmake_path(GET CMAKE_COMMAND PARENT_PATH bin)
  run(COMMAND "${bin}/ctest" --test-dir "${BUILD}" --output-on-failure ${arg_ARGUMENTS} MUST_FAIL ${arg_MUST_FAIL})
  set(output "${output}" PARENT_SCOPE)
endfunction()
