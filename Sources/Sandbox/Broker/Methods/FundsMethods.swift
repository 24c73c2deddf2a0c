import Market
import Platform

/// What an account can afford, and what an order would cost.
enum FundsMethods {
    @Sendable static func mostLots(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        let index = try world.account(try call.required("accountId", 30027))
        let instrument = try MarketDataMethods.instrument(call, world)
        let account = world.accounts[index]
        let last = world.market.lastPrice(instrument, at: call.now)?.price
        guard let price = try call.quotation("price") ?? last, price > .zero else {
            throw .invalid(30079, "instrument is not available for trading")
        }
        let held = account.holdings[instrument.uid]?.lots ?? 0
        let worth = world.worth(account, at: call.now)
        let byMoney = lots(account.money, price, instrument)
        let byMargin = lots(worth * 2, price, instrument)
        func buys(_ money: Money, _ lots: Int64) -> JSON {
            [
                "buyMoneyAmount": BrokerJSON.quotation(money), "buyMaxLots": BrokerJSON.count(lots),
                // The reserve of a market order: what a price 5 % worse would leave.
                "buyMaxMarketLots": BrokerJSON.count(lots * 95 / 100),
            ]
        }
        return [
            "currency": "rub", "buyLimits": buys(account.money, byMoney),
            "buyMarginLimits": buys(worth * 2, max(0, byMargin - held)),
            "sellLimits": ["sellMaxLots": BrokerJSON.count(max(0, held))],
            "sellMarginLimits": ["sellMaxLots": BrokerJSON.count(max(0, byMargin + held))],
        ]
    }

    private static func lots(_ money: Money, _ price: Price, _ instrument: BrokerInstrument) -> Int64 {
        let one = instrument.value(price, 1)
        let cost = one + BrokerAccount.commission(of: one)
        guard money > .zero, cost > .zero else { return 0 }
        return Int64(clamping: money.attos / cost.attos)
    }

    @Sendable static func price(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        _ = try world.account(try call.required("accountId", 30027))
        let instrument = try MarketDataMethods.instrument(call, world)
        guard let price = try call.quotation("price") else { throw .missing("price", 30018) }
        guard let lots = try call.integer("quantity"), lots > 0 else { throw .missing("quantity", 30015) }
        let value = instrument.value(price, lots)
        let fee = BrokerAccount.commission(of: value)
        return [
            "totalOrderAmount": BrokerJSON.money(value + fee), "initialOrderAmount": BrokerJSON.money(value),
            "lotsRequested": BrokerJSON.count(lots), "executedCommission": BrokerJSON.money(fee),
            "executedCommissionRub": BrokerJSON.money(fee), "serviceCommission": BrokerJSON.money(Money.zero),
            "dealCommission": BrokerJSON.money(fee),
        ]
    }
}
