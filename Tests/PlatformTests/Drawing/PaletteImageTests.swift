import Testing

@testable import Platform

@Suite("Palette image")
struct PaletteImageTests {
    @Test("every pixel keeps its colour, in rows that repeat the one above and in others")
    func pixels() throws {
        let canvas = try Canvas(width: 37, height: 40, background: Colour(0xFFFFFF))
        var expected = [UInt32](repeating: 0xFFFFFF, count: 37 * 40)
        let boxes: [(x: Int, y: Int, width: Int, height: Int, colour: UInt32)] = [
            (0, 0, 1, 40, 0x102030), (5, 3, 20, 7, 0x3B82C4), (20, 8, 17, 1, 0xD64545), (36, 39, 1, 1, 0x000000),
            (10, 20, 3, 20, 0xF0B429),
        ]
        for box in boxes {
            canvas.fill(
                x: Double(box.x),
                y: Double(box.y),
                width: Double(box.width),
                height: Double(box.height),
                Colour(box.colour)
            )
            for row in box.y..<box.y + box.height {
                for column in box.x..<box.x + box.width { expected[row * 37 + column] = box.colour }
            }
        }
        let image = try PaletteImage(canvas)
        let shown = image.pixels.map { index in
            image.palette[Int(index) * 3..<Int(index) * 3 + 3].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        #expect(shown == expected)
        #expect(image.palette.count == 6 * 3)
    }

    @Test("more than 256 colours become the nearest of the most frequent")
    func manyColours() throws {
        let canvas = try Canvas(width: 512, height: 4, background: Colour(0xFFFFFF))
        for column in 0..<500 {
            let shade = UInt32(column % 32 * 8) << 16 | UInt32(column / 32 * 8) << 8
            canvas.fill(x: Double(column), y: 0, width: 1, height: 3, Colour(shade))
        }
        let image = try PaletteImage(canvas)
        #expect(image.palette.count == 256 * 3)
        #expect(image.pixels[0..<512] == image.pixels[1_024..<1_536])
        #expect(Set(image.pixels[1_536...]).count == 1)
    }
}
