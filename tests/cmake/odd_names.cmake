# Files may have any name: after a build there is nothing to do, and an edit, a removal and an addition are seen.
execute_process(COMMAND rm -rf "${WORK}")  # CMake cannot remove such files
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

copy_project(orchard)
file(REMOVE_RECURSE "${SOURCE}/packages/apple/1.1.0/test/expected")

# Runs a command in sh for each odd name, as "$name"; `bundle` is the bundle of one version.
function(for_each_odd_name command)
  file(WRITE "${WORK}/odd.sh" [=[
set -e
bundle=$1 build=$2
# What the last build has not seen yet is made, and then there is nothing to do.
rebuilt() {
  ninja -C "$build" > log || { cat log; exit 1; }
  grep -q 'Bundling apple 1.1.0' log || { echo "not seen of '$name': $1"; cat log; exit 1; }
  ninja -C "$build" > log
  grep -q 'no work to do' log || { echo "work to do after '$name': $1"; cat log; exit 1; }
}
each() {
  tab=$(printf '\t') bell=$(printf '\a') latin=$(printf '\351t\351')
  line=$(printf 'line\nbreak') deep=$(printf 'd/%.0s' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16)
  for name in 'Q&A' "it's" 'say "so"' 'a;b' 'a|b' 'a*b' 'back\slash' 'end\' 'blank \ blank' 'a<b>' 'what?' 'a^b' 'a#b' \
    '#' 'cost$' '$$' '50%' 'a:b' 'end:' ':' 'a=b' 'a b' ' edge ' "tab${tab}bed" "$line" "$bell" 'grün' '果' "$latin" \
    '-rf' '--' '~home' 'a`b' '[x]' '{x,y}' '(x)' 'a@b' 'a!b' 'a,b' "$deep$deep$deep$deep/x"; do
]=])
  file(APPEND "${WORK}/odd.sh" "    ${command}\n  done\n}\neach\n")
  run(COMMAND sh "${WORK}/odd.sh" "${SOURCE}/packages/apple/1.1.0/bundle" "${BUILD}")
endfunction()

# Inputs of every kind: data of the bundle, templates, values; and what is fetched into the build tree.
for_each_odd_name([=[
    mkdir -p "$bundle/docs/$name" "$bundle/config/$name"
    echo data > "$bundle/docs/$name/it"
    object=$(printf %s "$name" | cksum | tr -dc 0-9)
    printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x%s\n' $object > "$bundle/config/$name/it.yaml"]=])
write(packages/apple/1.1.0/test/values/it's.yaml "replicas: 4\n")
write(packages/apple/1.1.0/test/values/Q&A.yaml "replicas: 4\n")
write(upstream/it's.yaml "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: upstream\n")
set(directory "directories:\n- path: config/up's\n  contents:\n  - path: .\n    directory: ")
write(packages/pear/2.0.0/bundle/vendir.yml
  "apiVersion: vendir.k14s.io/v1alpha1\nkind: Config\n${directory}{path: ../../../../upstream}\n")
write(packages/pear/2.0.0/bundle/vendir.lock.yml
  "apiVersion: vendir.k14s.io/v1alpha1\nkind: LockConfig\n${directory}{}\n")
configure()
build()
build()
expect_ran()
ctest()

for_each_odd_name([=[
    echo more >> "$bundle/docs/$name/it"
    rebuilt edit
    rm "$bundle/docs/$name/it"
    rebuilt removal
    echo again > "$bundle/docs/$name/it"
    rebuilt addition]=])

replace(packages/apple/1.1.0/test/values/it's.yaml "4" "5")
build()
expect_contains("${BUILD}/carvel/packages/apple/1.1.0/rendered/it's.yaml" "replicas: 5")
file(TOUCH "${SOURCE}/upstream/it's.yaml")
build()
expect_ran(packages/pear/2.0.0/vendor.json)
build()
expect_ran()
replace(upstream/it's.yaml "upstream" "downstream")
build()
expect_contains("${BUILD}/carvel/packages/pear/2.0.0/rendered/default.yaml" "name: downstream")
build()
expect_ran()

# The links by which Ninja sees such files come again.
file(GLOB links "${BUILD}/carvel/packages/apple/1.1.0/*.links")
file(REMOVE_RECURSE ${links})
build()
build()
expect_ran()
