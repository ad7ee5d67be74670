#!/usr/bin/env python3
"""Builds in two build trees at once that share a cache, a folder or a server, and kills them at random, and nginx with them:
the next builds complete, and the build trees are what builds from nothing make.

usage: shared_cache.py --pkgrepo FILE --package-repo-dir FOLDER --work FOLDER [--kills 5] [--seed N]
"""
import os, pathlib, random, re, shutil, subprocess, sys, time

from build_tree import Project, argument_parser, compare
from nginx import Nginx
from processes import kill_session
from repository import write_repository

SERVER = pathlib.Path(__file__).resolve().parents[2] / "e2e/strict_cache_server.py"


class Tree:
    """A project of its own, in one of two states."""

    def __init__(self, work, arguments):
        work.mkdir()
        self.project = Project(work, arguments.pkgrepo, arguments.package_repo_dir)
        self.found = 0
        write_repository(self.project.source)
        self.clean = []
        for state in range(2):
            self.set_state(state)
            self.clean.append(self.project.build_clean())
        self.project.configure()

    def set_state(self, state):
        self.state = state
        for path in sorted(self.project.source.glob("*/*/1.[12].0/bundle/config/schema.yaml")):
            path.write_text(re.sub(r"namespace: \w+", f"namespace: state{state}", path.read_text()))

    def change(self, rng):
        self.set_state(rng.randrange(2))
        for mark in (self.project.build_dir / "carvel").glob("cache.failed"):  # on a machine that is too busy
            mark.unlink()
        packages = self.project.build_dir / "carvel/packages"
        for package in sorted(packages.iterdir()) if packages.exists() else []:
            if rng.random() < 0.5:
                shutil.rmtree(package)

    def complete(self):
        result = self.project.build()
        self.found += sum(map(int, re.findall(r"cache: (\d+) found", result.text)))
        found = [result.text[-3000:]] if result.status else compare(self.project.snapshot(result), self.clean[self.state])
        if found:
            raise AssertionError(f"{self.project.work} is not what a clean build makes:\n  " + "\n  ".join(found[:20]))


def damage(folder, rng):
    """Removes or cuts some of what a cache has."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and rng.random() < 0.1:
            path.unlink() if rng.random() < 0.5 else os.truncate(path, path.stat().st_size // 2)


def share(trees, kills, what, cache, folder, rng, server=None):
    """With `server`, that is killed, too, and starts again at some time of the builds."""
    for tree in trees:
        tree.found, tree.project.cache = 0, cache
    for _ in range(kills):
        for tree in trees:
            tree.change(rng)
        if rng.random() < 0.3:
            damage(folder, rng)
        builds = [tree.project.start_build() for tree in trees]
        if server:
            time.sleep(rng.random() ** 2)
            server.kill()
            time.sleep(rng.random() ** 2)
            server.start()
        time.sleep(rng.random() ** 2)
        for build in rng.choice([builds, builds[:1], builds[1:]]):
            kill_session(build)
        for build in builds:
            build.wait()
        for tree in trees:
            tree.complete()
    found = sum(tree.found for tree in trees)
    if found == 0 and not server:
        raise AssertionError("nothing was found in the cache")
    print(f"{what}: {kills} times two builds of which some were killed{', and the server' if server else ''}; {found} results were found afterwards", flush=True)


def main():
    parser = argument_parser(__doc__)
    parser.add_argument("--kills", type=int, default=5)
    arguments = parser.parse_args()
    seed = arguments.seed if arguments.seed is not None else int.from_bytes(os.urandom(3), "big")
    rng = random.Random(seed)
    shutil.rmtree(arguments.work, ignore_errors=True)
    work = pathlib.Path(arguments.work).resolve()
    (work / "server").mkdir(parents=True)
    with open(work / "server/log", "w+") as log:
        server = subprocess.Popen([sys.executable, "-B", SERVER, "serve", work / "server/config.yml"], stdout=log)
        try:
            trees = [Tree(work / name, arguments) for name in ("one", "two")]
            share(trees, arguments.kills, "a folder", work / "cache", work / "cache", rng)
            address = re.search(r"listening on (\S+)", pathlib.Path(log.name).read_text())[1]
            share(trees, arguments.kills, "a server", f"http://{address}/results", work / "server/data", rng)
            if Nginx.is_there():
                with Nginx(work / "nginx") as nginx:
                    share(trees, arguments.kills, "nginx", f"http://{nginx.address}", work / "nginx/data", rng, nginx)
        except AssertionError as failure:
            sys.exit(f"{failure}\nseed {seed}")
        finally:
            server.kill()
            server.wait()


if __name__ == "__main__":
    main()
