import Market
import Store
import TestKit
import Testing

@testable import Bot

/// Every line of every message about an alert, in both languages, with the longest values that occur.
@Suite("Phone lines")
struct PhoneLineTests {
    private let now = MoscowTime.instant("2026-11-20 15:49:00") ?? Timestamp(seconds: 0)

    /// As the rules write them; a market and a feed with the longest names.
    private static func keys(_ rule: AlertRule) -> [AlertKey] {
        let feed = Feed(.equities, .tradestats)
        switch rule {
        case .staleness, .publicationDelay, .missingSlots, .schemaDrift, .entitlement, .badPayload:
            return [AlertKey(rule, feed), AlertKey(rule, Feed(.equities, .orderstats))]
        case .secidRise, .secidDrop: return [AlertKey(rule, Feed(.futures, .obstats))]
        case .hi2Missing: return [AlertKey(rule, Feed(.futures, .hi2))]
        case .authentication: return [AlertKey(rule), AlertKey(rule, feed)]
        case .unreachable: return [AlertKey(rule), AlertKey(rule, market: .futures), AlertKey(rule, feed)]
        case .calendarMismatch, .calendarHorizon: return [AlertKey(rule, market: .futures)]
        default: return [AlertKey(rule)]
        }
    }

    private static func values(_ rule: AlertRule) -> [Double] {
        switch rule {
        case .staleness, .publicationDelay, .botSilent: [5_940, 35_900, 86_000]
        case .clockSkew: [31, 5_940, 315_360_000]
        case .missingSlots: [1, 99]
        case .secidRise, .secidDrop: [999]
        default: [12]
        }
    }

    private func alerts() -> [AlertRecord] {
        AlertRule.allCases.flatMap { rule in
            Self.keys(rule).flatMap { key in Self.values(rule).flatMap { value in states(key, value) } }
        }
    }

    private func states(_ key: AlertKey, _ value: Double) -> [AlertRecord] {
        var alert = AlertRecord(
            key: key,
            severity: .critical,
            date: MoscowTime.date(of: now),
            openedAt: now - .hours(19),
            value: value,
            limit: [.secidRise, .secidDrop].contains(key.rule) ? 998 : 600
        )
        alert.id = 12_870
        alert.toldAt = now - .minutes(119)
        alert.firedAt = alert.toldAt
        alert.flips = Array(repeating: now, count: 13)
        alert.facts.lastLabel = time("15:35:00")
        alert.facts.sessionClose = time("18:50")
        alert.facts.nextCheck = time("15:50")
        alert.facts.count = 1_412
        alert.facts.comparedCount = 1_415
        alert.facts.comparedDate = date("2026-11-19")
        alert.facts.slots = (10..<20).map { time("12:\($0)") }
        alert.facts.slotCount = 99
        alert.facts.newSecids = (0..<9).map { "SBERF-12.2\($0)" }
        alert.facts.lostSecids = ["VERYLONGNAMEOFAFUTURE-12.26"]
        alert.facts.columns = ["+new_column", "-old_column", "val_b:int→double"]
        alert.facts.feeds = Feed.all.map(\.description)
        alert.facts.status = 403
        alert.facts.clocks = .init(telegram: -86_000, exchange: 315_360_000, wrong: .exchange)
        alert.facts.checkedAt = time("15:52")
        alert.facts.checkedBy = "Константин-Владимир (42)"
        alert.acknowledgedBy = "Константин Иванов (42)"
        alert.acknowledgedAt = now - .hours(20)
        alert.silencedBy = "Constantine (7)"
        alert.silencedUntil = now + .hours(20)
        var states: [AlertRecord] = []
        for state in [AlertState.firing, .recovering, .resolved] {
            alert.state = state
            let closings: [AlertClosing?] =
                state == .resolved ? [.recovered, .sessionClosed, .withdrawn, .unconfirmed] : [nil]
            for closing in closings {
                alert.closing = closing
                alert.closedAt = closing == nil ? nil : now
                states.append(alert)
            }
        }
        alert.closing = .recovered
        alert.closedAt = now
        alert.facts.slots = []
        return states + [alert]
    }

    /// Checks every line of a message; what an expandable quote or a table holds has its own width.
    private func check(_ html: String, _ note: @autoclosure () -> String) {
        var visible = ""
        var depth = 0
        for piece in HTMLPieces(html) {
            switch piece {
            case .open(_, let name): depth += name == "pre" || name == "blockquote" ? 1 : 0
            case .close(_, let name): depth -= name == "pre" || name == "blockquote" ? 1 : 0
            case .text(let text): visible += depth > 0 ? "-" : text.replacing("&quot;", with: "-")
            }
        }
        for (index, line) in visible.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let limit = index == 0 ? PhoneLine.headline + 2 : PhoneLine.width
            if line.count > limit { Issue.record("\(note()): \(line.count) > \(limit): \(line)") }
            let isTidy = line.first?.isWhitespace == false && line.last?.isWhitespace == false
            if !isTidy || line.contains("{") { Issue.record("\(note()): |\(line)|") }
            let emoji = line.unicodeScalars.count {
                $0.properties.isEmojiPresentation || $0.value == 0x25B6 || $0.value == 0x2139
            }
            if emoji > 1 { Issue.record("\(note()): \(line)") }
        }
    }

    @Test("no line of a living message or of its details wraps", arguments: Language.allCases)
    func living(language: Language) {
        let wording = Wording(language)
        for alert in alerts() {
            let screen = IncidentScreen(alert: alert, now: now, wording: wording)
            check(screen.message.html, "\(alert.key) \(alert.state)")
            #expect(screen.message.html.contains("#A12870"))
            let details = IncidentDetails(alert: alert, events: [], now: now, wording: wording)
            check(details.html, "details of \(alert.key)")
        }
    }

    @Test("no line of a reply wraps, alone or for a group", arguments: Language.allCases)
    func replies(language: Language) {
        let reasons: [IncidentReplyReason] = [
            .recovered, .sessionClosed, .reminder, .escalation, .worsened, .joined, .flapping, .settled,
        ]
        for alert in alerts() where alert.state != .recovering {
            for reason in reasons {
                for count in [1, 5] {
                    let reply = IncidentReplyScreen(
                        alert: alert,
                        members: Array(repeating: alert, count: count),
                        reason: reason,
                        now: now,
                        wording: Wording(language)
                    )
                    check(reply.message.html, "\(reason) of \(alert.key) \(alert.state) ×\(count)")
                }
            }
        }
    }

    @Test("no line of a digest wraps, and its table fits", arguments: Language.allCases)
    func digests(language: Language) {
        let all = alerts()
        for start in stride(from: 0, to: all.count, by: 5) {
            let members = Array(all[start..<min(start + 5, all.count)])
            let screen = DigestScreen(leader: members[0], members: members, now: now, wording: Wording(language))
            check(screen.message.html, "digest from \(members[0].key)")
            let table = HTMLText.plain(screen.message.html).split(separator: "\n")
            #expect(table.allSatisfy { $0.count <= PhoneLine.width })
        }
    }

    @Test("no line of a notice wraps", arguments: Language.allCases)
    func notices(language: Language) {
        for kind in Notice.Kind.allCases {
            let screen = NoticeScreen(now: now, wording: Wording(language))
            check(screen.message(.example(kind)).html, "\(kind)")
        }
    }

    @Test("no button's label is cut", arguments: Language.allCases)
    func buttons(language: Language) {
        for alert in alerts() where alert.state.isOpen {
            let rows = IncidentKeyboard(alert: alert, wording: Wording(language), now: now).rows
            for row in rows {
                #expect(row.count <= 2)
                #expect(row.allSatisfy { $0.label.count <= 18 })
            }
        }
    }
}
