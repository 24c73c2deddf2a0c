import Platform
import Testing

@testable import Sandbox

@Suite("Old Markdown and explicit entities")
struct MarkupTests {
    struct Good: Sendable, CustomTestStringConvertible {
        let markdown: String
        let text: String
        let entities: [String]
        var testDescription: String { markdown }
    }

    @Test(
        "old Markdown",
        arguments: [
            Good(markdown: "*ж* _к_ `c`", text: "ж к c", entities: ["bold 0+1", "italic 2+1", "code 4+1"]),
            Good(markdown: "2.5 - a!", text: "2.5 - a!", entities: []),
            Good(markdown: "a\\_b \\x", text: "a_b \\x", entities: []),
            Good(markdown: "[м](https://moex.com) 🔴*x*", text: "м 🔴x", entities: ["text_link 0+1", "bold 4+1"]),
            Good(markdown: "[moex.com]", text: "moex.com", entities: ["text_link 0+8"]),
            Good(markdown: "```swift\nlet `x`\n```", text: "let `x`\n", entities: ["pre 0+8"]),
            Good(markdown: "**", text: "", entities: []),
        ]
    )
    func good(_ example: Good) throws {
        let formatted = try LegacyMarkdown.parse(example.markdown)
        #expect(formatted.text == example.text)
        #expect(formatted.entities.map { "\($0.type) \($0.offset)+\($0.length)" } == example.entities)
    }

    @Test("an entity without an end", arguments: [("ж *x", 3), ("_", 0), ("``` x", 0), ("a [x", 2)])
    func bad(markdown: String, offset: Int) {
        let words = "can't parse entities: Can't find end of the entity starting at byte offset \(offset)"
        #expect(throws: TelegramFailure.bad(words)) { try LegacyMarkdown.parse(markdown) }
    }

    @Test(
        "explicit entities",
        arguments: [
            (#"[{"type":"bold","offset":0,"length":2},{"type":"url","offset":0,"length":2}]"#, ["bold"]),
            (#"[{"type":"date_time","offset":0,"length":2,"unix_time":5}]"#, ["date_time"]),
            (#"[{"type":"bold","offset":-1,"length":2}]"#, []), ("{}", []),
        ]
    )
    func explicit(json: String, types: [String]) throws {
        #expect(try ExplicitEntities.read(try JSON.parse(json)).map(\.type) == types)
    }

    @Test(
        "explicit entities that are refused",
        arguments: [
            ("[1]", "expected an Object"), (#"[{"offset":0,"length":1}]"#, "Can't find field \"type\""),
            (#"[{"type":"loud","offset":0,"length":1}]"#, "Unsupported type specified"),
            (#"[{"type":"text_link","offset":0,"length":1}]"#, "Can't find field \"url\""),
        ]
    )
    func refused(json: String, detail: String) throws {
        let value = try JSON.parse(json)
        #expect(throws: TelegramFailure.bad("can't parse MessageEntity: \(detail)")) {
            try ExplicitEntities.read(value)
        }
    }
}
