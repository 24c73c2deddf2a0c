import Platform

/// A document in JSON.
struct JSONDocument: DocumentReader {
    private var reader: JSONReader

    init(_ bytes: [UInt8]) throws(ModelError) {
        do throws(JSONError) {
            reader = try JSONReader(bytes, limits: .init(size: ModelFile.mostBytes, depth: 64))
        } catch {
            throw Self.refusal(error)
        }
    }

    mutating func next() throws(ModelError) -> DocumentToken {
        do throws(JSONError) {
            switch try reader.next() {
            case .object: return .object
            case .array: return .array
            case .string(let text): return .text(text)
            case .bool(let flag): return .flag(flag)
            case .null: return .null
            case .number(let text):
                if let whole = Int64(text) { return .whole(whole) }
                // What the reader takes for a number is one; out of range it becomes infinite and is refused where it matters.
                return .real(Double(text) ?? .nan)
            }
        } catch {
            throw Self.refusal(error)
        }
    }

    mutating func nextName() throws(ModelError) -> String? {
        do throws(JSONError) { return try reader.nextName() } catch { throw Self.refusal(error) }
    }

    mutating func hasItem() throws(ModelError) -> Bool {
        do throws(JSONError) { return try reader.hasItem() } catch { throw Self.refusal(error) }
    }

    mutating func end() throws(ModelError) {
        do throws(JSONError) { try reader.end() } catch { throw Self.refusal(error) }
    }

    private static func refusal(_ error: JSONError) -> ModelError {
        ModelError(.broken, "no whole JSON: \(error)")
    }
}
