import Market
import Platform
import Sandbox
import TestKit
import Testing

@Suite("Broker's access, limits and faults")
struct BrokerAccessTests {
    private static let account: JSON = ["accountId": .string(BrokerFixture.account)]

    @Test("tokens: none and a wrong one are 40003, a read-only one may not act")
    func tokens() async throws {
        let fixture = try BrokerFixture()
        for token in [nil, "t.wrong"] {
            let reply = try await fixture.call("UsersService", "GetAccounts", token: token)
            #expect(reply.status == 401 && reply.code == "40003" && reply.json["code"]?.int == 16)
        }
        let accounts = try await fixture.call("UsersService", "GetAccounts", token: "t.readonly").json
        #expect(accounts.at("accounts", 0, "accessLevel")?.string == "ACCOUNT_ACCESS_LEVEL_READ_ONLY")
        let body = BrokerFixture.order(try await fixture.uid(), "key", lots: 1)
        let reply = try await fixture.call("OrdersService", "PostOrder", body, token: "t.readonly")
        #expect(reply.status == 403 && reply.code == "40002")
    }

    @Test("headers count a minute down to 429 and begin anew")
    func limits() async throws {
        let fixture = try BrokerFixture("12:00:20")
        for left in stride(from: 99, through: 0, by: -1) {
            let reply = try await fixture.call("UsersService", "GetInfo")
            #expect(reply.header("x-ratelimit-limit") == "100, 100;w=60")
            #expect(reply.header("x-ratelimit-remaining") == "\(left)" && reply.header("x-ratelimit-reset") == "40")
            #expect(reply.header("x-tracking-id")?.utf8.count == 32)
        }
        let refused = try await fixture.call("UsersService", "GetInfo")
        #expect(refused.status == 429 && refused.code == "80002" && refused.header("x-ratelimit-reset") == "40")
        #expect(try await fixture.call("OrdersService", "GetOrders", Self.account).status == 200)
        fixture.sandbox.clock.advance(by: .seconds(40))
        #expect(try await fixture.call("UsersService", "GetInfo").status == 200)
        let tariff = try await fixture.call("UsersService", "GetUserTariff").json
        #expect(tariff["unaryLimits"]?.array?.contains { $0["limitPerMinute"]?.int == 900 } == true)
    }

    @Test("unknown methods, streams over REST and GET are refused; bodies in single quotes are read")
    func shapes() async throws {
        let fixture = try BrokerFixture()
        for (service, method) in [("UsersService", "Nothing"), ("MarketDataStreamService", "MarketDataStream")] {
            #expect(try await fixture.call(service, method).status == 404)
        }
        let path = BrokerFixture.path("UsersService", "GetAccounts")
        let response = await fixture.sandbox.server.respond(to: WebRequest(path: path))
        #expect(response.status == 501)
        #expect(try await fixture.send("UsersService", "GetAccounts", Array("[1]".utf8)).status == 400)
        let quoted = try await fixture.send(
            "InstrumentsService",
            "FindInstrument",
            Array(#"{'query': 'it\'s "x"'}"#.utf8)
        )
        #expect(quoted.status == 200)
    }

    @Test(
        "spoiled calls",
        arguments: [
            (.unauthorized, 401, "40003"), (.forbidden, 403, "40002"), (.rateLimited, 429, "80002"),
            (.serverError, 500, "70001"), (.lostAnswer, 500, "70002"),
        ] as [(Fault.Kind, Int, String)]
    )
    func spoiled(kind: Fault.Kind, status: Int, code: String) async throws {
        let fixture = try BrokerFixture()
        let body = BrokerFixture.order(try await fixture.uid(), "key", lots: 1)
        fixture.plan(kind, .brokerMethod("PostOrder"), times: 1)
        #expect(try await fixture.orders("GetOrders", Self.account).status == 200)
        let reply = try await fixture.orders("PostOrder", body)
        #expect(reply.status == status && reply.code == code)
        // Whether it took effect is what the caller has to ask for.
        let question = Self.account.setting("orderId", to: "key").setting("orderIdType", to: "ORDER_ID_TYPE_REQUEST")
        #expect(try await fixture.orders("GetOrderState", question).code == (kind == .lostAnswer ? nil : "50005"))
        #expect(try await fixture.orders("PostOrder", body).code == (kind == .lostAnswer ? "30057" : nil))
    }

    @Test(
        "no answer after the effect; half an order; the broker's own number; a crossed book; a price that stands still"
    )
    func semantics() async throws {
        let fixture = try BrokerFixture()
        let uid = try await fixture.uid()
        fixture.plan(.hangAfter, .brokerMethod("PostOrder"), times: 1)
        let hung = WebRequest(
            method: "POST",
            path: BrokerFixture.path("OrdersService", "PostOrder"),
            headers: [("Authorization", "Bearer t.sandbox")],
            body: BrokerFixture.order(uid, "hung", lots: 1).bytes
        )
        _ = await fixture.sandbox.server.respond(to: hung)
        #expect(fixture.sandbox.server.recorded.last?.isSpoiled == true)
        #expect(try await fixture.orders("PostOrder", BrokerFixture.order(uid, "hung", lots: 1)).code == "30057")

        fixture.plan(.partialCancel, times: 1)
        let half = try await fixture.orders("PostOrder", BrokerFixture.order(uid, "half", lots: 4)).json
        #expect(half["lotsExecuted"]?.string == "2")
        #expect(half["executionReportStatus"]?.string == "EXECUTION_REPORT_STATUS_CANCELLED")

        fixture.plan(.internalNumber, times: 1)
        let own = try await fixture.orders("PostOrder", BrokerFixture.order(uid, "own", lots: 1)).json
        let question = Self.account.setting("orderId", to: try #require(own["orderId"]))
        #expect(try await fixture.orders("GetOrderState", question).code == "50005")

        fixture.plan(.crossedBook, times: 1)
        let crossed = try await fixture.best(uid)
        #expect(crossed.bid > crossed.ask)
        let usual = try await fixture.best(uid)
        #expect(usual.bid < usual.ask)

        fixture.plan(.staleLastPrice)
        func last() async throws -> JSON? {
            try await fixture.call("MarketDataService", "GetLastPrices", ["instrumentId": [.string(uid)]]).json
                .at("lastPrices", 0, "time")
        }
        let then = try await last()
        fixture.sandbox.clock.advance(by: .minutes(30))
        #expect(try await last() == then)
        fixture.sandbox.server.endAllFaults()
        #expect(try await last() != then)
    }

    @Test("accounts to play with are opened, paid into and closed")
    func sandboxAccounts() async throws {
        let fixture = try BrokerFixture()
        let id = try #require(try await fixture.call("SandboxService", "OpenSandboxAccount").json["accountId"])
        let account: JSON = ["accountId": id]
        let money = account.setting("amount", to: ["currency": "rub", "units": "1000", "nano": 0])
        let balance = try await fixture.call("SandboxService", "SandboxPayIn", money).json["balance"]
        #expect(balance?["units"]?.string == "1000")
        let order = BrokerFixture.order(try await fixture.uid(), "key", lots: 100).setting("accountId", to: id)
        #expect(try await fixture.call("SandboxService", "PostSandboxOrder", order).code == "30034")
        #expect(try await fixture.call("SandboxService", "CloseSandboxAccount", account).status == 200)
        #expect(try await fixture.call("OperationsService", "GetPositions", account).code == "50004")
    }

    @Test("two worlds of one seed answer byte for byte alike")
    func deterministic() async throws {
        var seen: [[UInt8]] = []
        for _ in 0..<2 {
            let fixture = try BrokerFixture()
            let uid = try await fixture.uid()
            var bytes: [UInt8] = []
            for lots in 1...3 {
                bytes += try await fixture.orders("PostOrder", BrokerFixture.order(uid, "k\(lots)", lots: lots)).json
                    .bytes
            }
            bytes += try await fixture.call("OperationsService", "GetPortfolio", Self.account).json.bytes
            seen.append(bytes)
        }
        #expect(seen[0] == seen[1])
    }
}
