import Market
package import Platform
package import Store

extension AlertRecord {
    /// What a list needs.
    package var summary: JSON {
        [
            "id": .int(id), "rule": .string(key.rule.rawValue), "title": key.rule.title.json,
            "figure": .string(key.rule.figure.rawValue), "market": (key.market?.rawValue).json,
            "endpoint": (key.endpoint?.rawValue).json, "state": .string(state.rawValue),
            "severity": .string(severity.rawValue), "opened_at": .string(RFC3339.text(openedAt)),
        ]
    }

    /// Everything that people are shown of an alert.
    package var json: JSON {
        summary.setting("date", to: .string("\(date)"))
            .setting("fired_at", to: firedAt.json)
            .setting("told_at", to: toldAt.json)
            .setting("closed_at", to: closedAt.json)
            .setting("closing", to: (closing?.rawValue).json)
            .setting("value", to: .double(value))
            .setting("peak", to: .double(peak))
            .setting("limit", to: .double(limit))
            .setting("taken_by", to: acknowledgedBy.json)
            .setting("taken_at", to: acknowledgedAt.json)
            .setting("silenced_until", to: silencedUntil.json)
            .setting("silenced_by", to: silencedBy.json)
            .setting("cause", to: inhibitedBy.map { .int($0) } ?? .null)
            .setting("group", to: groupID.map { .int($0) } ?? .null)
            .setting("flapping", to: .bool(isFlapping))
            .setting("last_label", to: (facts.lastLabel?.description).json)
            .setting("missing", to: .strings(facts.slots.map(\.shortDescription)))
            .setting("days", to: .strings(facts.days.map(\.description)))
            .setting("revision", to: .int(revision))
    }
}

extension Texts {
    /// Both languages, for whoever knows which one is read.
    package var json: JSON { ["ru": .string(russian), "en": .string(english)] }
}

extension AlertEvent {
    package var json: JSON {
        [
            "id": .int(id), "alert": .int(alert), "at": .string(RFC3339.text(at)), "from": (from?.rawValue).json,
            "to": .string(to.rawValue), "severity": .string(severity.rawValue), "value": .double(value),
            "note": .string(note),
        ]
    }
}

extension Silence {
    package var json: JSON {
        [
            "id": .int(id), "rule": (rule?.rawValue).json, "market": (market?.rawValue).json,
            "endpoint": (endpoint?.rawValue).json, "since": .string(RFC3339.text(createdAt)),
            "until": .string(RFC3339.text(until)), "author": .string(author), "reason": .string(reason),
        ]
    }
}
