import Foundation
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

    @Test("a graph that asks for much memory or work is refused before it gets any")
    func greedy() throws {
        let mib = 1 << 20
        let before = try Self.peakMemory()
        for steps in [1, 40, 400] {
            #expect { try ModelFile(Self.graph(steps: steps, side: 3_999), named: "m") } throws: {
                ($0 as? ModelError)?.kind == .tooLarge
            }
        }
        #expect { try ModelFile(Self.graph(steps: 1, side: 1 << 40), named: "m") } throws: {
            ($0 as? ModelError)?.kind == .tooLarge
        }
        #expect(try Self.peakMemory() - before < 1_500 * mib)
    }

    /// `ConstantOfShape` so many times, then one product of the last with itself.
    private static func graph(steps: Int, side: UInt64) -> [UInt8] {
        func varint(_ number: UInt64) -> [UInt8] {
            number < 128 ? [UInt8(number)] : [UInt8(number & 127) | 128] + varint(number >> 7)
        }
        func field(_ number: UInt64, _ bytes: [UInt8]) -> [UInt8] {
            varint(number << 3 | 2) + varint(UInt64(bytes.count)) + bytes
        }
        func text(_ number: UInt64, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }
        let dimension = field(1, [8, 4])
        let type = field(2, field(1, [8, 1] + field(2, dimension)))
        var nodes = (0..<steps).flatMap { step in
            field(1, text(1, "shape") + text(2, "big\(step)") + text(4, "ConstantOfShape"))
        }
        for step in 0..<steps {
            let previous = step == 0 ? "big0" : "sum\(step - 1)"
            nodes += field(1, text(1, previous) + text(1, "big\(step)") + text(2, "sum\(step)") + text(4, "Add"))
        }
        nodes += field(1, text(1, "sum\(steps - 1)") + text(1, "big0") + text(2, "y") + text(4, "MatMul"))
        let shape = [8, 2, 16, 7] + field(7, varint(side) + varint(side)) + text(8, "shape")
        let graph = nodes + field(5, shape) + field(11, text(1, "x") + type) + field(12, text(1, "y"))
        return [8, 8] + field(7, graph) + field(8, [16, 13])
    }

    /// The most memory that the process has had, in bytes.
    private static func peakMemory() throws -> Int {
        let status = String(decoding: try Data(contentsOf: URL(filePath: "/proc/self/status")), as: UTF8.self)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return 1_024 * (try #require(Int(line.filter(\.isNumber))))
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
