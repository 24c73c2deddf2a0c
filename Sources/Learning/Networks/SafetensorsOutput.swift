import Platform

/// Makes a file of safetensors: tensors in the order in which they were added.
///
/// - Source: huggingface/safetensors, "Format".
struct SafetensorsOutput {
    private let schema: NetworkSchema
    private var header: [JSON.Member] = []
    private var numbers: [UInt8] = []

    init(_ schema: NetworkSchema) {
        self.schema = schema
    }

    mutating func add(_ name: String, _ shape: [Int], _ values: [Float], as encoding: TensorEncoding = .float32) {
        precondition(shape.reduce(1, *) == values.count, "a tensor has its shape")
        let start = numbers.count
        for value in values {
            let word = encoding.word(value)
            for place in 0..<encoding.width { numbers.append(UInt8(truncatingIfNeeded: word >> UInt64(8 * place))) }
        }
        let entry: JSON = [
            "dtype": .string(encoding.rawValue), "shape": .array(shape.map { .int(Int64($0)) }),
            "data_offsets": .array([.int(Int64(start)), .int(Int64(numbers.count))]),
        ]
        header.append(JSON.Member(name, entry))
    }

    /// Whole numbers from −127 to 127 and a factor for each row.
    mutating func addScaled(_ name: String, _ shape: [Int], _ values: [Float]) {
        precondition(shape.count == 2, "a table has rows")
        let rows = (0..<shape[0]).map { Array(values[$0 * shape[1]..<($0 + 1) * shape[1]]) }
        let scales = rows.map { row in row.reduce(Float(0)) { max($0, abs($1)) } / 127 }
        let wholes = zip(rows, scales).flatMap { row, scale in row.map { scale > 0 ? ($0 / scale).rounded() : 0 } }
        add(name, shape, wholes, as: .int8)
        add("\(name).scale", [shape[0]], scales)
    }

    var bytes: [UInt8] {
        let metadata: JSON = [NetworkSchema.key: .string(schema.json.text)]
        var text = JSON.object([JSON.Member("__metadata__", metadata)] + header).bytes
        // So that the numbers begin at a multiple of eight bytes.
        while !text.count.isMultiple(of: 8) { text.append(UInt8(ascii: " ")) }
        let length = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> ($0 * 8)) }
        return length + text + numbers
    }
}
