import Market
import Monitor
import Store
import TestKit
import Testing

@Suite("Missing slots rule")
struct MissingSlotsRuleTests {
    private let expected = stride(from: 36_300, through: 43_200, by: 300).compactMap(TimeOfDay.init(secondOfDay:))
    fileprivate let feed = Feed(.equities, .obstats)

    fileprivate func instant(_ time: String) throws -> Timestamp {
        try #require(MoscowTime.instant("2024-07-15 \(time)"))
    }

    private func labels(_ texts: String...) -> Set<TimeOfDay> {
        Set(texts.compactMap(TimeOfDay.init))
    }

    @Test("a label is overdue when a later one has come, or when the limit is over")
    func candidates() throws {
        let date = try #require(CivilDate("2024-07-15"))
        func missing(_ seen: Set<TimeOfDay>, at time: String) throws -> [String] {
            MissingSlotsRule.candidates(
                expected: expected,
                seen: seen,
                on: date,
                at: try instant(time),
                limit: FeedTiming().limit
            )
            .map(\.shortDescription)
        }
        #expect(try missing(labels("10:05", "10:10"), at: "10:15:30") == [])
        #expect(try missing(labels("10:05", "10:15"), at: "10:15:30") == ["10:10"])
        #expect(try missing(labels("10:05"), at: "10:20:00") == [])
        #expect(try missing(labels("10:05"), at: "10:20:01") == ["10:10"])
        #expect(try missing([], at: "10:25:01") == ["10:05", "10:10", "10:15"])
    }

    @Test("a hole is told of for half an hour, then counts as over")
    func window() throws {
        let date = try #require(CivilDate("2024-07-15"))
        let hole = try #require(TimeOfDay("10:30"))
        func finding(at time: String) throws -> Verdict.Finding {
            MissingSlotsRule.verdict(feed, confirmed: [hole], on: date, at: try instant(time), timing: FeedTiming())
                .finding
        }
        #expect(try finding(at: "10:45:00") == .bad(value: 1, limit: 0))
        #expect(try finding(at: "11:10:00") == .bad(value: 1, limit: 0))
        #expect(try finding(at: "11:10:01") == .good(isClearlyGood: true))
    }
}

extension MissingSlotsRuleTests {
    @Test("a new hole does not list those that were closed before it")
    func newHole() throws {
        let date = try #require(CivilDate("2024-07-15"))
        func slots(_ holes: [String], at time: String) throws -> [String] {
            MissingSlotsRule.verdict(
                feed,
                confirmed: holes.compactMap { TimeOfDay($0) },
                on: date,
                at: try instant(time),
                timing: FeedTiming()
            ).facts.slots.map(\.shortDescription)
        }
        #expect(try slots(["10:30", "10:35", "12:00"], at: "12:05:30") == ["12:00"])
        #expect(try slots(["10:30", "11:00", "11:30"], at: "11:35:30") == ["10:30", "11:00", "11:30"])
        #expect(try slots(["10:30", "11:05"], at: "11:10:30") == ["11:05"])
    }
}

@Suite("Secid count rules")
struct SecidCountRuleTests {
    private func sample(_ day: String, _ names: String) throws -> SecidCountRule.Sample {
        SecidCountRule.Sample(
            date: try #require(CivilDate(day)),
            label: try #require(TimeOfDay("09:05")),
            secids: names.split(separator: " ").map { SecID(String($0)) }
        )
    }

    @Test(
        "rise and drop are two rules with names",
        arguments: [("A B C", "A B", 1, 0), ("A B", "A B C", 0, 1), ("A B", "A B", 0, 0), ("A D", "A B", 0, 0)]
    )
    func counts(now: String, before: String, rises: Int, drops: Int) throws {
        let today = try sample("2024-07-15", now)
        let earlier = try sample("2024-07-12", before)
        func isBad(_ verdict: Verdict) -> Bool {
            if case .bad = verdict.finding { true } else { false }
        }
        #expect(isBad(SecidCountRule.rise(today, over: earlier)) == (rises == 1))
        #expect(isBad(SecidCountRule.drop(today, below: earlier)) == (drops == 1))
    }

    @Test("the facts name who came and who is gone")
    func names() throws {
        let verdict = SecidCountRule.drop(try sample("2024-07-15", "A X"), below: try sample("2024-07-12", "A B C"))
        #expect(verdict.facts.newSecids == ["X"])
        #expect(verdict.facts.lostSecids == ["B", "C"])
        // Names are cut, their number is not.
        let many = (0..<40).map { "L\($0)" }.joined(separator: " ")
        let drop = SecidCountRule.drop(try sample("2024-07-15", "A"), below: try sample("2024-07-12", "A \(many)"))
        #expect(drop.facts.lostSecids.count == 20 && drop.facts.lostSecidCount == 40)
        #expect(verdict.facts.comparedDate == date("2024-07-12"))
        #expect(verdict.severity == .warning)
    }
}

@Suite("Publication delay rule")
struct PublicationDelayRuleTests {
    @Test("compares SYSTIME with the label", arguments: [("10:10:11", false), ("10:20:00", false), ("10:20:01", true)])
    func delay(systime: String, isBad: Bool) throws {
        let slot = SlotRecord(
            feed: Feed(.currency, .obstats),
            date: try #require(CivilDate("2024-07-15")),
            label: try #require(TimeOfDay("10:10")),
            systime: try #require(MoscowTime.instant("2024-07-15 \(systime)")),
            receivedAt: try #require(MoscowTime.instant("2024-07-15 \(systime)")),
            rowCount: 3,
            secidCount: 3
        )
        if case .bad(let value, let limit) = PublicationDelayRule.verdict(slot, timing: FeedTiming()).finding {
            #expect(isBad)
            #expect(value == 601 && limit == 600)
        } else {
            #expect(!isBad)
        }
    }

    @Test("a long hole keeps the names of all its slots, so that they agree with their number")
    func longHole() throws {
        let labels = (0..<53).compactMap { TimeOfDay(secondOfDay: 38_400 + 300 * $0) }
        let date = CivilDate(dayNumber: 19_919)
        let verdict = MissingSlotsRule.verdict(
            Feed(.equities, .obstats),
            confirmed: labels,
            on: date,
            at: MoscowTime.instant(date, try #require(labels.last)) + .minutes(11),
            timing: FeedTiming()
        )
        #expect(verdict.facts.slots.count == 53 && verdict.facts.slotCount == 53)
        #expect(verdict.facts.slots.first == time("10:40") && verdict.facts.slots.last == time("15:00"))
    }
}
