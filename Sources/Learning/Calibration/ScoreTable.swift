package import Platform

/// Scores and what happened: `score,label` in a table of text.
package struct ScoreTable: Sendable {
    package private(set) var scores: [Double] = []
    package private(set) var outcomes: [Bool] = []

    /// - Throws: ``CSVError`` that names file, line and column.
    package init(_ bytes: [UInt8], named name: String) throws(CSVError) {
        var table = try CSVTable(bytes, named: name)
        let score = try table.requiredColumn("score")
        let label = try table.requiredColumn("label")
        while try table.next() {
            scores.append(try table.number(score))
            switch try table.number(label) {
            case 1: outcomes.append(true)
            case 0, -1: outcomes.append(false)
            default: throw table.invalid(label, expecting: "a label: 1, or else 0 or -1")
            }
        }
        guard !scores.isEmpty else { throw CSVError(.row, "\(name): has no rows below its header") }
    }
}
