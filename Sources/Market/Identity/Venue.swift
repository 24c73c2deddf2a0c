/// An exchange on which instruments are traded.
///
/// The raw values are those of ISO 10383's market names as people write them; they are stored, so they never change.
package enum Venue: String, CaseIterable, Codable, Sendable, CustomStringConvertible {
    /// Moscow Exchange: shares, currency, derivatives; prices in roubles or points.
    case moex = "MOEX"
    /// SPB Exchange, the second Russian venue that the broker's orders may go to.
    case spb = "SPB"
    /// Korea Exchange: prices in whole won, lots of one share.
    case krx = "KRX"

    /// Reads `MOEX`, `krx` and the like.
    package init?(_ text: String) {
        self.init(rawValue: text.uppercased())
    }

    package var description: String { rawValue }
}
