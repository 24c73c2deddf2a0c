import Market
import Platform
import Sandbox
import TestKit
import Testing

/// The embedded broker without a socket.
struct BrokerFixture {
    let sandbox: SandboxFixture
    static let account = "2000000001"

    init(_ time: String = "12:00:20", change: (inout SandboxOptions) -> Void = { _ in }) throws {
        sandbox = try SandboxFixture(time, change: change)
    }

    struct Reply {
        let status: Int
        let json: JSON
        let headers: [(String, String)]

        /// The five figures of an error.
        var code: String? { json["description"]?.string }

        func header(_ name: String) -> String? { headers.first { $0.0.lowercased() == name }?.1 }
    }

    static func path(_ service: String, _ method: String) -> String {
        "/rest/tinkoff.public.invest.api.contract.v1.\(service)/\(method)"
    }

    func call(_ service: String, _ method: String, _ body: JSON = .object([]), token: String? = "t.sandbox")
        async throws
        -> Reply
    {
        try await send(service, method, body.bytes, token: token)
    }

    func send(_ service: String, _ method: String, _ body: [UInt8], token: String? = "t.sandbox") async throws -> Reply
    {
        let request = WebRequest(
            method: "POST",
            path: Self.path(service, method),
            headers: [("Content-Type", "application/json")] + (token.map { [("Authorization", "Bearer \($0)")] } ?? []),
            body: body
        )
        let response = await sandbox.server.respond(to: request)
        return Reply(status: response.status, json: try JSON.parse(response.body), headers: response.headers)
    }

    func orders(_ method: String, _ body: JSON) async throws -> Reply { try await call("OrdersService", method, body) }

    /// Uid and other facts of a share.
    func share(_ ticker: String = "SBER") async throws -> JSON {
        let body: JSON = ["idType": "INSTRUMENT_ID_TYPE_TICKER", "classCode": "TQBR", "id": .string(ticker)]
        return try #require(try await call("InstrumentsService", "ShareBy", body).json["instrument"])
    }

    func uid(_ ticker: String = "SBER") async throws -> String { try #require(try await share(ticker)["uid"]?.string) }

    /// Best bid and ask.
    func best(_ uid: String) async throws -> (bid: Price, ask: Price, lots: Int64) {
        let book = try await call("MarketDataService", "GetOrderBook", ["instrumentId": .string(uid), "depth": 10]).json
        return (
            try Self.price(book.at("bids", 0, "price")), try Self.price(book.at("asks", 0, "price")),
            try #require(book.at("asks", 0, "quantity")?.string.flatMap { Int64($0) })
        )
    }

    static func price(_ json: JSON?) throws -> Price {
        let units = try #require(json?["units"]?.string.flatMap { Int64($0) })
        return try Price(units: units, nano: Int32(try #require(json?["nano"]?.int)))
    }

    static func quotation(_ price: Price) -> JSON {
        ["units": .string(String(price.units)), "nano": .int(Int64(price.nano))]
    }

    /// The body of an order.
    static func order(
        _ uid: String,
        _ key: String,
        lots: Int,
        _ direction: String = "BUY",
        type: String = "MARKET",
        price: Price? = nil,
        term: String = "DAY",
        margin: Bool = false
    ) -> JSON {
        .present([
            "accountId": .string(account), "instrumentId": .string(uid), "quantity": .string(String(lots)),
            "direction": .string("ORDER_DIRECTION_\(direction)"), "orderType": .string("ORDER_TYPE_\(type)"),
            "timeInForce": .string("TIME_IN_FORCE_\(term)"), "orderId": .string(key), "price": price.map(quotation),
            "confirmMarginTrade": .bool(margin),
        ])
    }

    func money() async throws -> Price {
        let reply = try await call("OperationsService", "GetPositions", ["accountId": .string(Self.account)])
        return try Self.price(reply.json.at("money", 0))
    }

    func plan(
        _ kind: Fault.Kind,
        _ target: FaultTarget = .broker,
        times: Int? = nil,
        change: (inout Fault) -> Void = { _ in }
    ) {
        var fault = Fault(kind, target)
        fault.times = times
        change(&fault)
        _ = sandbox.server.setFault(ScheduledFault(fault, from: sandbox.clock.now))
    }
}
