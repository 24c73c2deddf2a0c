/// A monospaced table for a phone: at most 36 columns wide.
package struct TextTable: Sendable {
    package enum Alignment: Sendable {
        case left, right
    }

    package static let maximumWidth = 36
    package static let maximumRows = 25

    private let alignments: [Alignment]
    private var rows: [[String]] = []
    /// Rows left out because there were more than ``maximumRows``.
    package private(set) var leftOut = 0

    package init(_ alignments: [Alignment], header: [String]) {
        self.alignments = alignments
        rows.append(header)
    }

    package mutating func add(_ row: [String]) {
        guard rows.count <= Self.maximumRows else {
            leftOut += 1
            return
        }
        rows.append(row)
    }

    package var isEmpty: Bool { rows.count == 1 }

    /// The lines without markup; the widest left-aligned column gives way where the table is too wide.
    package var lines: [String] {
        var widths = alignments.indices.map { column in
            rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        while widths.reduce(0, +) + widths.count - 1 > Self.maximumWidth {
            let left = widths.indices.filter { alignments[$0] == .left }
            guard let widest = (left.isEmpty ? Array(widths.indices) : left).max(by: { widths[$0] < widths[$1] }),
                widths[widest] > 1
            else { break }
            widths[widest] -= 1
        }
        return rows.map { row in
            let cells = widths.indices.map { column in
                cell(row.indices.contains(column) ? row[column] : "", width: widths[column], alignments[column])
            }
            return String(cells.joined(separator: " ").reversed().drop { $0 == " " }.reversed())
        }
    }

    /// The table inside `<pre>`.
    package var html: String {
        "<pre>\(HTMLText.escape(lines.joined(separator: "\n")))</pre>"
    }

    private func cell(_ text: String, width: Int, _ alignment: Alignment) -> String {
        let shown = text.count <= width ? text : String(text.prefix(max(0, width - 1))) + "…"
        let padding = String(repeating: " ", count: width - shown.count)
        return alignment == .left ? shown + padding : padding + shown
    }
}
