import Market
import Operations
import Platform
import Store

/// The feeds of a day: slots, delays, what is missing, hi2; and their pictures.
struct FeedEndpoints: Sendable {
    let feeds: FeedStore
    let limits: FeedLimits
    let calendars: CalendarCache
    /// Nil in a process that draws none.
    let plots: (any PlotService)?

    var routes: [APIRoute] {
        [
            .get(
                "/api/feeds",
                "feeds",
                "Every feed on a day: age, delays by slot, missing slots, hi2",
                parameters: [
                    .query("date", .date, "The latest day with a session where it is not given"),
                    .query("points", .boolean, "`false` leaves the slots themselves out; `true` where it is not given"),
                ],
                answer: .json(Self.feeds)
            ) { call in .json(try await day(call)) },
            .get(
                "/api/feeds/days",
                "feeds",
                "The days of which slots are stored, newest first",
                parameters: [Page.limit],
                answer: .json(.object(["days": .array(.date)]))
            ) { call in
                let limit = try Page.limit(call)
                var days: Set<CivilDate> = []
                for feed in Feed.all where feed.endpoint.isSlotted {
                    days.formUnion(try await feeds.slotDates(feed, limit: limit))
                }
                return .json(["days": .strings(days.sorted(by: >).prefix(limit).map { "\($0)" })])
            },
            .get(
                "/api/plots/{market}/{endpoint}/{file}",
                "feeds",
                "The delays of a feed on a day as a picture",
                parameters: [
                    .path("market", AlertEndpoints.market, "EQ, FX or FO"),
                    .path("endpoint", AlertEndpoints.endpoint, "One with slots"),
                    .path(
                        "file",
                        APISchema(["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}\\.png$"]),
                        "The date and `.png`"
                    ), .query("lang", .choice(["en", "ru"]), "Of the captions; `en` where it is not given"),
                ],
                answer: .png
            ) { call in .response(try await plot(call)) },
        ]
    }

    private func day(_ call: APICall) async throws -> JSON {
        let calendar = try await calendars.calendar()
        let date = try call.date("date") ?? calendar.latestSessionDay(at: call.now)
        let hasPoints = try call.flag("points", default: true)
        var shown: [JSON] = []
        for feed in Feed.all where feed.endpoint.isSlotted {
            let day = try await FeedDay(
                feed,
                on: date,
                limit: limits[feed],
                calendar: calendar,
                at: call.now,
                from: feeds
            )
            shown.append(day.json(hasPoints: hasPoints))
        }
        let checks = try await feeds.hi2Checks(from: date, through: date)
        return [
            "date": .string("\(date)"), "time": .string(RFC3339.text(call.now)), "feeds": .array(shown),
            "hi2": .array(
                checks.map { check in
                    [
                        "market": .string(check.market.rawValue), "present": check.isPresent.map { .bool($0) } ?? .null,
                        "note": .string(check.note),
                        "checked_at": .string(RFC3339.text(check.checkedAt)),
                    ]
                }
            ),
        ]
    }

    private func plot(_ call: APICall) async throws -> WebResponse {
        let file = call.path.text("file")
        guard let plots else { throw Problem(.unavailable, "this process draws no plots") }
        guard let market = AlgoPackSegment(rawValue: call.path.text("market")),
            let endpoint = Endpoint(rawValue: call.path.text("endpoint")), endpoint.isSlotted,
            Feed.exists(endpoint, on: market), file.hasSuffix(".png"), let date = CivilDate(String(file.dropLast(4)))
        else { throw Problem(.notFound, "a plot is at /api/plots/MARKET/ENDPOINT/YYYY-MM-DD.png") }
        enum Language: String, CaseIterable { case en, ru }
        let isRussian = try call.choice("lang", Language.self) == .ru
        guard let png = try await plots.plot(Feed(market, endpoint), on: date, isRussian: isRussian) else {
            throw Problem(.notFound, "no slot of \(market) \(endpoint) is stored of \(date)")
        }
        return EntityTagged.response(to: call.request, body: png, type: "image/png")
    }

    private static let last = APISchema.object([
        "date": .date, "label": .string, "systime": .instant, "received_at": .instant, "delay": .number,
        "rows": .integer, "secids": .integer,
    ])
    private static let feed = APISchema.object(
        [
            "market": AlertEndpoints.market, "endpoint": AlertEndpoints.endpoint, "limit": .number,
            "expected": .integer, "seen": .integer, "late": .integer, "missing": .array(.string),
            "age": .number.orNull, "last": last.orNull,
            // Label, delay in seconds, rows.
            "points": .array(.array(.any)),
        ],
        optional: ["points"]
    )
    private static let feeds = APISchema.object([
        "date": .date, "time": .instant, "feeds": .array(feed),
        "hi2": .array(
            .object([
                "market": AlertEndpoints.market, "present": .boolean.orNull, "note": .string, "checked_at": .instant,
            ])
        ),
    ])
}
