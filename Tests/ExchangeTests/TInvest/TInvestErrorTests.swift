import Exchange
import Market
import Platform
import Testing

@Suite("Broker's errors")
struct TInvestErrorTests {
    /// Every code of the broker's table with what is done about it.
    static let codes: [(BrokerAction, [Int])] = [
        (
            .fixRequest,
            [
                30_001, 30_003, 30_015, 30_016, 30_017, 30_018, 30_028, 30_031, 30_032, 30_033, 30_036, 30_045, 30_055,
                30_069,
            ]
                + [30_070, 30_078, 30_080, 30_093, 30_100, 30_102, 30_221]
        ), (.rejectFunds, [30_034, 30_042, 30_240]), (.reject, [30_049, 30_053]), (.askState, [30_059, 30_060]),
        (.disableInstrument, [30_051, 30_052, 30_101, 90_002]), (.adoptExisting, [30_057]),
        (.replanType, [30_068, 30_103]), (.waitForTrading, [30_079, 30_092, 30_097, 30_098]),
        (.notExecuted, [30_095, 30_096, 30_227]), (.clampPrice, [30_099]), (.splitOrder, [30_109, 90_003]),
        (.shrinkPeriod, [30_002, 30_014, 30_084, 30_235, 30_244]), (.stopTrading, [40_002, 40_003, 40_004]),
        (.notFound, [50_002, 50_004, 50_005, 50_006]), (.retryOrAsk, [70_001, 70_002, 70_003]),
        (.reopenStream, [80_001, 80_004, 80_005]), (.slowDown, [80_002]), (.tellOperator, [90_001, 35_001]),
    ]

    @Test("each code has its action", arguments: codes)
    func actions(action: BrokerAction, codes: [Int]) throws {
        for code in codes {
            let row = try #require(BrokerErrorTable.row(of: code), "\(code)")
            #expect(row.action == action, "\(code)")
            #expect(TInvestError(.refused, code: code, detail: "").action == action)
        }
    }

    @Test("every row is reached by one of its codes, and a code that nobody knows is refused")
    func rows() {
        let known = Self.codes.flatMap(\.1)
        for row in BrokerErrorTable.rows {
            let reached = known.contains { BrokerErrorTable.row(of: $0) == row }
            #expect(reached, "\(row.meaning)")
        }
        #expect(BrokerErrorTable.row(of: 31_000) == nil)
        #expect(TInvestError(.refused, code: 31_000, detail: "").action == .reject)
        #expect(Set(Self.codes.map(\.0)).union([.reject]).count == BrokerAction.allCases.count)
    }
}

@Suite("Broker's numbers")
struct BrokerMessageTests {
    static let quotations: [(JSON, String?)] = [
        (["units": "301", "nano": 270_000_000], "301.27"), (["units": "-1", "nano": -250_000_000], "-1.25"),
        (["units": "0", "nano": -250_000_000], "-0.25"), (["units": 5, "nano": 0], "5"), (["nano": 1], "0.000000001"),
        (.object([]), "0"), (["units": "1", "nano": -1], nil), (["units": "1", "nano": 1_000_000_000], nil),
        (["units": "9999999999", "nano": 0], nil), (["units": "x", "nano": 0], nil),
        (.object([.init("units", .double(1.5))]), nil),
    ]

    @Test("quotations are read exactly or refused", arguments: quotations)
    func quotation(json: JSON, text: String?) {
        let message = BrokerMessage(method: "Test", json: ["price": json])
        let price = try? message.price("price")
        #expect(price.flatMap { $0 }?.description == text)
    }

    @Test("a price goes out and comes back the same, over the whole range")
    func roundTrip() throws {
        var state: UInt64 = 7
        for _ in 0..<10_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let price = try Price(nanos: Int64(bitPattern: state) >> 2)
            let message = BrokerMessage(method: "Test", json: ["price": price.quotation])
            #expect(try message.price("price") == price)
        }
    }

    @Test("fields of a wrong kind are named, missing ones are their defaults")
    func fields() throws {
        let message = BrokerMessage(method: "Test", json: ["text": 5, "number": "12", "list": [1], "none": .null])
        #expect(throws: TInvestError.self) { try message.text("text") }
        #expect(throws: TInvestError.self) { try message.messages("list") }
        #expect(try message.integer("number") == 12 && message.integer("none") == 0 && message.text("absent") == "")
        #expect(try message.time("absent") == nil)
    }
}
