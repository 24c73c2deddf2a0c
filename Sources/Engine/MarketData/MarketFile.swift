package import Market
import Platform

/// Opens files of market data and tells their formats apart: by their first bytes, LOBSTER's pairs by their names.
package enum MarketFile {
    package enum Format: String, CaseIterable, Sendable {
        /// `docs/engine.md`, Binary format.
        case binary
        case jsonLines = "JSON lines"
        case lobster = "LOBSTER"
        case qsh = "QSH"
        /// hftbacktest's `.npz`.
        case numpy = "npz"
    }

    /// The most bytes read whole, packed or unpacked: 4 GB.
    ///
    /// The binary format and plain JSON lines have no limit.
    package static let limit = 4_000_000_000

    package static func format(of path: String) throws -> Format {
        if try FileBytes.head(path, count: BinaryLayout.magic.count) == BinaryLayout.magic { return .binary }
        if try ZipArchive.isZip(FileBytes.head(path, count: 4)) { return .numpy }
        if LobsterName(path) != nil { return .lobster }
        let head = try FileBytes.head(path, count: 19)
        return QSHFeed.isQSH(head) || path.hasSuffix(".qsh") && Inflate.isGzip(head) ? .qsh : .jsonLines
    }

    /// - Parameters:
    ///   - instruments: those to have the first slots.
    ///   - policy: what to do with a line that cannot be used.
    /// - Throws: ``FileError``, ``InflateError`` and ``FeedError``.
    package static func open(
        _ path: String,
        instruments: [SecID] = [],
        policy: ErrorPolicy = .fail
    ) throws -> any MarketFeed {
        switch try format(of: path) {
        case .binary: return try BinaryFeed(try MappedFile(path), instruments: instruments)
        case .qsh: return try QSHFeed(try plainBytes(path), instruments: instruments)
        case .numpy:
            guard let array = try ZipArchive.file("data.npy", in: try FileBytes.read(path, limit: limit), limit: limit)
            else {
                throw FeedError(.malformed, "the archive has no data.npy")
            }
            let name = path.split(separator: "/").last.map { $0.split(separator: ".")[0] } ?? "data"
            return try NumpyFeed(array, code: SecID(String(name)), instruments: instruments, policy: policy)
        case .jsonLines:
            if try Inflate.isGzip(FileBytes.head(path, count: 2)) {
                return JSONLinesFeed(try plainBytes(path), instruments: instruments, policy: policy)
            }
            return JSONLinesFeed(try FileReader(path), instruments: instruments, policy: policy)
        case .lobster:
            guard let name = LobsterName(path) else { preconditionFailure("the name was read to tell the format") }
            return LobsterFeed(
                messages: try plainBytes(name.messages),
                book: try plainBytes(name.book),
                code: name.code,
                date: name.date,
                instruments: instruments,
                policy: policy
            )
        }
    }

    private static func plainBytes(_ path: String) throws -> [UInt8] {
        let bytes = try FileBytes.read(path, limit: limit)
        return Inflate.isGzip(bytes) ? try Inflate.unpack(bytes, limit: limit) : bytes
    }

    /// The instruments of a file as a backtest without a list of them trades them: in lots of one piece, at any price.
    package static func instruments(of path: String, policy: ErrorPolicy) throws -> [BacktestInstrument] {
        var feed = try open(path, policy: policy)
        while try feed.next() != nil {}
        return try feed.instruments.map { code throws(FeedError) in
            guard let lot = Price("1"), let finest = Price("0.000000001"), let step = PriceStep(finest),
                let instrument = BacktestInstrument(code, lot: lot, priceStep: step)
            else { throw FeedError(.impossible, "'\(code)' is no code of up to 36 letters and digits") }
            return instrument
        }
    }
}

/// What the name of a LOBSTER file says: `AAPL_2012-06-21_34200000_57600000_message_10.csv`, and its pair.
private struct LobsterName {
    let messages: String
    let book: String
    let code: SecID
    let date: CivilDate

    init?(_ path: String) {
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        let name = path.dropFirst(folder.count)
        let parts = name.split(separator: "_")
        guard parts.count >= 4, let date = CivilDate(String(parts[1])) else { return nil }
        let isMessages = name.contains("_message_")
        guard isMessages || name.contains("_orderbook_") else { return nil }
        code = SecID(String(parts[0]))
        self.date = date
        messages = String(folder) + name.replacing("_orderbook_", with: "_message_")
        book = String(folder) + name.replacing("_message_", with: "_orderbook_")
    }
}
