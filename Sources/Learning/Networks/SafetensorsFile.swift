import Platform

/// Reads safetensors: a length, a header in JSON, then the numbers of all tensors one after the other.
///
/// - Source: huggingface/safetensors, "Format".
struct SafetensorsFile {
    let tensors: [String: Tensor]
    let metadata: [String: String]

    private static let mostHeader = 100_000_000

    init(_ bytes: [UInt8]) throws(ModelError) {
        guard bytes.count > 8 else { throw ModelError(.broken, "ends before its header") }
        let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(Self.mostHeader), length <= UInt64(bytes.count - 8) else {
            throw ModelError(.broken, "claims a header of \(length) bytes; that many do not follow")
        }
        let start = 8 + Int(length)
        let header: JSON
        do throws(JSONError) {
            header = try JSON.parse(Array(bytes[8..<start]))
        } catch {
            throw ModelError(.broken, "its header is no JSON: \(error)")
        }
        guard let members = header.members else { throw ModelError(.broken, "its header is no object") }
        var tensors: [String: Tensor] = [:]
        var metadata: [String: String] = [:]
        var ranges: [Range<Int>] = []
        var scaled: [String] = []
        for member in members {
            if member.name == "__metadata__" {
                for entry in member.value.members ?? [] { metadata[entry.name] = entry.value.string }
                continue
            }
            do throws(ModelError) {
                let (range, tensor, encoding) = try Self.tensor(member.value, bytes, start)
                guard tensors.updateValue(tensor, forKey: member.name) == nil else {
                    throw ModelError(.broken, "stands twice")
                }
                ranges.append(range)
                if encoding == .int8 { scaled.append(member.name) }
            } catch {
                throw error.of("tensor '\(member.name.prefix(100))'")
            }
        }
        var end = start
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard range.lowerBound == end else { throw ModelError(.broken, "its tensors overlap or leave a gap") }
            end = range.upperBound
        }
        guard end == bytes.count else {
            throw ModelError(.broken, "something follows its tensors, or they are cut short")
        }
        for name in scaled {
            do throws(ModelError) {
                tensors[name] = try Self.unscaled(tensors[name], tensors.removeValue(forKey: "\(name).scale"))
            } catch {
                throw error.of("tensor '\(name.prefix(100))'")
            }
        }
        self.tensors = tensors
        self.metadata = metadata
    }

    /// Whole numbers by the factor of their row.
    private static func unscaled(_ tensor: Tensor?, _ scale: Tensor?) throws(ModelError) -> Tensor {
        guard let tensor, let scale, tensor.rank == 2, scale.shape == [tensor.shape[0]] else {
            throw ModelError(.broken, "numbers of type I8 are a table with a '.scale' for each row")
        }
        let (numbers, factors) = (try tensor.reals(), try scale.reals())
        let width = max(tensor.shape[1], 1)
        return try Tensor(tensor.shape, numbers.indices.map { numbers[$0] * factors[$0 / width] })
    }

    private static func tensor(
        _ entry: JSON,
        _ bytes: [UInt8],
        _ start: Int
    ) throws(ModelError) -> (Range<Int>, Tensor, TensorEncoding) {
        let shape = entry["shape"]?.array?.compactMap { $0.int.flatMap { Int(exactly: $0) } }
        let offsets = entry["data_offsets"]?.array?.compactMap { $0.int.flatMap { Int(exactly: $0) } }
        guard let type = entry["dtype"]?.string, let shape, shape.count == entry["shape"]?.array?.count,
            let offsets, offsets.count == 2
        else { throw ModelError(.broken, "lacks its dtype, shape or data_offsets") }
        guard let encoding = TensorEncoding(rawValue: type) else {
            throw ModelError(
                .unsupported,
                "numbers of type \(type.prefix(100)) are not read; allowed: \(TensorEncoding.allowed)"
            )
        }
        let width = encoding.width
        let count = try Tensor.count(shape)
        let room = bytes.count - start
        guard offsets[0] >= 0, offsets[0] <= offsets[1], offsets[1] <= room, offsets[1] - offsets[0] == count * width
        else { throw ModelError(.broken, "its data_offsets \(offsets) do not hold shape \(shape) of \(type)") }
        let range = start + offsets[0]..<start + offsets[1]
        var reader = ProtobufReader(bytes, range)
        var numbers: [Float] = []
        numbers.reserveCapacity(count)
        while !reader.isAtEnd {
            numbers.append(encoding.number(try reader.fixed(width)))
        }
        guard numbers.allSatisfy(\.isFinite) else { throw ModelError(.broken, "has a number that is not finite") }
        return (range, try Tensor(shape, numbers), encoding)
    }
}
