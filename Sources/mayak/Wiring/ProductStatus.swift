import Foundation
import Market
import Platform
import Store

/// Everything `mayak status` tells, read at one moment.
struct ProductStatus: Sendable {
    struct State: Sendable {
        let heartbeats: [Heartbeat]
        let plan: [JobPlan]
        let alerts: [AlertRecord]
        let outbox: OutboxDepth
    }

    let now: Timestamp
    let configuration: [ConfigurationReader.Shown]
    /// nil when no process has run here yet.
    let state: State?

    init(settings: Settings, clock: any MarketClock) async throws {
        now = clock.now
        configuration = settings.shown
        guard FileBytes.exists(settings.general.storePath) else {
            state = nil
            return
        }
        let store = try settings.existingStore(clock: clock, log: settings.remarks(of: "status", clock: clock))
        state = State(
            heartbeats: try await store.heartbeats(),
            plan: try await store.plan(),
            alerts: try await store.openAlerts(),
            outbox: try await store.outboxDepth()
        )
        await store.close()
    }

    init(now: Timestamp, configuration: [ConfigurationReader.Shown], state: State?) {
        self.now = now
        self.configuration = configuration
        self.state = state
    }

    /// For people; times in Moscow.
    var text: String {
        var text = "Time: \(MoscowTime.text(now)) МСК\n\nConfiguration\n"
        let width = configuration.map(\.declaration.path.count).max() ?? 0
        for shown in configuration {
            let padding = String(repeating: " ", count: width - shown.declaration.path.count)
            text += "  \(shown.declaration.path)\(padding)  \(shown.text ?? "—")  (\(shown.origin))\n"
        }
        guard let state else { return text + "\nNo store yet: neither process has run here.\n" }
        text += "\nHeartbeats\n"
        for beat in state.heartbeats {
            text += "  \(beat.process)  \(beat.at.duration(to: now).wholeSeconds) s ago  \(beat.detail)\n"
        }
        text += "\nSchedule\n"
        for job in state.plan {
            text +=
                "  \(job.id)  \(job.nextRun.map(MoscowTime.text) ?? "—")  \(job.trigger)\(job.isPaused ? "  paused" : "")\n"
        }
        text += "\nOpen alerts\n"
        for alert in state.alerts {
            text += "  #\(alert.id)  \(alert.key)  \(alert.state.rawValue)  \(alert.severity.rawValue)"
            text += "  since \(MoscowTime.text(alert.openedAt))\n"
        }
        let oldest = state.outbox.oldest.map { ", the oldest for \($0.duration(to: now).wholeSeconds) s" } ?? ""
        return text
            + "\nOutbox\n  \(state.outbox.queued) queued\(oldest), \(state.outbox.sending) being sent, \(state.outbox.dead) dead\n"
    }

    /// One object; times as RFC 3339 in UTC.
    func json() throws -> String {
        var object: [String: Any] = ["time": RFC3339.text(now)]
        object["configuration"] = Dictionary(
            uniqueKeysWithValues: configuration.map { shown in
                (
                    shown.declaration.path,
                    ["value": Self.orNull(shown.text), "origin": "\(shown.origin)"] as [String: Any]
                )
            }
        )
        if let state {
            object["heartbeats"] = state.heartbeats.map {
                ["process": $0.process.rawValue, "at": RFC3339.text($0.at), "detail": $0.detail]
            }
            object["jobs"] = state.plan.map { job -> [String: Any] in
                [
                    "id": job.id, "trigger": job.trigger, "zone": job.zone, "paused": job.isPaused,
                    "next_run": Self.orNull(job.nextRun.map(RFC3339.text)),
                ]
            }
            object["alerts"] = state.alerts.map { alert -> [String: Any] in
                [
                    "id": alert.id, "rule": alert.key.rule.rawValue, "market": Self.orNull(alert.key.market?.rawValue),
                    "endpoint": Self.orNull(alert.key.endpoint?.rawValue), "state": alert.state.rawValue,
                    "severity": alert.severity.rawValue, "opened_at": RFC3339.text(alert.openedAt),
                ]
            }
            object["outbox"] = [
                "queued": state.outbox.queued, "sending": state.outbox.sending, "dead": state.outbox.dead,
                "oldest": Self.orNull(state.outbox.oldest.map(RFC3339.text)),
            ]
        }
        let options: JSONSerialization.WritingOptions = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try JSONSerialization.data(withJSONObject: object, options: options), as: UTF8.self)
            + "\n"
    }

    private static func orNull(_ text: String?) -> Any { text ?? NSNull() }
}
