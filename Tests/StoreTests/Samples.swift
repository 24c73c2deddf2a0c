import Market
import Store
import TestKit

/// Made-up rows with every optional part filled, so that a lost column shows.
enum Samples {
    static let date = CivilDate(dayNumber: 19_919)  // 2024-07-15
    static let noon = MoscowTime.instant(date, .noon)

    static func alert(id: Int64, rule: AlertRule = .staleness, _ market: AlgoPackSegment = .futures) -> AlertRecord {
        var facts = AlertFacts()
        facts.lastLabel = time("10:05:00")
        facts.slots = times("10:10", "10:15")
        facts.detail = "quoted \"text\" and / slash, кириллица"
        var alert = AlertRecord(
            key: AlertKey(rule, market: market, endpoint: .obstats),
            severity: .critical,
            date: date,
            openedAt: noon,
            value: 412.5,
            limit: 300,
            facts: facts
        )
        alert.id = id
        alert.state = .acknowledged
        alert.firedAt = noon + .seconds(1)
        alert.toldAt = noon + .seconds(2)
        alert.closedAt = noon + .seconds(3)
        alert.closing = .recovered
        alert.peak = 500.25
        alert.acknowledgedBy = "Иван (42)"
        alert.acknowledgedAt = noon + .seconds(4)
        alert.silencedUntil = noon + .seconds(5)
        alert.silencedBy = "Пётр"
        alert.inhibitedBy = 77
        alert.groupID = 78
        alert.badTicks = 3
        alert.goodTicks = 2
        alert.flips = [noon, noon + .seconds(6)]
        alert.isFlapping = true
        alert.remindedAt = noon + .seconds(7)
        alert.reminderCount = 4
        alert.escalatedAt = noon + .seconds(8)
        alert.revision = 9
        return alert
    }

    static func draft(
        _ key: String,
        chat: ChatTarget = .group,
        _ priority: OutboxPriority = .warning,
        coalesce: String? = nil,
        notBefore: Timestamp? = nil,
        expires: Timestamp? = nil
    ) -> OutboxDraft {
        OutboxDraft(
            dedupeKey: key,
            target: chat,
            content: .notice(.jobFailed(job: key, detail: "")),
            priority: priority,
            coalesceKey: coalesce,
            notBefore: notBefore,
            expiresAt: expires
        )
    }

    static func edit(_ kind: DayKind, author: String = "Иван (42)", at: Timestamp = noon) -> CalendarStatement {
        CalendarStatement(
            market: .futures,
            date: date,
            layer: .edit,
            kind: kind,
            sessions: [TradingSession(name: .main, open: .morning, close: .noon)].compactMap { $0 },
            tradeDate: date.adding(days: 1),
            isConfirmed: false,
            author: author,
            note: "проверка",
            saidAt: at
        )
    }
}

extension TimeOfDay {
    static let morning = TimeOfDay(secondOfDay: 36_000) ?? .midnight
    static let noon = TimeOfDay(secondOfDay: 43_200) ?? .midnight
}

extension StateStore {
    /// Keeps a dangerous action until somebody confirms it.
    func ask(_ confirmation: Confirmation) throws {
        var batch = StoreBatch()
        batch.people.confirmations = [confirmation]
        try commit(batch)
    }
}
