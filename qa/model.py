"""The chat model that one setting names, and what its failures mean to a person.

| `settings.model`          | what it is                                                     |
|---------------------------|----------------------------------------------------------------|
| `none`                    | no model: the answer is the quotes                             |
| `local`                   | the packaged one, see `qa.local`                               |
| `ollama:NAME`             | a model of the Ollama that runs on this machine                |
| `https://host/v1#NAME`    | any OpenAI-compatible server; without `#NAME` its first model  |
| `provider:NAME`           | any chat model that LangChain's `init_chat_model` knows        |

All are LangChain chat models that stream, at temperature 0, with bounded answers, waiting
times and retries. Prompts are the business of `qa.write`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urlsplit

from corpus.errors import BelegError, Message, ModelError, ModelFailed, ModelMissing, SettingsError
from corpus.settings import Settings
from qa import local

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Progress = Callable[[str, float], None]

OLLAMA = "http://127.0.0.1:11434/v1"
LOCAL_ANSWER = 400  # tokens at most
REMOTE_ANSWER = 2000  # some models count their thinking too
CONNECT = 10.0  # seconds to reach a server
SILENCE = 120.0  # seconds without a byte from a server elsewhere
LOCAL_SILENCE = 900.0  # this machine may be slow, but it does not go away
LOOK = 5.0  # seconds for asking a server which models it has
RETRIES = 1  # of a request that was refused or not answered; never once words have come
_KEY = re.compile(r"\b[A-Z][A-Z_]*_(?:API_KEY|TOKEN)\b")  # a variable that a client misses
_FORMS = Message(
    "local, none, ollama:NAME, provider:NAME (such as openai:gpt-4.1-mini) "
    "or the http(s) address of an OpenAI-compatible server"
)


def chat_model(
    settings: Settings, progress: Progress | None = None, *, silence: float = SILENCE
) -> BaseChatModel | None:
    """The model that `settings.model` names, ready to stream; None for `none`.

    `local` starts its server, once a process: `progress` gets a message and a fraction in
    [0, 1]. A server elsewhere may be silent for `silence` seconds. Raises `SettingsError`
    for a setting that is no model, `ModelMissing` for one that is not there, `ModelFailed`
    for one that does not start.
    """
    name = settings.model.strip()
    if name == "none":
        return None
    if name == "local":
        server = local.served(settings.cache, progress or (lambda message, fraction: None))
        return _openai(
            server.url, local.NAME, server.key, answer=LOCAL_ANSWER, silence=LOCAL_SILENCE
        )
    if endpoint := _endpoint(settings):
        url, model = endpoint
        model = model or _models(url, settings.api_key)[0]
        return _openai(url, model, settings.api_key, answer=REMOTE_ANSWER, silence=silence)
    return _by_provider(settings, silence)


def describe(settings: Settings) -> str:
    """A short name for the reader, such as "llama3.2 (Ollama)"; loads and asks nothing."""
    name = settings.model.strip()
    if name == "none":
        return "no language model, quotes only"
    if name == "local":
        return f"{local.NAME} (local)"
    if endpoint := _endpoint(settings):
        url, model = endpoint
        host = "Ollama" if url == OLLAMA else urlsplit(url).hostname
        return f"{model} ({host})" if model else f"model at {host}"
    provider, model = _provider_and_name(name)
    return f"{model} ({provider})"


def available(settings: Settings) -> tuple[bool, str]:
    """Whether the model is there, and its name, or else what is missing and how to get it.

    Loads no weights and writes nothing; a server is asked for its list of models.
    """
    try:
        if settings.model.strip() == "local":
            local.require_runtime()
            if not local.is_checked(settings.cache / local.FILE):
                local.packaged_parts()
        elif endpoint := _endpoint(settings):
            url, model = endpoint
            found = _models(url, settings.api_key)
            if model and not {model, f"{model}:latest"} & set(found):
                said = "{url} has no model {model!r}; it has: {known}."
                return False, Message(said, url=url, model=model, known=", ".join(found))
        else:
            chat_model(settings)
    except BelegError as error:
        return False, error.message
    return True, describe(settings)


def _endpoint(settings: Settings) -> tuple[str, str] | None:
    """Base URL and model name ("" if not given) of a setting that names a server."""
    setting = settings.model.strip()
    if setting.startswith("ollama:"):
        name = setting.removeprefix("ollama:")
        if not name:
            raise SettingsError("BELEG_MODEL=ollama: lacks a name; `ollama list` shows yours.")
        return OLLAMA, name
    if not setting.startswith(("http://", "https://")):
        return None
    url, name = urldefrag(setting)
    try:
        parts = urlsplit(url)
        wrong = "" if parts.hostname and parts.port != 0 else Message("it names no host")
    except ValueError as error:
        wrong = str(error)
    if wrong:
        raise SettingsError(
            "{setting!r} is no web address ({wrong}); expected such as http://host:8000/v1#NAME.",
            setting=setting,
            wrong=wrong,
        )
    if parts.username or parts.password:
        raise SettingsError(
            "The address at {host} holds a name or password; use BELEG_API_KEY for it.",
            host=parts.hostname,
        )
    return url.rstrip("/"), name


def _openai(url: str, model: str, key: str, *, answer: int, silence: float) -> BaseChatModel:
    import openai
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    return ChatOpenAI(
        model=model,
        base_url=url,
        api_key=SecretStr(key or "none"),  # or OPENAI_API_KEY would be sent to this server
        temperature=0,
        extra_body={"max_tokens": answer},  # not all servers know max_completion_tokens
        timeout=openai.Timeout(silence, connect=CONNECT),
        max_retries=RETRIES,
        use_responses_api=False,
        stream_usage=_is_loopback(url),  # how many tokens; not all servers elsewhere can say
        http_client=_without_proxy() if _is_loopback(url) else None,
    )


def _models(url: str, key: str) -> list[str]:
    """The names of the models that a server offers, at least one."""
    import openai

    client = openai.OpenAI(
        base_url=url,
        api_key=key or "none",
        timeout=LOOK,
        max_retries=0,
        http_client=_without_proxy() if _is_loopback(url) else None,
    )
    with failures(f"the model server at {url}"):
        names = [model.id for model in client.models.list().data]
    if not names:
        raise ModelMissing(
            "{url} offers no model; load one there, or set another BELEG_MODEL.", url=url
        )
    return names


@cache
def _without_proxy() -> Any:
    """One HTTP client for servers on this machine: a proxy would look for them on its own."""
    import openai

    return openai.DefaultHttpxClient(trust_env=False)


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host in ("localhost", "::1") or host.startswith("127.")


def _provider_and_name(setting: str) -> tuple[str, str]:
    provider, _, name = setting.partition(":")
    if not provider or not name:
        raise SettingsError(
            "{setting!r} is no chat model; BELEG_MODEL can be {forms}.",
            setting=setting,
            forms=_FORMS,
        )
    return provider, name


def _by_provider(settings: Settings, silence: float) -> BaseChatModel:
    from langchain.chat_models import init_chat_model
    from pydantic import SecretStr

    provider, name = _provider_and_name(settings.model.strip())
    key: dict[str, Any] = {"api_key": settings.api_key} if settings.api_key else {}
    try:
        with failures(settings.model):
            model: BaseChatModel = init_chat_model(
                name,
                model_provider=provider,
                temperature=0,
                max_tokens=REMOTE_ANSWER,
                timeout=silence,
                max_retries=RETRIES,
                **key,
            )
    except ImportError as error:
        package = re.search(r"pip install ([\w.-]+)", str(error))
        raise ModelMissing(
            "{setting}: the package that speaks to {provider} is not installed; "
            "install it with: pip install {package}",
            setting=settings.model,
            provider=provider,
            package=package[1] if package else "langchain-" + provider,
        ) from error
    except ValueError as error:
        if variable := _KEY.search(str(error)):
            raise _no_key(settings.model, variable[0]) from error
        known = "Unsupported provider" not in str(error)
        unknown = Message("LangChain knows no provider {provider!r}", provider=provider)
        reason = _first_line(error) if known else unknown
        raise SettingsError(
            "{setting!r} is no chat model ({reason}); BELEG_MODEL can be {forms}.",
            setting=settings.model,
            reason=reason,
            forms=_FORMS,
        ) from error
    for field, name_of_key in model.lc_secrets.items():
        secret = getattr(model, field, None)
        if isinstance(secret, SecretStr) and not secret.get_secret_value():
            raise _no_key(settings.model, name_of_key)
    return model


class failures:  # noqa: N801  used as a verb's object: `with failures("Ollama"):`
    """A context in which what a model's client raises becomes `ModelFailed`.

    Wrap the reading of a stream in it. `name` is the model's, for the message; the original
    is kept as `__cause__`. Beleg's own errors and defects pass through.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Translates what came from the client."""
        if isinstance(error, Exception) and _is_of_client(error, traceback):
            raise _meaning(self._name, error) from error


_CLIENTS = {"anthropic", "boto3", "botocore", "cohere", "google", "groq", "grpc", "mistralai"}
_CLIENTS |= {"openai", "aiohttp", "httpcore", "httpcore2", "httpx", "httpx2", "requests", "urllib3"}


def _is_of_client(error: Exception, traceback: TracebackType | None) -> bool:
    """Whether the class of `error`, or the line that raised it, is a model client's.

    Told by module names, so that no client need be imported to be recognised.
    """
    while traceback and traceback.tb_next:
        traceback = traceback.tb_next
    raised_in = traceback.tb_frame.f_globals.get("__name__", "") if traceback else ""
    names = [raised_in, *(base.__module__ for base in type(error).__mro__)]
    roots = {name.partition(".")[0] for name in names}
    return (
        isinstance(error, ConnectionError | TimeoutError | json.JSONDecodeError)
        or not roots.isdisjoint(_CLIENTS)
        or any(root.startswith("langchain_") for root in roots)
    )


_MEANINGS = (  # part of the name of a class of the error, what happened, what to do next
    ("Authentication", "refused the key", "check BELEG_API_KEY, or the provider's own variable"),
    ("PermissionDenied", "refused access", "check BELEG_API_KEY, or choose another BELEG_MODEL"),
    ("RateLimit", "takes no more requests just now", "wait a little and ask again"),
    ("ContextOverflow", "cannot read that much at once", "ask a shorter question"),
    ("NotFound", "is not known to its server", "check the name and address in BELEG_MODEL"),
    ("Timeout", "did not answer in time", "ask again, or choose another BELEG_MODEL"),
    ("ConnectError", "could not be reached", "start it, or choose another BELEG_MODEL"),
)


def _meaning(name: str, error: Exception) -> ModelError:
    """What a client's exception says to the person at the screen."""
    if variable := _KEY.search(str(error)):
        return _no_key(name, variable[0])
    chain: list[BaseException] = [error]
    while before := chain[-1].__cause__ or chain[-1].__context__:
        chain.append(before)  # what the client's own layers made of it
    classes = " ".join(base.__name__ for link in chain for base in type(link).__mro__)
    for part, happened, next_step in _MEANINGS:
        if part in classes:
            return ModelFailed(
                "{name} {happened}; {next_step}.",
                name=name,
                happened=Message(happened),
                next_step=Message(next_step),
            )
    return ModelFailed(
        "{name} broke off ({reason}); ask again, or choose another BELEG_MODEL.",
        name=name,
        reason=_first_line(error),
    )


def _first_line(error: Exception) -> str:
    line = str(error).strip().partition("\n")[0].rstrip(".")
    return (line or type(error).__name__)[:200]


def _no_key(name: str, variable: str) -> ModelMissing:
    return ModelMissing(
        "{name} needs a key; set {variable}, or BELEG_API_KEY.", name=name, variable=variable
    )
