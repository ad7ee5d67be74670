#!/usr/bin/env python3
"""Compares the rights that `pkgrepo rbac` derives with what installing a package asks for, worked out request by request.

usage: packages.py PKGREPO KINDS FOLDER...

Each FOLDER has the rendered manifests of one package version, a .yaml for each values case. They are played through as
kapp does it: deploy, deploy unchanged, change, delete; with an API server behind that lets nobody gain rights by making
roles. KINDS is a recorded case of kapp, whose lists at deletion name the resources of a cluster. All that is asked for is
allowed, and no right can be taken away.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import rbac

ACCOUNT = ("apps", "runner")
ALWAYS_THERE = ("default", "kube-node-lease", "kube-public", "kube-system")
CLUSTER_SCOPED = """apiservices clusterrolebindings clusterroles csidrivers customresourcedefinitions ingressclasses
mutatingwebhookconfigurations namespaces persistentvolumes podsecuritypolicies priorityclasses runtimeclasses storageclasses
validatingadmissionpolicies validatingadmissionpolicybindings validatingwebhookconfigurations""".split()
GONE = {("policy", "podsecuritypolicies")}  # that clusters of the record have no more


class Cluster:
    """Which resource a kind has, and what an installation asks a cluster for."""

    def __init__(self, resources, cases):
        self.resources = resources
        self.asked = set()
        objects = [o for case in cases for o in case]
        self.definitions = {(o["spec"]["group"], o["spec"]["names"]["kind"]): o["spec"] for o in objects
                            if o["kind"] == "CustomResourceDefinition"}
        made = {o["metadata"]["name"] for o in objects if o["kind"] == "Namespace"}
        self.made = made - {ACCOUNT[0], *ALWAYS_THERE}

    def resource(self, o):
        """Group, resource, and the namespace of an object; "" if its kind is in none."""
        group = o["apiVersion"].rpartition("/")[0]
        if (group, o["kind"]) in self.definitions:
            spec = self.definitions[group, o["kind"]]
            resource, in_namespace = spec["names"]["plural"], spec["scope"] == "Namespaced"
        else:
            kind = o["kind"].lower()
            plurals = [kind, kind + "s", kind + "es", re.sub("y$", "ies", kind)]
            resource = next(p for p in plurals if (group, p) in self.resources | GONE)
            in_namespace = resource not in CLUSTER_SCOPED
        return group, resource, o["metadata"].get("namespace", ACCOUNT[0]) if in_namespace else ""

    def where(self, namespace):
        """Where a rule can stand: not in a namespace that is not there yet."""
        return "" if namespace in self.made else namespace

    def ask(self, verb, o, named=True):
        group, resource, namespace = self.resource(o)
        self.asked.add((self.where(namespace), group, resource, verb, o["metadata"]["name"] if named else ""))

    def ask_record(self, verb, name):
        self.asked.add((ACCOUNT[0], "", "configmaps", verb, name))

    def hold(self, role):
        """A role is made: who makes it holds what it grants, or may escalate where that cannot be known."""
        namespace = self.where(self.resource(role)[2])
        if role.get("aggregationRule"):
            self.asked.add((namespace, rbac.RBAC, "clusterroles", "escalate", ""))
        self.asked |= set(rbac.rights_of(role.get("rules"), namespace))

    def bind(self, binding, roles):
        """A role is bound: who binds it holds what it grants. Of one that is not made here only the verb bind helps."""
        reference = binding["roleRef"]
        own = binding["metadata"].get("namespace", ACCOUNT[0]) if binding["kind"] == "RoleBinding" else ""
        namespace = own if reference["kind"] == "Role" else ""
        if (reference["kind"], namespace, reference["name"]) not in roles:
            plural = reference["kind"].lower() + "s"
            self.asked.add((self.where(own), rbac.RBAC, plural, "bind", reference["name"]))


def play(cluster, case, roles):
    app = "pkg.app"
    for name in (app, app + ".apps.k14s.io", "pkg-ctrl", "pkg-ctrl.apps.k14s.io"):
        cluster.ask_record("get", name)
    cluster.ask_record("create", "")
    cluster.ask_record("update", app)
    for o in case:
        annotations = o["metadata"].get("annotations") or {}
        named = "kapp.k14s.io/versioned" not in annotations  # else NAME-ver-1, NAME-ver-2 and so on, without an end
        cluster.ask("get", o, named)
        if "kapp.k14s.io/exists" in annotations or "kapp.k14s.io/noop" in annotations:
            continue
        cluster.ask("create", o, named=False)
        cluster.ask("update", o, named)
        cluster.ask("list", o, named=False)
        stays = annotations.get("kapp.k14s.io/delete-strategy") == "orphan" or (
            o["kind"] == "Namespace" and o["metadata"]["name"] in ALWAYS_THERE)
        replaced = annotations.get("kapp.k14s.io/update-strategy") in ("always-replace", "fallback-on-replace")
        if stays:
            cluster.ask("patch", o, named)
        if not stays or replaced:
            cluster.ask("delete", o, named)
        if o["kind"] in ("Role", "ClusterRole"):
            cluster.hold(o)
        if o["kind"] in ("RoleBinding", "ClusterRoleBinding"):
            cluster.bind(o, roles)
    cluster.ask_record("list", "")  # the changes, and all of them deleted
    cluster.ask_record("delete", "")


def wanted_of(cases, resources):
    cluster = Cluster(resources, cases)
    roles = {(o["kind"], cluster.resource(o)[2], o["metadata"]["name"]) for case in cases for o in case
             if o["kind"] in ("Role", "ClusterRole") and not o.get("aggregationRule")}
    for case in cases:
        play(cluster, case, roles)
    return cluster.asked


def check(pkgrepo, resources, folder):
    files = sorted(str(path) for path in pathlib.Path(folder).glob("*.yaml"))
    configuration = ("kapp.k14s.io/", "kbld.k14s.io/")
    cases = [[o for o in rbac.documents(pkgrepo, file) if not o["apiVersion"].startswith(configuration)] for file in files]
    wanted = wanted_of(cases, resources)
    text = subprocess.run([pkgrepo, "rbac", *files, "--name", "pkg", "--namespace", ACCOUNT[0], "--service-account", ACCOUNT[1]],
                          check=True, capture_output=True, text=True).stdout
    with tempfile.TemporaryDirectory() as scratch:
        path = os.path.join(scratch, "derived.yml")
        pathlib.Path(path).write_text(text)
        found = rbac.smallest(rbac.granted(rbac.documents(pkgrepo, path), ACCOUNT))
    passed = rbac.compare(folder, wanted, found)
    for right in sorted(found):
        if not rbac.is_missed(right, found, wanted):
            print(f"{folder}: not missed: {right}")
            passed = False
    print(f"{folder}: {len(wanted)} requests, {len(found)} rights")
    return passed


def main(pkgrepo, kinds, *folders):
    text = pathlib.Path(kinds).read_text()
    recorded = json.loads(re.search(r"^-- expected.json --\n(.*?)^-- ", text, re.S | re.M).group(1))
    resources = {(r["apiGroup"], r["resource"]) for r in recorded["asClusterAdmin"]["delete"]}
    if not folders:
        print("no package to look at")
        return 1
    return 0 if all([check(pkgrepo, resources, folder) for folder in folders]) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
