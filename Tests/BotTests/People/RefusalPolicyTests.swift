import Market
import Store
import Testing

@testable import Bot

@Suite("Refused attempts")
struct RefusalPolicyTests {
    private let policy = RefusalPolicy()
    private let start = Timestamp(seconds: 1_795_000_000)

    /// A row: minutes after the start, whether the person is answered, whether the admins are told.
    @Test("five an hour are answered, the fifth is reported, and then nothing for a day")
    func table() {
        let rows: [(minute: Int, isAnswered: Bool, isReported: Bool)] = [
            (0, true, false), (1, true, false), (2, true, false), (3, true, false), (4, true, true),
            (5, false, false), (59, false, false),
            // A new hour: answered again, and the same person is no news.
            (60, true, false), (61, true, false), (62, true, false), (63, true, false), (64, true, false),
            (65, false, false),
            // A day after the report it is news again.
            (1_500, true, false), (1_501, true, false), (1_502, true, false), (1_503, true, false),
            (1_504, true, true), (1_505, false, false),
        ]
        var known: RefusedAttempts?
        for row in rows {
            let verdict = policy.judge(known, of: 5, .code, at: start + .minutes(row.minute))
            #expect(verdict.isAnswered == row.isAnswered, "minute \(row.minute)")
            #expect(verdict.isReported == row.isReported, "minute \(row.minute)")
            known = verdict.attempts
        }
    }

    @Test("a blocked person is free again an hour after the first attempt")
    func blocked() {
        var attempts = RefusedAttempts(person: 5, kind: .code, count: 4, since: start)
        #expect(!policy.isBlocked(nil, at: start))
        #expect(!policy.isBlocked(attempts, at: start + .minutes(1)))
        attempts.count = 5
        #expect(policy.isBlocked(attempts, at: start + .minutes(59)))
        #expect(!policy.isBlocked(attempts, at: start + .minutes(60)))
    }
}

@Suite("Unknown commands")
struct CommandSuggestionTests {
    @Test(
        "the nearest of what the person may use, by name, alias and beginning",
        arguments: [
            ("satus", "status"), ("stat", "status"), ("statsu", "status"), ("delay", "delays"), ("alrets", "alerts"),
            ("mutee", "help-text"), ("kalendr", "calendar"), ("hlep", "help"), ("sess", "sessions"), ("jbs", "jobs"),
            ("whoam", "whoami"), ("info2", "info"), ("audti", "help-text"), ("xyz", "help-text"),
            ("positons", "positions"), ("peopl", "help-text"),
        ]
    )
    func viewer(_ typed: String, _ expected: String) {
        let names = ChatCommands.spellings(for: .viewer)
        let suggestion = CommandSuggestion(for: typed, among: names, isAddressed: true)
        #expect(suggestion == (expected == "help-text" ? .help : .nearest(expected)))
        #expect(CommandSuggestion(for: typed, among: names, isAddressed: false) == .silence)
    }

    @Test("admins are led to what only they may use")
    func admin() {
        let names = ChatCommands.spellings(for: .admin)
        #expect(CommandSuggestion(for: "audti", among: names, isAddressed: true) == .nearest("audit"))
        #expect(CommandSuggestion(for: "peopl", among: names, isAddressed: true) == .nearest("people"))
    }

    @Test("an alias never hides a command, and leads to one")
    func aliases() {
        let names = Set(ChatCommands.all.map(\.name))
        #expect(names.count == ChatCommands.all.count)
        for alias in ChatCommands.aliases {
            #expect(!names.contains(alias.spelling) && names.contains(alias.name), "\(alias.spelling)")
            #expect(CommandCall("/\(alias.spelling)")?.name == alias.spelling)
        }
    }
}

@Suite("Buttons of people and questions")
struct PeopleRouteTests {
    @Test("the longest of each fits, and reads back")
    func roundTrip() throws {
        let screens: [PeopleScreen] =
            [.list, .person(.max), .remove(.max), .roles, .withdraw(.max), .close]
            + Role.allCases.flatMap { [.role(.max, $0), .invite($0)] }
        for screen in screens {
            let route = PeopleRoute(screen, owner: .max)
            let payload = try #require(CallbackPayload(route.payload))
            #expect(payload.route == PeopleRoute.name && PeopleRoute(payload.arguments) == route)
        }
        for answer in ConfirmationAnswer.allCases {
            let route = ConfirmationRoute(nonce: "0123456789abcdef", answer: answer)
            let payload = try #require(CallbackPayload(route.payload))
            #expect(payload.route == ConfirmationRoute.name && ConfirmationRoute(payload.arguments) == route)
        }
    }

    @Test(
        "forged data is refused",
        arguments: [
            "v1:ppl", "v1:ppl:l", "v1:ppl:l:0", "v1:ppl:l:-5", "v1:ppl:p:0:1", "v1:ppl:p:1", "v1:ppl:r:1:boss:1",
            "v1:ppl:n:god:1", "v1:ppl:x:1:1", "v1:ppl:zz:1", "v1:ok:1:y", "v1:ok:0123456789abcdef:q",
            "v1:ok:0123456789abcdeg:y", "v1:ok:0123456789abcdef", "v1:ok:0123456789abcdef:y:1",
        ]
    )
    func forged(_ data: String) throws {
        let payload = try #require(CallbackPayload(data))
        #expect(PeopleRoute(payload.arguments) == nil || payload.route != PeopleRoute.name)
        #expect(ConfirmationRoute(payload.arguments) == nil || payload.route != ConfirmationRoute.name)
    }
}
