import Platform

/// A text cut into blocks and runs of one look each, ready to be laid out.
struct StyledText {
    /// Letters that look alike.
    struct Run: Hashable {
        var text: String
        var isBold = false
        var isLink = false
        var face = Canvas.Typeface.sans
    }

    enum BlockKind: Hashable { case plain, pre, quote }

    /// One line of the text as it was written, of one kind.
    struct Line: Hashable {
        var kind: BlockKind
        var runs: [Run]
    }

    private(set) var lines: [Line] = []

    init(_ formatted: FormattedText) {
        let units = Array(formatted.text.utf16)
        var start = 0
        for end in units.indices.filter({ units[$0] == 0x0A }) + [units.count] {
            lines.append(Self.line(units, start..<end, formatted.entities))
            start = end + 1
        }
    }

    private static func line(_ units: [UInt16], _ range: Range<Int>, _ entities: [MessageEntity]) -> Line {
        let touching = entities.filter {
            $0.offset < max(range.upperBound, range.lowerBound + 1) && $0.offset + $0.length > range.lowerBound
        }
        let kind: BlockKind =
            if touching.contains(where: { $0.type == "pre" }) {
                .pre
            } else if touching.contains(where: { $0.type.hasSuffix("blockquote") }) { .quote } else { .plain }
        let borders = touching.flatMap { [$0.offset, $0.offset + $0.length] }.filter { range.contains($0) }
        let cuts = Set(borders + [range.lowerBound, range.upperBound]).sorted()
        let runs = zip(cuts, cuts.dropFirst()).flatMap { from, to -> [Run] in
            let types = touching.filter { $0.offset <= from && $0.offset + $0.length >= to }.map(\.type)
            let isCode = types.contains("pre") || types.contains("code")
            let run = Run(
                text: String(decoding: units[from..<to], as: UTF16.self),
                isBold: types.contains("bold"),
                isLink: types.contains { ["bot_command", "url", "text_link", "mention", "text_mention"].contains($0) },
                face: isCode ? .monospaced : .sans
            )
            return withEmoji(run)
        }
        return Line(kind: kind, runs: runs)
    }

    /// Emoji in runs of their own, in a font that has them.
    static func withEmoji(_ run: Run) -> [Run] {
        var runs: [Run] = []
        for character in run.text {
            var piece = run
            piece.text = String(character)
            if isEmoji(character) {
                piece.face = .emoji
                // The mark that asks for a picture is taken; drawn, it would be an empty place.
                piece.text.unicodeScalars.removeAll { $0.value == 0xFE0F }
            }
            if let last = runs.last, last.face == piece.face, last.face != .emoji {
                runs[runs.count - 1].text += piece.text
            } else {
                runs.append(piece)
            }
        }
        return runs
    }

    /// What a phone shows as a picture: by default, or because it is asked for.
    static func isEmoji(_ character: Character) -> Bool {
        guard let first = character.unicodeScalars.first else { return false }
        return first.properties.isEmojiPresentation
            || (first.properties.isEmoji && character.unicodeScalars.contains { $0.value == 0xFE0F })
    }
}
