/// How often each colour occurs, in colours of 15 bits, and the palette that follows.
struct ColourTally {
    /// Of one colour of 15 bits: its pixels, and the sum of each of their parts.
    private struct Sum {
        var key = 0
        var red = 0
        var green = 0
        var blue = 0
        var count = 0

        mutating func add(_ other: Sum) {
            red += other.red
            green += other.green
            blue += other.blue
            count += other.count
        }

        var mean: Colour {
            let count = max(count, 1)
            return Colour(UInt32(red / count) << 16 | UInt32(green / count) << 8 | UInt32(blue / count))
        }
    }

    /// By colour: one more than its place in ``sums``; 0 where it did not occur.
    private var slots = [UInt16](repeating: 0, count: 1 << 15)
    private var sums: [Sum] = []

    /// The colour's number here.
    ///
    /// - Parameter word: `0x00RRGGBB`; the upper byte does not matter.
    mutating func slot(of word: UInt32) -> UInt16 {
        let key = Self.key(word)
        if slots[key] == 0 {
            sums.append(Sum(key: key))
            slots[key] = UInt16(sums.count)
        }
        return slots[key] - 1
    }

    /// - Parameter slot: what ``slot(of:)`` said of the colour.
    mutating func add(_ word: UInt32, pixels: Int, to slot: UInt16) {
        let part = Sum(
            red: Int(word >> 16 & 0xFF) * pixels,
            green: Int(word >> 8 & 0xFF) * pixels,
            blue: Int(word & 0xFF) * pixels,
            count: pixels
        )
        sums[Int(slot)].add(part)
    }

    /// What the picture is drawn with: sixteen colours where they are enough, at most 256 otherwise.
    func palette() -> ColourPalette {
        if let few = ColourPalette.few(of: sums.map { ($0.mean, $0.count) }) { return few }
        let kept = sums.sorted { (-$0.count, $0.key) < (-$1.count, $1.key) }.prefix(256).map(\.key)
        let indexes = sums.map { UInt8(Self.nearest(to: $0.key, in: kept)) }
        // Each is the mean of the pixels that fall to it, so that a plain background keeps its shade.
        var means = [Sum](repeating: Sum(), count: kept.count)
        for (sum, index) in zip(sums, indexes) { means[Int(index)].add(sum) }
        return ColourPalette(indexes: indexes, colours: means.map(\.mean))
    }

    /// Five bits of each part.
    private static func key(_ word: UInt32) -> Int {
        let red: UInt32 = word >> 9 & 0x7C00
        let green: UInt32 = word >> 6 & 0x3E0
        let blue: UInt32 = word >> 3 & 0x1F
        return Int(red | green | blue)
    }

    private static func nearest(to key: Int, in kept: [Int]) -> Int {
        var best = 0
        var bestDistance = Int.max
        for (index, candidate) in kept.enumerated() {
            let red = (key >> 10) - (candidate >> 10)
            let green = (key >> 5 & 31) - (candidate >> 5 & 31)
            let blue = (key & 31) - (candidate & 31)
            let distance = red * red + green * green + blue * blue
            if distance < bestDistance { (best, bestDistance) = (index, distance) }
            if distance == 0 { break }
        }
        return best
    }
}
