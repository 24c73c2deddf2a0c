import Market
import Store

extension HealthComplaint {
    /// A line for the terminal and the probe's log.
    package var line: String {
        switch self {
        case .neverSeen(let process, let cause):
            "\(process): no sign of life yet\(Self.because(cause))"
        case .ahead(let process, let span):
            "\(process): its last sign of life lies \(span.wholeSeconds) s ahead: the clock was wrong then, or is now"
        case .silent(let process, let span, let limit, let cause):
            "\(process): silent for \(span.wholeSeconds) s, more than \(limit.wholeSeconds) s\(Self.because(cause))"
        case .overdue(let job, let due):
            "job \(job): due at \(MoscowTime.text(due)) МСК and not run"
        case .waiting(let count, let oldest):
            "outbox: \(count) waiting, the oldest for \(oldest.wholeSeconds) s"
        case .undelivered(let count):
            "outbox: \(count) undelivered"
        }
    }

    private static func because(_ trouble: PollTrouble?) -> String {
        trouble.map { "; \($0.description)" } ?? ""
    }
}
