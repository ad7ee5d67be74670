# The check itself is checked: a tree in which a file looks up must be refused, with the file named.

# Runs the check over a tree with the one file `path` that has the line `content`; it must be refused with `message`.
function(expect_refusal path content message)
  file(REMOVE_RECURSE "${WORK_DIR}")
  file(COPY "${SOURCE_DIR}/ARCHITECTURE.md" DESTINATION "${WORK_DIR}")
  file(WRITE "${WORK_DIR}/generator/${path}" "${content}\n")
  execute_process(COMMAND "${CMAKE_COMMAND}" "-DSOURCE_DIR=${WORK_DIR}" -P "${CMAKE_CURRENT_LIST_DIR}/check_layers.cmake"
    RESULT_VARIABLE status ERROR_VARIABLE text)
  string(REGEX REPLACE "[ \n]+" " " text "${text}")
  string(FIND "${text}" "generator/${path}: ${message}" found)
  if(status EQUAL 0 OR found EQUAL -1)
    message(FATAL_ERROR "${path} with '${content}' went through: status ${status}: ${text}")
  endif()
endfunction()

# Between layers.
expect_refusal(base/glance_up.cc "#include \"cli/command.h\"" "#include \"cli/command.h\": 'base' may not use 'cli'")
expect_refusal(yaml/glance_aside.cc "#include \"net/url.h\"" "#include \"net/url.h\": 'yaml' may not use 'net'")
# Between the folders of a layer.
expect_refusal(ytt/overlay/glance_up.h "#include \"ytt/library/library_execution.h\""
  "#include \"ytt/library/library_execution.h\": 'ytt/overlay' may not use 'ytt/library'")
expect_refusal(starlark/syntax/glance_up.cc "#include \"starlark/values/value.h\""
  "#include \"starlark/values/value.h\": 'starlark/syntax' may not use 'starlark/values'")
expect_refusal(ytt/value/glance_up.cc "#include \"cli/ytt/commands.h\""
  "#include \"cli/ytt/commands.h\": 'ytt/value' may not use 'cli/ytt'")
expect_refusal(cli/kbld/glance_aside.cc "#include \"cli/imgpkg/commands.h\""
  "#include \"cli/imgpkg/commands.h\": 'cli/kbld' may not use 'cli/imgpkg'")
# From the files beside the folders into these.
expect_refusal(cli/glance_up.h "#include \"cli/graph/commands.h\""
  "#include \"cli/graph/commands.h\": 'cli' may not use 'cli/graph'")
# Folders that no table has.
expect_refusal(stray/one.cc "" "folder 'stray' is missing")
expect_refusal(ytt/stray/one.cc "" "folder 'ytt/stray' is missing")
# What a library links.
expect_refusal(ytt/value/CMakeLists.txt "pkgrepo_library(ytt_value DEPENDS\n    pkgrepo_ytt_schema)"
  "pkgrepo_ytt_schema: 'ytt/value' may not use 'ytt/schema'")
