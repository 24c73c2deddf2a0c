import Market
import Sandbox
import Store

/// What a rehearsed day came to; `--json` prints it as it is.
struct RehearsalSummary: Encodable {
    struct FeedRow: Encodable {
        var feed: String
        /// Slots that the calendar expects, and how many of them the monitor saw.
        var expected: Int
        var seen: Int
        /// Labels that never came, `HH:MM`.
        var absent: [String]
        /// Seconds.
        var maximumDelay: Double?
        var medianDelay: Double?
    }

    struct AlertRow: Encodable {
        var id: Int64
        var key: String
        var severity: String
        var opened: String
        var closed: String?
        var closing: String?
        var peak: Double
        var wasTold: Bool
    }

    var date: String
    var feeds: [FeedRow]
    /// Feeds of which a replayed recording has no row on the day; nobody watched them.
    var notRecorded: [String] = []
    /// Jobs that found nothing recorded of what they need, and what that was.
    var jobsWithoutRecording: [String] = []
    var alerts: [AlertRow]
    /// Alerts by rule.
    var alertsByRule: [String: Int]
    /// Runs by outcome.
    var runs: [String: Int]
    /// Requests to the exchange and calls of the Bot API, by status.
    var exchangeRequests: Int
    var telegramCalls: Int
    var messages: Int
    /// Those that answer somebody's message.
    var answers: Int
    /// Those that nobody asked for and that make a sound.
    var sounds: Int
    var edits: Int
    /// New messages that are pictures, and edits that put one into a message.
    var pictures, editedPictures: Int
    /// The most messages, edits and pictures that the group got within any minute; Telegram allows 20.
    var mostPerMinute: Int
    /// Calls that Telegram refused for flooding.
    var floodRefusals: Int
    /// What the script's people could not do, such as a press on a button that was not there.
    var impossibleActions: [String] = []
    var outboxLeft: Int
    var outboxDead: Int

    /// Deterministic JSON: sorted keys, no time of the machine in it.
    func json() throws -> String {
        try printed()
    }

    /// The same for a person.
    var text: String {
        var lines = ["Rehearsal of \(date)", ""]
        lines.append(column("feed", 16) + column("slots", 12) + column("median", 9) + column("max", 9) + "absent")
        for row in feeds where row.expected > 0 || row.seen > 0 {
            let median = row.medianDelay.map { "\(Int($0)) s" } ?? "-"
            let most = row.maximumDelay.map { "\(Int($0)) s" } ?? "-"
            let absent = row.absent.isEmpty ? "none" : row.absent.joined(separator: " ")
            lines.append(
                column(row.feed, 16) + column("\(row.seen)/\(row.expected)", 12) + column(median, 9) + column(most, 9)
                    + absent
            )
        }
        if !notRecorded.isEmpty { lines.append("not recorded: not watched: " + notRecorded.joined(separator: ", ")) }
        lines += jobsWithoutRecording.map { "not recorded: " + $0 }
        lines.append("")
        lines.append(alerts.isEmpty ? "no alerts" : "alerts:")
        for alert in alerts {
            let end = alert.closed.map { "\($0) \(alert.closing ?? "")" } ?? "open"
            let told = alert.wasTold ? "" : "  (not told)"
            lines.append("  #A\(alert.id) \(column(alert.key, 32))\(alert.opened) → \(end)\(told)")
        }
        lines.append("")
        lines.append("runs: " + counts(runs))
        lines.append("requests to the exchange: \(exchangeRequests), calls of Telegram: \(telegramCalls)")
        lines.append(
            "chat: \(messages) messages (\(sounds) unasked with a sound), \(edits) edits (\(editedPictures) with a picture), \(pictures) pictures; at most \(mostPerMinute) within a minute"
        )
        lines.append("refused for flooding: \(floodRefusals); outbox left \(outboxLeft), dead \(outboxDead)")
        lines += impossibleActions.map { "not possible: \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }

    private func column(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private func counts(_ numbers: [String: Int]) -> String {
        numbers.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
}
