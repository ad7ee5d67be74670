#!/usr/bin/env python3
"""Kills builds at random, runs two at once in one build tree, and fills the disk: the next build completes, and the build
tree is what a build from nothing makes.

usage: interrupted_builds.py --pkgrepo FILE --package-repo-dir FOLDER --work FOLDER [--kills 30] [--seed N]
"""
import argparse, os, random, re, shutil, subprocess, sys, time

from build_tree import Project, argument_parser, compare
from processes import kill_session
from repository import write_repository

TWINS = 5
ROOMS = (20, 150, 500)  # in kB


def fail(what, found):
    raise AssertionError(what + ":\n  " + "\n  ".join(found[:20]))


class Interruptions:
    def __init__(self, project, rng):
        self.project = project
        self.rng = rng
        self.state = 0
        self.clean = []  # of each state of the sources what a build from nothing makes
        for _ in range(2):
            self.flip()
            self.clean.insert(0, project.build_clean())

    def flip(self):
        """Changes the sources to the other of two states, so that about fifty steps are stale."""
        self.state = 1 - self.state
        for path in sorted(self.project.source.glob("*/*/1.[12].0/bundle/config/schema.yaml")):
            path.write_text(re.sub(r"namespace: \w+", f"namespace: state{self.state}", path.read_text()))

    def complete(self, what):
        forgets_one = self.project.is_log_cut()
        result = self.project.build()
        if result.status != 0:
            fail(f"the build after {what} fails", [result.text[-3000:]])
        found = compare(self.project.snapshot(result), self.clean[self.state])
        if found:
            fail(f"the build after {what} has not made what a clean one makes", found)
        result = self.project.build()
        if forgets_one and result.commands == 1:
            result = self.project.build()
        if result.steps:
            fail(f"the second build after {what} runs steps again", sorted(result.steps))

    def kill(self):
        self.flip()
        if self.rng.random() < 0.2:
            shutil.rmtree(self.project.build_dir / self.rng.choice(["carvel/packages", "registry", "carvel/stages"]))
        build = self.project.start_build()
        time.sleep(self.rng.random() ** 2 * 0.6)
        leaves_steps = self.rng.random() < 0.3  # as when Ninja alone is killed
        if leaves_steps:
            build.kill()
            build.wait()
        else:
            kill_session(build)
        self.complete("a killed one, whose last steps still ran" if leaves_steps else "a killed one")

    def run_twins(self):
        self.flip()
        twins = [self.project.start_build(), self.project.start_build()]
        for twin in twins:
            if twin.wait() != 0:
                fail("one of two builds at once fails", [])
        self.project.images()
        self.complete("two at once")

    def fill_disk(self, limit):
        """`limit` gives a command less room, and all afterwards."""
        for room in ROOMS:
            self.flip()
            shutil.rmtree(self.project.build_dir / "carvel/packages")
            status, text = limit(room)
            if status == 0 or not re.search("No space left on device|File too large", text):
                fail(f"with {room} kB left the build should have said so", [str(status), text[-3000:]])
            self.project.images()
            self.complete("one on a full disk")


def main():
    parser = argument_parser(__doc__)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--may-mount", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if not arguments.may_mount and subprocess.run(
            ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], stderr=subprocess.DEVNULL).returncode == 0:
        os.execvp("unshare", ["unshare", "-rm", sys.executable, "-B"] + sys.argv + ["--may-mount"])
    seed = arguments.seed if arguments.seed is not None else int.from_bytes(os.urandom(3), "big")
    shutil.rmtree(arguments.work, ignore_errors=True)
    project = Project(arguments.work, arguments.pkgrepo, arguments.package_repo_dir)
    # With one, a build may overtake the steps that a killed build has left running, which then write once more.
    project.cache = None
    write_repository(project.source)
    try:
        interruptions = Interruptions(project, random.Random(seed))
        if arguments.may_mount:
            project.build_dir.mkdir()
            subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", project.build_dir], check=True)

            def limit(room):
                ballast = project.build_dir / "ballast"
                free = shutil.disk_usage(project.build_dir).free
                ballast.write_bytes(bytes(max(0, free - room * 1024)))
                try:
                    return project.run("ninja", "-k", "0", "-C", project.build_dir)
                finally:
                    ballast.unlink()
            project.configure()
            interruptions.complete("none")
            interruptions.fill_disk(limit)
            subprocess.run(["umount", project.build_dir], check=True)
        project.configure()
        interruptions.complete("none")
        for _ in range(arguments.kills):
            interruptions.kill()
        for _ in range(TWINS):
            interruptions.run_twins()
    except AssertionError as failure:
        sys.exit(f"{failure}\nseed {seed}")
    print(f"{arguments.kills} killed builds, {TWINS} pairs of builds, " +
          (f"{len(ROOMS)} full disks" if arguments.may_mount else "no full disk, because nothing may be mounted"))


if __name__ == "__main__":
    main()
