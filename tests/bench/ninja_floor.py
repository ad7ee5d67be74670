"""What Ninja itself costs: the graph of a build with each command replaced by `true`."""
import pathlib, re, shutil, subprocess


def with_true_commands(text):
    text = re.sub(r"(?m)^(\s+)(command|COMMAND) = .*$", r"\1\2 = true", text)
    return re.sub(r"(?m)^(\s+)generator = 1$", r"\1restat = 1", text)


def idle_floor_command(build, log):
    """The command that looks whether anything in `build` is stale, for which that is never so; `log` is an empty folder."""
    build, log = pathlib.Path(build), pathlib.Path(log)
    (log / "rules.ninja").write_text(with_true_commands((build / "CMakeFiles/rules.ninja").read_text()))
    graph = with_true_commands((build / "build.ninja").read_text())
    graph = graph.replace("include CMakeFiles/rules.ninja", f"include {log}/rules.ninja")
    (log / "build.ninja").write_text(f"builddir = {log}\n" + graph)
    command = ["ninja", "-C", str(build), "-f", f"{log}/build.ninja"]
    for _ in range(3):
        subprocess.run(command, stdout=subprocess.DEVNULL)
    return command


def cold_floor_command(build, folder):
    """The command that runs all edges of `build` in `folder`, which is made, and in which nothing is made yet."""
    build, folder = pathlib.Path(build), pathlib.Path(folder)
    (folder / "CMakeFiles").mkdir(parents=True)
    (folder / "carvel").mkdir()
    for path in [*(build / "carvel").glob("*.list"), build / "carvel/configuring"]:
        shutil.copy(path, folder / "carvel")
    for name in ("build.ninja", "CMakeFiles/rules.ninja"):
        text = with_true_commands((build / name).read_text().replace(str(build), str(folder)))
        (folder / name).write_text(re.sub(r"(?m)^ +dyndep = .*\n", "", text))  # `true` makes no such file
    return ["ninja", "-C", str(folder)]
