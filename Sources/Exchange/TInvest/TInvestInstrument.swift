package import Market

/// An instrument under the broker's names, with what an order for it needs.
package struct TInvestInstrument: Hashable, Sendable {
    package let id: InstrumentID
    package let uid: String
    package let figi: String
    /// Pieces in a lot; a contract is one.
    package let lot: Int64
    package let facts: InstrumentFacts
    package let isTradable: Bool

    /// Reads an instrument of the broker's lists.
    ///
    /// - Throws: ``TInvestError`` of kind `badPayload`.
    package init(_ message: BrokerMessage) throws(TInvestError) {
        let ticker = try message.text("ticker")
        let classCode = try message.text("classCode")
        func failure(_ detail: String) -> TInvestError {
            TInvestError(.badPayload, detail: "\(message.method): \(ticker) of \(classCode) \(detail)")
        }
        guard let id = InstrumentID(.moex, board: Self.board(ofClass: classCode), SecID(ticker)) else {
            throw failure("is no instrument's name")
        }
        uid = try message.text("uid")
        guard !uid.isEmpty else { throw failure("has no uid") }
        figi = try message.text("figi")
        lot = try message.integer("lot")
        guard lot > 0, let size = try message.price("minPriceIncrement"), let step = PriceStep(size) else {
            throw failure("has no lot or no price step")
        }
        let worth: Price
        if let amount = try message.price("minPriceIncrementAmount"), amount > .zero {
            // A contract: roubles of a step over the step.
            let value = Int128(amount.nanos) * 1_000_000_000 / Int128(size.nanos)
            // Beyond the largest price there is: a value that no contract has.
            guard let nanos = Int64(exactly: value), let price = try? Price(nanos: nanos) else {
                throw failure("has a step of no reckonable worth")
            }
            worth = price
        } else {
            do throws(NumberError) {
                worth = try Price(units: lot, nano: 0)
            } catch {
                throw failure("has too large a lot")
            }
        }
        guard let facts = InstrumentFacts(id, priceStep: step, lotValue: worth) else {
            throw failure("is worth nothing")
        }
        self.id = id
        self.facts = facts
        isTradable = try message.flag("apiTradeAvailableFlag")
    }

    /// The exchange's board of a class code: the broker calls futures' SPBFUT.
    static func board(ofClass code: String) -> String { code == "SPBFUT" ? "RFUD" : code }

    /// The broker's class code of an instrument; shares where no board is said.
    static func classCode(of id: InstrumentID) -> String {
        switch id.board {
        case "RFUD": "SPBFUT"
        case let board?: board
        case nil: "TQBR"
        }
    }

    /// Which list it is in.
    static func method(ofClass code: String) -> TInvestMethod {
        switch code {
        case "SPBFUT": .future
        case "CETS": .currency
        case "TQBR": .share
        default: .instrument
        }
    }
}
