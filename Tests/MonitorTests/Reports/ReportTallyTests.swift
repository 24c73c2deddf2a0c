import Market
import Store
import Testing

@testable import Monitor

@Suite("Report tallies")
struct ReportTallyTests {
    private let feed = Feed(.equities, .tradestats)
    private let date = MonitorRig.date
    private let noon = MonitorRig.at("12:00:00")

    private func time(_ text: String) -> TimeOfDay { TimeOfDay(text) ?? .midnight }

    private func labels(_ first: String, _ last: String) -> [TimeOfDay] {
        stride(from: time(first).secondOfDay, through: time(last).secondOfDay, by: 300)
            .compactMap(TimeOfDay.init(secondOfDay:))
    }

    // MARK: Gaps

    @Test(
        "the longest gap",
        arguments: [
            ("none", "23:50", [], [], nil),
            ("the longer of two", "23:50", ["10:10", "12:00", "12:05"], [], "12:00-12:05 2"),
            ("the earlier of equals", "23:50", ["10:10", "12:00"], [], "10:10-10:10 1"),
            ("not across a break", "23:50", ["12:30", "19:10"], [], "12:30-12:30 1"),
            (
                "a quiet slot neither ends nor lengthens it", "23:50", ["12:00", "12:05", "12:10"], ["12:05"],
                "12:00-12:10 2"
            ),
            ("what is not known yet is no gap", "12:00", ["12:00", "12:05"], [], "12:00-12:00 1"),
        ] as [(String, String, [String], [String], String?)]
    )
    func gaps(_ name: String, _ known: String, _ absent: [String], _ quiet: [String], _ expected: String?) {
        let sessions = [labels("10:05", "12:30"), labels("19:10", "20:00")]
        let missing = Set(absent.map(time))
        let gap = GapFinder.longest(
            feed,
            on: date,
            sessions: sessions.map { ($0, time(known)) },
            seen: Set(sessions.flatMap(\.self)).subtracting(missing),
            quiet: Set(quiet.map(time))
        )
        let text = gap.map { "\($0.first.shortDescription)-\($0.last.shortDescription) \($0.count)" }
        #expect(text == expected, "\(name)")
    }

    // MARK: Shares

    @Test("what is due: seen, or known to be absent; quiet slots are not")
    func share() {
        let calendar = SlotCalendar(
            calendar: TradingCalendar(profiles: .exchange, statements: []),
            watchedUntil: [:],
            now: noon,
            limit: .seconds(600)
        )
        // 10:05 to 11:00 are twelve labels; known up to 10:30, so six of them.
        let stretch = SlotStretch(date: date, first: time("10:05"), last: time("11:00"), known: time("10:30"))
        let tally = SlotTally(seen: 6, seenBeyond: 2, late: 1)
        let share = calendar.share([stretch], [tally], quiet: [QuietSlot(feed: feed, date: date, label: time("10:20"))])
        #expect(share == SlotShare(due: 7, inTime: 5, late: 1))
        #expect(share.missing == 1 && share.tenthsOfPercent == 714)
    }

    @Test("nobody looked, so nothing was due; a slot may still be in time until the limit is over")
    func known() throws {
        let calendar = TradingCalendar(profiles: .exchange, statements: MonitorRig.known)
        func known(watched: Timestamp?) -> TimeOfDay? {
            let key = SlotCalendar.MarketDay(market: .equities, date: date)
            let slots = SlotCalendar(
                calendar: calendar,
                watchedUntil: watched.map { [key: $0] } ?? [:],
                now: noon,
                limit: .seconds(600)
            )
            return slots.sessions(feed, on: date).first?.known
        }
        #expect(known(watched: nil) == nil)
        #expect(known(watched: noon) == time("11:50"))
        #expect(known(watched: MonitorRig.at("11:00:30")) == time("11:00:30"))
    }

    // MARK: Incidents

    private func alert(
        _ id: Int64,
        _ rule: AlertRule = .staleness,
        minutes: Int? = 10,
        told: Bool = true,
        group: Int64? = nil,
        by: String? = nil
    ) -> AlertRecord {
        var alert = AlertRecord(
            key: AlertKey(rule, feed),
            severity: .critical,
            date: date,
            openedAt: noon - .minutes(30),
            value: 1,
            limit: 1
        )
        alert.id = id
        alert.toldAt = told ? noon : nil
        alert.groupID = group
        alert.acknowledgedBy = by
        alert.acknowledgedAt = by == nil ? nil : noon
        if let minutes {
            alert.state = .resolved
            alert.closedAt = alert.openedAt + .minutes(minutes)
        } else {
            alert.state = .firing
        }
        return alert
    }

    @Test("counts what was told, a group once, and gives it to who took it")
    func incidents() {
        let summary = IncidentTally.summary(
            [
                alert(1, by: "Анна (1)"), alert(2, minutes: nil), alert(3, told: false),
                alert(4, group: 4), alert(5, minutes: 20, told: false, group: 4, by: "Иван (2)"),
                alert(6, .keyExpiry), alert(7, .hi2Missing, by: "Анна (1)"),
            ],
            at: noon
        )
        #expect(summary.count == 4 && summary.open == 1)
        // All began at once: what went on side by side counts once.
        #expect(summary.seconds == 30 * 60)
        #expect(summary.takers.map(\.who) == ["Анна (1)", "Иван (2)"])
        #expect(summary.takers.map { $0.alerts.map(\.alert) } == [[1, 7], [4]])
        #expect(summary.taken == 3)
    }

    @Test("who gave an alert back, or closed it by hand, had it; whoever has it now comes first")
    func gaveBack() {
        var released = alert(1)
        (released.facts.hadBy, released.facts.releasedAt) = ("Анна (1)", noon)
        var closed = alert(2)
        closed.facts.closedBy = "Борис (2)"
        var taken = alert(3, by: "Борис (2)")
        (taken.facts.hadBy, taken.facts.releasedAt) = ("Анна (1)", noon + .minutes(1))
        let summary = IncidentTally.summary([released, closed, taken, alert(4)], at: noon)
        #expect(summary.takers.map { $0.alerts.map(\.alert) } == [[2, 3], [1]])
        #expect(summary.takers.map(\.who) == ["Борис (2)", "Анна (1)"] && summary.taken == 3)
    }

    @Test("an incident of several feeds is told with those that its taker had")
    func takenFeeds() throws {
        func summary(_ takers: [String?]) -> [AlertKey] {
            let endpoints: [Endpoint] = [.tradestats, .orderstats, .obstats]
            let members = endpoints.indices.map { index in
                var member = alert(Int64(index + 1), group: 1, by: takers[index])
                member.key = AlertKey(.staleness, Feed(.equities, endpoints[index]))
                return member
            }
            return IncidentTally.summary(members, at: noon).takers.first?.alerts.first?.keys ?? []
        }
        #expect(summary(["Анна (1)", "Анна (1)", "Анна (1)"]).map(\.endpoint) == [.tradestats, .orderstats, .obstats])
        #expect(summary([nil, nil, "Анна (1)"]).map(\.endpoint) == [.obstats])
        #expect(summary([nil, nil, nil]).isEmpty)
    }

    @Test("the time with a fault is that of the spans together; a hole has none of its own")
    func time() {
        var later = alert(2, minutes: 15)
        later.openedAt = noon
        later.closedAt = noon + .minutes(15)
        let hole = alert(3, .missingSlots, minutes: nil)
        let summary = IncidentTally.summary([alert(1, minutes: 10), later, hole], at: noon + .hours(1))
        // As its message and /alerts show it.
        #expect(summary.count == 3 && summary.open == 1)
        #expect(summary.seconds == 25 * 60)
    }

    @Test("a hole that is left of a fault that has ended is past, as its message says")
    func hole() {
        let summary = IncidentTally.summary(
            [alert(1, minutes: 5, group: 1), alert(2, .missingSlots, minutes: nil, group: 1)],
            at: noon
        )
        #expect(summary.count == 1 && summary.open == 0 && summary.seconds == 5 * 60)
    }

    @Test("what alarmed nobody is no fault that somebody should have taken, unless it shares the message of one")
    func silent() {
        var columns = alert(1, .schemaDrift)
        columns.severity = .info
        #expect(IncidentTally.summary([columns], at: noon) == IncidentSummary())
        columns.groupID = 2
        #expect(IncidentTally.summary([columns, alert(2, group: 2)], at: noon).count == 1)
    }

    @Test("no alerts, no incidents")
    func quiet() {
        #expect(IncidentTally.summary([], at: noon) == IncidentSummary())
    }
}
