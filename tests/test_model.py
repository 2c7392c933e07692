"""Chat models: settings to models, failures to messages, and the packaged model itself.

Servers are real ones on loopback that speak, or break, the OpenAI protocol.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

from corpus.errors import ModelFailed, ModelMissing, SettingsError
from corpus.settings import Settings
from qa import local
from qa.model import available, chat_model, describe, failures

QUESTION = "What does the pact require?"


def _has_local_model() -> bool:
    return available(Settings(model="local"))[0]


class Speaker(BaseHTTPRequestHandler):
    """Answers as `manner` says; keeps what it was asked."""

    protocol_version = "HTTP/1.1"
    manner: ClassVar[str] = "well"
    asked: ClassVar[list[dict[str, Any]]] = []
    keys: ClassVar[list[str | None]] = []
    dropped: ClassVar[threading.Event]
    let_go: ClassVar[threading.Event]

    def do_GET(self) -> None:
        models = [] if self.manner == "no models" else [{"id": "tiny", "object": "model"}]
        self._reply(200, {"object": "list", "data": models})

    def do_POST(self) -> None:
        self.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.keys.append(self.headers["Authorization"])
        if self.manner in STATUSES:
            self._reply(STATUSES[self.manner], {"error": {"message": f"{self.manner}, sorry"}})
        elif self.manner == "hangs":
            self.let_go.wait(20)
            self.close_connection = True
        elif self.manner == "garbage":
            self._stream(["data: {not json\n\n"])
        elif self.manner == "wrong shape":
            self._stream(["data: [1, 2]\n\n"])
        elif self.manner == "error in stream":
            self._stream([_event("The "), 'data: {"error": {"message": "out of memory"}}\n\n'])
        else:
            self._stream([_event("The "), _event("pact.")])

    def _reply(self, status: int, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, events: Iterable[str]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for event in events:
            self._chunk(event)
        if self.manner == "endless":
            self._speak_until_dropped()
        elif self.manner == "silent midway":
            self.let_go.wait(20)
        elif self.manner != "dies midway":
            self._chunk(_event("", "stop") + "data: [DONE]\n\n")
            self._chunk("")
        self.close_connection = True

    def _speak_until_dropped(self) -> None:
        try:
            while not self.let_go.wait(0.01):
                self._chunk(_event("and so on "))
        except ConnectionError:
            self.dropped.set()

    def _chunk(self, text: str) -> None:
        body = text.encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(body), body))
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        pass


STATUSES = {"no key": 401, "no access": 403, "unknown": 404, "too many": 429, "broken": 500}


def _event(text: str, reason: str | None = None) -> str:
    choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": reason}
    value = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "tiny"}
    return f"data: {json.dumps({**value, 'choices': [choice]})}\n\n"


@contextmanager
def speaker(manner: str = "well") -> Iterator[tuple[str, type[Speaker]]]:
    fresh = {"asked": [], "keys": [], "dropped": threading.Event(), "let_go": threading.Event()}
    handler: type[Speaker] = type("Speaking", (Speaker,), {"manner": manner, **fresh})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1", handler
        finally:
            handler.let_go.set()
            server.shutdown()
            thread.join()


def _read(setting: str, silence: float = 10) -> list[str]:
    """Words that came, in order; failures as they are told."""
    words: list[str] = []
    model = chat_model(Settings(model=setting), silence=silence)
    assert model is not None
    with failures("tiny"):
        for chunk in model.stream(QUESTION):
            words.append(chunk.text)
    return [word for word in words if word]


def _packages(*modules: str) -> str:
    return f"import sys; print([m for m in {modules!r} if m in sys.modules])"


def test_importing_is_cheap_and_has_no_effects() -> None:
    code = "import qa.model, qa.local; " + _packages("langchain", "langchain_openai", "xllamacpp")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_none_is_no_model() -> None:
    assert chat_model(Settings(model="none")) is None
    assert available(Settings(model="none")) == (True, "no language model, quotes only")


@pytest.mark.parametrize(
    ("setting", "name"),
    [
        ("local", "Qwen2.5-Coder-1.5B-Instruct (local)"),
        ("ollama:llama3.2", "llama3.2 (Ollama)"),
        ("https://models.example/v1#big", "big (models.example)"),
        ("https://models.example/v1", "model at models.example"),
        ("openai:gpt-4.1-mini", "gpt-4.1-mini (openai)"),
    ],
)
def test_describe(setting: str, name: str) -> None:
    assert describe(Settings(model=setting)) == name


@pytest.mark.parametrize(
    "setting", ["", "junk", "openai:", ":x", "ollama:", "http://", "http://[::1/v1", "nobody:x"]
)
def test_setting_that_is_no_model(setting: str) -> None:
    with pytest.raises(SettingsError) as caught:
        chat_model(Settings(model=setting))
    assert "\n" not in str(caught.value)
    assert available(Settings(model=setting)) == (False, str(caught.value))


def test_password_in_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(SettingsError) as caught:
        chat_model(Settings(model="https://me:hunter2@models.example/v1#big"))
    assert "hunter2" not in str(caught.value)


def test_provider_without_its_package_or_key(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelMissing, match="pip install langchain-groq"):
        chat_model(Settings(model="groq:x"))
    for variable in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY"):
        monkeypatch.delenv(variable, raising=False)
    with pytest.raises(ModelMissing, match="OPENAI_API_KEY"):
        chat_model(Settings(model="openai:gpt-4.1-mini"))
    assert chat_model(Settings(model="openai:gpt-4.1-mini", api_key="sk-x")) is not None


def test_server_streams_and_is_asked_with_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # must not be used for loopback
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")  # must not be sent to this server
    with speaker() as (url, server):
        assert _read(url) == ["The ", "pact."]
        (asked,) = server.asked
        assert (asked["model"], asked["temperature"], asked["max_tokens"]) == ("tiny", 0, 2000)
        assert "max_completion_tokens" not in asked
        assert server.keys == ["Bearer none"]
        assert available(Settings(model=url)) == (True, "model at 127.0.0.1")
        there, message = available(Settings(model=f"{url}#huge"))
        assert not there
        assert "tiny" in message


def test_server_gets_the_key_it_was_given() -> None:
    with speaker() as (url, server):
        model = chat_model(Settings(model=f"{url}#tiny", api_key="sk-mine"))
        assert model is not None
        assert model.invoke(QUESTION, stream=True).text == "The pact."
        assert server.keys == ["Bearer sk-mine"]


def test_server_without_models() -> None:
    with speaker("no models") as (url, _), pytest.raises(ModelMissing, match="offers no model"):
        chat_model(Settings(model=url))


@pytest.mark.parametrize(
    ("manner", "message"),
    [
        ("no key", "refused the key; check BELEG_API_KEY"),
        ("no access", "refused access"),
        ("unknown", "is not known to its server"),
        ("too many", "takes no more requests"),
        ("broken", "broke off .*broken, sorry"),
        ("hangs", "did not answer in time"),
        ("silent midway", "did not answer in time"),
        ("dies midway", "broke off"),
        ("error in stream", "broke off .*out of memory"),
        ("garbage", "broke off"),
        ("wrong shape", "broke off"),
    ],
)
def test_failures_say_what_happened_and_what_next(manner: str, message: str) -> None:
    with speaker(manner) as (url, _), pytest.raises(ModelFailed, match=message) as caught:
        _read(f"{url}#tiny", silence=0.5)
    assert "\n" not in str(caught.value)
    assert caught.value.__cause__ is not None


def test_nobody_listens() -> None:
    with speaker() as (url, _):
        pass
    with pytest.raises(ModelFailed, match="could not be reached"):
        _read(f"{url}#tiny")
    assert not available(Settings(model=url))[0]


def test_closing_the_stream_hangs_up() -> None:
    with speaker("endless") as (url, server):
        model = chat_model(Settings(model=f"{url}#tiny"))
        assert model is not None
        stream = model.stream(QUESTION)
        assert next(iter(stream)).text == "The "
        stream.close()  # type: ignore[attr-defined]
        assert server.dropped.wait(5)


def test_defects_and_own_errors_pass_through() -> None:
    with pytest.raises(KeyError), failures("tiny"):
        raise KeyError("x")
    with pytest.raises(SettingsError), failures("tiny"):
        raise SettingsError("x")
    with pytest.raises(ModelFailed, match="tiny"), failures("tiny"):
        raise ConnectionResetError("hung up")


@pytest.fixture
def parts(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"part{number:02d}.bin" for number in range(1, 4)]
    for number, path in enumerate(paths):
        path.write_bytes(bytes([number]) * 1000)
    return paths


def _sha256(parts: list[Path]) -> str:
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()


def test_parts_are_joined_once(parts: list[Path], tmp_path: Path) -> None:
    seen: list[float] = []
    target = tmp_path / "cache" / "model.gguf"
    for _ in range(2):
        local.joined(parts, target, _sha256(parts), lambda _, fraction: seen.append(fraction))
    assert target.read_bytes() == b"".join(part.read_bytes() for part in parts)
    assert seen == pytest.approx([1 / 3, 2 / 3, 1])


def test_unknown_parts_leave_nothing(parts: list[Path], tmp_path: Path) -> None:
    checksum = _sha256(parts)
    parts[1].write_bytes(b"x" * 1000)
    target = tmp_path / "cache" / "model.gguf"
    with pytest.raises(ModelMissing, match="SHA-256 differs"):
        local.joined(parts, target, checksum, lambda *_: None)
    assert [path.name for path in target.parent.iterdir() if path.suffix != ".lock"] == []


@pytest.mark.parametrize("harm", ["truncated", "changed", "deleted", "stamp lost"])
def test_harmed_file_is_made_anew(parts: list[Path], tmp_path: Path, harm: str) -> None:
    target = local.joined(parts, tmp_path / "model.gguf", _sha256(parts), lambda *_: None)
    whole = target.read_bytes()
    if harm == "truncated":
        target.write_bytes(whole[:500])
    elif harm == "changed":
        time.sleep(0.02)  # a coarse clock's tick
        target.write_bytes(b"x" * len(whole))
    elif harm == "deleted":
        target.unlink()
    else:
        (tmp_path / "model.gguf.checked").unlink()
    assert not local.is_checked(target)
    local.joined(parts, target, _sha256(parts), lambda *_: None)
    assert target.read_bytes() == whole
    assert local.is_checked(target)


def test_killed_half_way_is_cleared(parts: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "model.gguf"
    code = (
        "import os, sys; from pathlib import Path; from qa import local\n"
        "def die(message, fraction):\n"
        "    if fraction > 0.5: os.kill(os.getpid(), 9)\n"
        "local.joined([Path(p) for p in sys.argv[2:]], Path(sys.argv[1]), '', die)"
    )
    subprocess.run([sys.executable, "-c", code, str(target), *map(str, parts)], check=False)
    assert (tmp_path / "model.gguf.part").exists()
    assert not target.exists()
    local.joined(parts, target, _sha256(parts), lambda *_: None)
    assert not (tmp_path / "model.gguf.part").exists()
    assert local.is_checked(target)


def test_two_at_once_do_not_clash(parts: list[Path], tmp_path: Path) -> None:
    target, fractions = tmp_path / "model.gguf", list[float]()

    def join() -> None:
        local.joined(parts, target, _sha256(parts), lambda _, fraction: fractions.append(fraction))

    threads = [threading.Thread(target=join) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(fractions) == len(parts)


def test_full_disk_is_said(
    parts: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=2999))
    with pytest.raises(ModelFailed, match=r"disk is full.*make room for 0 MB.*BELEG_CACHE"):
        local.joined(parts, tmp_path / "model.gguf", _sha256(parts), lambda *_: None)


@pytest.mark.skipif(not _has_local_model(), reason="the packaged model is not installed")
class TestPackagedModel:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(model="local", cache=Settings.from_environment().cache)

    def test_file_that_is_no_model(self, tmp_path: Path) -> None:
        file = tmp_path / local.FILE
        file.write_bytes(b"GGUF but not really")
        with pytest.raises(ModelFailed, match=r"could not be loaded.*BELEG_MODEL=none"):
            local._start(file)

    def test_answers_by_streaming(
        self, settings: Settings, capfd: pytest.CaptureFixture[str]
    ) -> None:
        model = chat_model(settings)
        assert model is not None
        words = [chunk.text for chunk in model.stream("2 + 3 = ? Answer with one number.")]
        assert "5" in "".join(words)
        assert capfd.readouterr() == ("", "")

    def test_needs_its_key(self, settings: Settings) -> None:
        server = local.served(settings.cache, lambda *_: None)
        chat = chat_model(Settings(model=f"{server.url}#{local.NAME}", api_key="guess"))
        assert chat is not None
        with pytest.raises(ModelFailed, match="refused the key"), failures("it"):
            chat.invoke(QUESTION)

    def test_dead_server_is_told_and_started_again(self, settings: Settings) -> None:
        model = chat_model(settings)
        assert model is not None
        server = local.served(settings.cache, lambda *_: None)
        server.process.kill()
        server.process.wait()
        with pytest.raises(ModelFailed), failures(local.NAME):
            list(model.stream(QUESTION))
        again = chat_model(settings)
        assert again is not None
        assert again.invoke("Say yes.").text

    def test_server_ends_with_its_parent(self, settings: Settings) -> None:
        code = (
            "import os, sys; from pathlib import Path; from qa import local\n"
            "server = local.served(Path(sys.argv[1]), print)\n"
            "print(server.url, server.key, flush=True); os.kill(os.getpid(), 9)"
        )
        run = [sys.executable, "-c", code, str(settings.cache)]
        done = subprocess.run(run, capture_output=True, text=True, check=False)
        url, key = done.stdout.split()[-2:]
        deadline = time.monotonic() + 10
        while available(Settings(model=url, api_key=key))[0] and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not available(Settings(model=url, api_key=key))[0]
