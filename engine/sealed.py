"""Arrays and facts in one safetensors file, with a checksum for each, checked on opening.

safetensors holds plain numbers and checks that they lie within the file; it has no checksum of its
own. The facts are JSON in its header. Nothing in such a file is ever executed.
"""

import json
import struct
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import RunFileError
from engine.kept import joined

FACTS = "descent"
"""The name in the header: there stand a checksum in eight hexadecimal digits, a blank, and JSON."""
LENGTH = struct.Struct("<Q")
LONGEST_HEADER = 100_000_000
"""Bytes; safetensors itself takes no more."""
DAMAGED = (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError, struct.error)
"""What can be raised where bytes are read that are not what they should be."""

Pieces = Mapping[str, tuple[NDArray[Any], ...]]


def sealed(facts: Mapping[str, Any], pieces: Pieces) -> bytes:
    """The bytes of a file.

    Args:
        facts: What JSON can hold.
        pieces: Arrays by name, each in pieces that follow each other along the first axis.
    """
    from safetensors.numpy import save

    arrays = {name: np.ascontiguousarray(joined(parts)) for name, parts in pieces.items()}
    text = json.dumps({**facts, "crc32": {name: _crc(one) for name, one in arrays.items()}})
    return save(arrays, metadata={FACTS: f"{_crc_of_text(text)} {text}"})


def unsealed(content: bytes, name: str, what: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The facts and the arrays of a file, every byte checked.

    Args:
        content: All of the file.
        name: What to call it in a message.
        what: What it should be: "a saved run".

    Raises:
        RunFileError: It is foreign, cut off or damaged.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load

    facts = facts_of(content, name, what)
    try:
        arrays = load(content)
        checks = facts.pop("crc32")
        intact = checks == {key: _crc(one) for key, one in arrays.items()}
    except (SafetensorError, *DAMAGED) as error:
        raise damaged(name, what) from error
    if not intact:
        raise damaged(name, what)
    return facts, arrays


def facts_of(content: bytes, name: str, what: str) -> dict[str, Any]:
    """The facts in the header alone.

    Raises:
        RunFileError: It is foreign, or its header is damaged.
    """
    try:
        (length,) = LENGTH.unpack_from(content)
        if length > min(LONGEST_HEADER, len(content) - LENGTH.size):
            raise ValueError("The header reaches beyond the file.")
        header = json.loads(content[LENGTH.size : LENGTH.size + length].decode())
        held = header.get("__metadata__", {}).get(FACTS)
    except (AttributeError, *DAMAGED) as error:
        raise damaged(name, what) from error
    if held is None:
        raise RunFileError(
            f"{name} is a file of numbers, but not {what} of Descent. Choose one that Descent"
            " saved."
        )
    try:
        check, _, text = held.partition(" ")
        if _crc_of_text(text) != check:
            raise ValueError("The checksum of the facts differs.")
        facts = json.loads(text)
    except (AttributeError, *DAMAGED) as error:
        raise damaged(name, what) from error
    if not isinstance(facts, dict):
        raise damaged(name, what)
    return facts


def damaged(name: str, what: str) -> RunFileError:
    """The error for a file that was cut off or altered."""
    return RunFileError(
        f"{name} is not {what}, or was cut off or damaged on its way. Copy it again from where it"
        " was saved."
    )


def _crc_of_text(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"


def _crc(array: NDArray[Any]) -> str:
    return f"{zlib.crc32(np.ascontiguousarray(array).data):08x}"
