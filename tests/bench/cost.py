"""What a command costs: wall time, CPU time of all its processes, and the memory of the largest of them."""
import json, os, resource, subprocess, sys, time


class Cost:
    def __init__(self, wall, cpu, peak, output=""):
        self.wall, self.cpu, self.peak, self.output = wall, cpu, peak, output  # seconds and megabytes

    def __add__(self, other):
        return Cost(self.wall + other.wall, self.cpu + other.cpu, max(self.peak, other.peak), self.output + other.output)


def measure(command, env=None):
    """Runs `command`; a failure of it ends this program."""
    # By a process of its own, for the memory of the process that starts a program counts as that of the program.
    read, write = os.pipe()
    process = subprocess.run([sys.executable, __file__, str(write), *map(str, command)], stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True, env=env, pass_fds=[write])
    os.close(write)
    with open(read) as report:
        if process.returncode != 0:
            sys.exit(f"failed: {command}\n{process.stdout}")
        return Cost(*json.load(report), process.stdout)


def report(descriptor, command):
    start = time.perf_counter()
    status = subprocess.run(command).returncode
    wall, usage = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    os.write(descriptor, json.dumps([wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024]).encode())
    return status


if __name__ == "__main__":
    sys.exit(report(int(sys.argv[1]), sys.argv[2:]))
