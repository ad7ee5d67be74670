# What promote, new, adopt and the locks of stages refuse, word for word: each with the place, and what to do.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

copy_project(orchard)
file(APPEND "${SOURCE}/CMakeLists.txt" "add_carvel_stage(main FILE stages/main.yaml)\nadd_carvel_stage(next FILE stages/next.yaml)\n")
write(stages/beta.yaml "packages:\n- name: apple\n  versions: [1.0.0, 1.1.0]\n- {name: pear, version: 2.0.0}\n")
write(stages/main.yaml "packages:\n- {name: apple, version: 1.0.0}\n")
write(stages/next.yaml "packages:\n- {name: apple, version: 1.0.0}\n")
configure()
build(TARGETS stage-beta apple)

# refuse(<argument>... SAYS <line>...): pkgrepo fails with exactly these lines on standard error, in which paths of the project
# are relative, and has changed nothing.
set(refused 0)
function(refuse)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "SAYS")
  get_tree("${SOURCE}" before)
  execute_process(COMMAND "${PKGREPO}" ${arg_UNPARSED_ARGUMENTS} WORKING_DIRECTORY "${SOURCE}"
    RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE said)
  if(status EQUAL 0)
    message(FATAL_ERROR "did not fail: pkgrepo ${arg_UNPARSED_ARGUMENTS}")
  endif()
  string(REPLACE "${SOURCE}/" "" said "${said}")
  string(REPLACE "${BUILD}/" "build/" said "${said}")
  list(JOIN arg_SAYS "\n" expected)
  string(REPLACE "\\;" ";" expected "${expected}")
  expect_equal("${said}" "pkgrepo: error: ${expected}\n")
  get_tree("${SOURCE}" after)
  expect_equal("${after}" "${before}")
  math(EXPR refused "${refused} + 1")
  set(refused "${refused}" PARENT_SCOPE)
endfunction()

# Promotions.
set(usage "  hint: `pkgrepo promote --help` tells how to call it")
set(from_beta --from beta --to main --build "${BUILD}")
refuse(promote apple ${from_beta} SAYS "expected NAME@VERSION, not 'apple'" "${usage}")
refuse(promote @1.0.0 ${from_beta} SAYS "expected NAME@VERSION, not '@1.0.0'" "${usage}")
refuse(promote ${from_beta} SAYS "name versions as NAME@VERSION, or all of them with --all" "${usage}")
refuse(promote apple@1.0.0 --all ${from_beta} SAYS "name versions as NAME@VERSION, or all of them with --all" "${usage}")
refuse(promote apple@1.0.0 --to main SAYS "--from is missing" "${usage}")
refuse(promote apple@1.0.0 --from beta SAYS "--to is missing" "${usage}")
refuse(promote apple@1.0.0 --from beta --to main --build nowhere SAYS
  "no packages are configured in nowhere" "  hint: run cmake first")
refuse(promote apple@1.0.0 --from bata --to main --build "${BUILD}" SAYS
  "build/carvel/stages.list: unknown stage 'bata'" "  hint: did you mean 'beta'?")
refuse(promote apple@1.0.0 --from beta --to release --build "${BUILD}" SAYS
  "build/carvel/stages.list: unknown stage 'release'" "  hint: this project has alpha, beta, main, next")
refuse(promote apple@3.0.0 ${from_beta} SAYS
  "stages/beta.yaml:2: stage 'beta' has no version '3.0.0' of package 'apple'" "  hint: it has 1.0.0, 1.1.0")
refuse(promote fig@1.0.0 ${from_beta} SAYS
  "stages/beta.yaml: stage 'beta' has no version '1.0.0' of package 'fig'" "  hint: it has no version of it")
refuse(promote apple@1.0.0 --from alpha --to main --build "${BUILD}" SAYS
  "stages/alpha.yaml:2: stage 'alpha' has no version '1.0.0' of package 'apple'" "  hint: it has 1.1.0")
refuse(promote apple@1.0.0 --from next --to main --build "${BUILD}" SAYS
  "stages/next.yaml: stage 'next' is not built" "  hint: build the target stage-next")
write(stages/main.yaml "packages:\n- {name: apple, version: 1.0.0}\nwithdrawn:\n- {name: apple, version: 1.1.0, reason: CVE-2021-1}\n")
refuse(promote apple@1.1.0 ${from_beta} SAYS
  "stages/main.yaml:4: version '1.1.0' of package 'apple' is withdrawn from stage 'main': CVE-2021-1")
write(stages/main.yaml "keep: {latest: 1}\npackages:\n- {name: apple, version: 1.0.0}\n")
refuse(promote apple@1.1.0 ${from_beta} SAYS
  "stages/main.yaml:3: package 'apple' version '1.0.0' is more than 'keep' allows"
  "  hint: move it to the stage that archives this one\; or write a 'versionSelection' in place of versions, by which -relock does that")
write(stages/main.yaml "packages:\n- {name: apple, version: &v 1.0.0}\n- {name: pear, version: *v}\n")
refuse(promote pear@2.0.0 ${from_beta} SAYS
  "stages/main.yaml:1: version '2.0.0' of package 'pear' cannot be added here in place" "  hint: add it by hand")
write(stages/main.yaml "packages:\n- {name: apple, versions: 1.0.0}\n")
refuse(promote apple@1.1.0 ${from_beta} SAYS "stages/main.yaml:2: expected a list here")
write(stages/main.yaml "packages:\n- {name: apple, versionSelection: {constraints: '<1.1.0'}}\n")
write(stages/main.lock.yaml "packages:\n- name: apple\n  versions:\n  - 1.0.0\n")
refuse(promote apple@1.1.0 ${from_beta} SAYS
  "stages/main.yaml:2: version '1.1.0' of package 'apple' does not fit the constraints of stage 'main'")
write(stages/main.yaml "packages:\n- {name: apple, version: 1.0.0}\n")
file(REMOVE "${SOURCE}/stages/main.lock.yaml")

# New files.
set(usage "  hint: `pkgrepo new package --help` tells how to call it")
refuse(new package Foo SAYS "package name 'Foo' may only contain a-z, 0-9 and '-'")
refuse(new package foo --version one SAYS "version 'one' is not a semantic version: No Major.Minor.Patch elements found")
refuse(new package foo --domain Acme SAYS "full name 'foo.Acme' has the segment 'Acme', which may only contain a-z, 0-9 and '-'")
refuse(new package foo bar SAYS "expected 1 argument, found 2" "  hint: write `pkgrepo new package foo --domain acme.example.com`")
refuse(new package foo --git https://git.example.com/a SAYS
  "--git needs --ref: a tag, a commit, or a branch such as origin/main" "${usage}")
refuse(new package foo --ref v1 SAYS "--ref has no effect without --git" "${usage}")
refuse(new package foo --http https://example.com/a --image example.com/a SAYS
  "a new package has one upstream: give one of --git, --http, --chart and --image" "${usage}")
refuse(new package foo --path a SAYS "--path has no effect without an upstream" "${usage}")
refuse(new package foo --chart c SAYS "a package of a chart needs its full name in a package.yaml" "  hint: give --domain")
refuse(new package apple SAYS
  "packages/apple/1.0.0/bundle/.imgpkg/images.yml is there already, and nothing is overwritten"
  "  hint: choose another name, or remove what is there")
refuse(new version fig 1.0.0 SAYS "there is no package packages/fig" "  hint: `pkgrepo new package fig` makes one")
refuse(new version apple one SAYS "version 'one' is not a semantic version: No Major.Minor.Patch elements found")
refuse(new version apple 1.1.0 SAYS "packages/apple/1.1.0 is there already, and nothing is overwritten")
refuse(new version apple 2.0.0 --from 3.0.0 SAYS "packages/apple has no version 3.0.0" "  note: it has 1.0.0, 1.1.0")
refuse(new stage beta apple@1.0.0 SAYS
  "stages/beta.yaml is there already, and nothing is overwritten" "  hint: choose another name, or remove what is there")
refuse(new stage gamma apple SAYS "'apple' is not a package of a stage" "  hint: write NAME@VERSION, such as contour@1.22.3")
refuse(new stage gamma apple@1.0.0 apple@1.0.0 SAYS
  "stages/gamma.yaml:10: package 'apple' version '1.0.0' is listed twice" "  note: first at stages/gamma.yaml:8")
refuse(new repository Gamma --stage beta SAYS "repository 'Gamma' may only contain a-z, 0-9 and '-'")
refuse(new schema packages/apple/1.0.0 SAYS "packages/apple/1.0.0/bundle: this package has a schema for its values")

# Adoption.
refuse(adopt nowhere SAYS "there is no folder nowhere")
refuse(adopt . SAYS "packages in 'packages' do not state their full names"
  "  hint: give --domain: what their full names have after the names of the folders")
refuse(adopt . --domain fruit.example.com SAYS
  "./CMakeLists.txt is there with other content, and nothing is overwritten" "  hint: `--dry-run` prints what it should be")
refuse(adopt stages SAYS "there are no packages in stages"
  "  hint: expected NAME/VERSION/bundle, NAME/*.yaml with Packages, or a package-build.yml of kctrl")

# Locks of stages.
function(refuse_lock text)
  write(stages/main.yaml "packages:\n- name: apple\n  versionSelection: {constraints: '>=1.0.0'}\n")
  write(stages/main.lock.yaml "${text}")
  refuse(lock-stage --stage main --tree "${BUILD}/carvel" ${ARGN})
  set(refused "${refused}" PARENT_SCOPE)
endfunction()
function(refuse_stage text)
  write(stages/main.yaml "${text}")
  refuse(lock-stage --stage main --tree "${BUILD}/carvel" --relock ${ARGN})
  set(refused "${refused}" PARENT_SCOPE)
endfunction()
set(written "  hint: the stage's -lock and -relock targets write this file: take it as version control has it")
refuse(lock-stage --stage mian --tree "${BUILD}/carvel" SAYS
  "build/carvel/stages.list: unknown stage 'mian'" "  hint: did you mean 'main'?")
refuse_lock("<<<<<<< ours\npackages: []\n" SAYS "stages/main.lock.yaml:2: not readable as YAML: illegal map value" "${written}")
refuse_lock("packages:\n- name: apple\n  versions:\n  - 1.0.0\n  - 1.0.0\n" SAYS
  "stages/main.lock.yaml:5: version '1.0.0' is listed twice" "${written}")
refuse_lock("packages:\n- name: apple\n- name: apple\n" SAYS "stages/main.lock.yaml:3: package 'apple' is listed twice" "${written}")
refuse_lock("packages:\n- name: apple\n  version: 1.0.0\n" SAYS
  "stages/main.lock.yaml:3: unknown key 'version'" "  hint: did you mean 'versions'?")
refuse_lock("packages:\n- name: apple\n  versions: ['1.0.0 ']\n" SAYS
  "stages/main.lock.yaml:3: '1.0.0 ' is not the name or version of a package" "${written}")
refuse_lock("packages:\n- name: apple\n  versions: [0.9.0]\n" SAYS
  "stages/main.yaml:3: version '0.9.0' of package 'apple', which this stage has had, is gone from the project"
  "  hint: PackageInstalls may name it: list it under 'withdrawn', with the reason, or bring it back")
write(stages/main.lock.yaml "packages:\n- name: apple\n  versions: [1.0.0]\n")
refuse_stage("keep: {latest: 1}\npackages:\n- name: apple\n  versionSelection: {constraints: '>=1.0.0'}\n" SAYS
  "stages/main.yaml:4: version '1.0.0' of package 'apple' would leave this stage"
  "  hint: PackageInstalls may name it: declare a stage with 'archives:' that has what this one keeps no longer, or list the version under 'withdrawn'")
refuse_stage("packages:\n- name: aple\n  versionSelection: {constraints: '>=1.0.0'}\n" SAYS
  "stages/main.yaml:2: unknown package 'aple'" "  hint: did you mean 'apple'?")
refuse_stage("packages:\n- name: apple\n  versionSelection: {constraints: '>=9.0.0'}\n" SAYS
  "stages/main.yaml:3: no version of package 'apple' fits '>=9.0.0'" "  hint: it has 1.0.0, 1.1.0")
refuse_stage("packages:\n- name: apple\n  versionSelection: {constraints: ^1.0.0}\n" SAYS
  "stages/main.yaml:3: '^1.0.0' is not a constraint on versions"
  "  note: Could not parse Range \"^1.0.0\": Could not parse comparator \"^\" in \"^1.0.0\""
  "  hint: compare with whole versions, blanks between: '>=1.2.0 <2.0.0', '1.2.x', '<1.1.0 || >=1.3.0'")
refuse_stage("packages:\n- name: apple\n  versionSelection: {constraint: 1.x}\n" SAYS
  "stages/main.yaml:3: unknown key 'constraint'" "  hint: did you mean 'constraints'?")
refuse_stage("keep: {latest: 0}\npackages:\n- name: apple\n  versionSelection: {constraints: 1.x}\n" SAYS
  "stages/main.yaml:1: '0' is not a number from 1 to 1000")

if(refused LESS 30)
  message(FATAL_ERROR "only ${refused} requests were refused")
endif()
message(STATUS "${refused} requests were refused")
