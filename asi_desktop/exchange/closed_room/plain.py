"""What passes through the door of the closed room: plain values as MessagePack, checked on arrival."""

import msgspec

from asi_desktop.exchange.closed_room.errors import DEATH, DocumentUnreadable, from_told

Plain = None | bool | int | float | str | bytes | list["Plain"] | dict[str, "Plain"]


class Task(msgspec.Struct, array_like=True, frozen=True):
    """What is asked: the parser as ``module:function``, the document, and what else the parser takes."""

    parser: str
    document: bytes
    arguments: dict[str, object]


class Answer(msgspec.Struct, array_like=True, frozen=True):
    """What comes back: a value, or the code of an error with its cause in French and in English."""

    value: object = None
    code: str = ""
    fr: str = ""
    en: str = ""


def answered(data: bytes) -> Plain:
    """Return the value in ``data``, which a process that was taken over may have written; raises AppError."""
    try:
        answer = msgspec.msgpack.decode(data, type=Answer)
        if not answer.code:
            return _checked(answer.value)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DocumentUnreadable(reason=DEATH) from error
    raise from_told(answer.code, answer.fr, answer.en)


def _checked(value: object) -> Plain:
    if value is None or isinstance(value, bool | int | float | str | bytes):
        return value
    if isinstance(value, list):
        return [_checked(one) for one in value]
    if isinstance(value, dict):
        return {_key(key): _checked(one) for key, one in value.items()}
    raise msgspec.DecodeError  # a time or an extension: nothing a parser of ours answers


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise msgspec.DecodeError
    return key
