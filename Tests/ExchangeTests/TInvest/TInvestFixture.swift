import Exchange
import Market
import Platform
import Sandbox
import TestKit

/// The sandbox's broker on loopback and a client that trades with it.
struct TInvestFixture {
    let clock: ReplayClock
    let sandbox: SandboxServer
    let http: HTTPClient
    let client: TInvestClient

    static let account = "2000000001"
    static let sber = InstrumentID(.moex, board: "TQBR", SecID("SBER"))

    init(token: String? = "t.sandbox", change: (inout TInvestOptions) -> Void = { _ in }) throws {
        clock = ReplayClock(start: start + .hours(2))
        var options = SandboxOptions()
        options.market.shareCount = 60
        options.market.futuresCount = 40
        let calendar = TradingCalendar(profiles: .exchange, statements: [])
        sandbox = try SandboxServer(options: options, calendar: calendar, clock: clock, log: .silent)
        var broker = TInvestOptions()
        broker.token = token.map { Secret($0) }
        broker.baseURL = "http://127.0.0.1:\(try sandbox.start())"
        change(&broker)
        http = HTTPClient(options: broker.connection)
        client = try TInvestClient(options: broker, http: http, clock: clock, log: .silent)
    }

    func stop() async {
        await http.shutdown()
        await sandbox.stop()
    }

    func plan(_ kind: Fault.Kind, _ method: String, times: Int? = 1, change: (inout Fault) -> Void = { _ in }) {
        var fault = Fault(kind, .brokerMethod(method))
        fault.times = times
        change(&fault)
        _ = sandbox.setFault(ScheduledFault(fault, from: clock.now))
    }

    /// Calls of a method that have come in so far.
    func calls(_ method: String) -> Int { sandbox.recorded.count { $0.path.hasSuffix("/\(method)") } }
}
