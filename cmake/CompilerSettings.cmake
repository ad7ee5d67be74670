# Language level, warnings and sanitizers for every target of this project.
#
#   PACKAGE_REPO_WERROR    warnings are errors (the `ci` preset)
#   PACKAGE_REPO_SANITIZE  AddressSanitizer and UndefinedBehaviorSanitizer (the `asan` preset)
#   PACKAGE_REPO_FUZZ      coverage for libFuzzer (the `fuzz` preset, with clang)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT PROJECT_IS_TOP_LEVEL)  # the output folders of the embedding project are its own
  foreach(config "" _DEBUG _RELEASE _RELWITHDEBINFO _MINSIZEREL)
    set(CMAKE_RUNTIME_OUTPUT_DIRECTORY${config} "${PROJECT_BINARY_DIR}/bin")
    set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY${config} "${PROJECT_BINARY_DIR}/lib")
  endforeach()
endif()

option(PACKAGE_REPO_WERROR "Treat warnings as errors" OFF)
option(PACKAGE_REPO_FUZZ "Build the fuzzers with libFuzzer (needs clang)" OFF)
option(PACKAGE_REPO_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  if(PROJECT_IS_TOP_LEVEL)
    set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "Build type" FORCE)
  else()
    set(CMAKE_BUILD_TYPE RelWithDebInfo)  # for this folder: the embedding project's cache is its own
  endif()
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  -Wno-missing-field-initializers)  # designated initialisers name what differs from the defaults
if(PACKAGE_REPO_WERROR)
  # GCC 12 sees overlaps in std::string that are none, and strings of temporaries that nobody has made.
  add_compile_options(-Werror -Wno-error=restrict -Wno-error=stringop-overflow -Wno-error=stringop-overread
    -Wno-error=array-bounds -Wno-error=maybe-uninitialized)
endif()
if(NOT PACKAGE_REPO_SANITIZE)
  # What is read is hostile: a fault that is left must end the program, not serve an attacker.
  add_compile_options(-fPIE -fstack-protector-strong "$<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=3>")
  add_link_options(-pie -Wl,-z,relro,-z,now)
endif()
if(PACKAGE_REPO_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  # At one place in memory: elsewhere each start of the program relocates two million addresses of what the sanitizers tell.
  add_link_options(-fsanitize=address,undefined -no-pie)
endif()

if(PACKAGE_REPO_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# What nearly every file includes is parsed once, and several files are compiled as one, so that a build from nothing
# takes a third of the time and one of a single file no more than by itself. The files of a folder share their anonymous
# namespace.
set(PACKAGE_REPO_UNITY 4 CACHE STRING "Number of source files compiled as one; 1 compiles each as it stands")
if(PACKAGE_REPO_UNITY GREATER 1)
  find_package(fmt REQUIRED)
  find_package(Threads REQUIRED)
  add_compile_options(-pthread)  # as re2 asks for: what is precompiled serves only where all options are the same
  add_compile_options(-Wno-subobject-linkage)  # a file that is compiled with others looks like a header of theirs
  add_library(pkgrepo_precompiled OBJECT "${CMAKE_CURRENT_LIST_DIR}/precompiled.cc")
  target_link_libraries(pkgrepo_precompiled PRIVATE fmt::fmt-header-only Threads::Threads)
  target_precompile_headers(pkgrepo_precompiled PRIVATE "${CMAKE_CURRENT_LIST_DIR}/precompiled.h")
endif()

function(_pkgrepo_compile_together target)
  if(PACKAGE_REPO_UNITY GREATER 1)
    target_precompile_headers(${target} REUSE_FROM pkgrepo_precompiled)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${PACKAGE_REPO_UNITY})
  endif()
endfunction()

# pkgrepo_library(<name> SOURCES <file>... [DEPENDS <target>...])
#
# The static library of one folder of generator/, as target pkgrepo_<name>. DEPENDS are public: a header may include
# what its library depends on. tests/layers checks that includes follow these lines.
function(pkgrepo_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "pkgrepo_library(${name}): unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  add_library(pkgrepo_${name} STATIC ${arg_SOURCES})
  target_include_directories(pkgrepo_${name} PUBLIC "${PROJECT_SOURCE_DIR}/generator")
  target_link_libraries(pkgrepo_${name} PUBLIC ${arg_DEPENDS})
  _pkgrepo_compile_together(pkgrepo_${name})
endfunction()

# pkgrepo_unit_test(<name> SOURCES <file>... DEPENDS <target>...)
#
# A doctest program unit_<name>, registered with ctest under the label `unit`.
function(pkgrepo_unit_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "pkgrepo_unit_test(${name}): unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  add_executable(unit_${name} ${arg_SOURCES})
  target_link_libraries(unit_${name} PRIVATE ${arg_DEPENDS} pkgrepo_doctest_main)
  if(PACKAGE_REPO_UNITY GREATER 1)  # each file by itself: tests have helpers of the same names
    target_precompile_headers(unit_${name} REUSE_FROM pkgrepo_precompiled)
  endif()
  add_test(NAME unit.${name} COMMAND unit_${name})
  set_tests_properties(unit.${name} PROPERTIES LABELS unit)
endfunction()
