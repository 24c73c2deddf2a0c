import Market
import Scheduling
import Platform
import TestKit
import Testing

@Suite("Cron expression")
struct CronExpressionTests {
    struct Case: CustomTestStringConvertible {
        let expression: String
        let from: String
        let fires: [String]
        var zone = "Europe/Moscow"

        var testDescription: String { "\(expression) in \(zone)" }
    }

    /// Worked out by hand from a wall calendar.
    static let cases = [
        Case(
            expression: "2 19 * * *",
            from: "2024-07-15T13:00:00+03:00",
            fires: ["2024-07-15T19:02:00+03:00", "2024-07-16T19:02:00+03:00"]
        ),
        Case(
            expression: "5 2 19 * * *",
            from: "2024-07-15T19:02:05+03:00",
            fires: ["2024-07-15T19:02:05+03:00", "2024-07-16T19:02:05+03:00"]
        ),
        Case(expression: "2 19 * * *", from: "2024-07-15T19:02:00.001+03:00", fires: ["2024-07-16T19:02:00+03:00"]),
        Case(
            expression: "*/20 9-10 * * 1-5",
            from: "2026-11-20T09:30:00+03:00",  // A Friday.
            fires: [
                "2026-11-20T09:40:00+03:00", "2026-11-20T10:00:00+03:00", "2026-11-20T10:20:00+03:00",
                "2026-11-20T10:40:00+03:00", "2026-11-23T09:00:00+03:00",
            ]
        ),
        Case(
            expression: "0 0 13 * fri",  // Either: the 13th, and every Friday.
            from: "2026-11-09T00:00:00+03:00",
            fires: ["2026-11-13T00:00:00+03:00", "2026-11-20T00:00:00+03:00"]
        ),
        Case(
            expression: "0 0 13 12 0",
            from: "2026-11-30T00:00:00+03:00",
            fires: ["2026-12-06T00:00:00+03:00", "2026-12-13T00:00:00+03:00", "2026-12-20T00:00:00+03:00"]
        ),
        Case(
            expression: "0 0 */10 * 7",  // A star: both, Sundays on the 1st, 11th, 21st or 31st.
            from: "2026-11-02T00:00:00+03:00",
            fires: ["2027-01-31T00:00:00+03:00", "2027-02-21T00:00:00+03:00"]
        ),
        Case(
            expression: "0 12 L * *",
            from: "2028-01-31T13:00:00+03:00",
            fires: ["2028-02-29T12:00:00+03:00", "2028-03-31T12:00:00+03:00"]
        ),
        Case(
            expression: "0 12 1,L feb,APR *",
            from: "2026-02-02T00:00:00+03:00",
            fires: ["2026-02-28T12:00:00+03:00", "2026-04-01T12:00:00+03:00", "2026-04-30T12:00:00+03:00"]
        ),
        Case(
            expression: "0 0 29 2 *",
            from: "2096-03-01T00:00:00+03:00",
            fires: ["2104-02-29T00:00:00+03:00"]
        ),
        Case(
            expression: "0 0 * * fri-sun",
            from: "2026-11-19T00:00:00+03:00",
            fires: [
                "2026-11-20T00:00:00+03:00", "2026-11-21T00:00:00+03:00", "2026-11-22T00:00:00+03:00",
                "2026-11-27T00:00:00+03:00",
            ]
        ),
        Case(expression: "59 59 23 31 12 *", from: "2026-12-31T23:59:59+03:00", fires: ["2026-12-31T23:59:59+03:00"]),
        Case(expression: "@monthly", from: "2026-12-01T00:00:01+03:00", fires: ["2027-01-01T00:00:00+03:00"]),
        Case(
            expression: "30 2 * * *",  // Does not exist on 29 March: at the first instant after the gap.
            from: "2026-03-28T12:00:00+01:00",
            fires: ["2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00"],
            zone: "Europe/Berlin"
        ),
        Case(
            expression: "30 2 * * *",  // Comes twice on 25 October: the first copy.
            from: "2026-10-24T12:00:00+02:00",
            fires: ["2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"],
            zone: "Europe/Berlin"
        ),
        Case(
            expression: "0,30 2,3 * * *",  // Two missing times and the 03:00 after the gap are one run.
            from: "2026-03-29T00:00:00+01:00",
            fires: ["2026-03-29T03:00:00+02:00", "2026-03-29T03:30:00+02:00", "2026-03-30T02:00:00+02:00"],
            zone: "Europe/Berlin"
        ),
        Case(
            expression: "*/30 * * * *",  // Elapsed time: no hole and no double.
            from: "2026-10-25T02:00:00+02:00",
            fires: [
                "2026-10-25T02:00:00+02:00", "2026-10-25T02:30:00+02:00", "2026-10-25T02:00:00+01:00",
                "2026-10-25T02:30:00+01:00", "2026-10-25T03:00:00+01:00",
            ],
            zone: "Europe/Berlin"
        ),
        Case(
            expression: "15 2 * * *",  // Lord Howe Island moves by half an hour.
            from: "2026-10-03T12:00:00+10:30",
            fires: ["2026-10-04T02:30:00+11:00", "2026-10-05T02:15:00+11:00"],
            zone: "Australia/Lord_Howe"
        ),
    ]

    @Test("fires when a person would expect it", arguments: cases)
    func vectors(_ test: Case) throws {
        let zone = try ZoneFile.load(test.zone)
        let expression = try CronExpression(test.expression)
        var cursor = try #require(RFC3339.instant(test.from))
        for expected in test.fires {
            let fire = try #require(expression.nextFire(atOrAfter: cursor, in: zone))
            #expect(zone.text(fire) == expected)
            cursor = fire + .nanoseconds(1)
        }
    }

    @Test("an impossible date ends the search", arguments: ["0 0 30 2 *", "0 0 31 4,6,9,11 *", "0 0 0 30 feb *"])
    func impossible(text: String) throws {
        let expression = try CronExpression(text)
        #expect(expression.nextFire(atOrAfter: Timestamp(seconds: 1_700_000_000), in: .moscow) == nil)
        let berlin = try ZoneFile.load("Europe/Berlin")
        #expect(expression.nextFire(atOrAfter: Timestamp(seconds: 1_700_000_000), in: berlin) == nil)
        let wild = try CronExpression("* * 30 2 *")
        #expect(wild.nextFire(atOrAfter: Timestamp(seconds: 1_700_000_000), in: berlin) == nil)
    }

    @Test("the ends of representable time do not trap")
    func ends() throws {
        let berlin = try ZoneFile.load("Europe/Berlin")
        for text in ["* * * * * *", "0 0 29 2 *"] {
            let expression = try CronExpression(text)
            for nanoseconds in [Int64.min + 1_000_000_000_000_000, 0, .max] {
                _ = expression.nextFire(atOrAfter: Timestamp(nanoseconds: nanoseconds), in: berlin)
            }
        }
    }

    @Test(
        "a mistake names the field, the token and what is allowed",
        arguments: [
            ("60 * * * *", "minute", "\"60\"", "0-59"), ("* 24 * * *", "hour", "\"24\"", "0-23"),
            ("* * 0 * *", "day of month", "\"0\"", "1-31"), ("* * * 13 *", "month", "\"13\"", "jan-dec"),
            ("* * * * 8", "day of week", "\"8\"", "0 and 7 are Sunday"),
            ("* * * * moon", "day of week", "\"moon\"", "sun-sat"),
            ("60 * * * * *", "second", "\"60\"", "0-59"), ("*/0 * * * *", "minute", "\"*/0\"", "step"),
            ("55-5 * * * *", "minute", "\"55-5\"", "backwards"), ("1,,2 * * * *", "minute", "\"\"", "lists"),
            ("* * L-3 * *", "day of month", "\"L-3\"", "L (the last day)"), ("L * * * *", "minute", "\"L\"", "0-59"),
            ("? * * * *", "minute", "\"?\"", "*/n"), ("1-2-3 * * * *", "minute", "\"1-2-3\"", "a-b"),
            ("-1 * * * *", "minute", "\"-1\"", "0-59"), ("*/5/5 * * * *", "minute", "\"*/5/5\"", "a-b/n"),
            ("99999999999999999999 * * * *", "minute", "\"9999", "0-59"), ("1- * * * *", "minute", "\"1-\"", "a-b"),
            ("* * * *", "4 fields", "5", "6 with seconds first"), ("", "0 fields", "5", "6"),
            ("* * * * * * *", "7 fields", "5", "6"), ("@reboot", "@reboot", "not known", "@daily"),
        ]
    )
    func mistakes(text: String, field: String, token: String, allowed: String) throws {
        let error = try #require(throws: CronError.self) { try CronExpression(text) }
        for part in [field, token, allowed] { #expect(error.detail.contains(part), "\(error.detail)") }
    }

    @Test("the console shows what was set, in the seed's order")
    func console() throws {
        let cases = [
            ("5 2 19 * * *", "cron[hour='19', minute='2', second='5']"),
            ("0 0 0 * * *", "cron[hour='0', minute='0', second='0']"),
            ("2 19 * * *", "cron[hour='19', minute='2']"), ("*/5 * * * 1-5", "cron[day_of_week='1-5', minute='*/5']"),
            ("* * * * *", "cron[minute='*']"),
        ]
        for (text, expected) in cases { #expect(try CronExpression(text).consoleText == expected) }
    }

    /// Three days around both changes of the clocks, and a leap day.
    static let stretches: [(zone: String, start: String)] = [
        ("Europe/Berlin", "2026-03-28T00:00:00Z"), ("Europe/Berlin", "2026-10-24T00:00:00Z"),
        ("America/New_York", "2026-03-07T05:00:00Z"), ("America/New_York", "2026-10-31T05:00:00Z"),
        ("Australia/Lord_Howe", "2026-04-04T00:00:00Z"), ("Australia/Lord_Howe", "2026-10-03T00:00:00Z"),
        ("Asia/Seoul", "2028-02-28T00:00:00Z"), ("Europe/Moscow", "2026-12-30T00:00:00Z"),
    ]

    @Test("agrees with a walk over every minute", arguments: stretches)
    func everyMinute(zone name: String, start: String) throws {
        let zone = try ZoneFile.load(name)
        let from = try #require(RFC3339.instant(start))
        let to = from + .hours(72)
        var random = SeededRandom(seed: 11)
        for _ in 0..<40 {
            let text = Self.randomExpression(&random)
            let expression = try CronExpression(text)
            let found = fires(from: from, to: to) { expression.nextFire(atOrAfter: $0, in: zone) }
            let expected = CronOracle(text).fires(from: from, to: to, step: 60, zone: zone)
            #expect(found == expected, "\(text)")
        }
    }

    @Test("agrees with a walk over every second", arguments: stretches)
    func everySecond(zone name: String, start: String) throws {
        let zone = try ZoneFile.load(name)
        let from = try #require(RFC3339.instant(start)) + .hours(12)
        let to = from + .hours(15)
        var random = SeededRandom(seed: 23)
        for text in ["*/7 */13 * * * *", "30 15,45 2 * * *"]
            + (0..<3).map({ _ in "\(Self.randomField(0...59, &random)) " + Self.randomExpression(&random) })
        {
            let expression = try CronExpression(text)
            let found = fires(from: from, to: to) { expression.nextFire(atOrAfter: $0, in: zone) }
            #expect(found == CronOracle(text).fires(from: from, to: to, step: 1, zone: zone), "\(text)")
        }
    }

    /// Hours near the changes of the clocks, days near the stretches.
    private static func randomExpression(_ random: inout SeededRandom) -> String {
        [
            randomField(0...59, &random), randomField(0...5, &random),
            Bool.random(using: &random)
                ? "*" : randomField(1...31, &random) + (Bool.random(using: &random) ? ",L" : ""),
            Int.random(in: 0...3, using: &random) > 0 ? "*" : randomField(1...12, &random),
            Bool.random(using: &random) ? "*" : randomField(0...7, &random),
        ].joined(separator: " ")
    }

    private static func randomField(_ bounds: ClosedRange<Int>, _ random: inout SeededRandom) -> String {
        let low = Int.random(in: bounds, using: &random)
        let high = Int.random(in: low...bounds.upperBound, using: &random)
        return switch Int.random(in: 0...6, using: &random) {
        case 0: "*"
        case 1: "*/\(Int.random(in: 1...30, using: &random))"
        case 2: "\(low)-\(high)"
        case 3: "\(low)-\(high)/\(Int.random(in: 1...7, using: &random))"
        case 4: "\(low),\(high)"
        default: "\(low)"
        }
    }
}
