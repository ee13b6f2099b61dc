"""Messages: headers, words and enclosures are read; nothing outside is asked for or breaks the reader."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asi_desktop.exchange.electronic_mail import LONGEST_TEXT, read, text_in_html

HEAD = b"From: a@b.example\r\nSubject: x\r\n"


@given(st.binary(max_size=400))
@example(b"Subject: =?utf-8?b?!?=\nDate: 99 Foo 0\n\n")
@example(b"Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Transfer-Encoding: base64\n\n=\n--a--")
@example(b"Content-Type: text/html; charset=\xff\n\n<![x<a <b &#9999999999;")
def test_no_bytes_break_the_reader(data: bytes) -> None:
    read(data, {})
    read(HEAD + data, {})


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"\r\nplain\r\nwords", "plain\nwords"),
        (b"Content-Type: text/plain; charset=windows-1252\r\n\r\n\x80 50", "€ 50"),
        (b"Content-Type: text/plain; charset=nonsense\r\n\r\nok", "ok"),
        (b"Content-Transfer-Encoding: base64\r\n\r\nQm9uam91cg==", "Bonjour"),
        (b"Content-Type: text/html\r\n\r\n<p>a<p>b<br>c &eacute;", "a\nb\nc é"),
    ],
)
def test_words_are_read_in_every_wrapping(body: bytes, text: str) -> None:
    assert read(HEAD + body, {})["text"] == text


def test_what_nobody_sees_of_a_page_is_not_read() -> None:
    html = "<head><title>t</title></head><style>s</style><script>var a='<p>x</p>'</script><b>seen</b>"
    assert text_in_html(html) == "seen"


def test_a_date_without_a_zone_is_taken_as_universal_time() -> None:
    assert read(b"Date: 25 Nov 2026 06:00:00 -0000\n\n", {})["at"] == "2026-11-25T06:00:00+00:00"
    assert read(b"Date: yesterday\n\n", {})["at"] is None


def test_a_message_that_is_enclosed_stays_whole() -> None:
    message = (
        b"Content-Type: multipart/mixed; boundary=o\n\n--o\n\nsee below\n--o\n"
        b"Content-Type: message/rfc822\n\nSubject: inner\n\ninside\n--o--\n"
    )
    answer = read(HEAD + message, {})
    assert answer["text"] == "see below"
    enclosed = answer["enclosed"]
    assert isinstance(enclosed, list)
    assert [one["type"] for one in enclosed] == ["message/rfc822"]
    assert enclosed[0]["data"] == b"Subject: inner\n\ninside"


def test_parts_nested_too_deeply_are_told_and_not_opened() -> None:
    head = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(30))
    answer = read(HEAD + head + b"\ndeep", {})
    assert (answer["nested"], answer["text"]) == (True, "")


def test_a_long_text_is_cut_and_says_so() -> None:
    answer = read(HEAD + b"\n" + b"a" * (LONGEST_TEXT + 1), {})
    assert (answer["cut"], len(str(answer["text"]))) == (True, LONGEST_TEXT)
