"""Bad input: a clear error or a correct result, the exit status of the contract, the rest of the batch done."""

from __future__ import annotations

import json
import random

import pytest

GOOD = "date 2025-02-14 Envoy speaks\n\nBRUSSELS — “It is on the table,” said John Coale on Thursday.\n".encode()
WORDS = "The minister said on Tuesday that the bridge would stay shut until spring, and that nobody was to blame for it. "
PAGE = "<html><head><title>Home</title></head><body>{}</body></html>"
LINKS = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(60))
STORY = {"url": "https://example.org/a", "published": "2025-02-14", "language": "en", "text": WORDS}


def line(**changes):
    return json.dumps({**STORY, **changes}).encode()


NOISE = random.Random(1).randbytes(4000)
REFUSED = [
    ("empty", "a.txt", b"", "the file is empty"),
    ("blanks", "a.txt", b" \n\t \n", "empty"),
    ("marks only", "a.txt", b"...\n--\n", "the text is empty"),
    ("picture", "a.txt", b"\x89PNG\r\n\x1a\n" + NOISE, "not text but a picture"),
    ("noise", "a.txt", NOISE, "not text but binary data"),
    ("pdf named as a page", "a.html", b"%PDF-1.7\n" + NOISE, "not text but a PDF"),
    ("50 MB", "a.txt", WORDS.encode() * (50 * 1024 * 1024 // len(WORDS) + 2), "larger than 50 MB"),
    ("broken UTF-8", "a.txt", ("Café — déjà vu: " + WORDS).encode() + b"\xc3 and \xe2\x80 so on", "broken UTF-8 at byte"),
    ("broken UTF-8 in a record", "a.jsonl", line(text="caf\u00e9").replace(b"\\u00e9", b"\xe9"), "not UTF-8"),
    ("NUL in a record", "a.jsonl", line(text="He said \x00 no."), "NUL"),
    ("half a surrogate pair", "a.jsonl", line(text="He said \ud83d no."), "half a surrogate pair"),
    ("page without article", "a.html", PAGE.format("").encode(), "no article found"),
    ("page of navigation", "a.html", PAGE.format(f"<nav><ul>{LINKS}</ul></nav><footer>©</footer>").encode(), "no article found"),
    ("future header", "a.txt", b"date 2999-01-01 Title\n" + WORDS.encode(), "2999-01-01"),
    ("impossible header", "a.txt", b"date 2025-02-30 Title\n" + WORDS.encode(), "2025-02-30"),
    ("future record", "a.jsonl", line(published="2999-01-01"), "2999-01-01"),
    ("impossible record", "a.jsonl", line(published="2025-13-01"), "2025-13-01"),
    ("date in words", "a.jsonl", line(published="yesterday"), "yesterday"),
    ("no text", "a.jsonl", b'{"url": "https://example.org"}', "the key text is missing"),
    ("text null", "a.jsonl", line(text=None), "text"),
    ("text a number", "a.jsonl", line(text=5), "text must be a string, not a number"),
    ("url a list", "a.jsonl", line(url=["a"]), "url must be a string or null, not a list"),
    ("title an object", "a.jsonl", line(title={"a": 1}), "title must be a string or null, not an object"),
    ("language unknown", "a.jsonl", line(language="klingon"), "'klingon' is not an ISO 639-1 code"),
    ("no object", "a.jsonl", b"[1, 2]", "JSON object"),
    ("no JSON", "a.jsonl", b'{"text": "a said b"', "not JSON"),
    ("damaged gzip", "a.txt.gz", b"\x1f\x8b\x08\x00" + NOISE[:50], "gzip"),
]


@pytest.mark.parametrize(("name", "content", "reason"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_it_is_refused_with_its_name_and_a_reason_and_the_rest_is_read(run, tmp_path, name, content, reason):
    bad, good = tmp_path / name, tmp_path / "good.txt"
    bad.write_bytes(content)
    good.write_bytes(GOOD)
    done = run(bad, good)
    assert done.status == 1
    told = done.told.strip()
    assert told.startswith(str(bad))
    assert reason in told
    assert "\n" not in told
    assert len(told) < 400
    assert [one["article"]["title"] for one in done.articles] == ["Envoy speaks"]


def test_a_bad_line_is_named_and_the_others_are_read(run, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join([line(), b"{broken", line(url="https://example.org/b"), line(text=7)]))
    done = run(path)
    assert done.status == 1
    assert [told.split(": ")[0] for told in done.told.splitlines()] == [f"{path}:2", f"{path}:4"]
    assert [one["article"]["url"] for one in done.articles] == ["https://example.org/a", "https://example.org/b"]


LONE = "“We will not go back on our word, said the minister on Tuesday.\n\nThe opposition said it would wait."
READ = [
    ("a mark without its partner", LONE),
    ("closing mark alone", "We will wait,” said the minister.\n\nIt is “open, he said."),
    ("10,000 marks", "He said " + '"' * 10_000 + " and left."),
    ("10,000 marks of all styles", "He said " + "“‘«„”’»'\"`" * 1_000 + " and left."),
    ("10,000 quotations", "“No,” he said. " * 5_000),
    ("one line of 1 MB", WORDS * (1024 * 1024 // len(WORDS) + 1)),
    ("a word of 1 MB", "He said " + "a" * 1024 * 1024 + " on Tuesday."),
    ("100,000 full stops", "He said no" + "." * 100_000),
    ("1 MB of blank lines", "He said no.\n" + "\n" * 1024 * 1024 + "She said yes."),
    ("right to left", "הוא אמר “שלום” ביום שלישי. قال الوزير إن «الاتفاق قائم» \u202e and said\u202c he would go."),
    ("combining marks", "Le président a dit : «\u00a0C\u0327a alle\u0301\u0301\u0301\u0301 bien\u00a0», said Zoe\u0308."),
    ("emoji", "“We won 👩‍👩‍👧‍👦🏳️‍🌈,” said Ann Lee 🇺🇦. She said that 😀 was “enough”."),
    ("odd line ends", "He said no.\x85She said “yes”.\u2028They said\x0bmaybe.\x0c\r\nHe said that it was over.\r"),
]


@pytest.mark.parametrize("text", [case[1] for case in READ], ids=[case[0] for case in READ])
def test_it_is_read_and_every_quote_is_where_it_says(run, tmp_path, text):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"published": "2025-02-14", "language": "en", "text": text}) + "\n", encoding="utf-8")
    done = run(path)
    assert (done.status, done.told) == (0, "")
    (one,) = done.articles
    assert one["article"]["text"] == text  # offsets are those of the text that went in
    for statement in one["statements"]:
        assert text[statement["content"][0][0] : statement["content"][-1][1]] == statement["quote"]


def test_a_few_nul_bytes_in_a_file_are_blanks(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(WORDS.encode().replace(b" said", b"\0said"))
    done = run(path)
    assert (done.status, done.told) == (0, "")
    assert done.articles[0]["article"]["text"].strip() == WORDS.strip()


ENCODED = [("cp1252", "cp1252"), ("latin-1", "latin-1"), ("utf-16", "utf-16"), ("utf-8 with a mark", "utf-8-sig")]


@pytest.mark.parametrize("encoding", [case[1] for case in ENCODED], ids=[case[0] for case in ENCODED])
def test_legacy_encodings_are_read(run, tmp_path, encoding):
    words = f"date 2025-02-14 Café Müller\n\n{WORDS * 3}« Déjà vu », a dit Zoë Šimek.\n".replace(
        "Š", "S" if encoding == "latin-1" else "Š"
    )
    path = tmp_path / "a.txt"
    path.write_bytes(words.encode(encoding))
    done = run("--language", "en", path)
    assert done.status == 0
    assert "« Déjà vu », a dit Zoë" in done.articles[0]["article"]["text"]


@pytest.mark.parametrize("published", ["2999-01-01", "2025-02-30", "soon"])
def test_a_bad_day_on_the_command_line_is_wrong_usage(run, tmp_path, published):
    path = tmp_path / "a.txt"
    path.write_bytes(GOOD)
    done = run("--published", published, path)
    assert (done.status, done.articles) == (2, [])
    assert published in done.told


def test_another_language_is_kept_counted_and_said(run, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(line(language="de", text=WORDS * 40) + b"\n" + line(text=WORDS * 40))
    done = run(path)
    assert done.status == 0
    assert [bool(one["statements"]) for one in done.articles] == [False, True]
    assert "'de'" in done.told
