import Market
import Platform

/// `OperationsService`: what is held, what it is worth, what was done; pieces, not lots.
enum OperationMethods {
    static let routes: [Route<BrokerMethod>] = [
        BrokerMethod.ask(service, "GetPositions", .operations, positions),
        BrokerMethod.ask(service, "GetPortfolio", .operations, portfolio),
        BrokerMethod.ask(service, "GetWithdrawLimits", .operations, withdrawLimits),
        BrokerMethod.ask(service, "GetOperations", .operations, operations),
        BrokerMethod.ask(service, "GetOperationsByCursor", .operations, byCursor),
    ]

    private static let service = "OperationsService"

    // MARK: Positions

    @Sendable static func positions(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        let index = try world.account(try call.required("accountId", 30027))
        return positions(of: world.accounts[index], world)
    }

    static func positions(of account: BrokerAccount, _ world: BrokerWorld) -> JSON {
        let waiting = world.active.compactMap { world.orders[$0] }.filter { $0.account == account.id }
        let blockedMoney = waiting.filter { $0.direction == .buy }.reduce(Money.zero) {
            $0 + $1.instrument.value($1.wantedPrice, $1.remaining)
        }
        func rows(_ kinds: [BrokerInstrument.Kind]) -> JSON {
            .array(
                account.listed.filter { kinds.contains($0.instrument.kind) }.map { holding in
                    let instrument = holding.instrument
                    let blocked = waiting.filter { $0.instrument == instrument && $0.direction == .sell }
                        .reduce(Int64(0)) { $0 + $1.remaining }
                    return [
                        "figi": .string(instrument.figi), "blocked": BrokerJSON.count(blocked * instrument.lot),
                        "balance": BrokerJSON.count((holding.lots - blocked) * instrument.lot),
                        "positionUid": .string(instrument.positionUID), "instrumentUid": .string(instrument.uid),
                        "ticker": .string(instrument.ticker), "classCode": .string(instrument.classCode),
                        "exchangeBlocked": false, "instrumentType": .string(instrument.kind.rawValue),
                    ]
                }
            )
        }
        return [
            "money": [BrokerJSON.money(account.money - blockedMoney)],
            "blocked": blockedMoney > .zero ? [BrokerJSON.money(blockedMoney)] : [],
            "securities": rows([.share, .currency]), "futures": rows([.futures]), "options": [],
            "limitsLoadingInProgress": false, "accountId": .string(account.id),
        ]
    }

    // MARK: Worth

    @Sendable static func portfolio(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        let index = try world.account(try call.required("accountId", 30027))
        let account = world.accounts[index]
        var sums: [BrokerInstrument.Kind: Money] = [:]
        var rows: [JSON] = []
        for holding in account.listed {
            let marked = world.marked(holding, at: call.now)
            sums[holding.instrument.kind, default: .zero] += marked
            rows.append(row(holding, marked, world, call.now))
        }
        rows.append(roubles(account.money))
        let currencies = (sums[.currency] ?? .zero) + account.money
        let total = world.worth(account, at: call.now)
        let paid = account.listed.reduce(Money.zero) { $0 + ($1.lots < 0 ? -$1.cost : $1.cost) }
        let gain = total - account.money - paid
        let zero = Money.zero
        return [
            "totalAmountShares": BrokerJSON.money(sums[.share] ?? zero), "totalAmountBonds": BrokerJSON.money(zero),
            "totalAmountEtf": BrokerJSON.money(zero), "totalAmountCurrencies": BrokerJSON.money(currencies),
            "totalAmountFutures": BrokerJSON.money(sums[.futures] ?? zero),
            "expectedYield": percent(gain, of: paid.magnitude), "positions": .array(rows),
            "accountId": .string(account.id), "totalAmountOptions": BrokerJSON.money(zero),
            "totalAmountSp": BrokerJSON.money(zero), "totalAmountPortfolio": BrokerJSON.money(total),
            "virtualPositions": [], "dailyYield": BrokerJSON.money(gain),
            "dailyYieldRelative": percent(gain, of: paid.magnitude),
        ]
    }

    private static func row(_ holding: BrokerAccount.Holding, _ marked: Money, _ world: BrokerWorld, _ now: Timestamp)
        -> JSON
    {
        let instrument = holding.instrument
        let price = world.market.lastPrice(instrument, at: now)?.price ?? holding.average
        let gain = marked - (holding.lots < 0 ? -holding.cost : holding.cost)
        let average = BrokerJSON.money(holding.average)
        return [
            "figi": .string(instrument.figi), "instrumentType": .string(instrument.kind.rawValue),
            "quantity": BrokerJSON.quotation(whole: holding.lots * instrument.lot), "averagePositionPrice": average,
            "expectedYield": BrokerJSON.quotation(gain), "averagePositionPricePt": BrokerJSON.quotation(Price.zero),
            "currentPrice": BrokerJSON.money(price), "averagePositionPriceFifo": average,
            "quantityLots": BrokerJSON.quotation(whole: holding.lots), "blocked": false,
            "blockedLots": BrokerJSON.quotation(whole: 0), "positionUid": .string(instrument.positionUID),
            "instrumentUid": .string(instrument.uid), "varMargin": BrokerJSON.money(Money.zero),
            "expectedYieldFifo": BrokerJSON.quotation(gain), "dailyYield": BrokerJSON.money(gain),
            "ticker": .string(instrument.ticker), "classCode": .string(instrument.classCode),
        ]
    }

    /// Roubles are a position too: RUB000UTSTOM.
    private static func roubles(_ money: Money) -> JSON {
        let one = BrokerJSON.money(Money(attos: 1_000_000_000_000_000_000))
        return [
            "figi": "RUB000UTSTOM", "instrumentType": "currency", "quantity": BrokerJSON.quotation(money),
            "averagePositionPrice": one, "expectedYield": BrokerJSON.quotation(Money.zero),
            "averagePositionPricePt": BrokerJSON.quotation(Price.zero), "currentPrice": one,
            "averagePositionPriceFifo": one, "quantityLots": BrokerJSON.quotation(money), "blocked": false,
            "blockedLots": BrokerJSON.quotation(whole: 0), "positionUid": "33e24a92-aab0-409c-88b8-f2d57415b920",
            "instrumentUid": "a92e2e25-a698-45cc-a781-167cf465257c", "varMargin": BrokerJSON.money(Money.zero),
            "expectedYieldFifo": BrokerJSON.quotation(Money.zero), "dailyYield": BrokerJSON.money(Money.zero),
            "ticker": "RUB000UTSTOM", "classCode": "CETS",
        ]
    }

    private static func percent(_ part: Money, of whole: Money) -> JSON {
        guard whole > .zero else { return BrokerJSON.quotation(Money.zero) }
        // Per cent to a billionth; both are far below where the product would not fit.
        let hundredth = part.attos / 1_000_000_000 * 100
        return BrokerJSON.quotation(Money(attos: hundredth * 1_000_000_000 / (whole.attos / 1_000_000_000)))
    }

    @Sendable private static func withdrawLimits(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure)
        -> JSON
    {
        let index = try world.account(try call.required("accountId", 30027))
        return ["money": [BrokerJSON.money(world.accounts[index].money)], "blocked": [], "blockedGuarantee": []]
    }

    // MARK: Operations

    private static func chosen(_ world: BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> [JSON] {
        let index = try world.account(try call.required("accountId", 30027))
        let from = try call.instant("from") ?? Timestamp(seconds: 0)
        let to = try call.instant("to") ?? call.now
        return world.accounts[index].operations.reversed().filter { $0.time >= from && $0.time <= to }.map(json)
    }

    @Sendable private static func operations(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure)
        -> JSON
    {
        ["operations": .array(try chosen(world, call))]
    }

    @Sendable private static func byCursor(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON
    {
        let all = try chosen(world, call)
        let limit = Int(min(max(try call.integer("limit") ?? 100, 1), 1_000))
        let start = min(max(try call.text("cursor").flatMap { Int($0) } ?? 0, 0), all.count)
        let page = all.dropFirst(start).prefix(limit)
        let next = start + page.count
        return [
            "hasNext": .bool(next < all.count), "nextCursor": .string(next < all.count ? "\(next)" : ""),
            "items": .array(Array(page)),
        ]
    }

    private static func json(_ operation: BrokerAccount.Operation) -> JSON {
        let instrument = operation.instrument
        let pieces = operation.lots * (instrument?.lot ?? 0)
        return [
            "id": .string(operation.id), "parentOperationId": "", "currency": "rub",
            "payment": BrokerJSON.money(operation.payment), "price": BrokerJSON.money(operation.price),
            "state": "OPERATION_STATE_EXECUTED", "quantity": BrokerJSON.count(pieces), "quantityRest": "0",
            "figi": .string(instrument?.figi ?? ""), "instrumentType": .string(instrument?.kind.rawValue ?? ""),
            "date": BrokerJSON.time(operation.time), "type": .string(words(operation.kind)),
            "operationType": .string(operation.kind.rawValue), "trades": [],
            "instrumentUid": .string(instrument?.uid ?? ""),
        ]
    }

    private static func words(_ kind: BrokerAccount.Operation.Kind) -> String {
        switch kind {
        case .input: "Пополнение брокерского счёта"
        case .buy: "Покупка ценных бумаг"
        case .sell: "Продажа ценных бумаг"
        case .fee: "Удержание комиссии за операцию"
        }
    }
}
