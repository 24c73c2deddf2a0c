import Platform

/// Writes blocks in the format that the request asked for, by hand into one buffer: a rehearsed day makes thousands of pages.
struct ISSWriter {
    let query: ISSQuery

    func response(_ blocks: [ServedBlock]) -> WebResponse {
        let shown = blocks.filter { query.wants($0.name) }.map { block in
            query.columns(of: block.name).map { ServedBlock(block.name, block.table.selecting($0)) } ?? block
        }
        switch query.format {
        case .json: return .json(json(shown))
        case .jsonp:
            let body = Array("\(query.callback)(".utf8) + json(shown) + Array(")".utf8)
            return text(body, type: "application/javascript; charset=utf-8")
        // Russian texts in CSV are windows-1251; AlgoPack has none.
        case .csv: return text(Windows1251.encode(csv(shown)), type: "text/csv; charset=windows-1251")
        case .xml: return text(xml(shown), type: "application/xml; charset=utf-8")
        case .html: return text(html(shown), type: "text/html; charset=utf-8")
        }
    }

    private func text(_ bytes: [UInt8], type: String) -> WebResponse {
        WebResponse(status: 200, headers: [("Content-Type", type)], body: bytes)
    }

    private func json(_ blocks: [ServedBlock]) -> [UInt8] {
        Array((query.isExtended ? extended(blocks) : compact(blocks)).utf8)
    }

    private func compact(_ blocks: [ServedBlock]) -> String {
        var output = "{"
        output.reserveCapacity(blocks.reduce(256) { $0 + $1.table.cells.count * 9 })
        for (index, block) in blocks.enumerated() {
            if index > 0 { output += ",\n" }
            output += "\"\(block.name)\": {"
            if query.showsMetadata {
                output += "\"metadata\": "
                output += metadata(block.table.columns).text
                output += ",\n"
            }
            output += "\"columns\": "
            output += JSON.strings(block.table.columns.map(\.name)).text
            output += ",\n\"data\": ["
            if query.showsRows { writeRows(block.table, to: &output) }
            output += "]}"
        }
        output += "}"
        return output
    }

    private func writeRows(_ table: Table, to output: inout String) {
        let isPlain = table.columns.map(\.isTime)
        let width = isPlain.count
        guard width > 0 else { return }
        var column = 0
        var index = 0
        // Not `for … in … enumerated()`: in a debug build the iterators cost more than the writing.
        while index < table.cells.count {
            if column == width { column = 0 }
            output += column > 0 ? "," : index == 0 ? "\n[" : "],\n["
            table.cells[index].writeJSON(to: &output, isPlain: isPlain[column])
            column += 1
            index += 1
        }
        if index > 0 { output += "]" }
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

    private func extended(_ blocks: [ServedBlock]) -> String {
        var output = "[{\"charsetinfo\": {\"name\": \"utf-8\"}},\n{"
        for (index, block) in blocks.enumerated() {
            if index > 0 { output += ",\n" }
            output += "\"\(block.name)\": ["
            let names = block.table.columns.map { "\"\($0.name)\":" }
            for row in 0..<(query.showsRows ? block.table.rowCount : 0) {
                output += row == 0 ? "\n{" : ",\n{"
                for (position, cell) in block.table.row(row).enumerated() {
                    if position > 0 { output += "," }
                    output += names[position]
                    cell.writeJSON(to: &output)
                }
                output += "}"
            }
            output += "]"
        }
        return output + "}]"
    }
}
