import Market
import Platform
import Sandbox
import Scheduling
import Store
import TestKit
import Testing

@testable import Monitor

@Suite("Alert commands", .timeLimit(.minutes(5)))
struct AlertCommandsTests {
    private static let key = AlertKey(.staleness, Feed(.equities, .obstats))

    /// Posts a command, lets the scheduler's side carry it out, and gives how it ended.
    private func carryOut(_ command: SchedulerCommand, _ rig: MonitorRig) async throws -> String {
        let id = try await rig.store.commands.post(command, author: "Иван (42)", channel: .telegram)
        let commands = try rig.commands
        for record in try await rig.store.commands.claim() { await commands.handle(record) }
        let record = try #require(try await rig.store.commands.command(id))
        return "\(record.state.rawValue): \(record.result ?? "")"
    }

    private func fire(_ rig: MonitorRig) async throws {
        try await rig.book.observe([.bad(Self.key, value: 700, limit: 600)], date: MonitorRig.date)
    }

    @Test("what concerns no open alert is refused with a reason")
    func refusals() async throws {
        let refusals: [(SchedulerCommand, String)] = [
            (.alert(.acknowledge(alert: 7)), "alert #A7 is not open"),
            (.alert(.silenceAlert(alert: 7, until: .minutes(5))), "alert #A7 is not open"),
            (.alert(.endSilences(ids: [7])), "there is no silence 7"),
            (.alert(.recheck(alert: 7)), "there is no alert #A7"),
            (.job(.run(id: "EQ1")), "the scheduler runs jobs itself"),
        ]
        try await withRig("12:00:30") { rig in
            for (command, reason) in refusals {
                let result = try await carryOut(command, rig)
                #expect(result == "refused: \(reason)")
            }
        }
    }

    @Test("taking an alert stores who took it")
    func acknowledge() async throws {
        try await withRig("12:00:30") { rig in
            try await fire(rig)
            #expect(try await carryOut(.alert(.acknowledge(alert: 1)), rig) == "done: taken")
            let alert = try #require(try await rig.store.alerts.alert(1))
            #expect(alert.state == .acknowledged)
            #expect(alert.acknowledgedBy == "Иван (42)")
            #expect(try await rig.said() == ["post 1", "edit 1"])
        }
    }

    @Test("silencing, and ending the silence")
    func silence() async throws {
        try await withRig("12:00:30") { rig in
            try await fire(rig)
            let result = try await carryOut(.alert(.silenceAlert(alert: 1, until: .minutes(30))), rig)
            #expect(result == "done: silent until 2024-07-15 12:30:30 MSK")
            let silence = try #require(try await rig.store.alerts.activeSilences(at: rig.clock.now).first)
            #expect(silence.rule == .staleness && silence.market == .equities && silence.endpoint == .obstats)
            #expect(try await carryOut(.alert(.endSilences(ids: [silence.id])), rig) == "done: silence ended")
            #expect(try await rig.store.alerts.activeSilences(at: rig.clock.now).isEmpty)
            #expect(try await rig.heard() == ["post 1", "silenceLifted"])
        }
    }

    @Test("a silence over a market without an alert")
    func marketSilence() async throws {
        try await withRig("12:00:30") { rig in
            let command = SchedulerCommand.alert(
                .silence(
                    rule: nil,
                    market: .equities,
                    endpoint: nil,
                    until: .minutes(10),
                    reason: "works"
                )
            )
            #expect(try await carryOut(command, rig) == "done: silent until 2024-07-15 12:10:30 MSK")
            try await fire(rig)
            #expect(try await rig.said() == [])
            try await rig.watch(at: "12:10:45")
            #expect(try await rig.heard() == ["silenceEnded", "post 1"])
        }
    }

    @Test("a group is taken and silenced by its leader's number, also when the leader is over")
    func groups() async throws {
        try await withRig("12:00:30") { rig in
            let keys =
                [Endpoint.tradestats, .orderstats, .obstats].map { AlertKey(.schemaDrift, Feed(.equities, $0)) }
                + [Self.key]
            try await rig.book.observe(
                keys.map { .bad($0, value: 1, limit: 0, severity: .warning) },
                date: MonitorRig.date
            )
            #expect(try await rig.said() == ["post digest [4, 1, 2, 3]"])
            let leader = try #require(try await rig.store.alerts.alert(1)?.groupID)
            let leading = try #require(try await rig.store.alerts.alert(leader))
            try await rig.book.observe([.good(leading.key)], date: MonitorRig.date)
            #expect(try await rig.store.alerts.alert(leader)?.state == .resolved)
            #expect(try await carryOut(.alert(.acknowledge(alert: leader)), rig) == "done: taken")
            #expect(try await rig.store.alerts.open().allSatisfy { $0.state == .acknowledged })
            let silenced = try await carryOut(.alert(.silenceAlert(alert: leader, until: .minutes(30))), rig)
            #expect(silenced.hasPrefix("done"))
            #expect(try await rig.store.alerts.activeSilences(at: rig.clock.now).first?.rule == nil)
        }
    }

    @Test(
        "silences of two markets that end together, or are lifted together, are told of once",
        arguments: [true, false]
    )
    func severalSilences(isLifted: Bool) async throws {
        try await withRig("12:00:30") { rig in
            let keys = [AlgoPackSegment.equities, .futures].map { AlertKey(.staleness, Feed($0, .obstats)) }
            try await rig.book.observe(keys.map { .bad($0, value: 700, limit: 600) }, date: MonitorRig.date)
            for market in [AlgoPackSegment.equities, .futures] {
                let request = AlertRequest.silence(
                    rule: nil,
                    market: market,
                    endpoint: .obstats,
                    until: .minutes(10),
                    reason: ""
                )
                _ = try await carryOut(.alert(request), rig)
            }
            let ids = try await rig.store.alerts.activeSilences(at: rig.clock.now).map(\.id)
            if isLifted {
                #expect(try await carryOut(.alert(.endSilences(ids: ids)), rig) == "done: silence ended")
            } else {
                rig.clock.advance(to: rig.clock.now + .minutes(10))
                try await rig.book.apply { book, now in book.tick(at: now) }
            }
            let notices = try await rig.store.outbox.messages(.queued, limit: 50).compactMap { message -> Notice? in
                if case .notice(let notice) = message.draft.content { notice } else { nil }
            }
            #expect(notices.count == 1)
            let tally = Notice.SilenceTally(scope: "EQ obstats, FO obstats", firing: 2, closed: 0)
            #expect(notices.first == (isLifted ? .silenceLifted(tally, by: "Иван (42)") : .silenceEnded(tally)))
        }
    }

    @Test("the end of a silence of one rule is not told as that of everything")
    func silenceOfRule() async throws {
        try await withRig("12:00:30") { rig in
            let key = AlertKey(.authentication)
            try await rig.book.observe([.bad(key, value: 3, limit: 0)], date: MonitorRig.date)
            let request = AlertRequest.silence(
                rule: .authentication,
                market: nil,
                endpoint: nil,
                until: .minutes(10),
                reason: ""
            )
            _ = try await carryOut(.alert(request), rig)
            let ids = try await rig.store.alerts.activeSilences(at: rig.clock.now).map(\.id)
            #expect(try await carryOut(.alert(.endSilences(ids: ids)), rig) == "done: silence ended")
            let scopes = try await rig.store.outbox.messages(.queued, limit: 50).compactMap { message -> String? in
                if case .notice(.silenceLifted(let tally, _)) = message.draft.content { tally.scope } else { nil }
            }
            #expect(scopes == ["authentication"])
        }
    }

    @Test("a re-check asks at once for what the alert is about")
    func recheck() async throws {
        try await withRig("12:00:30") { rig in
            try await fire(rig)
            #expect(try await carryOut(.alert(.recheck(alert: 1)), rig).hasPrefix("done: EQ: tradestats 12:00"))
            #expect(try await rig.open() == [])
            let hi2 = AlertKey(.hi2Missing, Feed(.futures, .hi2))
            rig.clock.advance(to: MonitorRig.at("19:30:00"))
            try await rig.book.observe([.bad(hi2, value: 1, limit: 0)], date: MonitorRig.date)
            #expect(try await carryOut(.alert(.recheck(alert: 2)), rig) == "done: EQ present, FX present, FO present")
            #expect(try await rig.open() == [])
            #expect(try await rig.heard().contains { $0.hasPrefix("hi2") } == false)
        }
    }

    @Test("a re-check of a message's number asks every market that it shows")
    func recheckOfGroup() async throws {
        try await withRig("12:00:30") { rig in
            let keys = [AlgoPackSegment.equities, .futures].map { AlertKey(.staleness, Feed($0, .obstats)) }
            try await rig.book.observe(keys.map { .bad($0, value: 700, limit: 600) }, date: MonitorRig.date)
            let leader = try #require(try await rig.store.alerts.alert(1)?.groupID)
            let result = try await carryOut(.alert(.recheck(alert: leader)), rig)
            #expect(result.contains("EQ: tradestats") && result.contains("FO: tradestats"), "\(result)")
            #expect(!result.contains("FX:"))
            #expect(try await rig.open() == [])
        }
    }

    @Test("of a message of several markets the silence until the session's end lasts until the latest close")
    func silenceOfGroup() async throws {
        try await withRig("15:00:30") { rig in
            let keys = [AlgoPackSegment.equities, .futures].map { AlertKey(.staleness, Feed($0, .obstats)) }
            try await rig.book.observe(keys.map { .bad($0, value: 700, limit: 600) }, date: MonitorRig.date)
            let leader = try #require(try await rig.store.alerts.alert(1)?.groupID)
            let result = try await carryOut(.alert(.silenceAlert(alert: leader, until: .sessionEnd)), rig)
            #expect(result == "done: silent until 2024-07-15 18:50:00 MSK")
        }
    }
}
