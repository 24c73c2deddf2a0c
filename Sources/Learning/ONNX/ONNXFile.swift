/// Reads an ONNX file into a graph.
///
/// - Source: onnx.proto of ONNX (`ModelProto`, `GraphProto`, `NodeProto`, `AttributeProto`, `TensorProto`), by field number.
struct ONNXFile {
    private let bytes: [UInt8]

    static let operatorSets = 11...26
    private static let mostNodes = 10_000

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func read() throws(ModelError) -> ONNXGraph {
        var graph: ONNXGraph?
        var operatorSet = 0
        try fields(0..<bytes.count) { field, value throws(ModelError) in
            switch (field, value) {
            case (7, .bytes(let range)): graph = try self.graph(range)
            case (8, .bytes(let range)): operatorSet = max(operatorSet, try self.operatorSet(range))
            default: break
            }
        }
        guard var graph else { throw ModelError(.broken, "no graph: no model of ONNX, or it is cut short") }
        guard Self.operatorSets.contains(operatorSet) else {
            let allowed = "\(Self.operatorSets.lowerBound) to \(Self.operatorSets.upperBound)"
            throw ModelError(.unsupported, "operator set \(operatorSet) is not read; allowed: \(allowed)")
        }
        graph.operatorSet = operatorSet
        return graph
    }

    /// The version of ONNX's own operators; 0 for another domain's.
    private func operatorSet(_ range: Range<Int>) throws(ModelError) -> Int {
        var (domain, version) = ("", 0)
        try fields(range) { field, value throws(ModelError) in
            switch (field, value) {
            case (1, .bytes(let range)): domain = try self.text(range)
            case (2, .varint(let number)): version = Int(clamping: number)
            default: break
            }
        }
        return domain.isEmpty || domain == "ai.onnx" ? version : 0
    }

    private func graph(_ range: Range<Int>) throws(ModelError) -> ONNXGraph {
        var graph = ONNXGraph()
        try fields(range) { field, value throws(ModelError) in
            switch (field, value) {
            case (1, .bytes(let range)):
                guard graph.nodes.count < Self.mostNodes else {
                    throw ModelError(.tooLarge, "has more than \(Self.mostNodes) nodes")
                }
                graph.nodes.append(try self.node(range))
            case (5, .bytes(let range)):
                let (name, tensor) = try self.tensor(range)
                graph.constants[name] = tensor
            case (11, .bytes(let range)): graph.inputs.append(try self.port(range))
            case (12, .bytes(let range)): graph.outputs.append(try self.port(range))
            case (15, _): throw ModelError(.unsupported, "sparse initialisers are not read; allowed: dense ones")
            default: break
            }
        }
        graph.inputs.removeAll { graph.constants[$0.name] != nil }
        return graph
    }

    private func node(_ range: Range<Int>) throws(ModelError) -> ONNXGraph.Node {
        var node = ONNXGraph.Node()
        try fields(range) { field, value throws(ModelError) in
            switch (field, value) {
            case (1, .bytes(let range)): node.inputs.append(try self.text(range))
            case (2, .bytes(let range)): node.outputs.append(try self.text(range))
            case (4, .bytes(let range)): node.type = try self.text(range)
            case (5, .bytes(let range)):
                let (name, attribute) = try self.attribute(range)
                node.attributes[name] = attribute
            case (7, .bytes(let range)): node.domain = try self.text(range)
            default: break
            }
        }
        return node
    }

    private func attribute(_ range: Range<Int>) throws(ModelError) -> (String, ONNXGraph.Attribute) {
        var name = ""
        var attribute = ONNXGraph.Attribute.other
        var (wholes, reals, texts): ([Int], [Float], [String]) = ([], [], [])
        try fields(range) { field, value throws(ModelError) in
            switch (field, value) {
            case (1, .bytes(let range)): name = try self.text(range)
            case (2, .fixed32(let bits)): attribute = .real(Float(bitPattern: bits))
            case (3, .varint(let number)): attribute = .whole(Int(Int64(bitPattern: number)))
            case (4, .bytes(let range)): attribute = .text(try self.text(range))
            case (5, .bytes(let range)): attribute = .tensor(try self.tensor(range).1)
            case (6, _), (11, _): throw ModelError(.unsupported, "graphs within nodes are not read (loops, branches)")
            case (7, _): reals += try self.numbers(value).map { Float(bitPattern: UInt32(truncatingIfNeeded: $0)) }
            case (8, _): wholes += try self.varints(value).map { Int(Int64(bitPattern: $0)) }
            case (9, .bytes(let range)): texts.append(try self.text(range))
            default: break
            }
        }
        if !wholes.isEmpty { attribute = .wholes(wholes) }
        if !reals.isEmpty { attribute = .reals(reals) }
        if !texts.isEmpty { attribute = .texts(texts) }
        return (name, attribute)
    }

    private func port(_ range: Range<Int>) throws(ModelError) -> ONNXGraph.Port {
        var port = ONNXGraph.Port()
        try fields(range) { field, value throws(ModelError) in
            switch (field, value) {
            case (1, .bytes(let range)): port.name = try self.text(range)
            case (2, .bytes(let range)): port.shape = try self.shape(of: range)
            default: break
            }
        }
        return port
    }

    /// `TypeProto.tensor_type.shape.dim`, whose size may be a name.
    private func shape(of type: Range<Int>) throws(ModelError) -> [Int?] {
        var shape: [Int?] = []
        try fields(type) { field, value throws(ModelError) in
            guard case (1, .bytes(let tensor)) = (field, value) else { return }
            try self.fields(tensor) { field, value throws(ModelError) in
                guard case (2, .bytes(let dimensions)) = (field, value) else { return }
                try self.fields(dimensions) { field, value throws(ModelError) in
                    guard case (1, .bytes(let dimension)) = (field, value) else { return }
                    var size: Int?
                    try self.fields(dimension) { field, value throws(ModelError) in
                        if case (1, .varint(let number)) = (field, value), number > 0 { size = Int(clamping: number) }
                    }
                    shape.append(size)
                }
            }
        }
        return shape
    }

    private func tensor(_ range: Range<Int>) throws(ModelError) -> (String, Tensor) {
        var (name, type): (String, UInt64) = ("", 0)
        var shape: [Int] = []
        var raw: Range<Int>?
        var words: [UInt64] = []
        try fields(range) { field, value throws(ModelError) in
            switch (field, value) {
            case (1, _): shape += try self.varints(value).map { Int(clamping: $0) }
            case (2, .varint(let number)): type = number
            case (4, _), (10, _): words += try self.numbers(value, width: field == 4 ? 4 : 8)
            case (5, _), (7, _): words += try self.varints(value)
            case (8, .bytes(let range)): name = try self.text(range)
            case (9, .bytes(let range)): raw = range
            case (13, _), (14, .varint(1)):
                throw ModelError(.unsupported, "weights in other files are not read; save the model as one file")
            default: break
            }
        }
        let width = type == 1 || type == 6 ? 4 : 8
        if let raw { words = try numbers(.bytes(raw), width: width) }
        do throws(ModelError) {
            return (name, try Tensor(shape, try values(words, type)))
        } catch {
            throw error.of("tensor '\(name.prefix(100))'")
        }
    }

    private func values(_ words: [UInt64], _ type: UInt64) throws(ModelError) -> Tensor.Values {
        switch type {
        case 1: .reals(words.map { Float(bitPattern: UInt32(truncatingIfNeeded: $0)) })
        case 11: .reals(words.map { Float(Double(bitPattern: $0)) })
        case 6: .wholes(words.map { Int64(Int32(truncatingIfNeeded: $0)) })
        case 7: .wholes(words.map { Int64(bitPattern: $0) })
        default:
            throw ModelError(.unsupported, "numbers of type \(type) are not read; allowed: float, double, int32, int64")
        }
    }

    /// Packed numbers of a fixed width, or one alone.
    private func numbers(_ value: ProtobufReader.Value, width: Int = 4) throws(ModelError) -> [UInt64] {
        switch value {
        case .fixed32(let number): return [UInt64(number)]
        case .fixed64(let number): return [number]
        case .varint(let number): return [number]
        case .bytes(let range):
            guard range.count.isMultiple(of: width) else {
                throw ModelError(.broken, "numbers end in the middle of one")
            }
            var reader = ProtobufReader(bytes, range)
            var numbers: [UInt64] = []
            numbers.reserveCapacity(range.count / width)
            while !reader.isAtEnd { numbers.append(try reader.fixed(width)) }
            return numbers
        }
    }

    private func varints(_ value: ProtobufReader.Value) throws(ModelError) -> [UInt64] {
        guard case .bytes(let range) = value else { return try numbers(value) }
        var reader = ProtobufReader(bytes, range)
        var numbers: [UInt64] = []
        while !reader.isAtEnd { numbers.append(try reader.varint()) }
        return numbers
    }

    private func fields(
        _ range: Range<Int>,
        _ take: (Int, ProtobufReader.Value) throws(ModelError) -> Void
    ) throws(ModelError) {
        var reader = ProtobufReader(bytes, range)
        while let (field, value) = try reader.next() { try take(field, value) }
    }

    private func text(_ range: Range<Int>) throws(ModelError) -> String {
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw ModelError(.broken, "a name is not UTF-8")
        }
        return text
    }
}
