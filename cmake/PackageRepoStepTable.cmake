# The steps of the graph, as generator/packaging/step_table.cc has them. `pkgrepo steps` has written this; the target
# `reference` writes it again. For use within the module only.
#
# Each macro reads what its caller has declared, and sets `output`, where the owner's files are, relative to the build tree,
# and `results`, the paths of the files that no later step of it reads.

include_guard(GLOBAL)

macro(_package_repo_add_steps_of_project)
  _package_repo_shared_step(
    COMMENT "Looking at the generator"
    OUTPUT "carvel/generator.id"
    COMMAND identify --output "carvel/generator.id"
    BUILT "$<TARGET_FILE:PackageRepo::pkgrepo>")
  _package_repo_shared_step(
    COMMENT "Making the embedded registry"
    OUTPUT "registry/oci-layout"
    COMMAND layout registry
    BUILT "carvel/generator.id")
  _package_repo_shared_step(
    COMMENT "Recording what was configured"
    OUTPUT "carvel/configured"
    COMMAND configured --ninja-file build.ninja --output "carvel/configured"
    BUILT "carvel/configuring" "carvel/generator.id")
  set(results "${CMAKE_BINARY_DIR}/registry/oci-layout" "${CMAKE_BINARY_DIR}/carvel/configured")
endmacro()

macro(_package_repo_add_steps_of_version)
  set(output "carvel/packages/${name}/${version}")
  _package_repo_step(
    COMMENT "Vendoring ${name} ${version}"
    OUTPUT "${output}/vendor.json"
    COMMAND fetch ${folders} --output-dir "${output}" --project "${CMAKE_SOURCE_DIR}" --target "${target}-sync" ${offline} --cache carvel/cache
    BUILT "carvel/generator.id")
  _package_repo_step(
    COMMENT "Rendering ${name} ${version}"
    OUTPUT "${output}/rendered.json" "${output}/schema.json"
    COMMAND render ${folders} --output-dir "${output}" ${values} --cache carvel/cache
    BUILT "${output}/vendor.json" "carvel/generator.id")
  _package_repo_step(
    COMMENT "Checking images of ${name} ${version}"
    OUTPUT "${output}/images.yml"
    COMMAND check-lock ${folders} --output-dir "${output}" --target "${target}-lock" --cache carvel/cache
    BUILT "${output}/rendered.json" "carvel/generator.id")
  _package_repo_step(
    COMMENT "Bundling ${name} ${version}"
    OUTPUT "${output}/bundle.json"
    COMMAND bundle ${folders} --output-dir "${output}" --layout registry --repository "${registry}/${name}" --tag "${own_version}" --published "${published}"
    BUILT "${output}/vendor.json" "${output}/images.yml" "registry/oci-layout" "carvel/generator.id")
  _package_repo_step(
    COMMENT "Describing ${name} ${version}"
    OUTPUT "${output}/package.yaml" "${output}/metadata.yaml"
    COMMAND package ${folders} --output-dir "${output}" ${package_flags}
    BUILT "${output}/bundle.json" "${output}/schema.json" "carvel/generator.id")
  set(results "${CMAKE_BINARY_DIR}/${output}/package.yaml" "${CMAKE_BINARY_DIR}/${output}/metadata.yaml")
endmacro()

macro(_package_repo_add_actions_of_version)
  _package_repo_action_of_version(lock
    COMMENT "Locking images of ${name} ${version}"
    COMMAND update-lock ${folders} --output-dir "${output}"
    BUILT "${output}/rendered.json")
  _package_repo_action_of_version(relock
    COMMENT "Locking anew the images of ${name} ${version}"
    COMMAND update-lock ${folders} --output-dir "${output}" --relock
    BUILT "${output}/rendered.json")
  _package_repo_action_of_version(push
    COMMENT "Pushing ${name} ${version}"
    COMMAND push --layout registry --tree carvel --package "${name}" --version "${version}"
    BUILT "${output}/package.yaml" "${output}/metadata.yaml" "registry/oci-layout")
  _package_repo_action_of_version(update-expected
    COMMENT "Rewriting the expected manifests of ${name} ${version}"
    COMMAND update-expected --output-dir "${output}" --expected "${expected}"
    BUILT "${output}/rendered.json")
endmacro()

macro(_package_repo_add_steps_of_foreign_version)
  set(output "carvel/packages/${name}/${version}")
  _package_repo_step(
    COMMENT "Describing ${name} ${version}"
    OUTPUT "${output}/package.yaml" "${output}/metadata.yaml"
    COMMAND package ${folders} --output-dir "${output}" ${package_flags} --no-bundle
    BUILT "carvel/generator.id")
  set(results "${CMAKE_BINARY_DIR}/${output}/package.yaml" "${CMAKE_BINARY_DIR}/${output}/metadata.yaml")
endmacro()

macro(_package_repo_add_steps_of_failing_version)
  set(output "carvel/packages/${name}/${version}")
  if(bundle)
    set(chain
      fetch ${folders} --output-dir "${output}" --project "${CMAKE_SOURCE_DIR}" --target "${target}-sync" ${offline} --cache carvel/cache --
      render ${folders} --output-dir "${output}" ${values} --cache carvel/cache --
      check-lock ${folders} --output-dir "${output}" --target "${target}-lock" --cache carvel/cache --
      bundle ${folders} --output-dir "${output}" --layout registry --repository "${registry}/${name}" --tag "${own_version}" --published "${published}" --
      package ${folders} --output-dir "${output}" ${package_flags})
  else()
    set(chain
      package ${folders} --output-dir "${output}" ${package_flags} --no-bundle)
  endif()
  _package_repo_step(
    COMMENT "Expecting a failure of ${name} ${version}"
    OUTPUT "${output}/failure.txt"
    COMMAND must-fail --source "${source}" --output "${output}/failure.txt" --target "${target}" LAST -- ${chain}
    BUILT "registry/oci-layout" "carvel/generator.id")
  set(results "${CMAKE_BINARY_DIR}/${output}/failure.txt")
endmacro()

macro(_package_repo_add_steps_of_stage)
  set(output "carvel/stages/${stage}")
  _package_repo_step(
    COMMENT "Ordering stage ${stage}"
    OUTPUT "${output}/stage.json.dd"
    COMMAND order --stage "${stage}" --file "${file}" --tree carvel
    BUILT "carvel/generator.id")
  _package_repo_step(
    COMMENT "Building stage ${stage}"
    OUTPUT "${output}/stage.json"
    COMMAND stage --stage "${stage}" --file "${file}" --tree carvel --layout registry --repository "${registry}/${stage}" ${stage_flags}
    BUILT "carvel/packages.list" "registry/oci-layout" "${output}/stage.json.dd" "carvel/generator.id"
    ORDER "${output}/stage.json.dd")
  _package_repo_step(
    COMMENT "Ordering the push of stage ${stage}"
    OUTPUT "${output}/push.dd"
    COMMAND order --push "${stage}" --tree carvel
    BUILT "carvel/generator.id")
  set(results "${CMAKE_BINARY_DIR}/${output}/stage.json" "${CMAKE_BINARY_DIR}/${output}/push.dd")
endmacro()

macro(_package_repo_add_actions_of_stage)
  _package_repo_action_of_stage(lock
    COMMENT "Choosing versions of stage ${stage}"
    COMMAND lock-stage --stage "${stage}" --tree carvel
    BUILT)
  _package_repo_action_of_stage(relock
    COMMENT "Choosing anew the versions of stage ${stage}"
    COMMAND lock-stage --stage "${stage}" --tree carvel --relock
    BUILT)
  _package_repo_action_of_stage(push
    COMMENT "Pushing stage ${stage}"
    COMMAND push --layout registry --tree carvel --stage "${stage}"
    BUILT "${output}/stage.json" "${output}/push.dd"
    ORDER "${output}/push.dd")
endmacro()

macro(_package_repo_add_steps_of_repository)
  set(output "carvel/repositories/${repository}")
  _package_repo_step(
    COMMENT "Ordering repository ${repository}"
    OUTPUT "${output}.yaml.dd"
    COMMAND order --repository "${repository}" --file "${file}" --tree carvel
    BUILT "carvel/generator.id")
  _package_repo_step(
    COMMENT "Writing repository ${repository}"
    OUTPUT "${output}.yaml"
    COMMAND repository --name "${repository}" --file "${file}" --tree carvel --output "${output}.yaml"
    BUILT "carvel/stages.list" "${output}.yaml.dd" "carvel/generator.id"
    ORDER "${output}.yaml.dd")
  set(results "${CMAKE_BINARY_DIR}/${output}.yaml")
endmacro()

macro(_package_repo_add_actions_of_repository)
  _package_repo_action_of_repository(publish
    COMMENT "Publishing repository ${repository}"
    COMMAND push --layout registry --tree carvel --repository-file "${file}" --resource "${output}.yaml"
    BUILT "${output}.yaml")
endmacro()
