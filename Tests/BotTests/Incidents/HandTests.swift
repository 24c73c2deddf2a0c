import Market
import Store
import TestKit
import Testing

@testable import Bot

/// Release, hand-over, closing and opening again under an alert.
@Suite("Alerts by hand, in the chat", .timeLimit(.minutes(1)))
struct HandTests {
    @Test("payloads are read back, and nothing else is")
    func routes() {
        for action: IncidentAction in [.release, .close, .reopen, .pick, .give(to: 1_002)] {
            let route = IncidentRoute(alert: 7, action: action)
            #expect(CallbackPayload(route.payload).flatMap { IncidentRoute($0.arguments) } == route)
        }
        for word in ["to", "to0", "to-5", "to+5", "to5x", "to99999999999999999999"] {
            #expect(IncidentRoute(["7", word]) == nil, "\(word)")
        }
    }

    @Test("whoever gets an alert is called by name, and the scheduler is asked")
    func handOver() async throws {
        try await withBench { bench in
            let alert = try await bench.raise(AlertKey(.staleness, Feed(.futures, .obstats)))
            try await bench.store.people.setRole(Person(id: 11, name: "Ольга", role: .operator))
            bench.telegram.push(bench.press("v1:inc:\(alert.id):give", id: 1))
            try await bench.settle()
            let keyboard = try #require(bench.telegram.calls("sendMessage").last?.arguments["reply_markup"])
            #expect(keyboard.contains("v1:inc:\(alert.id):to11") && !keyboard.contains(":to9\""))
            bench.clock.advance(by: .seconds(5))
            bench.telegram.push(bench.press("v1:inc:\(alert.id):to11", id: 2))
            try await bench.settle()
            #expect(
                bench.telegram.texts.contains { $0.contains("<a href=\"tg://user?id=11\">Ольга</a>, вам передано") }
            )
            let command = try #require(try await bench.store.commands.claim().first)
            #expect(command.command == .alert(.handOver(alert: alert.id, person: "Ольга (11)")))
            // A viewer is nobody to hand it to, and may not do it.
            bench.telegram.push(
                bench.press("v1:inc:\(alert.id):to\(BotBench.viewer)", id: 3),
                bench.press("v1:inc:\(alert.id):close", id: 4, from: BotBench.viewer)
            )
            try await bench.settle()
            #expect(try await bench.store.commands.claim().isEmpty)
        }
    }

    @Test("whoever gets a message with several feeds is told of all of them")
    func handOverOfGroup() async throws {
        try await withBench { bench in
            var alerts: [AlertRecord] = []
            for endpoint in [Endpoint.tradestats, .orderstats] {
                alerts.append(try await bench.raise(AlertKey(.staleness, Feed(.equities, endpoint))))
            }
            var batch = StoreBatch()
            for index in alerts.indices {
                alerts[index].groupID = alerts[0].id
                alerts[index].revision += 1
            }
            batch.alerts.records = alerts
            try await bench.store.commit(batch)
            try await bench.store.people.setRole(Person(id: 11, name: "Ольга", role: .operator))
            bench.telegram.push(bench.press("v1:inc:\(alerts[0].id):to11", id: 2))
            try await bench.settle()
            let number = alerts[0].id
            #expect(
                bench.telegram.texts.contains { $0.contains("вам передано #A\(number) (EQ)") },
                "\(bench.telegram.texts)"
            )
        }
    }

    @Test("a taken alert can be given back, one closed by hand opened again", arguments: Language.allCases)
    func keyboard(_ language: Language) throws {
        var alert = AlertRecord(
            key: AlertKey(.staleness, Feed(.futures, .obstats)),
            severity: .critical,
            date: CivilDate(dayNumber: 20_000),
            openedAt: Timestamp(seconds: 1_728_000_000),
            value: 900,
            limit: 600
        )
        alert.id = 5
        alert.state = .firing
        func words() -> [String] {
            let now = alert.openedAt + .minutes(9)
            return IncidentKeyboard(alert: alert, wording: Wording(language), now: now).rows.flatMap { $0 }.map(\.data)
                .compactMap { $0?.split(separator: ":").last.map(String.init) }
        }
        #expect(words().contains("close") && !words().contains("free"))
        (alert.acknowledgedBy, alert.acknowledgedAt, alert.state) = ("Анна (1)", alert.openedAt, .acknowledged)
        #expect(words().contains("free") && words().contains("give"))
        (alert.state, alert.closing, alert.closedAt) = (.resolved, .withdrawn, alert.openedAt + .minutes(9))
        #expect(words() == ["plot"])
        alert.facts.closedBy = "Анна (1)"
        #expect(words() == ["plot", "reopen"])
        let text = IncidentScreen(alert: alert, now: alert.openedAt + .minutes(9), wording: Wording(language)).lines
        #expect(text[0].contains(language == .russian ? "закрыто вручную" : "closed by hand"))
        #expect(text[1].contains("Анна"))
    }
}
