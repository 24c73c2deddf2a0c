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
        #expect(image.shown == expected)
        #expect(image.palette.count == 6)
    }

    @Test("sixteen shades are told by four bits a pixel, the left one above")
    func packed() throws {
        let canvas = try Canvas(width: 3, height: 1, background: Colour(0xFFFFFF))
        canvas.fill(x: 1, y: 0, width: 1, height: 1, Colour(0x000000))
        let image = try PaletteImage(canvas)
        #expect(image.palette == [Colour(0xFFFFFF), Colour(0x000000)])
        #expect(image.rows == [0x01, 0x00])
    }

    @Test("letters of two colours are drawn with sixteen, each pixel near what it was")
    func letters() throws {
        let canvas = try Canvas(width: 400, height: 80, background: Colour(0xFFFFFF))
        canvas.text("задержка 15 мин", x: 8, y: 40, size: 34, Colour(0x1F2933))
        canvas.text("порог", x: 300, y: 70, size: 34, Colour(0xD64545))
        let image = try PaletteImage(canvas)
        #expect(image.palette.count == 16)
        for colour in [0xFFFFFF, 0x1F2933, 0xD64545] as [UInt32] {
            #expect(image.palette.contains { $0.distance(to: Colour(colour)) <= 300 }, "\(colour)")
        }
    }

    @Test("a small spot of a colour of its own keeps all colours")
    func spot() throws {
        let canvas = try Canvas(width: 1_000, height: 500, background: Colour(0xFFFFFF))
        for column in 0..<40 {
            let shade = UInt32(column * 6) * 0x01_0101
            canvas.fill(x: Double(column) * 25, y: 0, width: 25, height: 499, Colour(shade))
        }
        canvas.fill(x: 500, y: 499, width: 2, height: 1, Colour(0xFF0000))
        let image = try PaletteImage(canvas)
        #expect(image.palette.count > 16)
        #expect(image.shown[499 * 1_000 + 501] == 0xFF0000)
    }

    @Test("more than 256 colours become the nearest of the most frequent")
    func manyColours() throws {
        let canvas = try Canvas(width: 512, height: 4, background: Colour(0xFFFFFF))
        for column in 0..<500 {
            let shade = UInt32(column % 32 * 8) << 16 | UInt32(column / 32 * 8) << 8
            canvas.fill(x: Double(column), y: 0, width: 1, height: 3, Colour(shade))
        }
        let image = try PaletteImage(canvas)
        #expect(image.palette.count == 256)
        #expect(image.rows[0..<512] == image.rows[1_024..<1_536])
        #expect(Set(image.rows[1_536...]).count == 1)
    }
}

extension PaletteImage {
    /// `0xRRGGBB` of each pixel.
    fileprivate var shown: [UInt32] {
        let rowSize = Self.rowSize(width, colours: palette.count)
        return (0..<width * height).map { place in
            let (row, column) = place.quotientAndRemainder(dividingBy: width)
            let index =
                rowSize == width
                ? Int(rows[row * rowSize + column])
                : Int(rows[row * rowSize + column / 2] >> (column.isMultiple(of: 2) ? 4 : 0) & 15)
            let colour = palette[index]
            return UInt32(colour.red) << 16 | UInt32(colour.green) << 8 | UInt32(colour.blue)
        }
    }
}
