# The tools print on a terminal what they print elsewhere with --tty, as the originals do.
include("${CMAKE_CURRENT_LIST_DIR}/../cmake/harness.cmake")
set(ENV{HOME} "${WORK}")

file(WRITE "${WORK}/bundle/.imgpkg/images.yml" "---\napiVersion: imgpkg.carvel.dev/v1alpha1\nkind: ImagesLock\n")
file(WRITE "${WORK}/bundle/config/a.yml" "a: 1\n")
file(WRITE "${WORK}/vendir.yml" "apiVersion: vendir.k14s.io/v1alpha1
kind: Config
directories:
- path: vendor
  contents:
  - path: .
    inline: {paths: {a.txt: a}}
")
set(app "${REGISTRY}/team/app")

# expect_framed(<word>... TEXT <text>): the command prints the text on a terminal and with --tty, and not without either.
function(expect_framed)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "TEXT" "")
  set(command "${PKGREPO}" ${arg_UNPARSED_ARGUMENTS})
  run(COMMAND "${PYTHON}" -B "${CMAKE_CURRENT_LIST_DIR}/on_terminal.py" ${command})
  set(on_terminal "${output}")
  string(FIND "${on_terminal}" "${arg_TEXT}" found)
  if(found EQUAL -1)
    message(FATAL_ERROR "expected '${arg_TEXT}' in the output of: ${command}\n${on_terminal}")
  endif()
  run(COMMAND ${command} --tty)
  expect_equal("${on_terminal}" "${output}")
  run(COMMAND ${command})
  expect_different("${on_terminal}" "${output}")
endfunction()

expect_framed(imgpkg push -b "${app}:v1" -f bundle
  TEXT "dir: .\ndir: .imgpkg\nfile: .imgpkg/images.yml\ndir: config\nfile: config/a.yml\nPushed '${app}@sha256:")
expect_framed(imgpkg tag list -i "${app}" TEXT "Tags\n\nName ")
expect_framed(imgpkg pull -b "${app}:v1" -o "${WORK}/pulled" TEXT "\nSucceeded\n")
expect_framed(imgpkg version TEXT "imgpkg version 0.43.1\n\nSucceeded\n")
expect_framed(vendir sync TEXT "Fetching: vendor + . (inline)\n")

# What is for programs stays so.
run(COMMAND "${PYTHON}" -B "${CMAKE_CURRENT_LIST_DIR}/on_terminal.py" "${PKGREPO}" imgpkg tag list -i "${app}" --json)
string(JSON name GET "${output}" Tables 0 Rows 0 name)
expect_equal("${name}" "v1")
