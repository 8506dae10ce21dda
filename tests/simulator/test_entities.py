import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.entities import formatted, has_visible, split_text, with_found
from bot.simulator.wire import ApiError, JsonObject, utf16_len

SOFIE: JsonObject = {"id": 1001, "is_bot": False, "first_name": "Sofie"}


NINE = {"unix_time": 9, "date_time_format": "t"}


def user_of(user_id: int) -> JsonObject | None:
    return SOFIE if user_id == 1001 else None


def html(text: str) -> tuple[str, list[JsonObject]]:
    return formatted({"text": text, "parse_mode": "HTML"}, user_of)


def entity(kind: str, offset: int, length: int, **more: object) -> JsonObject:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>bold</b>", "bold", [entity("bold", 0, 4)]),
        ("<strong>b</strong><em>i</em>", "bi", [entity("bold", 0, 1), entity("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [entity("underline", 0, 1), entity("underline", 1, 1)]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [entity("strikethrough", n, 1) for n in range(3)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [entity("spoiler", 0, 1)]),
        ("<span class='tg-spoiler'>b</span>", "b", [entity("spoiler", 0, 1)]),
        ("🎉<b>é</b>", "🎉é", [entity("bold", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
        ("<B>a</B>", "a", [entity("bold", 0, 1)]),
        ("<b></b>x", "x", []),
        ("  <b> a </b>  ", "a", [entity("bold", 0, 1)]),
        ("&lt;b&gt; &amp; &quot;x&quot; &#33; &#x1F389;", '<b> & "x" ! 🎉', []),
        ("<code>&copy; &#xD800;</code>", "&copy; &#xD800;", [entity("code", 0, 15)]),
        ('<a href="x.be/?a=1&amp;b=2">nu</a>', "nu", [entity("text_link", 0, 2, url="http://x.be/?a=1&b=2")]),
        ("<a href=x.be>hier</a>", "hier", [entity("text_link", 0, 4, url="http://x.be")]),
        ('<a href="niets">hier</a>', "hier", []),
        ('<a href="tg://user?id=1001">Sofie</a>', "Sofie", [entity("text_mention", 0, 5, user=SOFIE)]),
        ('<a href="tg://user?id=9">Wie</a>', "Wie", []),
        ("<code>x.be</code>", "x.be", [entity("code", 0, 4)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [entity("pre", 0, 1, language="python")]),
        ("<pre>x</pre>", "x", [entity("pre", 0, 1)]),
        ("<blockquote>a</blockquote>", "a", [entity("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
        ('<tg-emoji emoji-id="536">👍</tg-emoji>', "👍", [entity("custom_emoji", 0, 2, custom_emoji_id="536")]),
        ('<tg-time unix="96">9.00</tg-time>', "9.00", [entity("date_time", 0, 4, unix_time=96)]),
        ('<tg-time unix="9" format="t">x</tg-time>', "x", [entity("date_time", 0, 1, **NINE)]),
        ("<i   class = 'x'  >a</i  >", "a", [entity("italic", 0, 1)]),
    ],
)  # fmt: skip
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[JsonObject]) -> None:
    assert html(source) == (text, entities)


# The texts with 🏟 are those of TDLib's own tests.
@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
        ("🏟 🏟&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
        ("🏟 🏟&lt;<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
        ("🏟 🏟&lt;<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
        ("🏟 🏟&lt;<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
        ('🏟 🏟&lt;<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 13"),
        ("🏟 🏟&lt;</", "Unexpected end tag at byte offset 13"),
        ("🏟 🏟&lt;<b></b></", "Unexpected end tag at byte offset 20"),
        ("🏟 🏟&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
        ("🏟 🏟&lt;<i>a</em   >", 'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b/>", 'Unsupported start tag "b/" at byte offset 0'),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
        ("<tg-time>y</tg-time>", 'Tag "tg-time" must have a valid attribute "unix" at byte offset 0'),
    ],
)
def test_faults_are_worded_as_telegram_does(source: str, says: str) -> None:
    with pytest.raises(ApiError) as caught:
        html(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {says}"


@pytest.mark.parametrize(("mode", "says"), [("MarkdownV2", "only parses HTML"), ("BBCode", "unsupported parse_mode")])
def test_other_parse_modes_are_refused(mode: str, says: str) -> None:
    with pytest.raises(ApiError) as caught:
        formatted({"text": "x", "parse_mode": mode}, user_of)
    assert says in caught.value.description


def test_ready_made_entities_are_taken_and_move_with_the_trimming() -> None:
    given_entities = [entity("bold", 2, 3), entity("italic", 4, 90)]
    assert formatted({"text": "  abc  ", "entities": given_entities}, user_of) == (
        "abc",
        [entity("bold", 0, 3), entity("italic", 2, 1)],
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start nu", [("bot_command", "/start")]),
        ("zie /help@kern_bot.", [("bot_command", "/help@kern_bot")]),
        ("10/12 of a/b", []),
        ("vraag @jan_p eens", [("mention", "@jan_p")]),
        ("mail info@molenbeke.be!", [("email", "info@molenbeke.be")]),
        ("lees https://molenbeke.be/a?b=1, of x", [("url", "https://molenbeke.be/a?b=1")]),
        ("lees molenbeke.be/x.", [("url", "molenbeke.be/x")]),
        ("#kerstmarkt2026 #2", [("hashtag", "#kerstmarkt2026")]),
        ("bel +32 470 12 34 56", [("phone_number", "+32 470 12 34 56")]),
        ("🎉🎉 /start", [("bot_command", "/start")]),
    ],
)  # fmt: skip
def test_links_commands_and_mentions_are_found(text: str, found: list[tuple[str, str]]) -> None:
    units = text.encode("utf-16-le")
    seen = [
        (e["type"], units[e["offset"] * 2 : (e["offset"] + e["length"]) * 2].decode("utf-16-le"))
        for e in with_found(text, [])[1]
    ]
    assert seen == found


def test_nothing_is_found_inside_code_and_links() -> None:
    assert html("<code>/start</code> <a href='https://a.be'>b.be</a>")[1] == [
        entity("code", 0, 6),
        entity("text_link", 7, 4, url="https://a.be"),
    ]


def test_control_characters_do_not_stay() -> None:
    assert formatted({"text": "a\r\nb\x00c"}, user_of)[0] == "a\nb c"


@pytest.mark.parametrize(
    ("text", "visible"), [("a", True), (" \n", False), ("\u200b\u200f", False), ("", False), ("🎉", True)]
)
def test_what_counts_as_empty(text: str, visible: bool) -> None:
    assert has_visible(text) is visible


def test_long_text_is_cut_at_a_space() -> None:
    pieces = split_text("woord " * 1500)
    assert [utf16_len(piece) <= 4096 for piece in pieces] == [True] * 3
    assert all(piece.endswith("woord") for piece in pieces[:2])


def test_long_text_without_spaces_is_cut_hard_but_never_inside_a_character() -> None:
    pieces = split_text("🎉" * 3000)
    assert [len(piece) for piece in pieces] == [2048, 952]


def parsed(source: str) -> tuple[str, list[JsonObject]] | ApiError:
    try:
        return html(source)
    except ApiError as error:
        return error


PIECES = [
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a href='a.be'>",
    "</a>",
    "<pre>",
    "</pre>",
    "🎉",
    "x ",
    "&lt;",
    "<",
    "\n",
    "/go",
]


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=12).map("".join)))
def test_any_text_is_refused_cleanly_or_gives_entities_in_order_inside_it(source: str) -> None:
    match parsed(source):
        case ApiError() as error:
            assert error.description.startswith("Bad Request: can't parse entities: ")
        case text, entities:
            spans = [(e["offset"], e["length"]) for e in entities]
            assert all(length > 0 and start >= 0 and start + length <= utf16_len(text) for start, length in spans)
            assert spans == sorted(spans, key=lambda span: (span[0], -span[1]))
