import Market
import Platform

/// `/sandbox/…`: what the page, tests and other processes do to the sandbox, in JSON.
struct ControlSurface {
    let server: SandboxServer

    /// What answers a route.
    typealias Handler = @Sendable (ControlSurface, WebRequest, PathParameters) throws -> WebResponse

    func respond(to request: WebRequest) -> WebResponse {
        guard case .found(let handler, let path) = Self.table.match(request.method, request.path) else {
            return .json(JSON.present(["ok": false, "error": "no such route"]).bytes, status: 404)
        }
        do {
            return try handler(self, request, path)
        } catch {
            let words: JSON = ["ok": false, "error": .string(String(describing: error))]
            return .json(words.bytes, status: 400)
        }
    }

    private static let table = RouteTable<Handler>(routes + PageView.routes + ControlDeeds.routes)

    private static let routes: [Route<Handler>] = [
        .deed("/sandbox/say") { surface, body in try surface.say(body) },
        .deed("/sandbox/press") { surface, body in try surface.press(body) },
        .deed("/sandbox/fault") { surface, body in try surface.fault(body) },
        .deed("/sandbox/clock") { surface, body in try surface.setClock(body) },
        .view("/sandbox/clock") { surface, _ in surface.clock },
        .view("/sandbox/faults") { surface, _ in surface.faults },
        .view("/sandbox/recorded") { surface, _ in surface.recorded },
        .view("/sandbox/state") { surface, _ in surface.state },
        .view("/sandbox/feeds") { surface, _ in surface.feeds },
        .view("/sandbox/broker") { surface, _ in surface.server.broker.view },
        .get("/sandbox/chat/{name}") { surface, request, path in try surface.chat(path.text("name"), request) },
        .get("/sandbox/file/{id}") { surface, _, path in try surface.file(path.text("id")) },
    ]

    // MARK: Chat

    private func say(_ body: JSON) throws -> JSON {
        var options = SayOptions()
        options.replyTo = body["reply_to"]?.int.map { Int($0) }
        options.thread = body["thread"]?.int.map { Int($0) }
        options.edits = body["edit"]?.int.map { Int($0) }
        options.isForwarded = body["forwarded"]?.bool ?? false
        options.isAnonymous = body["anonymous"]?.bool ?? false
        let id = try server.say(
            chat: name(body["chat"]) ?? "group",
            user: name(body["user"]) ?? "anna",
            text: body["text"]?.string ?? "",
            options: options
        )
        return ["ok": true, "message_id": .int(Int64(id))]
    }

    private func press(_ body: JSON) throws -> JSON {
        let query = try server.press(
            chat: name(body["chat"]) ?? "group",
            user: name(body["user"]) ?? "anna",
            message: body["message_id"]?.int.map { Int($0) },
            button: body["button"]?.string ?? "",
            forged: body["forge"]?.bool ?? false
        )
        return ["ok": true, "callback_query_id": .string(query)]
    }

    private func name(_ value: JSON?) -> String? { ControlBody.name(value) }

    private func chat(_ name: String, _ request: WebRequest) throws -> WebResponse {
        if request.queryValue("format") == "text" { return .text(try server.transcript(name)) }
        let since = request.queryValue("events").flatMap { Int($0) }
        let json: JSON? = server.telegram.withWorld { world, _ in
            world.chatID(name).map { ChatView(world: world).json(chat: $0, eventsSince: since) }
        }
        guard let json else { throw SandboxError(kind: .unknownChat, detail: "no chat \(name)") }
        return .json(json.bytes)
    }

    private func file(_ id: String) throws -> WebResponse {
        guard let file = server.file(id) else { throw SandboxError(kind: .unknownMessage, detail: "no file \(id)") }
        return .upload(file)
    }

    // MARK: Faults

    /// `{"kind": …}` adds, `{"end": 3}` ends one, `{"end": "all"}` ends all.
    private func fault(_ body: JSON) throws -> JSON {
        switch body["end"] {
        case .string("all"):
            server.endAllFaults()
            return ["ok": true]
        case .int(let id):
            guard server.endFault(Int(id)) else {
                throw SandboxError(kind: .badFault, detail: "no fault \(id) that still lasts")
            }
            return ["ok": true]
        default:
            let now = server.clock.now
            let reader = FaultScriptReader(places: JSONPlaces(), date: MoscowTime.date(of: now))
            let id = server.setFault(try reader.fault(body, path: "", defaultStart: now))
            return ["ok": true, "id": .int(Int64(id))]
        }
    }

    var faults: JSON {
        let now = server.clock.now
        return [
            "ok": true,
            "kinds": .strings(Fault.Kind.allCases.map(\.rawValue)),
            "faults": .array(
                server.faults.map { entry in
                    .present([
                        "id": .int(Int64(entry.id)), "kind": .string(entry.scheduled.fault.kind.rawValue),
                        "target": .string(entry.scheduled.fault.target.description),
                        "at": .string(MoscowTime.text(entry.scheduled.from)),
                        "until": entry.scheduled.until.map { .string(MoscowTime.text($0)) },
                        "active": .bool(entry.scheduled.contains(now)), "hits": .int(Int64(entry.hits)),
                    ])
                }
            ),
        ]
    }

    // MARK: Clock

    /// `now` and `start` in RFC 3339 UTC; `start` and `system_start` (epoch milliseconds too) are the anchor to follow.
    var clock: JSON {
        let now = server.clock.now
        let anchor = (server.clock as? ScaledClock)?.anchor
        return .present([
            "ok": true, "now": .string(RFC3339.text(now)), "now_ms": .int(now.milliseconds),
            "moscow": .string(MoscowTime.text(now)), "speed": .double(anchor?.speed ?? 1),
            "start": anchor.map { .string(RFC3339.text($0.start)) },
            "start_ms": anchor.map { .int($0.start.milliseconds) },
            "system_start": anchor.map { .string(RFC3339.text($0.systemStart)) },
            "system_start_ms": anchor.map { .int($0.systemStart.milliseconds) },
        ])
    }

    /// `{"speed": 60}` or `{"jump": "2026-11-20 10:00:00"}`; a time alone means today, `"+10m"` is from now,
    /// `"next-session"` the next opening of any market.
    private func setClock(_ body: JSON) throws -> JSON {
        guard let scaled = server.clock as? ScaledClock else {
            throw SandboxError(kind: .badClock, detail: "this clock cannot be moved")
        }
        if let speed = body["speed"]?.double {
            guard (0...100_000).contains(speed) else {
                throw SandboxError(kind: .badClock, detail: "speed: must be from 0 to 100000")
            }
            scaled.setSpeed(speed)
        } else if let text = body["jump"]?.string {
            let next = text == "next-session" ? nextOpening : nil
            guard let instant = next ?? Self.instant(text, now: scaled.now),
                CivilDate.supported.contains(MoscowTime.date(of: instant))
            else {
                throw SandboxError(
                    kind: .badClock,
                    detail: "jump: \"\(text)\" is no time; write 10:30, +10m (up to +3660d), next-session or "
                        + "YYYY-MM-DD HH:MM:SS, \(CivilDate.allowed)"
                )
            }
            scaled.jump(to: instant)
        } else {
            throw SandboxError(kind: .badClock, detail: "give either speed or jump")
        }
        server.tick()
        return clock
    }

    private var nextOpening: Timestamp? {
        AlgoPackSegment.allCases.compactMap { server.market.calendar.nextWindow(after: server.clock.now, $0)?.open }
            .min()
    }

    private static func instant(_ text: String, now: Timestamp) -> Timestamp? {
        if text.hasPrefix("+"), let unit = text.last, let count = Int(text.dropFirst().dropLast()), count > 0 {
            guard let seconds = ["s": 1, "m": 60, "h": 3_600, "d": 86_400][unit]?.saturatingProduct(count),
                seconds <= 3_660 * 86_400
            else { return nil }
            return now + .seconds(seconds)
        }
        if let time = TimeOfDay(text) { return MoscowTime.instant(MoscowTime.date(of: now), time) }
        return MoscowTime.instant(text) ?? RFC3339.instant(text)
    }

    // MARK: The page

    private var state: JSON {
        let places: JSON = server.telegram.withWorld { world, _ in ChatView(world: world).overview }
        return [
            "ok": true, "clock": clock, "telegram": places, "faults": faults,
            "requests": .int(Int64(server.recorded.count)),
        ]
    }

    private var recorded: JSON {
        .array(
            server.recorded.map { request in
                [
                    "at": .string(RFC3339.text(request.at)), "method": .string(request.method),
                    "path": .string(request.path),
                    "arguments": .strings(request.arguments), "encoding": .string(request.encoding),
                    "status": .int(Int64(request.status)),
                    "spoiled": .bool(request.isSpoiled),
                ]
            }
        )
    }

    /// The newest published slot of every feed.
    private var feeds: JSON {
        let now = server.clock.now
        let date = MoscowTime.date(of: now)
        let board = server.faultBoard
        return .array(
            Feed.all.map { feed in
                let dataset = Dataset(feed.endpoint)
                let faults = board.feedFaults(feed.market, dataset)
                let slots = server.market.slots(dataset, feed.market, date, at: now, faults: faults)
                let last = slots.last
                return .present([
                    "feed": .string(feed.description), "slots": .int(Int64(slots.count)),
                    "label": last.map { .string($0.label.description) },
                    "systime": last.map { .string(MoscowTime.text($0.systime)) },
                    "faulty": .bool(faults.contains { $0.contains(now) }),
                ])
            }
        )
    }
}

extension Route where Handler == ControlSurface.Handler {
    /// Something done to the sandbox: the body says what, the reply is JSON.
    static func deed(
        _ pattern: RoutePattern,
        _ perform: @escaping @Sendable (ControlSurface, JSON) throws -> JSON
    ) -> Route {
        .post(pattern) { surface, request, _ in
            .json(try perform(surface, try ControlBody.read(request)).bytes)
        }
    }

    /// Something to look at, in JSON.
    static func view(
        _ pattern: RoutePattern,
        _ look: @escaping @Sendable (ControlSurface, WebRequest) throws -> JSON
    ) -> Route {
        .get(pattern) { surface, request, _ in .json(try look(surface, request).bytes) }
    }
}
