import Market
import Platform

/// Writes one instrument's books and trades in the binary format as they come: blocks of whole events, in a file that need not be ended.
struct BinaryAppender {
    private var book = OrderBook(levelCount: OrderBook.engineLevels)
    /// Of the block that is being filled.
    private var records: ContiguousArray<BookRecord> = []
    /// Not written yet.
    private var output: [UInt8]

    init(_ code: SecID) {
        output = BinaryLayout.header([code], recordCount: BinaryLayout.openCount)
    }

    mutating func add(_ new: OrderBook, at time: Timestamp) {
        var event = MarketEvent()
        event.time = time
        // Both sides of the old book and of the new one at most.
        makeRoom(for: 4 * OrderBook.engineLevels)
        records.add(event, old: book, new: new)
        book = new
    }

    mutating func add(tradeOf aggressor: Side, _ price: Price, _ lots: Lots, at time: Timestamp) {
        var event = MarketEvent()
        event.time = time
        makeRoom(for: 1)
        records.append(BookRecord(aggressor == .buy ? .buy : .sell, event, price: price, lots: lots, isLast: true))
    }

    /// What is to be added to the file.
    mutating func takeBytes() -> [UInt8] {
        seal()
        defer { output.removeAll(keepingCapacity: true) }
        return output
    }

    private mutating func makeRoom(for count: Int) {
        if records.count + count > BinaryLayout.blockRecords { seal() }
    }

    private mutating func seal() {
        guard !records.isEmpty else { return }
        BinaryLayout.append(records[...], to: &output)
        records.removeAll(keepingCapacity: true)
    }
}
