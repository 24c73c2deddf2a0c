import Market
import Platform

/// Takes a record of the journal apart.
struct RecordReader {
    private let json: JSON

    init(_ json: JSON) {
        self.json = json
    }

    func wrong(_ name: String) -> RecordError {
        RecordError("'\(name)' is missing or cannot be used: \(json.text.prefix(200))")
    }

    func text(_ name: String) throws(RecordError) -> String {
        guard let text = json[name]?.string else { throw wrong(name) }
        return text
    }

    func number(_ name: String) throws(RecordError) -> Int64 {
        guard let number = json[name]?.int else { throw wrong(name) }
        return number
    }

    func double(_ name: String) throws(RecordError) -> Double {
        guard let number = json[name]?.double else { throw wrong(name) }
        return number
    }

    func time(_ name: String) throws(RecordError) -> Timestamp {
        Timestamp(nanoseconds: try number(name))
    }

    func price(_ name: String) throws(RecordError) -> Price {
        guard let price = Price(try text(name)) else { throw wrong(name) }
        return price
    }

    func money(_ name: String) throws(RecordError) -> Money {
        guard let attos = Int128(try text(name)) else { throw wrong(name) }
        return Money(attos: attos)
    }

    func instrument() throws(RecordError) -> InstrumentID {
        guard let instrument = InstrumentID(try text("instrument")) else { throw wrong("instrument") }
        return instrument
    }

    /// The number of a record or a fill, which may have 64 bits.
    func large(_ name: String) throws(RecordError) -> UInt64 {
        guard let number = UInt64(try text(name)) else { throw wrong(name) }
        return number
    }

    /// A member that may be `null` or absent.
    func optional<Value>(_ name: String, _ read: (String) throws(RecordError) -> Value) throws(RecordError) -> Value? {
        guard let value = json[name], value != .null else { return nil }
        return try read(name)
    }

    func list(_ name: String) throws(RecordError) -> [JSON] {
        guard let list = json[name]?.array else { throw wrong(name) }
        return list
    }

    func part(_ name: String) throws(RecordError) -> RecordReader {
        guard let part = json[name], part.members != nil else { throw wrong(name) }
        return RecordReader(part)
    }

    func members(_ name: String) throws(RecordError) -> [JSON.Member] {
        guard let members = json[name]?.members else { throw wrong(name) }
        return members
    }

    private func id() throws(RecordError) -> OrderID {
        guard let id = OrderID(try text("id")) else { throw wrong("id") }
        return id
    }

    func side() throws(RecordError) -> Side {
        guard let side = Side(rawValue: try text("side")) else { throw wrong("side") }
        return side
    }

    private func lots() throws(RecordError) -> Lots {
        let lots = Lots(try number("lots"))
        guard lots > .zero else { throw wrong("lots") }
        return lots
    }

    func choice<Choice: RawRepresentable<UInt8>>(_ name: String, _ type: Choice.Type) throws(RecordError)
        -> Choice
    {
        guard let value = UInt8(exactly: try number(name)), let choice = Choice(rawValue: value) else {
            throw wrong(name)
        }
        return choice
    }

    private func place(_ slot: (InstrumentID) -> InstrumentSlot?) throws(RecordError) -> (InstrumentID, InstrumentSlot)
    {
        let instrument = try instrument()
        guard let place = slot(instrument) else {
            throw RecordError("\(instrument) has orders in the journal and is not among the instruments of this run")
        }
        return (instrument, place)
    }

    func intent(_ slot: (InstrumentID) -> InstrumentSlot?) throws(RecordError) -> ExecutionRecord {
        let (instrument, place) = try place(slot)
        let type: OrderType
        switch try text("type") {
        case "market": type = .market
        case "limit": type = .limit(try price("price"))
        case "immediateOrCancel": type = .immediateOrCancel(try price("price"))
        default: throw wrong("type")
        }
        let request = OrderRequest(
            id: try id(),
            slot: place,
            try side(),
            try lots(),
            type,
            purpose: try choice("purpose", OrderRequest.Purpose.self)
        )
        return .intent(request, instrument, at: try time("at"))
    }

    func report(_ slot: (InstrumentID) -> InstrumentSlot?) throws(RecordError) -> ExecutionRecord {
        let (instrument, place) = try place(slot)
        let id = try id()
        let time = try time("at")
        let event: ExecutionReport.Event
        switch try text("event") {
        case "accepted": event = .accepted
        case "rejected": event = .rejected(try choice("refusal", ExecutionReport.Refusal.self))
        case "cancelled": event = .cancelled
        case "cancelRefused": event = .cancelRefused
        case "noAnswer": event = .noAnswer
        case "state": event = .state(try choice("status", OrderStatus.self), filled: Lots(try number("lots")))
        case "filled":
            guard let number = UInt64(try text("number")) else { throw wrong("number") }
            event = .filled(
                Fill(
                    order: id,
                    slot: place,
                    side: try side(),
                    price: try price("price"),
                    lots: try lots(),
                    fee: try money("fee"),
                    liquidity: try choice("liquidity", Fill.Liquidity.self),
                    time: time,
                    number: number
                )
            )
        default: throw wrong("event")
        }
        let received = try self.time("received")
        return .report(
            ExecutionReport(order: id, slot: place, event, exchangeTime: time, receivedTime: received),
            instrument
        )
    }

    func halt() throws(RecordError) -> ExecutionRecord { .halted(try halted()) }

    func halted() throws(RecordError) -> Halt {
        guard let cause = Halt.Cause(rawValue: try text("cause")) else { throw wrong("cause") }
        guard let level = Halt.Level(rawValue: try text("level")) else { throw wrong("level") }
        let end: Halt.End
        switch try text("until") {
        case "person": end = .person
        case "day": end = .nextTradingDay
        default: throw wrong("until")
        }
        return Halt(cause, level, until: end, who: try text("who"), why: try text("why"), since: try time("at"))
    }
}
