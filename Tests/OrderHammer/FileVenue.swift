import Execution
import FoundationEssentials
import Glibc
import Market

/// A venue whose memory is a file of the names that were placed, one line each time: it does not mind a name that comes twice, so that
/// a test can see whether one did.
///
/// What becomes of an order depends on its line: filled at once, filled in two parts, filled in part and cancelled. Every fourth answer
/// is lost on its way back, and every fifth request on its way there.
actor FileVenue: VenueConnection {
    private let path: String
    private let point: CrashPoint
    private var count = 0

    init(_ path: String, _ point: CrashPoint) {
        self.path = path
        self.point = point
    }

    func place(_ request: OrderRequest, _ instrument: InstrumentID) async throws(VenueError) -> VenueOrder {
        count += 1
        point.reached(.beforeVenue, count)
        if request.id.low % 5 == 0 { throw VenueError(.unclear, "the request was lost") }
        let price = request.type.limit.map { "\($0)" } ?? "100"
        let line = Array("\(request.id) \(request.side.rawValue) \(price)\n".utf8)
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        guard file >= 0, write(file, line, line.count) == line.count else { exit(70) }
        close(file)
        point.reached(.afterVenue, count)
        if request.id.low % 4 == 0 { throw VenueError(.unclear, "the answer was lost") }
        guard let order = orders().first(where: { $0.id == request.id }) else { exit(70) }
        return order
    }

    func cancel(_ order: OrderID) async throws(VenueError) {
        throw VenueError(.refused(.other), "nothing rests here")
    }

    func order(_ id: OrderID) async throws(VenueError) -> VenueOrder? {
        orders().first { $0.id == id }
    }

    func openOrders() async throws(VenueError) -> [VenueOrder] { [] }

    func positions() async throws(VenueError) -> [InstrumentID: VenuePosition] { [:] }

    private func orders() -> [VenueOrder] {
        // A file that is not there yet: nothing was placed.
        guard let bytes = FileManager.default.contents(atPath: path) else { return [] }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        return lines.enumerated().compactMap { place, line in
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 3, let id = OrderID(words[0]), let side = Side(rawValue: words[1]),
                let price = Price(words[2]), let instrument = InstrumentID("MOEX:SBER")
            else { return nil }
            let sizes: [Int64] = [[4], [1, 3], [3]][place % 3]
            let parts = sizes.enumerated().map { index, lots in
                VenueOrder.Part(
                    number: UInt64(place * 10 + index),
                    price: price,
                    lots: Lots(lots),
                    fee: Money(units: 0.25),
                    time: Timestamp(seconds: Int64(place))
                )
            }
            return VenueOrder(
                id: id,
                instrument: instrument,
                side: side,
                status: sizes.reduce(0, +) == 4 ? .filled : .cancelled,
                parts: parts,
                time: Timestamp(seconds: Int64(place))
            )
        }
    }
}
