import Market
import Testing

@testable import Sandbox

@Suite("Upload gate")
struct UploadGateTests {
    /// Tenths of a second that each of so many uploads at one moment waits; nil for a refusal.
    private func waits(_ count: Int, bytes: Int, gate: inout UploadGate, at now: Timestamp) -> [Int?] {
        (0..<count).map { _ in
            // A refusal is the 429 checked below.
            (try? gate.delay(bytes: bytes, at: now)).map { Int(($0.inSeconds * 10).rounded()) }
        }
    }

    @Test("one size goes a second's worth at once, then 0.2 to 0.9 s apart, then is refused")
    func pace() {
        var gate = UploadGate()
        let now = Timestamp(seconds: 1_000)
        let expected: [Int?] = Array(repeating: 0, count: 6) + (1...26).map { $0 * 2 } + [nil]
        #expect(waits(33, bytes: 1_500_000, gate: &gate, at: now) == expected)
        // Another size has a queue of its own, and large ones are slower.
        #expect(waits(4, bytes: 20_000_000, gate: &gate, at: now) == [0, 0, 8, 17])
        #expect(waits(40, bytes: 100_000, gate: &gate, at: now).allSatisfy { $0 == 0 })
        #expect(throws: TelegramFailure.tooMany(60)) { try gate.delay(bytes: 1_500_000, at: now) }
        #expect(waits(1, bytes: 1_500_000, gate: &gate, at: now + .seconds(7)) == [0])
    }
}
