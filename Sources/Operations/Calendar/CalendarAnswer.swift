package import Market
package import Platform
package import Store

extension TradingDay {
    /// Times of sessions are Moscow's, `HH:MM`.
    package var json: JSON {
        [
            "market": .string(market.rawValue), "date": .string("\(date)"), "kind": .string(kind.rawValue),
            "layer": .string(layer.rawValue), "confirmed": .bool(isConfirmed), "author": .string(author),
            "note": .string(note),
            "sessions": .array(
                sessions.map { session in
                    [
                        "name": .string(session.name.rawValue), "open": .string(session.open.shortDescription),
                        "close": .string(session.close.shortDescription),
                    ]
                }
            ),
        ]
    }
}

extension SessionWindow {
    /// Instants as RFC 3339.
    package var json: JSON {
        [
            "name": .string(session.name.rawValue), "open": .string(RFC3339.text(open)),
            "close": .string(RFC3339.text(close)),
        ]
    }
}

extension CalendarEdit {
    package var json: JSON {
        [
            "id": .int(id), "market": .string(market.rawValue), "date": .string("\(date)"),
            "at": .string(RFC3339.text(at)), "author": .string(author), "before": (before?.kind.rawValue).json,
            "after": (after?.kind.rawValue).json, "note": .string(after?.note ?? ""), "revision": .int(revision),
            "undoes": undoes.map { .int($0) } ?? .null, "undone_by": undoneBy.map { .int($0) } ?? .null,
        ]
    }
}

extension CalendarPreview {
    /// What a choice would change; `revision` is what the change is to be made on.
    package func json(revision: Int64) -> JSON {
        [
            "revision": .int(revision), "days": .int(Int64(dayCount)), "passed_over": .int(Int64(passedOver)),
            "impossible": .strings(impossible.map(\.rawValue)),
            "changes": .array(visible.map { ["before": $0.before.json, "after": $0.after.json] }),
        ]
    }
}
