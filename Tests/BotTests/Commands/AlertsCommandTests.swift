import Market
import Store
import TestKit
import Testing

@testable import Bot

@Suite("/alerts", .timeLimit(.minutes(2)))
struct AlertsCommandTests {
    /// An alert of the chat's day; those with a group share the message of its leader.
    private func raise(
        _ endpoint: Endpoint,
        group: Int64? = nil,
        isOver: Bool = false,
        endedBefore span: Duration = .zero,
        daysAgo days: Int = 0,
        isTold: Bool = true,
        in bench: ChatBench
    ) async throws -> Int64 {
        var alert = AlertRecord(
            key: AlertKey(.staleness, Feed(.equities, endpoint)),
            severity: .critical,
            date: MoscowTime.date(of: bench.clock.now).adding(days: -days),
            openedAt: bench.clock.now - .minutes(10) - .hours(24 * days),
            value: 840,
            limit: 600
        )
        alert.id = try await bench.store.alerts.lastID() + 1
        alert.state = isOver ? .resolved : .firing
        alert.firedAt = bench.clock.now - .minutes(9)
        alert.toldAt = isTold ? bench.clock.now - .minutes(9) : nil
        alert.groupID = group
        if isOver {
            alert.closing = .recovered
            alert.closedAt = bench.clock.now - span - .hours(24 * days)
        }
        var batch = StoreBatch()
        batch.alerts.records = [alert]
        try await bench.store.commit(batch)
        return alert.id
    }

    private func answer(_ command: String, in bench: ChatBench) async throws -> [String] {
        // Slower than a chat's limit of messages.
        bench.clock.advance(by: .seconds(5))
        try await bench.say(command)
        try await bench.settle()
        return (bench.texts().last ?? "").replacing("\u{A0}", with: " ").split(separator: "\n").map(String.init)
    }

    @Test("has one line for alerts that share a message, open or over, and /status counts as it does")
    func groups() async throws {
        try await withChatBench { bench in
            let leader = try await raise(.tradestats, group: 1, in: bench)
            #expect(leader == 1)
            _ = try await raise(.orderstats, group: leader, in: bench)
            // Over, while its message goes on.
            _ = try await raise(.obstats, group: leader, isOver: true, in: bench)
            let open = try await answer("/alerts", in: bench)
            #expect(open.count == 2, "\(open)")
            #expect(open.first?.contains("Открытые тревоги: 1") == true)
            #expect(open.last?.contains("#A1 EQ: отстают 2 источника") == true, "\(open)")
            #expect(try await answer("/status", in: bench).contains { $0 == "Открыто: 1 тревога" })
        }
    }

    @Test("lists a message once nothing of it goes on any more")
    func over() async throws {
        try await withChatBench { bench in
            _ = try await raise(.tradestats, group: 1, isOver: true, in: bench)
            _ = try await raise(.orderstats, group: 1, isOver: true, in: bench)
            let lines = try await answer("/alerts", in: bench)
            #expect(lines.count == 3 && lines.first?.contains("Открытых тревог нет") == true, "\(lines)")
            #expect(lines.last?.contains("#A1 EQ") == true, "\(lines)")
        }
    }

    @Test("what ended last comes first, whenever it began")
    func order() async throws {
        try await withChatBench { bench in
            _ = try await raise(.tradestats, isOver: true, in: bench)
            _ = try await raise(.orderstats, isOver: true, endedBefore: .minutes(5), in: bench)
            _ = try await raise(.obstats, isOver: true, endedBefore: .minutes(2), in: bench)
            let lines = try await answer("/alerts", in: bench)
            let numbers = lines.compactMap { $0.split(separator: " ").first { $0.hasPrefix("#A") } }
            #expect(numbers == ["#A1", "#A3", "#A2"], "\(lines)")
        }
    }

    @Test("a fault that somebody has closed by hand is named as long as it goes on")
    func ailing() async throws {
        try await withChatBench { bench in
            let id = try await raise(.tradestats, isOver: true, in: bench)
            var alert = try #require(try await bench.store.alerts.alert(id))
            (alert.closing, alert.facts.closedBy) = (.withdrawn, "Анна (1)")
            for isGood in [false, true] {
                alert.goodTicks = isGood ? 1 : 0
                alert.revision += 1
                var batch = StoreBatch()
                batch.alerts.records = [alert]
                try await bench.store.commit(batch)
                let lines = try await answer("/alerts", in: bench)
                #expect(lines.first?.contains("Открытых тревог нет") == true, "\(lines)")
                #expect(lines.contains("Закрыто вручную, сбой идёт: #A1") == !isGood, "\(lines)")
            }
        }
    }

    @Test("another day is told with its own alerts, a market with its own, and what is no date is said to be none")
    func otherDay() async throws {
        try await withChatBench { bench in
            _ = try await raise(.tradestats, isOver: true, daysAgo: 1, in: bench)
            _ = try await raise(.obstats, in: bench)
            let day = Wording(.russian).fullDate(MoscowTime.date(of: bench.clock.now).adding(days: -1))
            let yesterday = try await answer("/alerts вчера", in: bench)
            #expect(yesterday.count == 2 && yesterday[0].contains("Тревоги за \(day)"), "\(yesterday)")
            #expect(yesterday.last?.contains("#A1 EQ · tradestats") == true, "\(yesterday)")
            #expect(try await answer("/alerts позавчера", in: bench).first?.contains("тревог не было") == true)
            let today = try await answer("/alerts", in: bench)
            #expect(today.count == 2 && today.last?.contains("#A2 EQ · obstats") == true, "\(today)")
            #expect(try await answer("/alerts EQ сегодня", in: bench) == today)
            #expect(try await answer("/alerts FO", in: bench).first?.contains("Открытых тревог нет") == true)
            #expect(try await answer("/alerts чепуха", in: bench).first?.contains("Не похоже на дату: чепуха") == true)
        }
    }

    @Test("what a silence keeps from the chat is one line a market, with the silence below it")
    func silenced() async throws {
        try await withChatBench { bench in
            for endpoint in [Endpoint.tradestats, .orderstats] {
                let id = try await raise(endpoint, isTold: false, in: bench)
                var alert = try #require(try await bench.store.alerts.alert(id))
                (alert.silencedUntil, alert.silencedBy) = (bench.clock.now + .hours(1), "Анна (1)")
                alert.revision += 1
                var batch = StoreBatch()
                batch.alerts.records = [alert]
                try await bench.store.commit(batch)
            }
            let lines = try await answer("/alerts", in: bench)
            #expect(lines.count == 3 && lines[0].contains("Открытые тревоги: 1"), "\(lines)")
            #expect(lines[1].contains("#A1 EQ: отстают 2 источника"), "\(lines)")
            #expect(lines[2].hasPrefix("🔕 Тихо до ") && lines[2].contains("(Анна)"), "\(lines)")
        }
    }

    @Test("a fault that has left slots missing is told as its message tells it")
    func leftSlots() async throws {
        try await withChatBench { bench in
            let id = try await raise(.tradestats, group: 1, isOver: true, in: bench)
            var hole = try #require(try await bench.store.alerts.alert(id))
            hole.id += 1
            hole.key = AlertKey(.missingSlots, Feed(.equities, .tradestats))
            (hole.state, hole.closing, hole.closedAt, hole.severity) = (.firing, nil, nil, .warning)
            (hole.facts.slots, hole.facts.slotCount) = (times("10:15", "10:20"), 2)
            var batch = StoreBatch()
            batch.alerts.records = [hole]
            try await bench.store.commit(batch)
            let lines = try await answer("/alerts", in: bench)
            #expect(lines.last?.hasSuffix("#A1 EQ · tradestats: новых пропусков нет") == true, "\(lines)")
        }
    }
}
