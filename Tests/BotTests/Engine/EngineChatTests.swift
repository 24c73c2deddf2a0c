import Market
import Sandbox
import Store
import TestKit
import Testing

@testable import Bot

/// The trading engine in the real sandbox's chat, as it has written itself into the store.
@Suite("The engine in the chat", .timeLimit(.minutes(1)))
struct EngineChatTests {
    private static let number: Int64 = 1_721_034_000_123

    private func reading(at now: Timestamp, _ halts: [Halt] = []) -> EngineReading {
        var reading = EngineReading(.running, at: now, strategy: "ensemble", instruments: ["SBER", "GAZP"])
        reading.startedAt = now - .hours(1)
        reading.dayGain = Money(units: 1_234)
        reading.totalGain = Money(units: -5_678)
        reading.books = 12_345
        reading.orderCount = 42
        reading.halts = halts.map(EngineReading.StandingHalt.init)
        reading.orders = [
            EngineReading.WorkingOrder(
                id: "1",
                instrument: "GAZP",
                side: .sell,
                lots: 3,
                filled: 1,
                price: Price("120.5"),
                status: "working",
                sentAt: now
            )
        ]
        return reading
    }

    private func trip(at now: Timestamp) -> EngineTrip {
        EngineTrip(
            number: Self.number,
            instrument: "SBER",
            side: .buy,
            openedAt: now,
            lots: 4,
            mostLots: 4,
            entry: Price("300.1"),
            mark: Price("301.25"),
            stop: Price("299"),
            gain: Money(units: 46),
            isTold: true
        )
    }

    private func write(_ store: StateStore, _ trips: [EngineTrip], _ reading: EngineReading) async throws {
        var batch = StoreBatch()
        batch.engine.reading = reading
        batch.engine.trips = trips
        try await store.commit(batch)
    }

    /// Runs a command, and gives the answer.
    private func answer(
        _ text: String,
        user: String = "anna",
        _ sandbox: SandboxServer,
        _ service: BotService,
        _ clock: ManualClock
    ) async throws -> String {
        clock.advance(by: .seconds(5))
        try sandbox.say(user: user, text: text)
        try await settled(service, clock)
        return try shown(sandbox)
    }

    @Test("screens have its part below that of the daily jobs; without an engine they are as they were")
    func screens() async throws {
        try await withSandbox { sandbox, service, store, clock in
            #expect(try await answer("/orders", sandbox, service, clock) == "⚪ Робот не настроен")
            #expect(
                try await answer("/positions", sandbox, service, clock) == "Портфель ещё не начат: сигналов не было"
            )
            try await write(store, [trip(at: clock.now)], reading(at: clock.now))
            #expect(
                try await answer("/positions", sandbox, service, clock) == """
                    Портфель ещё не начат: сигналов не было
                    Робот · торгует
                    🔺 SBER +46 ₽ · лонг · лотов 4
                    300,1 → 301,25
                    стоп 299
                    """
            )
            #expect(
                try await answer("/orders", sandbox, service, clock) == """
                    Робот · торгует
                    продать GAZP · лотов 2 по 120,5
                    """
            )
            let gains = "За день +1234 ₽\nСделок сегодня нет\nС начала -5678 ₽"
            #expect(try await answer("/pnl", sandbox, service, clock).hasSuffix("Робот · торгует\n\(gains)"))
            #expect(try await answer("/risk", sandbox, service, clock).hasSuffix("Робот · торгует\n\(gains)"))
            let strategy = try await answer("/strategy", sandbox, service, clock)
            #expect(strategy.contains("Стратегия ensemble, на бумаге\nБумаги: SBER GAZP\n"))
            #expect(strategy.contains("Стаканов 12 345, заявок 42"))
            clock.advance(by: .minutes(10))
            #expect(try await answer("/orders", sandbox, service, clock).contains("Робот · молчит с "))
        }
    }

    @Test("signals say today's in numbers and the latest, and a spread that is wide is above them")
    func signals() async throws {
        try await withSandbox { sandbox, service, store, clock in
            var reading = reading(at: clock.now)
            reading.wideSpreads = [
                EngineReading.WideSpread(instrument: "GAZP", basisPoints: 12.4, since: clock.now - .minutes(2))
            ]
            try await write(store, [], reading)
            #expect(
                try await answer("/signals", sandbox, service, clock)
                    .hasSuffix("Робот · торгует\n🟡 Широкий спред: GAZP, 12 б.п.\n⚪ Сегодня сигналов нет")
            )
            var batch = StoreBatch()
            batch.engine.signals = [2.0, -3, 0].enumerated().map { place, lots in
                EngineSignal(
                    at: clock.now + .milliseconds(Int64(place)),
                    instrument: "SBER",
                    strategy: "ensemble",
                    lots: lots,
                    confidence: lots == 0 ? nil : 0.7 + lots / 100
                )
            }
            try await store.commit(batch)
            let shown = try await answer("/signals", sandbox, service, clock)
            #expect(
                shown.hasSuffix(
                    """
                    Сигналов сегодня 3, уверенность 0,70
                    10:00 SBER вне рынка
                    10:00 SBER шорт · лотов 3 · 0,67
                    10:00 SBER лонг · лотов 2 · 0,72
                    """
                )
            )
            // Of another day it has nothing to say.
            #expect(try await !answer("/signals 12.07", sandbox, service, clock).contains("Робот"))
        }
    }

    @Test("a position is one silent message: drawn anew while it is open, and without buttons at its close")
    func living() async throws {
        try await withSandbox { sandbox, service, store, clock in
            func tell(_ trip: EngineTrip, _ key: String) async throws {
                try await write(store, [trip], reading(at: clock.now))
                let draft = OutboxDraft(dedupeKey: key, content: .position(trip: trip.number), priority: .report)
                try await store.outbox.enqueue([draft])
                try await settled(service, clock)
            }
            var trip = trip(at: clock.now)
            let opened = clock.now
            try await tell(trip, "a")
            let first = try #require(sandbox.messages()?.last)
            let time = MoscowTime.time(of: opened).shortDescription
            #expect(
                try shown(sandbox) == """
                    🔺 SBER +46 ₽ · лонг · лотов 4
                    300,1 → 301,25
                    стоп 299
                    открыта \(time) МСК
                    """
            )
            #expect(first.isSilent)
            trip.lots = 2
            trip.gain = Money(units: -10)
            try await tell(trip, "b")
            #expect(try shown(sandbox).hasPrefix("🔻 SBER -10 ₽ · лонг · лотов 2"))
            trip.lots = 0
            trip.closedAt = clock.now
            trip.gain = Money(units: 75)
            try await tell(trip, "c")
            let end = MoscowTime.time(of: try #require(trip.closedAt)).shortDescription
            #expect(
                try shown(sandbox) == """
                    🟢 SBER закрыта: +75 ₽
                    лонг · лотов 4
                    300,1 → 301,25
                    \(time)–\(end) МСК
                    """
            )
            #expect(sandbox.messages()?.last?.id == first.id)
            #expect(throws: SandboxError.self) { try sandbox.press(button: "✖ Закрыть") }
            // One that was over before it could be told is not told.
            trip.number += 1
            try await tell(trip, "d")
            #expect(sandbox.messages()?.last?.id == first.id)
        }
    }

    @Test("what has no message of its own is counted in one silent message of the day, drawn anew")
    func tradingDay() async throws {
        try await withSandbox { sandbox, service, store, clock in
            let date = MoscowTime.date(of: clock.now)
            func tell(_ trips: [EngineTrip], _ key: String) async throws {
                try await write(store, trips, reading(at: clock.now))
                let draft = OutboxDraft(dedupeKey: key, content: .tradingDay(date: date), priority: .report)
                try await store.outbox.enqueue([draft])
                try await settled(service, clock)
            }
            var closed = trip(at: clock.now)
            closed.closedAt = clock.now
            closed.gain = Money(units: -5)
            try await tell([closed], "a")
            let first = try #require(sandbox.messages()?.last)
            #expect(first.isSilent)
            #expect(try shown(sandbox).contains("Закрыто 1, в минус 1"))
            closed.number += 1
            closed.gain = Money(units: 5)
            try await tell([closed], "b")
            #expect(sandbox.messages()?.last?.id == first.id)
            #expect(try shown(sandbox).contains("Закрыто 2, в минус 1"))
        }
    }

    @Test("its buttons ask, and a yes becomes a command for that position; a refusal is said in words")
    func buttons() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try await store.people.setRole(Person(id: 1002, name: "Борис", role: .operator))
            try await write(store, [trip(at: clock.now)], reading(at: clock.now))
            let draft = OutboxDraft(dedupeKey: "a", content: .position(trip: Self.number), priority: .report)
            try await store.outbox.enqueue([draft])
            try await settled(service, clock)
            try sandbox.press(user: "boris", button: "½ Закрыть половину")
            try await settled(service, clock)
            #expect(try shown(sandbox).hasPrefix("🔺 SBER"))
            try sandbox.press(button: "½ Закрыть половину")
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("Закрыть половину SBER?"))
            #expect(try await store.commands.queuedCount() == 0)
            try sandbox.press(button: "✅ Да")
            try await settled(service, clock)
            let command = try #require(try await store.commands.claim(limit: 1).first)
            #expect(command.command == .engine(.close(trip: Self.number, isHalf: true)) && command.person == 1001)
            #expect(command.command.role == .trader)
            try await store.commands.finish(command.id, .refused, result: EngineRefusal.shut.rawValue)
            try await settled(service, clock)
            #expect(try shown(sandbox) == "🟠 Не вышло: биржа заявок не берёт")
            let row = try #require(try await store.audit.latest(limit: 1).first)
            #expect(row.action == "engine.close" && row.object == "SBER \(Self.number) half")
            var closed = trip(at: clock.now)
            closed.closedAt = clock.now
            try await write(store, [closed], reading(at: clock.now))
            try sandbox.press(button: "✖ Закрыть")
            try await settled(service, clock)
            #expect(try !shown(sandbox).contains("Закрыть SBER?"))
        }
    }

    @Test("a halt is the engine's too, and going on asks it to end its own")
    func halts() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try await write(store, [], reading(at: clock.now))
            #expect(try await answer("/halt отчёт", sandbox, service, clock).contains("Остановить торговлю?"))
            try sandbox.press(button: "✅ Да")
            try await settled(service, clock)
            #expect(try await store.portfolio.halts(of: .engine).all.map(\.why) == ["отчёт"])
            #expect(try await store.portfolio.halts(of: .usual).all.count == 1)
            // What it shows now is what the store says, though it has not said so itself.
            #expect(
                try await answer("/orders", sandbox, service, clock).contains("Робот · только закрывает\n🔴 Анна, с ")
            )
            let own = Halt(.mismatch, .reduceOnly, until: .person, who: "comparison", why: "x", since: clock.now)
            try await write(store, [], reading(at: clock.now, [own]))
            _ = try await answer("/resume", sandbox, service, clock)
            try sandbox.press(button: "✅ Да")
            try await settled(service, clock)
            #expect(try await store.portfolio.halts(of: .engine).all.isEmpty)
            let command = try #require(try await store.commands.claim(limit: 1).first)
            #expect(command.command == .engine(.resume))
            try await store.commands.finish(command.id, .done, result: "ended: person; stays: dailyLoss")
            try await settled(service, clock)
            #expect(try shown(sandbox) == "🟢 Снято, но держит: потеря дня")
        }
    }

    @Test("/flatten asks, and waits for a second trader where the desk wants two")
    func flatten() async throws {
        try await withSandbox(tune: { $0.approval.actions = [.trade] }) { sandbox, service, store, clock in
            try await store.people.setRole(Person(id: 1003, name: "Carol", role: .trader))
            try await write(store, [], reading(at: clock.now))
            #expect(
                try await answer("/flatten сбой", sandbox, service, clock).contains("Закрыть все позиции робота?\n")
            )
            try sandbox.press(button: "✅ Да")
            try await settled(service, clock)
            #expect(try await store.commands.queuedCount() == 0)
            try sandbox.press(user: "carol", button: "✅ Одобрить")
            try await settled(service, clock)
            let command = try #require(try await store.commands.claim(limit: 1).first)
            #expect(command.command == .engine(.flatten(reason: "сбой")) && command.person == 1001)
            clock.advance(by: .minutes(10))
            #expect(try await answer("/flatten", sandbox, service, clock) == "🟠 Не вышло: робот не работает")
        }
    }

    @Test("/override and /pause engine halt the engine alone, for traders")
    func override() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try await store.people.setRole(Person(id: 1002, name: "Борис", role: .operator))
            try await write(store, [], reading(at: clock.now))
            #expect(try await answer("/override", sandbox, service, clock).hasPrefix("⚪ Робота никто не останавливал"))
            _ = try await answer("/pause engine новости", user: "boris", sandbox, service, clock)
            #expect(try await store.portfolio.halts(of: .engine).all.isEmpty)
            #expect(
                try await answer("/pause engine новости", sandbox, service, clock).contains(
                    "Поставить робота на паузу?"
                )
            )
            try sandbox.press(button: "✅ Да")
            try await settled(service, clock)
            #expect(try await store.portfolio.halts(of: .engine).all.map(\.level) == [.reduceOnly])
            #expect(try await answer("/override сбой", sandbox, service, clock).contains("Остановить робота?"))
            try sandbox.press(button: "✅ Да")
            try await settled(service, clock)
            #expect(try await store.portfolio.halts(of: .engine).all.map(\.level) == [.stopped])
            #expect(try await store.portfolio.halts(of: .usual).all.isEmpty)
            let row = try #require(try await store.audit.latest(limit: 1).first)
            #expect(row.action == "portfolio.halt" && row.result == .done && row.after == "stopped: сбой")
            _ = try await answer("/override off", sandbox, service, clock)
            try sandbox.press(button: "✅ Да")
            try await settled(service, clock)
            #expect(try await store.portfolio.halts(of: .engine).all.isEmpty)
            #expect(try await store.commands.claim(limit: 1).first?.command == .engine(.resume))
        }
    }

    @Test("every reason to refuse has its words in both languages, and a button's payload fits")
    func words() throws {
        let texts = EngineRefusal.allCases.map { $0.phrase.texts }
        #expect(Set(texts.map { $0[.russian] }).count == texts.count)
        #expect(Set(texts.map { $0[.english] }).count == texts.count)
        let route = TripRoute(trip: .max, isHalf: true)
        #expect(CallbackPayload(route.payload).flatMap { TripRoute($0.arguments) } == route)
        #expect(TripRoute(["0", "half"]) == nil && TripRoute(["7", "most"]) == nil && TripRoute(["7"]) == nil)
    }
}
