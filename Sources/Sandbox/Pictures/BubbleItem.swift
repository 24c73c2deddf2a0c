import Platform

/// A message as a bubble, with its pictures above the text and its buttons below.
struct BubbleItem: PictureItem {
    struct Picture {
        let file: StoredFile
        let size: PictureSize
    }

    var name = ""
    var sender: Int64 = 0
    var isMine = false
    /// Whose message it answers, and how that begins.
    var quote: (sender: Int64, name: String, words: String)?
    var pictures: [Picture] = []
    var document: String?
    var layout: TextLayout
    /// The time, and whether it is an edit or came without a sound.
    var meta = ""
    var keys: [[String]] = []
    let ruler: Canvas

    private var contentWidth: Double {
        let rim: Double = hasCode ? 20 : 0
        let lastRow = layout.rows.last?.width ?? 0
        var widest = max(layout.width + rim, ruler.textWidth(name, size: 27, isBold: true))
        widest = max(widest, metaFits ? lastRow + metaWidth : metaWidth)
        if let quote { widest = max(widest, ruler.textWidth(quote.words, size: 25) + 24) }
        if let document { widest = max(widest, ruler.textWidth(document, size: TextLayout.size) + 50) }
        if !keys.isEmpty { widest = max(widest, Self.keyedWidth) }
        if !pictures.isEmpty { widest = PictureStyle.textWidth }
        return min(widest, PictureStyle.textWidth + rim)
    }

    /// Buttons need room, however short the text.
    private static let keyedWidth = 430.0
    private var hasCode: Bool { layout.rows.contains { $0.kind != .plain } }
    private var metaWidth: Double { ruler.textWidth(meta, size: 22) + 24 }
    /// The time stands behind the last line where there is room.
    private var metaFits: Bool {
        guard let last = layout.rows.last, last.kind == .plain else { return false }
        return last.width + metaWidth <= PictureStyle.textWidth
    }

    private var pictureHeight: Double {
        guard let first = pictures.first else { return 0 }
        let wide = contentWidth + 2 * PictureStyle.padding
        let tall = wide * Double(first.size.height) / Double(first.size.width)
        guard pictures.count > 1 else { return tall }
        let isOdd = pictures.count % 2 == 1
        return (isOdd ? tall : 0) + Double(pictures.count / 2) * (tall / 2 + 3)
    }

    private var bubbleHeight: Double {
        let header = (isMine ? 0 : 38.0) + (quote == nil ? 0 : 82)
        let body = layout.rows.reduce(0) { $0 + TextLayout.height($1) } + (hasCode ? 24 : 0)
        return header + pictureHeight + (document == nil ? 0 : 46) + body + (metaFits ? 0 : 30) + 24
    }

    var height: Double { bubbleHeight + Double(keys.count) * 76 + 16 }

    func draw(on canvas: Canvas, y: Double) {
        let width = contentWidth + 2 * PictureStyle.padding
        let x = isMine ? Double(PictureStyle.width) - PictureStyle.margin - width : PictureStyle.left
        canvas.fillRounded(
            x: x,
            y: y,
            width: width,
            height: bubbleHeight,
            radius: PictureStyle.radius,
            isMine ? PictureStyle.mine : PictureStyle.theirs
        )
        if !isMine { drawSender(on: canvas, x: x, y: y) }
        var line = y + 12 + (isMine ? 0 : 38)
        if let quote { line = draw(quote, on: canvas, x: x, y: line, width: width) }
        line = drawPictures(on: canvas, x: x, y: line, width: width)
        if let document {
            canvas.text(
                "▤  \(document)",
                x: x + PictureStyle.padding,
                y: line + 30,
                size: TextLayout.size,
                PictureStyle.link
            )
            line += 46
        }
        drawText(on: canvas, x: x, y: line, width: width)
        canvas.text(
            meta,
            x: x + width - PictureStyle.padding,
            y: y + bubbleHeight - 14,
            size: 22,
            PictureStyle.soft,
            align: .right
        )
        drawKeys(on: canvas, x: x, y: y + bubbleHeight + 6, width: width)
    }

    private func drawSender(on canvas: Canvas, x: Double, y: Double) {
        let colours = PictureStyle.colour(sender)
        canvas.text(name, x: x + PictureStyle.padding, y: y + 38, size: 27, colours.name, isBold: true)
        let top = y + bubbleHeight + Double(keys.count) * 76 - PictureStyle.avatar
        let side = PictureStyle.avatar
        canvas.fillRounded(x: PictureStyle.margin, y: top, width: side, height: side, radius: side / 2, colours.from)
        let letter = String(name.prefix(1))
        canvas.text(
            letter,
            x: PictureStyle.margin + side / 2,
            y: top + 45,
            size: 30,
            PictureStyle.white,
            align: .centre
        )
    }

    private func draw(
        _ quote: (sender: Int64, name: String, words: String),
        on canvas: Canvas,
        x: Double,
        y: Double,
        width: Double
    ) -> Double {
        let colour = PictureStyle.colour(quote.sender).name
        let left = x + PictureStyle.padding
        canvas.fillRounded(
            x: left,
            y: y + 2,
            width: width - 2 * PictureStyle.padding,
            height: 74,
            radius: 8,
            PictureStyle.code
        )
        canvas.fill(x: left, y: y + 2, width: 6, height: 74, colour)
        canvas.text(quote.name, x: left + 18, y: y + 31, size: 24, colour, isBold: true)
        let words = StyledText(FormattedText(quote.words))
        let room = TextLayout(words, width: width - 2 * PictureStyle.padding - 30, ruler: ruler)
        if let row = room.rows.first { canvas.draw(row, x: left + 18, y: y + 64) }
        return y + 82
    }

    private func drawPictures(on canvas: Canvas, x: Double, y: Double, width: Double) -> Double {
        guard let first = pictures.first else { return y }
        let tall = width * Double(first.size.height) / Double(first.size.width)
        var line = y
        var rest = pictures[...]
        if pictures.count % 2 == 1, let head = rest.popFirst() {
            _ = canvas.picture(head.file.bytes, x: x, y: line, width: width, height: tall)
            line += tall
        }
        while let left = rest.popFirst(), let right = rest.popFirst() {
            line += 3
            for (index, picture) in [left, right].enumerated() {
                let offset = Double(index) * (width / 2 + 1.5)
                _ = canvas.picture(picture.file.bytes, x: x + offset, y: line, width: width / 2 - 1.5, height: tall / 2)
            }
            line += tall / 2
        }
        return line
    }

    private func drawText(on canvas: Canvas, x: Double, y: Double, width: Double) {
        var line = y
        var previous = StyledText.BlockKind.plain
        for (index, row) in layout.rows.enumerated() {
            let height = TextLayout.height(row)
            if row.kind != .plain {
                if previous != row.kind {
                    let rows = layout.rows[index...].prefix { $0.kind == row.kind }
                    let block = rows.reduce(16) { $0 + TextLayout.height($1) }
                    let left = x + PictureStyle.padding - 8
                    canvas.fillRounded(
                        x: left,
                        y: line + 2,
                        width: width - 24,
                        height: block,
                        radius: 10,
                        PictureStyle.code
                    )
                    canvas.fill(x: left, y: line + 2, width: 5, height: block, PictureStyle.link)
                    line += 10
                }
                canvas.draw(row, x: x + PictureStyle.padding + 8, y: line + height * 0.72)
            } else {
                if previous != .plain { line += 14 }
                canvas.draw(row, x: x + PictureStyle.padding, y: line + height * 0.74)
            }
            previous = row.kind
            line += height
        }
    }

    private func drawKeys(on canvas: Canvas, x: Double, y: Double, width: Double) {
        for (index, row) in keys.enumerated() where !row.isEmpty {
            let top = y + Double(index) * 76
            let each = (width - 6 * Double(row.count - 1)) / Double(row.count)
            for (column, label) in row.enumerated() {
                let left = x + Double(column) * (each + 6)
                canvas.fillRounded(x: left, y: top, width: each, height: 70, radius: 16, PictureStyle.key)
                let text = TextLayout(StyledText(FormattedText(label)), width: .infinity, ruler: ruler)
                if let line = text.rows.first {
                    canvas.draw(line, x: left + max(4, (each - line.width) / 2), y: top + 45)
                }
            }
        }
    }
}
