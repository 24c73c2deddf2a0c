package import Platform

/// What stands beside a model's file as `<file>.manifest.json`: its digest, its features and what it must answer.
///
/// A file that was cut, swapped or made by a program that counts differently does not pass.
package struct ModelManifest: Sendable {
    /// Rows (NaN where a feature is missing) and the answer to them.
    package struct Golden: Sendable {
        package let rows: [[Double]]
        package let answer: [Double]

        package init(rows: [[Double]], answer: [Double]) {
            self.rows = rows
            self.answer = answer
        }
    }

    package let digest: String
    /// ``ModelFile/schema``.
    package let schema: String
    package let golden: [Golden]

    /// How far an answer may be from the golden one.
    package static let tolerance = 1e-5
    package static let mostBytes = 16 << 20

    /// The manifest's place beside a model's.
    package static func path(of model: String) -> String { "\(model).manifest.json" }

    package init(of file: ModelFile, golden: [Golden]) {
        digest = file.digest
        schema = file.schema
        self.golden = golden
    }

    /// - Throws: ``ModelError``.
    package init(_ bytes: [UInt8]) throws(ModelError) {
        let json: JSON
        do throws(JSONError) { json = try JSON.parse(bytes) } catch {
            throw ModelError(.broken, "no whole JSON: \(error)")
        }
        guard let digest = json["sha256"]?.string, let schema = json["features_sha256"]?.string,
            let entries = json["golden"]?.array
        else { throw ModelError(.broken, "needs the texts sha256 and features_sha256 and the list golden") }
        self.digest = digest
        self.schema = schema
        var golden: [Golden] = []
        for entry in entries {
            guard let rows = entry["rows"]?.array?.compactMap(Self.numbers), rows.count == entry["rows"]?.array?.count,
                let answer = entry["answer"].flatMap(Self.numbers)
            else { throw ModelError(.broken, "golden: an entry has no rows or no answer") }
            golden.append(Golden(rows: rows, answer: answer))
        }
        self.golden = golden
    }

    private static func numbers(_ json: JSON) -> [Double]? {
        let numbers = json.array?.compactMap { $0 == .null ? .nan : $0.double }
        return numbers?.count == json.array?.count ? numbers : nil
    }

    package var json: JSON {
        func numbers(_ values: [Double]) -> JSON { .array(values.map { $0.isNaN ? .null : .double($0) }) }
        return [
            "sha256": .string(digest), "features_sha256": .string(schema),
            "golden": .array(
                golden.map { ["rows": .array($0.rows.map(numbers)), "answer": numbers($0.answer)] }
            ),
        ]
    }

    /// - Throws: ``ModelError`` of kind `broken` or `features` where the file is not the one that the manifest is of.
    package func check(_ file: ModelFile) throws(ModelError) {
        guard file.digest == digest else {
            throw ModelError(.broken, "is not the file of its manifest: SHA-256 \(file.digest), there \(digest)")
        }
        guard file.schema == schema else {
            throw ModelError(.features, "has other features than its manifest says")
        }
        for (number, golden) in golden.enumerated() {
            guard golden.rows.allSatisfy({ file.model.inputs.allows($0.count) }) else {
                throw ModelError(.features, "golden vector \(number) has another number of features than the model")
            }
            let answer = try file.model.predict(golden.rows)
            let isSame =
                answer.count == golden.answer.count
                && zip(answer, golden.answer).allSatisfy { abs($0 - $1) <= Self.tolerance * max(1, abs($1)) }
            guard isSame else {
                throw ModelError(.broken, "answers \(answer) to golden vector \(number), not \(golden.answer)")
            }
        }
    }
}
