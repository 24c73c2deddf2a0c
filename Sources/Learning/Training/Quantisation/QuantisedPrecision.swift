import Platform

/// How few digits a quantised model has.
package enum QuantisedPrecision: String, Hashable, Sendable, CaseIterable {
    case int8, float16

    /// The model's file with fewer digits, in the same format and for the same readers.
    ///
    /// - Networks: tables of weights as `F16`, or as `I8` with a factor for each row; the rest stays in 32 bits.
    /// - Trees: conditions as half-precision numbers; leaves too, or as multiples of one step, 127 on each side.
    /// - Support vectors: values of vectors and coefficients as half-precision numbers; or the values as multiples of a step for each
    ///   feature, 127 on each side, and the coefficients as half-precision numbers.
    ///
    /// - Throws: ``ModelError``.
    func quantise(_ member: FittedMember) throws -> [UInt8] {
        switch member.name {
        case .linear, .lstm, .transformer: try network(member.bytes)
        case .gbdt: try trees(member.bytes)
        case .svm: vectors(member.bytes)
        }
    }

    private func network(_ bytes: [UInt8]) throws(ModelError) -> [UInt8] {
        let file = try SafetensorsFile(bytes)
        var output = SafetensorsOutput(try NetworkSchema(of: file))
        for (name, tensor) in file.tensors.sorted(by: { $0.key < $1.key }) {
            let values = try tensor.reals()
            guard tensor.rank == 2 else {
                output.add(name, tensor.shape, values)
                continue
            }
            switch self {
            case .int8: output.addScaled(name, tensor.shape, values)
            case .float16: output.add(name, tensor.shape, values, as: .float16)
            }
        }
        return output.bytes
    }

    private func trees(_ bytes: [UInt8]) throws(ModelError) -> [UInt8] {
        let path = ["learner", "gradient_booster", "model", "trees"]
        let document: JSON
        do throws(JSONError) { document = try JSON.parse(bytes) } catch { throw ModelError(.broken, "\(error)") }
        let trees = path.reduce(document) { $0[$1] ?? .null }.array ?? []
        var most = 0.0
        for tree in trees { Self.leaves(of: tree) { most = max(most, abs($0)) } }
        let step = most / 127
        let changed = trees.map { tree in
            let children = tree["left_children"]?.array ?? []
            let numbers = (tree["split_conditions"]?.array ?? []).enumerated().map { place, number in
                let value = number.double ?? 0
                let isLeaf = children.indices.contains(place) && children[place].int == -1
                guard isLeaf, self == .int8, step > 0 else { return JSON.double(Self.half(value)) }
                return .double(Self.single((value / step).rounded() * step))
            }
            return tree.setting("split_conditions", to: .array(numbers))
        }
        return Self.setting(path[...], in: document, to: .array(changed)).bytes
    }

    private static func leaves(of tree: JSON, _ body: (Double) -> Void) {
        for (child, value) in zip(tree["left_children"]?.array ?? [], tree["split_conditions"]?.array ?? [])
        where child.int == -1 {
            body(value.double ?? 0)
        }
    }

    private static func setting(_ path: ArraySlice<String>, in json: JSON, to value: JSON) -> JSON {
        guard let name = path.first else { return value }
        return json.setting(name, to: setting(path.dropFirst(), in: json[name] ?? .null, to: value))
    }

    private func vectors(_ bytes: [UInt8]) -> [UInt8] {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let first = (lines.firstIndex(of: "SV") ?? lines.count - 1) + 1
        let rows = lines[first...].map { line in line.split(separator: " ").map { Self.parts(of: $0) } }
        var most: [Int: Double] = [:]
        for part in rows.joined() { if let place = part.place { most[place] = max(most[place] ?? 0, abs(part.value)) } }
        let changed = rows.map { row in
            row.map { part in
                guard let place = part.place else { return "\(Self.half(part.value))" }
                let step = (most[place] ?? 0) / 127
                let value =
                    self == .int8 && step > 0
                    ? Self.single((part.value / step).rounded() * step) : Self.half(part.value)
                return "\(place):\(value)"
            }.joined(separator: " ")
        }
        return Array((lines[..<first].map(String.init) + changed).joined(separator: "\n").utf8) + [0x0A]
    }

    /// `place:value`, or a coefficient without a place.
    private static func parts(of word: Substring) -> (place: Int?, value: Double) {
        let halves = word.split(separator: ":")
        return halves.count == 2 ? (Int(halves[0]), Double(halves[1]) ?? 0) : (nil, Double(word) ?? 0)
    }

    /// As few digits as tell a half-precision number from its neighbours; what is too large for one stays in 32 bits.
    private static func half(_ value: Double) -> Double {
        let half = Float16(value)
        return half.isFinite ? Double("\(half)") ?? value : single(value)
    }

    private static func single(_ value: Double) -> Double { Double("\(Float(value))") ?? value }
}
