"""The served page beside the page itself: other assistants, passwords, proxies, bounds."""

from __future__ import annotations

import asyncio
import json
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from browsing import Served, end, start
from gradio_client import Client
from mcp.client import Client as Assistant

from corpus import Settings
from corpus.errors import SettingsError
from page.server import serve

pytestmark = pytest.mark.alone

CONTAINERS = "How many containers of weapons has North Korea shipped to Russia?"


def ready(served: Served) -> None:
    """Waits until questions are answered."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{served.url}/health", timeout=10) as answer:
                assert json.load(answer)["state"]
                return
        except urllib.error.HTTPError as error:
            error.close()
            time.sleep(0.3)
    raise AssertionError("the page was never ready")


def test_other_assistants_ask_list_and_add(tmp_path: Path) -> None:
    running = start(tmp_path / "home", "--samples", "--mcp")

    async def used() -> tuple[set[str], list[Any]]:
        async with Assistant(f"{running.url}/mcp") as client:
            tools = await client.list_tools()
            told = [
                await client.call_tool("ask", {"question": CONTAINERS, "language": "en"}),
                await client.call_tool("add", {"text": "The pier at Gull Bay shut in 2019."}),
                await client.call_tool("articles", {"limit": 1}),
                await client.call_tool("ask", {"question": " "}),
            ]
            return {tool.name for tool in tools.tools}, told

    try:
        ready(running)
        names, (asked, added, listed, wrong) = asyncio.run(used())
        assert names == {"ask", "articles", "add"}
        answer = asked.structured_content
        assert (answer["refused"], answer["notice"]) == (False, "")
        assert {quote["language"] for quote in answer["quotes"]} == {"en"}
        assert len(added.structured_content["added"]) == 1
        (latest,) = listed.structured_content["result"]
        assert latest["id"] == added.structured_content["added"][0]["id"]
        assert wrong.is_error
        assert "The question is empty" in wrong.content[0].text
    finally:
        assert end(running) == ""


def status(url: str, data: bytes | None = None, kind: str = "application/json") -> int:
    request = urllib.request.Request(url, data, {"Content-Type": kind})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_who_has_no_password_gets_nothing(tmp_path: Path) -> None:
    users = tmp_path / "users"
    users.write_text("ada:se:cret\n", encoding="utf-8")
    running = start(tmp_path / "home", "--auth", str(users))
    try:
        ready(running)
        assert status(f"{running.url}/gradio_api/call/articles", b'{"data": []}') == 401
        assert status(f"{running.url}/config") == 401
        client = Client(running.url, auth=("ada", "se:cret"), verbose=False)
        assert client.predict(api_name="/articles") == []
        client.close()
    finally:
        assert end(running) == ""


def test_a_proxy_shows_it_under_a_path_and_uploads_are_bounded(tmp_path: Path) -> None:
    running = start(tmp_path / "home", "--root-path", "/news", "--max-upload", "1kb")
    try:
        ready(running)
        with urllib.request.urlopen(f"{running.url}/config") as answer:
            assert json.load(answer)["root"].endswith("/news")
        for size, expected in ((100, 200), (5000, 413)):
            head = 'Content-Disposition: form-data; name="files"; filename="a.txt"'
            body = f"--x\r\n{head}\r\n\r\n{'a' * size}\r\n--x--\r\n".encode()
            kind = "multipart/form-data; boundary=x"
            assert status(f"{running.url}/gradio_api/upload", body, kind) == expected
    finally:
        assert end(running) == ""


def test_a_late_tick_undoes_nothing_searched_or_sorted(tmp_path: Path) -> None:
    running = start(tmp_path / "home")
    try:
        with urllib.request.urlopen(f"{running.url}/config") as answer:
            page = json.load(answer)
    finally:
        assert end(running) == ""
    parts = {one["id"]: one for one in page["components"]}
    names = {number: one["props"].get("elem_id") for number, one in parts.items()}
    drawn = {
        names[output]
        for one in page["dependencies"]
        if any(event == "tick" for _, event in one["targets"])
        for output in one["outputs"]
    }
    assert {"state", "history", "articles"} <= set(names.values())
    assert "state" in drawn
    assert not drawn & {"history", "articles"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"max_upload": "big"}, "is no size"),
        ({"auth": Path("nowhere")}, "nowhere"),
        ({"auth": Path("nowhere"), "mcp": True}, "asks for no password"),
    ],
)
def test_what_cannot_be_served_is_told(tmp_path: Path, options: Any, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        serve(Settings(home=tmp_path), "127.0.0.1", 0, False, **options)
