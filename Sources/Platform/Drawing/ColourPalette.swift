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
        var candidates = drawn.sorted { $0.pixels > $1.pixels }.prefix(mostCandidates)
            .map { Candidate($0.colour, among: drawn) }
        var colours: [Colour] = []
        var errors = [Int](repeating: 3 * 255 * 255, count: drawn.count)
        var indexes = [UInt8](repeating: 0, count: drawn.count)
        while colours.count < fewest {
            let best = best(of: &candidates, drawn, errors)
            for (place, distance) in candidates[best].distances.enumerated() where distance < errors[place] {
                (errors[place], indexes[place]) = (distance, UInt8(colours.count))
            }
            colours.append(candidates[best].colour)
        }
        let pixels = drawn.reduce(0) { $0 + $1.pixels }
        let sum = zip(drawn, errors).reduce(0) { $0 + $1.0.pixels * $1.1 }
        guard sum <= pixels * mostMeanError, errors.allSatisfy({ $0 <= mostError }) else { return nil }
        return ColourPalette(indexes: indexes, colours: colours)
    }

    private struct Candidate {
        let colour: Colour
        /// To each colour that was drawn.
        let distances: [Int]
        /// By how much it lowered the error when last reckoned: no colour that is taken makes another worth more.
        var gain = Int.max

        init(_ colour: Colour, among drawn: [(colour: Colour, pixels: Int)]) {
            self.colour = colour
            distances = drawn.map { colour.distance(to: $0.colour) }
        }
    }

    /// The first candidate of the greatest gain; only those are reckoned anew whose last gain was greater.
    private static func best(
        of candidates: inout [Candidate],
        _ drawn: [(colour: Colour, pixels: Int)],
        _ errors: [Int]
    ) -> Int {
        // What was worth most is looked at first, since it often still is.
        let hopeful = candidates.indices.max { candidates[$0].gain < candidates[$1].gain } ?? 0
        var best = hopeful
        var most = -1
        for place in [hopeful] + candidates.indices where candidates[place].gain >= most {
            var gain = 0
            for one in drawn.indices {
                gain += drawn[one].pixels * max(0, errors[one] - candidates[place].distances[one])
            }
            candidates[place].gain = gain
            if gain > most || (gain == most && place < best) { (best, most) = (place, gain) }
        }
        return best
    }

    /// Beyond it a picture is no drawing, and the search would cost more than it saves.
    private static let mostDrawn = 512
    private static let mostCandidates = 48
    /// Squared, of the three parts together: a signal-to-noise ratio of 40 dB.
    private static let mostMeanError = 3 * 255 * 255 / 10_000
    /// Squared; what is further away would be seen as another colour.
    private static let mostError = 72 * 72
}
