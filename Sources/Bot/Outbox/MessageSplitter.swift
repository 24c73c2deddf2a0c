/// Cuts a long HTML text into messages at line ends; tags open at a cut are closed and opened again.
///
/// Lengths are counted in UTF-16 units of the visible text, which is never less than what the server counts
/// (docs/reference/telegram.md, Formatting).
package enum MessageSplitter {
    package static let textLimit = 4096
    package static let captionLimit = 1024

    package static func split(_ html: String, limit: Int = textLimit) -> [String] {
        guard HTMLText.isLonger(html, than: limit) else { return [html] }
        var splitter = Cutter(limit: limit)
        for piece in HTMLPieces(html) {
            switch piece {
            case .open(let tag, let name): splitter.open(tag, name: name)
            case .close(let tag, let name): splitter.close(tag, name: name)
            case .text(let text): splitter.add(text)
            }
        }
        return splitter.finish()
    }

    /// The first part alone with an ellipsis, for a caption or an edit that cannot become two messages.
    package static func shorten(_ html: String, limit: Int = textLimit) -> String {
        guard HTMLText.isLonger(html, than: limit), let first = split(html, limit: limit - 2).first else { return html }
        return first + "\n…"
    }

    private struct Cutter {
        let limit: Int
        private var parts: [String] = []
        private var current = ""
        private var visible = 0
        private var stack: [(tag: Substring, name: Substring)] = []

        init(limit: Int) {
            self.limit = limit
        }

        mutating func open(_ tag: Substring, name: Substring) {
            current += tag
            stack.append((tag, name))
        }

        mutating func close(_ tag: Substring, name: Substring) {
            current += tag
            if let index = stack.lastIndex(where: { $0.name == name }) { stack.remove(at: index) }
        }

        mutating func add(_ text: Substring) {
            var rest = text
            while let first = rest.first {
                // A line with its end; the end of a line is the best place for a cut.
                let lineEnd = rest.firstIndex(of: "\n").map { rest.index(after: $0) } ?? rest.endIndex
                let line = rest[..<lineEnd]
                let size = HTMLText.length(String(line))
                if visible + size <= limit {
                    current += line
                    visible += size
                    rest = rest[lineEnd...]
                } else if visible > limit / 2 || (visible > 0 && size <= limit) {
                    cut()
                } else {
                    // One line longer than a message: character by character, entities kept whole.
                    let unit = first == "&" ? entity(at: rest) : rest.prefix(1)
                    let unitSize = HTMLText.length(String(unit))
                    if visible + unitSize > limit { cut() }
                    current += unit
                    visible += unitSize
                    rest = rest.dropFirst(unit.count)
                }
            }
        }

        mutating func finish() -> [String] {
            if visible > 0 { parts.append(current) }
            return parts
        }

        private func entity(at rest: Substring) -> Substring {
            guard let end = rest.prefix(8).firstIndex(of: ";") else { return rest.prefix(1) }
            return rest[...end]
        }

        private mutating func cut() {
            var part = current
            for open in stack.reversed() { part += "</\(open.name)>" }
            // A line end at the cut is the border between the messages.
            parts.append(part)
            current = stack.map { String($0.tag) }.joined()
            visible = 0
        }
    }
}
