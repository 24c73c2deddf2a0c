import Platform

/// Reads libsvm's text: a header of names and values, `SV`, then a line for each vector.
///
/// - Source: libsvm's README, "Library Usage".
struct LibSVMFile {
    private var lines: [Substring]
    private var number = 0
    private var header: [String: [Substring]] = [:]

    /// Values of all vectors together: 128 MB of memory.
    private static let mostValues = 16_000_000
    private static let mostClasses = 1_000

    init(_ bytes: [UInt8]) throws(ModelError) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw ModelError(.broken, "is not text") }
        lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }

    mutating func read() throws(ModelError) -> SupportVectors {
        try readHeader()
        var parts = SupportVectors.Parts()
        parts.purpose = try purpose()
        parts.kernel = try kernel()
        let classCount = try whole("nr_class", in: 2...Self.mostClasses)
        let pairCount = parts.purpose.isClassification ? classCount * (classCount - 1) / 2 : 1
        parts.offsets = try numbers("rho", count: pairCount)
        let total = try whole("total_sv", in: 1...lines.count)
        if parts.purpose.isClassification {
            parts.labels = try wholes("label", count: classCount)
            guard Set(parts.labels).count == classCount else {
                throw ModelError(.broken, "label: two classes have one label")
            }
            parts.counts = try wholes("nr_sv", count: classCount)
            guard parts.counts.allSatisfy({ (0...total).contains($0) }), parts.counts.reduce(0, +) == total else {
                throw ModelError(.broken, "nr_sv: does not add up to total_sv, \(total)")
            }
            if header["probA"] != nil {
                parts.slopes = try numbers("probA", count: pairCount)
                parts.intercepts = try numbers("probB", count: pairCount)
            }
        } else {
            parts.counts = [total]
        }
        try readVectors(into: &parts, count: total, width: parts.purpose.isClassification ? classCount - 1 : 1)
        return SupportVectors(parts)
    }

    private mutating func readHeader() throws(ModelError) {
        while number < lines.count {
            let words = Self.words(lines[number])
            number += 1
            guard let name = words.first else { continue }
            if name == "SV" { return }
            guard header[String(name)] == nil else { throw refusal("'\(name.prefix(100))' stands twice") }
            header[String(name)] = Array(words.dropFirst())
        }
        throw ModelError(.broken, "the line 'SV' is missing: the file ends in its header")
    }

    private func purpose() throws(ModelError) -> SupportVectors.Purpose {
        let name = try word("svm_type")
        guard let purpose = SupportVectors.Purpose(rawValue: name) else {
            let allowed = SupportVectors.Purpose.allCases.map(\.rawValue).joined(separator: ", ")
            throw ModelError(.unsupported, "svm_type: '\(name)' is not read; allowed: \(allowed)")
        }
        return purpose
    }

    private func kernel() throws(ModelError) -> SupportVectorKernel {
        func gamma() throws(ModelError) -> Double { try numbers("gamma", count: 1)[0] }
        func constant() throws(ModelError) -> Double { try numbers("coef0", count: 1)[0] }
        switch try word("kernel_type") {
        case "linear": return .linear
        case "polynomial":
            return .polynomial(
                degree: try whole("degree", in: 0...1_000),
                gamma: try gamma(),
                constant: try constant()
            )
        case "rbf": return .radial(gamma: try gamma())
        case "sigmoid": return .sigmoid(gamma: try gamma(), constant: try constant())
        case let name:
            throw ModelError(
                .unsupported,
                "kernel_type: '\(name)' is not read; allowed: \(SupportVectorKernel.allowed)"
            )
        }
    }

    /// A line is coefficients, then `place:value` with places counted from 1 and rising.
    private mutating func readVectors(
        into parts: inout SupportVectors.Parts,
        count: Int,
        width: Int
    ) throws(ModelError) {
        parts.coefficients = [[Double]](repeating: [], count: width)
        var sparse: [(vector: Int, place: Int, value: Double)] = []
        var vectors = 0
        while number < lines.count {
            let words = Self.words(lines[number])
            number += 1
            guard !words.isEmpty else { continue }
            guard vectors < count else { throw refusal("there are more vectors than total_sv says, \(count)") }
            guard words.count >= width else { throw refusal("a vector has fewer than \(width) coefficients") }
            for (row, word) in words.prefix(width).enumerated() {
                parts.coefficients[row].append(try finite(word, "a coefficient"))
            }
            var last = 0
            for word in words.dropFirst(width) {
                let halves = word.split(separator: ":", omittingEmptySubsequences: false)
                guard halves.count == 2, let place = Int(halves[0]), place > last, place <= Self.mostValues else {
                    throw refusal("'\(word.prefix(100))' is not place:value with rising places from 1 on")
                }
                last = place
                sparse.append((vectors, place - 1, try finite(halves[1], "a value")))
                parts.featureCount = max(parts.featureCount, place)
            }
            vectors += 1
        }
        guard vectors == count else {
            throw ModelError(.broken, "has \(vectors) vectors where total_sv says \(count): it is cut short")
        }
        let (values, isHuge) = parts.featureCount.multipliedReportingOverflow(by: count)
        guard !isHuge, values <= Self.mostValues else {
            throw ModelError(
                .tooLarge,
                "\(count) vectors of \(parts.featureCount) features; allowed: \(Self.mostValues) values together"
            )
        }
        parts.vectors = [Double](repeating: 0, count: values)
        for entry in sparse { parts.vectors[entry.vector * parts.featureCount + entry.place] = entry.value }
    }

    private func word(_ name: String) throws(ModelError) -> String {
        guard let words = header[name], words.count == 1 else {
            throw ModelError(.broken, "\(name): one word is missing")
        }
        return String(words[0].prefix(100))
    }

    private func whole(_ name: String, in range: ClosedRange<Int>) throws(ModelError) -> Int {
        let text = try word(name)
        guard let number = Int(text), range.contains(number) else {
            throw ModelError(
                .broken,
                "\(name): '\(text)' is not a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return number
    }

    private func numbers(_ name: String, count: Int) throws(ModelError) -> [Double] {
        let numbers = (header[name] ?? []).compactMap { Double($0) }
        guard numbers.count == count, header[name]?.count == count, numbers.allSatisfy(\.isFinite) else {
            throw ModelError(.broken, "\(name): \(count) finite numbers are needed")
        }
        return numbers
    }

    private func wholes(_ name: String, count: Int) throws(ModelError) -> [Int] {
        let numbers = (header[name] ?? []).compactMap { Int($0) }
        guard numbers.count == count, header[name]?.count == count else {
            throw ModelError(.broken, "\(name): \(count) whole numbers are needed")
        }
        return numbers
    }

    private func finite(_ word: Substring, _ what: String) throws(ModelError) -> Double {
        guard let number = Double(word), number.isFinite else {
            throw refusal("'\(word.prefix(100))' is not \(what): a finite number is needed")
        }
        return number
    }

    private func refusal(_ detail: String) -> ModelError {
        ModelError(.broken, "line \(number): \(detail)")
    }

    private static func words(_ line: Substring) -> [Substring] {
        line.split { $0 == " " || $0 == "\t" }
    }
}
