"""A project and its build tree, as the tests of this folder handle them: configuring, building, comparing.

    project = Project(work, pkgrepo, package_repo_dir)
    project.configure()
    result = project.build()          # result.ran: the outputs of the steps that ran, result.failed: of those that failed
    differences = compare(project.snapshot(), other_snapshot)
"""
import argparse, hashlib, json, os, pathlib, re, shutil, subprocess, time
from dataclasses import dataclass, field

# What names places, or is a note of how the files were looked at, and no result; and what a killed step has left beside
# its outputs.
NOTES = re.compile(r"\.d$|\.links/|^carvel/(contents\.list|configuring|tests\.cmake|versions\.cmake)$|"
                   r"^carvel/cache\.(told|lookups|failed|read-only)$|"
                   r"^carvel/(\.[^/]*|packages/[^/]*/[^/]*/\.[^/]*|stages/[^/]*/\.[^/]*|repositories/\.[^/]*)\.tmp$")


def argument_parser(description):
    """For a script of this folder: what each of them has to be told."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pkgrepo", required=True)
    parser.add_argument("--package-repo-dir", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--seed", type=int, default=None)
    return parser


@dataclass
class Result:
    status: int
    text: str
    ran: set = field(default_factory=set)
    failed: set = field(default_factory=set)
    commands: int = 0  # that have succeeded

    @property
    def steps(self):
        return self.ran | self.failed


@dataclass
class Snapshot:
    status: int
    errors: list
    files: dict     # path in the build tree -> digest
    images: dict    # name -> digest of the manifest
    versions: set   # "name/version"


class Project:
    def __init__(self, work, pkgrepo, package_repo_dir, environment=None):
        self.work = pathlib.Path(work)
        self.source = self.work / "source"
        self.build_dir = self.work / "build"
        self.pkgrepo = pkgrepo
        self.package_repo_dir = package_repo_dir
        self.registry = "registry.example.com/fruit"
        self.cache = self.work / "cache"  # of all builds but those from nothing

    def environment(self):
        return {**os.environ, "PKGREPO_CACHE": str(self.cache or ""), "PKGREPO_CACHE_MIN_COST": "0"}

    def run(self, *command):
        done = subprocess.run([str(word) for word in command], cwd=self.work, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, errors="replace", env=self.environment())
        return done.returncode, done.stdout

    def start_build(self):
        """Starts to build in a session of its own (processes.py), in silence."""
        return subprocess.Popen(["ninja", "-k", "0", "-C", self.build_dir], stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL, start_new_session=True, env=self.environment())

    def configure(self):
        return self.run("cmake", "-G", "Ninja", "-S", self.source, "-B", self.build_dir,
                        f"-DPackageRepo_DIR={self.package_repo_dir}", f"-DPACKAGE_REPO_REGISTRY={self.registry}")

    def restore(self):
        status, text = self.run(self.pkgrepo, "restore", self.build_dir)
        if status != 0:
            raise AssertionError(f"pkgrepo restore failed:\n{text}")
        return text

    def _log(self):
        log = self.build_dir / ".ninja_log"
        return set(log.read_text(errors="replace").splitlines()) if log.exists() else set()

    def is_log_cut(self):
        """Whether the disk was full in the middle of a line of Ninja's log. The line that the next Ninja adds continues it, so
        that Ninja forgets the step that it tells of, and runs it once more."""
        log = self.build_dir / ".ninja_log"
        return log.exists() and not log.read_bytes().endswith(b"\n")

    def build(self):
        """Builds all that can be built."""
        before = self._log()
        status, text = self.run("ninja", "-k", "0", "-C", self.build_dir)
        time.sleep(0.01)  # the clock of files may not have moved on yet
        lines = [line.split("\t") for line in self._log() - before if line.count("\t") == 4]
        ran = {output for _, _, _, output, _ in lines}
        failed = {path for line in re.findall(r"^FAILED: (.*)$", text, re.M) for path in line.split()}
        return Result(status, text, {path for path in ran if is_step(path)}, {path for path in failed if is_step(path)},
                      len({command for _, _, _, _, command in lines}))

    def snapshot(self, result):
        files = {}
        for path in (self.build_dir / "carvel").rglob("*"):
            name = str(path.relative_to(self.build_dir))
            if path.is_file() and not NOTES.search(name):
                files[name] = digest_of(path)
        lists = [self.build_dir / "carvel" / name for name in ("packages.list", "failures.list")]
        versions = {"/".join(line.split()[:2]) for path in lists if path.exists()
                    for line in path.read_text().splitlines()}
        return Snapshot(result.status, errors_of(result.text), files, self.images(), versions)

    def images(self):
        """Checks all blobs that a name leads to."""
        registry = self.build_dir / "registry"
        names = {}
        index = registry / "index.json"
        if not index.exists():
            return names
        for entry in json.loads(index.read_text())["manifests"]:
            name = entry.get("annotations", {}).get("org.opencontainers.image.ref.name")
            if name and not entry["mediaType"].endswith("index.v1+json"):
                names[name] = entry["digest"]
            check_blobs(registry, entry)
        return names

    def build_clean(self):
        """The snapshot of a build from nothing at the same place; the build tree is as it was, afterwards."""
        aside = self.work / "aside"
        cache, self.cache = self.cache, None
        if self.build_dir.exists():
            self.build_dir.rename(aside)
        try:
            status, text = self.configure()
            result = self.build() if status == 0 else Result(status, text)
            return self.snapshot(result)
        finally:
            self.cache = cache
            shutil.rmtree(self.build_dir, ignore_errors=True)
            if aside.exists():
                aside.rename(self.build_dir)

    def check_out_anew(self):
        """Every file of the source tree is another one with the same content, and has a new time."""
        fresh = self.work / "fresh"
        subprocess.run(["cp", "-r", "--preserve=mode,links", str(self.source), str(fresh)], check=True)
        shutil.rmtree(self.source)
        fresh.rename(self.source)


def is_step(path):
    return re.match(r"carvel/(packages|stages|repositories)/.*(?<!\.dd)$", path) is not None


def digest_of(path):
    data = path.read_bytes()
    if path.suffix == ".failed":  # ends with when the step began
        data = b"\n".join(data.splitlines()[:-1])
    return hashlib.sha256(data).hexdigest()


def check_blobs(registry, descriptor):
    algorithm, hex_digest = descriptor["digest"].split(":")
    path = registry / "blobs" / algorithm / hex_digest
    if not path.exists():
        raise AssertionError(f"the registry lacks {path}")
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != hex_digest or len(data) != descriptor["size"]:
        raise AssertionError(f"the registry has another content in {path}")
    if "manifest" in descriptor["mediaType"] or "index" in descriptor["mediaType"]:
        manifest = json.loads(data)
        children = manifest.get("manifests", []) + manifest.get("layers", [])
        for child in children + ([manifest["config"]] if "config" in manifest else []):
            check_blobs(registry, child)


def errors_of(text):
    """What CMake refuses; what steps refuse is in files beside their outputs."""
    blocks = re.findall(r"CMake Error[^\n]*\n(?:(?:  [^\n]*)?\n)*", text)
    return sorted({re.sub(r"\s+", " ", block).strip() for block in blocks})


def compare(incremental, clean):
    """What an incremental build has made otherwise than a clean one. Results of versions that are no more may be left,
    and of what does not build now those of when it did."""
    found = []
    if (incremental.status == 0) != (clean.status == 0):
        found.append(f"exit status {incremental.status}, not {clean.status}")
    for error in sorted(set(clean.errors) - set(incremental.errors)):
        found.append(f"the message is missing: {error}")
    for path, digest in sorted(clean.files.items()):
        if path not in incremental.files:
            found.append(f"{path} is missing")
        elif incremental.files[path] != digest:
            found.append(f"{path} is another")
    is_configured = "carvel/packages.list" in clean.files
    for path in sorted(set(incremental.files) - set(clean.files)):
        if is_configured and not may_be_left(path, clean):
            found.append(f"{path} is one too many")
    for name, digest in sorted(clean.images.items()):
        if incremental.images.get(name) != digest:
            found.append(f"the image {name} is {incremental.images.get(name)}, not {digest}")
    return found


def may_be_left(path, clean):
    parts = path.split("/")
    if parts[1] == "packages" and len(parts) > 3:
        version = "/".join(parts[2:4])
        return version not in clean.versions or f"carvel/packages/{version}/package.yaml" not in clean.files
    if parts[1] == "stages":
        return f"carvel/stages/{parts[2]}/stage.json" not in clean.files
    return parts[1] == "repositories" and clean.status != 0
