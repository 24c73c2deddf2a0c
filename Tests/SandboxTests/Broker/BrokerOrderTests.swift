import Market
import Platform
import Sandbox
import TestKit
import Testing

@Suite("Broker's orders")
struct BrokerOrderTests {
    private static let key = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"

    @Test("a market order takes the book; money, lots and fees add up")
    func market() async throws {
        let fixture = try BrokerFixture()
        let uid = try await fixture.uid()
        let best = try await fixture.best(uid)
        let before = try await fixture.money()
        let reply = try await fixture.orders("PostOrder", BrokerFixture.order(uid, Self.key, lots: 2))
        #expect(reply.status == 200)
        #expect(reply.json["executionReportStatus"]?.string == "EXECUTION_REPORT_STATUS_FILL")
        #expect(reply.json["lotsExecuted"]?.string == "2" && reply.json["orderRequestId"]?.string == Self.key)
        #expect(try BrokerFixture.price(reply.json["executedOrderPrice"]) == best.ask)
        let value = try BrokerFixture.price(reply.json["totalOrderAmount"])
        let fee = try BrokerFixture.price(reply.json["executedCommission"])
        // 2 lots of ten, 0.05 %.
        #expect(value.nanos == best.ask.nanos * 20 && fee.nanos == value.nanos / 2_000)
        #expect(try await fixture.money().nanos == before.nanos - value.nanos - fee.nanos)
        let positions = try await fixture.call(
            "OperationsService",
            "GetPositions",
            ["accountId": .string(BrokerFixture.account)]
        )
        #expect(positions.json.at("securities", 0, "balance")?.string == "20")
        let state = try await fixture.orders(
            "GetOrderState",
            [
                "accountId": .string(BrokerFixture.account), "orderId": .string(Self.key),
                "orderIdType": "ORDER_ID_TYPE_REQUEST",
            ]
        )
        #expect(state.json["orderId"] == reply.json["orderId"])
        #expect(state.json["stages"]?.array?.count == 1)
        let done = try await fixture.call(
            "OperationsService",
            "GetOperations",
            ["accountId": .string(BrokerFixture.account)]
        )
        let kinds = done.json["operations"]?.array?.prefix(2).compactMap { $0["operationType"]?.string }
        #expect(kinds == ["OPERATION_TYPE_BROKER_FEE", "OPERATION_TYPE_BUY"])
    }

    @Test("a limit beyond the book rests, blocks its money, and is cancelled once")
    func resting() async throws {
        let fixture = try BrokerFixture()
        let uid = try await fixture.uid()
        let best = try await fixture.best(uid)
        let price = try Price(nanos: best.bid.nanos * 98 / 100 / 10_000_000 * 10_000_000)
        let before = try await fixture.money()
        let reply = try await fixture.orders(
            "PostOrder",
            BrokerFixture.order(uid, Self.key, lots: 1, type: "LIMIT", price: price)
        )
        #expect(reply.json["executionReportStatus"]?.string == "EXECUTION_REPORT_STATUS_NEW")
        #expect(try await fixture.money().nanos == before.nanos - price.nanos * 10)
        let account: JSON = ["accountId": .string(BrokerFixture.account)]
        #expect(try await fixture.orders("GetOrders", account).json["orders"]?.array?.count == 1)
        let cancel = account.setting("orderId", to: try #require(reply.json["orderId"]))
        #expect(try await fixture.orders("CancelOrder", cancel).status == 200)
        #expect(try await fixture.orders("CancelOrder", cancel).code == "30059")
        let state = try await fixture.orders("GetOrderState", cancel)
        #expect(state.json["executionReportStatus"]?.string == "EXECUTION_REPORT_STATUS_CANCELLED")
        #expect(try await fixture.orders("GetOrders", account).json["orders"]?.array?.isEmpty == true)
        #expect(try await fixture.money() == before)
    }

    @Test("what rests is filled at its own price when the day's price comes to it, or ends with the day")
    func comingTrue() async throws {
        let fixture = try BrokerFixture("10:30:20")
        let uid = try await fixture.uid()
        let best = try await fixture.best(uid)
        // The day's highest bid until 18:00, by the fixture's own books.
        var highest = best.bid
        for minutes in stride(from: 5, through: 420, by: 5) {
            let probe = try BrokerFixture("10:30:20")
            probe.sandbox.clock.advance(to: probe.sandbox.clock.now + .minutes(minutes))
            highest = max(highest, try await probe.best(uid).bid)
        }
        try #require(highest > best.bid, "the day must rise once")
        #expect(try await fixture.orders("PostOrder", BrokerFixture.order(uid, "first", lots: 2)).status == 200)
        for (key, price) in [
            (Self.key, highest), ("never", try Price(nanos: highest.nanos + 1_000 * 10_000_000)),
        ] {
            let order = BrokerFixture.order(uid, key, lots: 1, "SELL", type: "LIMIT", price: price)
            #expect(try await fixture.orders("PostOrder", order).status == 200)
        }
        fixture.sandbox.clock.advance(to: SandboxFixture.at("18:00:00"))
        func state(_ key: String) async throws -> JSON {
            try await fixture.orders(
                "GetOrderState",
                ["accountId": .string(BrokerFixture.account), "orderId": .string(key), "orderIdType": 2]
            ).json
        }
        let filled = try await state(Self.key)
        #expect(filled["executionReportStatus"]?.string == "EXECUTION_REPORT_STATUS_FILL")
        #expect(try BrokerFixture.price(filled.at("stages", 0, "price")) == highest)
        fixture.sandbox.clock.advance(to: SandboxFixture.at("23:59:00"))
        #expect(try await state("never")["executionReportStatus"]?.string == "EXECUTION_REPORT_STATUS_CANCELLED")
    }

    @Test("fill and kill takes what there is within its price, once a minute")
    func immediate() async throws {
        let fixture = try BrokerFixture { $0.broker.money = 1_000_000_000 }
        let uid = try await fixture.uid()
        let best = try await fixture.best(uid)
        let lots = Int(best.lots) + 7
        let body = BrokerFixture.order(uid, Self.key, lots: lots, type: "LIMIT", price: best.ask, term: "FILL_AND_KILL")
        let reply = try await fixture.orders("PostOrder", body).json
        #expect(reply["lotsExecuted"]?.string == "\(best.lots)")
        #expect(reply["executionReportStatus"]?.string == "EXECUTION_REPORT_STATUS_CANCELLED")
        // The level is used up until the next minute's book.
        let again = BrokerFixture.order(uid, "again", lots: 1, type: "LIMIT", price: best.ask, term: "FILL_AND_KILL")
        #expect(try await fixture.orders("PostOrder", again).json["lotsExecuted"]?.string == "0")
    }

    @Test(
        "mistakes have their figures",
        arguments: [
            (["quantity": "0"], "30016"), (["quantity": .null], "30015"), (["direction": .null], "30019"),
            (["orderType": .null], "30020"), (["instrumentId": "nobody"], "50002"), (["accountId": "1"], "50004"),
            (["orderType": "ORDER_TYPE_LIMIT"], "30018"),
            (["orderType": "ORDER_TYPE_LIMIT", "price": ["units": "300", "nano": 1]], "30078"),
            (["orderType": "ORDER_TYPE_LIMIT", "price": ["units": "1", "nano": 0]], "30099"),
            (["quantity": "1000000"], "30042"), (["direction": "ORDER_DIRECTION_SELL"], "30240"),
            (["orderId": "0123456789012345678901234567890123456"], "30028"), (["quantity": "20000000"], "30109"),
        ] as [(JSON, String)]
    )
    func mistakes(change: JSON, code: String) async throws {
        let fixture = try BrokerFixture()
        var body = BrokerFixture.order(try await fixture.uid(), Self.key, lots: 1)
        for member in change.members ?? [] { body = body.setting(member.name, to: member.value) }
        let reply = try await fixture.orders("PostOrder", body)
        #expect(reply.code == code && reply.status >= 400)
        #expect(
            try await fixture.orders("GetOrders", ["accountId": .string(BrokerFixture.account)]).json["orders"] == []
        )
    }

    @Test("a key is used once, an order outside sessions is refused, margin allows a short position")
    func rules() async throws {
        let fixture = try BrokerFixture()
        let uid = try await fixture.uid()
        let body = BrokerFixture.order(uid, Self.key, lots: 1)
        #expect(try await fixture.orders("PostOrder", body).status == 200)
        let repeated = try await fixture.orders("PostOrder", body)
        #expect(repeated.status == 400 && repeated.code == "30057")
        let short = BrokerFixture.order(uid, "short", lots: 5, "SELL", margin: true)
        #expect(try await fixture.orders("PostOrder", short).json["lotsExecuted"]?.string == "5")
        let held = try await fixture.call(
            "OperationsService",
            "GetPositions",
            ["accountId": .string(BrokerFixture.account)]
        )
        #expect(held.json.at("securities", 0, "balance")?.string == "-40")
        fixture.sandbox.clock.advance(to: SandboxFixture.at("18:59:00"))
        #expect(try await fixture.orders("PostOrder", BrokerFixture.order(uid, "late", lots: 1)).code == "30079")
    }

    @Test("a stop sends its order when a later price reaches it")
    func stops() async throws {
        let fixture = try BrokerFixture("10:30:20")
        let uid = try await fixture.uid()
        #expect(try await fixture.orders("PostOrder", BrokerFixture.order(uid, Self.key, lots: 3)).status == 200)
        let best = try await fixture.best(uid)
        // Far above: a sale's loss stop there is reached by any price.
        let stop: JSON = [
            "accountId": .string(BrokerFixture.account), "instrumentId": .string(uid), "quantity": "3",
            "direction": "STOP_ORDER_DIRECTION_SELL", "stopOrderType": "STOP_ORDER_TYPE_STOP_LOSS",
            "expirationType": "STOP_ORDER_EXPIRATION_TYPE_GOOD_TILL_CANCEL",
            "stopPrice": BrokerFixture.quotation(try Price(nanos: best.ask.nanos + 10_000_000_000)),
        ]
        let account: JSON = ["accountId": .string(BrokerFixture.account)]
        #expect(try await fixture.call("StopOrdersService", "PostStopOrder", stop).status == 200)
        #expect(
            try await fixture.call("StopOrdersService", "GetStopOrders", account).json["stopOrders"]?.array?.count == 1
        )
        fixture.sandbox.clock.advance(to: fixture.sandbox.clock.now + .minutes(3))
        #expect(try await fixture.call("StopOrdersService", "GetStopOrders", account).json["stopOrders"] == [])
        let held = try await fixture.call("OperationsService", "GetPositions", account)
        #expect(held.json["securities"] == [])
    }
}
