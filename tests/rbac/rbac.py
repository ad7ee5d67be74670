"""Rules of RBAC as sets of rights, computed apart from the program: what the tests beside this compare it with.

A right is a tuple (namespace, group, resource, verb, name): namespace "" is the whole cluster, name "" any name; of a path
the resource is "" and the name the path.
"""
import json
import subprocess

RBAC = "rbac.authorization.k8s.io"


def documents(pkgrepo, path):
    """The objects of a YAML file, by way of the program's own reader."""
    text = subprocess.run([pkgrepo, "ytt", "-f", path, "--file-mark", "**/*:type=yaml-plain", "-o", "json"], check=True,
                          capture_output=True, text=True).stdout
    decoder, found, start = json.JSONDecoder(), [], 0
    while start < len(text):
        value, start = decoder.raw_decode(text, start)
        if value:
            found.append(value)
        while start < len(text) and text[start].isspace():
            start += 1
    return found


def rights_of(rules, namespace):
    for rule in rules or []:
        for verb in rule["verbs"]:
            for path in rule.get("nonResourceURLs", []):
                yield ("", "", "", verb, path)
            for group in rule.get("apiGroups", []):
                for resource in rule.get("resources", []):
                    for name in rule.get("resourceNames") or [""]:
                        yield (namespace, group, resource, verb, name)


def granted(manifests, account):
    """What roles and bindings give to a ServiceAccount, (namespace, name); fails for what gives nothing, or to others."""
    roles = {(m["kind"], m["metadata"].get("namespace", ""), m["metadata"]["name"]): m.get("rules")
             for m in manifests if m["kind"] in ("Role", "ClusterRole")}
    rights = set()
    for manifest in manifests:
        if manifest["kind"] not in ("RoleBinding", "ClusterRoleBinding"):
            continue
        assert [(s["kind"], s["namespace"], s["name"]) for s in manifest["subjects"]] == [("ServiceAccount", *account)]
        namespace = manifest["metadata"].get("namespace", "")
        kind, name = manifest["roleRef"]["kind"], manifest["roleRef"]["name"]
        rights |= set(rights_of(roles.pop((kind, namespace if kind == "Role" else "", name)), namespace))
    assert not roles, f"bound to nobody: {sorted(roles)}"
    return rights


def allows(right, asked):
    """Whether one right gives another one, or what a request asks for."""
    if not right[2] or not asked[2]:
        paths = right[4] == asked[4] or (right[4].endswith("*") and asked[4].startswith(right[4][:-1]))
        return not right[2] and not asked[2] and right[3] in (asked[3], "*") and paths
    resource, _, part = asked[2].partition("/")
    return (right[0] in ("", asked[0]) and right[1] in ("*", asked[1]) and
            (right[2] in ("*", asked[2]) or (part and right[2] == "*/" + part)) and
            right[3] in ("*", asked[3]) and right[4] in ("", asked[4]))


def smallest(rights):
    return {right for right in rights if not any(other != right and allows(other, right) for other in rights)}


def compare(what, wanted, found):
    """Returns whether two sets of rights allow the same, and says what differs."""
    wanted, found = smallest(wanted), smallest(found)
    for sign, rights in (("-", wanted - found), ("+", found - wanted)):
        for right in sorted(rights):
            print(f"{what}: {sign} {right}")
    return wanted == found


def is_missed(right, rights, asked):
    """Whether anything that is asked for is refused without this right."""
    rest = rights - {right}
    return any(not any(allows(other, each) for other in rest) for each in asked)
