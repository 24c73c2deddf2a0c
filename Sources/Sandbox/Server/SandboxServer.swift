package import Market
package import Platform

/// The embedded exchange, Telegram and broker behind one port, and the hands that move them (docs/sandbox.md).
///
/// Time is the clock that is passed in; with a `ScaledClock` the control surface can change its speed and make it jump.
package final class SandboxServer: Sendable {
    package let options: SandboxOptions
    package let market: EmbeddedMarket
    let clock: any MarketClock
    let telegram: TelegramServer
    private let exchange: ExchangeServer
    private let korea: KRXServer
    let broker: BrokerServer
    private let page: SandboxPage
    private let board = Lock(FaultBoard())
    private let log: Log
    private let web = Lock<WebServer?>(nil)
    private let requests = Lock<[RecordedRequest]>([])

    /// - Parameter calendar: the exchange's own calendar: which slots exist, what its calendar routes say.
    /// - Throws: ``RecordingError`` when the data directory has no readable rows.
    package init(options: SandboxOptions, calendar: TradingCalendar, clock: any MarketClock, log: Log)
        throws(RecordingError)
    {
        self.options = options
        self.clock = clock
        self.log = log
        market = try EmbeddedMarket(options: options.market, calendar: calendar)
        exchange = ExchangeServer(market: market, access: options.access, clock: clock, board: board)
        korea = KRXServer(market: KoreanMarket(seed: options.market.seed), clock: clock, board: board)
        broker = BrokerServer(market: market, options: options, clock: clock, board: board)
        page = SandboxPage(folder: options.pageFolder)
        telegram = TelegramServer(world: TelegramWorld(options: options), clock: clock, board: board)
    }

    /// Starts listening and returns the port.
    ///
    /// - Throws: `WebServerError`, such as a port in use.
    package func start() throws -> UInt16 {
        let server = try WebServer(host: options.host, port: options.port) { [self] request in
            await respond(to: request)
        }
        web.withLock { $0 = server }
        return server.port
    }

    /// Ends waiting polls and closes the port.
    package func stop() async {
        telegram.stop()
        let server = web.withLock { web in
            defer { web = nil }
            return web
        }
        await server?.stop()
    }

    /// Answers a request without a socket, as tests and replays may prefer.
    package func respond(to request: WebRequest) async -> WebResponse {
        if let refusal = ControlGate(host: options.host).refusal(of: request) { return Self.guarded(refusal) }
        guard case .found(let part, let path) = Self.routes.match(request.method, request.path) else {
            return .json("{\"ok\":false,\"error_code\":404,\"description\":\"Not Found\"}", status: 404)
        }
        switch part {
        case .telegram(let isFile):
            return await recording(request) {
                await telegram.respond(to: request, isFile: isFile, path.text("rest"))
            }
        case .exchange: return await recording(request) { await exchange.respond(to: request) }
        case .korea: return await recording(request) { await korea.respond(to: request) }
        case .broker: return await recording(request) { await broker.respond(to: request) }
        case .stream: return await recording(request) { broker.open(request) }
        case .control: return Self.guarded(ControlSurface(server: self).respond(to: request))
        case .page: return Self.guarded(page.response(to: request, for: ""))
        case .pageFile: return Self.guarded(page.response(to: request, for: path.text("file")))
        }
    }

    /// What answers below a path.
    private enum Part {
        case telegram(isFile: Bool)
        case exchange, korea, broker, stream, control, page, pageFile
    }

    private static let routes = RouteTable<Part>([
        .any("/bot{rest...}", .telegram(isFile: false)), .any("/file/bot{rest...}", .telegram(isFile: true)),
        .any("/iss{rest...}", .exchange), .any("/authenticate", .exchange),
        .any("/comm/bldAttendant/{rest...}", .korea), .any("/contents/MDC/{rest...}", .korea),
        .any("/rest/{rest...}", .broker), .any("/ws/{rest...}", .stream), .any("/sandbox/{rest...}", .control),
        .get("/", .page), .get("/index.html", .page), .get("/page/{file...}", .pageFile),
    ])

    /// No guessing of types, and no other site may frame or embed what is shown here.
    private static func guarded(_ response: WebResponse) -> WebResponse {
        var response = response
        for (name, value) in [
            ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "no-referrer"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ] where !response.headers.contains(where: { $0.0 == name }) {
            response.headers.append((name, value))
        }
        return response
    }

    // MARK: Faults

    /// Plans a fault and returns its number.
    package func setFault(_ fault: ScheduledFault) -> Int {
        board.withLock { $0.add(fault) }
    }

    /// Ends a fault now; false when there is none of this number that still lasts.
    package func endFault(_ id: Int) -> Bool {
        let now = clock.now
        return board.withLock { $0.end(id, at: now) }
    }

    package func endAllFaults() {
        let now = clock.now
        board.withLock { $0.endAll(at: now) }
    }

    package var faults: [FaultBoard.Entry] { board.withLock { $0.entries } }

    var faultBoard: FaultBoard { board.withLock { $0 } }

    // MARK: What came in

    /// The newest requests, oldest first.
    package var recorded: [RecordedRequest] { requests.withLock { $0 } }

    private func recording(_ request: WebRequest, _ body: () async -> SandboxAnswer) async -> WebResponse {
        let at = clock.now
        var answer = await body()
        // The servers' clock is the sandbox's: who compares finds no difference.
        answer.response.headers.append(("Date", HTTPDate.text(clock.now)))
        let entry = RecordedRequest(
            at: at,
            method: request.method,
            path: Self.withoutToken(request.path),
            arguments: Self.arguments(of: request),
            encoding: RequestEncoding.words(request),
            status: answer.response.status,
            fault: answer.fault
        )
        let most = options.recordedRequests
        requests.withLock { requests in
            requests.append(entry)
            // Cut in one go now and then: removing one at a time would move them all each time.
            if requests.count > most + most / 4 + 1 { requests.removeFirst(requests.count - most) }
        }
        return answer.response.spoiled(by: answer.fault)
    }

    private static func withoutToken(_ path: String) -> String {
        guard let start = path.firstRange(of: "/bot")?.upperBound, !path.hasPrefix("/iss") else { return path }
        let end = path[start...].firstIndex(of: "/") ?? path.endIndex
        return "\(path[..<start])…\(path[end...])"
    }

    private static func arguments(of request: WebRequest) -> [String] {
        // A body that cannot be read was refused already; there is nothing to show.
        guard let arguments = try? request.arguments() else { return [] }
        return arguments.values.map { "\($0.name)=\($0.value)" }
            + arguments.files.map { "\($0.name)=<\($0.filename), \($0.bytes.count) bytes>" }
    }
}
