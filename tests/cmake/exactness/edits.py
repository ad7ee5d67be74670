"""Random edits of the made repository (repository.py), and which steps each of them makes stale.

    edits = Edits(project.source, random.Random(seed))
    edit = edits.make()     # has changed the source tree
    edit.what, edit.scope, edit.exact

A new edit is a method of Edits whose name begins with edit_; make() picks one of them.
"""
import os, pathlib, random, re, shutil
from dataclasses import dataclass, field

from repository import VENDIR, ZEROS, write, write_version

VENDORED, RENDERED, LOCKED = {"vendor.json"}, {"rendered.json", "schema.json"}, {"images.yml"}
BUNDLED, DESCRIBED = {"bundle.json"}, {"package.yaml", "metadata.yaml"}
ALL_STAGES = ("alpha", "beta")


@dataclass
class Scope:
    """What may run: the steps of these versions, of these stages, and of these repositories."""
    versions: set = field(default_factory=set)
    described: set = field(default_factory=set)   # of these versions the last step alone
    stages: set = field(default_factory=set)
    repositories: set = field(default_factory=set)
    everything: bool = False

    def __or__(self, other):
        return Scope(self.versions | other.versions, self.described | other.described, self.stages | other.stages, self.repositories | other.repositories,
                     self.everything or other.everything)

    def allows(self, step):
        kind, name = step.split("/")[1:3]
        if self.everything:
            return True
        if kind == "packages":
            version, output = "/".join(step.split("/")[2:4]), step.split("/", 4)[4]
            return version in self.versions or (version in self.described and output in DESCRIBED)
        return name in self.stages if kind == "stages" else pathlib.Path(name).stem in self.repositories


@dataclass
class Edit:
    what: str
    scope: Scope
    exact: set = None          # the outputs of the steps that run, where the model knows them
    is_unseen: bool = False    # Ninja cannot see it: `pkgrepo restore` does
    registry: str = None       # PACKAGE_REPO_REGISTRY from now on
    removed: list = field(default_factory=list)   # paths of the build tree to remove


def steps_of(version, *kinds):
    return {f"carvel/packages/{version}/{output}" for kind in kinds for output in kind}


class Edits:
    def __init__(self, root, rng):
        self.root = pathlib.Path(root)
        self.rng = rng
        self.count = 0

    def make(self):
        names = sorted(name for name in dir(self) if name.startswith("edit_"))
        while True:
            self.count += 1
            edit = getattr(self, self.rng.choice(names))()
            if edit is not None:
                return edit

    # What there is.

    def folders(self):
        """Of each version with a bundle its folder."""
        found = {}
        for base in sorted((self.root / "packages").iterdir()) + sorted((self.root / "fruit").iterdir()):
            for folder in sorted(base.iterdir()):
                if base.name not in ("olive", "lime") and (folder / "bundle").is_dir():
                    found[f"{base.name}/{folder.name}"] = folder
        return found

    def pick(self, *names):
        found = {version: folder for version, folder in self.folders().items() if not names or version.split("/")[0] in names}
        if not found:
            return None, None
        version = self.rng.choice(sorted(found))
        return version, found[version]

    def is_fetched(self, folder):
        return (folder / "bundle/vendir.yml").exists() and not (folder / "bundle/config/upstream").exists()

    def stages_of(self, *versions):
        found = set()
        for stage in ALL_STAGES:
            text = (self.root / f"stages/{stage}.yaml").read_text()
            for version in versions:
                name, number = version.split("/")
                if re.search(rf"- name: {name}\n +versions?: .*\b{re.escape(number)}\b", text):
                    found.add(stage)
        return found

    def scope(self, *versions):
        return Scope(versions=set(versions)) | self.scope_of_stages(*self.stages_of(*versions))

    def scope_of_listing(self, *versions):
        """Of versions that come or go: all stages read the list of them, and the other versions of the package look for
        a metadata.yaml in the folder in which these are."""
        names = {version.split("/")[0] for version in versions}
        others = {version for version in self.folders() if version.split("/")[0] in names}
        return self.scope(*versions) | self.scope_of_stages(*ALL_STAGES) | Scope(described=others)

    def scope_of_stages(self, *stages):
        return Scope(stages=set(stages), repositories=set(self.repositories_of(*stages)))

    def repositories_of(self, *stages):
        return ["fruit-" + name for name in ALL_STAGES
                if re.search(r"stage: (\w+)", (self.root / f"repos/{name}.yaml").read_text())[1] in stages]

    def exact(self, version, folder, *kinds, of_fetched=()):
        """The steps of these kinds, those of what holds the version, if it is described anew."""
        kinds = of_fetched if self.is_fetched(folder) and of_fetched else kinds
        steps = steps_of(version, *kinds)
        if DESCRIBED in kinds:
            steps |= self.steps_of_stages(self.stages_of(version))
        return steps

    def steps_of_stages(self, stages):
        return {f"carvel/stages/{stage}/stage.json" for stage in stages} | {
            f"carvel/repositories/{repository}.yaml" for repository in self.repositories_of(*stages)}

    def replace(self, path, pattern, new):
        """Edits a file in place, unless that would change nothing; returns whether it has."""
        old_text = path.read_text()
        text = re.sub(pattern, new, old_text, count=1)
        if text == old_text:
            return False
        path.write_text(text)
        return True

    # What a version is rendered from.

    def edit_value(self):
        version, folder = self.pick()
        if not self.set_value(folder):
            return None
        return Edit(f"value of {version}", self.scope(version), self.all_steps(version, folder))

    def set_value(self, folder):
        path = folder / "bundle/config/schema.yaml"
        return path.exists() and self.replace(path, r"namespace: \S+", f"namespace: n{self.count}")

    def all_steps(self, version, folder):
        every = (VENDORED, RENDERED, LOCKED, BUNDLED, DESCRIBED)
        return self.exact(version, folder, *every[1:], of_fetched=every)

    def edit_value_while_the_clock_is_set_back(self):
        version, folder = self.pick()
        if not self.set_value(folder):
            return None
        os.utime(folder / "bundle/config/schema.yaml", (1e9, 1e9))
        return Edit(f"value of {version}, older than the build", self.scope(version), self.all_steps(version, folder),
                    is_unseen=True)

    def edit_value_in_size_and_time(self):
        version, folder = self.pick()
        path = folder / "bundle/config/schema.yaml"
        match = re.search(r"replicas: (\d)\n", path.read_text()) if path.exists() else None
        if not match:
            return None
        info = path.stat()
        self.replace(path, r"replicas: \d", f"replicas: {(int(match[1]) + 1) % 10}")
        os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
        return Edit(f"value of {version}, of the same size and time", self.scope(version), is_unseen=True)

    def edit_schema(self):
        version, folder = self.pick()
        path = folder / "bundle/config/schema.yaml"
        if not path.exists():
            return None
        with path.open("a") as file:
            file.write(f"more{self.count}: text\n")
        return Edit(f"schema of {version}", self.scope(version))

    def edit_comment(self):
        version, folder = self.pick()
        path = folder / "bundle/config/deployment.yaml"
        if not path.exists() or not self.replace(path, r"kind: Deployment.*", f"kind: Deployment #! {self.count}"):
            return None
        return Edit(f"comment in {version}", self.scope(version), self.exact(
            version, folder, RENDERED, BUNDLED, DESCRIBED,
            of_fetched=(VENDORED, RENDERED, LOCKED, BUNDLED, DESCRIBED)))

    def edit_overlay(self):
        version, folder = self.pick()
        path = folder / "bundle/config/overlay.yaml"
        if not path.exists() or not self.replace(path, r"app: \S+", f"app: a{self.count}"):
            return None
        return Edit(f"overlay of {version}", self.scope(version), self.all_steps(version, folder))

    def edit_library(self):
        version, folder = self.pick()
        path = folder / "bundle/config/_ytt_lib/parts/part.yaml"
        if not path.exists() or not self.replace(path, r"text: .*", f"text: {self.count}"):
            return None
        return Edit(f"library of {version}", self.scope(version), self.all_steps(version, folder))

    def edit_nothing(self):
        version, folder = self.pick()
        path = self.rng.choice(self.files_of(folder))
        os.utime(path)
        return Edit(f"touched {path}", self.scope(version))

    def edit_time_only(self):
        version, folder = self.pick()
        path = self.rng.choice(self.files_of(folder))
        os.utime(path, (1e9, 1e9))
        return Edit(f"older time of {path}", Scope(), set())

    def edit_mode(self):
        version, folder = self.pick()
        path = folder / "bundle/config/overlay.yaml"
        if not path.exists():
            return None
        path.chmod(path.stat().st_mode ^ 0o111)
        return Edit(f"mode in {version}", self.scope(version), self.exact(
            version, folder, RENDERED, BUNDLED, DESCRIBED,
            of_fetched=(VENDORED, RENDERED, LOCKED, BUNDLED, DESCRIBED)), is_unseen=True)

    def edit_link(self):
        link = self.root / "fruit/pear/1.3.0/bundle"
        if not link.is_symlink():
            return None
        target = os.readlink(link)
        link.unlink()
        link.symlink_to(target[:-1] + ("b" if target.endswith("a") else "a"))
        return Edit("link of pear/1.3.0", self.scope("pear/1.3.0"))

    def edit_variant(self):
        path = self.root / "variants" / self.rng.choice("ab") / "config/schema.yaml"
        if not path.exists():
            return None
        self.replace(path, r"namespace: \S+", f"namespace: n{self.count}")
        return Edit(f"variant {path}", self.scope("pear/1.3.0"))

    # Which files there are.

    def files_of(self, folder):
        return sorted(path for path in folder.rglob("*") if path.is_file())

    def edit_added_file(self):
        version, folder = self.pick()
        name = f"extra{self.count}"
        path = self.rng.choice(["config", "config/deep/down", "docs", "config/_ytt_lib/parts"])
        write(folder, f"bundle/{path}/{name}.yaml",
              f"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {name}\n")
        return Edit(f"{path}/{name}.yaml added to {version}", self.scope(version))

    def edit_added_folder(self):
        version, folder = self.pick()
        (folder / f"bundle/config/empty{self.count}").mkdir()
        return Edit(f"empty folder added to {version}", self.scope(version))

    def edit_removed_file(self):
        version, folder = self.pick()
        path = self.rng.choice(self.files_of(folder))
        path.unlink()
        return Edit(f"removed {path}", self.scope(version) | self.scope_of_package(version))

    def scope_of_package(self, version):
        name = version.split("/")[0]
        return self.scope(*[other for other in self.folders() if other.split("/")[0] == name])

    def edit_renamed_file(self):
        version, folder = self.pick()
        path = self.rng.choice(self.files_of(folder / "bundle/config"))
        path.rename(path.with_name(f"a{self.count}-" + path.name))
        return Edit(f"renamed {path}", self.scope(version))

    def edit_replaced_by_older_file(self):
        version, folder = self.pick()
        path = folder / "bundle/config/schema.yaml"
        if not path.exists():
            return None
        other = path.with_name("other")
        other.write_text(re.sub(r"namespace: \S+", f"namespace: n{self.count}", path.read_text()))
        os.utime(other, (1e9, 1e9))
        other.rename(path)
        return Edit(f"replaced schema of {version} by an older file", self.scope(version))

    def edit_moved_file(self):
        version, folder = self.pick()
        other, other_folder = self.pick()
        paths = [path for path in self.files_of(folder / "bundle") if "config" in str(path)]
        if other == version or not paths:
            return None
        path = self.rng.choice(paths)
        place = other_folder / path.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.rename(place)
        return Edit(f"moved {path} to {other}", self.scope(version, other))

    def edit_ignored(self):
        version, folder = self.pick()
        path = folder / "bundle/.imgpkgignore"
        if path.exists() and self.rng.random() < 0.5:
            path.unlink()
        else:
            path.write_text(f"docs\nignored{self.count}\n")
        return Edit(f".imgpkgignore of {version}", self.scope(version))

    def edit_backup_of_an_editor(self):
        version, folder = self.pick()
        write(folder, "bundle/config/schema.yaml~", f"{self.count}")
        return Edit(f"editor's file in {version}", self.scope(version))

    # What is beside the bundle.

    def edit_lock(self):
        version, folder = self.pick()
        path = folder / "bundle/.imgpkg/images.yml"
        if not path.exists() or not self.replace(path, r"sha256:\w+", f"sha256:{ZEROS[3:]}{self.count:04x}"):
            return None
        return Edit(f"lock of {version}", self.scope(version))

    def edit_wrong_lock(self):
        version, folder = self.pick()
        path = folder / "bundle/.imgpkg/images.yml"
        if not path.exists() or not self.replace(path, r"id: \S+", "id: example.com/none:1"):
            return None
        return Edit(f"lock of {version} without an image", self.scope(version))

    def edit_case(self):
        version, folder = self.pick()
        path = folder / "test/values/many.yaml"
        if not path.exists():
            write(folder, "test/values/many.yaml", f"replicas: {self.count}\n")
            return Edit(f"case added to {version}", self.scope(version))
        path.write_text(f"replicas: {self.count + 10}\n")
        return Edit(f"case of {version}", self.scope(version), steps_of(version, RENDERED, LOCKED))

    def edit_removed_case(self):
        version, folder = self.pick()
        path = folder / "test/values/wrong.yaml"
        if not path.exists():
            return None
        path.unlink()
        return Edit(f"case removed from {version}", self.scope(version), steps_of(version, RENDERED, LOCKED))

    def edit_expected_result(self):
        version, folder = self.pick()
        write(folder, "test/expected/many.yaml", f"text: {self.count}\n")
        return Edit(f"expected result of {version}", Scope(), set())

    def edit_package(self):
        version, folder = self.pick("melon")
        path = folder / "package.yaml" if folder else None
        if not path or not path.exists() or not self.replace(path, r"releaseNotes: .*", f'releaseNotes: "{self.count}"'):
            return None
        return Edit(f"Package of {version}", self.scope(version))

    def edit_metadata(self):
        path = self.root / "packages/berry/metadata.yaml"
        if not self.replace(path, r"displayName: .*", f"displayName: berry {self.count}"):
            return None
        folders = {version: folder for version, folder in self.folders().items() if version.startswith("berry/")}
        exact = set()
        for version, folder in folders.items():
            exact |= self.exact(version, folder, DESCRIBED)
        if any((folder / "metadata.yaml").exists() for folder in folders.values()):
            exact = None
        return Edit("metadata of berry", self.scope(*folders), exact)

    def edit_moved_metadata(self):
        path = self.root / "packages/berry/metadata.yaml"
        version, folder = self.pick("berry")
        own = folder / "metadata.yaml" if folder else None
        if not own or own.exists():
            return None
        own.write_text(path.read_text())
        return Edit(f"metadata of {version} alone", self.scope(version))

    # What is vendored.

    def edit_vendored_source(self):
        self.replace(self.root / "shared/shared.yaml", r"text: .*", f"text: {self.count}")
        users = {version: folder for version, folder in self.folders().items() if self.is_fetched(folder)}
        exact = set()
        for version, folder in users.items():
            exact |= self.all_steps(version, folder)
        return Edit("shared/", self.scope(*users), exact)

    def edit_vendored_file_comes_or_goes(self):
        path = self.root / "shared/more.yaml"
        if path.exists():
            path.unlink()
        else:
            write(self.root, "shared/more.yaml", "apiVersion: v1\nkind: Secret\nmetadata:\n  name: more\n")
        return Edit(f"{path} comes or goes", self.scope(*[v for v, folder in self.folders().items() if self.is_fetched(folder)]))

    def edit_committed_tree(self):
        version, folder = self.pick("quince")
        upstream = folder / "bundle/config/upstream" if folder else None
        if not upstream:
            return None
        if upstream.exists() and self.rng.random() < 0.3:
            shutil.rmtree(upstream)
            return Edit(f"vendored tree of {version} is not committed", self.scope(version))
        write(upstream, "extra.yaml", f"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: extra{self.count}\n")
        return Edit(f"vendored tree of {version}", self.scope(version))

    def edit_vendir(self):
        version, folder = self.pick("plum")
        path = folder / "bundle/vendir.yml" if folder else None
        if not path or not path.exists():
            return None
        text = VENDIR.format(to_project="../../../..")
        if path.read_text() == text:
            text += "    excludePaths: [more.yaml]\n"
        path.write_text(text)
        return Edit(f"vendir.yml of {version}", self.scope(version))

    # What is declared.

    def edit_domain(self):
        name = self.rng.choice(["apple", "pear"])
        if not self.replace(self.root / f"fruit/{name}/CMakeLists.txt", r"DOMAIN \S+", f"DOMAIN d{self.count}.example.com"):
            return None
        folders = {version: folder for version, folder in self.folders().items() if version.startswith(name + "/")}
        exact = set()
        for version, folder in folders.items():
            exact |= self.exact(version, folder, DESCRIBED)
        return Edit(f"domain of {name}", self.scope(*folders), exact)

    def edit_registry_of_package(self):
        path = self.root / "packages/grape/CMakeLists.txt"
        if not self.replace(path, r"REGISTRY \S+", f"REGISTRY r{self.count}.example.com/fruit"):
            return None
        folders = {version: folder for version, folder in self.folders().items() if version.startswith("grape/")}
        exact = set()
        for version, folder in folders.items():
            exact |= self.exact(version, folder, BUNDLED, DESCRIBED)
        return Edit("registry of grape", self.scope(*folders), exact)

    def edit_registry(self):
        if self.rng.random() < 0.7:
            return None
        return Edit("PACKAGE_REPO_REGISTRY", Scope(everything=True), registry=f"r{self.count}.example.com/fruit")

    def edit_values_of_package(self):
        versions = [version for version in self.folders() if version.startswith("cherry/")]
        if self.rng.random() < 0.5:
            self.replace(self.root / "values/common.yaml", r"replicas: \d+", f"replicas: {self.count}")
        elif not self.replace(self.root / "CMakeLists.txt", r"common\.yaml", "other.yaml"):
            self.replace(self.root / "CMakeLists.txt", r"other\.yaml", "common.yaml")
        return Edit("values of cherry", self.scope(*versions))

    def edit_known_failures(self):
        path = self.root / "CMakeLists.txt"
        if not self.replace(path, r"  ALLOW_FAILURES olive/1.0.0\)", ")"):
            self.replace(path, r"other.yaml\)|common.yaml\)", r"common.yaml\n  ALLOW_FAILURES olive/1.0.0)")
        versions = [version for version in self.folders() if version.startswith("cherry/")]
        return Edit("ALLOW_FAILURES", self.scope_of_listing("olive/1.0.0") | self.scope(*versions))

    def edit_added_version(self):
        version, folder = self.pick("berry", "plum", "melon")
        if not folder:
            return None
        number = f"2.{self.count}.0"
        shutil.copytree(folder, folder.parent / number, symlinks=True)
        package = folder.parent / number / "package.yaml"
        if package.exists():
            package.write_text(package.read_text().replace(folder.name, number))
        return Edit(f"version {number} like {version}", self.scope_of_listing(f"{folder.parent.name}/{number}"))

    def edit_declared_version(self):
        name = self.rng.choice(["apple", "pear"])
        number = f"2.{self.count}.0"
        write_version(self.root, f"fruit/{name}/{number}", name, number)
        self.replace(self.root / f"fruit/{name}/CMakeLists.txt", r"VERSIONS", f"VERSIONS {number}")
        return Edit(f"version {number} of {name}", self.scope_of_listing(f"{name}/{number}"))

    def edit_removed_version(self):
        version, folder = self.pick("berry", "plum", "melon", "cherry")
        if not folder or len(list(folder.parent.iterdir())) < 3 or self.rng.random() < 0.5:
            return None
        shutil.rmtree(folder)
        return Edit(f"removed {version}", self.scope_of_listing(version))

    def edit_renamed_version(self):
        version, folder = self.pick("berry", "plum", "cherry")
        if not folder:
            return None
        number = f"3.{self.count}.0"
        folder.rename(folder.parent / number)
        return Edit(f"renamed {version} to {number}",
                    self.scope_of_listing(version, f"{folder.parent.name}/{number}"))

    def edit_stage(self):
        stage = self.rng.choice(ALL_STAGES)
        version, folder = self.pick()
        path = self.root / f"stages/{stage}.yaml"
        name, number = version.split("/")
        if f"- name: {name}\n" in path.read_text():
            return None
        path.write_text(path.read_text() + (f"- name: {name}\n  versions: [{number}]\n" if stage == "alpha" else
                                            f"  - name: {name}\n    version: {number}\n"))
        return Edit(f"{version} in stage {stage}", self.scope_of_stages(stage), self.steps_of_stages({stage}))

    def edit_unstaged(self):
        path = self.root / "stages/alpha.yaml"
        entries = re.findall(r"- name: .*\n  .*\n", path.read_text())
        if len(entries) < 3:
            return None
        path.write_text(path.read_text().replace(self.rng.choice(entries), ""))
        return Edit("entry removed from stage alpha", self.scope_of_stages("alpha"), self.steps_of_stages({"alpha"}))

    def edit_staged_version(self):
        stage = self.rng.choice(ALL_STAGES)
        path = self.root / f"stages/{stage}.yaml"
        version, _ = self.pick()
        name, number = version.split("/")
        if not self.replace(path, rf"(- name: {name}\n +versions?: \[?)[^],\n]+", rf"\g<1>{number}"):
            return None
        return Edit(f"{version} instead of another in stage {stage}", self.scope_of_stages(stage), self.steps_of_stages({stage}))

    def edit_unknown_in_stage(self):
        path = self.root / "stages/alpha.yaml"
        path.write_text(path.read_text() + "- name: none\n  versions: [1.0.0]\n")
        return Edit("unknown package in stage alpha", self.scope_of_stages("alpha"))

    def edit_repository(self):
        stage = self.rng.choice(ALL_STAGES)
        if not self.replace(self.root / f"repos/{stage}.yaml", r"syncPeriod: .*", f"syncPeriod: {self.count + 11}m"):
            return None
        return Edit(f"repository of {stage}", Scope(repositories={f"fruit-{stage}"}), {f"carvel/repositories/fruit-{stage}.yaml"})

    def edit_what_a_repository_serves(self):
        path = self.root / "repos/beta.yaml"
        if not self.replace(path, r"stage: beta", "stage: alpha"):
            self.replace(path, r"stage: alpha", "stage: beta")
        return Edit("stage of repository beta", Scope(repositories={"fruit-beta"}), {"carvel/repositories/fruit-beta.yaml"})

    # What does not build.

    def edit_bad_template(self):
        version, folder = self.pick()
        path = folder / "bundle/config/deployment.yaml"
        if not path.exists():
            return None
        path.write_text(path.read_text() + self.rng.choice(["#@ if True:\n", "a: [\n", "#@ none()\n---\n"]))
        return Edit(f"bad template in {version}", self.scope(version))

    def edit_bad_stage(self):
        path = self.root / "stages/beta.yaml"
        path.write_text(path.read_text() + "  unknown: [\n")
        return Edit("bad stage file", self.scope_of_stages("beta"))

    def edit_bad_repository(self):
        path = self.root / "repos/alpha.yaml"
        path.write_text(self.rng.choice(["stage: none\n", "stage: alpha\nunknown: [\n"]))
        return Edit("bad repository file", Scope(repositories={"fruit-alpha"}))

    def edit_bad_project(self):
        path = self.root / "fruit/apple/CMakeLists.txt"
        path.write_text(path.read_text().replace("VERSIONS", "VERSIONS 9.9.9"))
        return Edit("version that is not there", Scope())

    # What happens to the build tree.

    def edit_damage(self):
        version, folder = self.pick()
        output = self.rng.choice(["", "/rendered", "/rendered/default.yaml", "/vendor.json", "/bundle.json", "/images.yml",
                                  "/package.yaml", "/rendered.json.d", "/origins.json"])
        return Edit(f"damaged {version}{output}", self.scope(version), removed=[f"carvel/packages/{version}{output}"])

    def edit_damaged_stage(self):
        stage = self.rng.choice(ALL_STAGES)
        return Edit(f"damaged stage {stage}", self.scope_of_stages(stage), removed=[f"carvel/stages/{stage}/bundle"])
