# Helm charts of the project: add_helm_chart(), add_helm_repository(), and what is behind them.
#
# Functions whose name begins with _package_repo read the parsed arguments of their caller as arg_<NAME>, and what
# _package_repo_begin() sets.

include_guard(GLOBAL)

#[=======================================================================[.md:
add_helm_chart(<name>
  [SOURCE <directory>]
  [MANIFESTS <file>...]
  [VERSION <version>] [APP_VERSION <version>] [DESCRIPTION <text>]
  [CHART <chart name>]
  [REPOSITORY <repository>]
  [IMAGES <image>[=<place in the values>]...]
  [DEPENDENCIES <chart>...]
  [VALUES <file>...]
  [DEPENDS <target or file>...])

Declares a Helm chart: the archive that `helm install` takes, which is pushed to a registry, too. It needs neither Helm nor
a network, and the same files give the same digest on every machine.

* **SOURCE**: the folder of the chart, with its Chart.yaml.
* **MANIFESTS**: files of Kubernetes resources, such as those that another tool has written, which become templates as they
  are. Without SOURCE they are the chart.
* **VERSION**, **APP_VERSION**: the version of the chart, and of what it installs. Chart.yaml may leave them out, and may say
  nothing else. VERSION is also the tag, in which a `+` becomes a `_`. Default: what Chart.yaml says.
* **DESCRIPTION**: a sentence. Default: what Chart.yaml says.
* **CHART**: the name in Chart.yaml. Default: `<name>`
* **REPOSITORY**: where it is pushed to. As Helm asks for, its last part is the name of the chart. Default: that name below
  PACKAGE_REPO_REGISTRY.
* **IMAGES**: images of the project (add_container_image(), imported_image(), declared ahead of the chart) that the chart
  runs. With a place, such as `hello-image=web.image`, the default values name the image there by digest: a text becomes the
  whole reference, of a map with `repository` and `tag` or `digest`, and perhaps `registry`, these are set. Without a place,
  the digest is put behind each `<repository>:<tag>` of the image in templates and values. They are pushed ahead of the chart.
* **DEPENDENCIES**: charts of the project that this one brings in charts/. What Chart.yaml says of them has to fit; it may
  say nothing of them.
* **VALUES**: values that values.schema.json asks for and that have no defaults; the defaults are checked with them. They are no part of
  the chart.
* **DEPENDS**: what has to be built before the files can be read, where MANIFESTS does not tell.

Targets: `<name>`, which writes `<build>/carvel/charts/<name>/<chart name>-<version>.tgz`; `<name>-push`. A version that is in
the registry with other content is refused.
#]=======================================================================]
function(add_helm_chart name)
  set(one_value SOURCE VERSION APP_VERSION DESCRIPTION CHART REPOSITORY)
  set(many_values MANIFESTS IMAGES DEPENDENCIES VALUES DEPENDS)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "${one_value}" "${many_values}")
  _package_repo_begin("add_helm_chart(${name})")
  _package_repo_check_arguments()
  if(NOT arg_SOURCE AND NOT arg_MANIFESTS)
    _package_repo_refuse("${call}: give SOURCE, MANIFESTS or both")
  endif()
  if(NOT arg_SOURCE AND NOT arg_VERSION)
    _package_repo_refuse("${call}: VERSION is missing: without SOURCE no Chart.yaml says it")
  endif()
  _package_repo_check_name(chart "${name}")
  _package_repo_claim(chart "${name}")
  _package_repo_find_chart_repository()
  set(depends ${arg_DEPENDS})
  set(specification "# Of ${call} in ${user_file}\n")
  _package_repo_specify(NAME "${arg_CHART}")
  _package_repo_specify(REPOSITORY "${repository}")
  foreach(keyword VERSION APP_VERSION DESCRIPTION)
    if(DEFINED arg_${keyword})
      _package_repo_specify(${keyword} "${arg_${keyword}}")
    endif()
  endforeach()
  if(arg_SOURCE)
    _package_repo_check_directory("${arg_SOURCE}" source)
    if(NOT EXISTS "${source}/Chart.yaml")
      _package_repo_refuse("${call}: SOURCE is no chart: there is no Chart.yaml in ${source}")
    endif()
    _package_repo_specify(SOURCE "${source}")
    _package_repo_find_chart_version("${source}/Chart.yaml")
  endif()
  foreach(file IN LISTS arg_MANIFESTS)
    get_filename_component(file "${file}" ABSOLUTE)
    cmake_path(IS_PREFIX CMAKE_BINARY_DIR "${file}" NORMALIZE is_built)
    if(is_built)
      list(APPEND depends "${file}")
    elseif(NOT EXISTS "${file}")
      _package_repo_refuse_path(file "${file}")
    endif()
    _package_repo_specify(MANIFEST "${file}")
  endforeach()
  foreach(file IN LISTS arg_VALUES)
    _package_repo_check_file("${file}" file)
    _package_repo_specify(VALUES "${file}")
  endforeach()
  foreach(image IN LISTS arg_IMAGES)
    _package_repo_add_image_to_chart("${image}")
  endforeach()
  foreach(chart IN LISTS arg_DEPENDENCIES)
    _package_repo_require_declared(DEPENDENCIES chart charts "${chart}")
    list(APPEND depends "${CMAKE_BINARY_DIR}/carvel/charts/${chart}/chart.json")
    _package_repo_specify(DEPENDENCY "${chart}")
  endforeach()
  _package_repo_add_chart("${name}")
endfunction()

#[=======================================================================[.md:
add_helm_repository(<name>
  CHARTS <chart>...
  [URL <url>]
  [INDEX <file>])

Declares a repository of Helm charts for a web server, which `helm repo add` reads: the folder
`<build>/carvel/chart-repositories/<name>`, with the archives of charts of the project and their index.yaml.

* **CHARTS**: charts that add_helm_chart() has declared.
* **URL**: where the folder will be. Default: archives are named relative to the index.
* **INDEX**: the index.yaml of earlier releases, whose versions stay in the index. A version that was published as another
  archive is refused.

Target: `<name>`.
#]=======================================================================]
function(add_helm_repository name)
  set(one_value URL INDEX)
  set(many_values CHARTS)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "${one_value}" "${many_values}")
  _package_repo_begin("add_helm_repository(${name})")
  _package_repo_check_arguments(CHARTS)
  _package_repo_check_name("chart repository" "${name}")
  _package_repo_claim("chart repository" "${name}")
  if(arg_URL AND NOT arg_URL MATCHES "^https?://[^ ]+$")
    _package_repo_refuse("${call}: URL has to begin with https:// or http://: ${arg_URL}")
  endif()
  set(depends "")
  set(index_flags "--url=${arg_URL}")
  if(arg_INDEX)
    _package_repo_check_file("${arg_INDEX}" index)
    list(APPEND index_flags --index "${index}")
  endif()
  foreach(chart IN LISTS arg_CHARTS)
    _package_repo_require_declared(CHARTS chart charts "${chart}")
    list(APPEND depends "${CMAKE_BINARY_DIR}/carvel/charts/${chart}/chart.json")
    list(APPEND index_flags --chart "${chart}")
  endforeach()
  set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_chart-repositories "${name} ${arg_URL}")
  _package_repo_find_depfiles()
  _package_repo_add_steps_of_chart_repository()
  _package_repo_add_target("${name}" "chart repository '${name}'" ALL DEPENDS ${results})
  add_dependencies("${name}" carvel-registry)
endfunction()

# Sets `repository` in the caller's scope, and arg_CHART where it is not given.
macro(_package_repo_find_chart_repository)
  if(NOT arg_CHART)
    set(arg_CHART "${name}")
  endif()
  _package_repo_find_repository(REPOSITORY "${arg_CHART}")
  cmake_path(GET repository FILENAME last)
  if(NOT last STREQUAL arg_CHART)
    _package_repo_refuse("${call}: the last part of REPOSITORY has to be the name of the chart, ${arg_CHART}, as Helm \
asks for: ${repository}")
  endif()
endmacro()

# Sets arg_VERSION, for the list of charts, where it is not given.
macro(_package_repo_find_chart_version file)
  if(NOT arg_VERSION)
    _package_repo_read_key("${file}" version arg_VERSION)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    if(NOT arg_VERSION)
      _package_repo_refuse("${call}: VERSION is missing, and ${file} states none")
    endif()
  endif()
endmacro()

# Fails for what no call ahead of this one has declared. `list` is where such things are listed.
function(_package_repo_require_declared keyword what list name)
  get_property(declared GLOBAL PROPERTY PACKAGE_REPO_LIST_OF_${list})
  list(TRANSFORM declared REPLACE " .*" "")
  if(NOT name IN_LIST declared)
    _package_repo_suggest(suggestion "${name}" "${declared}")
    _package_repo_refuse("${call}: ${keyword} names '${name}', but the project has no such ${what} yet: declare it \
first${suggestion}")
  endif()
endfunction()

# Adds what one word of IMAGES says to `specification` and `depends` of the caller.
macro(_package_repo_add_image_to_chart word)
  string(REGEX MATCH "^([^=]+)(=(.*))?$" matched "${word}")
  set(image "${CMAKE_MATCH_1}")
  set(place "${CMAKE_MATCH_3}")
  if(NOT matched OR ("${word}" MATCHES "=" AND NOT place MATCHES "^[A-Za-z0-9_-]+([.][A-Za-z0-9_-]+)*$"))
    _package_repo_refuse("${call}: IMAGES takes <image>=<place in the values>, such as hello-image=web.image, not '${word}'")
  endif()
  _package_repo_require_declared(IMAGES image images "${image}")
  list(APPEND depends "${CMAKE_BINARY_DIR}/carvel/images/${image}/image.json")
  _package_repo_specify(IMAGE "${image}")
  if(NOT place STREQUAL "")
    _package_repo_specify(AT "${place}")
  endif()
endmacro()

# The step and the targets of a chart, once `specification` is complete.
function(_package_repo_add_chart name)
  string(REPLACE "+" "_" tag "${arg_VERSION}")
  _package_repo_claim_tagged_place(chart)
  set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_charts "${name} ${repository}:${tag}")
  file(GENERATE OUTPUT "${CMAKE_BINARY_DIR}/carvel/charts/${name}/specification" CONTENT "${specification}")
  _package_repo_find_depfiles()
  _package_repo_add_steps_of_chart()
  set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_RESULTS_OF_CHARTS ${results})
  _package_repo_add_target("${name}" "chart '${name}'" ALL DEPENDS ${results})
  add_dependencies("${name}" carvel-registry)
  _package_repo_add_actions_of_chart()
  add_dependencies(push-all "${name}-push")
endfunction()

macro(_package_repo_declare_action_of_chart kind)
  set_property(SOURCE "${CMAKE_BINARY_DIR}/${output}/${kind}" PROPERTY SYMBOLIC TRUE)
  _package_repo_add_target("${name}-${kind}" "chart '${name}'" DEPENDS "${CMAKE_BINARY_DIR}/${output}/${kind}")
endmacro()
