package import Market
package import Platform

/// One stream of the broker, kept open: opened again when it breaks, subscribed again, and watched for silence.
///
/// Nothing is missed in silence: each opening is told, so that the listener can ask for what went by meanwhile.
package struct TInvestStream: Service {
    package enum Topic: Hashable, Sendable {
        case marketData(TInvestSubscriptions)
        case orders(account: String)
        case positions(account: String)
    }

    package enum Event: Sendable {
        /// The subscriptions are in force; what happened before has to be asked for.
        case opened
        case message(TInvestStreamMessage)
        /// It is over, until the next opening; with what is known of why.
        case broken(String)
        /// From now on it is tried on the other way to the broker.
        case moved(ChannelFailover.Change)
    }

    package struct Options: Sendable {
        /// Without an answer to the subscription for so long the stream is given up: some stay open and say nothing.
        ///
        /// Default 10 s.
        package var answerTimeout = Duration.seconds(10)
        /// Without a word for so long it is given up; the broker pings every 5 s.
        ///
        /// Default 15 s.
        package var silence = Duration.seconds(15)

        package init() {}
    }

    private let topic: Topic
    private let options: TInvestOptions
    private let limits: Options
    private let channels: BrokerChannels?
    private let clock: any MarketClock
    private let log: Log
    private let listener: @Sendable (Event) async -> Void

    /// - Parameters:
    ///   - channels: the ways to the broker, where there are two.
    ///   - listener: is waited for; a slow one makes the broker end the stream.
    /// - Throws: ``TInvestError`` of kind `misconfigured`.
    package init(
        _ topic: Topic,
        options: TInvestOptions,
        limits: Options = Options(),
        channels: BrokerChannels? = nil,
        clock: any MarketClock,
        log: Log,
        listener: @escaping @Sendable (Event) async -> Void
    ) throws(TInvestError) {
        try options.check()
        if case .marketData(let subscriptions) = topic, subscriptions.count > TInvestSubscriptions.most {
            throw TInvestError(
                .misconfigured,
                detail:
                    "one stream follows at most \(TInvestSubscriptions.most) books and trades, not \(subscriptions.count)"
            )
        }
        self.topic = topic
        self.options = options
        self.limits = limits
        self.channels = channels
        self.clock = clock
        self.log = log
        self.listener = listener
    }

    /// Keeps it open until it is cancelled, or the broker says that it never will be.
    ///
    /// - Throws: ``TInvestError`` of kind `unauthorized`; `CancellationError`.
    package func run() async throws {
        var backoff = StreamBackoff()
        // Once the other way is tried at once; where that fails too, there is a pause as ever.
        var hasHurried = false
        while true {
            let (connection, generation) = channels?.opening ?? (options.connection, 0)
            let (end, wasOpen) = await once(WebSocketClient(connection: connection), generation)
            try Task.checkCancellation()
            if wasOpen {
                backoff.succeeded()
                hasHurried = false
            }
            let code = (end as? WebSocketError)?.closeCode?.rawValue
            // 4000 and the gRPC code: unauthenticated, not permitted.
            guard code != 4016, code != 4003 else {
                throw TInvestError(
                    .unauthorized,
                    detail: "\(path): the broker refuses the token; \(TInvestOptions.tokenAdvice)"
                )
            }
            await listener(.broken("\(end)"))
            if let change = channels?.failed(in: generation) { await listener(.moved(change)) }
            if let channels, channels.hasMoved(since: generation), !hasHurried {
                hasHurried = true
                continue
            }
            let wait = backoff.failed(isLimit: code == 4008 || (end as? TInvestError)?.action == .reopenStream)
            log.debug("Broker's stream broke", ["stream": path, "error": "\(end)", "wait": "\(wait)"])
            try await clock.sleep(for: wait)
        }
    }

    private var path: String {
        switch topic {
        case .marketData: "MarketDataStreamService/MarketDataStream"
        case .orders: "OrdersStreamService/OrderStateStream"
        case .positions: "OperationsStreamService/PositionsStream"
        }
    }

    private var requests: [JSON] {
        switch topic {
        case .marketData(let subscriptions): subscriptions.requests()
        case .orders(let account): [["accounts": .strings([account]), "pingDelayMillis": 5_000]]
        case .positions(let account):
            [
                [
                    "accounts": .strings([account]), "withInitialPositions": true,
                    "pingSettings": ["pingDelayMs": 5_000],
                ]
            ]
        }
    }

    /// One connection, from its opening to its end.
    ///
    /// - Returns: why it ended, and whether the subscription had been answered.
    private func once(_ client: WebSocketClient, _ generation: Int) async -> (end: any Error, wasOpen: Bool) {
        let watch = Lock(StreamWatch(limits, openedAt: clock.now))
        do {
            let socket = try await client.open(
                WebSocketClient.Request(
                    url: "\(options.baseURL)/ws/\(TInvestMethod.package).\(path)",
                    headers: [
                        ("Authorization", "Bearer \(options.token?.reveal() ?? "")"),
                        ("x-app-name", options.applicationName),
                    ],
                    subprotocols: ["json"]
                )
            )
            for request in requests { try socket.send(request.text) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await read(socket, watch, generation) }
                group.addTask {
                    while true {
                        try await clock.sleep(for: .seconds(1))
                        let now = clock.now
                        try watch.withLock { watch throws(TInvestError) in try watch.check(at: now) }
                    }
                }
                defer {
                    group.cancelAll()
                    socket.close()
                }
                // Both end by throwing only.
                try await group.next()
            }
            return (TInvestError(.reset, detail: "\(path): the stream ended"), watch.withLock { $0.isSubscribed })
        } catch {
            return (error, watch.withLock { $0.isSubscribed })
        }
    }

    private func read(_ socket: WebSocket, _ watch: Lock<StreamWatch>, _ generation: Int) async throws {
        for try await message in socket.messages {
            guard case .text(let text) = message else { continue }
            let word = try TInvestStreamMessage(text)
            let now = clock.now
            let isOpening = try watch.withLock { watch throws(TInvestError) in try watch.note(word, at: now) }
            if isOpening { await listener(.opened) }
            await listener(.message(word))
            guard let channels else { continue }
            if let change = channels.succeeded(in: generation) { await listener(.moved(change)) }
            if channels.hasMoved(since: generation) {
                throw TInvestError(.reset, detail: "\(path): it moves to the other channel")
            }
        }
    }
}

/// Judges whether an open stream is alive; a value.
struct StreamWatch: Sendable {
    private let limits: TInvestStream.Options
    private let openedAt: Timestamp
    private(set) var isSubscribed = false
    private var lastWord: Timestamp

    init(_ limits: TInvestStream.Options, openedAt now: Timestamp) {
        self.limits = limits
        openedAt = now
        lastWord = now
    }

    /// - Returns: True at the first answer to the subscription.
    /// - Throws: ``TInvestError`` where the broker refused all of it.
    mutating func note(_ word: TInvestStreamMessage, at now: Timestamp) throws(TInvestError) -> Bool {
        lastWord = now
        guard case .subscribed(let taken, let refused) = word, !isSubscribed else { return false }
        guard !taken.isEmpty || refused.isEmpty else {
            let first = refused.first.map { "\($0.uid): \($0.status)" } ?? ""
            throw TInvestError(
                .refused,
                code: 80_001,
                detail: "stream: nothing of the subscription was taken (\(first))"
            )
        }
        isSubscribed = true
        return true
    }

    /// - Throws: ``TInvestError`` of kind `timeout`.
    func check(at now: Timestamp) throws(TInvestError) {
        if !isSubscribed, openedAt.duration(to: now) >= limits.answerTimeout {
            throw TInvestError(.timeout, detail: "stream: no answer to the subscription")
        }
        if lastWord.duration(to: now) >= limits.silence {
            throw TInvestError(.timeout, detail: "stream: nothing came for \(limits.silence.wholeSeconds) s")
        }
    }
}
