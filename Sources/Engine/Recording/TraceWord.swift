import Execution
import Market
import Platform

/// What comes to an engine seldom, as JSON: all but books and trades.
enum TraceWord {
    /// Nil for what changes nothing of the trading.
    static func json(_ event: LiveEvent) -> JSON? {
        switch event {
        case .book, .trade, .channelChanged: nil
        case .status(let slot, let isOpen):
            ["word": "status", "slot": .int(Int64(slot.index)), "open": .bool(isOpen)]
        case .marketOpened: ["word": "opened"]
        case .marketLost(let why): ["word": "lost", "why": .string(why)]
        case .backfilled(let slot, let gap, let backfill): json(slot, gap, backfill)
        case .order(let id): ["word": "order", "id": .string("\(id)")]
        case .ordersOpened: ["word": "orders_opened"]
        case .halted(let halt): ["word": "halted", "record": text(.halted(halt))]
        case .resumed(let cause, let who):
            ["word": "resumed", "cause": .string(cause.rawValue), "who": .string(who)]
        case .flattened(let who, let why): ["word": "flattened", "who": .string(who), "why": .string(why)]
        case .compared(let held):
            [
                "word": "compared",
                "held": .array(
                    held.sorted { "\($0.key)" < "\($1.key)" }.map { id, position in
                        .array([
                            .string("\(id)"), .int(position.lots.count), .string("\(position.average)"),
                        ])
                    }
                ),
            ]
        }
    }

    static func json(_ ask: TracedAsk) -> JSON {
        switch ask {
        case .resume(let who): ["word": "ask_resume", "who": .string(who)]
        case .flatten(let who, let reason): ["word": "ask_flatten", "who": .string(who), "why": .string(reason)]
        case .reduce(let slot, let isHalf, let who):
            [
                "word": "ask_reduce", "slot": .int(Int64(slot.index)), "half": .bool(isHalf), "who": .string(who),
            ]
        }
    }

    static func json(_ figures: TracedFigures) -> JSON {
        .present([
            "orders": .int(Int64(figures.orders)), "fills": .int(Int64(figures.fills)),
            "equity": figures.equity.map { .string("\($0.attos)") },
            "positions": .array(figures.positions.map { .int($0.count) }),
        ])
    }

    /// Nil for a word that this version does not know.
    ///
    /// - Parameter slots: how many there are.
    static func item(_ json: JSON, slots: Int) -> TracedItem? {
        let who = json["who"]?.string ?? ""
        let why = json["why"]?.string ?? ""
        let slot = json["slot"]?.int.flatMap { (0..<Int64(slots)).contains($0) ? InstrumentSlot(Int($0)) : nil }
        switch json["word"]?.string {
        case "status":
            guard let slot, let isOpen = json["open"]?.bool else { return nil }
            return .event(.status(slot, isOpen: isOpen))
        case "opened": return .event(.marketOpened)
        case "lost": return .event(.marketLost(why))
        case "backfilled": return slot.flatMap { backfill(json, $0) }
        case "order": return json["id"]?.string.flatMap { OrderID($0) }.map { .event(.order($0)) }
        case "orders_opened": return .event(.ordersOpened)
        case "halted": return json["record"]?.string.flatMap { halt($0) }.map { .event(.halted($0)) }
        case "resumed":
            return json["cause"]?.string.flatMap { Halt.Cause(rawValue: $0) }.map { .event(.resumed($0, who: who)) }
        case "flattened": return .event(.flattened(who: who, why: why))
        case "compared": return compared(json)
        case "ask_resume": return .ask(.resume(who: who))
        case "ask_flatten": return .ask(.flatten(who: who, reason: why))
        case "ask_reduce":
            guard let slot, let isHalf = json["half"]?.bool else { return nil }
            return .ask(.reduce(slot, isHalf: isHalf, who: who))
        default: return nil
        }
    }

    // MARK: Inner

    private static func text(_ record: ExecutionRecord) -> JSON {
        .string(String(decoding: record.payload, as: UTF8.self))
    }

    private static func halt(_ text: String) -> Halt? {
        do throws(RecordError) {
            let record = try ExecutionRecord(Array(text.utf8)) { _ in nil }
            guard case .halted(let halt) = record else { return nil }
            return halt
        } catch {
            // Whoever reads says which word it was.
            return nil
        }
    }

    private static func json(_ slot: InstrumentSlot, _ gap: Int, _ backfill: Backfill) -> JSON {
        var json: JSON = ["word": "backfilled", "slot": .int(Int64(slot.index)), "gap": .int(Int64(gap))]
        guard case .trades(let trades, let isWhole) = backfill else { return json }
        json = json.setting("whole", to: .bool(isWhole))
        return json.setting(
            "trades",
            to: .array(
                trades.map { trade in
                    .array([
                        .int(trade.time.nanoseconds), .bool(trade.aggressor == .buy), .int(trade.price.nanos),
                        .int(trade.lots.count),
                    ])
                }
            )
        )
    }

    private static func backfill(_ json: JSON, _ slot: InstrumentSlot) -> TracedItem? {
        guard let gap = json["gap"]?.int else { return nil }
        guard let list = json["trades"]?.array else {
            return .event(.backfilled(slot, gap: Int(gap), .notOffered))
        }
        guard let isWhole = json["whole"]?.bool else { return nil }
        var trades: [MissedTrade] = []
        for entry in list {
            guard let parts = entry.array, parts.count == 4, let time = parts[0].int, let isBuy = parts[1].bool,
                let nanos = parts[2].int, let price = price(nanos), let lots = parts[3].int, lots >= 0
            else { return nil }
            trades.append(MissedTrade(at: Timestamp(nanoseconds: time), isBuy ? .buy : .sell, price, Lots(lots)))
        }
        return .event(.backfilled(slot, gap: Int(gap), .trades(trades, isWhole: isWhole)))
    }

    /// Nil beyond the largest price.
    private static func price(_ nanos: Int64) -> Price? { try? Price(nanos: nanos) }

    private static func compared(_ json: JSON) -> TracedItem? {
        var held: [InstrumentID: VenuePosition] = [:]
        for entry in json["held"]?.array ?? [] {
            guard let parts = entry.array, parts.count == 3, let id = parts[0].string.flatMap({ InstrumentID($0) }),
                let lots = parts[1].int, let average = parts[2].string.flatMap({ Price($0) })
            else { return nil }
            held[id] = VenuePosition(lots: Lots(lots), average: average)
        }
        return .event(.compared(held))
    }
}
