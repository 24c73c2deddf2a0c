import Platform
import Sandbox
import TestKit
import Testing

@Suite("Control surface: bodies and deeds")
struct ControlTests {
    struct Body: Sendable, CustomTestStringConvertible {
        let type: String?
        var query: [(String, String)] = []
        var body = ""
        var testDescription: String { type ?? "query" }
    }

    @Test(
        "speaks in JSON, forms, multipart and the query",
        arguments: [
            Body(type: nil, body: #"{"chat":"group","user":1002,"text":"12"}"#),
            Body(type: "application/json; charset=utf-8", body: #"{"chat":"group","user":"boris","text":"12"}"#),
            Body(type: "application/x-www-form-urlencoded", body: "chat=group&user=1002&text=12"),
            // What curl -d says of every body.
            Body(type: "application/x-www-form-urlencoded", body: #" {"chat":"group","user":1002,"text":"12"}"#),
            Body(
                type: "multipart/form-data; boundary=b",
                body: "--b\r\nContent-Disposition: form-data; name=user\r\n\r\nboris\r\n"
                    + "--b\r\nContent-Disposition: form-data; name=text\r\n\r\n12\r\n--b--\r\n"
            ),
            Body(type: nil, query: [("user", "boris"), ("text", "12")]),
        ]
    )
    func bodies(body: Body) async throws {
        let fixture = try SandboxFixture()
        let response = await fixture.server.respond(
            to: WebRequest(
                method: "POST",
                path: "/sandbox/say",
                query: body.query,
                headers: body.type.map { [("Content-Type", $0)] } ?? [],
                body: Array(body.body.utf8)
            )
        )
        #expect(response.status == 200)
        #expect(fixture.server.messages()?.map { $0.formatted?.text } == ["12"])
        #expect(fixture.server.messages()?.map(\.from) == [1002])
    }

    @Test("a fault can be set from a form")
    func formFault() async throws {
        let fixture = try SandboxFixture()
        let request = WebRequest(
            method: "POST",
            path: "/sandbox/fault",
            headers: [("Content-Type", "application/x-www-form-urlencoded")],
            body: Array("kind=429&target=telegram&retry_after=7&times=1&for=20m".utf8)
        )
        #expect(await fixture.server.respond(to: request).status == 200)
        #expect(fixture.server.faults.first?.scheduled.fault.retryAfter == 7)
    }

    @Test("people come, join, react and delete; unknown updates reach the bot")
    func deeds() async throws {
        let fixture = try SandboxFixture.quiet()
        try await fixture.control("user", ["name": "lena", "id": 2001, "first_name": "Лена", "language": "ru"])
        try await fixture.control("member", ["user": "lena", "standing": "member"])
        try fixture.server.say(user: "lena", text: "привет")
        _ = try await fixture.updates([("allowed_updates", #"["message_reaction"]"#)])
        try await fixture.control("react", ["user": "boris", "message_id": 2, "emoji": "👍"])
        let lena = try #require(fixture.server.messages()?.last { $0.from == 2001 })
        try await fixture.control("react", ["user": "boris", "message_id": .int(Int64(lena.id)), "emoji": "🔥"])
        try await fixture.control("update", ["kind": "quantum_message", "value": ["state": "both"]])
        let updates = try await fixture.updates([("offset", "-2")])
        #expect(updates.first?.at("message_reaction", "new_reaction", 0, "emoji") == "🔥")
        #expect(updates.last?.at("quantum_message", "state") == "both")
        try await fixture.control("delete", ["user": "lena", "message_id": .int(Int64(lena.id))])
        #expect(fixture.server.messages()?.contains { $0.id == lena.id } == false)
    }

    @Test(
        "mistakes are told",
        arguments: [
            ("chat", ["name": "x"], "kind"), ("chat", ["name": "group", "kind": "group"], "already"),
            ("user", ["name": "anna", "id": 5], "somebody new"), ("member", ["standing": "king"], "one of creator"),
            ("bot", [:], "revoked"), ("block", ["user": "nobody", "blocked": true], "no user nobody"),
            ("delete", ["message_id": 77], "no message 77"), ("dance", [:], "no such route"),
        ] as [(String, JSON, String)]
    )
    func mistakes(deed: String, body: JSON, words: String) async throws {
        let reply = try await SandboxFixture().control(deed, body)
        #expect(reply["ok"] == false)
        #expect(reply["error"]?.string?.contains(words) == true)
    }
}
