#!/usr/bin/env python3
"""Compares the rights that `pkgrepo rbac` derives with those by which a real kapp came through a recorded case.

usage: recorded.py PKGREPO CASE.txtar

With --roles escalate they are those of the case's minimal.yml. Where roles are held instead, what they grant takes the place of
the verbs escalate and bind. Each request of kapp that was granted is allowed, and without any one right one of them is not.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import rbac


def sections(path):
    parts = re.split(r"^-- (.+) --\n", pathlib.Path(path).read_text(), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2]))


def derived(pkgrepo, files, expected, *flags):
    account = (expected["namespace"], expected["serviceAccount"])
    text = subprocess.run([pkgrepo, "rbac", *files, "--name", "pkg", "--namespace", account[0], "--service-account",
                           account[1], *flags], check=True, capture_output=True, text=True).stdout
    path = pathlib.Path("derived.yml")
    path.write_text(text)
    return rbac.smallest(rbac.granted(rbac.documents(pkgrepo, str(path)), account))


def requests(expected):
    """Those that kapp made, as an authorizer sees them: it knows no name of what is new, nor of what is listed."""
    for phase in expected["asMinimal"].values():
        for request in phase["requests"]:
            named = request["verb"] not in ("create", "list")
            yield (request.get("namespace", ""), request["apiGroup"], request["resource"], request["verb"],
                   request.get("name", "") if named else "")


def main(pkgrepo, case):
    files = sections(case)
    expected = json.loads(files["expected.json"])
    inputs = sorted(name for name in files if re.fullmatch(r"\d+\.yml", name))
    for name in [*inputs, "minimal.yml"]:
        pathlib.Path(name).write_text(files[name])
    account = (expected["namespace"], expected["serviceAccount"])
    minimal = rbac.granted(rbac.documents(pkgrepo, "minimal.yml"), account)

    escalating = derived(pkgrepo, inputs, expected, "--roles", "escalate")
    passed = rbac.compare("escalate", minimal, escalating)
    asked = set(requests(expected))
    grants = {(g["scope"].replace("cluster", ""), g["apiGroup"], g["resource"], g["verb"], g.get("name", ""))
              for grant in expected["grants"] for g in grant["granted"]}
    for right in sorted(escalating):
        if not rbac.is_missed(right, escalating, asked | grants):
            print(f"not missed: {right}")
            passed = False

    held = derived(pkgrepo, inputs, expected)
    roles = [o for name in inputs for o in rbac.documents(pkgrepo, name) if o["kind"] in ("Role", "ClusterRole")]
    of_roles = {right for role in roles for right in rbac.rights_of(
        role["rules"], "" if role["kind"] == "ClusterRole" else role["metadata"].get("namespace", account[0]))}
    passed &= rbac.compare("hold", {r for r in minimal if r[3] not in ("escalate", "bind")} | of_roles, held)
    for request in sorted(asked):
        if not any(rbac.allows(right, request) for right in held):
            print(f"refused: {request}")
            passed = False
    return 0 if passed else 1


if __name__ == "__main__":
    program, recorded_case = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        sys.exit(main(program, recorded_case))
