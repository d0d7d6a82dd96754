"""The folder that all workers share. Paths in Sources are relative to it, and none leads out of it."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from failures import data_error

WORK_FOLDER = ".ingestion-workshop"


class Root:
    def __init__(self, folder: Path):
        self.folder = folder.resolve()

    def read(self, path: str) -> str:
        """The text of a file, links resolved before it is looked where it lies."""
        whole = self._inside(path)
        try:
            return whole.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise data_error(f"{path} cannot be read: {error}") from error

    def write(self, path: str, text: str) -> None:
        """Whole and on the disk, or not at all."""
        whole = self._inside(path)
        whole.parent.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=whole.parent, prefix=".")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(unfinished, 0o644)
            os.replace(unfinished, whole)
        except BaseException:
            Path(unfinished).unlink(missing_ok=True)
            raise

    def _inside(self, path: str) -> Path:
        whole = (self.folder / path).resolve()
        if not whole.is_relative_to(self.folder):
            raise data_error(f"{path} leads out of the folder that the workers share")
        return whole


def chunks_path(markdown: str, uri: str, workflow_id: str) -> str:
    """Beside the Markdown of the same run; Markdown of elsewhere gets a place in the run that asks."""
    folder, _, name = markdown.replace("\\", "/").rpartition("/")
    stem = name.rpartition(".")[0] or name
    run = re.fullmatch(rf"({re.escape(WORK_FOLDER)}/runs/[^/]+)/conversion", folder)
    if run:
        return f"{run[1]}/chunking/{stem}.yaml"
    # A slice of a run is a child: `<run>/<stage>-<number>`.
    run_id = re.sub(r"[^A-Za-z0-9._-]", "-", workflow_id.split("/")[0]).lstrip("._-")[:64] or "run"
    digest = hashlib.sha256(uri.encode()).hexdigest()[:8]
    return f"{WORK_FOLDER}/runs/{run_id}/chunking/{stem}-{digest}.yaml"
