import Foundation
import Market
import Platform
import Sandbox
import TestKit
import Testing

@Suite("Sandbox server", .timeLimit(.minutes(5)))
struct ServerTests {
    private func post(_ server: SandboxServer, _ path: String, _ body: JSON) async throws -> (status: Int, reply: JSON)
    {
        let response = await server.respond(to: WebRequest(method: "POST", path: "/sandbox/\(path)", body: body.bytes))
        return (response.status, try JSON.parse(response.body))
    }

    @Test("the control surface speaks, presses, breaks and moves the clock")
    func control() async throws {
        let clock = ScaledClock(start: SandboxFixture.at("12:00"), speed: 0)
        let server = try SandboxFixture.server(clock: clock)
        #expect(
            try await post(server, "say", ["chat": "group", "user": 1002, "text": "/info"]).reply["message_id"] == 1
        )
        let wrong = try await post(server, "press", ["chat": "group", "user": "anna", "message_id": 1, "button": "x"])
        #expect(wrong.status == 400)
        #expect(wrong.reply["error"]?.string?.contains("has no button") == true)
        #expect(
            try await post(server, "fault", ["kind": "stuck", "target": "FO obstats", "for": "20m"]).reply["id"] == 1
        )
        #expect(try await post(server, "fault", ["kind": "stuk"]).status == 400)
        #expect(server.faults.first?.scheduled.until == SandboxFixture.at("12:20"))
        #expect(try await post(server, "clock", ["jump": "12:10"]).reply["moscow"] == "2024-07-15 12:10:00")
        #expect(try await post(server, "clock", ["speed": 60]).reply["speed"] == 60)
        #expect(try await post(server, "fault", ["end": 1]).status == 200)
        let chat = await server.respond(to: WebRequest(path: "/sandbox/chat/group"))
        #expect(try JSON.parse(chat.body).at("messages", 0, "text") == "/info")
        let page = await server.respond(to: WebRequest(path: "/"))
        #expect(page.status == 200 && String(decoding: page.body, as: UTF8.self).contains("<main>"))
    }

    @Test("a real socket serves both sides; a reset shows as one")
    func socket() async throws {
        let server = try SandboxFixture.server(clock: SystemClock())
        let port = try server.start()
        let http = HTTPClient()
        let reply = try await http.send(HTTPRequest(url: "http://127.0.0.1:\(port)/bot7000000001:sandbox/getMe"))
        #expect(try JSON.parse(reply.body).at("result", "is_bot") == true)
        var fault = Fault(.resetAfter, .method("sendmessage"))
        fault.times = 1
        _ = server.setFault(ScheduledFault(fault, from: SystemClock().now))
        let send = HTTPRequest(
            url: "http://127.0.0.1:\(port)/bot7000000001:sandbox/sendMessage",
            body: .form([("chat_id", String(SandboxFixture.group)), ("text", "twice")])
        )
        await #expect(throws: HTTPError.self) { try await http.send(send) }
        #expect(try await http.send(send).status == 200)
        #expect(server.messages()?.count == 2)
        #expect(server.recorded.map(\.path) == ["/bot…/getMe", "/bot…/sendMessage", "/bot…/sendMessage"])
        await server.stop()
        await http.shutdown()
    }

    @Test(
        "recorded rows are served as they are, with a SYSTIME; other hours are generated or empty",
        arguments: [true, false]
    )
    func recording(fills: Bool) async throws {
        let folder = try TemporaryFolder(prefix: "mayak-sandbox")
        defer { folder.remove() }
        let directory = folder.path
        let csv = """
            tradedate;tradetime;secid;pr_open;pr_close;vol
            2024-07-15;10:05:00;AFLT;39.37;39.45;5749
            2024-07-15;10:05:00;SBER;270.1;;12
            2024-07-15;10:15:00;SBER;270.2;270.0;7

            """
        let path = "\(directory)/eq_tradestats_2024-07-15_15.csv"
        #expect(FileManager.default.createFile(atPath: path, contents: Data(csv.utf8)))
        let fixture = try SandboxFixture("23:59:00") {
            $0.market.dataDirectory = directory
            $0.market.unrecorded = fills ? .generated : .empty
        }
        let page = try await fixture.json(
            "/iss/datashop/algopack/eq/tradestats.json",
            [("date", "2024-07-15"), ("limit", "3"), ("data.columns", "tradetime,secid,pr_open,pr_close,vol,val")]
        )
        let rows = page.at("data", "data")?.array ?? []
        #expect(rows[0].text == "[\"10:05:00\",\"AFLT\",39.37,39.45,5749,null]")
        #expect(rows[1].text == "[\"10:05:00\",\"SBER\",270.1,null,12,null]")
        // 10:10 is a hole of the recording and stays one.
        #expect(rows[2].at(0) == "10:15:00")
        let total = page.at("data.cursor", "data", 0, 1)?.int ?? 0
        #expect(fills ? total > 100 : total == 3)
        #expect(throws: RecordingError.self) {
            try SandboxFixture { $0.market.dataDirectory = "\(directory)/none" }
        }
    }

    @Test("two days with the same script leave the same transcript")
    func sameTranscript() async throws {
        var transcripts: [String] = []
        for _ in 0..<2 {
            let fixture = try SandboxFixture()
            _ = try await fixture.send("<b>EQ</b>", [("parse_mode", "HTML"), ("reply_markup", SendingTests.keyboard)])
            try fixture.server.say(user: "carol", text: "/status")
            fixture.clock.advance(by: .seconds(7))
            try fixture.server.press(user: "boris", button: "Взять")
            transcripts.append(try fixture.server.transcript("group"))
        }
        #expect(transcripts[0] == transcripts[1])
        #expect(
            transcripts[0]
                == """
                — 2024-07-15 —

                12:00:20 Маяк #1
                  EQ
                  [Взять]

                12:00:20 Carol #2
                  /status

                12:00:27 Борис → #1 [Взять]

                """
        )
    }
}
