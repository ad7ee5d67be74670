"""Fails for a name in a comment of generator/, or in ARCHITECTURE.md, that nothing bears.

Checked are names of source files (`base/error.h`, `<kind>_source.cc`), and names in PascalCase, which must occur in
some file outside of comments, or in an example in the same file.
"""
import re
import sys

import source_tree

FILE_NAME = re.compile(r"(?<![\w./<-])((?:[\w<>-]+/)*[\w<>-]+\.(?:h|cc|cmake))\b(?!>)")
PASCAL_CASE = re.compile(r"(?<![\w./@-])(?:[A-Z]\w*[a-z]\w*[A-Z]\w*\b|[A-Z]\w+(?=\(\)))")
# Names from elsewhere.
FOREIGN = {"BurntSushi", "FreeBSD", "GitHub", "ServiceAccount", "UnpackArgs"}


def comments_of(path, text):
    """Number and text of each line of comment."""
    for number, line in enumerate(text.split("\n"), 1):
        found = re.search(r"(?:^|\s)//(.*)", line) if path.endswith((".h", ".cc")) else re.search("(.*)", line)
        if found:
            yield number, found.group(1)


def main():
    words, faults = set(), []
    for path in source_tree.files("*.h", "*.cc", "*.cmake", "*.txt", "*.in"):
        text = source_tree.read(path)
        if path.endswith((".h", ".cc")):
            text = re.sub(r"(?m)(^|\s)//.*", "", text)
        words.update(re.findall(r"\w+", text))
    checked = [path for path in source_tree.files("*.h", "*.cc") if path.startswith("generator/")]
    for path in checked + ["ARCHITECTURE.md"]:
        comments = list(comments_of(path, source_tree.read(path)))
        examples = {word for _, text in comments if text.startswith("   ") for word in re.findall(r"\w+", text)}
        for number, text in comments:
            for name in FILE_NAME.findall(text):
                if not source_tree.has_file_named(name):
                    faults.append(f"{path}:{number}: there is no file {name}")
            for name in PASCAL_CASE.findall(text):
                if name not in words | examples | FOREIGN:
                    faults.append(f"{path}:{number}: nothing is called {name}")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
