import Market
import Platform
import Sandbox
import TestKit
import Testing

@Suite("Page of the sandbox")
struct PageViewTests {
    private func page(_ fixture: SandboxFixture, _ query: [(String, String)] = [], part: String = "") async throws
        -> JSON
    {
        let request = WebRequest(path: "/sandbox/page\(part)", query: query)
        return try JSON.parse(await fixture.server.respond(to: request).body)
    }

    @Test("one answer holds chats, people, feeds, faults, requests and clock; the chat only when it changed")
    func whole() async throws {
        let fixture = try SandboxFixture()
        try fixture.server.say(user: "boris", text: "/status")
        _ = try await fixture.send("<b>EQ</b>", [("parse_mode", "HTML")])
        let all = try await page(fixture, [("chat", "group"), ("user", "anna")])
        #expect(all.at("chat", "messages", 1, "text") == "EQ")
        #expect(all.at("telegram", "users")?.array?.count == 4)
        #expect(all.at("telegram", "chats", 0, "name") == "group", "the newest message first")
        #expect(all.at("telegram", "chats", 0, "last", "text") == "EQ")
        #expect(all.at("clock", "moscow") == "2024-07-15 12:00:20")
        #expect(all.at("kinds")?.array?.count == Fault.Kind.allCases.count)
        #expect(all.at("requests", 0, "path") == "/bot…/sendMessage")
        let revision = all.at("telegram", "revision")?.int ?? -1
        #expect(try await page(fixture, [("revision", String(revision))])["chat"] == nil)
        #expect(try await page(fixture, [("chat", "nowhere")])["error"]?.string?.contains("no chat") == true)
    }

    @Test(
        "a feed is in time, late, waiting or done, and says when a fault works on it",
        arguments: [
            ("08:30:00", "idle", "idle", nil), ("12:00:20", "fresh", "fresh", nil),
            ("12:30:00", "fresh", "late", "12:00"), ("23:59:00", "done", "late", "12:00"),
        ]
    )
    func feeds(time: String, shares: String, futures: String, stuckAt: String?) async throws {
        let fixture = try SandboxFixture(time)
        let from = SandboxFixture.at(stuckAt ?? "00:00")
        if stuckAt != nil {
            _ = fixture.server.setFault(ScheduledFault(Fault(.stuck, .feed(Feed(.futures, .obstats))), from: from))
        }
        let markets = try await page(fixture).at("markets")?.array ?? []
        func feed(_ market: Int, _ name: String) -> JSON? {
            markets[market]["feeds"]?.array?.first { $0["name"]?.string == name }
        }
        #expect(markets.map { $0["market"]?.string } == AlgoPackSegment.allCases.map(\.rawValue))
        let equities = AlgoPackSegment.allCases.firstIndex(of: .equities) ?? 0
        let derivatives = AlgoPackSegment.allCases.firstIndex(of: .futures) ?? 0
        #expect(feed(equities, "tradestats")?["state"]?.string == shares)
        #expect(feed(derivatives, "obstats")?["state"]?.string == futures)
        #expect(feed(derivatives, "obstats")?["faulty"] == .bool(stuckAt != nil))
        #expect(feed(derivatives, "tradestats")?["faulty"] == false)
    }

    @Test("the history of a message is what it showed, oldest first")
    func history() async throws {
        let fixture = try SandboxFixture()
        let sent = try await fixture.send("one", [])
        let id = sent.at("result", "message_id")?.int ?? 0
        fixture.clock.advance(by: .minutes(5))
        let edit = [("chat_id", String(SandboxFixture.group)), ("message_id", String(id)), ("text", "two")]
        #expect(try await fixture.call("editMessageText", edit)["ok"] == true)
        let history = try await page(fixture, [("chat", "group"), ("message", String(id))], part: "/history")
        #expect(history.at("versions")?.array?.compactMap { $0["text"]?.string } == ["one", "two"])
        #expect(history.at("versions", 1, "at") == "2024-07-15 12:05:20")
        let none = try await page(fixture, [("message", "99")], part: "/history")
        #expect(none["error"]?.string == "no message 99 in group")
    }

    @Test("the page has words for every fault", arguments: Fault.Kind.allCases)
    func words(kind: Fault.Kind) async throws {
        let response = await (try SandboxFixture()).server.respond(to: WebRequest(path: "/page/js/words.js"))
        let text = String(decoding: response.body, as: UTF8.self)
        #expect(text.contains("'\(kind.rawValue)': ['") || text.contains(" \(kind.rawValue): ['"))
    }

    @Test("the document asks for nothing from anywhere else, has nothing inline and names every element once")
    func document() async throws {
        let server = try SandboxFixture().server
        let response = await server.respond(to: WebRequest(path: "/"))
        let text = String(decoding: response.body, as: UTF8.self)
        #expect(response.headers.contains { $0.0 == "Content-Security-Policy" && $0.1.contains("default-src 'none'") })
        #expect(!text.contains("src=\"http") && !text.contains("href=\"http") && !text.contains("@import"))
        #expect(!text.contains("<script>") && !text.contains("<style") && !text.contains(" style=\""))
        let files = text.split(separator: "\"").filter { $0.hasPrefix("/page/") }
        #expect(files.count > 10)
        for file in files {
            #expect(await server.respond(to: WebRequest(path: String(file))).status == 200, "\(file)")
        }
        let names = text.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(names.count > 40 && Set(names).count == names.count)
    }

    @Test("without its files the page says where they were looked for, and nothing below leads out of the folder")
    func missing() async throws {
        let bare = try SandboxFixture(change: { $0.pageFolder = "/nowhere/page" }).server
        let response = await bare.respond(to: WebRequest(path: "/"))
        #expect(response.status == 404 && String(decoding: response.body, as: UTF8.self).contains("/nowhere/page"))
        let server = try SandboxFixture().server
        for path in ["/page/../Package.swift", "/page/js/../../../README.md", "/page/", "/page/js"] {
            let status = await server.respond(to: WebRequest(path: path)).status
            #expect(status == (path == "/page/" ? 200 : 404), "\(path)")
        }
    }
}
