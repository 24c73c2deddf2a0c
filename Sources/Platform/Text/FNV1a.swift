/// The hash FNV-1a, 64 bits: the same for the same bytes in every run and on every machine.
///
/// It spreads and compares; it is no protection, since anybody can make two texts of one hash.
///
/// - Source: Fowler, Noll, Vo (isthe.com/chongo/tech/comp/fnv).
package enum FNV1a {
    /// Of the text in UTF-8.
    package static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(basis) { ($0 ^ UInt64($1)) &* prime }
    }

    package static func hash(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(basis) { ($0 ^ UInt64($1)) &* prime }
    }

    private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325
    private static let prime: UInt64 = 0x0000_0100_0000_01B3
}
