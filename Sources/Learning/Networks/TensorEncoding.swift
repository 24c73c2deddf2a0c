/// How safetensors keeps a number.
///
/// - Source: huggingface/safetensors, "Format". `I8` is our own use of it: beside such a table stands its `.scale`, a factor for each row.
enum TensorEncoding: String, Hashable, Sendable, CaseIterable {
    case float64 = "F64"
    case float32 = "F32"
    case float16 = "F16"
    case int8 = "I8"

    static let allowed = "F32, F64, F16, I8 with a scale"

    /// Unit: bytes.
    var width: Int {
        switch self {
        case .float64: 8
        case .float32: 4
        case .float16: 2
        case .int8: 1
        }
    }

    /// A number from its bytes, the lowest first.
    func number(_ word: UInt64) -> Float {
        switch self {
        case .float64: Float(Double(bitPattern: word))
        case .float32: Float(bitPattern: UInt32(truncatingIfNeeded: word))
        case .float16: Float(Float16(bitPattern: UInt16(truncatingIfNeeded: word)))
        case .int8: Float(Int8(truncatingIfNeeded: word))
        }
    }

    /// The bytes of a number; a whole one for `int8`.
    func word(_ number: Float) -> UInt64 {
        switch self {
        case .float64: Double(number).bitPattern
        case .float32: UInt64(number.bitPattern)
        case .float16: UInt64(Float16(number).bitPattern)
        case .int8: UInt64(UInt8(bitPattern: Int8(number)))
        }
    }
}
