extension Array where Element: Sendable {
    /// Maps the elements with at most `limit` calls under way; the results keep the order of the elements.
    ///
    /// With a limit of 1 the calls follow each other, which is what a replay needs to give the same bytes twice. The first
    /// error cancels the other calls and is thrown.
    package func concurrentMap<Result: Sendable>(
        limit: Int,
        _ body: @escaping @Sendable (Element) async throws -> Result
    ) async throws -> [Result] {
        var results = [Result?](repeating: nil, count: count)
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var next = 0
            func start() {
                guard next < count else { return }
                let index = next
                let element = self[index]
                next += 1
                group.addTask { (index, try await body(element)) }
            }
            for _ in 0..<Swift.max(1, Swift.min(limit, count)) { start() }
            for try await (index, result) in group {
                results[index] = result
                start()
            }
        }
        return results.compactMap(\.self)
    }
}
