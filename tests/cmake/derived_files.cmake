# Committed files that commands make of others: written by targets, compared by a target and a test, and never touched
# otherwise.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

set(head "cmake_minimum_required(VERSION 3.24)\nproject(shop LANGUAGES C)\nfind_package(PackageRepo REQUIRED)\n")
file(WRITE "${SOURCE}/CMakeLists.txt" "${head}" [=[
add_executable(shout shout.c)
add_derived_files(loud OUTPUT gen/loud.txt COMMAND shout words.txt gen/loud.txt DEPENDS words.txt)
add_derived_files(twice OUTPUT gen/twice.txt COMMAND sh -c "cat gen/loud.txt > gen/twice.txt; cat gen/loud.txt >> gen/twice.txt" DEPENDS gen/loud.txt)
add_derived_files(letters OUTPUT letters/ COMMAND sh "${CMAKE_CURRENT_SOURCE_DIR}/hack/split.sh" DEPENDS hack words.txt)
]=])
file(WRITE "${SOURCE}/shout.c" [=[
#include <ctype.h>
#include <stdio.h>
int main(int argc, char** argv) {
  FILE* in = fopen(argv[1], "r");
  FILE* out = fopen(argv[argc - 1], "w");
  if (!in || !out) return 1;
  for (int c; (c = getc(in)) != EOF;) putc(toupper(c), out);
  return fclose(out);
}
]=])
write(words.txt "apple\npear\n")
file(WRITE "${SOURCE}/hack/split.sh" "while read -r word; do echo \"$word\" > \"letters/$word.txt\"; done < words.txt\n")
configure()
get_tree("${SOURCE}" before)

# The default target leaves the source tree alone, and runs none of the commands.
build()
expect_ran()
get_tree("${SOURCE}" after)
expect_equal("${after}" "${before}")

# What is missing is reported, all of it, and not written.
build(TARGETS verify-generated MUST_FAIL "--- /dev/null +++ b/gen/loud.txt" "+APPLE"
  "${SOURCE}/gen/loud.txt: is missing; of add_derived_files(loud) in ${SOURCE}/CMakeLists.txt: build the target loud-generate, and commit the file"
  "${SOURCE}/gen/twice.txt: is missing" "${SOURCE}/letters/apple.txt: is missing" "${SOURCE}/letters/pear.txt: is missing")
get_tree("${SOURCE}" after)
expect_equal("${after}" "${before}")

# It is written, in the order in which one is made of another.
build(TARGETS all-generated)
expect_in("${output}" "Wrote ${SOURCE}/gen/loud.txt")
file(READ "${SOURCE}/gen/twice.txt" twice)
expect_equal("${twice}" "APPLE\nPEAR\nAPPLE\nPEAR\n")
expect_contains("${SOURCE}/letters/pear.txt" "pear")
build(TARGETS verify-generated)
ctest(ARGUMENTS -R "^generated\\.")
expect_in("${output}" "generated.letters")
expect_in("${output}" "100% tests passed, 0 tests failed out of 3")

# Nothing has changed: no command runs.
build(TARGETS all-generated)
expect_ran()

# Exactly what is stale is made again: what is the same by bytes stops the chain.
replace(shout.c "return 1" "return 2")
build(TARGETS all-generated)
expect_ran(derived/loud/outputs.list)
replace(words.txt "pear" "plum")
build(TARGETS verify-generated MUST_FAIL "--- a/gen/loud.txt +++ b/gen/loud.txt @@ -1,2 +1,2 @@ APPLE -PEAR +PLUM"
  "${SOURCE}/gen/loud.txt: is not what its command gives" "${SOURCE}/letters/plum.txt: is missing"
  "${SOURCE}/letters/pear.txt: is in a derived folder, and its command does not make it")
expect_ran(derived/letters/outputs.list derived/loud/outputs.list derived/twice/outputs.list)
ctest(ARGUMENTS -R "^generated\\.loud" MUST_FAIL "-PEAR +PLUM" "gen/loud.txt: is not what its command gives")
# Of what is committed, this is what its command gives.
ctest(ARGUMENTS -R "^generated\\.twice")
build(TARGETS loud-generate)
build(TARGETS twice-generate letters-generate)
if(EXISTS "${SOURCE}/letters/pear.txt")
  message(FATAL_ERROR "letters/pear.txt is still there")
endif()
build(TARGETS verify-generated)

# Edited by hand.
write(gen/loud.txt "APPLE\nPLUM")
get_tree("${SOURCE}" before)
run(COMMAND sh -c "\"${PKGREPO}\" check-derived --run --tree \"${BUILD}/carvel\" > \"${WORK}/patch\"" MUST_FAIL
  "gen/loud.txt: is not what its command gives" "gen/twice.txt: is not what its command gives")
get_tree("${SOURCE}" after)
expect_equal("${after}" "${before}")
expect_contains("${WORK}/patch" "\\ No newline at end of file")
build(TARGETS all-generated)
expect_ran()
expect_contains("${SOURCE}/gen/loud.txt" "PLUM\n")

# A file that comes to a folder is noticed.
write(hack/more.txt "more\n")
build(TARGETS letters-generate)
expect_ran(derived/letters/outputs.list)

# Commands that do not do what is declared.
function(refuse_to_derive call)
  write(CMakeLists.txt "${head}" "${call}\n")
  configure()
  build(TARGETS verify-generated MUST_FAIL ${ARGN} "of add_derived_files(bad) in ${SOURCE}/CMakeLists.txt")
endfunction()
refuse_to_derive("add_derived_files(bad OUTPUT bad.txt COMMAND sh hack/split.sh DEPENDS words.txt)"
  "COMMAND failed with status" "hint: add to DEPENDS: hack/split.sh")
refuse_to_derive("add_derived_files(bad OUTPUT bad.txt COMMAND true)" "COMMAND has not written OUTPUT bad.txt")
refuse_to_derive("add_derived_files(bad OUTPUT bad.txt COMMAND no-such-program)" "COMMAND cannot run: ")
refuse_to_derive("add_derived_files(bad OUTPUT bad.txt COMMAND sh -c \"pwd > bad.txt\")"
  "OUTPUT bad.txt names the folder in which COMMAND ran, so it would differ on each machine")
refuse_to_derive("add_derived_files(bad OUTPUT bad.txt COMMAND sh -c \"echo > ${SOURCE}/bad.txt && exit 7\")" "COMMAND failed with status 7")
if(EXISTS "${SOURCE}/bad.txt")
  message(FATAL_ERROR "the command has written to the source tree")
endif()

# What CMake can tell.
function(refuse call message)
  write(CMakeLists.txt "${head}" "${call}\n")
  configure(MUST_FAIL "CMakeLists.txt:4: ${message}")
endfunction()
refuse("add_derived_files(bad COMMAND true)" "add_derived_files(bad): OUTPUT is missing")
refuse("add_derived_files(bad OUTPUT a.txt)" "add_derived_files(bad): COMMAND is missing")
refuse("add_derived_files(bad OUTPUT ../a.txt COMMAND true)"
  "add_derived_files(bad): OUTPUT is not in the source tree: ${WORK}/a.txt")
refuse("add_derived_files(bad OUTPUT letters COMMAND true)" "add_derived_files(bad): OUTPUT is a folder: ${SOURCE}/letters")
refuse("add_derived_files(bad OUTPUT a.txt COMMAND true DEPENDS word.txt)"
  "add_derived_files(bad): no such file: ${SOURCE}/word.txt: there are CMakeLists.txt, shout.c, words.txt; did you mean words.txt?")
refuse("add_derived_files(bad INPUT b OUTPUT a.txt COMMAND true)" "add_derived_files(bad): unknown arguments: INPUT;b")
set(BUILD "${SOURCE}/build")
refuse("add_derived_files(bad OUTPUT a.txt COMMAND true DEPENDS .)"
  "add_derived_files(bad): DEPENDS names ${SOURCE}, which has the build tree in it: name what of it is read")
write(CMakeLists.txt "${head}" "add_derived_files(one OUTPUT a.txt COMMAND true)\nadd_derived_files(two OUTPUT a.txt COMMAND true)\n")
configure(MUST_FAIL "CMakeLists.txt:5: add_derived_files(two): OUTPUT a.txt is one of add_derived_files(one), too")
write(CMakeLists.txt "${head}" "add_derived_files(one OUTPUT a.txt COMMAND true DEPENDS words.txt)\nadd_derived_files(two OUTPUT words.txt COMMAND true)\n")
configure(MUST_FAIL "CMakeLists.txt:5: add_derived_files(two): OUTPUT words.txt is among DEPENDS of add_derived_files(one): declare this one first")
