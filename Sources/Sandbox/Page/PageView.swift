import Market
import Platform

/// `GET /sandbox/page…`: everything the page shows, in one answer, so that all its parts are of one moment.
struct PageView {
    /// How many requests the list of requests shows.
    private static let listedRequests = 80

    let server: SandboxServer

    static let routes: [Route<ControlSurface.Handler>] = [
        .view("/sandbox/page") { surface, request in
            try PageView(server: surface.server).whole(request).momentary(surface)
        },
        .view("/sandbox/page/history") { surface, request in
            try PageView(server: surface.server).history(request).momentary(surface)
        },
        .get("/sandbox/page/{part...}") { _, _, path in
            throw SandboxError(kind: .unknownMessage, detail: "the page has no part page/\(path.text("part"))")
        },
    ]

    /// Query: `chat` and `user` by name; `revision` of the chat that is shown already, which is then left out; `events`, the
    /// index from which toasts are wanted; `requests`, the part of the requests to list: `bot` or `exchange`.
    private func whole(_ request: WebRequest) throws(SandboxError) -> JSON {
        let now = server.clock.now
        let name = request.queryValue("chat") ?? "group"
        let known = request.queryValue("revision").flatMap { Int($0) }
        let since = request.queryValue("events").flatMap { Int($0) }
        let places = try server.telegram.withWorld { world, _ throws(SandboxError) in
            guard let chat = world.chatID(name) else {
                throw SandboxError(kind: .unknownChat, detail: "no chat \(name)")
            }
            let user = request.queryValue("user").flatMap { world.userID($0) } ?? 0
            return JSON.present([
                "telegram": PageChats(world: world).json,
                "commands": world.visibleCommands(bot: 0, chat: chat, user: user),
                "chat": known == world.revision ? nil : ChatView(world: world).json(chat: chat, eventsSince: since),
                "queue": .int(Int64(world.bots.first?.queue.count ?? 0)),
                "polled": world.bots.first?.lastPoll.map { .string(MoscowTime.text($0.at)) },
            ])
        }
        let feeds = PageFeeds(market: server.market, board: server.faultBoard, now: now)
        let list = PageRequests(server.recorded, isBot: request.queryValue("requests") != "exchange")
        return .object(
            (places.members ?? []) + [
                .init("ok", true), .init("markets", feeds.json), .init("kinds", PageFaults.kinds),
                .init("requests", list.newest(Self.listedRequests)),
            ]
        )
    }

    /// What a message showed, oldest first: `chat`, `message`.
    private func history(_ request: WebRequest) throws(SandboxError) -> JSON {
        let name = request.queryValue("chat") ?? "group"
        let message = request.queryValue("message").flatMap { Int($0) } ?? 0
        let versions = server.telegram.withWorld { world, _ -> [JSON] in
            guard let chat = world.chatID(name) else { return [] }
            return world.events.compactMap { event in
                guard event.chat == chat, event.message == message, let shown = event.shown else { return nil }
                return world.json(shown, depth: 1).setting("at", to: .string(MoscowTime.text(event.at)))
            }
        }
        guard !versions.isEmpty else {
            throw SandboxError(kind: .unknownMessage, detail: "no message \(message) in \(name)")
        }
        return ["ok": true, "versions": .array(versions)]
    }
}

extension JSON {
    /// With the clock and the faults, which every part of the page shows.
    fileprivate func momentary(_ surface: ControlSurface) -> JSON {
        setting("clock", to: surface.clock).setting("faults", to: surface.faults)
    }
}
