import Market
import Store
import TestKit
import Testing

@testable import Bot

@Suite("Rows of a group's table")
struct DigestRowTests {
    private let now = MoscowTime.instant("2026-11-20 15:49:00") ?? Timestamp(seconds: 0)

    private func alert(_ id: Int64, _ rule: AlertRule, _ endpoint: Endpoint, isOpen: Bool = true) -> AlertRecord {
        var alert = AlertRecord(
            key: AlertKey(rule, Feed(.futures, endpoint)),
            severity: rule == .staleness ? .critical : .warning,
            date: MoscowTime.date(of: now),
            openedAt: now - .minutes(30),
            value: rule == .missingSlots ? 3 : 840,
            limit: 600
        )
        alert.id = id
        alert.groupID = 1
        alert.state = isOpen ? .firing : .resolved
        alert.closing = isOpen ? nil : .recovered
        alert.closedAt = isOpen ? nil : now
        (alert.firedAt, alert.toldAt) = (alert.openedAt, alert.openedAt)
        if rule == .missingSlots { (alert.facts.slots, alert.facts.slotCount) = (times("15:25", "15:30", "15:35"), 3) }
        return alert
    }

    private func message(_ members: [AlertRecord]) -> RenderedMessage {
        DigestScreen(leader: members[0], members: members, now: now, wording: Wording(.russian)).message
    }

    private func rows(_ members: [AlertRecord]) -> [String] {
        message(members).html.replacing("\u{A0}", with: " ").split(separator: "\n")
            .filter { $0.hasPrefix("A") }.map { $0.split(separator: " ").dropFirst().joined(separator: " ") }
            .map { $0.replacing("</pre>", with: "") }
    }

    @Test("a feed has one row, the worst of it: what goes on, else what is left")
    func onePerFeed() {
        var members = [
            alert(1, .staleness, .tradestats), alert(2, .missingSlots, .tradestats),
            alert(3, .publicationDelay, .tradestats), alert(4, .staleness, .obstats, isOpen: false),
            alert(5, .missingSlots, .obstats), alert(6, .publicationDelay, .futoi, isOpen: false),
        ]
        #expect(rows(members) == ["tradestats 14 мин !!", "obstats 3 слота", "futoi норма"])
        for index in members.indices {
            (members[index].state, members[index].closing, members[index].closedAt) = (.resolved, .recovered, now)
        }
        #expect(rows(members) == ["tradestats 3 слота", "obstats 3 слота", "futoi норма"])
        members[0].closing = .sessionClosed
        #expect(rows(members)[0] == "tradestats до закрытия")
    }

    @Test("a feed is somebody's when all of it is, and has one button")
    func taken() {
        var members = [
            alert(1, .staleness, .tradestats), alert(2, .schemaDrift, .tradestats), alert(3, .staleness, .obstats),
        ]
        func labels() -> [String] { message(members).keyboard.flatMap { $0.map(\.label) } }
        #expect(labels().filter { $0.hasPrefix("👀") } == ["👀 Взять все", "👀 tradestats", "👀 obstats"])
        (members[0].acknowledgedBy, members[0].state) = ("Иван (42)", .acknowledged)
        #expect(!rows(members)[0].contains("Иван") && labels().contains("👀 tradestats"))
        (members[1].acknowledgedBy, members[1].state) = ("Иван (42)", .acknowledged)
        #expect(rows(members)[0].hasSuffix("Иван") && !labels().contains("👀 tradestats"))
    }
}
