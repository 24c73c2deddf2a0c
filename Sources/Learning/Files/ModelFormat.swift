/// The formats that models are kept in; recognised by their content, never by a name.
package enum ModelFormat: String, Hashable, Sendable, CaseIterable {
    case xgboostJSON = "xgboost-json"
    case xgboostUBJ = "xgboost-ubj"
    case libsvm
    case onnx
    case safetensors

    package static let allowed = "XGBoost's JSON and UBJ, libsvm's text, safetensors with a schema, ONNX"

    /// - Throws: ``ModelError`` of kind `unsupported` for a format that is known and not read, with what to convert it to.
    init(of bytes: [UInt8]) throws(ModelError) {
        if bytes.isEmpty { throw ModelError(.broken, "is empty") }
        if Self.has(bytes, "TFL3", at: 4) {
            throw Self.foreign(
                "TensorFlow Lite",
                "convert the original network to ONNX (tf2onnx), or its trees to XGBoost's JSON"
            )
        }
        if Self.has(bytes, "binf", at: 0) {
            throw Self.foreign("XGBoost's old binary", "load it in XGBoost and save it as .json or .ubj")
        }
        if Self.has(bytes, "tree\n", at: 0) || Self.has(bytes, "tree\r", at: 0) {
            throw Self.foreign("LightGBM's text", "train the trees with XGBoost, or convert them to its JSON")
        }
        if bytes[0] == 0x80, bytes.count > 1, (2...5).contains(bytes[1]) {
            throw Self.foreign("Python's pickle", "it could run any program; save the model itself in one of these")
        }
        if Self.has(bytes, "svm_type", at: 0) {
            self = .libsvm
        } else if let header = Self.headerLength(bytes), header <= UInt64(bytes.count) - 8,
            bytes[8] == UInt8(ascii: "{")
        {
            self = .safetensors
        } else if bytes[0] == UInt8(ascii: "{"), bytes.count > 1, "iUIlL$#".utf8.contains(bytes[1]) {
            self = .xgboostUBJ
        } else if let first = bytes.first(where: { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }),
            first == UInt8(ascii: "{")
        {
            self = .xgboostJSON
        } else if bytes[0] == 0x08 {
            self = .onnx
        } else {
            throw ModelError(.unknownFormat, "is of no known format; allowed: \(Self.allowed)")
        }
    }

    private static func has(_ bytes: [UInt8], _ text: String, at place: Int) -> Bool {
        bytes.dropFirst(place).starts(with: text.utf8)
    }

    private static func headerLength(_ bytes: [UInt8]) -> UInt64? {
        guard bytes.count > 8 else { return nil }
        return bytes[..<8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func foreign(_ name: String, _ advice: String) -> ModelError {
        ModelError(.unsupported, "is \(name), which is not read; \(advice); allowed: \(allowed)")
    }
}
