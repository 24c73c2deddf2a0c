import Market
import Monitor

/// A day's plan as it is printed.
struct DayPlan: Encodable {
    let date: CivilDate
    let incidents: Int
    let minutes: [BurstPlanner.Minute]
    let collisions: [BurstPlanner.Collision]

    init(date: CivilDate, incidents: Int, bursts: [PlannedBurst]) {
        self.date = date
        self.incidents = incidents
        let planner = BurstPlanner(bursts)
        minutes = planner.minutes
        collisions = planner.collisions
    }

    /// Deterministic JSON: sorted keys.
    func json() throws -> String {
        try printed()
    }

    var text: String {
        let total = minutes.map(\.messages).reduce(0, +)
        let title = "\(date): \(total) messages and edits, open incidents of each market: \(incidents)"
        guard total > 0 else { return title }
        var lines = [title, "", "from   minutes  messages  within 60 s  limit  jobs"]
        for (first, count) in kinds {
            let excess = first.isTooMuch ? "  TOO MUCH" : ""
            let numbers = [(count, 7), (first.messages, 9), (first.peak, 12), (first.limit, 6)].map(right).joined(
                separator: " "
            )
            lines.append(
                "\(Self.time(first.minute * 60).prefix(5)) \(numbers)  \(first.jobs.joined(separator: " "))\(excess)"
            )
        }
        lines.append("")
        if collisions.isEmpty { lines.append("no report collides with other messages") }
        for collision in collisions {
            let free = collision.freeSecond.map { "nearest free second \(Self.time($0))" } ?? "no second is free"
            lines.append(
                "\(collision.job) at \(Self.time(collision.second)) collides with "
                    + "\(collision.others.joined(separator: ", ")); \(free)"
            )
        }
        return lines.joined(separator: "\n")
    }

    /// Minutes with the same load once, with their number; in order of the first one's time.
    private var kinds: [(first: BurstPlanner.Minute, count: Int)] {
        var kinds: [(first: BurstPlanner.Minute, count: Int)] = []
        for minute in minutes.sorted(by: { ($0.minute, $0.chat) < ($1.minute, $1.chat) }) {
            var same = minute
            if let place = kinds.firstIndex(where: { kind in
                same.minute = kind.first.minute
                return same == kind.first
            }) {
                kinds[place].count += 1
            } else {
                kinds.append((minute, 1))
            }
        }
        return kinds
    }

    private static func time(_ second: Int) -> String {
        TimeOfDay(secondOfDay: second)?.description ?? "\(second)"
    }

    private func right(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: " ", count: max(0, width - digits.count)) + digits
    }
}
