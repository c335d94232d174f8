"""A multimodal chat that answers with what it got. Usage: server.py PORT RECORD; every arrival is one JSON line in RECORD."""

import json
import sys
from email import message_from_bytes
from pathlib import Path

import fastapi
import gradio
import uvicorn

port, record = int(sys.argv[1]), Path(sys.argv[2])


def write(**arrival: str) -> None:
    with record.open("a", encoding="utf-8") as file:
        file.write(json.dumps(arrival) + "\n")


def echo(message: dict, history: list) -> str:
    write(text=message["text"])
    return message["text"]


class RecordUploads:
    """Writes down the files of every upload: Gradio sends a file when it is attached, and calls the chat's function later."""

    def __init__(self, app) -> None:
        self.app = app

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http" or not scope["path"].endswith("/upload"):
            await self.app(scope, receive, send)
            return
        body = bytearray()

        async def listen():
            event = await receive()
            body.extend(event.get("body", b""))
            return event

        await self.app(scope, listen, send)
        head = b"Content-Type: " + dict(scope["headers"])[b"content-type"] + b"\r\n\r\n"
        for part in message_from_bytes(head + bytes(body)).get_payload():
            write(file=part.get_filename(), text=part.get_payload(decode=True).decode("utf-8"))


chat = gradio.ChatInterface(echo, multimodal=True)
uvicorn.run(RecordUploads(gradio.mount_gradio_app(fastapi.FastAPI(), chat, path="/")), host="127.0.0.1", port=port)
