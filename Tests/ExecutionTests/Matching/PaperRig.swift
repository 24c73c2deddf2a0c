import Execution
import Market

/// A paper venue over one book that a test sets level by level; one share a lot, a step of 0.01.
final class PaperRig {
    static let slot = InstrumentSlot(0)
    let books: BookTable
    let venue: PaperVenue
    let instruments: InstrumentTable
    private var sequence = OrderIDSequence(seed: 1)
    private(set) var now = Timestamp(seconds: 1_000_000_000)
    private(set) var reports: [ExecutionReport] = []

    init(_ options: PaperOptions = PaperOptions(), levels: Int = 10, lotValue: String = "1") throws {
        let step = PriceStep(try Price(text: "0.01"))
        guard let id = InstrumentID("MOEX:SBER"), let step,
            let facts = InstrumentFacts(id, priceStep: step, lotValue: try Price(text: lotValue))
        else { throw RigError.facts }
        instruments = InstrumentTable([facts])
        books = BookTable(count: 1, levelCount: levels)
        venue = PaperVenue(instruments, books: books, options: options)
    }

    enum RigError: Error { case facts }

    func tick(_ duration: Duration = .seconds(1)) {
        now = now + duration
        venue.advance(to: now)
    }

    func snapshot(bids: [(String, Int64)], asks: [(String, Int64)]) throws {
        tick()
        try books[Self.slot].replace(
            bids: bids.map { BookLevel(try Price(text: $0.0), Lots($0.1)) },
            asks: asks.map { BookLevel(try Price(text: $0.0), Lots($0.1)) }
        )
        venue.bookChanged(Self.slot, at: now)
    }

    func set(_ side: BookSide, _ price: String, _ lots: Int64) throws {
        tick()
        let price = try Price(text: price)
        _ = try books[Self.slot].set(side, price, to: Lots(lots))
        venue.levelChanged(Self.slot, side, price, to: Lots(lots), at: now)
    }

    func trade(_ price: String, _ lots: Int64, _ aggressor: Side) throws {
        tick()
        venue.traded(Self.slot, try Price(text: price), Lots(lots), aggressor: aggressor, at: now)
    }

    @discardableResult
    func submit(_ side: Side, _ lots: Int64, _ type: OrderType) -> OrderID {
        let request = OrderRequest(id: sequence.next(), slot: Self.slot, side, Lots(lots), type)
        venue.submit(request, at: now)
        return request.id
    }

    /// What has been received by now and was not asked for yet.
    func received() -> [ExecutionReport] {
        var new: [ExecutionReport] = []
        while let report = venue.nextReport(until: now) { new.append(report) }
        reports += new
        return new
    }

    /// The fills among what was received by now, as `lots@price`.
    func fills() -> [String] {
        received().compactMap { report in
            guard case .filled(let fill) = report.event else { return nil }
            return "\(fill.lots)@\(fill.price)"
        }
    }
}
