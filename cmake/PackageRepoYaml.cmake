# What the module reads from YAML files itself, as they are read before the generator is built. Nothing here is for use
# elsewhere.
#
# None of this is a YAML parser. Where a file is written in a form that these patterns do not cover, they find too much
# rather than too little, or nothing at all, and the step that parses the file checks what they have found.

include_guard(GLOBAL)

# Sets `variable` to the text of a file in a form that list functions and patterns can take: without byte order
# mark, line endings of Windows, and `;`, `[` and `]`, which CMake's lists take for their own.
function(_package_repo_read_text file variable)
  file(READ "${file}" text)
  string(ASCII 239 187 191 byte_order_mark)
  string(REGEX REPLACE "^${byte_order_mark}" "" text "${text}")
  string(REGEX REPLACE "\r\n?" "\n" text "${text}")
  string(REGEX REPLACE "[][;]" " " text "${text}")
  set(${variable} "\n${text}" PARENT_SCOPE)
endfunction()

# Sets `variable` to spec.version of the Package in a file; "" if it is written in a form that this does not read. The
# step that reads the Package refuses another version than what was found here.
function(_package_repo_version_of file variable)
  set(${variable} "" PARENT_SCOPE)
  if(NOT file)
    return()
  endif()
  _package_repo_read_text("${file}" text)
  # Of several documents, the Package; it may stand in a file of one document in any form.
  string(REGEX REPLACE "\n---[ \t]*(#[^\n]*)?\n" "\n;\n" documents "${text}")
  foreach(document IN LISTS documents)
    if(document MATCHES "\nkind:[ \t]*[\"']?Package[\"']?[ \t]*(#[^\n]*)?\n")
      set(text "${document}")
      break()
    endif()
  endforeach()
  set(key "[\"']?version[\"']?[ \t]*:[ \t]*[\"']?([0-9A-Za-z][0-9A-Za-z.+_-]*)[\"']?")
  if(text MATCHES "\nspec:[ \t]*(#[^\n]*)?\n(.*)$")
    # A block: its lines are indented, and those of its keys are indented as the first one is.
    string(REGEX REPLACE "\n[^ \t\n#].*$" "\n" block "\n${CMAKE_MATCH_2}")
    if(block MATCHES "^(\n|[ \t]*\n|[ \t]*#[^\n]*\n)*( +)[^ \t\n#]")
      string(REGEX MATCH "\n( +)[^ #\n]" indented "${block}")
      set(indentation "${CMAKE_MATCH_1}")
      if(block MATCHES "\n${indentation}${key}[ \t]*(#[^\n]*)?(\n|$)")
        set(${variable} "${CMAKE_MATCH_1}" PARENT_SCOPE)
      endif()
    endif()
  elseif(text MATCHES "[\n{, \t][\"']?spec[\"']?[ \t]*:[ \t\n]*{(.*)$")
    # A flow map: what is left once all maps in it are taken out, up to its end.
    set(flow "${CMAKE_MATCH_1}")
    set(before "")
    while(NOT flow STREQUAL before)
      set(before "${flow}")
      string(REGEX REPLACE "{[^{}]*}" "" flow "${flow}")
    endwhile()
    string(REGEX REPLACE "}.*$" "" flow "${flow}")
    if(",${flow}" MATCHES ",[ \t\n]*${key}[ \t\n]*(,|$)")
      set(${variable} "${CMAKE_MATCH_1}" PARENT_SCOPE)
    endif()
  endif()
endfunction()

# Sets `text` in the caller's scope to that of a stage file or repository file without comments and quotes, and `form`:
# `plain` if every value is written behind its key as it is; `words` if it has tags, anchors, block scalars or the like, so
# that any word may be the value of any key; `escaped` if words are written in escape sequences.
function(_package_repo_read_words file)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
  _package_repo_read_text("${file}" text)
  string(REGEX REPLACE "(^|[ \t\n])#[^\n]*" "\\1" text "${text}")
  set(form plain)
  if(text MATCHES "\\\\")
    set(form escaped)
  elseif(text MATCHES "[&*!|>?]")
    set(form words)
  endif()
  string(REGEX REPLACE "[\"']" " " text "${text}")
  set(text "${text}" PARENT_SCOPE)
  set(form "${form}" PARENT_SCOPE)
endfunction()
