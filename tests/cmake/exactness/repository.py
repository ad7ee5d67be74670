"""The made repository of these tests: thirty versions in most of the forms that a project may have.

    packages/<name>/<version>/       found by add_carvel_packages(): berry, cherry, melon (with a Package of its own),
                                     plum (vendors shared/ from the project, not committed), quince (vendors, committed)
    packages/grape/                  the same with its own CMakeLists.txt
    packages/lime/1.0.0              a Package that fetches something else
    packages/olive/1.0.0             known not to build
    fruit/apple/, fruit/pear/        declared by add_carvel_package()
    variants/                        what the bundle of fruit/pear/1.3.0 is a link to
"""
import pathlib

ZEROS = "0" * 63

DEPLOYMENT = """#@ load("@ytt:data", "data")
#@ load("@ytt:library", "library")
#@ load("@ytt:template", "template")
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {name}
  namespace: #@ data.values.namespace
spec:
  replicas: #@ data.values.replicas
  template:
    spec:
      containers:
      - name: {name}
        image: example.com/{name}:{version}
--- #@ template.replace(library.get("parts").eval())
"""
SCHEMA = """#@data/values-schema
---
namespace: {name}
replicas: 1
"""
OVERLAY = """#@ load("@ytt:overlay", "overlay")
#@overlay/match by=overlay.subset({{"kind": "Deployment"}})
---
metadata:
  #@overlay/match missing_ok=True
  labels:
    app: {name}
"""
PART = """apiVersion: v1
kind: ConfigMap
metadata:
  name: part
data:
  text: of {name} {version}
"""
LOCK = """---
apiVersion: imgpkg.carvel.dev/v1alpha1
images:
- annotations:
    kbld.carvel.dev/id: example.com/{name}:{version}
  image: example.com/{name}@sha256:{digest}
kind: ImagesLock
"""
PACKAGE = """apiVersion: data.packaging.carvel.dev/v1alpha1
kind: Package
metadata:
  name: {name}.fruit.example.com.{version}
spec:
  refName: {name}.fruit.example.com
  version: {version}
  releaseNotes: "First release"
  template:
    spec:
      fetch:
      - imgpkgBundle:
          image: to-be-set
      template:
      - ytt: {{paths: [config/]}}
      - kbld: {{paths: ["-", .imgpkg/images.yml]}}
      deploy:
      - kapp: {{}}
"""
FOREIGN = """apiVersion: data.packaging.carvel.dev/v1alpha1
kind: Package
metadata:
  name: lime.fruit.example.com.1.0.0
spec:
  refName: lime.fruit.example.com
  version: 1.0.0
  template:
    spec:
      fetch:
      - helmChart: {name: lime, version: 1.0.0, repository: {url: "https://charts.example.com"}}
      template:
      - helmTemplate: {}
      deploy:
      - kapp: {}
"""
METADATA = """apiVersion: data.packaging.carvel.dev/v1alpha1
kind: PackageMetadata
metadata:
  name: {name}.fruit.example.com
spec:
  displayName: {name}
  shortDescription: A fruit
"""
VENDIR = """apiVersion: vendir.k14s.io/v1alpha1
kind: Config
directories:
- path: config/upstream
  contents:
  - path: .
    directory:
      path: {to_project}/shared
"""
VENDIR_LOCK = """apiVersion: vendir.k14s.io/v1alpha1
directories:
- contents:
  - directory: {}
    path: .
  path: config/upstream
kind: LockConfig
"""
PROJECT = """cmake_minimum_required(VERSION 3.24)
project(orchard LANGUAGES NONE)
find_package(PackageRepo REQUIRED)

set(PACKAGE_REPO_REGISTRY registry.example.com/fruit CACHE STRING "Where images will live")
add_carvel_packages(packages DOMAIN fruit.example.com
  VALUES cherry=values/common.yaml
  ALLOW_FAILURES olive/1.0.0)
add_subdirectory(fruit/apple)
add_subdirectory(fruit/pear)
add_carvel_stage(alpha FILE stages/alpha.yaml)
add_carvel_stage(beta FILE stages/beta.yaml REGISTRY staging.example.com/fruit)
add_carvel_repository(fruit-alpha FILE repos/alpha.yaml)
add_carvel_repository(fruit-beta FILE repos/beta.yaml)
"""
STAGE_BETA = """#@data/values
---
package_repository:
  name: beta.fruit.example.com
  packages:
  - name: apple
    version: 1.0.0
  - name: plum
    version: 1.1.0
  - name: melon
    version: 1.0.0
  - name: lime
    version: 1.0.0
"""
STAGE_ALPHA = """packages:
- name: apple
  versions: [1.0.0, 1.1.0]
- name: pear
  versions: [1.3.0]
- name: berry
  versions: [1.2.0, 1.3.0]
- name: cherry
  versions: [1.0.0]
- name: quince
  versions: [1.0.0]
- name: grape
  version: 1.2.0
"""


def write(root, path, text):
    place = pathlib.Path(root) / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text)


def write_bundle(root, bundle, name, version):
    words = {"name": name, "version": version, "digest": ZEROS + "1"}
    write(root, f"{bundle}/config/deployment.yaml", DEPLOYMENT.format(**words))
    write(root, f"{bundle}/config/schema.yaml", SCHEMA.format(**words))
    write(root, f"{bundle}/config/overlay.yaml", OVERLAY.format(**words))
    write(root, f"{bundle}/config/_ytt_lib/parts/part.yaml", PART.format(**words))
    write(root, f"{bundle}/.imgpkg/images.yml", LOCK.format(**words))


def write_version(root, folder, name, version):
    write_bundle(root, f"{folder}/bundle", name, version)
    write(root, f"{folder}/test/values/many.yaml", "replicas: 3\n")
    write(root, f"{folder}/test/values/wrong.yaml", "replicas: many\n")


def write_repository(root):
    for name in ("berry", "cherry", "melon", "plum"):
        for minor in range(4):
            folder = f"packages/{name}/1.{minor}.0"
            write_version(root, folder, name, f"1.{minor}.0")
            if name == "melon":
                write(root, f"{folder}/package.yaml", PACKAGE.format(name=name, version=f"1.{minor}.0"))
            if name == "plum":
                write(root, f"{folder}/bundle/vendir.yml", VENDIR.format(to_project="../../../.."))
                write(root, f"{folder}/bundle/vendir.lock.yml", VENDIR_LOCK)
    for minor in range(2):
        write_version(root, f"packages/quince/1.{minor}.0", "quince", f"1.{minor}.0")
        write(root, f"packages/quince/1.{minor}.0/bundle/vendir.yml", VENDIR.format(to_project="../../../.."))
        write(root, f"packages/quince/1.{minor}.0/bundle/vendir.lock.yml", VENDIR_LOCK)
        write(root, f"packages/quince/1.{minor}.0/bundle/config/upstream/extra.yaml",
              PART.replace("part", "committed").format(name="quince", version=minor))
    for name, folder in (("grape", "packages/grape"), ("apple", "fruit/apple"), ("pear", "fruit/pear")):
        count = 2 if name == "grape" else 4
        versions = [f"1.{minor}.0" for minor in range(4 - count, 4)]
        for version in versions:
            write_version(root, f"{folder}/{version}", name, version)
        options = " REGISTRY own.example.com/fruit" if name == "grape" else ""
        write(root, f"{folder}/CMakeLists.txt",
              f"add_carvel_package({name} DOMAIN fruit.example.com{options} VERSIONS {' '.join(versions)})\n")
    write(root, "packages/berry/metadata.yaml", METADATA.format(name="berry"))
    write(root, "packages/lime/1.0.0/package.yaml", FOREIGN)
    write_version(root, "packages/olive/1.0.0", "olive", "1.0.0")
    write(root, "packages/olive/1.0.0/bundle/config/deployment.yaml", "#@ if True:\n")
    write(root, "shared/shared.yaml", PART.replace("part", "shared").format(name="all", version="0"))
    write(root, "values/common.yaml", "replicas: 2\n")
    write(root, "values/other.yaml", "replicas: 4\n")
    link = pathlib.Path(root) / "fruit/pear/1.3.0/bundle"
    for variant in ("a", "b"):
        write_bundle(root, f"variants/{variant}", "pear", "1.3.0")
        write(root, f"variants/{variant}/config/schema.yaml", SCHEMA.format(name="pear-" + variant))
    for path in sorted(link.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    link.rmdir()
    link.symlink_to("../../../variants/a")
    write(root, "CMakeLists.txt", PROJECT)
    write(root, "stages/alpha.yaml", STAGE_ALPHA)
    write(root, "stages/beta.yaml", STAGE_BETA)
    write(root, "repos/alpha.yaml", "stage: alpha\nnamespace: packages\nsyncPeriod: 10m\n")
    write(root, "repos/beta.yaml", "stage: beta\nname: fruit-beta.example.com\nsyncPeriod: 10m\n")
