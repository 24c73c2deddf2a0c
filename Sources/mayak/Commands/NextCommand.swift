import Market
import Platform
import Scheduling

/// `mayak next`: when a trigger would fire.
enum NextCommand: Command {
    static let spec = CommandSpec(
        "next",
        summary: "Show when a cron expression or an interval fires next",
        details: """
            Give either --cron or --interval. Fires are at or after --from; fewer than --count are shown when there are no more.
            --start and --end bound an interval: as HH:MM[:SS] each day on the zone's clocks (past midnight when the end is
            earlier), or as instants. The grid begins at the start, or at --from without one; both ends belong to the window.
            T is RFC 3339, or DATE[THH:MM[:SS]] on the zone's clocks; DATE is YYYY-MM-DD, 30.11, tomorrow and the like.

            mayak next --cron '2 19 * * 1-5' --count 3
            mayak next --interval 5m --start 10:00 --end 18:40 --from 2026-11-20T12:00+03:00 --json
            """,
        options: [
            .value("cron", "EXPR", "Five fields, or six with seconds first"),
            .value("interval", "SPAN", "Such as 90s, 5m, 1h30m"),
            .value("start", "T", "Where an interval's window begins"),
            .value("end", "T", "Where an interval's window ends"),
            .value("zone", "ZONE", "Whose clocks count", default: "Europe/Moscow"),
            .value("from", "T", "Show fires at or after this; now where it is not given"),
            .value("count", "N", "How many fires, 1 to 100000", default: "10"),
            .flag("json", "Print an array of {utc, local}"),
        ]
    )

    static func run(_ arguments: Arguments) async throws {
        let zoneName = try arguments.required("zone")
        let zone: TimeZoneRules
        do {
            zone = try ZoneFile.load(zoneName)
        } catch {
            throw UsageError(.invalidValue, "mayak next: --zone: \(error.detail)")
        }
        let now = Timestamp(seconds: SystemClock().now.seconds)
        let from =
            try arguments.value("from", expecting: timeForm) { FirePreview.instant($0, in: zone, now: now) } ?? now
        let count = try arguments.integer("count", in: 1...100_000) ?? 10
        let next = try trigger(arguments, zone: zone, from: from)
        let fires = FirePreview.fires(from: from, count: count, next: next)
        try write(fires, zone: zone, asJSON: arguments.flag("json"))
    }

    private static func trigger(
        _ arguments: Arguments,
        zone: TimeZoneRules,
        from: Timestamp
    ) throws -> (Timestamp) -> Timestamp? {
        switch (arguments.string("cron"), arguments.string("interval")) {
        case (let text?, nil):
            guard arguments.given("start") == nil, arguments.given("end") == nil else {
                throw UsageError(.unexpectedValue, "mayak next: --start and --end belong to --interval, not to --cron")
            }
            do {
                let expression = try CronExpression(text)
                return { expression.nextFire(atOrAfter: $0, in: zone) }
            } catch {
                throw UsageError(.invalidValue, "mayak next: --cron: \(error.detail)")
            }
        case (nil, _?):
            let every = try arguments.value(
                "interval",
                expecting: "a span of 1s to 366d such as 90s, 5m, 1h30m",
                SpanText.read
            )
            let window = try window(arguments, zone: zone, from: from)
            guard let every, let interval = IntervalTrigger(every: every, window: window) else {
                throw arguments.invalid(
                    "interval",
                    arguments.string("interval") ?? "",
                    expecting: "a span of 1s to 366d"
                )
            }
            return { interval.nextFire(atOrAfter: $0, in: zone) }
        case (nil, nil), (_?, _?):
            throw UsageError(.missingArgument, "mayak next: give either --cron EXPR or --interval SPAN")
        }
    }

    private static func window(
        _ arguments: Arguments,
        zone: TimeZoneRules,
        from: Timestamp
    ) throws -> IntervalTrigger.Window {
        let start = try arguments.value("start", expecting: "HH:MM[:SS] or " + timeForm) { Edge($0, in: zone) }
        let end = try arguments.value("end", expecting: "HH:MM[:SS] or " + timeForm) { Edge($0, in: zone) }
        switch (start, end) {
        case (nil, nil):
            // Whole seconds, so that the preview's texts are exact.
            return .span(from: Timestamp(seconds: (from + .nanoseconds(999_999_999)).seconds), through: nil)
        case (.daily(let start), .daily(let end)): return .daily(from: start, through: end)
        case (.daily(let start), nil): return .daily(from: start, through: lastSecond)
        case (nil, .daily(let end)): return .daily(from: .midnight, through: end)
        case (.instant(let start), nil): return .span(from: start, through: nil)
        case (nil, .instant(let end)): return .span(from: from, through: end)
        case (.instant(let start), .instant(let end)):
            guard start <= end else {
                throw arguments.invalid("end", arguments.string("end") ?? "", expecting: "an instant after --start")
            }
            return .span(from: start, through: end)
        case (.daily, .instant), (.instant, .daily):
            throw UsageError(
                .invalidValue,
                "mayak next: --start and --end must have the same form: both HH:MM[:SS], or both instants"
            )
        }
    }

    private static func write(_ fires: [Timestamp], zone: TimeZoneRules, asJSON: Bool) throws {
        struct Row: Encodable {
            let utc: String
            let local: String
        }
        let rows = fires.map { fire in
            Row(utc: String(TimeZoneRules.utc.text(fire).dropLast(6)) + "Z", local: zone.text(fire))
        }
        if asJSON {
            print(try rows.printed())
        } else if rows.isEmpty {
            print("never")
        } else {
            print("utc                   \(zone.name)")
            for row in rows { print("\(row.utc)  \(row.local)") }
        }
    }

    private static let timeForm = "RFC 3339 or DATE[THH:MM[:SS]], where DATE is \(DateReader.allowed)"
    private static let lastSecond = TimeOfDay(secondOfDay: 86_399) ?? .endOfDay

    /// One end of a window: the same time each day, or an instant.
    private enum Edge {
        case daily(TimeOfDay)
        case instant(Timestamp)

        init?(_ text: String, in zone: TimeZoneRules) {
            if let time = TimeOfDay(text) {
                self = .daily(time)
            } else if let instant = FirePreview.instant(text, in: zone, now: SystemClock().now) {
                self = .instant(instant)
            } else {
                return nil
            }
        }
    }
}
