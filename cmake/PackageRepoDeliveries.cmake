# Deliveries of package bundles to environments: add_carvel_delivery(), and what is behind it.
#
# Functions whose name begins with _package_repo read the parsed arguments of their caller as arg_<NAME>, and what
# _package_repo_begin() sets.

include_guard(GLOBAL)

#[=======================================================================[.md:
add_carvel_delivery(<environment>
  REPOSITORY <image repository>
  POLICY semver <range> | POLICY newest
  RIGHTS cluster-admin | RIGHTS none | SERVICE_ACCOUNT <name>
  [TAGS <regex>]
  [PRERELEASES]
  [VALUES <file>...]
  [NAMESPACE <namespace>])

Declares what an environment, such as `dev` or `prod`, gets of a repository of package bundles: bundles with one Package, as
add_carvel_app() makes. A lock beside the CMakeLists.txt, `<environment>.delivery.lock.yml`, pins it by digest and is committed:
nothing moves unless the lock does.

* **REPOSITORY**: the repository whose tags are versions: `<registry>/<app>-package` of add_carvel_app().
* **POLICY**: which of them is wanted: the highest in a range, such as `semver ">=1.0.0 <2.0.0"`, or the highest of all. Tags that
  are no semantic versions do not count.
* **TAGS**: a regular expression that tags have to match.
* **PRERELEASES**: versions such as 1.1.0-rc.1 count.
* **RIGHTS**: those of the ServiceAccount that installs the package: everything, or none, if others give it rights.
* **SERVICE_ACCOUNT**: a ServiceAccount that is there, in place of one of its own.
* **VALUES**: files with data values, which become a Secret.
* **NAMESPACE**: where it is installed. Default: `default`.

Targets, of which the default target builds none:
* `delivery-<environment>` writes what to apply to `<build>/carvel/deliveries/<environment>.yaml`, without a network.
* `delivery-<environment>-lock` asks the registry what the policy chooses, and writes the lock to the source tree.
* `delivery-<environment>-check` fails if that is something else than the lock has. It writes nothing.
* `delivery-<environment>-promote` writes what the lock of the environment FROM has, a variable of the environment, to this lock:

      FROM=dev cmake --build build --target delivery-prod-promote

* `delivery-<environment>-apply` applies it to a cluster by kapp, or by kubectl where there is no kapp: first the repository, then,
  when that is there, the package, and waits. They use the cluster that they are set up for.
* `delivery-<environment>-status` shows how far it is in the cluster, `delivery-<environment>-delete` removes it in reverse order.
#]=======================================================================]
function(add_carvel_delivery name)
  set(one_value REPOSITORY TAGS NAMESPACE RIGHTS SERVICE_ACCOUNT)
  set(many_values POLICY VALUES)
  cmake_parse_arguments(PARSE_ARGV 1 arg PRERELEASES "${one_value}" "${many_values}")
  _package_repo_begin("add_carvel_delivery(${name})")
  _package_repo_check_arguments(REPOSITORY POLICY)
  _package_repo_check_name(delivery "${name}")
  _package_repo_claim(delivery "${name}")
  if(NOT arg_POLICY MATCHES "^(newest|semver;[^;]+)$")
    list(JOIN arg_POLICY " " policy)
    _package_repo_refuse("${call}: POLICY takes semver <range> or newest, not '${policy}'")
  elseif(arg_RIGHTS AND arg_SERVICE_ACCOUNT)
    _package_repo_refuse("${call}: give RIGHTS or SERVICE_ACCOUNT, not both")
  elseif(NOT arg_RIGHTS AND NOT arg_SERVICE_ACCOUNT)
    _package_repo_refuse("${call}: say whose rights it uses: RIGHTS cluster-admin, RIGHTS none, or SERVICE_ACCOUNT <name>")
  elseif(arg_RIGHTS AND NOT arg_RIGHTS MATCHES "^(cluster-admin|none)$")
    _package_repo_refuse("${call}: RIGHTS takes cluster-admin or none, not '${arg_RIGHTS}'")
  endif()
  list(JOIN arg_POLICY " " arg_POLICY)
  set(specification "# Of ${call} in ${user_file}\n")
  _package_repo_specify(NAME "${name}")
  _package_repo_specify(LOCK "${CMAKE_CURRENT_SOURCE_DIR}/${name}.delivery.lock.yml")
  foreach(keyword REPOSITORY POLICY TAGS NAMESPACE RIGHTS SERVICE_ACCOUNT)
    if(arg_${keyword})
      _package_repo_specify(${keyword} "${arg_${keyword}}")
    endif()
  endforeach()
  if(arg_PRERELEASES)
    string(APPEND specification "PRERELEASES\n")
  endif()
  foreach(path IN LISTS arg_VALUES)
    get_filename_component(path "${path}" ABSOLUTE)
    if(NOT EXISTS "${path}")
      _package_repo_refuse_path(file "${path}")
    endif()
    _package_repo_specify(VALUES "${path}")
  endforeach()
  _package_repo_add_delivery()
endfunction()

# The step and the targets, once `specification` is complete.
function(_package_repo_add_delivery)
  set(output "carvel/deliveries/${name}.yaml")
  set(file "carvel/deliveries/${name}.specification")
  file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/${file}" CONTENT "@specification@" @ONLY)
  set(what "delivery '${name}'")
  set_property(GLOBAL APPEND PROPERTY PACKAGE_REPO_LIST_OF_deliveries "${name}")
  _package_repo_find_depfiles()
  add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/${output}"
    COMMAND "$<TARGET_FILE:PackageRepo::pkgrepo>" delivery --specification "${file}" --tree carvel --output "${output}"
            --depfile "${depfiles}${output}.d"
    DEPENDS "${CMAKE_BINARY_DIR}/${file}" "${CMAKE_BINARY_DIR}/carvel/generator.id"
    DEPFILE "${depfiles}${output}.d"
    COMMENT "Writing what is delivered to ${name}"
    WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
    VERBATIM)
  _package_repo_add_target("delivery-${name}" "${what}" DEPENDS "${CMAKE_BINARY_DIR}/${output}")
  _package_repo_action("delivery-${name}-lock" "${what}"
    COMMENT "Locking what is delivered to ${name}"
    COMMAND lock-delivery --specification "${file}")
  _package_repo_action("delivery-${name}-check" "${what}"
    COMMENT "Looking for something newer than ${name} has"
    COMMAND lock-delivery --specification "${file}" --check)
  _package_repo_action("delivery-${name}-promote" "${what}"
    COMMENT "Promoting to ${name}"
    COMMAND promote-delivery --specification "${file}")
  foreach(action apply status delete)
    _package_repo_action("delivery-${name}-${action}" "${what}"
      COMMENT "Calling kapp or kubectl for ${name}: ${action}"
      COMMAND deploy ${action} --name "${name}" --resources "${output}"
      BUILT "${output}")
  endforeach()
endfunction()
