import Market
import TestKit
import Testing

/// The oracle is the table of docs/reference/algopack.md, Slot grids.
@Suite("Slot grid")
struct SlotGridTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let feed: Feed
        let day: String
        let count: Int
        let edges: String

        var testDescription: String { name }

        init(_ market: AlgoPackSegment, _ endpoint: Endpoint, _ day: String, _ count: Int, _ edges: String) {
            self.feed = Feed(market, endpoint)
            self.name = "\(market) \(endpoint) \(day)"
            self.day = day
            self.count = count
            self.edges = edges
        }
    }

    static let documented = [
        Case(.equities, .tradestats, "2023-11-01", 161, "10:05-18:40 19:10-23:50"),
        Case(.equities, .tradestats, "2024-05-15", 161, "10:05-18:40 19:10-23:50"),
        Case(.equities, .orderstats, "2024-07-15", 161, "10:05-18:40 19:10-23:50"),
        Case(.equities, .obstats, "2026-01-09", 197, "07:05-18:40 19:10-23:50"),
        // 199 rows are documented; one evening row may be 19:05 or an auction slot, so it is not expected.
        Case(.equities, .tradestats, "2026-01-09", 198, "07:00-18:40 19:10-23:50"),
        Case(.equities, .orderstats, "2026-01-09", 204, "06:55-23:50"),
        Case(.currency, .tradestats, "2026-01-09", 107, "10:05-18:55"),
        Case(.currency, .orderstats, "2026-01-09", 108, "10:05-19:00"),
        Case(.currency, .obstats, "2026-01-09", 108, "10:05-19:00"),
        Case(.currency, .obstats, "2024-05-15", 107, "10:05-18:55"),
        Case(.futures, .tradestats, "2024-06-19", 163, "10:00-14:00 14:10-18:50 19:10-23:50"),
        Case(.futures, .obstats, "2024-07-15", 162, "10:05-14:00 14:10-18:50 19:10-23:50"),
        Case(.futures, .futoi, "2024-07-15", 162, "10:05-14:00 14:10-18:50 19:10-23:50"),
        Case(.futures, .obstats, "2026-01-09", 176, "08:55-14:00 14:10-18:50 19:10-23:50"),
        Case(.futures, .tradestats, "2026-03-23", 179, "09:00-23:50"),
        Case(.futures, .obstats, "2026-03-23", 180, "08:55-23:50"),
        Case(.futures, .futoi, "2026-03-23", 178, "09:05-23:50"),
        Case(.futures, .orderstats, "2026-03-23", 0, ""),
        Case(.equities, .hi2, "2024-07-15", 1, "18:40-18:40"),
        Case(.currency, .hi2, "2026-01-09", 1, "18:40-18:40"),
        Case(.futures, .hi2, "2026-03-23", 1, "18:40-18:40"),
        Case(.equities, .obstats, "2024-07-13", 0, ""),
    ]

    @Test("has the documented rows", arguments: documented)
    func documentedRows(_ row: Case) {
        let labels = calendar().publishedSlots(row.feed, on: date(row.day))
        #expect(labels.count == row.count)
        #expect(edges(of: labels) == row.edges)
    }

    @Test("has 134 EQ rows up to 21:35 in May 2024")
    func partOfTheEvening() {
        let labels = calendar().expectedSlots(Feed(.equities, .tradestats), on: date("2024-05-15"))
        #expect(labels.count { $0 <= time("21:35") } == 134)
    }

    @Test("expects no label between two sessions, when nobody polls")
    func betweenSessions() {
        let feed = Feed(.equities, .orderstats)
        let labels = calendar().expectedSlots(feed, on: date("2026-01-09"))
        #expect(edges(of: labels) == "06:55-18:40 19:10-23:50")
    }

    @Test("expects the weekend grid without auction slots", arguments: [AlgoPackSegment.equities, .futures])
    func weekend(_ market: AlgoPackSegment) {
        let weekend = calendar(says(.bundled, market, "2026-02-21", .weekendSession))
        for feed in Feed.all(of: market) where feed.endpoint.isSlotted {
            #expect(edges(of: weekend.expectedSlots(feed, on: date("2026-02-21"))) == "10:05-18:55")
        }
        #expect(weekend.expectedSlots(Feed(market, .hi2), on: date("2026-02-21")).isEmpty)
    }

    struct ShortDay: Sendable {
        let hours: String
        let edges: String
        let hasHI2: Bool
    }

    @Test(
        "follows the hours of a short day at the changed ends only",
        arguments: [
            ShortDay(hours: "main 10:00-14:00", edges: "10:05-14:00", hasHI2: false),
            ShortDay(hours: "morning 06:50-09:50, main 09:50-18:40", edges: "07:05-18:40", hasHI2: true),
            ShortDay(hours: "morning 08:00-09:50, main 09:50-18:40", edges: "08:05-18:40", hasHI2: true),
            ShortDay(hours: "evening 19:45-23:50", edges: "19:50-23:50", hasHI2: false),
            ShortDay(hours: "main 10:02-10:09", edges: "", hasHI2: false),
        ]
    )
    func shortDay(_ row: ShortDay) {
        let short = calendar(says(.edit, .equities, "2026-01-09", .short, row.hours))
        let labels = short.expectedSlots(Feed(.equities, .obstats), on: date("2026-01-09"))
        #expect(edges(of: labels) == row.edges)
        #expect(short.expectedSlots(Feed(.equities, .hi2), on: date("2026-01-09")).isEmpty == !row.hasHI2)
    }

    @Test("ascends on the five-minute grid without doubles, at every profile of every feed", arguments: Feed.all)
    func wellFormed(_ feed: Feed) {
        for day in ["2023-11-01", "2024-07-15", "2025-02-03", "2025-09-01", "2026-01-09", "2026-04-01"] {
            for labels in [
                calendar().publishedSlots(feed, on: date(day)),
                calendar(pin: .classic).publishedSlots(feed, on: date(day)),
            ] {
                #expect(!labels.isEmpty)
                #expect(labels == Array(Set(labels)).sorted())
                #expect(labels.allSatisfy { $0.secondOfDay.isMultiple(of: 300) })
            }
        }
    }

    /// `10:05-18:40 19:10-23:50`: the labels folded into runs of five-minute steps.
    private func edges(of labels: [TimeOfDay]) -> String {
        var runs: [(first: TimeOfDay, last: TimeOfDay)] = []
        for label in labels {
            if let last = runs.last, last.last.secondOfDay + 300 == label.secondOfDay {
                runs[runs.count - 1].last = label
            } else {
                runs.append((label, label))
            }
        }
        return runs.map { "\($0.first.shortDescription)-\($0.last.shortDescription)" }.joined(separator: " ")
    }
}
