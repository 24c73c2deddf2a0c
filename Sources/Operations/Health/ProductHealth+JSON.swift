package import Platform
import Store

extension ProductHealth {
    /// `healthy` is false where work has stopped; complaints that only wait for a person do not count.
    package var json: JSON {
        [
            "time": .string(RFC3339.text(now)), "healthy": .bool(failures.isEmpty),
            "complaints": .array(
                complaints.map { ["text": .string($0.line), "stops_work": .bool($0.stopsWork)] }
            ),
            "heartbeats": .array(heartbeats.map(\.json)), "outbox": outbox.json,
        ]
    }
}
