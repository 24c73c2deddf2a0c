import TestKit
import Testing

@testable import Platform

@Suite("Palette of sixteen colours")
struct ColourPaletteTests {
    @Test("the colours are those of a plain search that reckons every candidate anew", arguments: 0..<60)
    func plainSearch(_ seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        // A few colours nearly everywhere and shades of them, as a drawing has; many of the shades are equally frequent.
        let plain = (0..<Int.random(in: 2...7, using: &random)).map { _ in
            (colour: Colour(UInt32.random(in: 0...0xFFFFFF, using: &random)), pixels: 100_000)
        }
        let shades = try (0..<Int.random(in: 17...300, using: &random)).map { _ in
            let base = try #require(plain.randomElement(using: &random)).colour
            func near(_ part: UInt8) -> UInt32 { UInt32(part ^ UInt8.random(in: 0...15, using: &random)) }
            let shade = near(base.red) << 16 | near(base.green) << 8 | near(base.blue)
            return (colour: Colour(shade), pixels: Int.random(in: 1...9, using: &random))
        }
        let drawn = plain + shades
        let found = try #require(ColourPalette.few(of: drawn))
        #expect(found.colours == Self.search(drawn))
        for (one, index) in zip(drawn, found.indexes) {
            let nearest = found.colours.map { $0.distance(to: one.colour) }.min()
            #expect(found.colours[Int(index)].distance(to: one.colour) == nearest)
        }
    }

    /// The errors of all candidates, reckoned anew for each colour that is taken.
    private static func search(_ drawn: [(colour: Colour, pixels: Int)]) -> [Colour] {
        let candidates = drawn.sorted { $0.pixels > $1.pixels }.prefix(48).map(\.colour)
        var taken: [Colour] = []
        func error(_ colours: [Colour]) -> Int {
            drawn.reduce(0) { sum, one in
                sum + one.pixels * (colours.map { $0.distance(to: one.colour) }.min() ?? 3 * 255 * 255)
            }
        }
        while taken.count < 16 {
            let errors = candidates.map { error(taken + [$0]) }
            guard let best = errors.indices.min(by: { errors[$0] < errors[$1] }) else { break }
            taken.append(candidates[best])
        }
        return taken
    }
}
