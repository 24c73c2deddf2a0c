import Market
import Platform

/// Makes all checks at once, each within its time.
struct Doctor: Sendable {
    let checks: [DoctorCheck]

    init(_ checks: [DoctorCheck] = DoctorCheck.all) {
        self.checks = checks
    }

    /// What all checks have found, in their order; never takes longer than the slowest check may.
    func findings(in room: DoctorRoom) async -> [Finding] {
        await withTaskGroup(of: (Int, [Finding]).self) { group in
            for (index, check) in checks.enumerated() {
                group.addTask { (index, await Self.findings(of: check, in: room)) }
            }
            var all: [(Int, [Finding])] = []
            for await part in group { all.append(part) }
            return all.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }

    private static func findings(of check: DoctorCheck, in room: DoctorRoom) async -> [Finding] {
        let found = await within(check.limit) { () async -> [Finding] in
            do {
                return try await check.look(room)
            } catch {
                return [
                    .fail(
                        Said("проверка не удалась: \(error)", "could not be checked: \(error)"),
                        Said("устраните названную причину", "mend what it names")
                    )
                ]
            }
        }
        let seconds = check.limit.wholeSeconds
        let late = Finding.fail(
            Said("нет ответа за \(seconds) с", "no answer within \(seconds) s"),
            Said("проверьте сеть и диск, повторите", "look at network and disk, and try again")
        )
        return (found ?? [late]).map { finding in
            var finding = finding
            finding.check = check.name
            return finding
        }
    }
}

/// What the body returns, or nil when it takes longer; then it is left behind, even where it cannot be cancelled.
func within<Result: Sendable>(
    _ limit: Duration,
    _ body: @escaping @Sendable () async -> Result
) async -> Result? {
    let (results, continuation) = AsyncStream<Result?>.makeStream()
    let work = Task.detached { _ = continuation.yield(await body()) }
    let timer = Task.detached {
        // Cancelled means that the result is there.
        try? await SystemClock().sleep(for: limit)
        continuation.yield(nil)
    }
    defer {
        work.cancel()
        timer.cancel()
    }
    for await first in results { return first }
    return nil
}
