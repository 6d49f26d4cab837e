"""Make ``assets/unicode/confusables.txt`` out of the ``confusables.txt`` that Unicode publishes.

    python .ci/convert_confusables.py path/to/confusables.txt > assets/unicode/confusables.txt

Run it when Unicode publishes a new version (https://www.unicode.org/Public/security/). What stays is the
mapping itself, one line per code point: the code point, then those of its prototype, in hexadecimal.
The rule: nothing of the mapping is left out or changed: one version refuses the same names everywhere.
"""

import re
import sys
from pathlib import Path

# "05AD ;	0596 ;	MA	# ( ֭ → ֖ ) HEBREW ACCENT DEHI → HEBREW ACCENT TIPEHA	# "
_MAPPING = re.compile(r"^\ufeff?([0-9A-F]{4,6}) ;\t([0-9A-F]{4,6}(?: [0-9A-F]{4,6})*) ;\tMA\t")

_HEADER = """\
# Which characters look alike: code point, then its prototype. Unicode Technical Standard #39.
# Unicode confusables.txt, version {version}, {date}
# {copyright} Unicode License V3, see LICENSE-UNICODE.txt.
# Made by .ci/convert_confusables.py: comments and names are left out, the mapping is unchanged.
"""


def convert(source: str) -> str:
    """Return our file for the text of Unicode's own; raises ``ValueError`` on text in another form."""
    mappings: list[tuple[int, str]] = []
    notes: dict[str, str] = {}
    for line in source.splitlines():
        mapping = _MAPPING.match(line)
        if mapping is not None:
            mappings.append((int(mapping[1], 16), f"{mapping[1]} {mapping[2]}\n"))
        elif line.startswith("# Version: "):
            notes["version"] = line.removeprefix("# Version: ").strip()
        elif line.startswith("# Date: "):
            notes["date"] = line.removeprefix("# Date: ").strip()
        elif line.startswith("# ©"):
            notes["copyright"] = line.removeprefix("# ").strip()
        elif line.strip().lstrip("\ufeff") and not line.lstrip("\ufeff").startswith("#"):
            raise ValueError(f"not a mapping: {line!r}")
    if len(notes) < 3:
        raise ValueError(f"the header lacks the version, the date or the copyright: {notes}")
    return _HEADER.format(**notes) + "".join(text for _, text in sorted(mappings))


def main() -> None:
    """Convert the file named on the command line to standard output."""
    text = convert(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.stdout.buffer.write(text.encode("utf-8"))


if __name__ == "__main__":
    main()
