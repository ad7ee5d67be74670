# The drawing of two projects like KubeStellar's, in all forms, the same each time; and that of packages, stages and repositories.
include("${CMAKE_CURRENT_LIST_DIR}/harness.cmake")

# Sets `both`, the build folders of the two projects in `folder`, which are built there.
function(build_both folder)
  set(builds "")
  foreach(project kubestellar ocm-status-addon)
    set(SOURCE "${folder}/${project}")
    set(BUILD "${folder}/build/${project}")
    configure(ARGUMENTS -DCMAKE_BUILD_TYPE=Release)
    build()
    list(APPEND builds "${BUILD}")
  endforeach()
  set(both "${builds}" PARENT_SCOPE)
endfunction()

# Prints the graph of builds to `file`.
function(draw file format)
  execute_process(COMMAND "${PKGREPO}" graph ${ARGN} --format ${format} OUTPUT_FILE "${file}" COMMAND_ERROR_IS_FATAL ANY)
endfunction()

copy_project(kubestellar)
build_both("${SOURCE}")
draw("${WORK}/graph.mmd" mermaid ${both})
expect_same_files("${WORK}/graph.mmd" "${PROJECTS}/kubestellar/graph.mmd")

# What KubeStellar draws by hand: solid and dotted lines, with the version of each reference.
set(ks n_kubestellar)
set(osa n_ocm_status_addon)
foreach(line
    "${osa}_image_osa_image --> ${osa}_source_src_main_c"
    "${osa}_chart_osa_chart --> ${osa}_source_chart"
    "${osa}_source_chart -.->|\"0.2.0-alpha.1\"| ${osa}_image_osa_image"
    "${osa}_chart_osa_chart -.->|\"0.2.0-alpha.1\"| ${osa}_image_osa_image"
    "${ks}_files_scripts -.-> ${ks}_files_ocm_hook"
    "${ks}_files_scripts -.->|\"v0.21.0-alpha.1\"| ${ks}_files_kubestellar_hook"
    "${ks}_source_third_party_clusteradm -->|\"0.8.1\"| n_source_github_com_open_cluster_management_io_clusteradm"
    "${ks}_files_ocm_hook -.->|\"0.8.1\"| ${ks}_image_clusteradm_image"
    "${ks}_image_kcm_image --> ${ks}_source_src_controller_manager"
    "${ks}_chart_kcm_chart --> ${ks}_source_core_helm_chart"
    "${ks}_source_core_helm_chart -.->|\"0.21.0-alpha.1\"| ${ks}_image_kcm_image"
    "${ks}_chart_kcm_chart -.->|\"0.21.0-alpha.1\"| ${ks}_image_kcm_image"
    "${ks}_files_kubestellar_hook -.->|\"0.21.0-alpha.1\"| ${ks}_chart_kcm_chart"
    "${ks}_files_scripts -.->|\"0.2.0-alpha.1\"| ${osa}_chart_osa_chart"
    "${ks}_files_scripts -.->|\"0.6.1\"| n_chart_ghcr_io_kubestellar_kubeflex_chart")
  expect_contains("${WORK}/graph.mmd" "  ${line}\n")
endforeach()

# Of one project, the chart of the other one is of elsewhere.
list(GET both 0 kubestellar)
draw("${WORK}/one.mmd" mermaid "${kubestellar}")
expect_contains("${WORK}/one.mmd" "n_kubestellar_files_scripts -.->|\"0.2.0-alpha.1\"| n_chart_ghcr_io_kubestellar_ocm_status_addon_chart")

# Each reference knows where it is written.
draw("${WORK}/graph.json" json ${both})
file(READ "${WORK}/graph.json" json)
string(JSON count LENGTH "${json}" edges)
math(EXPR last "${count} - 1")
set(found "")
foreach(i RANGE ${last})
  string(JSON edge GET "${json}" edges ${i})
  if(edge MATCHES "kubestellar/files/kubestellar-hook\".*\"kubestellar/chart/kcm-chart")
    string(JSON time GET "${edge}" time)
    string(JSON version GET "${edge}" version)
    string(JSON file GET "${edge}" places 0 file)
    string(JSON line GET "${edge}" places 0 line)
    list(APPEND found "${time} ${version} ${file}:${line}")
  endif()
endforeach()
expect_equal("${found}" "run 0.21.0-alpha.1 config/postcreate-hooks/kubestellar.yaml:23")
expect_contains("${WORK}/graph.json" "\"digest\": \"sha256:")

# Another checkout gives the same.
file(COPY "${PROJECTS}/kubestellar/" DESTINATION "${WORK}/another/deep/place")
set(ENV{TZ} Pacific/Auckland)
set(ENV{LC_ALL} C)
build_both("${WORK}/another/deep/place")
foreach(format mermaid dot)
  draw("${WORK}/first.${format}" ${format} "${SOURCE}/build/kubestellar" "${SOURCE}/build/ocm-status-addon")
  draw("${WORK}/second.${format}" ${format} ${both})
  expect_same_files("${WORK}/first.${format}" "${WORK}/second.${format}")
endforeach()

# Graphviz draws it, if it is there.
file(WRITE "${WORK}/bin/dot" "#!/bin/sh\necho \"<svg>$1\"; cat > \"${WORK}/drawn\"\n")
file(CHMOD "${WORK}/bin/dot" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
set(path "$ENV{PATH}")
set(ENV{PATH} "${WORK}/bin:${path}")
draw("${WORK}/graph.svg" svg ${both})
expect_contains("${WORK}/graph.svg" "<svg>-Tsvg")
expect_same_files("${WORK}/drawn" "${WORK}/second.dot")
file(WRITE "${WORK}/bin/dot" "#!/bin/sh\necho \"no font\" >&2; exit 3\n")
run(COMMAND "${PKGREPO}" graph ${both} --format svg MUST_FAIL "`dot` of Graphviz failed note: no font")
set(ENV{PATH} "${WORK}/none")
run(COMMAND "${PKGREPO}" graph ${both} --format svg MUST_FAIL
  "hint: --format svg needs the program `dot` of Graphviz: install it, or use --format dot")
set(ENV{PATH} "${path}")
run(COMMAND "${PKGREPO}" graph ${both} --format png MUST_FAIL "--format is one of mermaid, dot, json and svg, not 'png'")
run(COMMAND "${PKGREPO}" graph "${WORK}" MUST_FAIL "CMakeCache.txt")

# Packages, stages, repositories and what is installed from them.
set(SOURCE "${WORK}/orchard/source")
set(BUILD "${WORK}/orchard/build")
copy_project(orchard)
write(repos/fruit-alpha.yaml "stage: alpha\nnamespace: fruit\ninstalls:\n- package: pear\n  rights: none\n")
configure()
draw("${WORK}/unbuilt.mmd" mermaid "${BUILD}")
build()
draw("${WORK}/orchard.mmd" mermaid "${BUILD}")
foreach(line
    "n_orchard_install_fruit_alpha_pear -.->|\"2.0.0\"| n_orchard_package_pear_2_0_0"
    "n_orchard_install_fruit_alpha_pear -.-> n_orchard_repository_fruit_alpha"
    "n_orchard_repository_fruit_alpha --> n_orchard_stage_alpha"
    "n_orchard_stage_alpha -->|\"1.1.0\"| n_orchard_package_apple_1_1_0"
    "n_orchard_package_apple_1_1_0 -->|\"1.1.0\"| n_orchard_bundle_apple_1_1_0"
    "n_orchard_bundle_apple_1_1_0 --> n_orchard_source_packages_apple_1_1_0")
  expect_contains("${WORK}/orchard.mmd" "${line}")
endforeach()
expect_contains("${WORK}/unbuilt.mmd" "n_orchard_repository_fruit_alpha --> n_orchard_stage_alpha")

# Titles may have any characters.
file(APPEND "${SOURCE}/CMakeLists.txt" "\nadd_references(odd FILES CMakeLists.txt TITLE [==[a; \"b\" $c @d@ \${e}]==])\n")
configure()
draw("${WORK}/odd.mmd" mermaid "${BUILD}")
expect_contains("${WORK}/odd.mmd" [==[["a#59; #34;b#34; $c @d@ $#123;e#125;"]]==])
