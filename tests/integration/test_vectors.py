"""Whole conversations, byte for byte, against the headless server (docs/protocol.md)."""

import json
from contextlib import ExitStack
from pathlib import Path
from typing import TypedDict

import pytest

from tests.helpers.headless import RawClient, headless_server


class Step(TypedDict, total=False):
    conn: str
    connect: bool
    send: str
    expect: str
    expect_nothing: bool
    close: bool


class Vector(TypedDict):
    name: str
    doc: str
    steps: list[Step]


VECTORS: list[Vector] = json.loads((Path(__file__).parents[1] / "vectors.json").read_text("utf-8"))["vectors"]


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_conversation_goes_byte_for_byte(vector: Vector) -> None:
    with ExitStack() as stack:
        server = stack.enter_context(headless_server("--rate", "0"))
        clients: dict[str, RawClient] = {}
        for step in vector["steps"]:
            name = step["conn"]
            if step.get("connect"):
                clients[name] = stack.enter_context(RawClient(server.tcp_port))
            elif "send" in step:
                clients[name].send(bytes.fromhex(step["send"]))
            elif "expect" in step:
                clients[name].expect(bytes.fromhex(step["expect"]))
            elif step.get("expect_nothing"):
                clients[name].expect_nothing()
            elif step.get("close"):
                clients[name].close()
            else:
                pytest.fail(f"a step that this test does not know: {step}")
