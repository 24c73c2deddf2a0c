import Platform

/// Writes blocks in the format that the request asked for, by hand into one buffer: a rehearsed day makes thousands of pages.
struct ISSWriter {
    let query: ISSQuery

    func response(_ blocks: [ISSBlock]) -> WebResponse {
        let shown = blocks.filter { query.wants($0.name) }.map { block in
            query.columns(of: block.name).map { ISSBlock(block.name, block.table.selecting($0)) } ?? block
        }
        switch query.format {
        case .json: return .json(query.isExtended ? extended(shown) : compact(shown))
        case .csv: return text(csv(shown), type: "text/csv; charset=utf-8")
        case .xml: return text(xml(shown), type: "application/xml; charset=utf-8")
        case .html: return text(html(shown), type: "text/html; charset=utf-8")
        }
    }

    private func text(_ bytes: [UInt8], type: String) -> WebResponse {
        WebResponse(status: 200, headers: [("Content-Type", type)], body: bytes)
    }

    private func compact(_ blocks: [ISSBlock]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(blocks.reduce(256) { $0 + $1.table.cells.count * 9 })
        output.append(UInt8(ascii: "{"))
        for (index, block) in blocks.enumerated() {
            if index > 0 { output.append(contentsOf: ",\n".utf8) }
            JSON.write(block.name, to: &output)
            output.append(contentsOf: ": {".utf8)
            if query.showsMetadata {
                output.append(contentsOf: "\"metadata\": ".utf8)
                metadata(block.table.columns).write(to: &output)
                output.append(contentsOf: ",\n".utf8)
            }
            output.append(contentsOf: "\"columns\": ".utf8)
            JSON.strings(block.table.columns.map(\.name)).write(to: &output)
            output.append(contentsOf: ",\n\"data\": [".utf8)
            if query.showsRows { writeRows(block.table, to: &output) }
            output.append(contentsOf: "]}".utf8)
        }
        output.append(UInt8(ascii: "}"))
        return output
    }

    private func writeRows(_ table: Table, to output: inout [UInt8]) {
        let width = table.columns.count
        guard width > 0 else { return }
        var column = 0
        for (index, cell) in table.cells.enumerated() {
            if column == 0 { output.append(contentsOf: index == 0 ? "\n[".utf8 : ",\n[".utf8) }
            cell.writeJSON(to: &output)
            column += 1
            if column == width {
                output.append(UInt8(ascii: "]"))
                column = 0
            } else {
                output.append(UInt8(ascii: ","))
            }
        }
    }

    private func metadata(_ columns: [Column]) -> JSON {
        .object(
            columns.map { column in
                let type: JSON = .string(column.typeName)
                guard let width = column.byteWidth else { return .init(column.name, ["type": type]) }
                return .init(column.name, ["type": type, "bytes": .int(Int64(width)), "max_size": 0])
            }
        )
    }

    private func extended(_ blocks: [ISSBlock]) -> [UInt8] {
        var output = Array("[{\"charsetinfo\": {\"name\": \"utf-8\"}},\n{".utf8)
        for (index, block) in blocks.enumerated() {
            if index > 0 { output.append(contentsOf: ",\n".utf8) }
            JSON.write(block.name, to: &output)
            output.append(contentsOf: ": [".utf8)
            for row in 0..<(query.showsRows ? block.table.rowCount : 0) {
                output.append(contentsOf: row == 0 ? "\n{".utf8 : ",\n{".utf8)
                for (position, cell) in block.table.row(row).enumerated() {
                    if position > 0 { output.append(UInt8(ascii: ",")) }
                    JSON.write(block.table.columns[position].name, to: &output)
                    output.append(UInt8(ascii: ":"))
                    cell.writeJSON(to: &output)
                }
                output.append(UInt8(ascii: "}"))
            }
            output.append(UInt8(ascii: "]"))
        }
        output.append(contentsOf: "}]".utf8)
        return output
    }

    private func csv(_ blocks: [ISSBlock]) -> [UInt8] {
        var output: [UInt8] = []
        for block in blocks {
            output.append(contentsOf: "\(block.name)\n\n".utf8)
            output.append(contentsOf: block.table.columns.map(\.name).joined(separator: query.delimiter).utf8)
            output.append(UInt8(ascii: "\n"))
            for row in 0..<(query.showsRows ? block.table.rowCount : 0) {
                for (position, cell) in block.table.row(row).enumerated() {
                    if position > 0 { output.append(contentsOf: query.delimiter.utf8) }
                    cell.writeCSV(to: &output, decimalComma: query.hasDecimalComma)
                }
                output.append(UInt8(ascii: "\n"))
            }
            output.append(contentsOf: "\n\n".utf8)
        }
        return output
    }

    private func xml(_ blocks: [ISSBlock]) -> [UInt8] {
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

    private func html(_ blocks: [ISSBlock]) -> [UInt8] {
        var text = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>ISS</title></head><body>\n"
        for block in blocks {
            text += "<h2>\(block.name)</h2>\n<table border=\"1\">\n<tr>"
            text += block.table.columns.map { "<th>\($0.name)</th>" }.joined() + "</tr>\n"
            for row in 0..<block.table.rowCount {
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
