import Market
import Platform
import TestKit

@testable import Exchange

/// A real server on loopback that answers what a test says, and a client that asks it.
struct FakeExchange {
    let server: WebServer
    let http: HTTPClient
    private let seen: Lock<[WebRequest]>

    /// - Parameter answer: Gets the request and how many came before it.
    init(answer: @escaping @Sendable (WebRequest, Int) async -> WebResponse) throws {
        let seen = Lock<[WebRequest]>([])
        self.seen = seen
        server = try WebServer { request in
            let number = seen.withLock { seen in
                seen.append(request)
                return seen.count - 1
            }
            return await answer(request, number)
        }
        var options = HTTPClientOptions()
        options.maximumConnectionsPerHost = 16
        http = HTTPClient(options: options)
    }

    var requests: [WebRequest] { seen.withLock { $0 } }

    var paths: [String] { requests.map(\.path) }

    func stop() async {
        await http.shutdown()
        await server.stop()
    }

    /// Options that point here; with a key unless a test says otherwise.
    var iss: ISSOptions {
        var options = ISSOptions()
        options.apiKey = Secret("key-1")
        options.gatewayURL = "\(server.baseURL)/iss"
        options.publicURL = "\(server.baseURL)/public/iss"
        options.passportURL = "\(server.baseURL)/authenticate"
        options.requestsPerSecond = 1_000_000
        return options
    }

    /// On a replay clock a wait between tries takes no time.
    func client(
        _ options: ISSOptions? = nil,
        clock: any MarketClock = ReplayClock(start: start),
        log: Log = .silent
    ) -> AlgoPackClient {
        var algoPack = AlgoPackOptions()
        algoPack.iss = options ?? iss
        return AlgoPackClient(options: algoPack, http: http, clock: clock, log: log)
    }
}

/// 2024-07-15 10:00 Moscow.
let start = Timestamp(seconds: 1_721_026_800)
let day = MoscowTime.date(of: start)

extension Log {
    static let silent = Log(component: "test", threshold: .critical, clock: ReplayClock(start: start))
}

extension FeedReply {
    var page: FeedPage? {
        if case .page(let page) = self { page } else { nil }
    }

    var error: ExchangeError? {
        if case .failed(let error) = self { error } else { nil }
    }

    var isEmpty: Bool {
        if case .empty = self { true } else { false }
    }
}

/// Rows of an imaginary feed: `hi2`, whose columns are few.
enum Rows {
    static let columns = #"["tradedate","tradetime","secid","metric","value","reference","SYSTIME"]"#

    static func page(_ range: Range<Int>, cursor total: Int? = nil, pageSize: Int = 1000) -> String {
        let rows = range.map {
            #"["2024-07-15","18:40:00","S\#($0)","hhi_volume",\#($0),null,"2024-07-15 18:45:02"]"#
        }
        let data = "\"data\":{\"columns\":\(columns),\"data\":[\(rows.joined(separator: ","))]}"
        guard let total else { return "{\(data)}" }
        return """
            {\(data),"data.cursor":{"columns":["INDEX","TOTAL","PAGESIZE"],"data":[[\(range.lowerBound),\(total),\(pageSize)]]}}
            """
    }
}
