import Bot
import Market
import Platform
import Sandbox
import Store
import TestKit
import Testing

/// The exchange says that Tuesday is a holiday, our calendar says that it is not.
@Suite("Is today a holiday?", .timeLimit(.minutes(1)))
struct CalendarQuestionTests {
    private static let markets: [AlgoPackSegment] = [.equities, .futures]

    @Test("one message asks for each market; an answer is an edit with its reason, and can be taken back")
    func answers() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try await ask(store, clock)
            try await settle(service, clock)
            let question = try #require(sandbox.messages()?.last)
            let text = try #require(question.formatted?.text)
            #expect(text.hasPrefix("🔴 EQ, FO · календарь: сегодня выходной?"))
            #expect(text.contains("FO: на бирже торгов нет, у нас обычный (по дню недели)"))
            #expect(
                question.keyboard?.rows.prefix(2).map { $0.map(\.text) } == [
                    ["EQ: да", "EQ: нет"], ["FO: да", "FO: нет"],
                ]
            )

            try sandbox.press(user: "boris", button: "FO: да")
            try await settle(service, clock)
            #expect(try await store.calendar.history().isEmpty)

            try sandbox.press(button: "FO: да")
            try await settle(service, clock)
            let edit = try #require(try await store.calendar.history().first)
            #expect(edit.market == .futures && edit.after?.kind == .closed && edit.author == "Анна (1001)")
            #expect(edit.after?.note == "ответ на вопрос: на бирже торгов нет, у нас было обычный")
            #expect(try await store.audit.latest(limit: 1).first?.action == "calendar.set")

            try sandbox.press(button: "FO: нет")
            try await settle(service, clock)
            #expect(try await store.calendar.history().count == 1)
            try sandbox.press(button: "EQ: нет")
            try await settle(service, clock)
            #expect(try await store.calendar.history().first?.after?.kind == .normal)
            clock.advance(by: .seconds(3))
            try await settle(service, clock)

            try sandbox.press(button: "↩ Отменить")
            try await settle(service, clock)
            #expect(try await store.calendar.history().first?.undoes != nil)
        }
    }

    /// What the scheduler leaves: the exchange's layer, and two alerts that share a message.
    private func ask(_ store: StateStore, _ clock: ManualClock) async throws {
        let today = MoscowTime.date(of: clock.now)
        try await store.calendar.replaceLayer(
            .feed,
            with: Self.markets.map { market in
                CalendarStatement(
                    market: market,
                    date: today,
                    layer: .feed,
                    kind: .closed,
                    author: "moex-feed",
                    saidAt: clock.now
                )
            }
        )
        var batch = StoreBatch()
        for market in Self.markets {
            var alert = AlertRecord(
                key: AlertKey(.calendarMismatch, market: market),
                severity: .critical,
                date: today,
                openedAt: clock.now,
                value: 1,
                limit: 0
            )
            alert.id = try await store.alerts.lastID() + 1 + Int64(batch.alerts.records.count)
            alert.state = .firing
            alert.firedAt = clock.now
            alert.toldAt = clock.now
            alert.groupID = batch.alerts.records.first?.id ?? alert.id
            alert.facts.days = [today]
            alert.facts.dispute = .init(date: today, feed: .closed, ours: .normal, layer: .rule)
            batch.alerts.records.append(alert)
        }
        batch.outbox.drafts = [
            OutboxDraft(
                dedupeKey: "incident:1:1",
                content: .digest(alerts: batch.alerts.records.map(\.id)),
                priority: .critical,
                coalesceKey: "incident:1"
            )
        ]
        try await store.commit(batch)
    }
}
