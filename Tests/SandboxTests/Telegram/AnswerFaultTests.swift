import Market
import Platform
import Sandbox
import TestKit
import Testing

@Suite("Bot API: faults of answers", .timeLimit(.minutes(1)))
struct AnswerFaultTests {
    @Test(
        "updates come twice, or newest first; the next answer is in order",
        arguments: [(.duplicateUpdates, ["/a", "/a", "/b", "/b"]), (.shuffledUpdates, ["/b", "/a"])]
            as [(Fault.Kind, [String])]
    )
    func spoiledUpdates(kind: Fault.Kind, texts: [String]) async throws {
        let fixture = try SandboxFixture.quiet()
        for text in ["/a", "/b"] { try fixture.server.say(text: text) }
        fixture.fault(kind, .telegram) { $0.times = 1 }
        #expect(try await fixture.updates().map { $0.at("message", "text")?.string } == texts)
        #expect(try await fixture.updates().map { $0.at("message", "text")?.string } == ["/a", "/b"])
    }

    @Test("a 409 as from another process")
    func conflict() async throws {
        let fixture = try SandboxFixture.quiet()
        fixture.fault(.conflict, .method("getupdates")) { $0.times = 1 }
        #expect(try await fixture.call("getUpdates")["error_code"] == 409)
        #expect(try await fixture.call("getUpdates")["ok"] == true)
    }

    @Test(
        "a call that hangs ends with the client's own deadline",
        arguments: [(.hang, 0), (.hangAfter, 1)] as [(Fault.Kind, Int)]
    )
    func hang(kind: Fault.Kind, effects: Int) async throws {
        let server = try SandboxFixture.server(clock: SystemClock())
        let port = try server.start()
        let http = HTTPClient()
        _ = server.setFault(ScheduledFault(Fault(kind, .telegram), from: SystemClock().now))
        let send = HTTPRequest(
            url: "http://127.0.0.1:\(port)/bot\(SandboxFixture.token)/sendMessage",
            body: .form([("chat_id", String(SandboxFixture.group)), ("text", "x")]),
            timeout: .milliseconds(500)
        )
        do {
            _ = try await http.send(send)
            Issue.record("an answer came")
        } catch let error as HTTPError {
            #expect(error.kind == .timeout)
        }
        #expect(server.messages()?.count == effects)
        await server.stop()
        await http.shutdown()
    }
}
