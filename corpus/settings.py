"""What can be set, and where each setting comes from. Nothing else reads the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

from corpus.errors import SettingsError


@dataclass(frozen=True)
class Settings:
    """Everything a person can choose, with the defaults of a plain laptop.

    | field       | variable          | meaning                                                   |
    |-------------|-------------------|-----------------------------------------------------------|
    | `home`      | `BELEG_HOME`      | folder of the corpus                                      |
    | `cache`     | `BELEG_CACHE`     | folder of unpacked model weights; safe to delete          |
    | `embedding` | `BELEG_EMBEDDING` | "" (the packaged model) or a sentence-transformers name   |
    | `model`     | `BELEG_MODEL`     | chat model: local, none, provider:name, or a URL          |
    | `api_key`   | `BELEG_API_KEY`   | key for a model behind a URL                              |
    | `allowed`   | `BELEG_ALLOWED`   | private addresses, host:port, that may be fetched |
    | `unverified`| `BELEG_UNVERIFIED`| what no article supports: shown `apart`, or `drop`        |
    | `judge`     | `BELEG_JUDGE`     | `off`: the packaged model checks no English answers       |
    """

    home: Path = field(default_factory=lambda: user_data_path("beleg"))
    cache: Path = field(default_factory=lambda: user_cache_path("beleg"))
    embedding: str = ""
    model: str = "local"
    api_key: str = field(default="", repr=False)
    unverified: str = "apart"
    judge: str = "on"
    allowed: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings that `environment` (default: the process's own) asks for."""
        env = os.environ if environment is None else environment
        default = cls()
        return cls(
            home=Path(env["BELEG_HOME"]) if env.get("BELEG_HOME") else default.home,
            cache=Path(env["BELEG_CACHE"]) if env.get("BELEG_CACHE") else default.cache,
            embedding=env.get("BELEG_EMBEDDING", default.embedding),
            model=env.get("BELEG_MODEL") or default.model,
            api_key=env.get("BELEG_API_KEY", default.api_key),
            unverified=_one_of(env, "BELEG_UNVERIFIED", "apart", "drop"),
            judge=_one_of(env, "BELEG_JUDGE", "on", "off"),
            allowed=tuple(env.get("BELEG_ALLOWED", "").replace(",", " ").split()),
        )


def _one_of(env: Mapping[str, str], name: str, *choices: str) -> str:
    """The value of a variable, by default the first choice. Raises `SettingsError`."""
    value = env.get(name) or choices[0]
    if value not in choices:
        raise SettingsError(f'{name} is "{value}"; set it to {" or ".join(choices)}.')
    return value
