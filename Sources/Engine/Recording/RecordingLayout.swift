import Market
import Platform

/// Where a recording lies and what its files are; `docs/engine.md`, Recording, has it as tables.
///
/// `<folder>/<date>/<session>/` holds `events.rec`, a binary file of each instrument, and where a session begins `session.json` and its
/// checkpoint. A session that goes on over midnight has a folder of its name in each of its days.
enum RecordingLayout {
    static let magic = Array("MAYAKRC\n".utf8)
    static let version: UInt8 = 1
    static let events = "events.rec"
    static let facts = "session.json"
    /// Of a block: bytes and checksum.
    static let blockHeader = 8
    /// The largest block that is read.
    static let mostBlockBytes = 64 << 20

    enum Kind: UInt8 {
        case book = 1
        /// A book that does not say when the exchange made it.
        case undatedBook = 2
        case trade = 3
        case look = 4
        case end = 5
        case lastPoll = 6
        case word = 7
        case written = 8
        case figures = 9
    }

    static func file(of code: SecID) -> String { "\(code.text).mbk" }

    /// One block, its checksum before it.
    static func block(_ bytes: [UInt8]) -> [UInt8] {
        number(UInt32(bytes.count)) + number(CRC32C.of(bytes)) + bytes
    }

    static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func number(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}

/// What `session.json` says.
struct SessionFacts: Hashable, Sendable {
    let at: Timestamp
    let orderSeed: UInt64
    let codes: [SecID]
    let hasBroker: Bool
    let hasSource: Bool

    init(_ start: TraceStart) {
        at = start.at
        orderSeed = start.orderSeed
        codes = start.codes
        hasBroker = start.hasBroker
        hasSource = start.hasSource
    }

    var json: JSON {
        [
            "at": .int(at.nanoseconds), "order_seed": .string("\(orderSeed)"),
            "instruments": .strings(codes.map(\.text)), "broker": .bool(hasBroker), "source": .bool(hasSource),
        ]
    }

    /// - Throws: ``FeedError`` of kind `malformed`.
    init(_ bytes: [UInt8]) throws(FeedError) {
        let json: JSON
        do throws(JSONError) {
            json = try JSON.parse(bytes)
        } catch {
            throw FeedError(.malformed, "\(RecordingLayout.facts) is no JSON: \(error)")
        }
        guard let at = json["at"]?.int, let seed = json["order_seed"]?.string.flatMap({ UInt64($0) }),
            let codes = json["instruments"]?.array, let hasBroker = json["broker"]?.bool,
            let hasSource = json["source"]?.bool
        else { throw FeedError(.malformed, "\(RecordingLayout.facts) lacks a member") }
        self.at = Timestamp(nanoseconds: at)
        orderSeed = seed
        self.codes = codes.compactMap(\.string).map { SecID($0) }
        self.hasBroker = hasBroker
        self.hasSource = hasSource
    }
}
