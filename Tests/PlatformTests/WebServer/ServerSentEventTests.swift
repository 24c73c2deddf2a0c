import Platform
import TestKit
import Testing

@Suite("Server-sent events", .timeLimit(.minutes(5)))
struct ServerSentEventTests {
    static let events: [(event: ServerSentEvent, text: String)] = [
        (ServerSentEvent("a"), "data: a\n\n"), (ServerSentEvent(""), "data: \n\n"),
        (ServerSentEvent("a\nb\r\nc\rd"), "data: a\ndata: b\ndata: c\ndata: d\n\n"),
        (ServerSentEvent("a\n"), "data: a\ndata: \n\n"),
        (
            ServerSentEvent("x", event: "slot", id: "17", retry: .milliseconds(2_500)),
            "event: slot\nid: 17\nretry: 2500\ndata: x\n\n"
        ),
        (ServerSentEvent("x", event: "a\ndata: b", id: "1\r\n2\0"), "event: adata: b\nid: 12\ndata: x\n\n"),
        (ServerSentEvent(": комментарий"), "data: : комментарий\n\n"),
    ]

    @Test("writes fields, and data line by line", arguments: events)
    func text(_ row: (event: ServerSentEvent, text: String)) {
        #expect(row.event.text == row.text)
    }

    @Test("keeps a quiet stream alive with comments and goes on where the client was")
    func heartbeat() async throws {
        let clock = ManualClock()
        try await withServer { request in
            let last = request.lastEventID ?? "none"
            return ServerSentEvents(clock: clock, heartbeat: .seconds(10)).response { writer in
                try await writer.send(ServerSentEvent("after \(last)"))
                try await clock.sleep(for: .seconds(25))
                try await writer.send(ServerSentEvent("end"))
            }
        } _: { server, _ in
            let connection = try #require(RawConnection(port: server.port))
            connection.send("GET / HTTP/1.1\r\nHost: a\r\nLast-Event-ID: 41\r\nConnection: close\r\n\r\n")
            let beginning = await connection.receive { $0.contains("after") && $0.contains(":\n\n") }
            #expect(beginning.contains("Content-Type: text/event-stream"))
            #expect(beginning.contains("data: after 41\n\n"))
            await clock.sleepers(2)
            clock.advance(by: .seconds(10))
            #expect(await connection.receive { $0.contains(":\n\n") }.contains(":\n\n"))
            await clock.sleepers(2)
            clock.advance(by: .seconds(10))
            #expect(await connection.receive { $0.contains(":\n\n") }.contains(":\n\n"))
            await clock.sleepers(2)
            clock.advance(by: .seconds(5))
            let end = await connection.receive()
            #expect(end.contains("data: end\n\n") && end.hasSuffix("0\r\n\r\n"))
        }
    }
}
