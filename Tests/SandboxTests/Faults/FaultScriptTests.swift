import Market
import Sandbox
import TestKit
import Testing

@Suite("Faults file")
struct FaultScriptTests {
    @Test("reads faults and actions with times of the rehearsed date")
    func reading() throws {
        let text = """
            [
              {"at": "10:30", "until": "11:05", "kind": "stuck", "target": "FO obstats"},
              {"at": "12:00", "for": "20m", "kind": "429", "target": "exchange", "retry_after": 15, "times": 3},
              {"at": "2024-07-16 09:00:00", "kind": "kicked", "target": "chat:group"},
              {"at": "14:00:05", "press": "Взять", "user": "boris"},
              {"at": "14:00:06", "press": ["Взять", "Take"]},
              {"at": "12:00", "say": "/calendar", "user": 1003, "chat": "private"}
            ]
            """
        let script = try FaultScript(Array(text.utf8), date: SandboxFixture.date)
        #expect(script.faults.map(\.fault.kind) == [.stuck, .rateLimited, .kicked])
        #expect(script.faults[0].fault.target == .feed(Feed(.futures, .obstats)))
        #expect(script.faults[0].until == SandboxFixture.at("11:05"))
        #expect(script.faults[1].until == SandboxFixture.at("12:20"))
        #expect(script.faults[1].fault.retryAfter == 15)
        #expect(script.faults[2].from == SandboxFixture.at("09:00", on: SandboxFixture.date.adding(days: 1)))
        #expect(script.actions.map(\.kind) == [.say("/calendar"), .press(["Взять"]), .press(["Взять", "Take"])])
        #expect(script.actions[2].words == "anna: press «Взять» or «Take»")
        #expect(script.actions[0].user == "1003" && script.actions[0].chat == "private")
        #expect(script.actions[1].chat == "group")
    }

    @Test(
        "names the place of the mistake",
        arguments: [
            ("{}", "1:1: the file must be an array of faults and actions"),
            ("[\n {\"at\": \"10:00\"}\n]", "2:2: kind: missing; one of"),
            ("[{\"at\": \"10:00\", \"kind\": \"stuk\"}]", "1:26: kind: \"stuk\" is unknown; one of late, stuck"),
            ("[{\"at\": \"25:00\", \"kind\": \"stuck\"}]", "1:9: at: \"25:00\" is no time"),
            ("[{\"kind\": \"stuck\"}]", "1:2: at: missing"),
            ("[{\"at\": \"10:00\", \"kind\": \"stuck\", \"target\": \"XX\"}]", "1:45: target: \"XX\" is unknown"),
            (
                "[{\"at\": \"10:00\", \"kind\": \"hole\", \"target\": \"telegram\"}]",
                "1:44: target: hole needs exchange"
            ),
            (
                "[{\"at\": \"10:00\", \"until\": \"09:00\", \"kind\": \"hole\"}]",
                "1:27: until: must be later than \"at\""
            ),
            ("[{\"at\": \"10:00\", \"kind\": \"late\", \"seconds\": \"5\"}]", "1:45: seconds: must be a whole number"),
            ("[{\"at\": \"10:00\", \"kind\": \"late\", \"sec\": 5}]", "1:41: sec: unknown key; allowed: at, until"),
            ("[{\"at\": \"10:00\", \"say\": \"a\", \"press\": \"b\"}]", "1:2: say: give either"),
            ("[{\"at\": \"10:00\", \"press\": [1]}]", "1:27: press: must be a text or an array of texts"),
            ("[1]", "1:2: must be an object"),
            ("[", "1:2: unexpected end of text"),
        ]
    )
    func mistakes(text: String, words: String) {
        #expect {
            try FaultScript(Array(text.utf8), date: SandboxFixture.date)
        } throws: { error in
            "\(error)".hasPrefix(words)
        }
    }
}
