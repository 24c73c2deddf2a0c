import Platform
import Sandbox
import TestKit
import Testing

@Suite("Transcript pictures")
struct TranscriptPictureTests {
    /// Width and height of a PNG.
    private func size(_ png: [UInt8]) -> (width: Int, height: Int) {
        func number(_ at: Int) -> Int { png[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        return (number(16), number(20))
    }

    @Test("a chat becomes pages of a phone's width, the same bytes each time")
    func pages() async throws {
        let fixture = try SandboxFixture()
        try fixture.server.say(user: "carol", text: "/status")
        let table = "<b>🔴 FO · obstats</b>\n<pre>EQ  10:40  0:10\nFX  10:40  0:11</pre>\n/help"
        for _ in 0..<12 {
            _ = try await fixture.send(table, [("parse_mode", "HTML"), ("reply_markup", SendingTests.keyboard)])
            fixture.clock.advance(by: .seconds(30))
        }
        try fixture.server.press(user: "boris", button: "Взять")
        let once = try fixture.server.transcriptPictures("group")
        #expect(once == (try fixture.server.transcriptPictures("group")))
        #expect(once.count == 1)
        let first = size(once[0])
        #expect(first.width == 780 && (2_000...4_900).contains(first.height))
        for _ in 0..<12 {
            _ = try await fixture.send(table, [("parse_mode", "HTML")])
            fixture.clock.advance(by: .seconds(30))
        }
        let longer = try fixture.server.transcriptPictures("group")
        #expect(longer.count == 2)
        #expect(longer.allSatisfy { size($0).height <= 4_900 })
        #expect(throws: SandboxError.self) { try fixture.server.transcriptPictures("nowhere") }
    }
}
