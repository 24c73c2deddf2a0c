import Market
import Platform
import Sandbox
import TestKit

/// A sandbox without a socket, on a clock that the test moves.
struct SandboxFixture {
    /// Takes log lines away.
    struct NoLog: Log.Sink {
        func write(_ line: String, level: Log.Level) {}
    }

    /// 2024-07-15 was an ordinary Monday.
    static let date = CivilDate(dayNumber: 19_919)
    static let group: Int64 = -1_001_234_500_001

    let clock: ManualClock
    let server: SandboxServer

    init(_ time: String = "12:00:20", change: (inout SandboxOptions) -> Void = { _ in }) throws {
        clock = ManualClock(Self.at(time))
        server = try Self.server(clock: clock, change: change)
    }

    static func server(
        clock: any MarketClock,
        change: (inout SandboxOptions) -> Void = { _ in }
    ) throws -> SandboxServer {
        var options = SandboxOptions()
        options.market.shareCount = 60
        options.market.futuresCount = 40
        change(&options)
        let log = Log(component: "sandbox", clock: clock, sink: NoLog())
        return try SandboxServer(options: options, calendar: calendar, clock: clock, log: log)
    }

    static let calendar = TradingCalendar(profiles: .exchange, statements: [])

    static func at(_ time: String, on date: CivilDate = date) -> Timestamp {
        MoscowTime.instant(date, TimeOfDay(time) ?? .midnight)
    }

    // MARK: The exchange

    func get(_ path: String, _ query: [(String, String)] = [], headers: [(String, String)]? = nil) async -> WebResponse
    {
        let headers = headers ?? [("Authorization", "Bearer key")]
        return await server.respond(to: WebRequest(path: path, query: query, headers: headers))
    }

    func json(_ path: String, _ query: [(String, String)] = []) async throws -> JSON {
        try JSON.parse(await get(path, query).body)
    }

    // MARK: Telegram

    /// Calls a method with form-like arguments and returns the envelope.
    func call(_ method: String, _ arguments: [(String, String)] = [], token: String = "7000000001:sandbox") async throws
        -> JSON
    {
        let request = WebRequest(method: "GET", path: "/bot\(token)/\(method)", query: arguments)
        return try JSON.parse(await server.respond(to: request).body)
    }

    func send(_ text: String, _ more: [(String, String)] = []) async throws -> JSON {
        try await call("sendMessage", [("chat_id", String(Self.group)), ("text", text)] + more)
    }
}

extension JSON {
    /// Follows names and indices: `at("result", 0, "text")`.
    func at(_ path: any Sendable...) -> JSON? {
        var value: JSON? = self
        for step in path {
            if let name = step as? String {
                value = value?[name]
            } else if let index = step as? Int {
                let values = value?.array ?? []
                value = values.indices.contains(index) ? values[index] : nil
            }
        }
        return value
    }
}
