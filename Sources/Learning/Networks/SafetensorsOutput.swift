import Platform

/// Makes a file of safetensors: tensors in 32 bits in the order in which they were added.
///
/// - Source: huggingface/safetensors, "Format".
struct SafetensorsOutput {
    private let schema: NetworkSchema
    private var header: [JSON.Member] = []
    private var numbers: [UInt8] = []

    init(_ schema: NetworkSchema) {
        self.schema = schema
    }

    mutating func add(_ name: String, _ shape: [Int], _ values: [Float]) {
        precondition(shape.reduce(1, *) == values.count, "a tensor has its shape")
        let start = numbers.count
        for value in values {
            for shift in [0, 8, 16, 24] as [UInt32] {
                numbers.append(UInt8(truncatingIfNeeded: value.bitPattern >> shift))
            }
        }
        let entry: JSON = [
            "dtype": "F32", "shape": .array(shape.map { .int(Int64($0)) }),
            "data_offsets": .array([.int(Int64(start)), .int(Int64(numbers.count))]),
        ]
        header.append(JSON.Member(name, entry))
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
