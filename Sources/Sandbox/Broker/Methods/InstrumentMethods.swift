import Market
import Platform

/// `InstrumentsService`: what can be traded, and when.
enum InstrumentMethods {
    static let routes: [Route<BrokerMethod>] = [
        by("GetInstrumentBy", nil), by("ShareBy", .share), by("FutureBy", .futures), by("CurrencyBy", .currency),
        list("Shares", .share), list("Futures", .futures), list("Currencies", .currency), list("Etfs", nil),
        list("Bonds", nil), ask("FindInstrument", find), ask("TradingSchedules", schedules),
        ask("GetFuturesMargin", margin),
    ]

    private static func ask(_ name: String, _ perform: @escaping BrokerMethod.Perform) -> Route<BrokerMethod> {
        BrokerMethod.ask("InstrumentsService", name, .instruments, perform)
    }

    private static func by(_ name: String, _ kind: BrokerInstrument.Kind?) -> Route<BrokerMethod> {
        ask(name) { (world, call) throws(BrokerFailure) in
            let date = MoscowTime.date(of: call.now)
            let id = try call.required("id", 30056)
            let type = try call.choice("idType", BrokerInstrumentIDType.self) ?? .unspecified
            let found: BrokerInstrument?
            switch type {
            case .unspecified: throw .missing("id_type", 30023)
            case .ticker:
                let code = try call.required("classCode", 30055)
                found = world.market.directory.instrument(ticker: id, classCode: code, on: date)
            case .figi, .uid, .positionUID: found = world.market.directory.instrument(id, on: date)
            }
            guard let found, kind == nil || found.kind == kind else { throw .instrumentNotFound }
            return ["instrument": whole(found, world.market, call.now)]
        }
    }

    private static func list(_ name: String, _ kind: BrokerInstrument.Kind?) -> Route<BrokerMethod> {
        ask(name) { world, call in
            let date = MoscowTime.date(of: call.now)
            let all = kind.map { kind in world.market.directory.all(on: date).filter { $0.kind == kind } } ?? []
            return ["instruments": .array(all.map { whole($0, world.market, call.now) })]
        }
    }

    @Sendable private static func find(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        let query = try call.required("query", 30080).lowercased()
        let found = world.market.directory.all(on: MoscowTime.date(of: call.now)).filter { instrument in
            [instrument.ticker, instrument.figi, instrument.uid, instrument.instrument.name].contains {
                $0.lowercased().contains(query)
            }
        }
        return [
            "instruments": .array(
                found.prefix(100).map { instrument in
                    [
                        "isin": .string(isin(instrument)), "figi": .string(instrument.figi),
                        "ticker": .string(instrument.ticker), "classCode": .string(instrument.classCode),
                        "instrumentType": .string(instrument.kind.rawValue),
                        "name": .string(instrument.instrument.name),
                        "uid": .string(instrument.uid), "positionUid": .string(instrument.positionUID),
                        "instrumentKind": .string(kindName(instrument)), "apiTradeAvailableFlag": true,
                        "weekendFlag": false, "lot": .int(instrument.lot),
                    ]
                }
            )
        ]
    }

    static func kindName(_ instrument: BrokerInstrument) -> String {
        "INSTRUMENT_TYPE_\(instrument.kind.rawValue.uppercased())"
    }

    /// Empty where there is none.
    static func isin(_ instrument: BrokerInstrument) -> String {
        guard instrument.kind == .share else { return "" }
        let digits = String(StableHash(instrument.instrument.hash).with(1).whole(0...9_999_999))
        return "RU000\(String(repeating: "0", count: 7 - digits.utf8.count))\(digits)"
    }

    static func whole(_ instrument: BrokerInstrument, _ market: BrokerMarket, _ now: Timestamp) -> JSON {
        let status = market.status(instrument, at: now)
        var members: [(String, JSON)] = [
            ("figi", .string(instrument.figi)), ("ticker", .string(instrument.ticker)),
            ("classCode", .string(instrument.classCode)), ("isin", .string(isin(instrument))),
            ("lot", .int(instrument.lot)), ("currency", "rub"),
            ("dlong", BrokerJSON.quotation(whole: 1)), ("dshort", BrokerJSON.quotation(whole: 1)),
            ("shortEnabledFlag", true), ("name", .string(instrument.instrument.name)),
            ("exchange", .string(instrument.kind == .futures ? "FORTS" : "MOEX")), ("countryOfRisk", "RU"),
            ("tradingStatus", status.json), ("otcFlag", false), ("buyAvailableFlag", true),
            ("sellAvailableFlag", true), ("minPriceIncrement", BrokerJSON.quotation(instrument.step)),
            ("apiTradeAvailableFlag", true), ("uid", .string(instrument.uid)),
            ("realExchange", "REAL_EXCHANGE_MOEX"), ("positionUid", .string(instrument.positionUID)),
            ("forIisFlag", true), ("forQualInvestorFlag", false), ("weekendFlag", false), ("blockedTcaFlag", false),
            ("liquidityFlag", .bool(instrument.instrument.rank < 100)),
        ]
        switch instrument.kind {
        case .share:
            members.append(("sector", ""))
            members.append(("instrumentType", "share"))
        case .currency:
            members.append(("isoCurrencyName", .string(String(instrument.ticker.prefix(3)).lowercased())))
            members.append(("instrumentType", "currency"))
        case .futures:
            let worth = instrument.value(instrument.step, 1)
            members.append(("minPriceIncrementAmount", BrokerJSON.quotation(worth)))
            members.append(("basicAsset", .string(instrument.instrument.assetCode)))
            members.append(("basicAssetSize", BrokerJSON.quotation(whole: Int64(instrument.instrument.lotSize))))
            members.append(("assetType", "TYPE_SECURITY"))
            members.append(("futuresType", "DELIVERY_TYPE_CASH_SETTLEMENT"))
            let expiry = instrument.instrument.expiry.map { MoscowTime.instant($0, .midnight) }
            members.append(("expirationDate", BrokerJSON.time(expiry)))
            members.append(("lastTradeDate", BrokerJSON.time(expiry)))
            members.append(("instrumentType", "futures"))
        }
        return .object(members.map { JSON.Member($0.0, $0.1) })
    }

    @Sendable private static func margin(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        let instrument = try MarketDataMethods.instrument(call, world)
        guard instrument.kind == .futures else { throw .instrumentNotFound }
        let price = world.market.lastPrice(instrument, at: call.now)?.price ?? .zero
        // 12 % of the contract, as the exchange's page says.
        let margin = instrument.value(price, 1).part(12, of: 100)
        return [
            "initialMarginOnBuy": BrokerJSON.money(margin), "initialMarginOnSell": BrokerJSON.money(margin),
            "minPriceIncrement": BrokerJSON.quotation(instrument.step),
            "minPriceIncrementAmount": BrokerJSON.quotation(instrument.value(instrument.step, 1)),
        ]
    }

    /// Days of the share, currency and futures calendars; at most 14 from the midnight of the first.
    @Sendable private static func schedules(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure)
        -> JSON
    {
        let from = try call.instant("from") ?? call.now
        let to = try call.instant("to") ?? from + .hours(24 * 7)
        let first = MoscowTime.date(of: from)
        let count = MoscowTime.date(of: to).dayNumber - first.dayNumber
        guard (0...14).contains(count) else { throw .invalid(30002, "the period is longer than 14 days") }
        let wanted = try call.text("exchange")
        let exchanges: [(String, AlgoPackSegment)] = [("MOEX", .equities), ("FX", .currency), ("FORTS", .futures)]
        return [
            "exchanges": .array(
                exchanges.filter { wanted == nil || $0.0 == wanted }.map { name, segment in
                    [
                        "exchange": .string(name),
                        "days": .array(
                            (0...count).map { day(world.market.market.day(segment, first.adding(days: $0))) }
                        ),
                    ]
                }
            )
        ]
    }

    private static func day(_ day: TradingDay) -> JSON {
        let windows = day.windows
        return [
            "date": .string("\(day.date)T00:00:00Z"), "isTradingDay": .bool(day.isTrading),
            "startTime": BrokerJSON.time(windows.first?.open), "endTime": BrokerJSON.time(windows.last?.close),
            "intervals": .array(
                windows.map { window in
                    [
                        "type": "main",
                        "interval": [
                            "startTs": BrokerJSON.time(window.open), "endTs": BrokerJSON.time(window.close),
                        ],
                    ]
                }
            ),
        ]
    }
}
