# What the module itself reads from YAML files, because it does so before the generator is built. For use within the
# module only.
#
# This is not a YAML parser. If a file is written in a form that these patterns do not cover, they find too much rather
# than too little, or nothing at all; the step that parses the file checks what they have found.

include_guard(GLOBAL)

# Sets `variable` to the text of a file in a form that list functions and patterns can process: without byte order mark,
# Windows line endings, and `;`, `[` and `]`, which have a meaning in CMake's lists.
function(_package_repo_read_text file variable)
  file(READ "${file}" text)
  string(ASCII 239 187 191 byte_order_mark)
  string(REGEX REPLACE "^${byte_order_mark}" "" text "${text}")
  string(REGEX REPLACE "\r\n?" "\n" text "${text}")
  string(REGEX REPLACE "[][;]" " " text "${text}")
  set(${variable} "\n${text}" PARENT_SCOPE)
endfunction()

# Sets `variable` to spec.version of the Package in a file; "" if it is written in a form that this does not
# recognise. The step that reads the Package rejects any version other than the one found here.
function(_package_repo_version_of file variable)
  set(${variable} "" PARENT_SCOPE)
  if(NOT file)
    return()
  endif()
  _package_repo_read_text("${file}" text)
  # Of several documents, the Package; a single document may be in any form.
  string(REGEX REPLACE "\n---[ \t]*(#[^\n]*)?\n" "\n;\n" documents "${text}")
  foreach(document IN LISTS documents)
    if(document MATCHES "\nkind:[ \t]*[\"']?Package[\"']?[ \t]*(#[^\n]*)?\n")
      set(text "${document}")
      break()
    endif()
  endforeach()
  set(key "[\"']?version[\"']?[ \t]*:[ \t]*[\"']?([0-9A-Za-z][0-9A-Za-z.+_-]*)[\"']?")
  if(text MATCHES "\nspec:[ \t]*(#[^\n]*)?\n(.*)$")
    # A block: its lines are indented, its keys as far as the first one.
    string(REGEX REPLACE "\n[^ \t\n#].*$" "\n" block "\n${CMAKE_MATCH_2}")
    if(block MATCHES "^(\n|[ \t]*\n|[ \t]*#[^\n]*\n)*( +)[^ \t\n#]")
      string(REGEX MATCH "\n( +)[^ #\n]" indented "${block}")
      set(indentation "${CMAKE_MATCH_1}")
      if(block MATCHES "\n${indentation}${key}[ \t]*(#[^\n]*)?(\n|$)")
        set(${variable} "${CMAKE_MATCH_1}" PARENT_SCOPE)
      endif()
    endif()
  elseif(text MATCHES "[\n{, \t][\"']?spec[\"']?[ \t]*:[ \t\n]*{(.*)$")
    # A flow map: its text up to the end, without the maps inside.
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

# Sets `variable` to the value of a key at the left margin of a file; "" if there is none.
function(_package_repo_read_key file key variable)
  _package_repo_read_text("${file}" text)
  set(value "")
  if(text MATCHES "\n[\"']?${key}[\"']?[ \t]*:[ \t]*[\"']?([^\"' \t\n#]+)[\"']?[ \t]*(#[^\n]*)?\n")
    set(value "${CMAKE_MATCH_1}")
  endif()
  set(${variable} "${value}" PARENT_SCOPE)
endfunction()
