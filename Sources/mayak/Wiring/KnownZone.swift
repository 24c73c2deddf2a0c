import Market
import Platform

/// Zones by name: the two exchanges' own without a file, every other from the machine's zone data.
enum KnownZone {
    /// Nil for a name that the machine has no zone of.
    static func known(_ name: String) -> TimeZoneRules? {
        // What is wrong with it is told by whoever asked.
        try? load(name)
    }

    /// - Throws: what `ZoneFile` says.
    static func load(_ name: String) throws -> TimeZoneRules {
        for known in [TimeZoneRules.moscow, .seoul] where known.name == name { return known }
        return try ZoneFile.load(name)
    }
}
