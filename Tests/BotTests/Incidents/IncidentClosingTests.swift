import Market
import Store
import TestKit
import Testing

@testable import Bot

/// What the last word on an incident names: slots that never came, names that were missed.
@Suite("Incident closings")
struct IncidentClosingTests {
    private static let date = CivilDate(dayNumber: 20_777)  // 2026-11-20
    private let now = MoscowTime.instant(Self.date, TimeOfDay("15:49") ?? .midnight)

    /// A told alert that is over.
    private func over(_ id: Int64, _ rule: AlertRule, _ feed: Feed, _ change: (inout AlertFacts) -> Void = { _ in })
        -> AlertRecord
    {
        var alert = AlertRecord(
            key: AlertKey(rule, feed),
            severity: .warning,
            date: Self.date,
            openedAt: now - .hours(2),
            value: 900,
            limit: 600
        )
        alert.id = id
        alert.groupID = 1
        alert.state = .resolved
        alert.closing = .recovered
        alert.firedAt = alert.openedAt
        alert.toldAt = alert.openedAt
        alert.closedAt = now
        change(&alert.facts)
        return alert
    }

    private func reply(_ members: [AlertRecord], _ language: Language) -> String {
        let wording = Wording(language)
        let screen = IncidentReplyScreen(
            alert: members[0],
            members: members,
            reason: .recovered,
            now: now,
            wording: wording
        )
        return screen.message.html.replacing("\u{A0}", with: " ")
    }

    private func digest(_ members: [AlertRecord], _ language: Language) -> String {
        DigestScreen(leader: members[0], members: members, now: now, wording: Wording(language)).message.html
            .replacing("\u{A0}", with: " ")
    }

    private func single(_ members: [AlertRecord], _ language: Language) throws -> String {
        let group = IncidentGroup(members: members, wording: Wording(language))
        let shown = try #require(group.single)
        let screen = IncidentScreen(alert: shown, gaps: group.gaps, now: now, wording: Wording(language))
        return screen.message.html.replacing("\u{A0}", with: " ")
    }

    @Test("the last word on several feeds names what never came and who was missed", arguments: Language.allCases)
    func several(_ language: Language) {
        let members = [
            over(1, .staleness, Feed(.equities, .tradestats)),
            over(2, .staleness, Feed(.futures, .obstats)),
            over(3, .missingSlots, Feed(.equities, .tradestats)) {
                ($0.slots, $0.slotCount, $0.isUnproved) = (times("12:15", "12:20"), 2, true)
            },
            over(4, .missingSlots, Feed(.futures, .obstats)) {
                ($0.slots, $0.slotCount) = (times("12:15", "12:20"), 2)
            },
            over(5, .silentNames, Feed(.equities, .orderstats)) {
                ($0.lostSecids, $0.lostSecidCount) = (["MTLR", "PHOR"], 2)
            },
            over(6, .silentNames, Feed(.equities, .tradestats)) { ($0.lostSecids, $0.lostSecidCount) = (["PHOR"], 1) },
        ]
        let lines =
            language == .russian
            ? [
                "EQ tradestats, FO obstats:", "нет 12:15, 12:20", "Были ли сделки, неизвестно", "Пропадали: MTLR, PHOR",
            ]
            : [
                "EQ tradestats, FO obstats:", "missing 12:15, 12:20", "Whether it traded is unknown",
                "Were lost: MTLR, PHOR",
            ]
        for html in [reply(members, language), digest(members, language)] {
            for line in lines { #expect(html.contains(line), "\(html)") }
            // The same slots are named once.
            #expect(html.components("12:15") == 1, "\(html)")
        }
    }

    @Test("a fault that left a hole is not called over in the few minutes that it was", arguments: Language.allCases)
    func holeLeft(_ language: Language) throws {
        let feed = Feed(.equities, .tradestats)
        let hole = over(2, .missingSlots, feed) { ($0.slots, $0.slotCount) = (times("12:15", "12:20"), 2) }
        let members = [over(1, .staleness, feed), hole]
        let subject = language == .russian ? "новых пропусков нет" : "no new gaps"
        for html in [reply(members, language), try single(members, language)] {
            #expect(html.contains("<b>EQ · tradestats: \(subject)</b>") && html.contains("12:15, 12:20"), "\(html)")
        }
        let filled = [members[0], hole.without(slots: Set(times("12:15", "12:20")))]
        #expect(reply(filled, language).contains(language == .russian ? "был сбой 2 ч" : "was down 2 h"))
        // Holes alone, of several feeds.
        let holes = [hole, over(3, .missingSlots, Feed(.futures, .obstats)) { $0.slots = times("12:15") }]
        #expect(digest(holes, language).contains(subject), "\(digest(holes, language))")
    }

    @Test("both languages name as many of the names that a line has room for")
    func sameNames() {
        let names = (0..<12).map { "N\($0)Z5" }
        let members = [
            over(1, .secidDrop, Feed(.futures, .obstats)) { ($0.lostSecids, $0.lostSecidCount) = (names, 40) }
        ]
        let counts = Language.allCases.map { reply(members, $0).components("Z5") }
        #expect(Set(counts).count == 1, "\(counts)")
    }

    @Test("different holes are told apart, the first three of them")
    func bounded() {
        let feeds = Feed.all.filter(\.endpoint.isSlotted).prefix(5)
        let members = feeds.enumerated().map { index, feed in
            over(Int64(index + 1), .missingSlots, feed) { $0.slots = [time("12:\(10 + 5 * index)")] }
        }
        let html = reply(members, .russian)
        #expect(html.contains("\(feeds[0]): нет 12:10"), "\(html)")
        #expect(html.contains("нет 12:20") && !html.contains("нет 12:25"), "\(html)")
        #expect(html.contains("ещё 2 источника"), "\(html)")
    }

    @Test(
        "an alert of several feeds names the cells that differ, the first few and how many more",
        arguments: Language.allCases
    )
    func cells(_ language: Language) {
        let columns = ["-val_b", "pr_high=«abc»", "vol:int→double", "disb=null", "+extra"]
        var members = [Feed(.equities, .tradestats), Feed(.futures, .obstats)].enumerated().map { index, feed in
            var alert = over(Int64(index + 1), .schemaDrift, feed) { $0.columns = columns }
            alert.state = .firing
            alert.value = 5
            return alert
        }
        let isRussian = language == .russian
        let html = digest(members, language)
        #expect(
            html.contains(
                isRussian ? "\nСтолбцы: -val_b, pr_high=«abc», ещё 3\n" : "\nColumns: -val_b, pr_high=«abc», 3 more\n"
            ),
            "\(html)"
        )
        #expect(html.contains("\nEQ tradestats, FO obstats\n"), "\(html)")
        for index in members.indices { members[index].state = .resolved }
        for html in [digest(members, language), reply(members, language)] {
            #expect(html.contains(isRussian ? "Отличались: -val_b" : "Differed: -val_b"), "\(html)")
        }
    }

    @Test(
        "slots that follow each other are told as one span, after the feed that lacks them",
        arguments: Language.allCases
    )
    func spans(_ language: Language) {
        let long = (0..<36).compactMap { TimeOfDay(secondOfDay: 37_800 + 300 * $0) }
        let members = [
            over(1, .staleness, Feed(.equities, .obstats)),
            over(2, .missingSlots, Feed(.equities, .obstats)) { ($0.slots, $0.slotCount) = (long, 36) },
            over(3, .missingSlots, Feed(.equities, .tradestats)) { $0.slots = times("12:00", "12:10", "12:15") },
        ]
        let html = digest(members, language)
        let lacks = language == .russian ? "нет" : "missing"
        #expect(html.contains("\nEQ obstats: \(lacks) 10:30–13:25 (36)\n"), "\(html)")
        #expect(
            html.contains("\nEQ tradestats:\n\(lacks) 12:00, 12:10, 12:15\n")
                || html.contains("\nEQ tradestats: \(lacks) 12:00, "),
            "\(html)"
        )
        #expect(
            html.split(separator: "\n").allSatisfy { HTMLText.plain(String($0)).count <= PhoneLine.width },
            "\(html)"
        )
    }

    @Test("cells that differ stay named where the same feed is late as well", arguments: Language.allCases)
    func cellsOfALateFeed(_ language: Language) throws {
        let feed = Feed(.futures, .obstats)
        var members = [over(1, .schemaDrift, feed) { $0.columns = ["-val_b"] }, over(2, .staleness, feed)]
        members[0].state = .firing
        members[1].state = .firing
        members[1].severity = .critical
        let html = try single(members, language)
        #expect(html.contains(language == .russian ? "\nСтолбец: -val_b" : "\nColumn: -val_b"), "\(html)")
        let over = reply([over(1, .schemaDrift, feed) { $0.columns = ["-val_b"] }], language)
        #expect(over.contains(language == .russian ? "Отличался: -val_b" : "Differed: -val_b"), "\(over)")
    }

    @Test("while something of a group goes on nothing of it is summed up")
    func goingOn() {
        var members = [
            over(1, .staleness, Feed(.equities, .tradestats)), over(2, .staleness, Feed(.futures, .obstats)),
            over(3, .missingSlots, Feed(.futures, .obstats)) { $0.slots = times("12:15") },
        ]
        members[0].state = .firing
        #expect(!digest(members, .russian).contains("12:15"))
    }

    @Test("beside a late feed its lost names and the doubt about its slots stay", arguments: Language.allCases)
    func oneFeed(_ language: Language) throws {
        let feed = Feed(.futures, .obstats)
        let members = [
            over(1, .staleness, feed),
            over(2, .silentNames, feed) { ($0.lostSecids, $0.lostSecidCount) = (["SiZ6"], 1) },
            over(3, .missingSlots, feed) { ($0.slots, $0.isUnproved) = (times("12:15"), true) },
        ]
        let isRussian = language == .russian
        for html in [reply(members, language), try single(members, language)] {
            #expect(html.contains(isRussian ? "Не пришёл 12:15" : "Never arrived: 12:15"), "\(html)")
            #expect(html.contains(isRussian ? "Были ли сделки, неизвестно" : "Whether it traded is unknown"), "\(html)")
            #expect(html.contains(isRussian ? "Пропадал: SiZ6" : "Was lost: SiZ6"), "\(html)")
        }
    }

    @Test("a hole beside a late feed that goes on is in doubt as well", arguments: Language.allCases)
    func open(_ language: Language) throws {
        let feed = Feed(.futures, .obstats)
        var members = [
            over(1, .staleness, feed),
            over(2, .missingSlots, feed) { ($0.slots, $0.isUnproved) = (times("12:15"), true) },
        ]
        members[0].state = .firing
        let html = try single(members, language)
        #expect(
            html.contains(language == .russian ? "Были ли сделки, неизвестно" : "Whether it traded is unknown"),
            "\(html)"
        )
    }
}

extension String {
    /// How often a text occurs.
    fileprivate func components(_ text: String) -> Int {
        split(separator: text, omittingEmptySubsequences: false).count - 1
    }
}
