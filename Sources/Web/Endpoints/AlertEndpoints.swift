import Market
import Operations
import Platform
import Store

/// Alerts, their history and silences; what people do about them goes to the scheduler.
struct AlertEndpoints: Sendable {
    let store: AlertStore
    let commands: PostedCommand

    var routes: [APIRoute] { reading + changing }

    private var reading: [APIRoute] {
        [
            .get(
                "/api/alerts",
                "alerts",
                "Alerts: the open ones, those of a day, or all, newest first",
                parameters: [
                    .query(
                        "state",
                        .choice(Scope.allCases.map(\.rawValue)),
                        "`open` where neither it nor a date is given"
                    ),
                    .query("date", .date, "Of one trading date"), Page.limit, Page.cursor,
                ],
                answer: .json(Page.schema("alerts", Self.alert))
            ) { call in .json(try await list(call)) },
            .get(
                "/api/alerts/{id:int}",
                "alerts",
                "One alert with every change of it",
                parameters: [Self.id],
                answer: .json(.object(["alert": Self.alert, "events": .array(Self.event)]))
            ) { call in
                let alert = try await alert(call)
                let events = try await store.events(alert.id)
                return .json(["alert": alert.json, "events": .array(events.map(\.json))])
            },
            .get(
                "/api/silences",
                "alerts",
                "The silences in force",
                answer: .json(.object(["silences": .array(Self.silence)]))
            ) { call in
                let silences = try await store.activeSilences(at: call.now)
                return .json(["silences": .array(silences.map(\.json))])
            },
        ]
    }

    private var changing: [APIRoute] {
        [
            act("take", "Take an alert, with its group", .alertTake) { .acknowledge(alert: $0.id) },
            act("release", "Give an alert back: reminders begin again", .alertRelease) { .release(alert: $0.id) },
            act("resolve", "Close an alert by hand", .alertClose) { .resolve(alert: $0.id) },
            act("reopen", "Take a closing by hand back", .alertReopen) { .reopen(alert: $0.id) },
            act("recheck", "Ask the exchange about the alert's feed now", .alertRecheck) { .recheck(alert: $0.id) },
            .change(
                "/api/alerts/{id:int}/silence",
                "alerts",
                "Say nothing about an alert for a while",
                parameters: [Self.id],
                body: .object(["until": Self.span]),
                answer: .json(PostedCommandAnswer.schema)
            ) { call in
                let body = try call.body(["until"])
                let span = try span(call, body)
                let alert = try await alert(call)
                return try await commands.post(
                    .alert(.silenceAlert(alert: alert.id, until: span)),
                    .alertSilence,
                    of: AuditObject.alert(alert).text,
                    call
                )
            },
            .change(
                "/api/silences",
                "alerts",
                "Say nothing about a rule, a market or an endpoint for a while",
                body: .object(
                    [
                        "until": Self.span, "rule": .choice(AlertRule.allCases.map(\.rawValue)).orNull,
                        "market": Self.market.orNull, "endpoint": Self.endpoint.orNull, "reason": .text(0...200).orNull,
                    ],
                    optional: ["rule", "market", "endpoint", "reason"]
                ),
                answer: .json(PostedCommandAnswer.schema)
            ) { call in try await silence(call) },
            .change(
                "/api/silences/{id:int}",
                "alerts",
                "End a silence before its time",
                method: .delete,
                parameters: [.path("id", .integer(in: 1...Int64.max), "As `/api/silences` has it")],
                answer: .json(PostedCommandAnswer.schema)
            ) { call in
                let id = call.path.integer("id")
                guard let silence = try await store.silence(id), silence.endedAt == nil else {
                    throw Problem(.notFound, "there is no silence \(id) in force")
                }
                return try await commands.post(
                    .alert(.endSilences(ids: [id])),
                    .silenceEnd,
                    of: "silence \(id)",
                    call
                )
            },
        ]
    }

    private enum Scope: String, CaseIterable {
        case open, all
    }

    private func list(_ call: APICall) async throws -> JSON {
        let limit = try Page.limit(call)
        let cursor = try call.cursor()
        let scope = try call.choice("state", Scope.self)
        let alerts: [AlertRecord]
        if let date = try call.date("date") {
            alerts = try await store.all(on: date).reversed().filter { scope != .open || $0.state.isOpen }
        } else if scope == .all {
            alerts = try await store.latest(limit: limit + 1, before: cursor)
        } else {
            alerts = try await store.open().reversed()
        }
        let rest = alerts.filter { alert in cursor.map { alert.id < $0 } ?? true }
        return Page.json("alerts", rest, limit: limit, \.json) { $0.id }
    }

    private func alert(_ call: APICall) async throws -> AlertRecord {
        let id = call.path.integer("id")
        guard let alert = try await store.alert(id) else {
            throw Problem(.notFound, "there is no alert \(id)")
        }
        return alert
    }

    /// What is done to an alert without further words.
    private func act(
        _ verb: String,
        _ summary: String,
        _ action: AuditAction,
        _ request: @escaping @Sendable (AlertRecord) -> AlertRequest
    ) -> APIRoute {
        .change(
            RoutePattern("/api/alerts/{id:int}/\(verb)"),
            "alerts",
            summary,
            parameters: [Self.id],
            answer: .json(PostedCommandAnswer.schema)
        ) { call in
            _ = try call.body([])
            let alert = try await alert(call)
            return try await commands.post(
                .alert(request(alert)),
                action,
                of: AuditObject.alert(alert).text,
                call
            )
        }
    }

    private func silence(_ call: APICall) async throws -> APIAnswer {
        let body = try call.body(["until", "rule", "market", "endpoint", "reason"])
        let span = try span(call, body)
        let rule = try call.text("rule", of: body).map { text in
            let rule = AlertRule(rawValue: text)
            guard AlertRule.allCases.contains(rule) else {
                throw call.wrong("rule", text, AlertRule.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return rule
        }
        let market = try call.choice("market", of: body, AlgoPackSegment.self)
        let endpoint = try call.choice("endpoint", of: body, Endpoint.self)
        let reason = try call.text("reason", of: body) ?? ""
        return try await commands.post(
            .alert(.silence(rule: rule, market: market, endpoint: endpoint, until: span, reason: reason)),
            .silenceSet,
            of: Silence.scopeLine(rule, market, endpoint),
            call
        )
    }

    private func span(_ call: APICall, _ body: JSON) throws -> SilenceSpan {
        let allowed = "a number of minutes from 1 to \(Self.minutes.upperBound), \"session_end\" or \"tomorrow_open\""
        guard let until = body["until"], until != .null else {
            throw Problem(.badRequest, "until is needed: \(allowed)")
        }
        if let minutes = until.int, Self.minutes.contains(minutes) { return .minutes(Int(minutes)) }
        switch until.string {
        case "session_end": return .sessionEnd
        case "tomorrow_open": return .tomorrowOpen
        default: throw call.wrong("until", until.text, allowed)
        }
    }

    // MARK: Shapes

    private static let id = APIRoute.Parameter.path("id", .integer(in: 1...Int64.max), "The number in #A12")
    static let market = APISchema.choice(AlgoPackSegment.allCases.map(\.rawValue))
    static let endpoint = APISchema.choice(Endpoint.allCases.map(\.rawValue))
    private static let state = APISchema.choice(AlertState.allCases.map(\.rawValue))
    private static let severity = APISchema.choice(AlertSeverity.allCases.map(\.rawValue))
    private static let minutes =
        Int64(SilenceSpan.minutesOfPrograms.lowerBound)...Int64(SilenceSpan.minutesOfPrograms.upperBound)
    private static let span = APISchema([
        "oneOf": [
            APISchema.integer(in: minutes).json, APISchema.choice(["session_end", "tomorrow_open"]).json,
        ]
    ])
    private static let title = APISchema.object(["ru": .string, "en": .string])
    private static let figure = APISchema.choice(AlertRule.Figure.allCases.map(\.rawValue))
    static let summary = APISchema.object([
        "id": .integer, "rule": .string, "title": title, "figure": figure, "market": market.orNull,
        "endpoint": endpoint.orNull, "state": state, "severity": severity, "opened_at": .instant,
    ])
    private static let alert = APISchema.object([
        "id": .integer, "rule": .string, "title": title, "figure": figure, "market": market.orNull,
        "endpoint": endpoint.orNull, "state": state, "severity": severity, "opened_at": .instant, "date": .date,
        "fired_at": .instant.orNull,
        "told_at": .instant.orNull, "closed_at": .instant.orNull, "closing": .string.orNull, "value": .number,
        "peak": .number, "limit": .number, "taken_by": .string.orNull, "taken_at": .instant.orNull,
        "silenced_until": .instant.orNull, "silenced_by": .string.orNull, "cause": .integer.orNull,
        "group": .integer.orNull, "flapping": .boolean, "last_label": .string.orNull, "missing": .array(.string),
        "revision": .integer,
    ])
    static let event = APISchema.object([
        "id": .integer, "alert": .integer, "at": .instant, "from": state.orNull, "to": state, "severity": severity,
        "value": .number, "note": .string,
    ])
    private static let silence = APISchema.object([
        "id": .integer, "rule": .string.orNull, "market": market.orNull, "endpoint": endpoint.orNull,
        "since": .instant, "until": .instant, "author": .string, "reason": .string,
    ])
}
