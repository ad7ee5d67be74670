#!/usr/bin/env python3
"""Edits a made repository at random, and checks after each edit that Ninja runs the steps that it made stale and no others,
and after each few edits that the build tree is what a build from nothing makes. Every third time the edits are met by a
build tree that was kept some time ago, in a fresh checkout.

usage: random_edits.py --pkgrepo FILE --package-repo-dir FOLDER --work FOLDER [--edits 50] [--seed N]
"""
import copy, os, random, shutil, subprocess, sys
from collections import deque

from build_tree import Project, argument_parser, compare
from edits import ALL_STAGES, Edits, Scope
from repository import write_repository

KEPT = 4


class Failure(Exception):
    pass


class Run:
    def __init__(self, project, rng):
        self.project = project
        self.rng = rng
        self.edits = Edits(project.source, rng)
        self.done = []            # what was edited
        self.unfinished = Scope() # what the last build could not build
        self.since_saved = Scope()
        self.kept = deque()       # build trees: folder, and what may be stale in them
        self.counts = {"edits": 0, "modelled": 0, "failing": 0, "comparisons": 0, "restored": 0}

    def go(self, number):
        status, text = self.project.configure()
        if status != 0:
            raise Failure(text)
        self.build(Scope(everything=True))
        rounds = 0
        while self.counts["edits"] < number:
            rounds += 1
            self.keep()
            if rounds % 3 == 0:
                self.restored_round()
            else:
                for _ in range(self.rng.randint(2, 5)):
                    self.edit_and_build()
            self.check()

    def edit(self):
        self.save()
        edit = self.edits.make()
        self.counts["edits"] += 1
        self.done.append(edit.what)
        self.since_saved |= edit.scope
        for _, scope in self.kept:
            scope.append(edit.scope)
        if edit.registry:
            self.project.registry = edit.registry
        for path in edit.removed:
            place = self.project.build_dir / path
            remove(place)
        return edit

    def edit_and_build(self):
        was_whole = self.unfinished == Scope()
        edit = self.edit()
        if edit.is_unseen:
            self.project.restore()
        if edit.registry:
            self.project.configure()
        result = self.build(edit.scope | self.unfinished)
        if edit.exact is not None and was_whole and result.status == 0:
            self.counts["modelled"] += 1
            if result.ran != edit.exact:
                raise Failure("it has run\n  %s\nand it should have run, but has not\n  %s" % (
                    lines(result.ran - edit.exact), lines(edit.exact - result.ran)))
        if result.status != 0 and self.rng.random() < 0.8:
            self.check()
            self.revert()

    # Scope of what the steps that failed belong to, and what waits for them.
    def build(self, scope):
        result = self.project.build()
        outside = {step for step in result.steps if not scope.allows(step)}
        if outside:
            raise Failure(f"these steps have run for no reason:\n  {lines(outside)}")
        self.last = result
        self.unfinished = Scope()
        if result.status != 0:
            self.counts["failing"] += 1
            failed = {"/".join(step.split("/")[2:4]) for step in result.failed if "/packages/" in step}
            self.unfinished = scope | Scope(versions=failed) | self.edits.scope_of_stages(*ALL_STAGES)
        return result

    def check(self):
        self.counts["comparisons"] += 1
        found = compare(self.project.snapshot(self.last), self.project.build_clean())
        if found:
            raise Failure(f"the build tree is not that of a clean build:\n  {lines(found)}\n{self.last.text[-2000:]}")
        self.done.append("compared")

    def restored_round(self):
        """A kept build tree, a fresh checkout, and an edit in it."""
        self.counts["restored"] += 1
        folder, scopes = self.rng.choice(list(self.kept))
        edit = self.edit()
        self.done.append(f"restored {folder.name}")
        shutil.rmtree(self.project.build_dir)
        subprocess.run(["cp", "-a", str(folder), str(self.project.build_dir)], check=True)
        self.project.check_out_anew()
        scope = Scope()
        for part in scopes:
            scope |= part
        if self.rng.random() < 0.7:
            self.project.restore()
        if scope.everything:
            self.project.configure()
        result = self.build(scope)
        if result.status != 0:
            self.check()
            self.revert()

    def keep(self):
        folder = self.project.work / f"kept{self.counts['comparisons']}"
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run(["cp", "-a", str(self.project.build_dir), str(folder)], check=True)
        self.kept.append((folder, [copy.deepcopy(self.unfinished)]))
        if len(self.kept) > KEPT:
            shutil.rmtree(self.kept.popleft()[0])

    def save(self):
        """Keeps the sources as they were when all was well."""
        if self.unfinished != Scope():
            return
        saved = self.project.work / "saved"
        shutil.rmtree(saved, ignore_errors=True)
        subprocess.run(["cp", "-a", str(self.project.source), str(saved)], check=True)
        self.since_saved = Scope()

    def revert(self):
        """Brings the files back, as an editor or a version control system does, with new times."""
        self.done.append("reverted")
        bring_back(self.project.work / "saved", self.project.source)
        self.build(self.since_saved | self.unfinished | Scope(described=set(self.edits.folders())))


def bring_back(saved, place):
    """Makes `place` equal to `saved`, and leaves alone what is."""
    if saved.is_symlink() or not saved.is_dir():
        is_same = place.is_symlink() == saved.is_symlink() and os.path.lexists(place) and (
            os.readlink(place) == os.readlink(saved) if saved.is_symlink() else
            place.read_bytes() == saved.read_bytes() and place.stat().st_mode == saved.stat().st_mode)
        if not is_same:
            remove(place)
            shutil.copy(saved, place, follow_symlinks=False)
        return
    if not place.is_dir() or place.is_symlink():
        remove(place)
        place.mkdir()
    for name in {path.name for path in list(saved.iterdir()) + list(place.iterdir())}:
        if os.path.lexists(saved / name):
            bring_back(saved / name, place / name)
        else:
            remove(place / name)


def remove(path):
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def lines(found):
    return "\n  ".join(sorted(found))


def main():
    parser = argument_parser(__doc__)
    parser.add_argument("--edits", type=int, default=50)
    arguments = parser.parse_args()
    seed = arguments.seed if arguments.seed is not None else int.from_bytes(os.urandom(3), "big")
    shutil.rmtree(arguments.work, ignore_errors=True)
    project = Project(arguments.work, arguments.pkgrepo, arguments.package_repo_dir)
    write_repository(project.source)
    run = Run(project, random.Random(seed))
    try:
        run.go(arguments.edits)
    except (Failure, AssertionError) as failure:
        edits = "\n  ".join(run.done[-30:])
        sys.exit(f"{failure}\nafter these edits:\n  {edits}\nto repeat it: --seed {seed} --edits {arguments.edits}")
    print(", ".join(f"{count} {what}" for what, count in run.counts.items()))


if __name__ == "__main__":
    main()
