import Market
import Operations
import Platform
import Store

/// The trading calendar: days, sessions, history, and changes that are looked at before they are made.
struct CalendarEndpoints: Sendable {
    /// A year and a day of each market.
    static let longest = 367

    let store: OperationsStore
    let calendars: CalendarCache

    var routes: [APIRoute] {
        [
            .get(
                "/api/calendar",
                "calendar",
                "What days are, and who says so",
                parameters: [
                    .query("from", .date, "Today where it is not given"),
                    .query("to", .date, "The first day where it is not given; at most a year later"),
                    .query("market", AlertEndpoints.market, "All of them where it is not given"),
                ],
                answer: .json(.object(["revision": .integer, "days": .array(Self.day)]))
            ) { call in .json(try await days(call)) },
            .get(
                "/api/sessions",
                "calendar",
                "Today's sessions of each market, the one in progress and the next",
                answer: .json(Self.sessions)
            ) { call in .json(try await sessions(at: call.now)) },
            .get(
                "/api/calendar/history",
                "calendar",
                "The edits, newest first",
                parameters: [Page.limit, Page.cursor],
                answer: .json(Page.schema("edits", Self.edit))
            ) { call in
                let limit = try Page.limit(call)
                let edits = try await store.calendar.history(before: call.cursor() ?? .max, limit: limit + 1)
                return .json(Page.json("edits", edits, limit: limit, \.json) { $0.id })
            },
            .change(
                "/api/calendar/preview",
                "calendar",
                "What an edit would change; nothing is changed",
                body: Self.choice,
                answer: .json(Self.preview)
            ) { call in
                let snapshot = try await calendars.snapshot()
                let preview = try preview(call, in: snapshot, try call.body(Self.members))
                return .json(preview.json(revision: snapshot.revision))
            },
            .change(
                "/api/calendar/edits",
                "calendar",
                "Say what days are; refused where the calendar has changed since the preview",
                body: Self.choice,
                answer: .json(.object(["revision": .integer, "edits": .array(Self.edit)]))
            ) { call in .json(try await edit(call)) },
            .change(
                "/api/calendar/edits/{id:int}/undo",
                "calendar",
                "Take an edit back",
                parameters: [.path("id", .integer(in: 1...Int64.max), "As the history has it")],
                answer: .json(.object(["revision": .integer, "edits": .array(Self.edit)]))
            ) { call in .json(try await undo(call)) },
        ]
    }

    private func days(_ call: APICall) async throws -> JSON {
        let snapshot = try await calendars.snapshot()
        let first = try call.date("from") ?? MoscowTime.date(of: call.now)
        let last = try call.date("to") ?? first
        let span = DateSpan(first, last)
        guard first <= last, span.count <= Self.longest else {
            throw Problem(.badRequest, "to: cannot be '\(last)'; allowed: a date from \(first), at most a year later")
        }
        let market = try call.choice("market", AlgoPackSegment.self)
        let days = span.dates.flatMap { date in
            (market.map { [$0] } ?? AlgoPackSegment.allCases).map { snapshot.calendar.day(date, $0).json }
        }
        return ["revision": .int(snapshot.revision), "days": .array(days)]
    }

    private func sessions(at now: Timestamp) async throws -> JSON {
        let calendar = try await calendars.calendar()
        let today = MoscowTime.date(of: now)
        let markets = AlgoPackSegment.allCases.map { market -> JSON in
            let day = calendar.day(today, market)
            return [
                "market": .string(market.rawValue), "kind": .string(day.kind.rawValue),
                "confirmed": .bool(day.isConfirmed), "sessions": .array(day.windows.map(\.json)),
                "now": calendar.window(at: now, market)?.json ?? .null,
                "next": calendar.nextWindow(after: now, market)?.json ?? .null,
            ]
        }
        return ["date": .string("\(today)"), "time": .string(RFC3339.text(now)), "markets": .array(markets)]
    }

    // MARK: Changes

    private func preview(_ call: APICall, in snapshot: CalendarSnapshot, _ body: JSON) throws -> CalendarPreview {
        guard let text = try call.text("dates", of: body), let span = DateSpan(text) else {
            throw Problem(.badRequest, "dates: YYYY-MM-DD or YYYY-MM-DD..YYYY-MM-DD is needed")
        }
        guard span.count <= CalendarScope.longest else {
            throw Problem(.badRequest, "dates: \(span) has more than \(CalendarScope.longest) days")
        }
        let market = try call.choice("market", of: body, AlgoPackSegment.self)
        guard let kind = try call.text("kind", of: body) else {
            throw Problem(.badRequest, "kind is needed: \(Self.kinds.joined(separator: ", "))")
        }
        let preview = CalendarPreview(
            CalendarScope(span, market),
            try choice(kind, call, body),
            in: snapshot,
            author: try call.holder.signature,
            at: call.now
        )
        let note = try call.text("note", of: body) ?? ""
        return note.isEmpty ? preview : preview.noting(note)
    }

    private func choice(_ kind: String, _ call: APICall, _ body: JSON) throws -> DayChoice {
        let close = try call.text("close", of: body)
        guard kind == "short" || close == nil else {
            throw Problem(.badRequest, "close goes with the kind short only")
        }
        switch kind {
        case "automatic": return .automatic
        case "short":
            guard let close, let time = TimeOfDay(close) else {
                throw Problem(.badRequest, "close: HH:MM is needed for a short day")
            }
            return .short(close: time)
        default:
            guard let known = DayChoice.kinds.first(where: { $0.rawValue == kind }) else {
                throw call.wrong("kind", kind, Self.kinds.joined(separator: ", "))
            }
            return .kind(known)
        }
    }

    private func edit(_ call: APICall) async throws -> JSON {
        let body = try call.body(Self.members)
        let snapshot = try await calendars.snapshot()
        let seen = try call.integer("revision", of: body, in: 0...Int64.max)
        let preview = try preview(call, in: snapshot, body)
        guard !preview.changes.isEmpty else {
            throw Problem(.conflict, "there is nothing to change: the days are so already, or cannot be")
        }
        let scope = preview.scope
        let edits = try await CalendarEditing(store: store).apply(
            preview.changes,
            .init(
                .calendarSet,
                author: try call.holder.signature,
                actor: try call.holder.auditName,
                at: call.now,
                .summary(
                    object: "\(scope.markets.map(\.rawValue).joined(separator: ",")) \(scope.span)",
                    after: preview.choice.auditName
                )
            ),
            seen: seen ?? snapshot.revision
        )
        return try await done(edits)
    }

    private func undo(_ call: APICall) async throws -> JSON {
        _ = try call.body([])
        let id = call.path.integer("id")
        guard let edit = try await store.calendar.edit(id) else {
            throw Problem(.notFound, "there is no edit \(id)")
        }
        let holder = try call.holder
        let edits = try await CalendarEditing(store: store).undo(
            [edit],
            in: try await calendars.snapshot(),
            .init(.calendarUndo, author: holder.signature, actor: holder.auditName, at: call.now, .days)
        )
        return try await done(edits)
    }

    private func done(_ edits: [CalendarEdit]) async throws -> JSON {
        ["revision": .int(try await store.calendar.revision()), "edits": .array(edits.map(\.json))]
    }

    // MARK: Shapes

    private static let kinds = DayChoice.kinds.map(\.rawValue) + ["short", "automatic"]
    private static let members = ["dates", "market", "kind", "close", "note", "revision"]
    private static let choice = APISchema.object(
        [
            "dates": .text(10...22), "market": AlertEndpoints.market.orNull, "kind": .choice(kinds),
            "close": .text(5...5).orNull, "note": .text(0...200).orNull,
            "revision": .integer(in: 0...Int64.max).orNull,
        ],
        optional: ["market", "close", "note", "revision"]
    )
    private static let day = APISchema.object([
        "market": AlertEndpoints.market, "date": .date, "kind": .choice(DayKind.allCases.map(\.rawValue)),
        "layer": .string, "confirmed": .boolean, "author": .string, "note": .string,
        "sessions": .array(.object(["name": .string, "open": .string, "close": .string])),
    ])
    private static let window = APISchema.object(["name": .string, "open": .instant, "close": .instant])
    private static let sessions = APISchema.object([
        "date": .date, "time": .instant,
        "markets": .array(
            .object([
                "market": AlertEndpoints.market, "kind": .choice(DayKind.allCases.map(\.rawValue)),
                "confirmed": .boolean, "sessions": .array(window), "now": window.orNull, "next": window.orNull,
            ])
        ),
    ])
    private static let edit = APISchema.object([
        "id": .integer, "market": AlertEndpoints.market, "date": .date, "at": .instant, "author": .string,
        "before": .string.orNull, "after": .string.orNull, "note": .string, "revision": .integer,
        "undoes": .integer.orNull, "undone_by": .integer.orNull,
    ])
    private static let preview = APISchema.object([
        "revision": .integer, "days": .integer, "passed_over": .integer, "impossible": .array(.string),
        "changes": .array(.object(["before": day, "after": day])),
    ])
}
