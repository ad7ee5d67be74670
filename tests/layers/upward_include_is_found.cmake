# The check itself is checked: a tree in which base includes cli must be refused, with the file named.
file(REMOVE_RECURSE "${WORK_DIR}")
file(MAKE_DIRECTORY "${WORK_DIR}/generator/base")
file(COPY "${SOURCE_DIR}/ARCHITECTURE.md" DESTINATION "${WORK_DIR}")
file(WRITE "${WORK_DIR}/generator/base/glance_up.cc" "#include \"cli/command.h\"\n")
execute_process(COMMAND "${CMAKE_COMMAND}" "-DSOURCE_DIR=${WORK_DIR}" -P "${CMAKE_CURRENT_LIST_DIR}/check_layers.cmake"
  RESULT_VARIABLE status ERROR_VARIABLE message)
string(REGEX REPLACE "[ \n]+" " " message "${message}")
if(status EQUAL 0 OR NOT message MATCHES "glance_up.cc: #include \"cli/command.h\": 'base' may not use 'cli'")
  message(FATAL_ERROR "an upward include went through: status ${status}: ${message}")
endif()
