"""What can be read in exported files, whatever their format: to look for words in them."""

from garmin_fit_sdk import Decoder, Stream

from planner.exports.outgoing import OutFile
from tests.exports.paper import opened, text_of


def words_of(*files: OutFile) -> str:
    """Return the names and texts of files: calendars unfolded, FIT decoded, the pages of a PDF without white space."""
    return "\n".join(f"{file.name}\n{_read(file)}" for file in files)


def _read(file: OutFile) -> str:
    if file.name.endswith(".pdf"):
        with opened(file.data) as pdf:
            return "".join(text_of(page) for page in pdf) + file.data.decode("latin-1")
    if file.name.endswith(".fit"):
        messages, errors = Decoder(Stream.from_byte_array(bytearray(file.data))).read()
        assert errors == []
        return str(messages)
    return file.data.replace(b"\r\n ", b"").decode()
