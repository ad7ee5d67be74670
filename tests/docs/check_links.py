"""Fails for a link of a Markdown page to a file or heading that is not there, and for a path that it names in vain.

Links to other hosts are not followed. Paths are those in code spans that begin with a folder of the checkout.
"""
import os
import re
import sys

import source_tree

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE_SPAN = re.compile(r"`([^`]+)`")
PATH = re.compile(r"(?:cmake|docs|generator|scripts|tests)/[\w./<>-]*")


def prose_lines(path):
    """Number and text of each line outside of fenced code."""
    fenced = False
    for number, line in enumerate(source_tree.read(path).split("\n"), 1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield number, line


def anchors(path):
    """The names by which links reach the page's headings, as forges make them."""
    for _, line in prose_lines(path):
        if re.match(r"#+ ", line):
            heading = re.sub(r"[^\w\- ]", "", line.lstrip("#").strip().lower())
            yield heading.replace(" ", "-")


def faults_of(page):
    for number, line in prose_lines(page):
        for target in LINK.findall(CODE_SPAN.sub("code", line)):
            if re.match(r"[a-z]+:", target):
                continue
            file, _, anchor = target.partition("#")
            path = os.path.normpath(os.path.join(os.path.dirname(page), file)) if file else page
            if not (source_tree.ROOT / path).exists():
                yield f"{page}:{number}: the link {target} leads to no file"
            elif anchor and anchor not in anchors(path):
                yield f"{page}:{number}: {path} has no heading #{anchor}"
        for span in CODE_SPAN.findall(line):
            if PATH.fullmatch(span) and not source_tree.exists(span):
                yield f"{page}:{number}: there is no {span}"


def main():
    pages = source_tree.files("*.md") + ["tests/conformance/README.md", "tests/conformance/NOTES.md"]
    faults = [fault for page in pages for fault in faults_of(page)]
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
