#!/usr/bin/env python3
"""nginx as a cache, configured as docs/cache.md says, on a free port of loopback. Started by with_registry in place of
docker-registry: nginx_cache.py serve DIRECTORY/config.yml. It keeps content in DIRECTORY/data, is of whoever starts it, and
needs nothing of the system's configuration.
"""
import os, pathlib, re, socket, sys

CONFIGURATION = """
daemon off;
{user}
pid "{directory}/nginx.pid";
error_log stderr;
events {{}}
http {{
  access_log /dev/stdout;
  client_body_temp_path "{directory}/temporary/body";
  proxy_temp_path "{directory}/temporary/proxy";
  fastcgi_temp_path "{directory}/temporary/fastcgi";
  uwsgi_temp_path "{directory}/temporary/uwsgi";
  scgi_temp_path "{directory}/temporary/scgi";
  server {{
    listen 127.0.0.1:{port};
{location}
  }}
}}
"""

directory = pathlib.Path(sys.argv[2]).parent
manual = pathlib.Path(__file__).resolve().parents[2] / "docs/cache.md"
location = re.search(r"^ *location / \{\n.*?^ *\}$", manual.read_text(), re.M | re.S)[0]
for folder in ("data", "temporary"):
    (directory / folder).mkdir()
# nginx takes over a socket that is open, if it is told which.
listening = socket.create_server(("127.0.0.1", 0), backlog=64)
listening.set_inheritable(True)
port = listening.getsockname()[1]
user = "user root;" if os.geteuid() == 0 else ""  # whose files the folder has; for others there is no choice
(directory / "nginx.conf").write_text(CONFIGURATION.format(
    user=user, directory=directory, port=port, location=location.replace("/var/cache/packages", f'"{directory}/data"')))
print(f"listening on 127.0.0.1:{port}", flush=True)
os.execvpe("nginx", ["nginx", "-e", "stderr", "-p", directory, "-c", directory / "nginx.conf"],
           {**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin:/sbin", "NGINX": f"{listening.fileno()};"})
