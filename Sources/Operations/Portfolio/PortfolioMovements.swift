import Market
package import Platform
package import Store

extension EquityPoint {
    /// Money as decimal text, exact.
    package var json: JSON {
        [
            "date": .string("\(date)"), "cash": .string("\(cash)"), "invested": .string("\(invested)"),
            "equity": .string("\(equity)"),
        ]
    }
}

extension PortfolioFill {
    /// Money and prices as decimal text, exact.
    package var json: JSON {
        [
            "number": .int(Int64(number)), "date": .string("\(date)"), "secid": .string(secid.text),
            "strategy": .string(strategy.rawValue), "cause": .string(cause.rawValue), "side": .string("\(side)"),
            "lots": .int(lots.count), "lot_size": .int(Int64(lotSize)), "price": .string("\(price)"),
            "fee": .string("\(fee)"),
        ]
    }
}
