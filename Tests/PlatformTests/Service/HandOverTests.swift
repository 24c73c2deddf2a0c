import Platform
import Testing

@Suite("Hand-over", .timeLimit(.minutes(1)))
struct HandOverTests {
    private struct Refusal: Error, Equatable {}

    @Test("gives the value or the error that came, before the task waits or after")
    func outcomes() async throws {
        #expect(try await HandOver<Int>.wait { $0.resume(returning: 7) } == 7)
        await #expect(throws: Refusal()) { try await HandOver<Int>.wait { $0.resume(throwing: Refusal()) } }
        let later = try await HandOver<[Int]>.wait { caller in
            Task.detached {
                await Task.yield()
                caller.resume(with: .success([1, 2]))
            }
        }
        #expect(later == [1, 2])
    }
}
