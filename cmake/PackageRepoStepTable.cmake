# The steps of the graph, as generator/packaging/step_table.cc has them. `pkgrepo steps` has written this; the target
# `reference` writes it again. For use within the module only.
#
# Each macro reads what its caller has declared, `launcher`, and what _package_repo_find_depfiles() sets: `exec`, and `depfiles`,
# which stands ahead of the path of a dependency file. It sets `output`, where the owner's files are, relative to the build
# tree, and `results`, the paths of the files that no later step of it reads. Commands are called as they stand, because a
# function in between would cost more than CMake needs for them, ten times for each version.

include_guard(GLOBAL)

# Sets `action_kinds`, what can be done to versions, and `list_names`, what configuring lists for the steps.
macro(_package_repo_get_names)
  set(action_kinds sync lock relock push update-expected)
  set(list_names images apps charts chart-repositories packages foreign failures published actions derived deliveries references sources stages repositories)
endmacro()

macro(_package_repo_add_steps_of_project)
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/carvel/generator.id"
    COMMAND ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" identify --output "carvel/generator.id"
    DEPENDS "$<TARGET_FILE:PackageRepo::pkgrepo>"
    COMMENT "Looking at the generator"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/registry/oci-layout"
    COMMAND ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" layout registry
    DEPENDS "${CMAKE_BINARY_DIR}/carvel/generator.id"
    COMMENT "Making the embedded registry"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/carvel/configured"
    COMMAND ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" configured --ninja-file build.ninja --output "carvel/configured"
    DEPENDS "${CMAKE_BINARY_DIR}/carvel/configuring" "${CMAKE_BINARY_DIR}/carvel/generator.id"
    COMMENT "Recording what was configured"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  set(results "${CMAKE_BINARY_DIR}/registry/oci-layout" "${CMAKE_BINARY_DIR}/carvel/configured")
endmacro()

macro(_package_repo_add_steps_of_version)
  set(output "carvel/packages/${name}/${version}")
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/vendor.json"
    COMMAND ${exec} ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" fetch ${folders} --output-dir "${output}" --project "${CMAKE_SOURCE_DIR}" --target "${target}-sync" ${offline} --cache carvel/cache --depfile "${depfiles}${output}/vendor.json.d"
    DEPENDS "${CMAKE_BINARY_DIR}/carvel/generator.id"
    DEPFILE "${depfiles}${output}/vendor.json.d"
    COMMENT "Vendoring ${name} ${version}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/rendered.json" "${CMAKE_BINARY_DIR}/${output}/schema.json"
    COMMAND ${exec} ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" render ${folders} --output-dir "${output}" ${values} --cache carvel/cache --depfile "${depfiles}${output}/rendered.json.d"
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/vendor.json" "${CMAKE_BINARY_DIR}/carvel/generator.id"
    DEPFILE "${depfiles}${output}/rendered.json.d"
    COMMENT "Rendering ${name} ${version}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  _package_repo_read_order("${output}/images.yml" "${image_order}")
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/images.yml"
    COMMAND ${exec} ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" check-lock ${folders} --output-dir "${output}" --target "${target}-lock" --image-list carvel/images.list ${image_flags} --cache carvel/cache --depfile "${depfiles}${output}/images.yml.d"
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/rendered.json" "${CMAKE_BINARY_DIR}/carvel/generator.id" ${image_order_path}
    ${in_order}
    DEPFILE "${depfiles}${output}/images.yml.d"
    COMMENT "Checking images of ${name} ${version}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/bundle.json"
    COMMAND ${exec} ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" bundle ${folders} --output-dir "${output}" --layout registry --repository "${registry}/${name}" --tag "${own_version}" --published "${published}" --depfile "${depfiles}${output}/bundle.json.d"
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/vendor.json" "${CMAKE_BINARY_DIR}/${output}/images.yml" "${CMAKE_BINARY_DIR}/registry/oci-layout" "${CMAKE_BINARY_DIR}/carvel/generator.id"
    DEPFILE "${depfiles}${output}/bundle.json.d"
    COMMENT "Bundling ${name} ${version}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/package.yaml" "${CMAKE_BINARY_DIR}/${output}/metadata.yaml"
    COMMAND ${exec} ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" package ${folders} --output-dir "${output}" ${package_flags} --depfile "${depfiles}${output}/package.yaml.d"
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/bundle.json" "${CMAKE_BINARY_DIR}/${output}/schema.json" "${CMAKE_BINARY_DIR}/carvel/generator.id"
    DEPFILE "${depfiles}${output}/package.yaml.d"
    COMMENT "Describing ${name} ${version}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  set(results "${CMAKE_BINARY_DIR}/${output}/package.yaml" "${CMAKE_BINARY_DIR}/${output}/metadata.yaml")
endmacro()

macro(_package_repo_add_actions_of_version)
  _package_repo_declare_action_of_version(sync)
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${target}-sync"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" sync ${vendir_folders} --project "${CMAKE_SOURCE_DIR}" --tree carvel
    DEPENDS ${charts}
    COMMENT "Fetching what ${name} ${version} vendors"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  _package_repo_declare_action_of_version(lock)
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${target}-lock"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" update-lock ${folders} --output-dir "${output}" --image-list carvel/images.list
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/rendered.json"
    COMMENT "Locking images of ${name} ${version}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  _package_repo_declare_action_of_version(relock)
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${target}-relock"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" update-lock ${folders} --output-dir "${output}" --image-list carvel/images.list --relock
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/rendered.json"
    COMMENT "Locking anew the images of ${name} ${version}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  _package_repo_declare_action_of_version(push)
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${target}-push"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" push --layout registry --tree carvel --package "${name}" --version "${version}"
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/package.yaml" "${CMAKE_BINARY_DIR}/${output}/metadata.yaml" "${CMAKE_BINARY_DIR}/registry/oci-layout"
    COMMENT "Pushing ${name} ${version}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  _package_repo_declare_action_of_version(update-expected)
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${target}-update-expected"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" update-expected --output-dir "${output}" --expected "${expected}"
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/rendered.json"
    COMMENT "Rewriting the expected manifests of ${name} ${version}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
endmacro()

macro(_package_repo_add_steps_of_foreign_version)
  set(output "carvel/packages/${name}/${version}")
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/package.yaml" "${CMAKE_BINARY_DIR}/${output}/metadata.yaml"
    COMMAND ${exec} ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" package ${folders} --output-dir "${output}" ${package_flags} --no-bundle --depfile "${depfiles}${output}/package.yaml.d"
    DEPENDS "${CMAKE_BINARY_DIR}/carvel/generator.id"
    DEPFILE "${depfiles}${output}/package.yaml.d"
    COMMENT "Describing ${name} ${version}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  set(results "${CMAKE_BINARY_DIR}/${output}/package.yaml" "${CMAKE_BINARY_DIR}/${output}/metadata.yaml")
endmacro()

macro(_package_repo_add_actions_of_foreign_version)
  _package_repo_declare_action_of_version(sync)
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${target}-sync"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" sync ${vendir_folders} --project "${CMAKE_SOURCE_DIR}" --tree carvel
    DEPENDS ${charts}
    COMMENT "Fetching what ${name} ${version} vendors"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
endmacro()

macro(_package_repo_add_steps_of_failing_version)
  set(output "carvel/packages/${name}/${version}")
  if(bundle)
    set(chain
      fetch ${folders} --output-dir "${output}" --project "${CMAKE_SOURCE_DIR}" --target "${target}-sync" ${offline} --cache carvel/cache --
      render ${folders} --output-dir "${output}" ${values} --cache carvel/cache --
      check-lock ${folders} --output-dir "${output}" --target "${target}-lock" --image-list carvel/images.list ${image_flags} --cache carvel/cache --
      bundle ${folders} --output-dir "${output}" --layout registry --repository "${registry}/${name}" --tag "${own_version}" --published "${published}" --
      package ${folders} --output-dir "${output}" ${package_flags})
  else()
    set(chain
      package ${folders} --output-dir "${output}" ${package_flags} --no-bundle)
  endif()
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/failure.txt"
    COMMAND ${exec} ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" must-fail --source "${source}" --output "${output}/failure.txt" --target "${target}" --depfile "${depfiles}${output}/failure.txt.d" -- ${chain}
    DEPENDS "${CMAKE_BINARY_DIR}/registry/oci-layout" "${CMAKE_BINARY_DIR}/carvel/generator.id"
    DEPFILE "${depfiles}${output}/failure.txt.d"
    COMMENT "Expecting a failure of ${name} ${version}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  set(results "${CMAKE_BINARY_DIR}/${output}/failure.txt")
endmacro()

macro(_package_repo_add_steps_of_image_use)
  set(output "carvel/packages/${name}/${version}")
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/images.yml.dd"
    COMMAND ${exec} ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" order-images ${folders} --output-dir "${output}" --tree carvel --depfile "${depfiles}${output}/images.yml.dd.d"
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/rendered.json" "${CMAKE_BINARY_DIR}/carvel/images.list" "${CMAKE_BINARY_DIR}/carvel/generator.id"
    DEPFILE "${depfiles}${output}/images.yml.dd.d"
    COMMENT "Finding images of ${name} ${version}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  set(results "${CMAKE_BINARY_DIR}/${output}/images.yml.dd")
endmacro()

macro(_package_repo_add_steps_of_image)
  set(output "carvel/images/${name}")
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/image.json"
    COMMAND ${exec} ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" image --specification "${output}/specification" --layout registry --output "${output}/image.json" --depfile "${depfiles}${output}/image.json.d"
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/specification" "${CMAKE_BINARY_DIR}/registry/oci-layout" "${CMAKE_BINARY_DIR}/carvel/generator.id" ${depends}
    DEPFILE "${depfiles}${output}/image.json.d"
    COMMENT "Building image ${name}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  set(results "${CMAKE_BINARY_DIR}/${output}/image.json")
endmacro()

macro(_package_repo_add_actions_of_image)
  _package_repo_declare_action_of_image(lock)
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/lock"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" lock-image --specification "${output}/specification"
    COMMENT "Locking the base of image ${name}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  _package_repo_declare_action_of_image(push)
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/push"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" push --layout registry --tree carvel --image "${name}"
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/image.json" "${CMAKE_BINARY_DIR}/registry/oci-layout"
    COMMENT "Pushing image ${name}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  _package_repo_declare_action_of_image(archive)
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/archive"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" archive-image --layout registry --tree carvel --image "${name}" --output "${output}/${name}.tar"
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/image.json" "${CMAKE_BINARY_DIR}/registry/oci-layout"
    COMMENT "Writing image ${name} to a file"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
endmacro()

macro(_package_repo_add_steps_of_app)
  set(output "carvel/apps/${name}")
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/source.json"
    COMMAND ${exec} ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" app-source ${sources} --root "${CMAKE_CURRENT_SOURCE_DIR}" --output "${output}/source.json" --depfile "${depfiles}${output}/source.json.d"
    DEPENDS "${CMAKE_BINARY_DIR}/carvel/generator.id"
    DEPFILE "${depfiles}${output}/source.json.d"
    COMMENT "Reading the source of ${name}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  set(results "${CMAKE_BINARY_DIR}/${output}/source.json")
endmacro()

macro(_package_repo_add_steps_of_app_test)
  set(output "carvel/apps/${name}")
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/test.json"
    COMMAND ${exec} ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" app-test --source "${output}/source.json" --output "${output}/test.json" --depfile "${depfiles}${output}/test.json.d" -- ${test}
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/source.json" "${CMAKE_BINARY_DIR}/carvel/generator.id" ${depends}
    DEPFILE "${depfiles}${output}/test.json.d"
    COMMENT "Testing ${name}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  set(results "${CMAKE_BINARY_DIR}/${output}/test.json")
endmacro()

macro(_package_repo_add_steps_of_chart)
  set(output "carvel/charts/${name}")
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/chart.json"
    COMMAND ${exec} ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" chart --specification "${output}/specification" --tree carvel --layout registry --output "${output}/chart.json" --depfile "${depfiles}${output}/chart.json.d"
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/specification" "${CMAKE_BINARY_DIR}/registry/oci-layout" "${CMAKE_BINARY_DIR}/carvel/generator.id" ${depends}
    DEPFILE "${depfiles}${output}/chart.json.d"
    COMMENT "Packaging chart ${name}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  set(results "${CMAKE_BINARY_DIR}/${output}/chart.json")
endmacro()

macro(_package_repo_add_actions_of_chart)
  _package_repo_declare_action_of_chart(push)
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/push"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" push --layout registry --tree carvel --chart "${name}"
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/chart.json" "${CMAKE_BINARY_DIR}/registry/oci-layout"
    COMMENT "Pushing chart ${name}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
endmacro()

macro(_package_repo_add_steps_of_chart_repository)
  set(output "carvel/chart-repositories/${name}")
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/index.yaml"
    COMMAND ${exec} ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" chart-repository --tree carvel --layout registry --output "${output}/index.yaml" ${index_flags} --depfile "${depfiles}${output}/index.yaml.d"
    DEPENDS "${CMAKE_BINARY_DIR}/registry/oci-layout" "${CMAKE_BINARY_DIR}/carvel/generator.id" ${depends}
    DEPFILE "${depfiles}${output}/index.yaml.d"
    COMMENT "Indexing charts of ${name}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  set(results "${CMAKE_BINARY_DIR}/${output}/index.yaml")
endmacro()

macro(_package_repo_add_steps_of_stage)
  set(output "carvel/stages/${stage}")
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/stage.json.dd"
    COMMAND ${exec} ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" order --stage "${stage}" --file "${file}" --tree carvel --depfile "${depfiles}${output}/stage.json.dd.d"
    DEPENDS "${CMAKE_BINARY_DIR}/carvel/generator.id"
    DEPFILE "${depfiles}${output}/stage.json.dd.d"
    COMMENT "Ordering stage ${stage}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  _package_repo_read_order("${output}/stage.json" "${output}/stage.json.dd")
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/stage.json"
    COMMAND ${exec} ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" stage --stage "${stage}" --file "${file}" --tree carvel --layout registry --repository "${registry}/${stage}" ${stage_flags} --depfile "${depfiles}${output}/stage.json.d"
    DEPENDS "${CMAKE_BINARY_DIR}/carvel/packages.list" "${CMAKE_BINARY_DIR}/registry/oci-layout" "${CMAKE_BINARY_DIR}/${output}/stage.json.dd" "${CMAKE_BINARY_DIR}/carvel/generator.id"
    ${in_order}
    DEPFILE "${depfiles}${output}/stage.json.d"
    COMMENT "Building stage ${stage}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/push.dd"
    COMMAND ${exec} ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" order --push "${stage}" --tree carvel --depfile "${depfiles}${output}/push.dd.d"
    DEPENDS "${CMAKE_BINARY_DIR}/carvel/generator.id"
    DEPFILE "${depfiles}${output}/push.dd.d"
    COMMENT "Ordering the push of stage ${stage}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  set(results "${CMAKE_BINARY_DIR}/${output}/stage.json" "${CMAKE_BINARY_DIR}/${output}/push.dd")
endmacro()

macro(_package_repo_add_actions_of_stage)
  _package_repo_declare_action_of_stage(lock)
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/lock"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" lock-stage --stage "${stage}" --tree carvel
    JOB_POOL console
    COMMENT "Choosing versions of stage ${stage}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  _package_repo_declare_action_of_stage(relock)
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/relock"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" lock-stage --stage "${stage}" --tree carvel --relock
    JOB_POOL console
    COMMENT "Choosing anew the versions of stage ${stage}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  _package_repo_declare_action_of_stage(push)
  _package_repo_read_order("${output}/push" "${output}/push.dd" console)
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}/push"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" push --layout registry --tree carvel --stage "${stage}"
    DEPENDS "${CMAKE_BINARY_DIR}/${output}/stage.json" "${CMAKE_BINARY_DIR}/${output}/push.dd"
    ${in_order}
    COMMENT "Pushing stage ${stage}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
endmacro()

macro(_package_repo_add_steps_of_repository)
  set(output "carvel/repositories/${repository}")
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}.yaml.dd"
    COMMAND ${exec} ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" order --repository "${repository}" --file "${file}" --tree carvel --depfile "${depfiles}${output}.yaml.dd.d"
    DEPENDS "${CMAKE_BINARY_DIR}/carvel/generator.id"
    DEPFILE "${depfiles}${output}.yaml.dd.d"
    COMMENT "Ordering repository ${repository}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  _package_repo_read_order("${output}.yaml" "${output}.yaml.dd")
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}.yaml"
    COMMAND ${exec} ${launcher} "$<TARGET_FILE:PackageRepo::pkgrepo>" repository --name "${repository}" --file "${file}" --tree carvel --layout registry --project "${CMAKE_SOURCE_DIR}" --output "${output}.yaml" --depfile "${depfiles}${output}.yaml.d"
    DEPENDS "${CMAKE_BINARY_DIR}/carvel/stages.list" "${CMAKE_BINARY_DIR}/${output}.yaml.dd" "${CMAKE_BINARY_DIR}/carvel/generator.id"
    ${in_order}
    DEPFILE "${depfiles}${output}.yaml.d"
    COMMENT "Writing repository ${repository}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  set(results "${CMAKE_BINARY_DIR}/${output}.yaml")
endmacro()

macro(_package_repo_add_actions_of_repository)
  _package_repo_declare_action_of_repository(publish)
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}.publish"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" push --layout registry --tree carvel --repository-file "${file}" --resource "${output}.yaml"
    DEPENDS "${CMAKE_BINARY_DIR}/${output}.yaml"
    JOB_POOL console
    COMMENT "Publishing repository ${repository}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
endmacro()
