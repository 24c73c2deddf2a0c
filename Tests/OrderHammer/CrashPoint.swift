import Execution
import Glibc
import Platform

/// Where the process ends itself.
struct CrashPoint: Sendable {
    enum Step: String, Sendable {
        case beforeAppend = "before-append"
        case afterAppend = "after-append"
        case beforeVenue = "before-venue"
        case afterVenue = "after-venue"
        case none
    }

    let step: Step
    let number: Int

    init?(_ text: String) {
        let words = text.split(separator: ":").map(String.init)
        guard let first = words.first, let step = Step(rawValue: first) else { return nil }
        guard step != .none else {
            self.step = .none
            number = 0
            return
        }
        guard words.count == 2, let number = Int(words[1]) else { return nil }
        self.step = step
        self.number = number
    }

    /// As an operator's `kill -9` or the kernel out of memory would: nothing is written, closed or said.
    func reached(_ step: Step, _ number: Int) {
        guard step == self.step, number == self.number else { return }
        kill(getpid(), SIGKILL)
        while true { pause() }
    }
}

/// The journal, with a point before and after each append.
actor CrashingLog: RecordLog {
    private let journal: Journal
    private let point: CrashPoint
    private var count = 0

    init(_ journal: Journal, _ point: CrashPoint) {
        self.journal = journal
        self.point = point
    }

    func append(_ payload: [UInt8]) async throws(JournalError) -> UInt64 {
        count += 1
        let count = count
        point.reached(.beforeAppend, count)
        let number = try await journal.append(payload)
        point.reached(.afterAppend, count)
        return number
    }
}
