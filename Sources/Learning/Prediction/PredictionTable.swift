import Platform

/// A model's answers to a table of rows.
package struct PredictionTable: Sendable {
    /// One row for each row, or for each sequence in the order in which they begin.
    package let text: [UInt8]
    package let rows: Int
    package let answers: Int

    /// - Throws: ``CSVError`` that names file, line and column; ``ModelError``.
    package init(_ model: any LearnedModel, _ bytes: [UInt8], named name: String) throws {
        var table = try CSVTable(bytes, named: name)
        var output = CSVText()
        output.row(model.outputs.columns)
        let sequence = try Self.sequence(of: table, model)
        let columns = try FeatureColumns(model.inputs, in: table, except: Set([sequence].compactMap(\.self)))
        var order: [String] = []
        var sequences: [String: [[Double]]] = [:]
        var rows = 0
        func answer(_ rows: [[Double]]) throws {
            for number in try model.predict(rows) { output.number(number) }
            output.endRow()
        }
        while try table.next() {
            rows += 1
            let row = try columns.row(of: table, allowsMissing: model.allowsMissing)
            guard let sequence else {
                try answer([row])
                continue
            }
            let key = table.text(sequence)
            if sequences[key] == nil { order.append(key) }
            sequences[key, default: []].append(row)
        }
        for key in order {
            do {
                try answer(sequences[key] ?? [])
            } catch let error as ModelError {
                throw error.of("\(name): sequence '\(key)'")
            }
        }
        self.rows = rows
        answers = sequence == nil ? rows : order.count
        text = output.bytes
    }

    private static func sequence(of table: CSVTable, _ model: any LearnedModel) throws(CSVError) -> Int? {
        model.isSequence ? try table.requiredColumn("sequence") : nil
    }
}
