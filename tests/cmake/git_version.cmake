# The version of a commit, from the tags of git.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

write(CMakeLists.txt "cmake_minimum_required(VERSION 3.24)\nproject(shop LANGUAGES NONE)\nfind_package(PackageRepo REQUIRED)\n"
  "package_repo_git_version(version PREFIX \"\${prefix}\")\nmessage(STATUS \"version \${version}.\")\n")
function(git)
  run(COMMAND git -c user.name=x -c user.email=x@example.com -c init.defaultBranch=main -c core.abbrev=7 ${ARGN}
    DIRECTORY "${SOURCE}")
endfunction()
function(commit)
  git(commit -q --allow-empty -m more)
endfunction()

# expect_version(<regular expression> [<argument>...])
function(expect_version pattern)
  configure(ARGUMENTS ${ARGN})
  if(NOT output MATCHES "version ${pattern}[.]\n")
    message(FATAL_ERROR "expected the version '${pattern}':\n${output}")
  endif()
endfunction()

# Outside of any repository.
set(ENV{GIT_CEILING_DIRECTORIES} "${WORK}")
configure(MUST_FAIL "CMakeLists.txt:4: package_repo_git_version(version): git knows no commit in ${SOURCE}")
git(init -q .)
configure(MUST_FAIL "git knows no commit in ${SOURCE}")
commit()
expect_version("0[.]0[.]0-dev[.]1[.]g[0-9a-f]+")
git(tag -a v1.2.9 -m "a release")
expect_version("1[.]2[.]9")
commit()
commit()
expect_version("1[.]2[.]10-dev[.]2[.]g[0-9a-f]+")
git(tag v2.0.0-rc.1)
expect_version("2[.]0[.]0-rc[.]1")
commit()
expect_version("2[.]0[.]0-rc[.]1[.]dev[.]1[.]g[0-9a-f]+")

# A build notices a new commit, and a new tag.
build(TARGETS carvel-configured)
commit()
build(TARGETS carvel-configured)
expect_in("${output}" "2.0.0-rc.1.dev.2.g")
git(tag v2.0.0)
build(TARGETS carvel-configured)
expect_in("${output}" "version 2.0.0.")

# Tags of others.
git(tag app/3.1.0)
expect_version("2[.]0[.]0")
expect_version("3[.]1[.]0" -Dprefix=app/)
commit()
git(tag v4)
configure(ARGUMENTS -Dprefix= MUST_FAIL "the tag in 'v4-0-g" "is no version: use one such as v1.2.0")
