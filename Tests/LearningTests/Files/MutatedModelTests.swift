import Learning
import Platform
import TestKit
import Testing

/// Ten thousand files with bytes changed, cut out, doubled or swapped: each is read or refused, none ends the process.
@Suite("Mutated models", .timeLimit(.minutes(5)))
struct MutatedModelTests {
    static let models = [
        "binary.json", "classes.ubj", "radial.svm", "polynomial.svm", "lstm.onnx", "mlp.onnx", "stacked.safetensors",
        "window.safetensors",
    ]

    @Test("are read or refused by name", arguments: models)
    func mutations(_ name: String) throws {
        let original = try Fixture.bytes(name)
        var random = SeededRandom(seed: 20_261_127)
        var refused = 0
        for _ in 0..<10_000 / Self.models.count {
            let bytes = Self.mutation(of: original, &random)
            do {
                let model = try ModelFile(bytes, named: "m").model
                if model.isSequence { continue }  // Its answer to two rows was asked for while it was read.
                let count =
                    switch model.inputs {
                    case .named(let names): names.count
                    case .counted(let count), .atLeast(let count): count
                    }
                _ = try model.predict([[Double](repeating: 0.5, count: count)])
            } catch let error as ModelError {
                refused += 1
                #expect(error.detail.count < 1_000)
            }
        }
        #expect(refused > 500)
    }

    private static func mutation(of bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = bytes
        for _ in 0...Int.random(in: 0..<4, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            let end = min(bytes.count, place + Int.random(in: 1..<40, using: &random))
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: bytes.removeSubrange(place..<end)
            case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 4: for place in place..<end { bytes[place] = 0xFF }
            default: bytes.removeSubrange(place...)
            }
            if bytes.isEmpty { bytes = [UInt8(ascii: "{")] }
        }
        return bytes
    }
}
