extension ISSWriter {
    /// Block name, empty line, header, rows, two empty lines.
    func csv(_ blocks: [ServedBlock]) -> String {
        var output = ""
        for block in blocks {
            output += "\(block.name)\n\n"
            output += block.table.columns.map(\.name).joined(separator: query.delimiter)
            output += "\n"
            let styles = block.table.columns.map { query.timeFormat(of: $0.kind) }
            for row in 0..<(query.showsRows ? block.table.rowCount : 0) {
                for (position, cell) in block.table.row(row).enumerated() {
                    if position > 0 { output += query.delimiter }
                    if let style = styles[position], case .text(let text) = cell {
                        output += style.text(text)
                    } else {
                        cell.writeCSV(to: &output, decimalComma: query.hasDecimalComma)
                    }
                }
                output += "\n"
            }
            output += "\n\n"
        }
        return output
    }

    func xml(_ blocks: [ServedBlock]) -> [UInt8] {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<document>\n"
        for block in blocks {
            text += "<data id=\"\(block.name)\">\n"
            if query.showsMetadata {
                text += "<metadata>\n<columns>\n"
                for column in block.table.columns {
                    let width = column.byteWidth.map { " bytes=\"\($0)\" max_size=\"0\"" } ?? ""
                    text += "<column name=\"\(column.name)\" type=\"\(column.typeName)\"\(width) />\n"
                }
                text += "</columns>\n</metadata>\n"
            }
            text += "<rows>\n"
            for row in 0..<(query.showsRows ? block.table.rowCount : 0) {
                let cells = block.table.row(row).enumerated().map { position, cell in
                    "\(block.table.columns[position].name)=\"\(Self.escaped(cell.plainText))\""
                }
                text += "<row \(cells.joined(separator: " ")) />\n"
            }
            text += "</rows>\n</data>\n"
        }
        return Array((text + "</document>\n").utf8)
    }

    /// The browsable page of a route without suffix, which link buttons open.
    func html(_ blocks: [ServedBlock]) -> [UInt8] {
        var text = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>ISS</title></head><body>\n"
        for block in blocks {
            text += "<h2>\(block.name)</h2>\n<table border=\"1\">\n<tr>"
            text += block.table.columns.map { "<th>\($0.name)</th>" }.joined() + "</tr>\n"
            for row in 0..<(query.showsRows ? block.table.rowCount : 0) {
                let cells = block.table.row(row).map { "<td>\(Self.escaped($0.plainText))</td>" }
                text += "<tr>\(cells.joined())</tr>\n"
            }
            text += "</table>\n"
        }
        return Array((text + "</body></html>\n").utf8)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
