/// The colours of a picture, and which of them each colour that was drawn becomes.
struct ColourPalette {
    /// By a colour's number in the tally.
    let indexes: [UInt8]
    let colours: [Colour]

    /// As many as four bits tell apart: half the bytes to compress.
    static let fewest = 16

    /// Sixteen colours, when nobody sees the difference; nil otherwise.
    ///
    /// One after another the colour is taken that lowers the squared error of the picture most; only what is frequent comes into
    /// question. The shades at the edges of letters then share a few.
    ///
    /// - Parameter drawn: each colour with its pixels.
    static func few(of drawn: [(colour: Colour, pixels: Int)]) -> ColourPalette? {
        guard drawn.count > fewest else {
            return ColourPalette(indexes: drawn.indices.map { UInt8($0) }, colours: drawn.map(\.colour))
        }
        guard drawn.count <= mostDrawn else { return nil }
        let candidates = drawn.sorted { $0.pixels > $1.pixels }.prefix(mostCandidates).map(\.colour)
        var colours: [Colour] = []
        var errors = [Int](repeating: 3 * 255 * 255, count: drawn.count)
        var indexes = [UInt8](repeating: 0, count: drawn.count)
        while colours.count < fewest {
            let gains = candidates.map { candidate in
                zip(drawn, errors).reduce(0) { $0 + $1.0.pixels * max(0, $1.1 - candidate.distance(to: $1.0.colour)) }
            }
            guard let best = gains.indices.max(by: { gains[$0] < gains[$1] }) else { return nil }
            for (place, one) in drawn.enumerated() {
                let distance = candidates[best].distance(to: one.colour)
                if distance < errors[place] { (errors[place], indexes[place]) = (distance, UInt8(colours.count)) }
            }
            colours.append(candidates[best])
        }
        let pixels = drawn.reduce(0) { $0 + $1.pixels }
        let sum = zip(drawn, errors).reduce(0) { $0 + $1.0.pixels * $1.1 }
        guard sum <= pixels * mostMeanError, errors.allSatisfy({ $0 <= mostError }) else { return nil }
        return ColourPalette(indexes: indexes, colours: colours)
    }

    /// Beyond it a picture is no drawing, and the search would cost more than it saves.
    private static let mostDrawn = 512
    private static let mostCandidates = 48
    /// Squared, of the three parts together: a signal-to-noise ratio of 40 dB.
    private static let mostMeanError = 3 * 255 * 255 / 10_000
    /// Squared; what is further away would be seen as another colour.
    private static let mostError = 72 * 72
}
