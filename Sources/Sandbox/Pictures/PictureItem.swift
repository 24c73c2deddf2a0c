import Platform

/// Something that stands in a picture of a chat, from the left edge to the right one.
protocol PictureItem {
    /// Pixels, with the distance to the next item.
    var height: Double { get }
    func draw(on canvas: Canvas, y: Double)
}

/// A line in the middle or at the right: days, service lines, presses and what they were answered.
struct PillItem: PictureItem {
    var colour = PictureStyle.pill
    var align = Canvas.Alignment.centre
    private let layout: TextLayout

    init(_ text: String, colour: Colour = PictureStyle.pill, align: Canvas.Alignment = .centre, ruler: Canvas) {
        self.colour = colour
        self.align = align
        let line = StyledText(FormattedText(text))
        layout = TextLayout(line, width: Double(PictureStyle.width) * 0.8, ruler: ruler)
    }

    var height: Double { Double(layout.rows.count) * 36 + 16 + 14 }

    func draw(on canvas: Canvas, y: Double) {
        let width = layout.width + 44
        let x =
            switch align {
            case .left: PictureStyle.left
            case .centre: (Double(PictureStyle.width) - width) / 2
            case .right: Double(PictureStyle.width) - PictureStyle.margin - width
            }
        canvas.fillRounded(x: x, y: y, width: width, height: height - 14, radius: 24, colour)
        for (index, row) in layout.rows.enumerated() {
            canvas.draw(row, x: x + 22, y: y + 8 + Double(index) * 36 + 28, colour: PictureStyle.white)
        }
    }
}

extension Canvas {
    /// Draws a row of laid out text with its baseline at `y`; links stay of the one colour when it is given.
    func draw(_ row: TextLayout.Row, x: Double, y: Double, colour: Colour? = nil) {
        for piece in row.pieces {
            if piece.run.face == .emoji {
                emoji(piece.run.text, x: x + piece.x, y: y, size: TextLayout.size)
                continue
            }
            let size = piece.run.face == .monospaced ? TextLayout.codeSize : TextLayout.size
            text(
                piece.run.text,
                x: x + piece.x,
                y: y,
                size: size,
                colour ?? (piece.run.isLink ? PictureStyle.link : PictureStyle.text),
                isBold: piece.run.isBold,
                face: piece.run.face
            )
        }
    }

    /// A picture of the emoji font; without it the coloured discs that carry a meaning, and for the rest a blank.
    func emoji(_ symbol: String, x: Double, y: Double, size: Double) {
        guard !FontCheck.hasEmoji else {
            text(symbol, x: x, y: y, size: size * 0.86, PictureStyle.text, face: .emoji)
            return
        }
        let discs = ["🔴": Colour(0xE0373F), "🟠": Colour(0xF29A2E), "🟢": Colour(0x38A856), "⚪": Colour(0xD5DBE1)]
        guard let colour = discs[symbol] else { return }
        fillRounded(x: x + 2, y: y - size * 0.8, width: size * 0.9, height: size * 0.9, radius: size * 0.45, colour)
    }
}
