import Platform

/// Lines broken to a width, with the place of every run.
struct TextLayout {
    /// A run with how far from the left it stands.
    struct Piece {
        let run: StyledText.Run
        let x: Double
        let width: Double
    }

    struct Row {
        var kind: StyledText.BlockKind
        var pieces: [Piece] = []
        var width: Double { pieces.last.map { $0.x + $0.width } ?? 0 }
    }

    /// Sizes in pixels of a picture twice as fine as the phone's points.
    static let size = 28.0
    static let codeSize = 23.0

    private(set) var rows: [Row] = []
    private let ruler: Canvas

    var width: Double { rows.map(\.width).max() ?? 0 }

    init(_ text: StyledText, width: Double, ruler: Canvas) {
        self.ruler = ruler
        for line in text.lines {
            // A table is not broken: it would not be one any more.
            append(line, width: line.kind == .pre ? .infinity : width)
        }
    }

    static func height(_ row: Row) -> Double { row.kind == .pre ? 32 : 39 }

    private mutating func append(_ line: StyledText.Line, width: Double) {
        var row = Row(kind: line.kind)
        for run in line.runs {
            for word in Self.words(run) {
                let length = measure(word)
                if row.width + measure(word.trimmed) > width, !row.pieces.isEmpty {
                    rows.append(row)
                    row = Row(kind: line.kind)
                }
                if let last = row.pieces.last, last.run.isLike(word) {
                    let joined = last.run.joined(word)
                    row.pieces[row.pieces.count - 1] = Piece(run: joined, x: last.x, width: measure(joined))
                } else {
                    row.pieces.append(Piece(run: word, x: row.width, width: length))
                }
            }
        }
        rows.append(row)
    }

    private func measure(_ run: StyledText.Run) -> Double {
        let size = run.face == .monospaced ? Self.codeSize : Self.size
        // Wide glyphs that a font scales from one size: a square of the line is what phones give them.
        if run.face == .emoji { return size * 1.2 }
        return ruler.textWidth(run.text, size: size, isBold: run.isBold, face: run.face)
    }

    /// Words with the blanks behind them.
    private static func words(_ run: StyledText.Run) -> [StyledText.Run] {
        var words: [StyledText.Run] = []
        var isAfterBlank = true
        for character in run.text {
            if isAfterBlank, character != " " || words.isEmpty {
                var word = run
                word.text = ""
                words.append(word)
            }
            words[words.count - 1].text.append(character)
            isAfterBlank = character == " "
        }
        return words
    }
}

extension StyledText.Run {
    fileprivate var trimmed: Self {
        var run = self
        while run.text.last == " " { run.text.removeLast() }
        return run
    }

    fileprivate func isLike(_ other: Self) -> Bool {
        face == other.face && face != .emoji && isBold == other.isBold && isLink == other.isLink
    }

    fileprivate func joined(_ other: Self) -> Self {
        var run = self
        run.text += other.text
        return run
    }
}
