import Market
import Platform

/// Who is on call.
extension PeopleStore {
    /// The table of the week; whoever has no role any more is left out.
    package func rota() throws -> DutyRota {
        let duties = try database.query("SELECT weekday, hour, person, name FROM duties", []) { row -> Duty? in
            let hour: Int = try row["hour"]
            guard let slot = Weekday(rawValue: try row["weekday"]).flatMap({ DutySlot($0, hour: hour) }) else {
                return nil
            }
            return Duty(slot: slot, person: try row["person"], name: try row["name"])
        }
        return DutyRota(try duties.compactMap(\.self).filter { try database.presentRole(of: $0.person) != nil })
    }
}

/// New people for hours of the week.
package struct DutyChange: Hashable, Sendable {
    package var slots: [DutySlot]
    /// Empty: nobody.
    package var people: [Person]

    package init(slots: [DutySlot], people: [Person]) {
        self.slots = slots
        self.people = people
    }
}

extension Connection {
    /// Replaces who is on call in the hours.
    func save(_ change: DutyChange) throws {
        for slot in change.slots {
            try execute("DELETE FROM duties WHERE weekday = ? AND hour = ?", [slot.weekday.rawValue, slot.hour])
            for person in change.people {
                try execute(
                    "INSERT OR REPLACE INTO duties (weekday, hour, person, name) VALUES (?, ?, ?, ?)",
                    [slot.weekday.rawValue, slot.hour, person.id, person.name]
                )
            }
        }
    }
}
