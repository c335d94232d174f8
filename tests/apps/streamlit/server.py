"""A chat that answers with what it got. Usage: streamlit run server.py -- RECORD; every arrival is one JSON line in RECORD."""

import json
import sys
from pathlib import Path

import streamlit
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

record = Path(sys.argv[1])


def write(**arrival: str) -> None:
    with record.open("a", encoding="utf-8") as file:
        file.write(json.dumps(arrival) + "\n")


@streamlit.cache_resource
def record_uploads() -> None:
    """Writes files down when they are uploaded: Streamlit does that when they are attached, and hands them to a script later."""
    add_file = MemoryUploadedFileManager.add_file

    def write_and_add(self, session_id, file):
        write(file=file.name, text=file.data.decode("utf-8"))
        add_file(self, session_id, file)

    MemoryUploadedFileManager.add_file = write_and_add


record_uploads()
message = streamlit.chat_input("Write", accept_file=True)
if message is not None:
    write(text=message.text)
    streamlit.chat_message("user").text(message.text)
