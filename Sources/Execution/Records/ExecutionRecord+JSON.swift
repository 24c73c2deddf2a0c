package import Market
import Platform

/// The journal's text: one JSON object a record, members in a fixed order, money and prices as text.
extension ExecutionRecord {
    package var payload: [UInt8] { json.bytes }

    var json: JSON {
        switch self {
        case .intent(let request, let instrument, let time):
            return .present([
                "record": .string("intent"), "at": Self.json(time), "id": .string("\(request.id)"),
                "instrument": .string("\(instrument)"), "side": .string(request.side.rawValue),
                "lots": .int(request.lots.count), "type": .string(Self.name(of: request.type)),
                "price": request.type.limit.map { .string("\($0)") },
                "purpose": .int(Int64(request.purpose.rawValue)),
            ])
        case .report(let report, let instrument):
            return Self.json(report, instrument)
        case .halted(let halt):
            return .present([
                "record": .string("halted"), "at": Self.json(halt.since), "cause": .string(halt.cause.rawValue),
                "level": .string(halt.level.rawValue), "until": .string(halt.end == .person ? "person" : "day"),
                "who": .string(halt.who), "why": .string(halt.why),
            ])
        case .resumed(let cause, let who, let time):
            return .present([
                "record": .string("resumed"), "at": Self.json(time), "cause": .string(cause.rawValue),
                "who": .string(who),
            ])
        case .day(let day, let equity):
            return .present([
                "record": .string("day"), "day": .string("\(day)"), "equity": .string("\(equity.attos)"),
            ])
        case .wanted(let instrument, let lots, let time):
            return .present([
                "record": .string("wanted"), "at": Self.json(time), "instrument": .string("\(instrument)"),
                "lots": .int(lots.count),
            ])
        case .gaveUp(let instrument, let wish, let kept, let time):
            return .present([
                "record": .string("gave_up"), "at": Self.json(time), "instrument": .string("\(instrument)"),
                "wish": .int(wish.count), "kept": .int(kept.count),
            ])
        case .adopted(let instrument, let lots, let average, let time):
            return .present([
                "record": .string("adopted"), "at": Self.json(time), "instrument": .string("\(instrument)"),
                "lots": .int(lots.count), "average": .string("\(average)"),
            ])
        }
    }

    private static func json(_ report: ExecutionReport, _ instrument: InstrumentID) -> JSON {
        var event: String
        var status: OrderStatus?
        var lots: Lots?
        var refusal: ExecutionReport.Refusal?
        var fill: Fill?
        switch report.event {
        case .accepted: event = "accepted"
        case .rejected(let reason): (event, refusal) = ("rejected", reason)
        case .filled(let part): (event, fill, lots) = ("filled", part, part.lots)
        case .cancelled: event = "cancelled"
        case .cancelRefused: event = "cancelRefused"
        case .state(let known, let filled): (event, status, lots) = ("state", known, filled)
        case .noAnswer: event = "noAnswer"
        }
        return .present([
            "record": .string("report"), "at": json(report.exchangeTime), "received": json(report.receivedTime),
            "id": .string("\(report.order)"), "instrument": .string("\(instrument)"), "event": .string(event),
            "status": status.map { .int(Int64($0.rawValue)) }, "lots": lots.map { .int($0.count) },
            "refusal": refusal.map { .int(Int64($0.rawValue)) }, "side": fill.map { .string($0.side.rawValue) },
            "price": fill.map { .string("\($0.price)") }, "fee": fill.map { .string("\($0.fee.attos)") },
            "liquidity": fill.map { .int(Int64($0.liquidity.rawValue)) },
            "number": fill.map { .string("\($0.number)") },
        ])
    }

    /// Reads a record.
    ///
    /// - Parameter slot: where the run keeps an instrument; nil for one that the run does not know.
    /// - Throws: ``RecordError``: what the record lacks.
    package init(_ payload: [UInt8], slot: (InstrumentID) -> InstrumentSlot?) throws(RecordError) {
        let json: JSON
        do {
            json = try JSON.parse(payload)
        } catch {
            throw RecordError("is no JSON: \(error)")
        }
        try self.init(json, slot: slot)
    }

    /// The same of a text that was taken apart already.
    init(_ json: JSON, slot: (InstrumentID) -> InstrumentSlot?) throws(RecordError) {
        let reader = RecordReader(json)
        switch try reader.text("record") {
        case "intent": self = try reader.intent(slot)
        case "report": self = try reader.report(slot)
        case "halted": self = try reader.halt()
        case "resumed":
            guard let cause = Halt.Cause(rawValue: try reader.text("cause")) else { throw reader.wrong("cause") }
            self = .resumed(cause, who: try reader.text("who"), at: try reader.time("at"))
        case "day":
            guard let day = CivilDate(try reader.text("day")) else { throw reader.wrong("day") }
            self = .day(day, equity: try reader.money("equity"))
        case "wanted":
            self = .wanted(
                try reader.instrument(),
                lots: Lots(try reader.number("lots")),
                at: try reader.time("at")
            )
        case "gave_up":
            self = .gaveUp(
                try reader.instrument(),
                wish: Lots(try reader.number("wish")),
                kept: Lots(try reader.number("kept")),
                at: try reader.time("at")
            )
        case "adopted":
            self = .adopted(
                try reader.instrument(),
                lots: Lots(try reader.number("lots")),
                average: try reader.price("average"),
                at: try reader.time("at")
            )
        case let other: throw RecordError("'\(other)' is no kind of record that this version knows")
        }
    }

    private static func json(_ time: Timestamp) -> JSON { .int(time.nanoseconds) }

    private static func name(of type: OrderType) -> String {
        switch type {
        case .market: "market"
        case .limit: "limit"
        case .immediateOrCancel: "immediateOrCancel"
        }
    }
}
