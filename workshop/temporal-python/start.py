"""Makes the worker's environment (.venv, once) and starts it: `python start.py --root FOLDER`. Needs Python 3.11 or newer."""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

here = Path(__file__).resolve().parent
# Another place for it, where this folder cannot be written to.
folder = Path(os.environ.get("TEMPORAL_PYTHON_VENV") or here / ".venv")
python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
requirements = here / "requirements.txt"
wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
stamp = folder / "installed.sha256"

if sys.version_info < (3, 11):
    sys.exit(f"Python 3.11 or newer is needed; this one is {sys.version.split()[0]} / Il faut Python 3.11 ou plus récent")
if not stamp.exists() or stamp.read_text() != wanted:
    print(f"Installing into {folder} … / Installation dans {folder}…", file=sys.stderr, flush=True)
    venv.create(folder, with_pip=True, clear=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", requirements]
    if subprocess.run(pip, stdout=sys.stderr, check=False).returncode != 0:
        sys.exit("pip failed: read what it said above / pip a échoué : lisez ce qu’il a dit ci-dessus")
    stamp.write_text(wanted)
command = [str(python), str(here / "worker.py"), *sys.argv[1:]]
if os.name == "nt":
    sys.exit(subprocess.run(command, check=False).returncode)
os.execv(command[0], command)
