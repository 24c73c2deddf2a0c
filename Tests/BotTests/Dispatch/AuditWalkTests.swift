import Foundation
import Market
import Operations
import Platform
import Store
import TestKit
import Testing

@testable import Bot

/// Walks everything in the chat that has an effect: a row before it, its result after it.
@Suite("Audit of the chat", .timeLimit(.minutes(1)))
struct AuditWalkTests {
    /// One thing a person does; `%A` stands for the number of an open alert, `%R` for the calendar's revision.
    private struct Deed: Sendable {
        let text: String
        let actions: [String]
        /// True where a question comes first.
        var isAsked = false
        var person = BotBench.admin

        init(_ text: String, _ actions: String..., isAsked: Bool = false) {
            self.text = text
            self.actions = actions
            self.isAsked = isAsked
        }

        var isPress: Bool { text.hasPrefix("v1:") }
        /// The command's name, or the route of the button.
        var subject: String {
            let words = text.split { ": ".contains($0) }
            return isPress ? String(words[1]) : String(words[0].dropFirst())
        }
    }

    private static let deeds: [Deed] =
        [
            Deed("/run EQ1", "job.run"), Deed("/run send_plots", "job.run", isAsked: true),
            Deed("v1:run:EQ1", "job.run"),
            Deed("v1:run:send_plots", "job.run", isAsked: true),
            Deed("/pause EQ1 vendor", "job.pause", isAsked: true), Deed("/unpause EQ1", "job.resume"),
            Deed("/pause EQ1", "job.pause", isAsked: true), Deed("v1:pau:EQ1", "job.resume"),
            Deed("/silence fo obstats 60", "silence.set"), Deed("/silence 60", "silence.set", isAsked: true),
            Deed("v1:do:silence:FO:all:30", "silence.set"),
            Deed("/lang en", "language.set"), Deed("/lang ru", "language.set"), Deed("v1:lang:ru", "language.set"),
            Deed("/settings quiet 22:00 7:00", "settings.set"), Deed("v1:set:d:30", "settings.set"),
            Deed("/people set 9 trader", "people.set", isAsked: true),
            Deed("/people remove 9", "people.remove", isAsked: true),
            Deed("/people invite operator", "people.invite"), Deed("v1:ppl:w:1:7", "people.withdraw"),
            Deed("/people invite admin", "people.invite", isAsked: true),
            Deed("v1:inc:%A:m30", "alert.silence"), Deed("v1:inc:%A:unmute", "silence.end"),
            Deed("/unsilence all", "silence.end"), Deed("v1:sil:1", "silence.end"),
            Deed("v1:inc:%A:check", "alert.recheck"), Deed("v1:inc:%A:take", "alert.take"),
            Deed("v1:inc:%A:free", "alert.release"), Deed("v1:inc:%A:to8", "alert.handover"),
            Deed("v1:inc:%A:close", "alert.close"),
            Deed("/halt all link", "portfolio.halt", isAsked: true), Deed("/resume", "portfolio.resume", isAsked: true),
            Deed("/oncall пн-пт 9-19 Иван", "duty.set"),
            Deed("v1:cal:a:20240715:FO:c:%R:7", "calendar.set"), Deed("v1:cal:u:1:1:7", "calendar.undo"),
        ] + ofEngine

    /// Behind the others, because with an engine a halt is the engine's too.
    private static let ofEngine: [Deed] = [
        Deed("/flatten outage", "engine.flatten", isAsked: true), Deed("v1:trip:7:all", "engine.close", isAsked: true),
        Deed("/override off", "engine.resume", isAsked: true),
    ]

    /// Routes whose presses only show something, or whose effect is behind a question of the table.
    private static let looking: Set<String> = ["noop", "aud", "ok", PlotFileRoute.name]

    @Test("every command and every route with an effect is in the table")
    func complete() async throws {
        try await withBench { bench in
            let subjects = Set(Self.deeds.map(\.subject))
            for command in ChatCommands.all where !command.isReadOnly {
                #expect(subjects.contains(command.name), "/\(command.name) has an effect and no row in the table")
            }
            for handler in dispatcher(bench).buttons where !Self.looking.contains(handler.route) {
                #expect(subjects.contains(handler.route), "the route \(handler.route) has no row in the table")
            }
        }
    }

    @Test("each leaves a row before its effect and a result after it")
    func walk() async throws {
        try await withBench { bench in
            try await bench.store.jobs.savePlan(
                [
                    ("EQ1", false), ("send_plots", true), ("hi2_check", false),
                ]
                .map { JobPlan(id: $0, trigger: "t", function: $0, asksFirst: $1, nextRun: nil, zone: "UTC") }
            )
            try await bench.store.settings.set(SettingName.privateChat(BotBench.admin), "ru")
            try await bench.store.haltPortfolio(at: bench.clock.now)
            var alert = try await bench.raise(AlertKey(.staleness, Feed(.futures, .obstats)))
            for (index, deed) in Self.deeds.enumerated() {
                try await prepare(deed, &alert, bench)
                let before = try await bench.store.audit.latest(limit: 1).first?.id ?? 0
                try await perform(deed, id: Int64(index * 2 + 1), alert, bench)
                let commands = try await bench.store.commands.claim()
                let rows = try await bench.store.audit.latest(limit: 9).filter { $0.id > before }
                #expect(rows.map(\.action) == deed.actions, "\(deed.text)")
                #expect(rows.allSatisfy { $0.actor == "7 N" && !$0.object.isEmpty }, "\(deed.text)")
                // A command of the scheduler has no result until the scheduler has answered.
                #expect(commands.isEmpty || rows.allSatisfy { $0.result == nil }, "\(deed.text)")
                for command in commands { try await bench.store.commands.finish(command.id, .done, result: "ok") }
                try await bench.settle()
                let after = try await bench.store.audit.latest(limit: 9).filter { $0.id > before }
                #expect(after.allSatisfy { $0.result != nil }, "\(deed.text)")
                bench.clock.advance(by: .seconds(10))
            }
        }
    }

    private func perform(_ deed: Deed, id: Int64, _ alert: AlertRecord, _ bench: BotBench) async throws {
        let revision = try await bench.store.calendar.revision()
        let text = deed.text.replacing("%A", with: "\(alert.id)").replacing("%R", with: String(revision, radix: 36))
        bench.telegram.push(
            deed.isPress
                ? bench.press(text, id: id, from: deed.person) : bench.command(text, id: id, from: deed.person)
        )
        try await bench.settle()
        guard deed.isAsked else { return }
        #expect(try await bench.store.commands.claim().isEmpty, "\(deed.text) did not wait for a yes")
        let keyboard = try #require(bench.telegram.calls("sendMessage").last?.arguments["reply_markup"])
        let yes = try #require(keyboard.firstMatch(of: /v1:ok:[0-9a-f]{16}:y/)).output
        bench.clock.advance(by: .seconds(5))
        bench.telegram.push(bench.press(String(yes), id: id + 1, from: deed.person))
        try await bench.settle()
    }

    private func prepare(_ deed: Deed, _ alert: inout AlertRecord, _ bench: BotBench) async throws {
        // What the scheduler would have made of a press before: an alert muted, so that it can be unmuted.
        if deed.text.hasSuffix("unmute") { try await mute(&alert, bench) }
        if Self.ofEngine.contains(where: { $0.text == deed.text }) { try await showEngine(bench) }
    }

    /// An engine that trades, and holds a position.
    private func showEngine(_ bench: BotBench) async throws {
        let now = bench.clock.now
        var batch = StoreBatch()
        batch.engine.reading = EngineReading(.running, at: now, strategy: "ensemble", instruments: ["SBER"])
        batch.engine.trips = [
            EngineTrip(
                number: 7,
                instrument: "SBER",
                side: .buy,
                openedAt: now,
                lots: 1,
                mostLots: 1,
                entry: nil,
                mark: nil,
                stop: nil,
                gain: .zero
            )
        ]
        try await bench.store.commit(batch)
    }

    private func mute(_ alert: inout AlertRecord, _ bench: BotBench) async throws {
        var batch = StoreBatch()
        batch.alerts.silences = [
            Silence(
                id: 0,
                rule: alert.key.rule,
                market: alert.key.market,
                endpoint: alert.key.endpoint,
                createdAt: bench.clock.now,
                until: bench.clock.now + .hours(1),
                author: "N (7)",
                reason: ""
            )
        ]
        try await bench.store.commit(batch)
    }

    private func dispatcher(_ bench: BotBench) -> Dispatcher {
        let context = BotContext(
            store: OperationsStore(bench.store),
            calendars: CalendarCache(store: bench.store.calendar),
            clock: bench.clock,
            options: bench.options,
            log: Log(component: "test", threshold: .critical, clock: bench.clock)
        )
        return Dispatcher(context: context, client: bench.client)
    }
}
