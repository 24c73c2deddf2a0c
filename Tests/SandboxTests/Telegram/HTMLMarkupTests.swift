import Testing

@testable import Sandbox

@Suite("HTML markup")
struct HTMLMarkupTests {
    struct Good: Sendable, CustomTestStringConvertible {
        let html: String
        let text: String
        let entities: [String]
        var testDescription: String { html }
    }

    @Test(
        "reads what the server reads",
        arguments: [
            Good(html: "plain & simple", text: "plain & simple", entities: []),
            Good(html: "&lt;b&gt; &amp;amp; &quot;q&quot; &#1078; &#x416;", text: "<b> &amp; \"q\" ж Ж", entities: []),
            Good(html: "&nbsp;&copy;", text: "&nbsp;&copy;", entities: []),
            Good(html: "<b>жир</b> <i>кур</i>", text: "жир кур", entities: ["bold 0+3", "italic 4+3"]),
            // An emoji beyond the basic plane takes two UTF-16 units.
            Good(html: "🔴 <b>FO</b>", text: "🔴 FO", entities: ["bold 3+2"]),
            Good(html: "<B>x</B>", text: "x", entities: ["bold 0+1"]),
            Good(html: "<b><i>both</i></b>", text: "both", entities: ["italic 0+4", "bold 0+4"]),
            Good(
                html: "<pre><code class=\"language-swift\">let</code></pre>",
                text: "let",
                entities: ["pre 0+3 swift"]
            ),
            Good(html: "<code>a</code><pre>b</pre>", text: "ab", entities: ["code 0+1", "pre 1+1"]),
            Good(
                html: "<a href='https://moex.com/?a=1&amp;b=2'>м</a>",
                text: "м",
                entities: ["text_link 0+1 https://moex.com/?a=1&b=2"]
            ),
            Good(html: "<a href=\"tg://user?id=1001\">А</a>", text: "А", entities: ["text_mention 0+1 1001"]),
            Good(html: "<blockquote expandable>q</blockquote>", text: "q", entities: ["expandable_blockquote 0+1"]),
            Good(html: "<span class=\"tg-spoiler\">s</span>", text: "s", entities: ["spoiler 0+1"]),
            Good(html: "<tg-emoji emoji-id=\"5\">👍</tg-emoji>", text: "👍", entities: ["custom_emoji 0+2 5"]),
            Good(
                html: "<tg-time unix=\"1721034000\" format=\"wDT\">12:00</tg-time>",
                text: "12:00",
                entities: ["date_time 0+5"]
            ),
            Good(html: "<tg-time unix='0'>12:00</tg-time>", text: "12:00", entities: []),
            Good(
                html: "<blockquote expandable=\"\">q</blockquote>",
                text: "q",
                entities: ["expandable_blockquote 0+1"]
            ),
            Good(html: "<b></b>x", text: "x", entities: []),
            Good(html: "<b>x</>", text: "x", entities: ["bold 0+1"]),
        ]
    )
    func good(_ example: Good) throws {
        let formatted = try HTMLMarkup.parse(example.html)
        #expect(formatted.text == example.text)
        let found = formatted.entities.map { entity in
            let extra = entity.url ?? entity.userID.map { String($0) } ?? entity.language ?? entity.emojiID
            return "\(entity.type) \(entity.offset)+\(entity.length)\(extra.map { " \($0)" } ?? "")"
        }
        #expect(found == example.entities)
    }

    @Test(
        "names the mistake with its byte offset",
        arguments: [
            ("<x>", "Unsupported start tag \"x\" at byte offset 0"),
            ("ж<br>", "Unsupported start tag \"br\" at byte offset 2"),
            ("5 < 6", "Unsupported start tag \"\" at byte offset 2"),
            ("<b", "Unclosed start tag at byte offset 0"),
            ("<a href=\"x", "Unclosed start tag at byte offset 0"),
            ("<a href", "Unclosed start tag \"a\" at byte offset 0"),
            ("<a href=h:x>", "Unexpected end of name token at byte offset 8"),
            ("<a =x>", "Empty attribute name in the tag \"a\" at byte offset 0"),
            ("<span class=\"y\">t</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"),
            ("<br/>", "Unsupported start tag \"br/\" at byte offset 0"),
            ("<b />x</b>", "Empty attribute name in the tag \"b\" at byte offset 0"),
            ("<a href=\"x\"", "Unclosed start tag at byte offset 0"),
            ("<a href=", "Unclosed start tag \"a\" at byte offset 0"),
            ("<tg-emoji emoji-id=\"x\">t</tg-emoji>", "Invalid custom emoji identifier specified"),
            ("<tg-time unix=\"5\" format=\"q\">t</tg-time>", "Invalid date format used"),
            ("<b>x", "Can't find end tag corresponding to start tag \"b\""),
            ("x</b>", "Unexpected end tag at byte offset 1"),
            ("<b>x</i>", "Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\""),
            ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ]
    )
    func bad(html: String, detail: String) {
        #expect(throws: TelegramFailure.bad("can't parse entities: \(detail)")) { try HTMLMarkup.parse(html) }
    }

    @Test(
        "MarkdownV2 demands its escapes",
        arguments: [
            ("12.5", "Character '.' is reserved and must be escaped with the preceding '\\'"),
            ("*bold", "Can't find end of Bold entity at byte offset 0"),
            ("a - b", "Character '-' is reserved and must be escaped with the preceding '\\'"),
            ("ж `x", "Can't find end of Code entity at byte offset 3"),
        ]
    )
    func markdown(text: String, detail: String) throws {
        #expect(throws: TelegramFailure.bad("can't parse entities: \(detail)")) { try MarkdownMarkup.parse(text) }
        let formatted = try MarkdownMarkup.parse("*a* _b_ `c.` [d](https://x.y) 1\\.5")
        #expect(formatted.text == "a b c. d 1.5")
        #expect(formatted.entities.map(\.type) == ["bold", "italic", "code", "text_link"])
    }

    @Test("trims white space and moves entities")
    func trimming() throws {
        let formatted = try HTMLMarkup.parse("\n <b> x </b> ").trimmed
        #expect(formatted.text == "x")
        #expect(formatted.entities.map { "\($0.offset)+\($0.length)" } == ["0+1"])
    }
}
