"""Runs the commands of a recipe of docs/ci as the service would, in the working directory.

    run_recipe.py github [--let EXPRESSION=VALUE]... PKGREPO WORKFLOW ACTION
    run_recipe.py gitlab PKGREPO FILE

The files are read by `pkgrepo ytt`. What stands in `${{ }}` or `if:` has to be given, but for the inputs of the action;
`true` and `false` are what a condition may be. Steps that use an action of others, which fetch and keep folders, are left
to the caller.
"""
import argparse
import json
import os
import re
import subprocess
import sys


def read(pkgrepo, file):
    command = [pkgrepo, "ytt", "-f", file, "--ignore-unknown-comments", "-o", "json"]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def run(shell, script, **options):
    print("$ " + script.rstrip(), flush=True)
    status = subprocess.run([*shell, script], **options).returncode
    if status != 0:
        sys.exit(f"failed with status {status}")


class Github:
    def __init__(self, known):
        self.known = known

    def value(self, expression, inputs):
        if expression in inputs:
            return inputs[expression]
        if expression not in self.known:
            sys.exit(f"nothing is said of the expression: {expression}")
        return self.known[expression]

    def expand(self, text, inputs):
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda match: self.value(match[1], inputs), text)

    def run_steps(self, steps, inputs, environment, action):
        for step in steps:
            if "if" in step and self.value(step["if"], inputs) != "true":
                continue
            given = {name: self.expand(value, inputs) for name, value in step.get("env", {}).items()}
            if "run" in step:
                run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"], self.expand(step["run"], inputs),
                    env={**environment, **given}, cwd=step.get("working-directory"))
            elif step["uses"].startswith("./"):
                values = {name: self.expand(str(value), inputs) for name, value in step.get("with", {}).items()}
                unknown = values.keys() - action["inputs"].keys()
                if unknown:
                    sys.exit(f"the action has no inputs {unknown}")
                defaults = {name: self.expand(i["default"], inputs) for name, i in action["inputs"].items()}
                self.run_steps(action["runs"]["steps"],
                               {f"inputs.{name}": value for name, value in {**defaults, **values}.items()},
                               {**environment, **given}, None)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("service", choices=["github", "gitlab"])
    parser.add_argument("--let", action="append", default=[])
    parser.add_argument("pkgrepo")
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    files = [read(arguments.pkgrepo, file) for file in arguments.files]
    if arguments.service == "gitlab":
        job = files[0]["packages"]
        variables = {name: os.path.expandvars(value) for name, value in job["variables"].items()}
        run(["bash", "-eo", "pipefail", "-c"], "\n".join(job["script"]), env={**os.environ, **variables})
        return
    workflow, action = files
    known = dict(let.rsplit("=", 1) for let in arguments.let)
    for job in workflow["jobs"].values():
        Github(known).run_steps(job["steps"], {}, dict(os.environ), action)


main()
