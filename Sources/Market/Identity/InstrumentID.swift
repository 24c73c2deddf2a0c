/// What is traded, and where: the name under which books, orders and positions are kept.
///
/// Its text is `MOEX:SBER`, or `MOEX:TQBR:SBER` where the board matters, since one secid may be traded on several boards.
/// Codes of up to 15 bytes lie in the value itself, so that hashing and comparing one allocates nothing.
package struct InstrumentID: Hashable, Sendable, CustomStringConvertible {
    package let venue: Venue
    /// The board, such as `TQBR`; nil for the venue's main board of the instrument.
    package let board: String?
    package let secid: SecID

    /// Returns nil unless each code is 1 to 36 ASCII letters, digits, `.`, `-`, `_` or `@`: what venues use, and nothing that the
    /// text form, a file name or a metric label could misread.
    package init?(_ venue: Venue, board: String? = nil, _ secid: SecID) {
        guard Self.isCode(secid.text), board.map(Self.isCode) ?? true else { return nil }
        self.venue = venue
        self.board = board
        self.secid = secid
    }

    /// Reads the text form; nil for anything else.
    ///
    /// The venue's letter case does not matter, the codes' does.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 || parts.count == 3, let venue = Venue(parts[0]), let secid = parts.last else {
            return nil
        }
        self.init(venue, board: parts.count == 3 ? parts[1] : nil, SecID(secid))
    }

    package var description: String {
        board.map { "\(venue):\($0):\(secid)" } ?? "\(venue):\(secid)"
    }

    private static func isCode(_ text: String) -> Bool {
        let codes = text.utf8
        return (1...36).contains(codes.count)
            && codes.allSatisfy { code in
                switch code {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: "@"):
                    true
                default: false
                }
            }
    }
}

extension InstrumentID: Comparable {
    /// By venue, then secid, then board: the order in which reports list instruments.
    package static func < (left: InstrumentID, right: InstrumentID) -> Bool {
        (left.venue.rawValue, left.secid, left.board ?? "") < (right.venue.rawValue, right.secid, right.board ?? "")
    }
}

extension InstrumentID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let instrument = InstrumentID(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text): is no instrument")
        }
        self = instrument
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
