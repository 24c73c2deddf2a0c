package import Market
package import Platform

extension Checkpoint {
    /// Reads what ``json(partsPerLot:)`` has written.
    ///
    /// - Parameters:
    ///   - instruments: of this run, in their slots.
    ///   - mostOrdersPerMinute: of its limits, for the order rate.
    /// - Throws: ``RecordError``: what is missing, cannot be used, or belongs to an instrument that this run does not have.
    package init(
        _ json: JSON,
        _ instruments: InstrumentTable,
        mostOrdersPerMinute: Int
    ) throws(RecordError) {
        let file = RecordReader(json)
        let state = try file.part("state")
        guard let mode = Mode(rawValue: try file.text("mode")) else { throw file.wrong("mode") }
        self.init(
            at: try state.time("at"),
            mode,
            record: try state.large("record"),
            OrderLedger(instruments),
            try Self.risk(state, mostOrdersPerMinute, instruments.count),
            ContiguousArray(repeating: Plan(), count: instruments.count),
            capitalBase: try file.part("risk").double("capital_base")
        )
        try takeInstruments(state)
        try takeOrders(state)
        let data = try file.part("data")
        active = try data.list("active").compactMap(\.string).compactMap { InstrumentID($0) }
        monitored = try data.list("monitored").compactMap(\.string).compactMap { InstrumentID($0) }
        let network = try file.part("connectivity")
        connectivity.activeChannel = try network.text("active_channel")
        connectivity.failureCount = Int(clamping: try network.number("failure_count"))
        connectivity.successStreak = Int(clamping: try network.number("success_streak"))
        connectivity.lastEvent = try network.optional("last_event", network.text)
        connectivity.lastFailure = try state.optional("last_failure", state.time)
    }

    private static func risk(
        _ state: RecordReader,
        _ mostOrdersPerMinute: Int,
        _ count: Int
    ) throws(RecordError) -> RiskState {
        var risk = RiskState(rate: OrderRate(most: mostOrdersPerMinute), instruments: count)
        risk.day = try state.optional("day") { name throws(RecordError) in
            guard let day = CivilDate(try state.text(name)) else { throw state.wrong(name) }
            return day
        }
        risk.dayStart = try state.money("day_start")
        risk.realised = try state.money("realised")
        risk.losses = Int(clamping: try state.number("losses"))
        risk.cooldownEnd = try state.optional("cooldown_end", state.time)
        risk.rate.restore(try state.list("sent").compactMap(\.int).map { Timestamp(nanoseconds: $0) })
        for each in try state.list("halts") {
            _ = risk.halts.raise(try RecordReader(each).halted())
        }
        return risk
    }

    private mutating func takeInstruments(_ state: RecordReader) throws(RecordError) {
        for member in try state.members("instruments") {
            let each = RecordReader(member.value)
            let lots = Lots(try each.number("lots"))
            guard let slot = InstrumentID(member.name).flatMap({ ledger.instruments.slot(of: $0) }) else {
                // One that is gone from the configuration, and of which nothing is held, has nothing to say.
                guard lots == .zero else {
                    throw RecordError("\(member.name) is held and is not among the instruments of this run")
                }
                continue
            }
            let position = Position(
                lots: lots,
                cost: try each.money("cost"),
                realised: try each.money("realised"),
                fees: try each.money("fees"),
                cash: try each.money("cash")
            )
            ledger.adopt(position, of: slot)
            risk.tripGains[slot.index] = try each.money("trip_gain")
            plans[slot.index].target = try each.optional("target", each.number).map { Lots($0) }
            plans[slot.index].givenUp = try each.optional("given_up", each.number).map { Lots($0) }
            plans[slot.index].stop = try each.optional("stop") { name throws(RecordError) in
                let stop = try each.part(name)
                return ProtectiveStop(
                    try stop.side(),
                    price: try stop.price("price"),
                    distance: try stop.price("distance"),
                    best: try stop.price("best")
                )
            }
        }
    }

    private mutating func takeOrders(_ state: RecordReader) throws(RecordError) {
        var orders: [Order] = []
        for each in try state.list("orders") {
            let reader = RecordReader(each)
            guard let intent = each["intent"],
                case .intent(let request, _, let sentAt) = try ExecutionRecord(intent, slot: ledger.instruments.slot)
            else { throw reader.wrong("intent") }
            orders.append(
                Order(
                    request,
                    try reader.choice("status", OrderStatus.self),
                    filled: Lots(try reader.number("filled")),
                    value: try reader.money("value"),
                    fees: try reader.money("fees"),
                    sentAt: sentAt,
                    changedAt: try reader.time("changed")
                )
            )
        }
        let fills = try state.list("fills").map { each throws(RecordError) in
            guard let pair = each.array, pair.count == 2, let order = pair[0].string.flatMap({ OrderID($0) }),
                let number = pair[1].string.flatMap({ UInt64($0) })
            else { throw state.wrong("fills") }
            return OrderLedger.FillKey(order: order, number: number)
        }
        ledger.restore(orders, fills)
    }
}
